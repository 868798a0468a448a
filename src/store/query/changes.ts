/** What has changed in the directory, as triggers have noted it (table `directoryChange`). */
import { dialectOf } from '../sql/dialect.js'
import { all, first, run } from '../work.js'
import type { Database, SqlValue, Work } from '../work.js'
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

/** Milliseconds for which it is known what was removed; the triggers write it by the clock of the database. */
export const REMEMBERED = 7 * 86_400_000

/** After ten years it is forgotten, however slow a clock is. */
const LONGEST = 10 * 365 * 86_400_000

/** The path of rows with the number of the last removal from a set that is forgotten; their id is the set. */
const FORGOTTEN = 'forgotten'

/** The number of the last removal that is known no more: changes of a set since one before it would lack some. */
export function* lastForgotten({ dialect, tenantId }: EntityStore, path: string): Work<number> {
  const mark = dialect.placeholder
  const row = yield* first(
    `SELECT "sequence" FROM "directoryChange" WHERE "tenantId" = ${mark(1)} AND "path" = '${FORGOTTEN}' AND "id" = ${mark(2)} AND "memberId" = ''`,
    [tenantId, path],
  )
  return Number(row?.[0] ?? 0)
}

/** Forgets what was removed a week ago: `machine` says when that was, and clocks of tenants how fast their weeks go by. */
export function* forgetRemoved({ provider }: Pick<Database, 'provider'>, machine: (ago: number) => string): Work<void> {
  const { placeholder: mark } = dialectOf(provider)
  const rates = new Map(
    (yield* all('SELECT "tenantId", "rate" FROM "clock"', [])).map(([id, rate]) => [String(id), Number(rate)]),
  )
  const others = [...rates.keys()].filter((id) => id !== '')
  const isOther = `"tenantId" NOT IN (SELECT "tenantId" FROM "clock")`
  yield* forget(rates.get('') ?? 1, isOther, [])
  for (const id of others) yield* forget(rates.get(id) ?? 1, `"tenantId" = ${mark(2)}`, [id])

  function* forget(rate: number, whose: string, values: readonly string[]): Work<void> {
    // A week of a clock that stands still does not end.
    if (rate <= 0) return
    const old = `FROM "directoryChange" WHERE "expiresAt" < ${mark(1)} AND ${whose}`
    const given = [machine(Math.min(REMEMBERED / rate, LONGEST) - REMEMBERED), ...values]
    yield* run(
      `INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence") SELECT "tenantId", '${FORGOTTEN}', "path", '', max("sequence") ${old} GROUP BY "tenantId", "path" ` +
        `ON CONFLICT ("tenantId", "path", "id", "memberId") DO UPDATE SET "sequence" = CASE WHEN excluded."sequence" > "directoryChange"."sequence" THEN excluded."sequence" ELSE "directoryChange"."sequence" END`,
      given,
    )
    yield* run(`DELETE ${old}`, given)
  }
}
