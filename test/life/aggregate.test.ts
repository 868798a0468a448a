/** Aggregations: what is stored of devices and users is the count of their rows at that moment, and stays as it is (L58 to L64). */
import fc from 'fast-check'
import t from 'tap'
import { aggregatePolicy, forgetTenant } from '../../src/services/life/aggregate/aggregate.js'
import { ChangedRows } from '../../src/services/life/changed-rows.js'
import { HeldPolicies } from '../../src/services/life/held-policies.js'
import { TenantCount } from '../../src/services/life/aggregate/tenant.js'
import { complete } from '../../src/model/payload.js'
import { loadWorld } from '../../src/services/life/load-world.js'
import { writeMemories } from '../../src/services/life/memory.js'
import { insertAll } from '../../src/store/query/bulk.js'
import { EntityStore } from '../../src/store/query/entities.js'
import { forEachEmulator } from '../harness/emulator.js'
import type { Client, Emulator } from '../harness/emulator.js'

const NOON = Date.UTC(2026, 2, 2, 12, 0, 0, 345)
const APPS = '/beta/deviceAppManagement/mobileAppConfigurations'
const CONFIGURATIONS = '/beta/deviceManagement/deviceConfigurations'
const COMPLIANCE = '/beta/deviceManagement/deviceCompliancePolicies'
const STATUSES = ['unknown', 'notApplicable', 'compliant', 'remediated', 'nonCompliant', 'error', 'conflict'] as const
type Status = (typeof STATUSES)[number]

const BODIES: Readonly<Record<string, object>> = {
  [APPS]: { '@odata.type': '#microsoft.graph.iosMobileAppConfiguration', displayName: 'LF' },
  [CONFIGURATIONS]: { '@odata.type': '#microsoft.graph.windows10GeneralConfiguration', displayName: 'LF' },
  [COMPLIANCE]: {
    '@odata.type': '#microsoft.graph.windows10CompliancePolicy',
    displayName: 'LF',
    scheduledActionsForRule: [
      { ruleName: 'r', scheduledActionConfigurations: [{ actionType: 'block', gracePeriodHours: 0 }] },
    ],
  },
}

const ROLES = [
  'DeviceManagementApps.ReadWrite.All',
  'DeviceManagementConfiguration.ReadWrite.All',
  'DeviceManagementManagedDevices.ReadWrite.All',
  'DeviceManagementScripts.ReadWrite.All',
]

const idOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

const summaryOf = (set: string, who: 'device' | 'user'): string =>
  `${who}Status${set === APPS ? 'Summary' : 'Overview'}`

/** The numbers that rows with these statuses give (L58). */
function numbersOf(statuses: readonly Status[]): Record<string, number> {
  const count = (...wanted: readonly Status[]): number => statuses.filter((status) => wanted.includes(status)).length
  return {
    pendingCount: count('unknown'),
    notApplicableCount: count('notApplicable'),
    successCount: count('compliant', 'remediated'),
    errorCount: count('error'),
    failedCount: count('nonCompliant'),
    conflictCount: count('conflict'),
  }
}

/** The same in v1.0, which has no number for conflicts. */
function numbersInV1(statuses: readonly Status[]): Record<string, number> {
  const { conflictCount = 0, errorCount = 0, ...others } = numbersOf(statuses)
  return { ...others, errorCount: errorCount + conflictCount }
}

const sumOf = (numbers: Record<string, number>): number => Object.values(numbers).reduce((all, each) => all + each, 0)
const inVersion1 = (path: string): string => path.replace('/beta/', '/v1.0/')

await forEachEmulator(t, async (t, emulator) => {
  const tenant = await emulator.newTenant()
  const client = await tenant.as(...ROLES)
  const aggregate = async (path: string, id: string, at = NOON): Promise<void> =>
    aggregated(emulator, tenant.id, path, id, at)
  const made = async (set: string): Promise<string> => {
    const response = await client.post(set, BODIES[set])
    t.equal(response.statusCode, 201, response.body)
    return response.json<{ id: string }>().id
  }

  for (const set of [APPS, CONFIGURATIONS, COMPLIANCE])
    await t.test(
      `L58, L59, L60: the numbers of ${set.slice(6)} are those of their rows at the aggregation`,
      async (t) => {
        const statuses = fc.array(fc.constantFrom(...STATUSES), { maxLength: 9 })
        await fc.assert(
          fc.asyncProperty(statuses, statuses, statuses, async (devices, users, later) => {
            const id = await made(set)
            await putRows(client, `${set}/${id}`, { devices, users })
            await aggregate(set, id)
            await putRows(client, `${set}/${id}`, { devices: later, users: later }, 100)
            for (const [who, rows] of [
              ['device', devices],
              ['user', users],
            ] as const) {
              const { lastUpdateDateTime, configurationVersion, ...rest } = await read(
                client,
                `${set}/${id}/${summaryOf(set, who)}`,
              )
              t.match(rest, numbersOf(rows))
              t.equal(lastUpdateDateTime, '2026-03-02T12:00:00Z', 'L59: in whole seconds, as old as the aggregation')
              t.equal(configurationVersion, set !== APPS && who === 'user' && rows.length === 0 ? 0 : 1)
              t.equal(sumOf(numbersOf(rows)), rows.length, 'L60')
              const {
                id: _id,
                '@odata.context': _context,
                '@odata.type': _type,
                ...inV1
              } = await read(client, `${inVersion1(set)}/${id}/${summaryOf(set, who)}`)
              t.same(inV1, { ...numbersInV1(rows), lastUpdateDateTime, configurationVersion })
              t.equal(sumOf(numbersInV1(rows)), rows.length, 'L58, L60: v1.0 counts conflicts as errors')
              const expanded = await read(client, `${inVersion1(set)}/${id}?$expand=${summaryOf(set, who)}`)
              t.match(expanded[summaryOf(set, who)], inV1)
            }
          }),
          { numRuns: 8 },
        )
      },
    )

  await t.test('L63: what a client writes holds until the next aggregation of the policy', async (t) => {
    const [id, other] = [await made(APPS), await made(APPS)]
    const path = `${APPS}/${id}/userStatusSummary`
    await putRows(client, `${APPS}/${id}`, { devices: [], users: ['compliant', 'error'] })
    t.equal((await client.post(path, { successCount: 70 })).statusCode, 201)
    await aggregate(APPS, other)
    t.match(await read(client, path), { successCount: 70 })
    await aggregate(APPS, id)
    t.match(await read(client, path), { id: `${tenant.id}_${id}`, successCount: 1, errorCount: 1 })
    t.equal((await client.patch(path, { errorCount: 9 })).statusCode, 200)
    t.match(await read(client, path), { successCount: 1, errorCount: 9 })
    t.match(await read(client, inVersion1(path)), { successCount: 1, errorCount: 9 })
    await aggregate(APPS, id, NOON + 3_600_000)
    t.match(await read(client, path), { errorCount: 1, lastUpdateDateTime: '2026-03-02T13:00:00Z' })
    t.equal((await client.delete(`${APPS}/${id}`)).statusCode, 204)
    await aggregate(APPS, id)
    t.equal((await client.get(path)).statusCode, 404, 'what is gone is not counted')
  })

  await t.test('0.1 no. 8: the id of an overview is that of the policy', async (t) => {
    const id = await made(CONFIGURATIONS)
    const counted = await read(client, `${CONFIGURATIONS}/${id}/deviceStatusOverview`)
    t.match(counted, { id, configurationVersion: 1 })
    t.type(counted['configurationVersion'], 'number')
    await aggregate(CONFIGURATIONS, id)
    t.match(await read(client, `${CONFIGURATIONS}/${id}/deviceStatusOverview`), { id })
  })

  await t.test('L64: run summaries count the runs, and know the last of them', async (t) => {
    const scripts = '/beta/deviceManagement/deviceHealthScripts'
    const script = { displayName: 'LF', detectionScriptContent: 'ZXhpdCAw' }
    const { id } = (await client.post(scripts, script)).json<{ id: string }>()
    const runs = [
      { detectionState: 'success', remediationState: 'skipped', lastStateUpdateDateTime: '2026-03-02T09:00:00Z' },
      { detectionState: 'fail', remediationState: 'success', lastStateUpdateDateTime: '2026-03-02T11:00:00Z' },
      { detectionState: 'scriptError', remediationState: 'skipped', lastStateUpdateDateTime: '2026-03-02T10:00:00Z' },
    ]
    for (const run of runs) t.equal((await client.post(`${scripts}/${id}/deviceRunStates`, run)).statusCode, 201)
    await aggregate(scripts, id)
    await client.post(`${scripts}/${id}/deviceRunStates`, runs[0])
    t.match(await read(client, `${scripts}/${id}/runSummary`), {
      noIssueDetectedDeviceCount: 1,
      issueDetectedDeviceCount: 1,
      detectionScriptErrorDeviceCount: 1,
      issueRemediatedDeviceCount: 1,
      remediationSkippedDeviceCount: 2,
      lastScriptRunDateTime: '2026-03-02T11:00:00Z',
    })
  })

  await t.test('L81: the numbers of the tenant are as old as their aggregation, or count at once', async (t) => {
    const own = await emulator.newTenant()
    const reader = await own.as(...ROLES)
    const devices = '/beta/deviceManagement/managedDevices'
    const add = async (operatingSystem: string, complianceState: string): Promise<unknown> =>
      reader.post(devices, { operatingSystem, complianceState, managementAgent: 'mdm' })
    const all = async (): Promise<readonly [unknown, unknown]> => [
      (await read(reader, '/beta/deviceManagement/managedDeviceOverview'))['enrolledDeviceCount'],
      (await read(reader, '/beta/deviceManagement/deviceCompliancePolicyDeviceStateSummary'))['compliantDeviceCount'],
    ]
    await add('Windows', 'compliant')
    await add('iOS', 'noncompliant')
    const run = async (isDelayed: boolean): Promise<void> => {
      const { database, model } = emulator.store
      const items = { model, store: new EntityStore(database.provider, own.id) }
      await database.write(function* () {
        if (!isDelayed) return yield* forgetTenant(items)
        // No device has left the rows that there are.
        const world = Object.assign(yield* loadWorld(items), { isSeeded: true })
        const count = new TenantCount(world, NOON)
        while (!(yield* count.part(items)));
      })
    }
    await run(true)
    await add('Windows', 'compliant')
    t.same(await all(), [2, 1])
    t.match(await read(reader, '/beta/deviceManagement/deviceCompliancePolicyDeviceStateSummary'), { id: own.id })
    await run(true)
    t.same(await all(), [3, 2])
    await run(false)
    await add('Windows', 'compliant')
    t.same(await all(), [4, 3])
  })

  await t.test('L59: many devices are counted in parts, each a transaction of its own', async (t) => {
    const own = await emulator.newTenant()
    const reader = await own.as(...ROLES)
    const { database, model } = emulator.store
    const items = { model, store: new EntityStore(database.provider, own.id) }
    const policy = await reader.post(CONFIGURATIONS, BODIES[CONFIGURATIONS])
    const { id: policyId } = policy.json<{ id: string }>()
    const world = await database.read(() => loadWorld(items))
    const statuses = ['compliant', 'error', 'nonCompliant'] as const
    const count = 1400
    const ids = Array.from({ length: count }, (_, n) => idOf(n))
    const devices = model.resourceAt('deviceManagement/managedDevices')
    await database.write(function* () {
      const stored = (id: string) => ({ type: devices.type, entity: complete(devices.type, { id, deviceName: id }) })
      yield* insertAll(
        items.store,
        devices,
        ids.map((id) => ({ keys: [], stored: stored(id) })),
      )
      yield* writeMemories(
        database,
        own.id,
        ids.map((id, n) => [id, { state: { policies: { [policyId]: { s: statuses[n % 3] ?? 'unknown', v: 1 } } } }]),
      )
    })
    for (const id of ids) world.setDevice({ id, name: id })
    const counting = new TenantCount(world, NOON)
    let parts = 1
    while (!(await database.write(() => counting.part(items)))) parts += 1
    t.equal(parts, 6)
    const shown = await read(reader, '/beta/deviceManagement/deviceConfigurationDeviceStateSummaries')
    t.match(shown, { compliantDeviceCount: 467, errorDeviceCount: 467, nonCompliantDeviceCount: 466 })
  })
})

async function aggregated({ store }: Emulator, tenantId: string, path: string, id: string, at: number): Promise<void> {
  const { database, model } = store
  const reader = { model, store: new EntityStore(database.provider, tenantId) }
  await database.write(function* () {
    const policies = new HeldPolicies()
    const rows = new ChangedRows(policies)
    yield* aggregatePolicy(reader, { set: model.resourceAt(path.slice(6)), id }, at, { policies, rows })
    yield* rows.write(reader.store)
  })
}

/** Rows of devices and users, as a client writes them. */
async function putRows(
  client: Client,
  policy: string,
  { devices, users }: { readonly devices: readonly Status[]; readonly users: readonly Status[] },
  first = 1,
): Promise<void> {
  const rows = [
    ...devices.map((status) => ['deviceStatuses', { status }] as const),
    ...users.map((status) => ['userStatuses', { status, devicesCount: 1 }] as const),
  ]
  for (const [i, [name, row]] of rows.entries())
    await client.post(`${policy}/${name}`, { id: `${policy.split('/').at(-1)}_${idOf(first + i)}`, ...row })
}

async function read(client: Client, path: string): Promise<Record<string, unknown>> {
  const response = await client.get(path)
  if (response.statusCode !== 200) throw new Error(`${response.statusCode} ${response.body}`)
  return response.json()
}
