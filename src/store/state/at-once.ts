/**
 * Snapshots on PostgreSQL, where every statement is a round trip and a plan: the rows of all tables are compared in one
 * statement, by their digests, and only tables in which something differs are read and written.
 */
import { constant, identifier } from '../sql/dialect.js'
import type { Dialect } from '../sql/dialect.js'
import { planAnewFor } from '../plans.js'
import { all, first, run } from '../work.js'
import type { SqlValue, Work } from '../work.js'
import {
  columnsOfFacts,
  digestOf,
  factsText,
  hasKeyOf,
  isOfTenant,
  keyText,
  STATE_TABLES,
  whereThere,
} from './tenant-tables.js'
import type { StateTable } from './tenant-tables.js'

/** A snapshot, by its number. */
interface Kept {
  readonly tenantId: string
  readonly number: number
}

/** Up to this many keys travel to this process and back; beyond it the database compares the rows of the table again. */
const FEW = 1000

/** The rows of the tenant in a table; `facts` is the SQL of what is told of a row beside its key and digest. */
function rowsNow(dialect: Dialect, table: StateTable, facts?: string): string {
  const told = [`${keyText(dialect, table)} AS "key"`, `${digestOf(table)} AS "digest"`, ...(facts ? [facts] : [])]
  return (
    `SELECT '${table.name}' AS "ofTable", ${told.join(', ')} ` +
    `FROM ${identifier(table.name)} t WHERE ${isOfTenant(table, dialect.placeholder(1))}`
  )
}

const INTO = 'INSERT INTO "snapshotRow" ("tenantId", "ofTable", "key", "first", "digest", "facts")'

/**
 * Rows that are not as in the snapshot `before` end there; new ones, and what they have become, begin with the one behind
 * it. Rows that had ended with it, after newer ones were deleted, go on if they are the same. Gives how many rows more there are
 * than in the snapshot before.
 */
export function* keepAtOnce(
  dialect: Dialect,
  tables: readonly StateTable[],
  tenantId: string,
  before: number,
): Work<number> {
  const begin = `${dialect.placeholder(1)}, n."ofTable", n."key", ${dialect.parameter(2, 'integer')} + 1, n."digest", n."facts"`
  if (before === 0) {
    const rows = tables.map((table) => rowsNow(dialect, table, `${factsText(dialect, table)} AS "facts"`))
    return (yield* run(`${INTO} SELECT ${begin} FROM (${rows.join(' UNION ALL ')}) n`, [tenantId, before])).changes
  }
  const kept = { tenantId, number: before }
  const differing = yield* differingRows(dialect, tables, kept)
  let more = 0
  for (const table of tables) {
    const { added, changed, removed, closed } = differing.get(table.name) ?? NOTHING
    more += added.count - removed.count
    const isOne = `${isKept(dialect, [table])} AND s."key" = d."key"`
    if (closed.count > 0) {
      const { rows, values } = keysOf(dialect, table, kept, { closed })
      yield* run(`UPDATE "snapshotRow" s SET "last" = NULL FROM ${rows} d WHERE ${isOne}`, values)
    }
    if (added.count + changed.count + removed.count === 0) continue
    const { rows, values } = keysOf(dialect, table, kept, { added, changed, removed })
    yield* run(
      `WITH d AS MATERIALIZED (SELECT d."key" FROM ${rows} d), ` +
        `ended AS (UPDATE "snapshotRow" s SET "last" = ${dialect.parameter(2, 'integer')} FROM d WHERE ${isOne} AND s."last" IS NULL) ` +
        `${INTO} SELECT ${begin} FROM (${rowsNow(dialect, table, `${factsText(dialect, table)} AS "facts"`)}) n JOIN d ON d."key" = n."key"`,
      values,
    )
  }
  return more
}

/** Of a snapshot with more rows, tables of which the tenant has none now are not compared: that takes longer than to ask. */
const MANY = 2000

/** `gently` as in `restoreSnapshot`; `rows` is how many the snapshot holds. */
export function* restoreAtOnce(
  dialect: Dialect,
  tables: readonly StateTable[],
  { rows, ...kept }: Kept & { readonly rows: number },
  gently: boolean,
): Work<void> {
  const empty = rows > MANY ? yield* emptyTables(dialect, tables, kept.tenantId) : new Set<StateTable>()
  const compared = tables.filter((table) => !empty.has(table))
  let differing = yield* differingRows(dialect, compared, kept)
  const deleted = [...differing].map(([name, { added, changed }]) => [name, added.count + changed.count] as const)
  yield* planAnewFor(dialect, new Map(deleted))
  for (const table of tables.toReversed()) {
    const { added, changed } = differing.get(table.name) ?? NOTHING
    const gone = gently ? { added } : { added, changed }
    if (table.name !== 'tenant') yield* remove(dialect, table, kept, gone)
  }
  // What was deleted has taken with it what it contains, which may have been the same.
  if (!gently) differing = yield* differingRows(dialect, compared, kept)
  for (const table of tables) {
    yield* bringBack(dialect, table, kept, empty.has(table) ? ALL_GONE : (differing.get(table.name) ?? NOTHING))
  }
}

/** Those with no row of the tenant. */
function* emptyTables(
  dialect: Dialect,
  tables: readonly StateTable[],
  tenantId: string,
): Work<ReadonlySet<StateTable>> {
  const each = tables.map(
    (table) =>
      `EXISTS (SELECT 1 FROM ${identifier(table.name)} t WHERE ${isOfTenant(table, dialect.placeholder(1))})::int`,
  )
  const row = (yield* first(`SELECT ${each.join(', ')}`, [tenantId])) ?? []
  return new Set(tables.filter((_, i) => Number(row[i]) === 0))
}

/** How a row is now, compared with the snapshot. Rows that are `closed` are the same and ended with it. */
type How = 'added' | 'changed' | 'removed' | 'closed' | 'same'

interface Some {
  readonly count: number
  /** If they are few. */
  readonly keys: readonly string[] | undefined
}

type Differing = Readonly<Record<How, Some>>

const NONE: Some = { count: 0, keys: [] }
const NOTHING: Differing = { added: NONE, changed: NONE, removed: NONE, closed: NONE, same: NONE }
/** However many there are in the snapshot. */
const ALL_GONE: Differing = { ...NOTHING, removed: { count: Infinity, keys: undefined } }

function* differingRows(dialect: Dialect, tables: readonly StateTable[], kept: Kept): Work<Map<string, Differing>> {
  const rows = yield* all(
    `SELECT d."ofTable", d."how", count(*), CASE WHEN count(*) <= ${FEW} THEN json_agg(d."key")::text END ` +
      `FROM ${comparison(dialect, tables)} d GROUP BY 1, 2`,
    [kept.tenantId, kept.number],
  )
  const found = new Map<string, Differing>()
  for (const [table, how, count, keys] of rows as unknown as [string, How, number, string | null][])
    found.set(table, {
      ...(found.get(table) ?? NOTHING),
      [how]: { count: Number(count), keys: keys === null ? undefined : (JSON.parse(keys) as string[]) },
    })
  return found
}

/** SQL of all rows of some tables, now and in the snapshot whose number is the second parameter. */
function comparison(dialect: Dialect, tables: readonly StateTable[]): string {
  const now = tables.map((table) => rowsNow(dialect, table)).join(' UNION ALL ')
  const some = tables.length < STATE_TABLES.length ? tables : []
  return (
    `(SELECT coalesce(n."ofTable", k."ofTable") AS "ofTable", coalesce(n."key", k."key") AS "key", ` +
    `CASE WHEN k."key" IS NULL THEN 'added' WHEN n."key" IS NULL THEN 'removed' WHEN n."digest" IS DISTINCT FROM k."digest" THEN 'changed' ` +
    `WHEN k."last" IS NOT NULL THEN 'closed' ELSE 'same' END AS "how" FROM (${now}) n ` +
    `FULL JOIN (SELECT s."ofTable", s."key", s."last", s."digest" FROM "snapshotRow" s WHERE ${isKept(dialect, some)}) k ` +
    `ON n."ofTable" = k."ofTable" AND n."key" = k."key")`
  )
}

/** SQL of the keys of rows, and the parameters of the statement, of which they are the last one if they travel. */
function keysOf(
  dialect: Dialect,
  table: StateTable,
  { tenantId, number }: Kept,
  some: Partial<Differing>,
  others: readonly SqlValue[] = [tenantId, number],
): { readonly rows: string; readonly values: readonly SqlValue[] } {
  const keys = fewKeys(some)
  if (keys !== undefined) return { rows: given(dialect, others.length + 1), values: [...others, keys] }
  const hows = Object.keys(some).map((how) => `'${how}'`)
  const rows = `(SELECT c."key" FROM ${comparison(dialect, [table])} c WHERE c."how" IN (${hows.join(', ')}))`
  return { rows, values: [tenantId, number] }
}

/** The keys of rows as a JSON array, if they are few. */
function fewKeys(some: Partial<Differing>): string | undefined {
  const keys: string[] = []
  for (const each of Object.values(some)) {
    if (each.keys === undefined) return undefined
    keys.push(...each.keys)
  }
  return JSON.stringify(keys)
}

/** SQL of the keys in a parameter. */
function given(dialect: Dialect, parameter: number): string {
  return `(SELECT k AS "key" FROM json_array_elements_text(${dialect.placeholder(parameter)}::json) k)`
}

function* remove(dialect: Dialect, table: StateTable, kept: Kept, gone: Partial<Differing>): Work<void> {
  if (countOf(gone) === 0) return
  const { rows, values } = keysOf(dialect, table, kept, gone, [kept.tenantId])
  yield* run(
    `DELETE FROM ${identifier(table.name)} t USING ${rows} s WHERE ${isOfTenant(table, dialect.placeholder(1))} AND ${hasKeyOf(dialect, table)}`,
    values,
  )
}

/** Brings rows back that the snapshot has and that are not there, or have changed. */
function* bringBack(
  dialect: Dialect,
  table: StateTable,
  kept: Kept,
  { changed, removed, same, closed }: Differing,
): Work<void> {
  if (changed.count + removed.count === 0) return
  const { values: columnValues, join } = columnsOfFacts(dialect, table)
  const columns = table.columns.map(({ name }) => identifier(name)).join(', ')
  const { where, values } = rowsGone(dialect, table, kept, { changed, removed, same, closed })
  yield* run(
    `INSERT INTO ${identifier(table.name)} (${columns}) SELECT ${columnValues.join(', ')} FROM ` +
      `(SELECT s."facts" FROM "snapshotRow" s WHERE ${isKept(dialect, [table])}${where}) s${join} ` +
      (changed.count > 0 ? whereThere(table) : ''),
    values,
  )
}

/** The condition for rows of the snapshot that are not there, or not as they were, and the parameters of the statement. */
function rowsGone(
  dialect: Dialect,
  table: StateTable,
  kept: Kept,
  { changed, removed, same, closed }: Pick<Differing, 'changed' | 'removed' | 'same' | 'closed'>,
): { readonly where: string; readonly values: readonly SqlValue[] } {
  const values = [kept.tenantId, kept.number]
  if (same.count + closed.count === 0) return { where: '', values }
  const others = fewKeys({ changed, removed }) === undefined ? fewKeys({ same, closed }) : undefined
  if (others !== undefined) return { where: ` AND s."key" NOT IN ${given(dialect, 3)}`, values: [...values, others] }
  const gone = keysOf(dialect, table, kept, { changed, removed })
  return { where: ` AND s."key" IN ${gone.rows}`, values: gone.values }
}

function countOf(some: Partial<Differing>): number {
  return Object.values(some).reduce((sum, { count }) => sum + count, 0)
}

/** Whether the row `s` is in the snapshot whose number is the second parameter, of which table if any are named. The tenant is the first one. */
function isKept(dialect: Dialect, tables: readonly StateTable[]): string {
  const number = dialect.parameter(2, 'integer')
  const own = `s."tenantId" = ${dialect.placeholder(1)}${tables.length === 0 ? '' : ` AND s."ofTable" IN (${tables.map(({ name }) => constant(name)).join(', ')})`}`
  return `${own} AND s."first" <= ${number} AND (s."last" IS NULL OR s."last" >= ${number})`
}
