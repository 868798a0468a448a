/**
 * What a read costs among a million configurations, against the same read among a thousand, and which index serves it.
 *
 * ```
 * npx tsx bench/million-rows.ts [--rows 1000000] [--samples 200] [--databases sqlite,postgresql]
 * ```
 *
 * Samples of both sizes alternate, so that whatever else the machine does weighs on both alike; the ratio is of medians.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { model } from '../src/entities/index.js'
import type { Query } from '../src/odata/ast.js'
import { NO_QUERY, readQuery } from '../src/odata/query.js'
import { readResourcePath } from '../src/odata/resource-path.js'
import { EntityStore } from '../src/store/query/entities.js'
import { migratePostgres, migrateSqlite } from '../src/store/migrate/migrations.js'
import { PostgresDatabase } from '../src/store/postgres/database.js'
import { listEntities } from '../src/store/query/queries.js'
import { SqliteDatabase } from '../src/store/sqlite/database.js'
import { all, run } from '../src/store/work.js'
import type { Command, Database, SqlValue, Work } from '../src/store/work.js'
import { createDatabase, startPostgres } from '../test/harness/postgres.js'

const TENANT = '6f0f1d5e-3b55-4c37-9a51-1f2a6b8f0c01'
const TABLE = 'managedDeviceMobileAppConfiguration'
const SMALL = 1000
const PAGE = 100

const { values: given } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    samples: { type: 'string', default: '200' },
    databases: { type: 'string', default: 'sqlite,postgresql' },
  },
})
const large = Number(given.rows)
const samples = Number(given.samples)

const path = readResourcePath(model, '/beta/deviceAppManagement/mobileAppConfigurations')
const resource = path.resource ?? fail('no such resource')
const shape = { version: 'beta', select: undefined, typeAnnotations: 'all' } as const

function fail(message: string): never {
  throw new Error(message)
}

/** The n-th row; the ids of neighbours are far apart. */
const ID = {
  sqlite: `printf('%08x-0000-4000-8000-%012x', (n * 2654435761) % 4294967296, n)`,
  postgresql: `lpad(to_hex((n * 2654435761) % 4294967296), 8, '0') || '-0000-4000-8000-' || lpad(to_hex(n), 12, '0')`,
}
const PADDED = { sqlite: `printf('%07d', n)`, postgresql: `lpad(n::text, 7, '0')` }
const NUMBERS = {
  sqlite: (rows: number) =>
    `WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${rows})`,
  postgresql: (rows: number) => `WITH numbers(n) AS (SELECT generate_series(1, ${rows}::int8))`,
}

function idOf(n: number): string {
  const spread = (BigInt(n) * 2654435761n) % 4294967296n
  return `${spread.toString(16).padStart(8, '0')}-0000-4000-8000-${n.toString(16).padStart(12, '0')}`
}

async function fill(database: Database, rows: number): Promise<void> {
  const { provider } = database
  const derived = `'{"encodedSettingXml":null,"settings":[{"appConfigKey":"key","appConfigKeyType":"stringType","appConfigKeyValue":"value ' || n || '"}]}'`
  const folded = `'{"description":"number ' || n || '","roleScopeTagIds":["0"],"settings":[{"appConfigKey":"key","appConfigKeyValue":"value ' || n || '"}]}'`
  const columns = [
    'tenantId',
    'id',
    'odataType',
    'targetedMobileApps',
    'roleScopeTagIds',
    'createdDateTime',
    'description',
    'lastModifiedDateTime',
    'displayName',
    'displayNameFolded',
    'version',
    'derived',
    'folded',
  ]
  const values = [
    `'${TENANT}'`,
    ID[provider],
    `'iosMobileAppConfiguration'`,
    `'[]'`,
    `'["0"]'`,
    `'2026-03-02T09:14:07.4815162'`,
    `'Number ' || n`,
    `'2026-03-02T09:14:07.4815162'`,
    `'Configuration ' || ${PADDED[provider]}`,
    `'configuration ' || ${PADDED[provider]}`,
    '1',
    derived,
    folded,
  ]
  const sql = `${provider === 'sqlite' ? '' : NUMBERS[provider](rows)} INSERT INTO "${TABLE}" (${columns.map((name) => `"${name}"`).join(', ')}) ${provider === 'sqlite' ? NUMBERS[provider](rows) : ''} SELECT ${values.join(', ')} FROM numbers`
  if (database instanceof SqliteDatabase) database.connection.exec(sql)
  if (database instanceof SqliteDatabase) database.connection.exec('ANALYZE')
  if (database instanceof PostgresDatabase) {
    const client = await database.pool.connect()
    await client.query('SET statement_timeout = 0')
    await client.query(sql)
    await client.query('VACUUM ANALYZE')
    client.release(true)
  }
  await database.write(() => run(`UPDATE "${TABLE}" SET "version" = 2 WHERE "id" = 'nobody'`, []))
}

interface Read {
  readonly work: (store: EntityStore, rows: number) => () => Work<unknown>
}

function list(options: string, after?: (rows: number) => readonly SqlValue[]): Read {
  const query: Query = options === '' ? NO_QUERY : readQuery(options, { model, path }).query
  return {
    work: (store, rows) => () =>
      listEntities(store, resource, [], query, {
        shape,
        contextBase: 'http://localhost/beta/$metadata#',
        pageSize: PAGE,
        after: after?.(rows),
        casts: undefined,
      }),
  }
}

/** Position of a row that stands in the middle of the order by key. */
const middle = (): SqlValue[] => ['80000000']

const READS: Readonly<Record<string, Read>> = {
  get: { work: (store, rows) => () => store.find(resource, [idOf(rows / 2)], shape) },
  'first page': list(''),
  'middle page': list('', middle),
  'displayName eq': list(`$filter=displayName eq 'CONFIGURATION 0000500'`),
  'startswith(displayName)': list(`$filter=startswith(displayName,'CONFIGURATION 000050')`),
  'sorted first page': list('$orderby=displayName'),
  'sorted first page, backwards': list('$orderby=displayName desc'),
  'sorted middle page': list('$orderby=displayName', (rows) => [
    `configuration ${String(rows / 2).padStart(7, '0')}`,
    '8',
  ]),
  'id in': list(`$filter=id in (${[1, 2, 3].map((n) => `'${idOf(n)}'`).join(',')})`),
}

/** Whatever they cost, they grow with the number of rows: no index serves them. */
const UNSERVED: Readonly<Record<string, Read>> = {
  'contains(displayName)': list(`$filter=contains(displayName,'0000500')`),
  'description eq': list(`$filter=description eq 'number 500'`),
  '$count=true': list('$count=true&$top=1'),
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'intunite-rows-'))
  const url = process.env['INTUNITE_TEST_POSTGRES']
  const wanted = given.databases.split(',')
  const server = wanted.includes('postgresql') && url === undefined ? await startPostgres({ durable: true }) : undefined
  try {
    if (wanted.includes('sqlite')) {
      const open = async (name: string): Promise<Database> => {
        await migrateSqlite(join(folder, name))
        return new SqliteDatabase(join(folder, name))
      }
      await compare('SQLite', await open('small.db'), await open('large.db'))
    }
    if (wanted.includes('postgresql')) {
      const open = async (): Promise<Database> => {
        const database = new PostgresDatabase(await createDatabase(url ?? server?.url ?? ''), {
          poolSize: 3,
          onIdleError: () => undefined,
        })
        await migratePostgres(database)
        return database
      }
      await compare('PostgreSQL', await open(), await open())
    }
  } finally {
    await server?.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function compare(name: string, small: Database, big: Database): Promise<void> {
  await fill(small, SMALL)
  await fill(big, large)
  console.log(`\n${name}: ${SMALL} and ${large} rows, pages of ${PAGE}, median of ${samples} in microseconds\n`)
  console.log('| Read | small | large | ratio |\n|---|---:|---:|---:|')
  for (const [title, read] of Object.entries(READS)) await row(title, read, small, big, samples)
  for (const [title, read] of Object.entries(UNSERVED)) await row(`${title} (no index)`, read, small, big, 5)
  console.log('')
  for (const [title, read] of Object.entries({ ...READS, ...UNSERVED }))
    console.log(`${title}: ${await plan(big, read)}`)
  await small.close()
  await big.close()
}

async function row(title: string, read: Read, small: Database, big: Database, samples: number): Promise<void> {
  const times: [number[], number[]] = [[], []]
  const works = [small, big].map((database, i) =>
    read.work(new EntityStore(database.provider, TENANT), i === 0 ? SMALL : large),
  )
  for (let i = 0; i < samples + 20; i++)
    for (const [which, database] of [small, big].entries()) {
      const start = process.hrtime.bigint()
      await database.read(works[which] as () => Work<unknown>)
      if (i >= 20 || samples < 20) times[which]?.push(Number(process.hrtime.bigint() - start) / 1000)
      if (samples < 20 && i >= samples) return print(title, times)
    }
  print(title, times)
}

function print(title: string, [small, big]: [number[], number[]]): void {
  const [a, b] = [median(small), median(big)]
  console.log(`| ${title} | ${a.toFixed(0)} | ${b.toFixed(0)} | ${(b / a).toFixed(2)} |`)
}

function median(times: number[]): number {
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN
}

/** How the database finds the rows of the last statement of a read. */
async function plan(database: Database, read: Read): Promise<string> {
  const commands: Command[] = []
  const work = read.work(new EntityStore(database.provider, TENANT), large)()
  for (let step = work.next(); step.done !== true; step = work.next({ rows: [], changes: 0 })) commands.push(step.value)
  const { sql, values } = commands.at(-1) ?? fail('no statement')
  const explain = database.provider === 'sqlite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN (COSTS OFF)'
  const rows = await database.read(() => all(`${explain} ${sql}`, values))
  return rows.map((row) => String(row.at(-1)).trim()).join(' / ')
}

await main()
