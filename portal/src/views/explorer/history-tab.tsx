/** Who changed an object, when and how, as the control face tells it. */
import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { wordsOf } from '../../model/words'
import { useSession } from '../../session/session'
import { Empty, Failed, Waiting } from '../../shell/states'
import { TEXTS } from '../../texts'
import { cellText } from './columns'

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalM },
  version: { borderLeft: `3px solid ${tokens.colorBrandStroke2}`, paddingLeft: tokens.spacingHorizontalM, minWidth: 0 },
  who: { color: tokens.colorNeutralForeground2, display: 'block', overflowWrap: 'anywhere' },
  changes: { margin: 0, paddingLeft: tokens.spacingHorizontalL, overflowWrap: 'anywhere' },
  before: { textDecorationLine: 'line-through', color: tokens.colorNeutralForeground2 },
})

interface Version {
  readonly number: number
  readonly at: string
  readonly operation: string
  readonly action?: string
  readonly app: { readonly id: string; readonly name?: string }
  readonly user?: { readonly id: string; readonly name?: string }
  readonly members: readonly {
    readonly path: readonly string[]
    readonly change: 'added' | 'removed' | 'changed'
    readonly before?: unknown
    readonly after?: unknown
  }[]
}

const SHOWN = 200

export function HistoryTab({ path }: { readonly path: string }) {
  const styles = useStyles()
  const session = useSession()
  const { data, error, refetch } = useQuery({
    queryKey: ['history', path],
    queryFn: ({ signal }) =>
      session.control<{ value: readonly Version[] }>(`/history?path=${encodeURIComponent(path)}`, { signal }),
  })
  if (error !== null) return <Failed error={error} retry={() => void refetch()} />
  if (data === undefined) return <Waiting />
  if (data.value.length === 0) return <Empty text={TEXTS.explorer.noHistory} />
  return (
    <ol className={styles.list}>
      {data.value.map(({ number, at, operation, action, app, user, members }) => (
        <li key={number} className={styles.version}>
          <Text weight="semibold">
            {at.slice(0, 19).replace('T', ' ')} · {action ?? TEXTS.explorer.operations[operation] ?? operation}
          </Text>
          <Text size={200} className={styles.who}>
            {user === undefined ? (app.name ?? app.id) : `${user.name ?? user.id} (${app.name ?? app.id})`}
          </Text>
          {members.length > 0 && (
            <ul className={styles.changes}>
              {members
                .flatMap(spread)
                .filter(({ path: steps }) => steps.at(-1)?.startsWith('@') !== true)
                .slice(0, SHOWN)
                .map(({ path: steps, before, after }, i) => (
                  <li key={i}>
                    {steps.map((step) => (/^[a-z]\w*$/i.test(step) ? wordsOf(step) : step)).join(' › ')}:{' '}
                    {before !== undefined && <span className={styles.before}>{shown(before)}</span>} {shown(after)}
                  </li>
                ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  )
}

type Change = Version['members'][number]

/** A change of the whole object, as changes of its members. */
function spread(change: Change): readonly Change[] {
  const { path, before, after } = change
  if (path.length > 0 || !isObject(before) || !isObject(after)) return [change]
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return names.map((name) => ({ ...change, path: [name], before: before[name], after: after[name] }))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function shown(value: unknown): string {
  if (value === undefined) return ''
  if (value === null) return TEXTS.explorer.notSet
  const text = typeof value === 'object' ? JSON.stringify(value) : cellText(value)
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text
}
