/** The clock of a tenant that lives, chance, and how long requests wait for what is due (L1, L3, L5). */
import { setTimeout as delay } from 'node:timers/promises'
import { test } from 'tap'
import { chanceOf } from '../../src/services/life/chance.js'
import { readMemories } from '../../src/services/life/memory.js'
import { outcomeOfPolicy } from '../../src/services/life/outcomes/truth.js'
import { first } from '../../src/store/work.js'
import { expecting } from '../harness/app-content.js'
import { ADMIN, forEachEmulator, TENANT } from '../harness/emulator.js'
import type { Emulator } from '../harness/emulator.js'
import { moment } from './given.js'
import { LIVING, livingTenant, START } from './living.js'
import type { Json, LivingTenant } from './living.js'

const LIFE = { preset: 'live', delays: { checkInJitter: 'PT0S' } }

async function checkIns(tenant: LivingTenant): Promise<number[]> {
  return ((await tenant.ask('GET', '/devices'))['value'] as Json[]).map((device) => Number(device['checkIns']))
}

/** Waits for what happens by itself. */
async function until(isSo: () => Promise<boolean>): Promise<boolean> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await isSo()) return true
    await delay(100)
  }
  return false
}

test('L1: one clock for each tenant, which stands still, is moved, runs faster, and never goes back', async (t) => {
  await forEachEmulator(
    t,
    async (t, emulator) => {
      const tenant = await livingTenant(emulator, LIFE)
      await tenant.ask('POST', '/devices/enroll', { platform: 'windows', name: 'LF-1' })
      const next = async (): Promise<unknown> => (await tenant.ask('GET', '/life'))['nextEvent']

      await t.test('it stands still: nothing comes due', async (t) => {
        t.equal(await next(), '2026-03-02T08:03:00.000Z')
        await tenant.ask('POST', '/life/settle')
        t.same(await checkIns(tenant), [0])
      })

      await t.test('it is moved by a duration, and to the next event', async (t) => {
        await tenant.advance('PT2M59S')
        t.same(await checkIns(tenant), [0])
        await tenant.advance('next-event')
        t.same(await checkIns(tenant), [1])
        t.equal(await next(), '2026-03-02T08:06:00.000Z')
        await tenant.advance('PT12M')
        t.same(await checkIns(tenant), [5])
      })

      await t.test('it never goes back, unless nothing has happened yet or the tenant does not live', async (t) => {
        const url = `/tenants/${TENANT}/clock`
        const before = await tenant.ask('GET', '/devices/LF-1/timeline')
        for (const [method, path, body] of [
          ['PATCH', url, { now: START }],
          ['POST', `${url}/advance`, { by: '-PT1M' }],
          ['POST', '/clock/advance', { by: '-P9000D' }],
        ] as const) {
          const refused = await tenant.control.send(method, path, body)
          // Without a clock of its own it would follow the server's.
          const expected = path.startsWith('/tenants') ? 400 : 200
          t.equal(refused.statusCode, expected, `${method} ${path}: ${refused.body}`)
          if (expected === 400)
            t.match(refused.json(), {
              detail: /which lives, does not go back to 2026-03-02T08:.*it shows 2026-03-02T08:15/,
            })
        }
        const follows = await tenant.control.send('DELETE', url)
        t.equal(follows.statusCode, 400, 'the server is behind now')
        t.match(follows.json(), { detail: /does not go back to 200/ })
        await tenant.control.send('DELETE', '/clock')
        t.same(await checkIns(tenant), [5])
        t.same(await tenant.ask('GET', '/devices/LF-1/timeline'), before)
        await tenant.ask('PATCH', '/life', { on: false })
        await tenant.ask('PATCH', '/clock', { now: START })
        await tenant.ask('PATCH', '/clock', { now: '2026-03-02T08:15:00Z' })
        await tenant.ask('PATCH', '/life', { on: true })

        const fresh = await emulator.newTenant()
        for (const [now, statusCode] of [
          ['2027-01-01T08:00:00Z', 200],
          ['2026-01-01T08:00:00Z', 200],
        ] as const) {
          t.equal((await tenant.control.send('PATCH', `/tenants/${fresh.id}/life`, { on: true })).statusCode, 200)
          const set = await tenant.control.send('PATCH', `/tenants/${fresh.id}/clock`, { now, rate: 0 })
          t.equal(set.statusCode, statusCode, set.body)
        }
      })

      await t.test('it runs faster: what comes due is done without a request', async (t) => {
        await tenant.ask('PATCH', '/clock', { rate: 3600 })
        t.ok(await until(async () => Number((await checkIns(tenant))[0]) >= 13))
      })

      await t.test('that of another tenant is another one', async (t) => {
        const other = await emulator.newTenant()
        t.match((await tenant.control.get(`/tenants/${other.id}/clock`)).json(), { mode: 'real' })
        await tenant.ask('PATCH', '/clock', { rate: 1 })
        t.match(await tenant.ask('GET', '/clock'), { mode: 'shifted', of: 'tenant' })
      })
      t.same(emulator.errors, [])
    },
    LIVING,
  )
})

test('L3: chance goes by the seed, the kind of decision and the objects, whatever was asked before', async (t) => {
  const pairs = Array.from({ length: 40 }, (_, d) =>
    Array.from({ length: 25 }, (_, p) => [`device ${d}`, `policy ${p}`]),
  )
  const drawn = (seed: number, order: readonly string[][]): Map<string, number> => {
    const chance = chanceOf(seed)
    return new Map(
      order.map(([device = '', policy = '']) => [`${device} ${policy}`, chance('outcome', device, policy)]),
    )
  }
  const all = pairs.flat()
  const forwards = drawn(1, all)
  const backwards = drawn(1, all.toReversed())
  t.same([...backwards].toReversed(), [...forwards])
  t.notSame([...drawn(2, all)], [...forwards])
  t.not(chanceOf(1)('checkIn', 'a', 1), chanceOf(1)('checkIn', 'a', 2), 'the ordinal counts')
  t.not(chanceOf(1)('checkIn', 'a', 1), chanceOf(1)('silent', 'a', 1), 'the kind of decision counts')
  t.not(chanceOf(1)('x', 'a', 'bc'), chanceOf(1)('x', 'ab', 'c'), 'objects are kept apart')
  const numbers = [...forwards.values()]
  t.ok(numbers.every((number) => number >= 0 && number < 1))
  for (let tenth = 0; tenth < 10; tenth += 1) {
    const share = numbers.filter((number) => Math.floor(number * 10) === tenth).length / numbers.length
    t.ok(share > 0.05 && share < 0.15, `${tenth}: ${share}`)
  }
  const outcomes = (order: readonly string[][]): string[] => {
    const chance = chanceOf(7)
    return order
      .map(([id = '', policy = '']) => {
        const given = moment({ chance, truth: { profile: 'typicalFleet' } })
        const { outcome } = outcomeOfPolicy({ ...given, device: { ...given.device, id } }, 'configuration', policy)
        return `${id} ${policy} ${outcome}`
      })
      .sort()
  }
  t.same(outcomes(all), outcomes(all.toReversed()))
  t.ok(outcomes(all).some((text) => text.endsWith('error')))
})

/** What is due in the tenant, and how often its devices have checked in. */
async function progress({ store: { database, clocks } }: Emulator): Promise<{ due: number; done: number }> {
  const now = clocks.milliseconds(TENANT)
  return database.read(function* () {
    const due = Number((yield* first(`SELECT count(*) FROM "lifeEvent" WHERE "at" <= ${now}`, []))?.[0])
    const memories = [...(yield* readMemories(database, TENANT)).values()]
    return { due, done: memories.reduce((sum, memory) => sum + (memory.checkIns ?? 0), 0) }
  })
}

const DEVICES = 40

test('L5: a request begins what is due, and waits for a small part of much', async (t) => {
  await forEachEmulator(
    t,
    async (t, emulator) => {
      const tenant = await livingTenant(emulator, LIFE)
      await tenant.ask('POST', '/devices/enroll', { platform: 'windows', count: DEVICES })
      await emulator.store.clocks.advance(TENANT, 10 * 24 * 3_600_000)
      const admin = emulator.withToken(await emulator.token(ADMIN))
      const answer = await admin.get('/v1.0/deviceManagement/managedDevices?$top=1')
      const { due, done } = await progress(emulator)
      t.equal(answer.statusCode, 200)
      t.ok(due > 0)
      const all = DEVICES * (13 + 29)
      t.ok(done < all / 2, `${done} of ${all} check-ins were waited for`)
      let answered = 0
      const settled = tenant.ask('POST', '/life/settle').then(() => answered)
      for (; (await progress(emulator)).due > 0; answered += 1)
        await expecting(200, admin.get('/v1.0/deviceManagement/managedDevices?$top=1'))
      t.ok((await settled) > 3, 'others are answered while everything that is due is waited for')
      t.ok(await until(async () => (await progress(emulator)).due === 0), 'the rest is done without a request')
      t.same(await checkIns(tenant), Array(DEVICES).fill(13 + 29))
      t.same(emulator.errors, [])
    },
    LIVING,
  )
})
