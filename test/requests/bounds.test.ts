/** What the journal keeps: by count, bytes and age, under load, and by which of several processes. */
import { test } from 'tap'
import { clearRequests, listRequests } from '../../src/services/requests/requests.js'
import { Budget } from '../../src/services/requests/budget.js'
import { Noted } from '../../src/services/requests/note.js'
import type { Note } from '../../src/services/requests/note.js'
import { RequestLog } from '../../src/services/requests/request-log.js'
import type { Database } from '../../src/store/work.js'
import { all } from '../../src/store/work.js'
import { openStore } from '../../src/store/store.js'
import { systemClock, randomId } from '../../src/clock.js'
import { model } from '../../src/entities/index.js'
import { forEachDatabase } from '../harness/databases.js'
import { forEachEmulator } from '../harness/emulator.js'
import { limitHere } from '../harness/machine.js'
import { openJournal } from '../../src/store/journal/open.js'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const DAY = 86_400_000
const NOW = Date.UTC(2026, 5, 1)

function noteOf(i: number, more: Partial<Note> = {}): Note {
  return {
    tenantId: 't',
    at: NOW + i,
    ms: 1.5,
    sql: 0.5,
    statements: 1,
    status: 200,
    method: 'GET',
    url: `/v1.0/users?$skip=${i}`,
    requestId: `r${i}`,
    caller: undefined,
    headers: undefined,
    failure: undefined,
    sent: undefined,
    answer: undefined,
    parts: undefined,
    ...more,
  }
}

const ABSENT = { failure: undefined, sent: undefined, answer: undefined, headers: undefined }
const LIMITS = { entries: 1000, bytes: 2 ** 30, days: 7 }

function logOn(journal: Database, more: Partial<ConstructorParameters<typeof RequestLog>[0]> = {}): RequestLog {
  return new RequestLog({
    journal: async () => journal,
    bounds: LIMITS,
    rate: 1_000_000,
    bodies: true,
    clock: () => NOW,
    onFailure: (error) => {
      throw error
    },
    ...more,
  })
}

const numbersIn = async (journal: Database): Promise<number[]> =>
  (await listRequests(journal, { after: 0, top: Infinity })).entries.map(({ url }) => Number(url.split('=')[1]))

test('the journal is bounded', async (t) => {
  await forEachEmulator(t, async (t, { store }) => {
    const journal = await store.journal()
    const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i)
    t.beforeEach(() => clearRequests(journal))

    await t.test('by count: the oldest go, a block at a time', async (t) => {
      const log = logOn(journal)
      for (let i = 0; i < 5000; i++) {
        log.note(noteOf(i))
        if (i % 700 === 0) await log.flush()
      }
      await log.flush()
      const kept = await numbersIn(journal)
      t.ok(kept.length <= 1000 && kept.length > 700, `${kept.length}`)
      t.same(kept, range(5000 - kept.length, 5000))
    })

    await t.test('by bytes', async (t) => {
      const log = logOn(journal, { bounds: { ...LIMITS, entries: 100_000, bytes: 65_536 } })
      for (let i = 0; i < 600; i++) {
        log.note(noteOf(i, { sent: { text: 'x'.repeat(1000) } }))
        if (i % 20 === 0) await log.flush()
      }
      await log.flush()
      const rows = await journal.read(() => all('SELECT SUM("bytes") FROM "requestBlock"', []))
      t.ok(Number(rows[0]?.[0]) <= 65_536 * 1.2 + 25_000, `${rows[0]?.[0]}`)
      t.equal((await numbersIn(journal)).at(-1), 599)
    })

    await t.test('by age', async (t) => {
      const log = logOn(journal)
      log.note(noteOf(1, { at: NOW - 8 * DAY }))
      await log.flush()
      const later = logOn(journal)
      later.note(noteOf(2))
      await later.flush()
      t.same(await numbersIn(journal), [2])
    })

    await t.test('of each tenant alone', async (t) => {
      const log = logOn(journal)
      log.note(noteOf(1, { tenantId: 'quiet' }))
      for (let i = 0; i < 3000; i++) log.note(noteOf(i))
      await log.flush()
      t.equal((await listRequests(journal, { tenantId: 'quiet', top: 10 })).entries.length, 1)
    })

    await t.test('a body is cut, and one that is very long is not looked at', async (t) => {
      const log = logOn(journal)
      log.note(noteOf(1, { sent: { text: 'é"'.repeat(20_000) }, answer: `{"a":"${'x'.repeat(300_000)}"}` }))
      log.note(noteOf(2, { url: `/v1.0/${'x'.repeat(20_000)}?$skip=2` }))
      await log.flush()
      const rows = await journal.read(() => all('SELECT "bytes", "facts" FROM "requestBlock"', []))
      t.ok(Number(rows[0]?.[0]) < 60_000)
      JSON.parse(rows[0]?.[1] as string)
    })

    await t.test('under load it notes some, every refusal within reason, and counts the rest', async (t) => {
      let now = NOW
      const log = logOn(journal, { rate: 10, bounds: { ...LIMITS, entries: 50 }, clock: () => now })
      const begun = () => range(0, 1000).filter(() => log.begin() !== undefined).length
      t.equal(begun(), 50, 'a burst as long as the journal is noted whole')
      now += 2000
      t.equal(begun(), 20)
      t.equal(log.notesRefusal(), true)
      log.leaveOut('t')
      log.note(noteOf(1))
      await log.flush()
      const rows = await journal.read(() => all('SELECT "facts" FROM "requestBlock"', []))
      t.match(JSON.parse(rows[0]?.[0] as string), { leftOut: 1 })
    })

    await t.test('the parts of a batch count as requests of their own', async (t) => {
      let now = NOW
      const log = logOn(journal, { rate: 10, bounds: { ...LIMITS, entries: 50 }, clock: () => now })
      const begun = () => range(0, 1000).filter(() => log.begin() !== undefined).length
      const part = { method: 'GET', url: '/v1.0/users', status: 200, ms: 1, requestId: 'p', spent: new Noted() }
      const parts = Array.from({ length: 20 }, () => ({ ...part, ...ABSENT }))
      log.note(noteOf(1, { parts }))
      t.equal(begun(), 30)
      log.note(noteOf(2, { parts }))
      now += 1000
      t.equal(begun(), 0, 'what is missing comes out of the next second')
      now += 2000
      t.equal(begun(), 10)
      for (let i = 0; i < 48; i++) t.equal(log.keepsBodies(10, 20), true)
      t.equal(log.keepsBodies(10, 20), false, 'of bodies likewise')
      await log.flush()
    })

    await t.test('100,000 requests are listed and searched in no time', async (t) => {
      const log = logOn(journal, { bounds: { ...LIMITS, entries: 200_000 } })
      for (let i = 0; i < 100_000; i++) {
        log.note(noteOf(i, { url: `/v1.0/deviceManagement/managedDevices/${i}?$skip=${i}` }))
        if (i % 10_000 === 0) await log.flush()
      }
      await log.flush()
      const timed = async (query: Partial<Parameters<typeof listRequests>[1]>) => {
        const before = process.cpuUsage()
        const { entries } = await listRequests(journal, { top: 100, ...query })
        const { user, system } = process.cpuUsage(before)
        return { entries, ms: (user + system) / 1000 }
      }
      const newest = await timed({})
      t.equal(newest.entries.length, 100)
      t.ok(newest.ms < limitHere(100), `the newest take ${newest.ms} ms of the processor`)
      const { id } = newest.entries[50] ?? { id: 0 }
      t.ok((await timed({ before: id })).ms < limitHere(100))
      const rare = await timed({ path: '**/managedDevices/77' })
      t.equal(rare.entries.length, 1)
      t.ok(rare.ms < limitHere(3000), `a search through all of them takes ${rare.ms} ms`)
    })
  })
})

test('several processes write into one journal, and none of it is lost or read twice', async (t) => {
  await forEachDatabase(t, async (t, { preparedDatabase }) => {
    const { dataFolder: data, databaseUrl } = await preparedDatabase()
    const open = async () => {
      const store = await openStore({
        model,
        data,
        databaseUrl,
        poolSize: 3,
        clock: systemClock,
        newId: randomId,
        onIdleError: () => undefined,
      })
      t.teardown(() => store.close())
      return store.journal()
    }
    const [one, other] = [await open(), await open()]
    const logs = [one, other].map((journal) => logOn(journal, { bounds: { ...LIMITS, entries: 100_000 } }))
    const seen: string[] = []
    let after = 0
    const follow = async () => {
      const { entries } = await listRequests(one, { after, top: 100_000 })
      seen.push(...entries.map(({ requestId }) => requestId))
      after = Math.max(after, ...entries.map(({ id }) => id))
    }
    for (let round = 0; round < 20; round++) {
      for (const [n, log] of logs.entries())
        for (let i = 0; i < 30; i++) log.note(noteOf(i, { requestId: `${n} ${round} ${i}`, tenantId: `t${i % 2}` }))
      await Promise.all([...logs.map((log) => log.flush()), follow()])
    }
    await follow()
    t.equal(seen.length, 1200)
    t.equal(new Set(seen).size, 1200)
  })
})

test('a journal that is damaged is begun anew', async (t) => {
  await forEachDatabase(t, async (t, { name, preparedDatabase }) => {
    if (name !== 'sqlite') return void t.pass('the journal is in the database itself')
    const { dataFolder: data } = await preparedDatabase()
    await writeFile(join(data, 'journal.db'), 'this is no database'.repeat(1000))
    const store = await openStore({
      model,
      data,
      poolSize: 2,
      clock: systemClock,
      newId: randomId,
      onIdleError: () => undefined,
    })
    t.teardown(() => store.close())
    const journal = await store.journal()
    const log = logOn(journal)
    log.note(noteOf(1))
    await log.flush()
    t.same(await numbersIn(journal), [1])
    const again = await openJournal(store.database, data)
    t.same(await numbersIn(again), [1], 'and a whole one is not')
    await again.close()
  })
})

test('a budget fills by time, up to its bound', (t) => {
  let now = 0
  const budget = new Budget(() => now, { rate: 10, most: 20 })
  const taken = () => {
    let count = 0
    while (budget.take()) count += 1
    return count
  }
  t.equal(taken(), 20)
  now = 500
  t.equal(taken(), 5)
  now = 1_000_000
  t.equal(taken(), 20)
  now = 0
  t.equal(taken(), 0, 'a clock that is set back')
  now = 1000
  t.equal(taken(), 10)
  budget.spend(25)
  now = 3000
  t.equal(taken(), 0, 'what was spent beyond it')
  now = 4000
  t.equal(taken(), 5)
  t.end()
})
