/** Processes on one database: each event is run once, and what one of them leaves half done is another one's. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { test } from 'tap'
import { randomId, systemClock } from '../../src/clock.js'
import { model } from '../../src/entities/index.js'
import { lifeEvent } from '../../src/services/life/events.js'
import { Life } from '../../src/services/life/life.js'
import { recalculation } from '../../src/services/life/feed.js'
import { addEvents, dueEvents, nextEvents, removeEvents, tellEvents } from '../../src/services/life/queue.js'
import { TenantRunner } from '../../src/services/life/runner.js'
import type { LifeSettings } from '../../src/services/life/settings.js'
import { openStore } from '../../src/store/store.js'
import type { Store } from '../../src/store/store.js'
import { first, run } from '../../src/store/work.js'
import { forEachEmulator, startEmulator, TENANT } from '../harness/emulator.js'
import { forEachDatabase, onPostgres } from '../harness/databases.js'
import { ALL_DEVICES, CONFIGURATIONS, LIVING, livingTenant, toGroup } from './living.js'
import type { Json, LivingTenant } from './living.js'
import { lifeRows } from './rows.js'

const DEVICES = 40
const DAYS = 4

/** Devices with a policy, whose clock has gone on while nobody ran anything. */
async function fill(tenant: LivingTenant): Promise<void> {
  await tenant.ask('POST', '/devices/enroll', { platform: 'windows', count: DEVICES })
  const id = await tenant.configuration('Mail')
  await tenant.assign(CONFIGURATIONS, id, [ALL_DEVICES])
}

async function checkIns(tenant: LivingTenant): Promise<number[]> {
  const devices = (await tenant.ask('GET', '/devices'))['value'] as Json[]
  return devices.map((device) => Number(device['checkIns']))
}

/** In the first 2 h 15 min, every 8 h after it, and once for the assignment. */
const EXPECTED = 1 + 13 + Math.floor((DAYS * 24 - 2.25) / 8)

const LIFE = { preset: 'live', delays: { checkInJitter: 'PT0S' } }

test('L4: two processes on one PostgreSQL run each event once', async (t) => {
  await onPostgres(t, async (t, database) => {
    const { databaseUrl, dataFolder: data } = await database.preparedDatabase()
    const emulator = await startEmulator(t, { ...LIVING, databaseUrl, data })
    const tenant = await livingTenant(emulator, LIFE)
    await fill(tenant)
    const others = await Promise.all([1, 2].map(() => openOther(data, databaseUrl)))
    t.teardown(() => Promise.all(others.map(({ store }) => store.close())))
    await emulator.store.clocks.advance(TENANT, DAYS * 24 * 3_600_000)
    await Promise.all(
      others.map(async ({ store, life }) => {
        await store.clocks.reload()
        await life.settle(TENANT)
      }),
    )
    await emulator.app.life.settle(TENANT)
    t.same(new Set(await checkIns(await again(emulator))), new Set([EXPECTED]))
    t.same(emulator.errors, [])
  })
})

test('L4, L5: what is written while an event runs that tells of the same is told of again', async (t) => {
  await onPostgres(t, async (t, database) => {
    const { databaseUrl, dataFolder: data } = await database.preparedDatabase()
    const { store, life } = await openOther(data, databaseUrl)
    t.teardown(() => store.close())
    await life.change(TENANT, { on: true })
    await life.change(TENANT, { on: false })
    const event = lifeEvent(1000, 'processing', { policyId: 'a', cause: 'assign', facts: { path: 'x' } })
    await store.database.write(() => tellEvents(store.database, TENANT, [event, event]))
    const order: string[] = []
    const running = store.database.write(function* () {
      const taken = yield* dueEvents(store.database, TENANT, 1000, 10)
      order.push('taken')
      yield* first(`SELECT pg_sleep(0.5)`, [])
      yield* removeEvents(store.database, TENANT, taken)
      order.push('run')
      return taken.length
    })
    while (order.length === 0) await delay(5)
    await store.database.write(() => tellEvents(store.database, TENANT, [event]))
    order.push('written')
    t.equal(await running, 1)
    t.same(order, ['taken', 'run', 'written'])
    t.equal((await store.database.read(() => nextEvents(store.database, TENANT, 10))).length, 1)
  })
})

test('L6: a process that reads the tenant when a group has changed already tells who came and went', async (t) => {
  await forEachEmulator(
    t,
    async (t, emulator) => {
      const { store, app } = emulator
      const { database } = store
      const tenant = await livingTenant(emulator, { preset: 'instant' })
      const user = await tenant.user('ada')
      await tenant.device('LF-1', { userId: user })
      const [group, id] = [await tenant.group('Sales'), await tenant.configuration('Mail')]
      await tenant.assign(CONFIGURATIONS, id, [toGroup(group)])
      const rows = async () => (await tenant.list(`${CONFIGURATIONS}/${id}/deviceStatuses`)).length
      const inAnotherProcess = async (sql: string): Promise<void> => {
        const now = store.clocks.milliseconds(TENANT)
        await database.write(function* () {
          yield* run(sql, [])
          yield* addEvents(database, TENANT, [recalculation(now, 'groups', group)])
        })
        const runner = new TenantRunner(store, TENANT, 'another')
        const settings = app.life.settingsOf(TENANT) as LifeSettings
        for (let due: number | undefined = now; due !== undefined && due <= now;)
          due = await runner.runUntil(now, settings)
      }
      const columns = '("tenantId", "groupId", "memberId", "memberType")'
      await inAnotherProcess(`INSERT INTO "groupMember" ${columns} VALUES ('${TENANT}', '${group}', '${user}', 'user')`)
      t.equal(await rows(), 1)
      await inAnotherProcess(`DELETE FROM "groupMember" WHERE "groupId" = '${group}'`)
      t.equal(await rows(), 0)
    },
    LIVING,
  )
})

async function again(emulator: Parameters<typeof livingTenant>[0]): Promise<LivingTenant> {
  return livingTenant(emulator, LIFE, { isThere: true })
}

async function openOther(data: string, databaseUrl: string | undefined): Promise<{ store: Store; life: Life }> {
  const options = { model, data, databaseUrl, poolSize: 3, clock: systemClock, newId: randomId }
  const store = await openStore({ ...options, onIdleError: () => undefined })
  const life = new Life({
    store,
    byDefault: 'off',
    onFailure(error) {
      throw error
    },
  })
  await life.reload()
  return { store, life }
}

test('L4: what a process was killed over is done by another one, each event once', async (t) => {
  await forEachDatabase(t, async (t, database) => {
    const { databaseUrl, dataFolder: data } = await database.preparedDatabase()
    const stopping: (() => unknown)[] = []
    const emulator = await startEmulator(
      { teardown: (stop) => void stopping.unshift(stop) },
      { ...LIVING, databaseUrl, data },
    )
    await fill(await livingTenant(emulator, LIFE))
    await emulator.store.clocks.advance(TENANT, DAYS * 24 * 3_600_000)
    for (const stop of stopping) await stop()

    const watching = await openOther(data, databaseUrl)
    const left = (): Promise<number> =>
      watching.store.database.read(function* () {
        return Number((yield* first(`SELECT count(*) FROM "lifeEvent" WHERE "at" <= ${now}`, []))?.[0])
      })
    const now = watching.store.clocks.milliseconds(TENANT)
    const before = await left()
    const started = await generation(watching.store)
    t.ok(before >= DEVICES)
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', 'test/life/run-events.ts', data, databaseUrl ?? ''].filter((word) => word !== ''),
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    const ended = once(child, 'exit')
    await once(child.stdout, 'data')
    // Somewhere in the middle, on a machine of any speed.
    for (
      let tries = 0;
      tries < 2000 && (await generation(watching.store)) < started + 2 && child.exitCode === null;
      tries += 1
    )
      await delay(2)
    child.kill('SIGKILL')
    await ended
    await watching.life.settle(TENANT)
    t.equal(await left(), 0)
    await watching.store.close()

    const second = await startEmulator(t, { ...LIVING, databaseUrl, data })
    t.same(new Set(await checkIns(await again(second))), new Set([EXPECTED]))
    const rows = await lifeRows(second.store, TENANT)
    t.equal(new Set(rows['lifeNote']).size, rows['lifeNote']?.length)
  })
})

function generation({ database }: Store): Promise<number> {
  return database.read(function* () {
    return Number((yield* first(`SELECT max("generation") FROM "lifeTenant"`, []))?.[0])
  })
}
