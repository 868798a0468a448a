/** Brings a database to the state that this program expects, or says why that is not possible. */
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import SQLite from 'better-sqlite3'
import pg from 'pg'
import { readMigrations } from './migration-files.js'
import type { Migration, Provider } from './migration-files.js'
import type { PostgresDatabase } from '../postgres/database.js'

/** The database cannot be used by this program. The message says what to do. */
export class MigrationError extends Error {}

/** One key for all processes of Intunite that start on the same PostgreSQL: "intunite" in ASCII. */
const ADVISORY_LOCK = '7596554012806083685'

interface Applied {
  readonly name: string
  readonly finished: boolean
}

/** To be called before the store opens the file: the schema engine locks it for itself. */
export async function migrateSqlite(file: string): Promise<string[]> {
  const migrations = await readMigrations('sqlite')
  const connection = new SQLite(file)
  try {
    const table = connection.prepare(`SELECT 1 FROM sqlite_schema WHERE name = '_prisma_migrations'`).get()
    const rows = table === undefined ? [] : (connection.prepare(APPLIED).raw().all() as [string, number][])
    const applied = rows.map(([name, finished]) => ({ name, finished: finished === 1 }))
    if (pending(migrations, applied).length === 0) return []
  } finally {
    connection.close()
  }
  const { PrismaBetterSqlite3 } = await import('@prisma/adapter-better-sqlite3')
  return apply('sqlite', migrations, new PrismaBetterSqlite3({ url: file }))
}

/** Safe when several processes start at once: one of them migrates, the others wait and find nothing to do. */
export async function migratePostgres(database: PostgresDatabase): Promise<string[]> {
  const migrations = await readMigrations('postgresql')
  const client = await database.pool.connect()
  const readApplied = async (): Promise<Applied[]> => {
    const table = await client.query<{ name: string | null }>(`SELECT to_regclass('_prisma_migrations')::text AS name`)
    if (table.rows[0]?.name == null) return []
    const { rows } = await client.query<[string, number]>({ text: APPLIED, rowMode: 'array' })
    return rows.map(([name, finished]) => ({ name, finished: finished === 1 }))
  }
  try {
    // Without the lock another process may be in the middle of a migration, which then is not failed but unfinished.
    const applied = await readApplied()
    if (applied.every(({ finished }) => finished) && pending(migrations, applied).length === 0) return []
    await client.query('SET lock_timeout = 0; SET statement_timeout = 0')
    await client.query('SELECT pg_advisory_lock($1)', [ADVISORY_LOCK])
    if (pending(migrations, await readApplied()).length === 0) return []
    const { PrismaPg } = await import('@prisma/adapter-pg')
    // The engine keeps its own lock until its connection ends, and would keep later versions from migrating for as long.
    const own = new pg.Pool({ ...database.pool.options, max: 2 }).on('error', () => undefined)
    try {
      return await apply('postgresql', migrations, new PrismaPg(own))
    } finally {
      await own.end()
    }
  } finally {
    // Closing the connection, not returning it, also gives back the lock and the changed timeouts.
    client.release(true)
  }
}

const APPLIED = `SELECT migration_name, CASE WHEN finished_at IS NOT NULL AND rolled_back_at IS NULL THEN 1 ELSE 0 END FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name`

/** Names of known migrations that are not applied yet. */
function pending(known: readonly Migration[], applied: readonly Applied[]): string[] {
  const names = new Set(known.map(({ name }) => name))
  const foreign = applied.find(({ name }) => !names.has(name))
  if (foreign !== undefined)
    throw new MigrationError(
      `the database was written by a newer version of Intunite (it has the migration ${foreign.name}); use that version or another database`,
    )
  const failed = applied.find(({ finished }) => !finished)
  if (failed !== undefined)
    throw new MigrationError(
      `the migration ${failed.name} failed half-way in an earlier start; restore the database from a backup or remove it`,
    )
  const done = new Set(applied.map(({ name }) => name))
  return known.map(({ name }) => name).filter((name) => !done.has(name))
}

async function apply(
  provider: Provider,
  migrations: readonly Migration[],
  adapter: SqlMigrationAwareDriverAdapterFactory,
): Promise<string[]> {
  const { migrationList, withSchemaEngine } = await import('./schema-engine.js')
  const { appliedMigrationNames } = await withSchemaEngine(adapter, (engine) =>
    engine.applyMigrations({
      migrationsList: migrationList(provider, migrations),
      filters: { externalTables: [], externalEnums: [] },
    }),
  )
  return appliedMigrationNames
}
