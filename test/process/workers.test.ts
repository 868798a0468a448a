import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { request } from 'node:https'
import { setTimeout as delay } from 'node:timers/promises'
import { test } from 'tap'
import { onPostgres } from '../harness/databases.js'
import { readFigures } from '../harness/figures.js'
import { clientOf, getToken } from './client.js'
import type { Client } from './client.js'
import { startProgram, startServer } from './server-process.js'
import type { Server } from './server-process.js'

const SET = '/v1.0/deviceAppManagement/mobileAppConfigurations'

interface Line {
  readonly pid: number
  readonly worker?: number
  readonly msg: string
  readonly workerPid?: number
}

function logOf(server: Server): Line[] {
  return server
    .stdout()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line)
}

function workersOf(server: Server): number[] {
  const listening = logOf(server).filter(({ msg }) => msg.startsWith('Server listening'))
  return listening.map(({ pid }) => pid)
}

async function figuresOf({ origin }: Server): Promise<Map<string, number>> {
  return readFigures(await (await fetch(`${origin}/_intunite/metrics`, { headers: { connection: 'close' } })).text())
}

async function until(promise: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = performance.now() + 60_000; !(await holds()); await delay(50))
    if (performance.now() > end) throw new Error(`not within a minute: ${promise}`)
}

test('several processes serve one port', async (t) => {
  await onPostgres(t, async (t, database) => {
    const where = await database.newDatabase()
    const env = { INTUNITE_WORKERS: '3', INTUNITE_TLS: '1', INTUNITE_TLS_PORT: '0' }
    const server = await startServer(t, { ...where, env })
    const token = await getToken(server.origin)
    /** A connection for each call, so that the calls go to all workers. */
    const client: Client = clientOf(server.origin, token, { connection: 'close' })

    await t.test('and say once that they are ready', async (t) => {
      t.equal(server.stderr().match(/ is ready on /g)?.length, 1)
      t.equal(new Set(workersOf(server)).size, 3)
    })

    await t.test('their figures are added up, whichever of them is asked', async (t) => {
      const name = `intunite_http_request_duration_seconds_count{route="${SET}",method="GET",status="2xx"}`
      const before = (await figuresOf(server)).get(name) ?? 0
      let asked = 0
      const busy = (): Set<unknown> =>
        new Set(logOf(server).flatMap(({ msg, worker }) => (msg === 'answered' ? [worker] : [])))
      await until('all of them had something to do', async () => {
        const answers = await Promise.all(Array.from({ length: 12 }, () => client.get('?$top=1')))
        asked += answers.filter(({ status }) => status === 200).length
        return busy().size === 3
      })
      for (let i = 0; i < 6; i += 1) {
        const figures = await figuresOf(server)
        t.equal((figures.get(name) ?? 0) - before, asked)
        t.equal(figures.get('intunite_workers'), 3)
        for (const worker of ['primary', '1', '2', '3'])
          t.ok((figures.get(`process_resident_memory_bytes{worker="${worker}"}`) ?? 0) > 0, worker)
      }
    })

    await t.test('also with TLS', async (t) => {
      const [, tlsOrigin = '', caFile = ''] =
        /and with TLS on (\S+), for clients that trust (\S+)/.exec(server.stderr()) ?? []
      const ca = readFileSync(caFile)
      for (let i = 0; i < 6; i += 1) {
        const status = new Promise((resolve, reject) => {
          const asked = request(`${tlsOrigin}/_intunite/ready`, { ca, agent: false }, (response) => {
            response.resume()
            resolve(response.statusCode)
          })
          asked.on('error', reject).end()
        })
        t.equal(await status, 200)
      }
    })

    await t.test('one that is killed takes nothing that was answered with it, and is replaced', async (t) => {
      const answered: string[] = []
      let [working, failed] = [true, 0]
      const writers = Array.from({ length: 6 }, async (_, w) => {
        for (let i = 0; working; i += 1)
          await client
            .createConfiguration(`writer ${w}, ${i}`)
            .then(({ id }) => answered.push(id))
            .catch(() => (failed += 1))
      })
      for (const victim of workersOf(server).slice(0, 2)) {
        const goal = answered.length + 10
        await until('ten more answers', () => answered.length >= goal)
        process.kill(victim, 'SIGKILL')
        const died = (): boolean => logOf(server).some((line) => line.workerPid === victim)
        await until('the log tells of the death', died)
        await until('three workers', async () => (await figuresOf(server)).get('intunite_workers') === 3)
      }
      working = false
      await Promise.all(writers)
      t.ok(failed < 20, `${answered.length} creations were answered, ${failed} were cut off`)
      const found = await Promise.all(answered.map(async (id) => (await client.get(`/${id}`)).status))
      t.same(
        found.filter((status) => status !== 200),
        [],
      )
      t.equal((await figuresOf(server)).get('intunite_workers_replaced_total'), 2)
      t.equal(new Set(workersOf(server)).size, 5)
    })

    await t.test('SIGTERM lets running requests finish and ends them all', async (t) => {
      const body = JSON.stringify({ '@odata.type': '#microsoft.graph.iosMobileAppConfiguration', displayName: 'last' })
      const head = `POST ${SET} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`
      const halfSent = Array.from({ length: 3 }, () => {
        const socket = connect(Number(new URL(server.origin).port), '127.0.0.1').setEncoding('utf8')
        socket.write(head + body.slice(0, 10))
        let text = ''
        socket.on('data', (part: string) => (text += part))
        return { socket, answer: once(socket, 'close').then(() => text) }
      })
      await delay(500)
      const pids = workersOf(server)
      server.child.kill('SIGTERM')
      await delay(200)
      for (const { socket } of halfSent) socket.write(body.slice(10))
      for (const { answer } of halfSent) t.match(await answer, /^HTTP\/1\.1 201 /)
      t.equal(await server.ended, 0)
      for (const pid of pids) t.throws(() => process.kill(pid, 0), `${pid} is gone`)
    })
  })
})

test('several processes on SQLite are refused in one line, before anything is made', async (t) => {
  const refused = startProgram(t, { env: { INTUNITE_WORKERS: '2', INTUNITE_DATA: `${t.testdir()}/data` } })
  t.equal(await refused.ended, 2)
  t.match(
    refused.stderr(),
    /^intunite: INTUNITE_WORKERS: 2 processes need PostgreSQL \(DATABASE_URL\); SQLite is for one\n/,
  )
})

test('what keeps all workers from starting is said in one line', async (t) => {
  await onPostgres(t, async (t, database) => {
    const { databaseUrl = '', dataFolder } = await database.newDatabase()
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    t.teardown(() => taken.close())
    const { port } = taken.address() as AddressInfo
    const env = { INTUNITE_WORKERS: '2', INTUNITE_DATA: dataFolder, DATABASE_URL: databaseUrl }
    const cases: readonly { env: Record<string, string>; line: RegExp }[] = [
      {
        env: { INTUNITE_PORT: String(port) },
        line: /^intunite: port \d+ of 127\.0\.0\.1 is in use by another program/,
      },
      { env: { INTUNITE_PORT: '0', INTUNITE_TRUST: '{}' }, line: /^intunite: INTUNITE_TRUST must be a JSON array\n$/ },
    ]
    for (const { env: own, line } of cases) {
      const refused = startProgram(t, { env: { ...env, ...own } })
      t.equal(await refused.ended, 1)
      t.match(refused.stderr(), line)
    }
  })
})
