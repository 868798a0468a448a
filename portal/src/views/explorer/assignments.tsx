/** Assignments in words: who gets it, who does not, by which filter, and how. */
import { makeStyles, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { wordsOf } from '../../model/words'
import { useSession } from '../../session/session'
import type { Session } from '../../session/session'
import { Empty, Failed, Waiting } from '../../shell/states'
import { TEXTS } from '../../texts'

const useStyles = makeStyles({
  list: {
    margin: 0,
    paddingLeft: tokens.spacingHorizontalL,
    display: 'grid',
    gap: tokens.spacingVerticalXS,
    overflowWrap: 'anywhere',
  },
})

export interface Target {
  readonly '@odata.type'?: string
  readonly groupId?: string
  readonly deviceAndAppManagementAssignmentFilterId?: string | null
  readonly deviceAndAppManagementAssignmentFilterType?: string | null
}

export interface Assignment {
  readonly id?: string
  readonly intent?: string | null
  readonly target?: Target
  /** In beta: whether a policy set brought it. */
  readonly source?: string
}

export async function readAssignments(
  session: Session,
  path: string,
  signal?: AbortSignal,
): Promise<readonly Assignment[]> {
  return (await session.get<{ value: readonly Assignment[] }>(path, signal)).value
}

/** Names of groups and filters by id; what is not found keeps its id. */
export async function namesIn(
  session: Session,
  assignments: readonly Assignment[],
): Promise<ReadonlyMap<string, string>> {
  const groups = assignments.map(({ target }) => target?.groupId)
  const filters = assignments.map(({ target }) => target?.deviceAndAppManagementAssignmentFilterId)
  const find = async (id: string | null | undefined, path: string): Promise<readonly [string, string] | undefined> => {
    if (id === undefined || id === null || id === '' || /^0{8}-/.test(id)) return undefined
    try {
      const { displayName } = await session.get<{ displayName: string }>(
        `${path}/${encodeURIComponent(id)}?$select=id,displayName`,
      )
      return [id, displayName]
    } catch {
      return undefined
    }
  }
  const found = await Promise.all([
    ...[...new Set(groups)].map((id) => find(id, '/beta/groups')),
    ...[...new Set(filters)].map((id) => find(id, '/beta/deviceManagement/assignmentFilters')),
  ])
  return new Map(found.filter((pair) => pair !== undefined))
}

export function targetText(target: Target | undefined, names: ReadonlyMap<string, string>): string {
  const kind = target?.['@odata.type']?.replace('#microsoft.graph.', '') ?? ''
  const group = names.get(target?.groupId ?? '') ?? target?.groupId ?? ''
  const words = TEXTS.explorer.targets
  if (kind === 'exclusionGroupAssignmentTarget') return words.exclude(group)
  if (kind === 'groupAssignmentTarget') return words.include(group)
  if (kind === 'allDevicesAssignmentTarget') return words.allDevices
  if (kind === 'allLicensedUsersAssignmentTarget') return words.allUsers
  return wordsOf(kind)
}

/** An assignment that is there by way of a policy set, and changed there. */
export function isOfPolicySet({ source }: Assignment): boolean {
  return source === 'policySets'
}

export function sentence(assignment: Assignment, names: ReadonlyMap<string, string>): string {
  const { intent, target } = assignment
  const filter = target?.deviceAndAppManagementAssignmentFilterId ?? ''
  const how = target?.deviceAndAppManagementAssignmentFilterType ?? 'none'
  const filtered =
    filter === '' || how === 'none' || /^0{8}-/.test(filter)
      ? ''
      : TEXTS.explorer.targets.filter(names.get(filter) ?? filter, how === 'exclude')
  const intended = typeof intent !== 'string' ? '' : TEXTS.explorer.targets.intent(wordsOf(intent).toLowerCase())
  const brought = isOfPolicySet(assignment) ? TEXTS.explorer.targets.ofPolicySet : ''
  return `${targetText(target, names)}${filtered}${intended}${brought}`
}

export function Assignments({ path }: { readonly path: string }) {
  const styles = useStyles()
  const session = useSession()
  const { data, error, refetch } = useQuery({
    queryKey: ['assignments', path],
    queryFn: async ({ signal }) => {
      const assignments = await readAssignments(session, path, signal)
      return { assignments, names: await namesIn(session, assignments) }
    },
  })
  if (error !== null) return <Failed error={error} retry={() => void refetch()} />
  if (data === undefined) return <Waiting />
  if (data.assignments.length === 0) return <Empty text={TEXTS.explorer.notAssigned} />
  return (
    <ul className={styles.list}>
      {data.assignments.map((assignment, i) => (
        <li key={assignment.id ?? i}>{sentence(assignment, data.names)}</li>
      ))}
    </ul>
  )
}
