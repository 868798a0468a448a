import { model } from '../../src/entities/index.js'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import t, { test } from 'tap'
import type { Test } from 'tap'
import { randomId, systemClock } from '../../src/clock.js'
import { openStore } from '../../src/store/store.js'
import { onPostgres } from '../harness/databases.js'
import { aSummary, clientOf, getToken } from './client.js'
import type { Client } from './client.js'
import { startServer } from './server-process.js'
import { sweep } from '../harness/sweep.js'

/** Pairs of a write in one process and a read in another; 100000 for a release. */
const PAIRS = Number(process.env['INTUNITE_TEST_PAIRS'] ?? sweep(300, 100))
/** How many processes share the database; 4 for a release as well. */
const PROCESSES = Number(process.env['INTUNITE_TEST_PROCESSES'] ?? 2)

const TYPE = '#microsoft.graph.iosMobileAppConfiguration'
/** Requests under way at a time. */
const SIDE_BY_SIDE = 8

t.setTimeout(600_000 + PAIRS * 100)

/** `count` times, several at once. */
async function manyTimes(count: number, work: (i: number) => Promise<void>): Promise<void> {
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < count) await work(next++)
  }
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker))
}

async function startClients(t: Test, where: { dataFolder: string; databaseUrl?: string }): Promise<Client[]> {
  const env = { INTUNITE_LOG_LEVEL: 'error' }
  const first = await startServer(t, { ...where, env })
  const others = Array.from({ length: PROCESSES - 1 }, () => startServer(t, { ...where, env }))
  const token = await getToken(first.origin)
  return [first, ...(await Promise.all(others))].map(({ origin }) => clientOf(origin, token))
}

test('several processes on one database are as one', async (t) => {
  await onPostgres(t, async (t, database) => {
    const where = await database.newDatabase()
    const clients = await startClients(t, where)
    const of = (i: number): Client => clients[i % clients.length] as Client

    await t.test('what one has answered is what all others read', async (t) => {
      const ids: string[] = []
      for (let i = 0; i < SIDE_BY_SIDE; i += 1) ids.push((await of(i).createConfiguration('0')).id)
      // Read everywhere, so that whatever is remembered is remembered.
      for (const client of clients) for (const id of ids) await client.get(`/${id}`)
      const busy = new Set<string>()
      const stale: string[] = []
      await manyTimes(PAIRS, async (i) => {
        const id = ids.find((free) => !busy.has(free)) as string
        busy.add(id)
        const text = `pair ${i}`
        const [writer, reader] = [of(i), of(i + 1 + (i % (clients.length - 1)))]
        const { status } = await writer.patch(`/${id}`, { '@odata.type': TYPE, displayName: text })
        const found = await reader.get(`/${id}`)
        const shown = (JSON.parse(found.text) as { displayName?: string }).displayName
        if (status >= 300 || shown !== text) stale.push(`${text}: ${status}, then ${shown}`)
        busy.delete(id)
      })
      t.same(stale, [], `${PAIRS} pairs, ${clients.length} processes`)
    })

    await t.test('no change is lost when all of them change the same', async (t) => {
      const { id, text } = await of(0).createConfiguration('counted')
      const before = (JSON.parse(text) as { version: number }).version
      const changes = Math.max(60, Math.floor(PAIRS / 50))
      await manyTimes(changes, async (i) => {
        const { status, text } = await of(i).patch(`/${id}`, { '@odata.type': TYPE, description: `change ${i}` })
        if (status >= 300) throw new Error(`${status} ${text}`)
      })
      const after = (JSON.parse((await of(1).get(`/${id}`)).text) as { version: number }).version
      t.equal(after - before, changes)
    })

    await t.test('of those who make the same single thing at once, one succeeds', async (t) => {
      const rounds = Math.max(20, Math.floor(PAIRS / 100))
      for (let round = 0; round < rounds; round += 1) {
        const { id } = await of(round).createConfiguration(`round ${round}`)
        const answers = await Promise.all(
          Array.from({ length: SIDE_BY_SIDE }, (_, i) => of(i).post(`/${id}/userStatusSummary`, aSummary(i))),
        )
        const made = answers.filter(({ status }) => status === 201)
        const refused = answers.filter(({ status }) => status === 409)
        if (made.length !== 1 || refused.length !== SIDE_BY_SIDE - 1)
          t.fail(`round ${round}: ${answers.map(({ status }) => status).join()}`)
        const found = (await of(round + 1).get(`/${id}/userStatusSummary`)).text
        const counts = (text: string): unknown => (JSON.parse(text) as { pendingCount?: number }).pendingCount
        t.equal(counts(found), counts(made[0]?.text ?? '{}'))
      }
    })

    await t.test('a key that one of them takes back ends its tokens everywhere at once', async (t) => {
      // The test is one of the processes.
      const store = await openStore({
        model,
        data: where.dataFolder,
        databaseUrl: where.databaseUrl,
        poolSize: 2,
        clock: systemClock,
        newId: randomId,
        onIdleError: () => undefined,
      })
      t.teardown(() => store.close())
      const { keys } = store.identity
      const takeBack = async (): Promise<number> => {
        const [active] = await keys.listPublished()
        await keys.rotate()
        const origin = of(0).origin
        const renewed = await getToken(origin)
        for (const client of clients) t.equal((await client.get('?$top=1')).status, 200, 'the old key still counts')
        const began = performance.now()
        await keys.remove(active?.kid ?? '')
        for (const client of clients)
          while ((await client.get('?$top=1')).status !== 401)
            if (performance.now() - began > 30_000) throw new Error('the token still counts')
        for (const [i, client] of clients.entries()) clients[i] = clientOf(client.origin, renewed)
        return performance.now() - began
      }
      // Without word from the other process it would be 5000 ms, every time.
      let took = Infinity
      for (let i = 0; i < 4 && took >= 4000; i += 1) took = await takeBack()
      t.ok(took < 4000, `after ${Math.round(took)} ms`)

      const connection = new pg.Client(where.databaseUrl)
      await connection.connect()
      const listeners = async (sql: string): Promise<number> => {
        const { rows } = await connection.query<{ n: string }>(
          `SELECT count(${sql}) AS n FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN %'`,
        )
        return Number(rows[0]?.n)
      }
      t.equal(await listeners('pg_terminate_backend(pid)'), clients.length)
      for (let i = 0; (await listeners('*')) < clients.length && i < 600; i += 1) await delay(50)
      await connection.end()
      const again = await takeBack()
      t.ok(again < 4000, `also after the connections were cut: ${Math.round(again)} ms`)
    })
  })
})
