/** What is looked for. The address says it, so that a link leads to the same. */
import { Button, Field, Input, makeStyles, mergeClasses, Select, Switch, tokens } from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { addressOf, navigate } from '../../routing'
import { useSession } from '../../session/session'
import { REQUESTS } from '../../texts/requests'
import { readApps } from './data'
import type { Filter } from './data'

const NARROW = '@media (max-width: 699px)'

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalM },
  wide: { flexGrow: 1, flexBasis: '13rem', minWidth: 0 },
  narrow: { flexBasis: '7.5rem', minWidth: 0 },
  app: { flexBasis: '12rem', minWidth: 0, [NARROW]: { flexGrow: 1 } },
  more: { display: 'none', [NARROW]: { display: 'inline-flex' } },
  switches: { display: 'flex', flexWrap: 'wrap', flexBasis: '100%', columnGap: tokens.spacingHorizontalM },
  /** Behind a button where there is little room. */
  folded: { [NARROW]: { display: 'none' } },
})

const STATUSES = ['2xx', '3xx', '4xx', '5xx', '400', '401', '403', '404', '409', '429']
const METHODS = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE']

interface Props {
  readonly filter: Filter
  readonly id: number | undefined
}

export function Filters({ filter, id }: Props) {
  const styles = useStyles()
  const session = useSession()
  const apps = useQuery({ queryKey: ['requests', 'apps'], queryFn: () => readApps(session) })
  const set = (changes: Filter): void => {
    const segments = id === undefined ? ['requests'] : ['requests', String(id)]
    navigate(addressOf(segments, { ...filter, ...changes }), { replace: true })
  }
  const [open, setOpen] = useState(false)
  const folded = open ? undefined : styles.folded
  const choice = (name: 'status' | 'method', values: readonly string[]): ReactNode => (
    <Field label={REQUESTS[name]} className={mergeClasses(styles.narrow, folded)}>
      <Select value={filter[name] ?? ''} onChange={(_, { value }) => set({ [name]: value })}>
        <option value="">{REQUESTS.any}</option>
        {values.map((value) => (
          <option key={value}>{value}</option>
        ))}
      </Select>
    </Field>
  )
  const isFiltered = Object.keys(filter).length > 0
  return (
    <div className={styles.bar} role="search" aria-label={REQUESTS.filters}>
      <Typed
        label={REQUESTS.path}
        example={REQUESTS.pathExample}
        value={filter.path ?? ''}
        onChange={(path) => set({ path })}
      />
      <Button className={styles.more} aria-expanded={open} onClick={() => setOpen(!open)}>
        {REQUESTS.filtersMore}
      </Button>
      <Typed label={REQUESTS.text} value={filter.text ?? ''} onChange={(text) => set({ text })} className={folded} />
      {choice('status', STATUSES)}
      {choice('method', METHODS)}
      <Field label={REQUESTS.app} className={mergeClasses(styles.app, folded)}>
        <Select value={filter.app ?? ''} onChange={(_, { value }) => set({ app: value })}>
          <option value="">{REQUESTS.any}</option>
          {(apps.data ?? []).map(({ appId, displayName }) => (
            <option key={appId} value={appId}>
              {displayName}
            </option>
          ))}
        </Select>
      </Field>
      <div className={mergeClasses(styles.switches, folded)}>
        {(['refused', 'pinned', 'own'] as const).map((name) => (
          <Switch
            key={name}
            label={REQUESTS.switches[name]}
            checked={filter[name] === 'true'}
            onChange={(_, { checked }) => set({ [name]: checked ? 'true' : '' })}
          />
        ))}
      </div>
      {isFiltered && (
        <Button
          appearance="subtle"
          icon={<DismissRegular />}
          onClick={() => navigate(addressOf(id === undefined ? ['requests'] : ['requests', String(id)]))}
        >
          {REQUESTS.reset}
        </Button>
      )}
    </div>
  )
}

interface TypedProps {
  readonly className?: string | undefined
  readonly label: string
  readonly example?: string
  readonly value: string
  readonly onChange: (value: string) => void
}

/** Looked for when nothing has been typed for a moment. */
function Typed({ label, example, value, onChange, className }: TypedProps) {
  const styles = useStyles()
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  useEffect(() => {
    if (typed === value) return
    const timer = setTimeout(() => onChange(typed), 300)
    return () => clearTimeout(timer)
  }, [typed])
  return (
    <Field label={label} className={mergeClasses(styles.wide, className)}>
      <Input value={typed} placeholder={example} onChange={(_, data) => setTyped(data.value)} />
    </Field>
  )
}
