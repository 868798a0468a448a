/** Two states of the tenant, chosen and compared. The choice is in the address. */
import {
  Button,
  Dropdown,
  Field,
  makeStyles,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Option,
  Spinner,
  Switch,
  Text,
  tokens,
} from '@fluentui/react-components'
import { ArrowDownloadRegular, ArrowSyncRegular } from '@fluentui/react-icons'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { save } from '../../parts/download'
import { useSnapshots } from '../../parts/snapshots'
import type { Snapshot } from '../../parts/snapshots'
import { useStyles as useLinkStyles } from '../../parts/styles'
import { addressOf, navigate, useRoute } from '../../routing'
import { useSession } from '../../session/session'
import { Link } from '../../shell/link'
import { Empty, Failed, Waiting } from '../../shell/states'
import { TEXTS } from '../../texts'
import { countOf, differencePath, NOW, useDifference } from './difference'
import type { Difference, Wanted } from './difference'
import { DifferenceView } from './difference-view'

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  chosen: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalL, alignItems: 'flex-end' },
  field: { flexGrow: 1, maxWidth: '22rem', minWidth: 'min(15rem, 100%)' },
  dropdown: { minWidth: 0, width: '100%', overflowWrap: 'anywhere', '& > button': { minWidth: 0 } },
  bar: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' },
  summary: { marginRight: tokens.spacingHorizontalM },
})

export function Compare() {
  const linkStyles = useLinkStyles()
  const { data, error, refetch } = useSnapshots()
  if (error !== null) return <Failed error={error} retry={() => void refetch()} />
  if (data === undefined) return <Waiting />
  const [newest] = data
  if (newest === undefined)
    return (
      <Empty text={TEXTS.state.nothingToCompare}>
        <span>
          <Link href={addressOf(['state', 'snapshots'])} className={linkStyles.link}>
            {TEXTS.state.toSnapshots}
          </Link>
        </span>
      </Empty>
    )
  return <Compared snapshots={data} newest={newest} />
}

function Compared({ snapshots, newest }: { readonly snapshots: readonly Snapshot[]; readonly newest: Snapshot }) {
  const styles = useStyles()
  const { query } = useRoute()
  const idOf = (name: string | null, otherwise: string): string =>
    name === NOW ? NOW : (snapshots.find(({ id, name: known }) => name === id || name === known)?.id ?? otherwise)
  const from = idOf(query.get('from'), newest.id)
  const to = idOf(query.get('to'), from === NOW ? newest.id : NOW)
  const wanted = { from, to, all: query.get('all') === '1' }
  const choose = (next: Partial<Wanted>): void => {
    const { all, ...ends } = { ...wanted, ...next }
    navigate(addressOf(['state', 'compare'], { ...ends, all: all ? '1' : undefined }), { replace: true })
  }
  return (
    <div className={styles.page}>
      <div className={styles.chosen}>
        <End label={TEXTS.state.from} value={from} snapshots={snapshots} choose={(id) => choose({ from: id })} />
        <End label={TEXTS.state.to} value={to} snapshots={snapshots} choose={(id) => choose({ to: id })} />
        <Switch label={TEXTS.state.all} checked={wanted.all} onChange={(_, { checked }) => choose({ all: checked })} />
      </div>
      {from === to ? <Empty text={TEXTS.state.same} /> : <Result wanted={wanted} snapshots={snapshots} />}
    </div>
  )
}

interface EndProps {
  readonly label: string
  readonly value: string
  readonly snapshots: readonly Snapshot[]
  readonly choose: (id: string) => void
}

function End({ label, value, snapshots, choose }: EndProps) {
  const styles = useStyles()
  const name = value === NOW ? TEXTS.state.now : (snapshots.find(({ id }) => id === value)?.name ?? '')
  return (
    <Field label={label} className={styles.field}>
      <Dropdown
        className={styles.dropdown}
        value={name}
        selectedOptions={[value]}
        onOptionSelect={(_, { optionValue }) => optionValue !== undefined && choose(optionValue)}
      >
        <Option value={NOW}>{TEXTS.state.now}</Option>
        {snapshots.map(({ id, name: each }) => (
          <Option key={id} value={id}>
            {each}
          </Option>
        ))}
      </Dropdown>
    </Field>
  )
}

function Result({ wanted, snapshots }: { readonly wanted: Wanted; readonly snapshots: readonly Snapshot[] }) {
  const styles = useStyles()
  const { data, error, isFetching, refetch } = useDifference(wanted)
  const [unfolded, setUnfolded] = useState<boolean>()
  if (error !== null) return <Failed error={error} retry={() => void refetch()} />
  if (data === undefined) return <Waiting />
  const open = unfolded ?? data.changes.length <= 10
  const counts = (['added', 'changed', 'removed'] as const).map(
    (kind) => `${countOf(data.changes, kind)} ${TEXTS.state.change[kind].toLowerCase()}`,
  )
  return (
    <>
      <div className={styles.bar}>
        <Text weight="semibold" className={styles.summary} role="status">
          {data.same ? TEXTS.state.same : counts.join(', ')}
        </Text>
        <Button
          icon={isFetching ? <Spinner size="tiny" /> : <ArrowSyncRegular />}
          disabledFocusable={isFetching}
          onClick={() => void refetch()}
        >
          {isFetching ? TEXTS.state.comparing : TEXTS.state.again}
        </Button>
        {!data.same && (
          <>
            <Button onClick={() => setUnfolded(!open)}>{open ? TEXTS.state.foldAll : TEXTS.state.unfoldAll}</Button>
            {wanted.from !== NOW && <SaveMenu wanted={wanted} snapshots={snapshots} />}
          </>
        )}
      </div>
      <DifferenceView key={String(open)} difference={data} unfolded={open} />
    </>
  )
}

const FORMATS = {
  markdown: { ending: 'md', type: 'text/markdown' },
  html: { ending: 'html', type: 'text/html' },
  text: { ending: 'txt', type: 'text/plain' },
} as const

type Format = keyof typeof FORMATS

function SaveMenu({ wanted, snapshots }: { readonly wanted: Wanted; readonly snapshots: readonly Snapshot[] }) {
  const session = useSession()
  const { mutate, error } = useMutation({
    mutationFn: async (format: Format) => {
      const { text = '' } = await session.control<Difference>(differencePath(wanted, format))
      const name = snapshots.find(({ id }) => id === wanted.from)?.name ?? ''
      save(`diff-${name}.${FORMATS[format].ending}`, text, FORMATS[format].type)
    },
  })
  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button icon={<ArrowDownloadRegular />}>{TEXTS.state.saveAs}</Button>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {(Object.keys(FORMATS) as Format[]).map((format) => (
              <MenuItem key={format} onClick={() => mutate(format)}>
                {TEXTS.state.formats[format]}
              </MenuItem>
            ))}
          </MenuList>
        </MenuPopover>
      </Menu>
      {error !== null && <Failed error={error} />}
    </>
  )
}
