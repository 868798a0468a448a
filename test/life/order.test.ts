/** The order of events: what happens is a function of data, writes, seed and clock (L1 to L4). */
import { test } from 'tap'
import { forEachEmulator, TENANT } from '../harness/emulator.js'
import type { Emulator } from '../harness/emulator.js'
import { lifeRows } from './rows.js'
import { ALL_DEVICES, ALL_USERS, CONFIGURATIONS, LIVING, livingTenant, toGroup } from './living.js'
import type { LivingTenant } from './living.js'

/** The same tenant each time, ids included. */
async function fill(tenant: LivingTenant): Promise<void> {
  const users = [await tenant.user('ada'), await tenant.user('ben')]
  const devices: string[] = []
  for (const [i, operatingSystem] of ['iOS', 'Windows', 'AndroidEnterprise', 'macOS', 'Windows'].entries())
    devices.push(
      await tenant.device(`LF-${i}`, { operatingSystem, osVersion: '10.0.26100', userId: users[i % 2] ?? null }),
    )
  const group = await tenant.group('Sales', [['users', users[0] ?? '']])
  // On a busy machine what follows from one write is not done when the next one comes, and happens together.
  await tenant.ask('POST', '/life/settle')
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
  await fill(tenant)
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
