import { chmod, mkdir, readdir, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { availableParallelism, loadavg } from 'node:os'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { test } from 'tap'
import { WELL_KNOWN_SECRETS } from '../../src/config.js'
import { forEachDatabase, onPostgres } from '../harness/databases.js'
import { limitHere } from '../harness/machine.js'
import { freePort } from '../harness/postgres.js'
import { clientOf, getToken } from './client.js'
import { startProgram, startServer } from './server-process.js'
import { openSqlite } from '../../src/store/sqlite/driver.js'

/** What the server has to keep to. */
const READY_WITHIN = limitHere(3000)

test('on a new and on an old database the server is ready in time', async (t) => {
  await forEachDatabase(t, async (t, database) => {
    const where = await database.newDatabase()
    for (const state of ['new', 'old']) {
      const { readyAfter, cpuTime, child, ended } = await startServer(t, where)
      // On a machine that is busy with other things, time passes without our doing, and work takes longer.
      const [took, limit] = isBusy() ? [cpuTime ?? 0, 2 * READY_WITHIN] : [readyAfter, READY_WITHIN]
      t.ok(took < limit, `${state}: ready after ${Math.round(readyAfter)} ms, of which ${cpuTime} at work`)
      child.kill('SIGTERM')
      t.equal(await ended, 0)
    }
  })
})

test('the portal costs no time of a start', async (t) => {
  const dataFolder = t.testdir()
  const least = { true: Infinity, false: Infinity }
  // The first start of all makes the database. The least of several is what a start takes when nothing else is in its way.
  await startServer(t, { dataFolder })
  for (let turn = 0; turn < 3; turn++)
    for (const portal of ['true', 'false'] as const) {
      const { cpuTime = 0, child, ended } = await startServer(t, { dataFolder, env: { INTUNITE_PORTAL: portal } })
      least[portal] = Math.min(least[portal], cpuTime)
      child.kill('SIGTERM')
      await ended
    }
  const told = `${least.true} ms of work with the portal, ${least.false} without`
  t.comment(told)
  t.ok(least.true < 1.2 * least.false + 20, told)
})

function isBusy(): boolean {
  return (loadavg()[0] ?? 0) > availableParallelism()
}

test('the data folder and what is in it are for the owner only', async (t) => {
  const dataFolder = join(t.testdir(), 'a', 'data')
  await startServer(t, { dataFolder })
  t.equal((await stat(dataFolder)).mode & 0o777, 0o700)
  const files = await readdir(dataFolder)
  t.ok(files.includes('intunite.db'))
  for (const file of files) t.equal((await stat(join(dataFolder, file))).mode & 0o077, 0, file)
})

test('several processes may start at once on one empty PostgreSQL', async (t) => {
  await onPostgres(t, async (t, database) => {
    const where = await database.newDatabase()
    const servers = await Promise.all([1, 2, 3].map(() => startServer(t, where)))
    const token = await getToken(servers[0]?.origin ?? '')
    const [first, second, third] = servers.map(({ origin }) => clientOf(origin, token))
    const { id } = (await first?.createConfiguration('seen by all')) ?? {}
    for (const client of [second, third]) t.equal((await client?.get(`/${id}`))?.status, 200)
    const connection = new pg.Client(where.databaseUrl)
    await connection.connect()
    const { rows } = await connection.query(`SELECT 1 FROM pg_locks WHERE locktype = 'advisory'`)
    await connection.end()
    t.same(rows, [], 'nothing keeps a later version from migrating while they run')
  })
})

test('a database of a newer version is refused, in one line', async (t) => {
  await forEachDatabase(t, async (t, database) => {
    const where = await database.newDatabase()
    const { child, ended } = await startServer(t, where)
    child.kill('SIGTERM')
    await ended
    const insert = `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
      VALUES ('x', 'x', CURRENT_TIMESTAMP, '99990101000000_tomorrow', CURRENT_TIMESTAMP, 1)`
    if (where.databaseUrl === undefined) {
      const connection = openSqlite(join(where.dataFolder, 'intunite.db'))
      connection.exec(insert)
      connection.close()
    } else {
      const connection = new pg.Client(where.databaseUrl)
      await connection.connect()
      await connection.query(insert)
      await connection.end()
    }
    const env = { INTUNITE_PORT: '0', INTUNITE_DATA: where.dataFolder, DATABASE_URL: where.databaseUrl ?? '' }
    const refused = startProgram(t, { env })
    t.equal(await refused.ended, 1)
    t.match(refused.stderr(), /^intunite: the database was written by a newer version .*99990101000000_tomorrow.*\n$/)
  })
})

test('on a public address the well-known secrets are refused', async (t) => {
  const dataFolder = t.testdir()
  const refused = startProgram(t, { args: ['--host', '0.0.0.0', '--data', dataFolder, '--port', '0'] })
  t.equal(await refused.ended, 2)
  t.match(refused.stderr(), 'INTUNITE_ADMIN_SECRET must be set')
  t.match(refused.stderr(), 'INTUNITE_READER_SECRET must be set')
  t.same(await readdir(dataFolder), [], 'nothing was made')
})

test('with own secrets it listens there, and the well-known ones are over', async (t) => {
  const dataFolder = t.testdir()
  const local = await startServer(t, { dataFolder })
  t.ok(await getToken(local.origin))
  local.child.kill('SIGTERM')
  await local.ended
  const env = { INTUNITE_HOST: '0.0.0.0', INTUNITE_ADMIN_SECRET: 'hush-admin', INTUNITE_READER_SECRET: 'hush-reader' }
  const open = await startServer(t, { dataFolder, env })
  t.match(open.origin, /^http:\/\/127\.0\.0\.1:\d+$/, 'an address that a client can use is shown')
  t.ok(await getToken(open.origin, 'hush-admin'))
  await t.rejects(getToken(open.origin, WELL_KNOWN_SECRETS.admin), /invalid_client/)
  t.notMatch(open.stderr(), 'hush')
  t.match(open.stderr(), '$INTUNITE_ADMIN_SECRET', 'the ready text takes the secret from the environment')
})

test('what keeps the server from starting is said in one line, without the password', async (t) => {
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  t.teardown(() => taken.close())
  const { port } = taken.address() as AddressInfo
  const folder = t.testdir({
    file: 'not a folder',
    broken: { 'intunite.db': 'not a database, but long enough'.repeat(100) },
  })
  const cases: readonly { env: Record<string, string>; line: RegExp }[] = [
    {
      env: { INTUNITE_PORT: String(port), INTUNITE_DATA: join(folder, 'data') },
      line: /^intunite: port \d+ of 127\.0\.0\.1 is in use by another program; choose another with INTUNITE_PORT or --port\n$/,
    },
    {
      env: {
        INTUNITE_HOST: 'localhost',
        INTUNITE_PORT: '0',
        DATABASE_URL: `postgresql://me:hush@127.0.0.1:${await freePort()}/x`,
      },
      line: /^intunite: cannot use the database at postgresql:\/\/me@127\.0\.0\.1:\d+\/x: .*ECONNREFUSED.*\n$/,
    },
    {
      env: { INTUNITE_PORT: '0', INTUNITE_DATA: join(folder, 'file', 'data') },
      line: /^intunite: cannot use the data folder .*ENOTDIR.*\n$/,
    },
    {
      env: { INTUNITE_PORT: '0', INTUNITE_DATA: join(folder, 'broken') },
      line: /^intunite: cannot use the data folder .*not a database.*\n$/,
    },
    {
      env: {
        INTUNITE_PORT: '0',
        INTUNITE_HOST: 'no-such-host.invalid',
        INTUNITE_ADMIN_SECRET: 'a',
        INTUNITE_READER_SECRET: 'b',
        INTUNITE_DATA: join(folder, 'other'),
      },
      line: /^intunite: cannot listen on no-such-host\.invalid .*\n$/,
    },
  ]
  for (const { env, line } of cases) {
    const refused = startProgram(t, { env })
    t.equal(await refused.ended, 1)
    t.match(refused.stderr(), line)
  }
})

test('a wrong password of the database is said in one line, without it', async (t) => {
  await onPostgres(t, async (t, database) => {
    const url = new URL(database.url ?? '')
    url.pathname = '/no_such_database'
    const refused = startProgram(t, { env: { INTUNITE_PORT: '0', DATABASE_URL: url.href } })
    t.equal(await refused.ended, 1)
    t.match(refused.stderr(), /^intunite: cannot use the database at .*no_such_database" does not exist\n$/)
    t.notMatch(refused.stderr(), `:${url.password}@`)
  })
})

test(
  'a folder that may not be written to is named',
  { skip: process.getuid?.() === 0 && 'root may write anywhere' },
  async (t) => {
    const folder = join(t.testdir(), 'closed')
    await mkdir(folder)
    await writeFile(join(folder, 'x'), '')
    await chmod(folder, 0o500)
    const refused = startProgram(t, { env: { INTUNITE_PORT: '0', INTUNITE_DATA: folder } })
    t.equal(await refused.ended, 1)
    t.match(refused.stderr(), /^intunite: cannot use the data folder .*\n$/)
  },
)
