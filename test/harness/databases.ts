/** The same tests on every database that Intunite runs on. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Test } from 'tap'
import { createDatabase, startPostgres } from './postgres.js'

export interface TestDatabase {
  readonly name: 'sqlite' | 'postgresql'
  /** The server, where there is one. */
  readonly url?: string
  /** An empty database, as settings of the server; the folder exists, and is removed after the test. */
  newDatabase(): Promise<{ databaseUrl?: string; dataFolder: string }>
}

type Check = (t: Test, database: TestDatabase) => Promise<void>

/**
 * Runs a subtest for each database. `npm test` shares one PostgreSQL between all files (`INTUNITE_TEST_POSTGRES`);
 * without it the file starts its own, so that `npx tap test/some.test.ts` works as well.
 */
export async function forEachDatabase(t: Test, check: Check): Promise<void> {
  await onSqlite(t, check)
  await onPostgres(t, check)
}

export async function onSqlite(t: Test, check: Check): Promise<void> {
  await t.test('on SQLite', (t) =>
    check(t, { name: 'sqlite', newDatabase: async () => ({ dataFolder: await newFolder(t) }) }),
  )
}

export async function onPostgres(t: Test, check: Check): Promise<void> {
  const url = await postgresUrl(t)
  const newDatabase = async (t: Test) => ({ dataFolder: await newFolder(t), databaseUrl: await createDatabase(url) })
  await t.test('on PostgreSQL', (t) => check(t, { name: 'postgresql', url, newDatabase: () => newDatabase(t) }))
}

/** Not under `t.testdir()`, which belongs to the test itself. */
async function newFolder(t: Test): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'intunite-data-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  return folder
}

async function postgresUrl(t: Test): Promise<string> {
  const shared = process.env['INTUNITE_TEST_POSTGRES']
  if (shared !== undefined && shared !== '') return shared
  const own = await startPostgres()
  t.teardown(() => own.stop())
  return own.url
}
