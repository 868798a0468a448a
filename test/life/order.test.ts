/** The order of events: what happens is a function of data, writes, seed and clock (L1 to L4). */
import { test } from 'tap'
import { TenantRunner } from '../../src/services/life/runner.js'
import { forEachEmulator, TENANT } from '../harness/emulator.js'
import type { Emulator } from '../harness/emulator.js'
import { lifeRows } from './rows.js'
import { ALL_DEVICES, ALL_USERS, CONFIGURATIONS, LIVING, livingTenant, toGroup } from './living.js'
import type { LivingTenant } from './living.js'

type Doing = (write: () => Promise<string>) => Promise<string>

/** The same tenant each time, ids included. `each` does the writes of the directory, all of one moment. */
async function addDirectory(tenant: LivingTenant, each: Doing): Promise<string> {
  const users = [await each(() => tenant.user('ada')), await each(() => tenant.user('ben'))]
  for (const [i, operatingSystem] of ['iOS', 'Windows', 'AndroidEnterprise', 'macOS', 'Windows'].entries())
    await each(() =>
      tenant.device(`LF-${i}`, { operatingSystem, osVersion: '10.0.26100', userId: users[i % 2] ?? null }),
    )
  return each(() => tenant.group('Sales', [['users', users[0] ?? '']]))
}

async function addPolicies(tenant: LivingTenant, group: string): Promise<void> {
  const first = await tenant.configuration('first')
  const second = await tenant.configuration('second')
  await tenant.assign(CONFIGURATIONS, first, [ALL_DEVICES])
  await tenant.assign(CONFIGURATIONS, second, [toGroup(group)])
  const compliance = await tenant.create('deviceManagement/deviceCompliancePolicies', {
    '@odata.type': '#microsoft.graph.iosCompliancePolicy',
    displayName: 'Passcode',
    passcodeRequired: true,
    scheduledActionsForRule: [
      {
        ruleName: 'PasswordRequired',
        scheduledActionConfigurations: [{ actionType: 'block', gracePeriodHours: 12, notificationTemplateId: '' }],
      },
    ],
  })
  await tenant.assign('deviceManagement/deviceCompliancePolicies', compliance, [ALL_USERS])
}

/** As on a busy machine: what follows from the writes happens together, when all of them are done. */
async function held<T>(writes: () => Promise<T>): Promise<T> {
  const { runUntil } = TenantRunner.prototype
  let go = (): void => undefined
  const isDone = new Promise<void>((resolve) => (go = resolve))
  TenantRunner.prototype.runUntil = async function (...args) {
    await isDone
    return runUntil.apply(this, args)
  }
  return writes().finally(() => {
    TenantRunner.prototype.runUntil = runUntil
    go()
  })
}

/** Ids that are the same in every run, from a moment on. */
function ids(): { newId: () => string; restart: () => void } {
  let n = 0
  return {
    newId: () => `00000000-0000-4000-8000-${String((n += 1)).padStart(12, '0')}`,
    restart: () => void (n = 1_000_000),
  }
}

async function run(emulator: Emulator, steps: readonly string[], life: object): Promise<unknown> {
  const tenant = await livingTenant(emulator, life)
  const settled: Doing = (write) =>
    write().then(async (id) => {
      await tenant.ask('POST', '/life/settle')
      return id
    })
  const isHeld = steps.length > 1
  const group = await (isHeld ? held(() => addDirectory(tenant, (write) => write())) : addDirectory(tenant, settled))
  await addPolicies(tenant, group)
  for (const by of steps) await tenant.advance(by)
  return lifeRows(emulator.store, TENANT)
}

for (const preset of ['instant', 'live'] as const)
  test(`L4: with the preset ${preset}, 24 advances of an hour equal one of a day, and L2: two runs are equal`, async (t) => {
    const results: unknown[] = []
    const { newId, restart } = ids()
    // Each database in turn: a third run would tell nothing new.
    for (const steps of [['PT24H'], Array.from({ length: 24 }, () => 'PT1H')])
      await forEachEmulator(
        t,
        async (t, emulator) => {
          restart()
          results.push(await run(emulator, steps, { preset, fleet: 'typical', seed: 7 }))
          t.same(emulator.errors, [])
        },
        { ...LIVING, newId },
      )
    const [first] = results
    t.ok(JSON.stringify(first).includes('lastReportedDateTime'))
    for (const other of results.slice(1)) t.same(other, first)
  })
