/** The same tests on every database that Intunite runs on. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Test } from 'tap'
import { createDatabase, startPostgres } from './postgres.js'
import { copyPostgresTemplate, copyTemplate } from './templates.js'

export interface TestDatabase {
  readonly name: 'sqlite' | 'postgresql'
  /** The server, where there is one. */
  readonly url?: string
  /** An empty database, as settings of the server; the folder exists, and is removed after the test. */
  newDatabase(): Promise<DatabaseSettings>
  /** The same with tables, the development tenant and a key that signs in it already: the fast way to a store. */
  preparedDatabase(): Promise<DatabaseSettings>
}

/** Where a database is, as settings of the server. */
interface DatabaseSettings {
  readonly databaseUrl?: string
  readonly dataFolder: string
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
  await t.test('on SQLite', (t) => {
    const newDatabase = async () => ({ dataFolder: await newFolder(t) })
    const preparedDatabase = async () => {
      const place = await newDatabase()
      await copyTemplate(place.dataFolder)
      return place
    }
    return check(t, { name: 'sqlite', newDatabase, preparedDatabase })
  })
}

export async function onPostgres(t: Test, check: Check): Promise<void> {
  if (isQuick()) return void t.pass('PostgreSQL is left out of a quick run', { skip: 'quick' })
  const url = await postgresUrl(t)
  await t.test('on PostgreSQL', (t) => {
    const place = async (databaseUrl: Promise<string>) => ({
      dataFolder: await newFolder(t),
      databaseUrl: await databaseUrl,
    })
    const newDatabase = () => place(createDatabase(url))
    const preparedDatabase = () => place(copyPostgresTemplate(url))
    return check(t, { name: 'postgresql', url, newDatabase, preparedDatabase })
  })
}

/** Not under `t.testdir()`, which belongs to the test itself. */
export async function newFolder(t: Test): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'intunite-data-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** A run on SQLite alone. */
export function isQuick(): boolean {
  return process.env['INTUNITE_TEST_DATABASES'] === 'sqlite'
}

/** The server that all files of a run share, or one for this file. */
export async function postgresUrl(t: Test): Promise<string> {
  const shared = process.env['INTUNITE_TEST_POSTGRES']
  if (shared !== undefined && shared !== '') return shared
  const own = await startPostgres()
  t.teardown(() => own.stop())
  return own.url
}
