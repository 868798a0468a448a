/** One client asks for as much work as it may. Nobody else waits for it. */
import { test } from 'tap'
import { onSqlite } from '../harness/databases.js'
import { forEachEmulator, startEmulator } from '../harness/emulator.js'
import { limitHere } from '../harness/machine.js'
import { anIosConfiguration, V1 } from '../factories/mobile-app-configurations.js'
import { GAP, shortestGap } from './held.js'
import { giveManyRows, HOSTILE } from './many-rows.js'

test('work', async (t) => {
  await forEachEmulator(t, async (t, emulator) => {
    const { reader, admin } = emulator
    const rows = emulator.store.database.provider === 'sqlite' ? 20_000 : 2000
    await giveManyRows(emulator, rows)

    for (const [name, url] of Object.entries(HOSTILE))
      await t.test(`${name}: answered or refused, and the serving thread is free meanwhile`, async (t) => {
        const { gap, value } = await shortestGap(async () => reader.get(url))
        const status = value.statusCode
        t.ok(gap < GAP, `${name}: ${Math.round(gap)} ms`)
        t.ok(name === 'nested' ? status === 400 : status === 200 || status === 503, `${status}`)
      })

    await t.test('others are served while hostile clients work, and see what was written', async (t) => {
      const hostile = ['concatenated', 'contains', 'searched', 'twice'] as const
      const under = Promise.all([...hostile, ...hostile].map((name) => reader.get(HOSTILE[name])))
      let slowest = 0
      for (let i = 0; i < 20; i += 1) {
        const began = performance.now()
        const made = await admin.post(V1, anIosConfiguration({ displayName: `Between ${i}` }))
        t.equal(made.statusCode, 201)
        const { id } = made.json<{ id: string }>()
        t.equal((await reader.get(`${V1}/${id}`)).statusCode, 200)
        t.equal((await reader.get(`${V1}?$filter=displayName eq 'Between ${i}'`)).json().value.length, 1)
        slowest = Math.max(slowest, performance.now() - began)
      }
      t.ok(slowest < limitHere(2000), `${Math.round(slowest)} ms for a write and two reads`)
      for (const { statusCode } of await under) t.ok(statusCode === 200 || statusCode === 503)
    })

    await t.test('a read in another thread sees every write that was answered before', async (t) => {
      const last = "endswith(toupper(concat(description,displayName)),'Q')"
      for (let i = 0; i < 5; i += 1) {
        const found = async () => Number((await reader.get(HOSTILE.counted)).body)
        const before = await found()
        await admin.post(V1, anIosConfiguration({ displayName: 'ends with q' }))
        t.equal(await found(), before + 1, last)
      }
    })

    await t.test('such a query in an atomicity group is refused or done', async (t) => {
      const url = HOSTILE.contains.replace('/beta', '').slice(0, 20_000)
      const part = { method: 'GET', url, atomicityGroup: 'a' }
      const { gap, value } = await shortestGap(async () =>
        admin.post('/beta/$batch', { requests: [{ id: '1', ...part }] }),
      )
      t.ok(gap < 2 * GAP, `${Math.round(gap)} ms`)
      t.match(value.json().responses[0].status, /200|400/)
    })
  })
})

test('what takes longer than it may ends as 503, and can be tried again', async (t) => {
  await onSqlite(t, async (t, database) => {
    const { dataFolder: data } = await database.newDatabase()
    const emulator = await startEmulator(t, { data, queryTimeout: 1 })
    await giveManyRows(emulator, 20_000)
    const began = performance.now()
    const response = await emulator.reader.get(HOSTILE.contains)
    t.ok(performance.now() - began < limitHere(5000))
    t.equal(response.statusCode, 503)
    t.match(response.headers['retry-after'], /^\d+$/)
    t.match(response.json(), { error: { code: 'ServiceUnavailable', message: /took too long/ } })
    t.equal((await emulator.reader.get(`${V1}?$top=1`)).statusCode, 200)
    // The thread that reads may still be on its way to the next row.
    let status = 503
    for (let i = 0; i < 20 && status === 503; i += 1) status = (await emulator.reader.get(HOSTILE.prefixed)).statusCode
    t.equal(status, 200)
  })
})

test('a program that embeds the server ends when it is closed, whatever was asked before', async (t) => {
  const emulator = await startEmulator(t)
  await giveManyRows(emulator, 20_000)
  const asked = emulator.reader.get(HOSTILE.contains)
  await new Promise((resolve) => setTimeout(resolve, 300))
  const began = performance.now()
  await emulator.store.close()
  t.ok(performance.now() - began < limitHere(3000))
  t.equal((await asked).statusCode, 503)
})
