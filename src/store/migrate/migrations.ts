/**
 * Brings a database to the state that this program expects, or says why that is not possible. The scripts, and the table
 * that says which of them were applied, are those of Prisma Migrate; the scripts are run here, all in one transaction.
 *
 * @see https://www.prisma.io/docs/orm/prisma-migrate
 */
import { randomUUID } from 'node:crypto'
import type SQLite from 'better-sqlite3'
import type pg from 'pg'
import { readMigrations } from './migration-files.js'
import type { Migration } from './migration-files.js'
import type { PostgresDatabase } from '../postgres/database.js'
import { openSqlite } from '../sqlite/driver.js'
import { fitKeptRows } from '../state/kept-form.js'
import type { SqlValue, Work } from '../work.js'

/** The database cannot be used by this program. The message says what to do. */
export class MigrationError extends Error {}

/** One key for all processes of Intunite that start on the same PostgreSQL: "intunite" in ASCII. */
const ADVISORY_LOCK = '7596554012806083685'

/** Name of a migration in the database, and 1 if it was applied to its end. */
type Applied = readonly [name: string, finished: number]

const SELECT_APPLIED = `SELECT migration_name, CASE WHEN finished_at IS NOT NULL THEN 1 ELSE 0 END FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name`

/** As Prisma Migrate makes it. */
const TABLES = {
  sqlite: `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
)`,
  postgresql: `CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id                      VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum                VARCHAR(64) NOT NULL,
    finished_at             TIMESTAMPTZ,
    migration_name          VARCHAR(255) NOT NULL,
    logs                    TEXT,
    rolled_back_at          TIMESTAMPTZ,
    started_at              TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count     INTEGER NOT NULL DEFAULT 0
)`,
}

/** Milliseconds for which another program may hold the file; a start has to end soon. */
const OTHERS_MAY_TAKE = 1000

/** To be called before the store opens the file. */
export async function migrateSqlite(file: string): Promise<string[]> {
  const migrations = await readMigrations('sqlite')
  const connection = openSqlite(file, { timeout: OTHERS_MAY_TAKE })
  const readApplied = (): Applied[] => {
    const table = connection.prepare(`SELECT 1 FROM sqlite_schema WHERE name = '_prisma_migrations'`).get()
    return table === undefined ? [] : (connection.prepare(SELECT_APPLIED).raw().all() as [string, number][])
  }
  try {
    if (pending(migrations, readApplied()).length === 0) return []
    // A script that makes a table anew drops the old one; nothing that refers to it may be deleted with it.
    connection.pragma('foreign_keys = OFF')
    return connection.transaction(() => applySqlite(connection, pending(migrations, readApplied()))).immediate()
  } finally {
    connection.close()
  }
}

function applySqlite(connection: SQLite.Database, migrations: readonly Migration[]): string[] {
  connection.exec(TABLES.sqlite)
  const insert = connection.prepare(
    'INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count) VALUES (?, ?, ?, ?, ?, 1)',
  )
  for (const { name, sql, checksum } of migrations) {
    const started = new Date().toISOString()
    connection.exec(sql)
    insert.run(randomUUID(), checksum, name, started, new Date().toISOString())
  }
  const dangling = connection.pragma('foreign_key_check') as { table: string; parent: string }[]
  if (dangling[0] !== undefined)
    throw new MigrationError(
      `the database is damaged: rows of ${dangling[0].table} refer to rows of ${dangling[0].parent} that do not exist; restore it from a backup`,
    )
  return migrations.map(({ name }) => name)
}

/** Safe when several processes start at once: one of them migrates, the others wait and find nothing to do. */
export async function migratePostgres(database: PostgresDatabase): Promise<string[]> {
  const migrations = await readMigrations('postgresql')
  const client = await database.pool.connect()
  let isUnused = false
  try {
    isUnused = pending(migrations, await readPostgres(client)).length === 0
    return isUnused ? [] : await applyPostgres(client, migrations)
  } finally {
    // Closing the connection, not returning it, also ends a transaction that failed.
    client.release(!isUnused)
  }
}

async function readPostgres(client: pg.ClientBase): Promise<Applied[]> {
  const table = await client.query<{ name: string | null }>(`SELECT to_regclass('_prisma_migrations')::text AS name`)
  if (table.rows[0]?.name == null) return []
  return (await client.query<[string, number]>({ text: SELECT_APPLIED, rowMode: 'array' })).rows
}

async function applyPostgres(client: pg.ClientBase, migrations: readonly Migration[]): Promise<string[]> {
  await client.query('BEGIN; SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0')
  await client.query('SELECT pg_advisory_xact_lock($1)', [ADVISORY_LOCK])
  await client.query(TABLES.postgresql)
  const missing = pending(migrations, await readPostgres(client))
  for (const { name, sql, checksum } of missing) {
    const started = new Date()
    await client.query(sql)
    await client.query(
      'INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count) VALUES ($1, $2, $3, $4, $5, 1)',
      [randomUUID(), checksum, name, started, new Date()],
    )
  }
  if (missing.length > 0) await perform(client, fitKeptRows())
  await client.query('COMMIT')
  return missing.map(({ name }) => name)
}

async function perform(client: pg.ClientBase, work: Work<void>): Promise<void> {
  let step = work.next()
  while (step.done !== true) {
    const { sql: text, values } = step.value
    const { rows, rowCount } = await client.query<SqlValue[]>({ text, values: [...values], rowMode: 'array' })
    step = work.next({ rows, changes: rowCount ?? 0 })
  }
}

/** The known migrations that are not applied yet. */
function pending(known: readonly Migration[], applied: readonly Applied[]): Migration[] {
  const names = new Set(known.map(({ name }) => name))
  const foreign = applied.find(([name]) => !names.has(name))
  if (foreign !== undefined)
    throw new MigrationError(
      `the database was written by a newer version of Intunite (it has the migration ${foreign[0]}); use that version or another database`,
    )
  const failed = applied.find(([, finished]) => finished === 0)
  if (failed !== undefined)
    throw new MigrationError(
      `the migration ${failed[0]} failed half-way in an earlier start; restore the database from a backup or remove it`,
    )
  const done = new Set(applied.map(([name]) => name))
  return known.filter(({ name }) => !done.has(name))
}
