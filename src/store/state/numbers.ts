/**
 * Rows that are known by a number of the database. SQLite once gave the number of a deleted last row again, so what a snapshot
 * of that time holds may have the number of a row that another tenant has now.
 */
import { identifier } from '../sql/dialect.js'
import type { Dialect } from '../sql/dialect.js'
import { all, first, run } from '../work.js'
import type { SqlValue, Work } from '../work.js'

/** Tables whose key is such a number. */
export const NUMBERED = ['auditEntry', 'entity'] as const

/** Columns that name a row of `entity` by its number. */
export const NUMBERS_OF_DOCUMENTS: readonly (readonly [table: string, column: string])[] = [
  ['entity', 'parentRow'],
  ['reference', 'fromRow'],
  ['reference', 'toRow'],
  ['contentUpload', 'row'],
]

/** No row of the table gets this number, or one below it. SQLite forgets what a transaction gave that is taken back; PostgreSQL does not. */
export function* neverGiveAgain(dialect: Dialect, table: string, number: number): Work<void> {
  if (dialect.provider === 'postgresql') return
  const { changes } = yield* run('UPDATE "sqlite_sequence" SET "seq" = max("seq", ?1) WHERE "name" = ?2', [
    number,
    table,
  ])
  if (changes === 0) yield* run('INSERT INTO "sqlite_sequence" ("name", "seq") VALUES (?1, ?2)', [table, number])
}

/** Rows in the snapshots of a tenant get new numbers where another tenant has a row with theirs. */
export function* giveNewNumbers(dialect: Dialect, tenantId: string): Work<void> {
  // PostgreSQL never gave a number twice.
  if (dialect.provider === 'postgresql') return
  for (const table of NUMBERED) {
    const taken = yield* all(
      `SELECT DISTINCT t."row" FROM "snapshotRow" s JOIN ${identifier(table)} t ON t."row" = CAST(s."key" ->> 0 AS INTEGER) ` +
        `WHERE s."tenantId" = ?1 AND s."ofTable" = '${table}' AND t."tenantId" <> ?1`,
      [tenantId],
    )
    if (taken.length === 0) continue
    const [seq = 0] = (yield* first(`SELECT "seq" FROM "sqlite_sequence" WHERE "name" = ?1`, [table])) ?? []
    const numbers = Object.fromEntries(taken.map(([row], i) => [String(row), Number(seq) + 1 + i]))
    yield* neverGiveAgain(dialect, table, Number(seq) + taken.length)
    yield* renumber(tenantId, table, `"snapshotRow"."key" ->> 0`, numbers, (number) => [
      `"key" = json_array(${number})`,
      `"facts" = json_set("facts", '$.row', ${number})`,
    ])
    if (table === 'entity')
      for (const [other, column] of NUMBERS_OF_DOCUMENTS)
        yield* renumber(tenantId, other, `"snapshotRow"."facts" ->> '${column}'`, numbers, (number) => [
          `"facts" = json_set("facts", '$.${column}', ${number})`,
        ])
  }
}

/** Changes the rows of snapshots in which the SQL `known` is one of the numbers; `set` is told the SQL of the new one. */
function* renumber(
  tenantId: string,
  table: string,
  known: string,
  numbers: Readonly<Record<string, SqlValue>>,
  set: (number: string) => readonly string[],
): Work<void> {
  const given = `(SELECT n."value" FROM json_each(?2) n WHERE n."key" = CAST(${known} AS TEXT))`
  yield* run(
    `UPDATE "snapshotRow" SET ${set(given).join(', ')} ` +
      `WHERE "tenantId" = ?1 AND "ofTable" = '${table}' AND CAST(${known} AS TEXT) IN (SELECT "key" FROM json_each(?2))`,
    [tenantId, JSON.stringify(numbers)],
  )
}
