/** Both databases, or SQLite alone in a quick run, with the tables of the toys in them. */
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import type { Test } from 'tap'
import { EntityStore } from '../../src/store/query/entities.js'
import { PostgresDatabase } from '../../src/store/postgres/database.js'
import { SqliteDatabase } from '../../src/store/sqlite/database.js'
import type { Option } from '../../src/store/query/next-link.js'
import type { ListOptions } from '../../src/store/query/queries.js'
import { run } from '../../src/store/work.js'
import type { Database } from '../../src/store/work.js'
import { isQuick, postgresUrl } from '../harness/databases.js'
import { quickFolder } from '../harness/quick-folder.js'
import { NOW } from './arbitraries.js'
import { compareText } from './evaluate.js'
import type { Thing } from './evaluate.js'
import { digests, LAYOUT, remarks, tablesSql, toys } from './fixture-model.js'

export const SHAPE = { version: 'beta', select: undefined, typeAnnotations: 'none' } as const

/**
 * A database on the server whose texts sort by the rules of a language unless a statement says otherwise: nothing may depend
 * on how the server was set up.
 */
async function createLocalizedDatabase(url: string): Promise<string> {
  const name = `toys_${process.pid}_${Math.random().toString(36).slice(2)}`
  const client = new pg.Client(url)
  await client.connect()
  await client.query(
    `CREATE DATABASE "${name}" TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'en-US' LOCALE 'C'`,
  )
  await client.end()
  const made = new URL(url)
  made.pathname = `/${name}`
  return made.toString()
}

export interface FixtureStores {
  /** The databases; connections to the server are new each time, so that statements do not pile up on them. */
  open(): Promise<readonly Database[]>
  /** Puts toys into all databases. */
  fill(databases: readonly Database[], tenantId: string, things: readonly Thing[]): Promise<void>
}

export async function fixtureStores(t: Test): Promise<FixtureStores> {
  const url = isQuick() ? undefined : await createLocalizedDatabase(await postgresUrl(t))
  // Not the folder of the test's name: the same tests run again for documents, beside these.
  const folder = await mkdtemp(join(await quickFolder(), 'intunite-toys-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'toys.db')
  const open = async (): Promise<readonly Database[]> => [
    new SqliteDatabase(file),
    ...(url === undefined ? [] : [new PostgresDatabase(url, { poolSize: 2, onIdleError: () => undefined })]),
  ]
  const databases = await open()
  for (const database of databases) {
    for (const sql of tablesSql(database.provider)) await database.write(() => run(sql, []))
    await database.close()
  }
  return { open, fill }
}

async function fill(databases: readonly Database[], tenantId: string, things: readonly Thing[]): Promise<void> {
  for (const database of databases) {
    const store = new EntityStore(database.provider, tenantId)
    await database.write(function* () {
      for (const { type, entity, many, one } of inOrder(things)) {
        const keys = [entity['id'] as string]
        yield* store.insert(toys, [], { type, entity }, SHAPE)
        for (const remark of inOrder(many['remarks'] ?? [])) yield* store.insert(remarks, keys, remark, SHAPE)
        if (one['digest'] !== undefined) yield* store.insert(digests, keys, one['digest'], SHAPE)
      }
    })
  }
}

/** Documents are listed in the order in which they were inserted, rows of a table in the order of their ids. */
function inOrder(things: readonly Thing[]): readonly Thing[] {
  if (LAYOUT === 'table') return things
  return [...things].sort((a, b) => compareText(a.entity['id'] as string, b.entity['id'] as string))
}

/** What contexts of toys start with. */
export const CONTEXT = 'http://host/beta/$metadata#'

/** How a list of toys is read where a test does not say otherwise. */
export const OPTIONS: ListOptions = {
  shape: SHAPE,
  contextBase: CONTEXT,
  pageSize: 100,
  after: undefined,
  casts: undefined,
  linkTo: (...details) => JSON.stringify(details),
  now: NOW,
}

/** The options of a query as a request has them. */
export function queryString(options: readonly Option[]): string {
  return options.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')
}
