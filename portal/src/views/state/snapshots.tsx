/** Snapshots on a line of time, newest first, below what is now. */
import {
  Button,
  makeStyles,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  mergeClasses,
  MessageBar,
  MessageBarBody,
  Text,
  tokens,
} from '@fluentui/react-components'
import {
  AddRegular,
  ArrowDownloadRegular,
  ArrowUndoRegular,
  BranchForkRegular,
  BranchCompareRegular,
  DeleteRegular,
  MoreHorizontalRegular,
} from '@fluentui/react-icons'
import { useState } from 'react'
import { snapshotPath, useSnapshots } from '../../parts/snapshots'
import type { Snapshot } from '../../parts/snapshots'
import { spanText, timeText } from '../../parts/time'
import { ReadOnly } from '../../parts/read-only'
import { addressOf, navigate } from '../../routing'
import { useMayWrite } from '../../session/session'
import { useClock } from '../../shell/clock'
import { Empty, Failed, Waiting } from '../../shell/states'
import { TEXTS } from '../../texts'
import { BranchDialog } from './branch-dialog'
import { CreateDialog, DeleteDialog, RestoreDialog } from './snapshot-dialogs'
import { useSaveExport } from './export'

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, maxWidth: '60rem' },
  code: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
  line: { listStyleType: 'none', margin: 0, padding: 0 },
  entry: {
    position: 'relative',
    display: 'flex',
    gap: tokens.spacingHorizontalM,
    justifyContent: 'space-between',
    alignItems: 'flex-start',
    paddingLeft: '2rem',
    paddingBottom: tokens.spacingVerticalXL,
    '::before': {
      content: '""',
      position: 'absolute',
      left: '7px',
      top: '1.1rem',
      bottom: '-0.3rem',
      width: '2px',
      backgroundColor: tokens.colorNeutralStroke1,
    },
    ':last-child::before': { display: 'none' },
    '::after': {
      content: '""',
      position: 'absolute',
      left: '2px',
      top: '0.3rem',
      width: '8px',
      height: '8px',
      borderRadius: '50%',
      border: `2px solid ${tokens.colorBrandStroke1}`,
      backgroundColor: tokens.colorNeutralBackground1,
    },
  },
  now: { '::after': { backgroundColor: tokens.colorBrandBackground } },
  about: { display: 'grid', gap: tokens.spacingVerticalXXS, minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
  buttons: { display: 'flex', gap: tokens.spacingHorizontalS, flexShrink: 0 },
})

type Asked = { readonly what: 'create' } | { readonly what: 'restore' | 'branch' | 'delete'; readonly of: Snapshot }

export function Snapshots() {
  const styles = useStyles()
  const { data, error, refetch } = useSnapshots()
  const mayWrite = useMayWrite()
  const [asked, setAsked] = useState<Asked>()
  const [done, setDone] = useState<string>()
  const close = (): void => setAsked(undefined)
  return (
    <div className={styles.page}>
      <Text>{TEXTS.state.snapshotsText}</Text>
      {mayWrite ? (
        <div>
          <Button appearance="primary" icon={<AddRegular />} onClick={() => setAsked({ what: 'create' })}>
            {TEXTS.state.create}
          </Button>
        </div>
      ) : (
        <ReadOnly />
      )}
      <div aria-live="polite">
        {done !== undefined && (
          <MessageBar intent="success" layout="multiline">
            <MessageBarBody>{done}</MessageBarBody>
          </MessageBar>
        )}
      </div>
      {error !== null ? (
        <Failed error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <Waiting />
      ) : data.length === 0 ? (
        <Empty text={TEXTS.state.noSnapshots}>
          <code className={styles.code}>{TEXTS.state.noSnapshotsLine}</code>
        </Empty>
      ) : (
        <Line snapshots={data} ask={setAsked} mayWrite={mayWrite} />
      )}
      {asked?.what === 'create' && <CreateDialog onDone={setDone} onClose={close} />}
      {asked?.what === 'restore' && <RestoreDialog snapshot={asked.of} onDone={setDone} onClose={close} />}
      {asked?.what === 'branch' && <BranchDialog snapshot={asked.of} onClose={close} />}
      {asked?.what === 'delete' && <DeleteDialog snapshot={asked.of} onDone={setDone} onClose={close} />}
    </div>
  )
}

interface LineProps {
  readonly snapshots: readonly Snapshot[]
  readonly mayWrite: boolean
  readonly ask: (asked: Asked) => void
}

function Line({ snapshots, mayWrite, ask }: LineProps) {
  const styles = useStyles()
  const clock = useClock()
  return (
    <ol className={styles.line} aria-label={TEXTS.state.snapshots}>
      <li className={mergeClasses(styles.entry, styles.now)}>
        <div className={styles.about}>
          <Text weight="semibold">{TEXTS.state.now}</Text>
          <Text size={200} className={styles.quiet}>
            {clock.text}
          </Text>
        </div>
      </li>
      {snapshots.map((snapshot, i) => {
        const later = snapshots[i - 1]
        const made = Date.parse(snapshot.createdDateTime)
        const span =
          later === undefined
            ? TEXTS.state.ago(spanText(clock.now - made))
            : TEXTS.state.beforeNext(spanText(Date.parse(later.createdDateTime) - made))
        return (
          <li key={snapshot.id} className={styles.entry}>
            <div className={styles.about}>
              <Text weight="semibold">{snapshot.name}</Text>
              <Text size={200} className={styles.quiet}>
                {timeText(snapshot.createdDateTime)} · {span} · {TEXTS.state.rows(snapshot.rows)}
              </Text>
              {snapshot.description !== null && snapshot.description !== '' && <Text>{snapshot.description}</Text>}
            </div>
            <div className={styles.buttons}>
              <Actions snapshot={snapshot} mayWrite={mayWrite} ask={ask} />
            </div>
          </li>
        )
      })}
    </ol>
  )
}

function Actions({ snapshot, mayWrite, ask }: Omit<LineProps, 'snapshots'> & { readonly snapshot: Snapshot }) {
  const saveExport = useSaveExport()
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          icon={<MoreHorizontalRegular />}
          aria-label={TEXTS.state.actionsOf(snapshot.name)}
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem
            icon={<BranchCompareRegular />}
            onClick={() => navigate(addressOf(['state', 'compare'], { from: snapshot.id }))}
          >
            {TEXTS.state.compareWithNow}
          </MenuItem>
          {mayWrite && (
            <MenuItem icon={<ArrowUndoRegular />} onClick={() => ask({ what: 'restore', of: snapshot })}>
              {TEXTS.state.restore}
            </MenuItem>
          )}
          {mayWrite && (
            <MenuItem icon={<BranchForkRegular />} onClick={() => ask({ what: 'branch', of: snapshot })}>
              {TEXTS.state.branch}
            </MenuItem>
          )}
          <MenuItem
            icon={<ArrowDownloadRegular />}
            onClick={() => saveExport.mutate({ path: snapshotPath(snapshot, '/export'), name: snapshot.name })}
          >
            {TEXTS.state.exportOne}
          </MenuItem>
          {mayWrite && (
            <MenuItem icon={<DeleteRegular />} onClick={() => ask({ what: 'delete', of: snapshot })}>
              {TEXTS.state.delete}
            </MenuItem>
          )}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
