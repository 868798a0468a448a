/**
 * On PostgreSQL a snapshot keeps a row as the text of a record, which the database writes and reads in half the time that JSON
 * takes. Its values have no names, so that those of earlier columns are brought to the columns of now after each migration.
 * A migration that renames a column, or changes what is in one, makes JSON of the rows before it does so
 * (`row_to_json("facts"::"table")::text`): those are made records again here.
 */
import { constant, dialectOf, identifier } from '../sql/dialect.js'
import { all, first, run } from '../work.js'
import type { Work } from '../work.js'
import { digestOf, tablesIn } from './tenant-tables.js'
import type { Column, StateTable } from './tenant-tables.js'

/** Which columns the records of each table have, as a row of `setting`. */
const NAME = 'columns of snapshots'

type Columns = readonly (readonly [name: string, type: string])[]

/** To be run on PostgreSQL in the transaction of the migrations, behind them. */
export function* fitKeptRows(): Work<void> {
  const tables = yield* tablesIn(dialectOf('postgresql'))
  const [stored] = (yield* first(`SELECT "value" FROM "setting" WHERE "name" = '${NAME}'`, [])) ?? []
  const before = JSON.parse((stored as string | undefined) ?? '{}') as Readonly<Record<string, Columns>>
  const now = Object.fromEntries(tables.map(({ name, columns }) => [name, columnsIn(columns)]))
  const kept = new Set((yield* all('SELECT DISTINCT "ofTable" FROM "snapshotRow"', [])).map(([name]) => name))
  for (const table of tables.filter(({ name }) => kept.has(name))) {
    const earlier = before[table.name]
    if (earlier !== undefined && JSON.stringify(earlier) !== JSON.stringify(now[table.name]))
      yield* fitRecords(table, earlier)
    yield* fitJson(table)
  }
  yield* run(
    `INSERT INTO "setting" ("name", "value") VALUES ('${NAME}', $1) ON CONFLICT ("name") DO UPDATE SET "value" = $1`,
    [JSON.stringify(now)],
  )
}

function columnsIn(columns: readonly Column[]): Columns {
  return columns.map(({ name, type }) => [name, type])
}

function* fitRecords(table: StateTable, earlier: Columns): Work<void> {
  const columns = earlier.map(([name, type]) => `${identifier(name)} ${type}`)
  yield* run(`CREATE TEMPORARY TABLE "earlierRow" (${columns.join(', ')})`, [])
  const names = new Set(earlier.map(([name]) => name))
  yield* fit(table, '(', 'CROSS JOIN LATERAL (SELECT s."facts"::pg_temp."earlierRow" AS e OFFSET 0) o', (column) =>
    names.has(column) ? `(o.e).${identifier(column)}` : 'NULL',
  )
  yield* run('DROP TABLE pg_temp."earlierRow"', [])
}

function* fitJson(table: StateTable): Work<void> {
  const json = `CROSS JOIN json_populate_record(NULL::${identifier(table.name)}, s."facts"::json) o`
  yield* fit(table, '{', json, (column) => `o.${identifier(column)}`)
}

/** Rows whose texts begin in this way become records of the columns of now. */
function* fit(table: StateTable, begin: string, join: string, valueOf: (column: string) => string): Work<void> {
  const type = identifier(table.name)
  const values = table.columns.map(({ name, type, fallback }) =>
    fallback === undefined ? `${valueOf(name)}::${type}` : `coalesce(${valueOf(name)}::${type}, ${fallback})`,
  )
  yield* run(
    `UPDATE "snapshotRow" k SET "facts" = n.r::text, "digest" = ${digestOf(table, '(n.r)')} FROM (` +
      `SELECT s.ctid AS place, ROW(${values.join(', ')})::${type} AS r FROM "snapshotRow" s ${join} ` +
      `WHERE s."ofTable" = ${constant(table.name)} AND s."facts" LIKE '${begin}%' OFFSET 0) n WHERE k.ctid = n.place`,
    [],
  )
}
