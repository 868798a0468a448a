/** The place where everything is kept fails. Clients, supervisors and the log are told so, and nothing is answered that is not kept. */
import { once } from 'node:events'
import { copyFile, mkdir, mkdtemp, open, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import SQLite from 'better-sqlite3'
import pg from 'pg'
import { test } from 'tap'
import type { Test } from 'tap'
import { anIosConfiguration, V1 } from '../factories/mobile-app-configurations.js'
import { newFolder, onPostgres } from '../harness/databases.js'
import { ADMIN, startEmulator, TENANT } from '../harness/emulator.js'
import type { Emulator, Response } from '../harness/emulator.js'
import { limitHere } from '../harness/machine.js'
import { startProgram } from '../process/server-process.js'

const TOKEN = {
  method: 'POST',
  url: `/${TENANT}/oauth2/v2.0/token`,
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  payload: `grant_type=client_credentials&client_id=${ADMIN.id}&client_secret=wrong&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default`,
} as const

/** The connections of this process by their files: what a disk does to them is done by settings here. */
const connections = new Map<string, SQLite.Database>()
const { pragma } = SQLite.prototype
SQLite.prototype.pragma = function (...given) {
  connections.set(this.name, this)
  return pragma.apply(this, given)
}

function refused(t: Test, response: Response, status: number, words: RegExp): void {
  t.equal(response.statusCode, status)
  t.match(response.headers['retry-after'], /^\d+$/)
  const code = status === 507 ? 'InsufficientStorage' : 'ServiceUnavailable'
  t.match(response.json(), { error: { code, message: words, innerError: { 'request-id': /./ } } })
}

async function notReady(t: Test, { app }: Emulator, words: RegExp): Promise<void> {
  const ready = await app.inject('/_intunite/ready')
  t.equal(ready.statusCode, 503)
  t.match(ready.json(), { status: 'unavailable', problem: words })
  t.equal((await app.inject('/_intunite/health')).statusCode, 200)
}

async function ready(t: Test, { app }: Emulator): Promise<void> {
  t.equal((await app.inject('/_intunite/ready')).statusCode, 200)
}

/** An emulator on a file of its own, with what its log would say of the database. */
async function onFile(t: Test) {
  const data = await newFolder(t)
  const told: (string | undefined)[] = []
  const emulator = await startEmulator(t, { data, onHealth: (problem) => void told.push(problem) })
  const made = await emulator.admin.post(V1, anIosConfiguration())
  t.equal(made.statusCode, 201)
  return { ...emulator, emulator, file: join(data, 'intunite.db'), told, id: made.json<{ id: string }>().id }
}

test('the file of the database', async (t) => {
  const ways = [
    ['deleted', (file: string) => rm(file), /gone/],
    ['moved away', (file: string) => rename(file, `${file}.old`), /gone/],
    [
      'replaced',
      (file: string) => copyFile(file, `${file}.new`).then(() => rename(`${file}.new`, file)),
      /nother database/,
    ],
    ['deleted with its log', (file: string) => Promise.all([rm(file), rm(`${file}-wal`)]), /gone/],
    ['left without its log', (file: string) => rm(`${file}-wal`), /gone/],
  ] as const
  for (const [how, remove, words] of ways) {
    await t.test(`${how} between two looks at it: no write is answered that a restart would not find`, async (t) => {
      const { emulator, admin, file } = await onFile(t)
      t.equal((await admin.post(V1, anIosConfiguration())).statusCode, 201, 'for this one it was looked at')
      await remove(file)
      const part = { id: '1', method: 'POST', url: V1.slice(5), body: anIosConfiguration() }
      const [alone, batch, group, token] = await Promise.all([
        admin.post(V1, anIosConfiguration()),
        admin.post('/v1.0/$batch', { requests: [{ ...part, headers: { 'content-type': 'application/json' } }] }),
        admin.post('/v1.0/groups', { displayName: 'a', mailEnabled: false, securityEnabled: true, mailNickname: 'a' }),
        emulator.app.inject(TOKEN),
      ])
      for (const answer of [alone, group]) refused(t, answer, 503, words)
      t.equal(batch.json<{ responses: { status: number }[] }>().responses[0]?.status, 503)
      t.ok(token.statusCode >= 400)
      // Soon after a batch, which may delete, the content folder is swept.
      if (how === 'deleted') await delay(600)
      t.same(emulator.errors, [], 'what the server does by itself does not tell it as a bug')
    })

    await t.test(`${how} under the server: nothing is answered that a restart would not find`, async (t) => {
      const { emulator, admin, file, told, id } = await onFile(t)
      await remove(file)
      await delay(30)
      for (let i = 0; i < 3; i += 1) {
        refused(t, await admin.post(V1, anIosConfiguration()), 503, words)
        refused(t, await admin.get(`${V1}/${id}`), 503, words)
        refused(t, await admin.get(`${V1}?$filter=version gt 0`), 503, words)
      }
      t.equal((await emulator.app.inject(TOKEN)).statusCode, 503)
      await notReady(t, emulator, words)
      t.equal(told.length, 1, 'told once')
      t.same(emulator.errors, [], 'and not as a bug')
    })
  }

  await t.test('put back: everything goes on by itself', async (t) => {
    const { emulator, admin, file, told, id } = await onFile(t)
    await rename(file, `${file}.old`)
    await delay(30)
    refused(t, await admin.get(`${V1}/${id}`), 503, /gone/)
    await rename(`${file}.old`, file)
    await delay(30)
    t.equal((await admin.get(`${V1}/${id}`)).statusCode, 200)
    t.equal((await admin.post(V1, anIosConfiguration())).statusCode, 201)
    await ready(t, emulator)
    t.equal(told.at(-1), undefined)
  })

  await t.test('full: 507 for writes, reads go on, and so do writes when there is room again', async (t) => {
    const { emulator, admin, file, told, id } = await onFile(t)
    const connection = connections.get(file) as SQLite.Database
    const pages = connection.pragma('page_count', { simple: true }) as number
    connection.pragma(`max_page_count = ${pages}`)
    const big = () => anIosConfiguration({ description: 'x'.repeat(900_000) })
    refused(t, await admin.post(V1, big()), 507, /full/)
    t.equal((await admin.get(`${V1}/${id}`)).statusCode, 200)
    t.match(told[0], /full/)
    connection.pragma('max_page_count = 1000000')
    await ready(t, emulator)
    t.equal((await admin.post(V1, big())).statusCode, 201)
    // Writes that are small enough for the room that is left may have told of it in between.
    t.equal(told.at(-1), undefined)
    t.ok(told.length >= 2)
  })

  await t.test('read-only: 503 for writes, reads go on', async (t) => {
    const { emulator, admin, file, id } = await onFile(t)
    const connection = connections.get(file) as SQLite.Database
    connection.pragma('query_only = ON')
    refused(t, await admin.post(V1, anIosConfiguration()), 503, /read-only/)
    t.equal((await admin.get(`${V1}/${id}`)).statusCode, 200)
    await notReady(t, emulator, /read-only/)
    connection.pragma('query_only = OFF')
    await ready(t, emulator)
    t.equal((await admin.post(V1, anIosConfiguration())).statusCode, 201)
  })

  await t.test('damaged: 503, and it is said what helps', async (t) => {
    const { emulator, admin, file, id } = await onFile(t)
    const connection = connections.get(file) as SQLite.Database
    connection.pragma('wal_checkpoint(TRUNCATE)')
    const handle = await open(file, 'r+')
    const { size } = await handle.stat()
    await handle.write(Buffer.alloc(size - 4096, 0x5a), 0, size - 4096, 4096)
    await handle.close()
    connection.pragma('cache_size = 0')
    connection.pragma('shrink_memory')
    await admin.post(V1, anIosConfiguration())
    const response = await admin.get(`${V1}?$filter=contains(description,'x')&$orderby=version`)
    refused(t, response, 503, /damaged/)
    await notReady(t, emulator, /damaged/)
    t.ok(id)
  })

  await t.test('locked by another program: others are served, and writes go on when it is over', async (t) => {
    const { emulator, admin, file, id } = await onFile(t)
    const other = new SQLite(file)
    other.exec('BEGIN IMMEDIATE')
    const writing = admin.post(V1, anIosConfiguration())
    for (let i = 0; i < 5; i += 1) {
      const began = performance.now()
      t.equal((await admin.get(`${V1}/${id}`)).statusCode, 200)
      t.ok(performance.now() - began < limitHere(2000))
      await delay(50)
    }
    // What keeps writes back, as a copy of the log does, does not wait for a write that waits itself.
    const release = await emulator.store.database.holdWrites?.()
    other.exec('COMMIT')
    release?.()
    t.equal((await writing).statusCode, 201)
    other.exec('BEGIN IMMEDIATE')
    const response = await admin.post(V1, anIosConfiguration())
    t.equal(response.statusCode, 503)
    other.close()
    t.equal((await admin.post(V1, anIosConfiguration())).statusCode, 201)
    await ready(t, emulator)
  })
})

test('a PostgreSQL database that is made anew is no database of ours, until a restart makes its tables', async (t) => {
  await onPostgres(t, async (t, database) => {
    const { databaseUrl = '', dataFolder: data } = await database.newDatabase()
    const told: (string | undefined)[] = []
    const emulator = await startEmulator(t, { databaseUrl, data, onHealth: (problem) => void told.push(problem) })
    t.equal((await emulator.admin.post(V1, anIosConfiguration())).statusCode, 201)
    const name = new URL(databaseUrl).pathname.slice(1)
    const client = new pg.Client(database.url)
    await client.connect()
    t.teardown(() => client.end())
    await client.query(`DROP DATABASE "${name}" WITH (FORCE)`)
    for (const again of [false, true]) {
      if (again) await client.query(`CREATE DATABASE "${name}"`)
      refused(t, await emulator.admin.get(`${V1}/7831be51-9760-465c-8ef5-baa6382e0592`), 503, /gone/)
      refused(t, await emulator.admin.get(`${V1}?$filter=version gt 1`), 503, /gone/)
      refused(t, await emulator.admin.post(V1, anIosConfiguration()), 503, /gone/)
      await notReady(t, emulator, /gone/)
    }
    // What runs by itself looks once a second.
    await delay(1100)
    t.equal(told.length, 1, 'told once')
    t.same(emulator.errors, [])
  })
})

test('a start that cannot succeed says why in one line, and ends', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'intunite-start-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const at = async (name: string, prepare: (data: string) => Promise<unknown>): Promise<string> => {
    const data = join(folder, name)
    await prepare(data)
    return data
  }
  const silent = createServer(() => undefined)
  silent.listen(0, '127.0.0.1')
  await once(silent, 'listening')
  t.teardown(() => silent.close())
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  t.teardown(() => taken.close())
  const port = String((taken.address() as AddressInfo).port)
  const locker = async (data: string): Promise<void> => {
    await mkdir(data)
    const other = new SQLite(join(data, 'intunite.db'))
    other.exec('BEGIN EXCLUSIVE')
    t.teardown(() => other.close())
  }
  const cases: [name: string, env: Record<string, string>, words: RegExp][] = [
    ['a file for a folder', { INTUNITE_DATA: await at('file', (data) => writeFile(data, 'x')) }, /data folder/],
    [
      'no database in the file',
      {
        INTUNITE_DATA: await at('garbage', async (data) => {
          await mkdir(data)
          await writeFile(join(data, 'intunite.db'), 'x'.repeat(20_000))
        }),
      },
      /not a database/,
    ],
    [
      'a folder for a file',
      { INTUNITE_DATA: await at('folder', (data) => mkdir(join(data, 'intunite.db'), { recursive: true })) },
      /data folder/,
    ],
    ['a locked file', { INTUNITE_DATA: await at('locked', locker) }, /locked/],
    ['a port that is taken', { INTUNITE_DATA: join(folder, 'port'), INTUNITE_PORT: port }, /in use/],
    [
      'a TLS port that is taken',
      { INTUNITE_DATA: join(folder, 'tls'), INTUNITE_TLS: '1', INTUNITE_TLS_PORT: port },
      /in use/,
    ],
    ['a PostgreSQL that is not there', { DATABASE_URL: 'postgresql://a:b@127.0.0.1:1/c' }, /cannot use the database/],
    [
      'a PostgreSQL that says nothing',
      { DATABASE_URL: `postgresql://a:b@127.0.0.1:${(silent.address() as AddressInfo).port}/c` },
      /cannot use the database/,
    ],
  ]
  // Some of them wait for limits, so they start together.
  t.jobs = cases.length
  for (const [name, env, words] of cases)
    void t.test(name, { buffered: true }, async (t) => {
      const began = performance.now()
      const program = startProgram(t, { env: { INTUNITE_PORT: '0', ...env } })
      t.equal(await program.ended, 1)
      // A machine that does much else takes its time to start a process at all.
      t.ok(performance.now() - began < limitHere(20_000), `${Math.round(performance.now() - began)} ms`)
      const lines = program.stderr().trim().split('\n')
      t.equal(lines.length, 1, program.stderr())
      t.match(lines[0], words)
    })
})
