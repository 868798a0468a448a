/**
 * A database of the last version without documents opens, keeps every row, and answers as it did. `before-documents.db.gz`
 * is the file of that version (commit debba40) after `intunite seed`, without its keys; `before-documents.json.gz` is what
 * it answered.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import pg from 'pg'
import { test } from 'tap'
import type { Test } from 'tap'
import { randomId, systemClock } from '../../../src/clock.js'
import { model } from '../../../src/entities/index.js'
import { readMigrations } from '../../../src/store/migrate/migration-files.js'
import { openSqlite } from '../../../src/store/sqlite/driver.js'
import { openStore } from '../../../src/store/store.js'
import type { Store } from '../../../src/store/store.js'
import { all } from '../../../src/store/work.js'
import { forEachDatabase } from '../../harness/databases.js'
import { ADMIN, READER, startEmulator, TENANT } from '../../harness/emulator.js'

const OLD = ['20261123190700_init', '20261127053909_directory', '20261127062816_device_categories']

/** The permissions that Microsoft Graph offers are those of the version that runs. */
const OF_THE_VERSION = new Set([
  'appRoles',
  'hardwareInformation',
  'oauth2PermissionScopes',
  'publishedPermissionScopes',
])

async function unpacked(name: string): Promise<Buffer> {
  return gunzipSync(await readFile(new URL(`./${name}.gz`, import.meta.url)))
}

interface Rows {
  readonly table: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly unknown[])[]
}

function rowsOf(file: string): Rows[] {
  const connection = openSqlite(file, { readonly: true })
  const tables = connection
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'`)
    .pluck()
    .all() as string[]
  const found = tables.map((table) => {
    const statement = connection.prepare(`SELECT * FROM "${table}"`)
    const columns = statement.columns().map(({ name }) => name)
    return { table, columns, rows: statement.raw().all() as unknown[][] }
  })
  connection.close()
  return found
}

/** The same rows in a database on the server, as the old migrations made it. */
async function copyToPostgres(url: string, tables: readonly Rows[]): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  const migrations = (await readMigrations('postgresql')).filter(({ name }) => OLD.includes(name))
  for (const { sql } of migrations) await client.query(sql)
  await client.query(`CREATE TABLE _prisma_migrations (id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL,
    finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`)
  for (const { name, checksum } of migrations)
    await client.query(
      'INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count) VALUES ($1, $2, now(), $3, 1)',
      [randomId(), checksum, name],
    )
  await client.query(`SET session_replication_role = 'replica'`)
  for (const { table, columns, rows } of tables) {
    if (table === '_prisma_migrations') continue
    const found = await client.query<{ column_name: string; data_type: string }>(
      'SELECT column_name, data_type FROM information_schema.columns WHERE table_name = $1',
      [table],
    )
    const booleans = new Set(
      found.rows.filter(({ data_type }) => data_type === 'boolean').map(({ column_name }) => column_name),
    )
    const names = columns.map((name) => `"${name}"`).join(', ')
    const placeholders = columns.map((_, i) => `$${i + 1}`).join(', ')
    for (const row of rows)
      await client.query(
        `INSERT INTO "${table}" (${names}) VALUES (${placeholders})`,
        row.map((value, i) => (value !== null && booleans.has(columns[i] ?? '') ? value === 1 : value)),
      )
  }
  await client.end()
}

async function countIn({ database }: Store, table: string): Promise<number> {
  return database.read(function* () {
    // PostgreSQL notes there which columns snapshots have.
    const rows = `SELECT count(*) FROM "${table}"${table === 'setting' ? ` WHERE "name" <> 'columns of snapshots'` : ''}`
    return Number((yield* all(rows, []))[0]?.[0])
  })
}

/** What an answer of before has is in that of now: there may be further members, but no value is another one. */
function kept(t: Test, now: unknown, before: unknown, where: string): void {
  if (Array.isArray(before)) {
    if (!Array.isArray(now) || now.length !== before.length) return t.fail(`${where} has another length`) as never
    for (const [i, each] of before.entries()) kept(t, now[i], each, `${where}[${i}]`)
  } else if (typeof before === 'object' && before !== null) {
    if (typeof now !== 'object' || now === null) return t.fail(`${where} is gone`) as never
    for (const [name, each] of Object.entries(before))
      if (!OF_THE_VERSION.has(name)) kept(t, (now as Record<string, unknown>)[name], each, `${where}.${name}`)
  } else if (now !== before) {
    const changed = CHANGED.find(([pattern]) => pattern.test(where))
    t.equal(now, changed === undefined ? before : changed[1], where)
  }
}

/** What is shown otherwise on purpose since: v1.0 has no members of enums that only beta has. */
const CHANGED: readonly (readonly [where: RegExp, shown: unknown])[] = [
  [/^v1\.0\/deviceManagement\/managedDevices\b.*\.deviceEnrollmentType$/, 'unknownFutureValue'],
  // Shown where it is selected.
  [/^beta\/groups\b.*\.membershipRuleProcessingStatus$/, undefined],
]

const BUILT_IN = new Map(
  model.builtIn(TENANT).map(({ path, entities }) => [path, new Set(entities.map(({ id }) => id))] as const),
)

/** A list without what every tenant has since. */
function withoutBuiltIn(answer: Record<string, unknown>, path: string): Record<string, unknown> {
  const ids = BUILT_IN.get(path.replace(/^(?:v1\.0|beta)\//, '').replace(/\?.*/, ''))
  const { value } = answer
  if (ids === undefined || !Array.isArray(value)) return answer
  return { ...answer, value: value.filter(({ id }: { id: string }) => !ids.has(id)) }
}

test('a database of before the documents', { timeout: 300_000 }, async (t) => {
  const answers = JSON.parse((await unpacked('before-documents.json')).toString()) as Record<string, unknown>
  await forEachDatabase(t, async (t, { newDatabase }) => {
    const { dataFolder, databaseUrl } = await newDatabase()
    const file = join(dataFolder, databaseUrl === undefined ? 'intunite.db' : 'before.db')
    await writeFile(file, await unpacked('before-documents.db'))
    const tables = rowsOf(file)
    if (databaseUrl !== undefined) await copyToPostgres(databaseUrl, tables)
    const options = { poolSize: 4, clock: systemClock, newId: randomId, onIdleError: () => undefined }
    const store = await openStore({ ...options, model, data: dataFolder, databaseUrl })
    t.teardown(() => store.close())
    t.ok(store.migrated.length > 0 && store.migrated.some((name) => name.endsWith('_documents')))
    for (const { table, rows } of tables)
      if (table !== '_prisma_migrations') t.equal(await countIn(store, table), rows.length, `${table} has all its rows`)
    await store.identity.ensureDevelopmentTenant({ adminSecret: ADMIN.secret, readerSecret: READER.secret })
    const { admin } = await startEmulator(t, { store })
    for (const [path, before] of Object.entries(answers)) {
      const now = await admin.get(`/${path}`)
      const { error } = before as { error?: { code: string; message: string } }
      if (error === undefined) kept(t, withoutBuiltIn(now.json(), path), before, path)
      t.pass(path)
    }
  })
})
