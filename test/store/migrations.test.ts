/** Migrations: all or nothing, once, and kept as Prisma Migrate keeps them. */
import { model } from '../../src/entities/index.js'
import { join } from 'node:path'
import pg from 'pg'
import { test } from 'tap'
import { randomId, systemClock } from '../../src/clock.js'
import { readMigrations } from '../../src/store/migrate/migration-files.js'
import { openSqlite } from '../../src/store/sqlite/driver.js'
import { openStore } from '../../src/store/store.js'
import type { Store } from '../../src/store/store.js'
import { forEachDatabase } from '../harness/databases.js'
import type { TestDatabase } from '../harness/databases.js'

type Where = Awaited<ReturnType<TestDatabase['newDatabase']>>

function open({ dataFolder: data, databaseUrl }: Where): Promise<Store> {
  const options = { poolSize: 4, clock: systemClock, newId: randomId, onIdleError: () => undefined }
  return openStore({ model, data, databaseUrl, ...options })
}

/** Runs a statement on a connection of its own and gives its rows. */
async function query({ dataFolder, databaseUrl }: Where, sql: string): Promise<unknown[][]> {
  if (databaseUrl === undefined) {
    const connection = openSqlite(join(dataFolder, 'intunite.db'))
    try {
      const statement = connection.prepare(sql).safeIntegers(false)
      return statement.reader ? (statement.raw().all() as unknown[][]) : [[statement.run().changes]]
    } finally {
      connection.close()
    }
  }
  const client = new pg.Client(databaseUrl)
  await client.connect()
  try {
    return (await client.query<unknown[]>({ text: sql, rowMode: 'array' })).rows
  } finally {
    await client.end()
  }
}

const RECORDS = `SELECT migration_name, checksum, applied_steps_count FROM _prisma_migrations
  WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL AND started_at <= finished_at ORDER BY migration_name`

test('every migration is applied once, and recorded as Prisma Migrate records it', async (t) => {
  await forEachDatabase(t, async (t, database) => {
    const where = await database.newDatabase()
    const migrations = await readMigrations(database.name)
    const first = await open(where)
    t.strictSame(
      first.migrated,
      migrations.map(({ name }) => name),
    )
    await first.close()
    const second = await open(where)
    t.strictSame(second.migrated, [])
    await second.close()
    t.strictSame(
      await query(where, RECORDS),
      migrations.map(({ name, checksum }) => [name, checksum, 1]),
    )
  })
})

test('of several starts at once on one empty database, one migrates it', async (t) => {
  await forEachDatabase(t, async (t, database) => {
    const where = await database.newDatabase()
    const stores = await Promise.all([open(where), open(where), open(where)])
    t.strictSame(
      stores.flatMap(({ migrated }) => migrated),
      (await readMigrations(database.name)).map(({ name }) => name),
    )
    for (const store of stores) await store.close()
  })
})

test('a migration that fails leaves the database as it was', async (t) => {
  await forEachDatabase(t, async (t, database) => {
    const where = await database.newDatabase()
    await query(where, 'CREATE TABLE "groupMember" ("mine" TEXT)')
    await t.rejects(open(where), /groupMember/)
    const tables =
      database.name === 'sqlite'
        ? `SELECT name FROM sqlite_schema WHERE type = 'table'`
        : `SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'`
    t.strictSame(await query(where, tables), [['groupMember']])
    await query(where, 'DROP TABLE "groupMember"')
    const store = await open(where)
    t.not(store.migrated.length, 0, 'the next start migrates it')
    await store.close()
  })
})

test('a start that migrates leaves no timer behind that keeps the process', async (t) => {
  await forEachDatabase(t, async (t, database) => {
    const where = await database.newDatabase()
    const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
    const before = timers()
    await (await open(where)).close()
    t.equal(timers(), before)
  })
})
