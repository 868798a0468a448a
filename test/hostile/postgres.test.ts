/** A PostgreSQL that is kept busy, locked or stopped. What does not need it goes on, and everything else is told in seconds. */
import { spawnSync } from 'node:child_process'
import { request } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import t, { test } from 'tap'
import { newFolder, onPostgres } from '../harness/databases.js'
import { ADMIN, startEmulator, TENANT } from '../harness/emulator.js'
import type { Response } from '../harness/emulator.js'
import { limitHere } from '../harness/machine.js'
import { startPostgres } from '../harness/postgres.js'
import { getToken } from '../process/client.js'
import { startServer } from '../process/server-process.js'
import { anIosConfiguration, IOS, V1 } from '../factories/mobile-app-configurations.js'
import { giveManyRows, HOSTILE } from './many-rows.js'

// Each waits for limits of a server of its own, so they wait together.
t.jobs = 2

async function timed<T>(work: Promise<T>): Promise<{ value: T; ms: number }> {
  const began = performance.now()
  const value = await work
  return { value, ms: performance.now() - began }
}

const USERS = '/v1.0/users'

test('a busy PostgreSQL', { buffered: true }, async (t) => {
  await onPostgres(t, async (t, database) => {
    const { databaseUrl, dataFolder: data } = await database.newDatabase()
    const emulator = await startEmulator(t, { databaseUrl, data, queryTimeout: 3 })
    const { admin, reader } = emulator
    await giveManyRows(emulator, 8000)
    const observer = new pg.Client(databaseUrl)
    await observer.connect()
    t.teardown(() => observer.end())
    /** How many of them run, as soon as it is the number wanted, or after 20 seconds. */
    const whenUnderWay = async (isWanted: (count: number) => boolean): Promise<number> => {
      let count = await underWay()
      for (let n = 0; n < 1000 && !isWanted(count); n += 1) {
        await delay(20)
        count = await underWay()
      }
      return count
    }
    const some = () => whenUnderWay((count) => count > 0)
    const none = () => whenUnderWay((count) => count === 0)
    const underWay = async (): Promise<number> => {
      const { rowCount } = await observer.query(
        `SELECT 1 FROM pg_stat_activity WHERE application_name = 'intunite' AND datname = current_database() AND state = 'active' AND query LIKE 'SELECT string_agg%'`,
      )
      return rowCount ?? 0
    }

    await t.test('reads that take long end as 503 in time, and leave connections to the others', async (t) => {
      const hostile = Promise.all(Array.from({ length: 8 }, () => timed(reader.get(HOSTILE.contains))))
      t.ok((await some()) > 0, 'they run')
      for (let i = 0; i < 10; i += 1) {
        const { value, ms } = await timed(admin.post(V1, anIosConfiguration()))
        t.equal(value.statusCode, 201)
        t.ok(ms < limitHere(3000), `${Math.round(ms)} ms`)
        t.equal((await reader.get(`${V1}/${value.json<{ id: string }>().id}`)).statusCode, 200)
      }
      for (const { value, ms } of await hostile) {
        t.ok(value.statusCode === 503 || value.statusCode === 200, `${value.statusCode}`)
        t.ok(ms < limitHere(9000), `${Math.round(ms)} ms`)
      }
      t.equal(await none(), 0, 'nothing runs on')
    })

    await t.test('what nobody waits for is stopped', async (t) => {
      const origin = await emulator.listen()
      const url = new URL(HOSTILE.contains, origin)
      for (let i = 0; i < 3; i += 1) {
        const asked = request(url, { headers: { authorization: `Bearer ${reader.token}` } })
        asked.on('error', () => undefined)
        asked.end()
        t.ok((await some()) > 0, 'it runs')
        asked.destroy()
        t.equal(await none(), 0, 'and is stopped')
      }
    })

    await t.test('a locked table keeps only those waiting that need it, and not for long', async (t) => {
      const client = new pg.Client(databaseUrl)
      await client.connect()
      await client.query('BEGIN')
      await client.query('LOCK TABLE "managedDeviceMobileAppConfiguration" IN ACCESS EXCLUSIVE MODE')
      const item = `${V1}/7831be51-9760-465c-8ef5-baa6382e0592`
      const waiting: Promise<{ value: Response; ms: number }>[] = []
      for (let i = 0; i < 20; i += 1)
        waiting.push(
          timed(reader.get(item)),
          timed(reader.get(V1)),
          timed(admin.patch(item, { '@odata.type': IOS, description: 'x' })),
          timed(admin.post(V1, anIosConfiguration())),
        )
      await delay(1000)
      for (let i = 0; i < 10; i += 1) {
        const { value, ms } = await timed(reader.get(`${USERS}/00000000-0000-4000-a000-0000000000ff`))
        t.equal(value.statusCode, 404)
        t.ok(ms < limitHere(2000), `${Math.round(ms)} ms`)
        const token = await timed(
          emulator.token({ id: '00000000-0000-4000-a000-0000000000a1', secret: 'intunite-admin-secret' }),
        )
        t.ok(token.ms < limitHere(2500), `a token after ${Math.round(token.ms)} ms`)
        const made = await timed(admin.post('/beta/deviceManagement/roleScopeTags', { displayName: `Tag ${i}` }))
        t.equal(made.value.statusCode, 201)
        t.ok(made.ms < limitHere(5000), `after ${Math.round(made.ms)} ms`)
      }
      for (const { value, ms } of await Promise.all(waiting)) {
        t.equal(value.statusCode, 503)
        t.ok(ms < limitHere(12_000), `${Math.round(ms)} ms`)
      }
      await client.query('ROLLBACK')
      await client.end()
      for (let i = 0; i < 5; i += 1) t.equal((await reader.get(`${V1}?$top=1`)).statusCode, 200)
      t.equal((await admin.post(V1, anIosConfiguration())).statusCode, 201)
    })
  })
})

/** All processes of a PostgreSQL server that listens on a port. */
function signal(port: string, name: 'STOP' | 'CONT'): void {
  const { stdout } = spawnSync('ps', ['-eo', 'pid,ppid,args'], { encoding: 'utf8' })
  const lines = stdout.split('\n').map((line) => line.trim().split(/\s+/))
  const parent = lines.find((line) => line.includes('-p') && line.includes(port))?.[0]
  if (parent === undefined) throw new Error(`nothing listens on ${port}`)
  for (const [pid, ppid] of lines) if (pid === parent || ppid === parent) process.kill(Number(pid), `SIG${name}`)
}

test('a PostgreSQL that stops to answer', { skip: process.platform === 'win32', buffered: true }, async (t) => {
  const postgres = await startPostgres()
  t.teardown(() => postgres.stop())
  const { port } = new URL(postgres.url)
  t.teardown(() => signal(port, 'CONT'))
  const databaseUrl = await postgres.createDatabase()

  await t.test('is told to everybody in seconds, and everything goes on when it is back', async (t) => {
    const { app, admin, reader } = await startEmulator(t, { databaseUrl })
    const { id } = (await admin.post(V1, anIosConfiguration())).json<{ id: string }>()
    signal(port, 'STOP')
    const ready = timed(Promise.resolve(app.inject('/_intunite/ready')))
    const asked = [
      reader.get(`${V1}/${id}`),
      reader.get(`${V1}?$filter=version gt 0`),
      admin.post(V1, anIosConfiguration()),
      admin.patch(`${V1}/${id}`, { '@odata.type': anIosConfiguration()['@odata.type'], description: 'x' }),
    ].map(timed)
    t.equal((await ready).value.statusCode, 503)
    t.ok((await ready).ms < limitHere(4000), `not ready after ${Math.round((await ready).ms)} ms`)
    t.equal((await app.inject('/_intunite/health')).statusCode, 200)
    for (const { value, ms } of await Promise.all(asked)) {
      t.equal(value.statusCode, 503)
      t.ok(ms < limitHere(8000), `${Math.round(ms)} ms`)
    }
    const again = await timed(reader.get(`${V1}/${id}`))
    t.equal(again.value.statusCode, 503)
    t.ok(again.ms < limitHere(2000), 'from then on at once')
    signal(port, 'CONT')
    let status = 503
    const began = performance.now()
    while (status === 503 && performance.now() - began < 30_000) {
      await delay(100)
      status = (await app.inject('/_intunite/ready')).statusCode
    }
    t.equal(status, 200)
    t.equal((await reader.get(`${V1}/${id}`)).statusCode, 200)
    t.equal((await admin.post(V1, anIosConfiguration())).statusCode, 201)
  })

  await t.test('a server that is told to stop meanwhile ends soon after its limit', async (t) => {
    const closeTimeout = 3
    // What is left then gets a second for its goodbye; the rest is for a busy machine. Unbounded, it took 40 s and more.
    const slack = 12
    const cases = [
      ['with requests that have just come', 0],
      ['with requests that are about to be told', 2.5],
      ['when it has noticed', 8],
    ] as const
    const key = 'a-control-key-of-a-test'
    const env = { INTUNITE_CLOSE_TIMEOUT: String(closeTimeout), INTUNITE_CONTROL_KEY: key }
    const app = `/_intunite/tenants/${TENANT}/apps/${ADMIN.id}`
    // The first one makes the tables.
    const first = await startServer(t, { dataFolder: await newFolder(t), databaseUrl, env })
    const others = cases.slice(1).map(async () => startServer(t, { dataFolder: await newFolder(t), databaseUrl, env }))
    const servers = await Promise.all(
      [first, ...(await Promise.all(others))].map(async (server) => {
        const authorization = `Bearer ${await getToken(server.origin)}`
        const ask = (path: string, method = 'GET', body?: unknown): Promise<unknown> =>
          fetch(`${server.origin}${path}`, {
            method,
            headers: { authorization, 'x-intunite-key': key, 'content-type': 'application/json' },
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          }).then(
            ({ status }) => status,
            () => 'cut off',
          )
        t.equal(await ask(app), 200)
        return { ...server, ask }
      }),
    )
    signal(port, 'STOP')
    const stopped = cases.map(async ([what, secondsBefore], i) => {
      const { ask, child, ended, stdout } = servers[i] as (typeof servers)[number]
      const asked = Array.from({ length: 10 }, () => [
        ask('/_intunite/ready'),
        ask(`${V1}?$filter=version gt 0`),
        ask(`${V1}/7831be51-9760-465c-8ef5-baa6382e0592`),
        ask(V1, 'POST', anIosConfiguration()),
        ask(app),
        ask(app, 'PATCH', { displayName: 'Changed' }),
      ]).flat()
      // Answered after those have arrived.
      t.equal(await ask('/_intunite/health'), 200)
      await delay(secondsBefore * 1000)
      const began = performance.now()
      child.kill('SIGTERM')
      const code = await Promise.race([ended, delay((closeTimeout + slack) * 1000, 'it goes on', { ref: false })])
      t.equal(code, 0, `${what}: after ${Math.round(performance.now() - began)} ms`)
      t.match(stdout(), '"msg":"closed"')
      const answers = new Set(await Promise.all(asked))
      for (const expected of [503, 'cut off']) answers.delete(expected)
      t.same([...answers], [], `${what}: requests are told, or cut off`)
    })
    await Promise.all(stopped)
    signal(port, 'CONT')
  })
})
