/** What the control face says of a difference, and the tree that its changes of one object make. */
import { useQuery } from '@tanstack/react-query'
import { stepInWords } from '../../../../src/services/state/words'
import { useSession } from '../../session/session'

export type Kind = 'added' | 'removed' | 'changed'

export interface MemberChange {
  readonly path: readonly string[]
  readonly change: Kind
  readonly before?: unknown
  readonly after?: unknown
}

export interface ObjectChange {
  readonly set: string
  readonly id?: string
  readonly name?: string
  readonly type?: string
  readonly change: Kind
  readonly members: readonly MemberChange[]
  readonly whole?: unknown
}

export interface Difference {
  readonly same: boolean
  readonly summary: string
  readonly changes: readonly ObjectChange[]
  /** Names of what the changes mention, by id. */
  readonly names: Readonly<Record<string, string>>
  readonly text?: string
}

/** In the place of a snapshot: the tenant as it is. */
export const NOW = 'now'

export interface Wanted {
  readonly from: string
  readonly to: string
  readonly all: boolean
}

/** The control face compares from a snapshot on: from now to a snapshot is the same the other way round. */
export function differencePath({ from, to, all }: Wanted, format?: string): string {
  const [first, second] = from === NOW ? [to, from] : [from, to]
  const query = new URLSearchParams({ from: first })
  if (second !== NOW) query.set('to', second)
  if (all) query.set('all', 'true')
  if (format !== undefined) query.set('format', format)
  return `/diff?${query.toString()}`
}

export function useDifference(wanted: Wanted) {
  const session = useSession()
  const { from, to, all } = wanted
  return useQuery({
    queryKey: ['difference', from, to, all],
    enabled: from !== '' && to !== '' && from !== to,
    gcTime: 60_000,
    queryFn: async ({ signal }) => {
      const found = await session.control<Difference>(differencePath(wanted), { signal })
      return from === NOW ? { ...found, changes: found.changes.map(turned) } : found
    },
  })
}

const OTHER_WAY = { added: 'removed', removed: 'added', changed: 'changed' } as const

function turned(change: ObjectChange): ObjectChange {
  const members = change.members.map(({ path, change: kind, before, after }) => ({
    path,
    change: OTHER_WAY[kind],
    before: after,
    after: before,
  }))
  return { ...change, change: OTHER_WAY[change.change], members }
}

export function countOf(changes: readonly ObjectChange[], kind: Kind): number {
  return changes.filter(({ change }) => change === kind).length
}

export function bySet(changes: readonly ObjectChange[]): ReadonlyMap<string, readonly ObjectChange[]> {
  const sets = new Map<string, ObjectChange[]>()
  for (const change of changes) {
    const known = sets.get(change.set)
    if (known === undefined) sets.set(change.set, [change])
    else known.push(change)
  }
  return sets
}

/** A line of a difference: a step that others are in, or a value. */
export interface Line {
  readonly label: string
  readonly depth: number
  readonly change?: MemberChange
}

interface Node {
  readonly label: string
  readonly children: Map<string, Node>
  change?: MemberChange
}

/** Steps that several changes share are lines of their own; a step with one step in it is a line together with that. */
export function linesOf(members: readonly MemberChange[], names: Difference['names']): readonly Line[] {
  const root: Node = { label: '', children: new Map() }
  for (const member of members) {
    let at = root
    for (const step of member.path) {
      let next = at.children.get(step)
      if (next === undefined) {
        next = { label: stepInWords(step, (id) => names[id]), children: new Map() }
        at.children.set(step, next)
      }
      at = next
    }
    at.change = member
  }
  const lines: Line[] = []
  const write = (node: Node, depth: number): void => {
    for (let child of node.children.values()) {
      let { label } = child
      while (child.change === undefined && child.children.size === 1) {
        child = [...child.children.values()][0] as Node
        label += child.label.startsWith('[') ? child.label : ` › ${child.label}`
      }
      lines.push({ label, depth, ...(child.change === undefined ? {} : { change: child.change }) })
      write(child, depth + 1)
    }
  }
  if (root.change !== undefined) lines.push({ label: '', depth: 0, change: root.change })
  write(root, 0)
  return lines
}
