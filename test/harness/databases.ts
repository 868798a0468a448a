/** The same tests on every database that Intunite runs on. */
import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import type { Test } from 'tap'
import { createDatabase, startPostgres } from './postgres.js'

export interface TestDatabase {
  readonly name: 'sqlite' | 'postgresql'
  /** The server, where there is one. */
  readonly url?: string
  /** An empty database, as settings of the server; the folder exists and is removed after the test. */
  newDatabase(): Promise<{ databaseUrl?: string; dataFolder: string }>
}

/**
 * Runs a subtest for each database. `npm test` shares one PostgreSQL between all files (`INTUNITE_TEST_POSTGRES`);
 * without it the file starts its own, so that `npx tap test/some.test.ts` works as well.
 */
export async function forEachDatabase(
  t: Test,
  check: (t: Test, database: TestDatabase) => Promise<void>,
): Promise<void> {
  const root = t.testdir()
  const newFolder = (): Promise<string> => mkdtemp(join(root, 'data-'))
  await t.test('on SQLite', (t) =>
    check(t, { name: 'sqlite', newDatabase: async () => ({ dataFolder: await newFolder() }) }),
  )
  const url = await postgresUrl(t)
  await t.test('on PostgreSQL', (t) =>
    check(t, {
      name: 'postgresql',
      url,
      newDatabase: async () => ({ databaseUrl: await createDatabase(url), dataFolder: await newFolder() }),
    }),
  )
}

async function postgresUrl(t: Test): Promise<string> {
  const shared = process.env['INTUNITE_TEST_POSTGRES']
  if (shared !== undefined && shared !== '') return shared
  const own = await startPostgres()
  t.teardown(() => own.stop())
  return own.url
}
