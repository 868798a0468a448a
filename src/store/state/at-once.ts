/**
 * Snapshots on PostgreSQL, where every statement is a round trip and a plan: all tables are compared in one statement, and
 * only what differs is written, table by table.
 */
import { identifier } from '../sql/dialect.js'
import type { Dialect } from '../sql/dialect.js'
import { all, first, run } from '../work.js'
import type { Work } from '../work.js'
import { columnsOfFacts, factsText, hasKeyOf, isOfTenant, keyText, whereThere } from './tenant-tables.js'
import type { StateTable } from './tenant-tables.js'

/** The rows of the tenant, which is the first parameter, in all tables. */
function rowsNow(dialect: Dialect, tables: readonly StateTable[]): string {
  return tables
    .map(
      (table) =>
        `SELECT '${table.name}' AS "ofTable", ${keyText(dialect, table)} AS "key", ${factsText(dialect, table)} AS "facts" ` +
        `FROM ${identifier(table.name)} t WHERE ${isOfTenant(table, dialect.placeholder(1))}`,
    )
    .join(' UNION ALL ')
}

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
  const { placeholder: mark } = dialect
  const last = dialect.parameter(2, 'integer')
  const into = `INSERT INTO "snapshotRow" ("tenantId", "ofTable", "key", "first", "facts")`
  if (before === 0) {
    const rows = `SELECT ${mark(1)}, n."ofTable", n."key", ${last} + 1, n."facts" FROM (${rowsNow(dialect, tables)}) n`
    return (yield* run(`${into} ${rows}`, [tenantId, before])).changes
  }
  const own = `s."tenantId" = ${mark(1)}`
  const isThat = `${own} AND s."ofTable" = d."keptTable" AND s."key" = d."keptKey" AND s."first" = d."first"`
  const isSame = `${digest('n."facts"')} IS NOT DISTINCT FROM k."digest"`
  const [more = 0] = (yield* first(
    `WITH kept AS MATERIALIZED (SELECT s."ofTable", s."key", s."first", s."last", ${digest('s."facts"')} AS "digest" FROM "snapshotRow" s WHERE ${own} AND (s."last" IS NULL OR s."last" >= ${last})), ` +
      `differing AS MATERIALIZED (SELECT n."ofTable", n."key", n."facts", k."ofTable" AS "keptTable", k."key" AS "keptKey", k."first", k."last", ${isSame} AS "same" ` +
      `FROM (${rowsNow(dialect, tables)}) n FULL JOIN kept k ON n."ofTable" = k."ofTable" AND n."key" = k."key" WHERE NOT (${isSame}) OR k."last" IS NOT NULL), ` +
      `ended AS (UPDATE "snapshotRow" s SET "last" = ${last} FROM differing d WHERE NOT d."same" AND d."last" IS NULL AND ${isThat}), ` +
      `reopened AS (UPDATE "snapshotRow" s SET "last" = NULL FROM differing d WHERE d."same" AND ${isThat}), ` +
      `begun AS (${into} SELECT ${mark(1)}, d."ofTable", d."key", ${last} + 1, d."facts" FROM differing d WHERE NOT d."same" AND d."key" IS NOT NULL) ` +
      `SELECT count(d."key") - count(d."keptKey") FROM differing d WHERE NOT d."same"`,
    [tenantId, before],
  )) as [number]
  return Number(more)
}

/** What stands for a text where two are compared: the database would carry the texts of all rows to its disk. Some servers refuse MD5. */
function digest(text: string): string {
  return `sha256(convert_to(${text}, 'UTF8'))`
}

interface Kept {
  readonly tenantId: string
  /** Of the snapshot. */
  readonly number: number
}

/** `gently` as in `restoreSnapshot`. */
export function* restoreAtOnce(
  dialect: Dialect,
  tables: readonly StateTable[],
  { tenantId, number }: Kept,
  gently: boolean,
): Work<void> {
  const differing = yield* differingKeys(dialect, tables, { tenantId, number })
  for (const table of tables.toReversed()) {
    const { gone = [], changed = [] } = differing.get(table.name) ?? {}
    const dropped = gently ? gone : [...gone, ...changed]
    if (table.name === 'tenant' || dropped.length === 0) continue
    yield* run(
      `DELETE FROM ${identifier(table.name)} t USING ${keysIn(dialect, 2)} WHERE ${isOfTenant(table, dialect.placeholder(1))} AND ${hasKeyOf(dialect, table)}`,
      [tenantId, JSON.stringify(dropped)],
    )
  }
  for (const table of tables) {
    const { changed = [], missing = [] } = differing.get(table.name) ?? {}
    const wanted = [...changed, ...missing]
    if (wanted.length > 0) yield* bringBack(dialect, table, { tenantId, number }, wanted)
  }
}

interface Differing {
  /** Keys of rows that the snapshot has not, that it has otherwise, and that are not there. */
  readonly gone: string[]
  readonly changed: string[]
  readonly missing: string[]
}

function* differingKeys(dialect: Dialect, tables: readonly StateTable[], kept: Kept): Work<Map<string, Differing>> {
  const rows = yield* all(
    `WITH now AS (${rowsNow(dialect, tables)}), kept AS (SELECT s."ofTable", s."key", s."facts" FROM "snapshotRow" s WHERE ${isKept(dialect)}) ` +
      `SELECT coalesce(n."ofTable", k."ofTable"), CASE WHEN k."key" IS NULL THEN 'gone' WHEN n."key" IS NULL THEN 'missing' ELSE 'changed' END, json_agg(coalesce(n."key", k."key"))::text ` +
      `FROM now n FULL JOIN kept k ON n."ofTable" = k."ofTable" AND n."key" = k."key" ` +
      `WHERE n."facts" IS DISTINCT FROM k."facts" GROUP BY 1, 2`,
    [kept.tenantId, kept.number],
  )
  const found = new Map<string, Differing>()
  for (const [table, how, keys] of rows as unknown as [string, keyof Differing, string][]) {
    const differing = found.get(table) ?? { gone: [], changed: [], missing: [] }
    differing[how].push(...(JSON.parse(keys) as string[]))
    found.set(table, differing)
  }
  return found
}

function* bringBack(dialect: Dialect, table: StateTable, kept: Kept, keys: readonly string[]): Work<void> {
  const { values, join } = columnsOfFacts(dialect, table)
  const columns = table.columns.map(({ name }) => identifier(name)).join(', ')
  yield* run(
    `INSERT INTO ${identifier(table.name)} (${columns}) SELECT ${values.join(', ')} FROM ` +
      `(SELECT s."facts" FROM "snapshotRow" s JOIN ${keysIn(dialect, 3, 'w')} ON w."key" = s."key" WHERE ${isKept(dialect)} AND s."ofTable" = '${table.name}') s${join} ` +
      whereThere(table),
    [kept.tenantId, kept.number, JSON.stringify(keys)],
  )
}

/** Texts of keys that are a parameter, as rows. */
function keysIn({ placeholder: mark }: Dialect, n: number, alias = 's'): string {
  return `json_array_elements_text(${mark(n)}::json) ${alias}("key")`
}

/** Whether the row `s` is in the snapshot whose number is the second parameter. The tenant is the first one. */
function isKept(dialect: Dialect): string {
  const number = dialect.parameter(2, 'integer')
  return `s."tenantId" = ${dialect.placeholder(1)} AND s."first" <= ${number} AND (s."last" IS NULL OR s."last" >= ${number})`
}
