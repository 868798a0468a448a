/** The audit events of a tenant (B151 to B154): one for each write, with who did it and what was changed. */
import t from 'tap'
import { mappedPermissions } from '../../src/model/facts/permission-map.js'
import { AuditLog, takeStored } from '../../src/services/audit/audit-log.js'
import type { AuditEntry } from '../../src/services/audit/entry.js'
import { ADMIN, forEachEmulator, TENANT } from '../harness/emulator.js'
import type { Client } from '../harness/emulator.js'

const BETA = '/beta/deviceManagement'
const EVENTS = `${BETA}/auditEvents`

const NOTE: Omit<AuditEntry, 'id' | 'at'> = {
  tenantId: TENANT,
  version: 'beta',
  operation: 'Create',
  path: 'deviceManagement/deviceCategories',
  type: 'deviceCategory',
  appId: ADMIN.id,
  correlationId: 'c',
}

interface Resource {
  readonly displayName: string
  readonly resourceId: string
  readonly auditResourceType: string
  readonly modifiedProperties: readonly { displayName: string; oldValue: string | null; newValue: string }[]
}
type Event = Record<string, unknown> & { id: string; activityType: string; resources: Resource[] }

const events = async (client: Client, options = ''): Promise<Event[]> => {
  const response = await client.get(`${EVENTS}?$orderby=activityDateTime${options}`)
  if (response.statusCode !== 200) throw new Error(response.body)
  return response.json<{ value: Event[] }>().value
}

const valuesOf = (resource: Resource | undefined): Record<string, readonly [unknown, unknown]> =>
  Object.fromEntries(
    (resource?.modifiedProperties ?? []).map(({ displayName, oldValue, newValue }) => [
      displayName,
      [oldValue, newValue],
    ]),
  )

await forEachEmulator(t, async (t, emulator) => {
  const tenant = await emulator.newTenant()
  const admin = await tenant.as(...mappedPermissions())
  const other = await (await emulator.newTenant()).as(...mappedPermissions())
  const policies = `${BETA}/configurationPolicies`
  const policy = { name: 'Baseline', platforms: 'windows10', technologies: 'mdm' }
  const created = await admin.post(policies, policy)
  const { id } = created.json<{ id: string }>()
  await admin.patch(`${policies}/${id}`, { name: 'Renamed', description: null })
  const target = {
    '@odata.type': '#microsoft.graph.groupAssignmentTarget',
    groupId: '11111111-1111-4111-8111-111111111111',
  }
  await admin.post(`${policies}/${id}/assign`, { assignments: [{ target }] })
  await admin.delete(`${policies}/${id}`)
  await admin.patch(`${policies}/${id}`, { name: 'gone' })
  await admin.post(policies, { name: 5 })
  const all = await events(admin)

  await t.test('B154: each write that succeeds is an event, in the tenant alone', async (t) => {
    t.same(
      all.map(({ activityType }) => activityType),
      [
        'Create DeviceManagementConfigurationPolicy',
        'Patch DeviceManagementConfigurationPolicy',
        'assign DeviceManagementConfigurationPolicy',
        'Delete DeviceManagementConfigurationPolicy',
      ],
    )
    t.same(
      all.map((event) => event['activityOperationType']),
      ['Create', 'Patch', 'Action', 'Delete'],
    )
    t.ok(all.every(({ activityResult }) => activityResult === 'Success'))
    t.same(await events(other), [])
    t.equal((await events(admin)).length, 4, 'reading is no event')
  })

  await t.test('B151, L91: an event tells the resource and each changed value', async (t) => {
    const [made, changed] = all.map(({ resources }) => resources[0])
    t.match(made, { displayName: 'Baseline', resourceId: id, auditResourceType: 'DeviceManagementConfigurationPolicy' })
    t.match(valuesOf(made), {
      Name: ['<null>', 'Baseline'],
      Platforms: ['<null>', 'windows10'],
      DeviceManagementAPIVersion: [null, /./],
    })
    t.same(valuesOf(changed)['Name'], ['Baseline', 'Renamed'])
    t.notOk('Description' in valuesOf(changed), 'what stayed is not told')
    t.match(all[3]?.resources[0], { displayName: 'Renamed', resourceId: id })
    t.ok(
      all.every(
        ({ category, componentName }) => category === 'DeviceConfiguration' && componentName === 'DeviceConfiguration',
      ),
    )
  })

  await t.test('B151: an event tells who did it', async (t) => {
    for (const { actor } of all)
      t.match(actor, {
        auditActorType: 'Application',
        userPermissions: ['*'],
        userPrincipalName: null,
        applicationId: /./,
      })
    await emulator.admin.post(`${BETA}/deviceCategories`, { displayName: 'Kiosk' })
    const [event] = (await events(emulator.admin)).slice(-1)
    t.match(event?.['actor'], { applicationDisplayName: 'intunite-admin' })
  })

  await t.test('B152: assign tells the policy and each assignment', async (t) => {
    const [own, assignment, ...more] = all[2]?.resources ?? []
    t.match(own, { displayName: '<null>', resourceId: id })
    t.match(assignment, {
      auditResourceType: 'DeviceManagementConfigurationPolicyAssignment',
      resourceId: target.groupId,
    })
    t.match(valuesOf(assignment), { 'Target.GroupId': ['<null>', target.groupId] })
    t.same(more, [])
  })

  await t.test('B153: the filters that clients use, and the functions', async (t) => {
    t.equal((await events(admin, `&$filter=activityOperationType ne 'Get'`)).length, 4)
    t.equal((await events(admin, `&$filter=category eq 'Application'`)).length, 0)
    t.equal((await events(admin, `&$filter=activityOperationType eq 'Create'`)).length, 1)
    const [from, to] = ['2020-01-01T00:00:00.123456Z', '2100-01-01T00:00:00.123456Z']
    t.equal((await events(admin, `&$filter=activityDateTime gt ${from} and activityDateTime le ${to}`)).length, 4)
    t.equal((await events(admin, `&$filter=resources/any(s:s/resourceId eq '${id}')`)).length, 4)
    for (const call of ['getAuditCategories', 'getAuditCategories()'])
      t.ok((await admin.get(`${EVENTS}/${call}`)).json<{ value: string[] }>().value.includes('DeviceConfiguration'))
    const types = await admin.get(`${EVENTS}/getAuditActivityTypes(category='DeviceConfiguration')`)
    t.ok(types.json<{ value: string[] }>().value.includes('Patch DeviceManagementConfigurationPolicy'), types.body)
  })

  await t.test('B151: secrets are not told', async (t) => {
    await admin.post('/beta/deviceAppManagement/vppTokens', { organizationName: 'a', token: 'very secret' })
    t.notMatch(JSON.stringify(await events(admin)), /very secret/)
  })

  await t.test('B154: parts of a batch are events as well', async (t) => {
    const before = (await events(admin)).length
    const part = (n: string): object => ({
      id: n,
      method: 'POST',
      url: '/deviceManagement/deviceCategories',
      headers: { 'content-type': 'application/json' },
      body: { displayName: `c${n}` },
    })
    await admin.post('/beta/$batch', { requests: [part('1'), part('2')] })
    t.equal((await events(admin)).length, before + 2)
  })
})

await forEachEmulator(
  t,
  async (t, emulator) => {
    const { admin } = emulator
    for (let i = 0; i < 8; i++) await admin.post(`${BETA}/deviceCategories`, { displayName: `c${i}` })
    t.same(
      (await events(admin)).map(({ resources }) => resources[0]?.displayName),
      ['c3', 'c4', 'c5', 'c6', 'c7'],
      'a tenant keeps the newest ones',
    )
    const { database } = emulator.store
    const log = new AuditLog({ database, kept: 50, onFailure: (error) => t.fail(String(error)) })
    const at = (i: number): string => `2026-11-01T10:00:00.${String(i).padStart(4, '0')}`
    for (let i = 0; i < 1000; i++) log.note({ ...NOTE, id: `n${i}`, at: at(i) })
    await log.close()
    t.same(
      (await database.write(() => takeStored(database, TENANT))).map((note) => note.id),
      Array.from({ length: 50 }, (_, i) => `n${950 + i}`),
      'notes that are not read do not pile up',
    )
    const read = async (): Promise<number | undefined> => {
      await admin.get(`${BETA}/deviceCategories?$top=1`)
      return database.cacheFigures?.()?.misses
    }
    await read()
    const misses = await read()
    log.note({ ...NOTE, id: 'later', at: at(0) })
    await log.close()
    t.equal(await read(), misses, 'what was read is remembered when notes are stored')
  },
  { auditEvents: 5 },
)

await forEachEmulator(
  t,
  async (t, emulator) => {
    await emulator.admin.post(`${BETA}/deviceCategories`, { displayName: 'a' })
    t.same(await events(emulator.admin), [], 'nothing is noted where nothing is kept')
  },
  { auditEvents: 0, history: 0 },
)
