/**
 * Snapshots of a tenant in the database. A row of the tenant is kept once for all snapshots in which it is the same
 * (`snapshotRow`), with the numbers of the first and the last of them; the newest snapshot is what a new one is compared
 * with. So a snapshot costs what has changed since the one before.
 */
import { dialectOf, identifier } from '../sql/dialect.js'
import type { Dialect } from '../sql/dialect.js'
import { fold } from '../sql/fold.js'
import { all, first, run } from '../work.js'
import type { Database, SqlValue, Work } from '../work.js'
import { keepAtOnce } from './at-once.js'
import { factsText, isOfTenant, isThere, keyText, readStateTables, STATE_TABLES } from './tenant-tables.js'
import type { StateTable } from './tenant-tables.js'

export interface Snapshot {
  readonly id: string
  /** Counts the snapshots of the tenant. */
  readonly number: number
  readonly name: string
  readonly description: string | undefined
  /** Stored form. */
  readonly createdAt: string
  /** Rows that it holds. */
  readonly rows: number
}

export type NewSnapshot = Pick<Snapshot, 'id' | 'name' | 'description' | 'createdAt'>

const COLUMNS = '"id", "number", "name", "description", "createdAt", "rows"'

/** In the order in which they were made. */
export function* listSnapshots({ provider }: Pick<Database, 'provider'>, tenantId: string): Work<Snapshot[]> {
  const mark = dialectOf(provider).placeholder(1)
  const rows = yield* all(`SELECT ${COLUMNS} FROM "snapshot" WHERE "tenantId" = ${mark} ORDER BY "number"`, [tenantId])
  return rows.map((row) => read(row))
}

/** By id or by name, whatever the case. */
export function* findSnapshot(
  { provider }: Pick<Database, 'provider'>,
  tenantId: string,
  named: string,
): Work<Snapshot | undefined> {
  const { placeholder: mark } = dialectOf(provider)
  const row = yield* first(
    `SELECT ${COLUMNS} FROM "snapshot" WHERE "tenantId" = ${mark(1)} AND ("nameFolded" = ${mark(2)} OR "id" = ${mark(3)}) ORDER BY "id" = ${mark(3)} DESC`,
    [tenantId, fold(named), named.toLowerCase()],
  )
  return row && read(row)
}

function read([id, number, name, description, createdAt, rows]: readonly SqlValue[]): Snapshot {
  return {
    id: id as string,
    number: Number(number),
    name: name as string,
    description: (description as string | null) ?? undefined,
    createdAt: createdAt as string,
    rows: Number(rows),
  }
}

/** Keeps the tenant as it is, after {@link freeze}. Fails with a ConstraintViolation if the name is taken. */
export function* createSnapshot(
  { provider }: Pick<Database, 'provider'>,
  tenantId: string,
  wanted: NewSnapshot,
): Work<Snapshot> {
  const dialect = dialectOf(provider)
  const number = yield* addSnapshot(dialect, tenantId, wanted)
  const before = number - 1
  const tables = yield* readStateTables(dialect)
  let rows: number | undefined
  if (dialect.provider === 'postgresql') {
    const more = yield* keepAtOnce(dialect, tables, tenantId, before)
    rows = yield* noteRows(dialect, tenantId, wanted.id, { before, more })
  } else {
    const closed = yield* closedTables(dialect, tenantId, before)
    for (const table of tables) yield* keepRows(dialect, table, tenantId, before, closed)
  }
  return { ...wanted, number, rows: rows ?? (yield* countRows(dialect, tenantId, wanted.id)) }
}

/** Adds a snapshot that holds no rows yet, and gives its number. Fails with a ConstraintViolation if the name is taken. */
export function* addSnapshot(
  { placeholder: mark }: Dialect,
  tenantId: string,
  { id, name, description, createdAt }: NewSnapshot,
): Work<number> {
  const [newest = 0] = (yield* first(`SELECT max("number") FROM "snapshot" WHERE "tenantId" = ${mark(1)}`, [
    tenantId,
  ])) as [number | null]
  const number = Number(newest ?? 0) + 1
  yield* run(
    `INSERT INTO "snapshot" ("tenantId", "id", "number", "name", "nameFolded", "description", "createdAt", "rows") VALUES (${[1, 2, 3, 4, 5, 6, 7].map(mark).join(', ')}, 0)`,
    [tenantId, id, number, name, fold(name), description ?? null, createdAt],
  )
  return number
}

/** Notes how many rows the newest snapshot holds, without counting them, if the one before is still there. */
function* noteRows(
  { placeholder: mark, parameter }: Dialect,
  tenantId: string,
  id: string,
  { before, more }: { readonly before: number; readonly more: number },
): Work<number | undefined> {
  const those = `(SELECT b."rows" FROM "snapshot" b WHERE b."tenantId" = ${mark(1)} AND b."number" = ${parameter(3, 'integer')})`
  const [rows] =
    (yield* first(
      `UPDATE "snapshot" SET "rows" = ${before === 0 ? '' : `${those} + `}${parameter(4, 'integer')} WHERE "tenantId" = ${mark(1)} AND "id" = ${mark(2)} ` +
        `AND (${parameter(3, 'integer')} = 0 OR ${those} IS NOT NULL) RETURNING "rows"`,
      [tenantId, id, before, more],
    )) ?? []
  return rows === undefined ? undefined : Number(rows)
}

/** Notes how many rows the newest snapshot holds. */
export function* countRows({ placeholder: mark }: Dialect, tenantId: string, id: string): Work<number> {
  const [rows = 0] = (yield* first(
    `UPDATE "snapshot" SET "rows" = (SELECT count(*) FROM "snapshotRow" WHERE "tenantId" = ${mark(1)} AND "last" IS NULL) WHERE "tenantId" = ${mark(1)} AND "id" = ${mark(2)} RETURNING "rows"`,
    [tenantId, id],
  )) as [number]
  return Number(rows)
}

/** To be the first step of a transaction that makes a snapshot: what follows sees the rows of one moment. */
export function* freeze({ provider }: Pick<Database, 'provider'>, tenantId: string): Work<void> {
  if (provider === 'postgresql') yield* run('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ', [])
  yield* takeTurn({ provider }, tenantId)
}

/**
 * To be the first step of a transaction that restores a snapshot: writes that are under way end first, and others wait, so
 * that each of them comes before the restore or after it. Reads go on.
 */
export function* holdWrites({ provider }: Pick<Database, 'provider'>, tenantId: string): Work<void> {
  if (provider === 'postgresql')
    yield* run(`LOCK TABLE ${STATE_TABLES.map(identifier).join(', ')} IN SHARE ROW EXCLUSIVE MODE`, [])
  yield* takeTurn({ provider }, tenantId)
}

/**
 * Snapshots of a tenant are made, restored and deleted one after the other. PostgreSQL has no statistics of tables that
 * were just filled, and would compare every row with every other one: a hash serves however many there are.
 */
export function* takeTurn({ provider }: Pick<Database, 'provider'>, tenantId: string): Work<void> {
  const dialect = dialectOf(provider)
  if (dialect.provider === 'postgresql') {
    const settings = { enable_nestloop: 'off', jit: 'off', statement_timeout: '0', work_mem: '64MB' }
    const set = Object.entries(settings).map(([name, value]) => `set_config('${name}', '${value}', true)`)
    yield* first(`SELECT ${set.join(', ')}`, [])
  }
  yield* first(`SELECT 1 FROM "tenant" WHERE "id" = ${dialect.placeholder(1)}${dialect.forUpdate}`, [tenantId])
}

/** Tables with rows that ended with the newest snapshot, after newer ones were deleted. */
function* closedTables({ placeholder: mark }: Dialect, tenantId: string, newest: number): Work<ReadonlySet<string>> {
  const rows = yield* all(
    `SELECT DISTINCT "ofTable" FROM "snapshotRow" WHERE "tenantId" = ${mark(1)} AND "last" >= ${mark(2)}`,
    [tenantId, newest],
  )
  return new Set(rows.map(([table]) => table as string))
}

/** Rows that are not as in the snapshot before end there; new ones, and what they have become, begin with this one. */
function* keepRows(
  dialect: Dialect,
  table: StateTable,
  tenantId: string,
  before: number,
  closed: ReadonlySet<string>,
): Work<void> {
  const { placeholder: mark } = dialect
  const kept = `s."tenantId" = ${mark(1)} AND s."ofTable" = '${table.name}'`
  const same = isThere(dialect, table)
  if (before > 0) {
    yield* run(`UPDATE "snapshotRow" AS s SET "last" = ${mark(2)} WHERE ${kept} AND s."last" IS NULL AND NOT ${same}`, [
      tenantId,
      before,
    ])
    if (closed.has(table.name))
      yield* run(`UPDATE "snapshotRow" AS s SET "last" = NULL WHERE ${kept} AND s."last" >= ${mark(2)} AND ${same}`, [
        tenantId,
        before,
      ])
  }
  const key = keyText(dialect, table)
  yield* run(
    `INSERT INTO "snapshotRow" ("tenantId", "ofTable", "key", "first", "facts") ` +
      `SELECT ${mark(1)}, '${table.name}', ${key}, ${dialect.parameter(2, 'integer')}, ${factsText(dialect, table)} FROM ${identifier(table.name)} t ` +
      `WHERE ${isOfTenant(table, mark(1))} AND NOT EXISTS (SELECT 1 FROM "snapshotRow" s WHERE ${kept} AND s."key" = ${key} AND s."last" IS NULL)`,
    [tenantId, before + 1],
  )
}

/** Deletes a snapshot, after {@link freeze}, and rows that no other one holds. */
export function* deleteSnapshot(
  { provider }: Pick<Database, 'provider'>,
  tenantId: string,
  { id }: Pick<Snapshot, 'id'>,
): Work<void> {
  const dialect = dialectOf(provider)
  const { placeholder: mark } = dialect
  yield* run(`DELETE FROM "snapshot" WHERE "tenantId" = ${mark(1)} AND "id" = ${mark(2)}`, [tenantId, id])
  yield* run(
    `DELETE FROM "snapshotRow" AS s WHERE s."tenantId" = ${mark(1)} AND NOT EXISTS (SELECT 1 FROM "snapshot" n ` +
      `WHERE n."tenantId" = ${mark(1)} AND n."number" >= s."first" AND (s."last" IS NULL OR n."number" <= s."last"))`,
    [tenantId],
  )
}

/** Deletes all snapshots of a tenant. */
export function* forgetSnapshots({ provider }: Pick<Database, 'provider'>, tenantId: string): Work<void> {
  for (const table of ['snapshotRow', 'snapshot'])
    yield* run(`DELETE FROM ${identifier(table)} WHERE "tenantId" = ${dialectOf(provider).placeholder(1)}`, [tenantId])
}
