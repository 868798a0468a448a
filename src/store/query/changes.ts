/** What has changed in the directory, as triggers have noted it (table `directoryChange`). */
import { all, first } from '../work.js'
import type { SqlValue, Work } from '../work.js'
import type { EntityStore } from './entities.js'

/** An object of the directory that was changed, made or removed. */
export interface Change {
  readonly id: string
  readonly sequence: number
  readonly removed: boolean
}

/** Where in the order of changes a reader is: behind a change, and within it behind an id. */
export interface ChangePosition {
  readonly sequence: number
  readonly id: string
}

/** The number of the last change of the tenant. */
export function* lastChange({ dialect, tenantId }: EntityStore): Work<number> {
  const row = yield* first(
    `SELECT "sequence" FROM "directoryChange" WHERE "tenantId" = ${dialect.placeholder(1)} AND "path" = ''`,
    [tenantId],
  )
  return Number(row?.[0] ?? 0)
}

/** What comes behind a position, in order; of certain ids, if they are given. */
export function* changesAfter(
  { dialect, tenantId }: EntityStore,
  path: string,
  { sequence, id }: ChangePosition,
  limit: number,
  ids: readonly string[] | undefined,
): Work<Change[]> {
  const mark = dialect.placeholder
  const values: SqlValue[] = [tenantId, path, sequence, id, ...(ids ?? [])]
  const among = ids === undefined ? '' : ` AND "id" IN (${ids.map((_, i) => mark(i + 5)).join(', ')})`
  const rows = yield* all(
    `SELECT "id", "sequence", "expiresAt" FROM "directoryChange" WHERE "tenantId" = ${mark(1)} AND "path" = ${mark(2)} AND "memberId" = '' AND ("sequence", "id") > (${mark(3)}, ${mark(4)})${among} ORDER BY "sequence", "id" LIMIT ${limit}`,
    values,
  )
  return rows.map(([id, sequence, expiresAt]) => ({
    id: String(id),
    sequence: Number(sequence),
    removed: expiresAt !== null,
  }))
}

/** A member of a group; one that was removed, or one that is there. */
export interface Member {
  readonly group: string
  readonly id: string
  /** The name of its type. */
  readonly type: string
  readonly removed: boolean
}

export function* membersOf({ dialect, tenantId }: EntityStore, groups: readonly string[]): Work<Member[]> {
  if (groups.length === 0) return []
  const mark = dialect.placeholder
  const rows = yield* all(
    `SELECT "groupId", "memberId", "memberType" FROM "groupMember" WHERE "tenantId" = ${mark(1)} AND "groupId" IN (${groups.map((_, i) => mark(i + 2)).join(', ')}) ORDER BY "groupId", "memberId"`,
    [tenantId, ...groups],
  )
  return rows.map(([group, id, type]) => ({
    group: String(group),
    id: String(id),
    type: String(type),
    removed: false,
  }))
}

/** The members that came to groups, or left them, in changes after one. */
export function* memberChanges(
  { dialect, tenantId }: EntityStore,
  groups: readonly string[],
  sequence: number,
): Work<Member[]> {
  if (groups.length === 0) return []
  const mark = dialect.placeholder
  const rows = yield* all(
    `SELECT "id", "memberId", "memberType", "expiresAt" FROM "directoryChange" WHERE "tenantId" = ${mark(1)} AND "path" = 'groups' AND "memberId" <> '' AND "sequence" > ${mark(2)} AND "id" IN (${groups.map((_, i) => mark(i + 3)).join(', ')}) ORDER BY "id", "sequence", "memberId"`,
    [tenantId, sequence, ...groups],
  )
  return rows.map(([group, id, type, expiresAt]) => ({
    group: String(group),
    id: String(id),
    type: String(type),
    removed: expiresAt !== null,
  }))
}
