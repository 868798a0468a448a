/**
 * A state that a tenant never had, as a snapshot of it: rows are made, read into a file, and taken back, so that nobody sees
 * them in the tenant. Then a snapshot is made of the rows in the file. Sign-in and links to further pages stay as they are.
 */
import { dialectOf, identifier } from '../sql/dialect.js'
import type { Dialect } from '../sql/dialect.js'
import { undoneIfFailed } from '../savepoint.js'
import { all, run, runEach } from '../work.js'
import type { Database, Work } from '../work.js'
import { neverGiveAgain } from './numbers.js'
import { addSnapshot, countRows } from './snapshots.js'
import type { NewSnapshot, Snapshot } from './snapshots.js'
import { digestOf, factsText, isOfTenant, keyText, readStateTables } from './tenant-tables.js'
import type { StateTable } from './tenant-tables.js'

/** The row of a table, as a snapshot keeps it. */
export type BroughtRow = readonly [table: string, key: string, facts: string, digest: string | null]

/** Where rows are while they are taken back. */
export interface RowFile {
  write(row: BroughtRow): void
  /** All rows, after the last of them was written. */
  rows(): Iterable<BroughtRow>
}

const AT_ONCE = 500

/** To be run after {@link holdWrites}. Fails with a ConstraintViolation if the name is taken. */
export function* snapshotOf(
  { provider }: Pick<Database, 'provider'>,
  tenantId: string,
  wanted: NewSnapshot,
  make: () => Work<void>,
  file: RowFile,
): Work<Snapshot> {
  const dialect = dialectOf(provider)
  const tables = yield* readStateTables(dialect)
  const highest = yield* madeAndTakenBack(function* () {
    yield* make()
    return yield* readRows(dialect, tables, tenantId, file)
  })
  for (const [table, number] of highest) yield* neverGiveAgain(dialect, table, number)
  const number = yield* addSnapshot(dialect, tenantId, wanted)
  yield* keep(dialect, tenantId, number, file)
  return { ...wanted, number, rows: yield* countRows(dialect, tenantId, wanted.id) }
}

/** The highest number of a row, by table. */
type Highest = ReadonlyMap<string, number>

function* madeAndTakenBack(make: () => Work<Highest>): Work<Highest> {
  let made: Highest | undefined
  try {
    yield* undoneIfFailed(function* () {
      made = yield* make()
      throw new TakenBack()
    })
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error
  }
  return made ?? new Map()
}

class TakenBack extends Error {}

function* readRows(dialect: Dialect, tables: readonly StateTable[], tenantId: string, file: RowFile): Work<Highest> {
  const highest = new Map<string, number>()
  for (const table of tables) {
    const columns = table.key.map(({ name }) => `t.${identifier(name)}`)
    const numbered = table.key.length === 1 && /^(?:integer|bigint)$/i.test(table.key[0]?.type ?? '')
    const digest = dialect.provider === 'postgresql' ? `${digestOf(table)}::text` : 'NULL'
    let after: readonly (string | number | bigint | null)[] | undefined
    for (;;) {
      const behind = columns.map((_, i) => dialect.placeholder(i + 2)).join(', ')
      const rows = yield* all(
        `SELECT ${keyText(dialect, table)}, ${factsText(dialect, table)}, ${digest}, ${columns.join(', ')} FROM ${identifier(table.name)} t ` +
          `WHERE ${isOfTenant(table, dialect.placeholder(1))}${after === undefined ? '' : ` AND (${columns.join(', ')}) > (${behind})`} ` +
          `ORDER BY ${columns.join(', ')} LIMIT ${AT_ONCE}`,
        [tenantId, ...(after ?? [])],
      )
      for (const [key, facts, digest] of rows)
        file.write([table.name, key as string, facts as string, digest as string | null])
      const last = rows.at(-1)
      if (last === undefined) break
      after = last.slice(3)
      if (numbered) highest.set(table.name, Number(after[0]))
      if (rows.length < AT_ONCE) break
    }
  }
  return highest
}

/** The rows of the file are those of the newest snapshot: rows that the one before has as well go on, its others end there. */
function* keep(dialect: Dialect, tenantId: string, number: number, file: RowFile): Work<void> {
  const { placeholder: mark } = dialect
  const before = number - 1
  yield* run(`UPDATE "snapshotRow" SET "last" = ${mark(2)} WHERE "tenantId" = ${mark(1)} AND "last" IS NULL`, [
    tenantId,
    before,
  ])
  for (const rows of inBatches(file.rows()))
    if (dialect.provider === 'postgresql') yield* keepAtOnce(dialect, tenantId, before, rows)
    else yield* keepEach(tenantId, before, rows)
}

const SAME = 's."ofTable" = n."ofTable" AND s."key" = n."key" AND s."facts" = n."facts"'

function* keepAtOnce(dialect: Dialect, tenantId: string, before: number, rows: readonly BroughtRow[]): Work<void> {
  const { placeholder: mark } = dialect
  const last = dialect.parameter(2, 'integer')
  yield* run(
    `WITH now AS MATERIALIZED (SELECT r ->> 0 AS "ofTable", r ->> 1 AS "key", r ->> 2 AS "facts", (r ->> 3)::bigint AS "digest" FROM json_array_elements(${mark(3)}::json) r), ` +
      `reopened AS (UPDATE "snapshotRow" s SET "last" = NULL FROM now n WHERE s."tenantId" = ${mark(1)} AND s."last" >= ${last} AND ${SAME} RETURNING s."ofTable", s."key") ` +
      `INSERT INTO "snapshotRow" ("tenantId", "ofTable", "key", "first", "facts", "digest") SELECT ${mark(1)}, n."ofTable", n."key", ${last} + 1, n."facts", n."digest" FROM now n ` +
      `WHERE NOT EXISTS (SELECT 1 FROM reopened o WHERE o."ofTable" = n."ofTable" AND o."key" = n."key")`,
    [tenantId, before, JSON.stringify(rows)],
  )
}

function* keepEach(tenantId: string, before: number, rows: readonly BroughtRow[]): Work<void> {
  const values = rows.map(([table, key, facts]) => [tenantId, before, table, key, facts] as const)
  const known = `"tenantId" = ?1 AND "ofTable" = ?3 AND "key" = ?4`
  yield* runEach(`UPDATE "snapshotRow" SET "last" = NULL WHERE ${known} AND "last" >= ?2 AND "facts" = ?5`, values)
  yield* runEach(
    `INSERT INTO "snapshotRow" ("tenantId", "ofTable", "key", "first", "facts") SELECT ?1, ?3, ?4, ?2 + 1, ?5 ` +
      `WHERE NOT EXISTS (SELECT 1 FROM "snapshotRow" WHERE ${known} AND "last" IS NULL)`,
    values,
  )
}

function* inBatches(rows: Iterable<BroughtRow>): Generator<BroughtRow[]> {
  let batch: BroughtRow[] = []
  for (const row of rows) {
    batch.push(row)
    if (batch.length < AT_ONCE) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
