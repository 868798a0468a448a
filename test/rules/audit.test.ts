/** The audit events of a tenant (B151 to B154): one for each write, with who did it and what was changed. */
import t from 'tap'
import { mappedPermissions } from '../../src/model/facts/permission-map.js'
import { AuditLog } from '../../src/services/audit/audit-log.js'
import { takeStored } from '../../src/services/audit/stored-notes.js'
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

const FILTER = { displayName: 'f', platform: 'macOS', rule: '(device.model -eq "a")', roleScopeTags: ['0'] }
const DRIVERS = { displayName: 'd', approvalType: 'manual' }

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
        'Create DeviceManagementConfigurationPolicyAssignment',
        'Delete DeviceManagementConfigurationPolicy',
      ],
    )
    t.same(
      all.map((event) => event['activityOperationType']),
      ['Create', 'Patch', 'Create', 'Delete'],
    )
    t.ok(all.every(({ activityResult }) => activityResult === 'Success'))
    t.same(await events(other), [])
    t.equal((await events(admin)).length, 4, 'reading is no event')
  })

  await t.test('B151, L91: an event tells the resource and each changed value', async (t) => {
    const [made, changed] = all.map(({ resources }) => resources[0])
    t.match(made, { displayName: 'Baseline', resourceId: id, auditResourceType: 'DeviceManagementConfigurationPolicy' })
    t.match(valuesOf(made), {
      Name: [null, 'Baseline'],
      Platforms: [null, 'Windows10'],
      DeviceManagementAPIVersion: [null, '5025-06-03'],
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

  await t.test('L91: values in collections, values that stay, and those that become nothing', async (t) => {
    const one = await (await emulator.newTenant()).as(...mappedPermissions())
    const apps = '/beta/deviceAppManagement/mobileApps'
    const sent = {
      '@odata.type': '#microsoft.graph.webApp',
      displayName: 'LF web',
      publisher: 'Larkspur',
      notes: 'n',
      appUrl: 'https://larkspur.example',
      roleScopeTagIds: ['0', '1'],
    }
    const app = (await one.post(apps, sent)).json<{ id: string }>()
    const change = { '@odata.type': sent['@odata.type'], displayName: 'LF web', notes: null, roleScopeTagIds: ['0'] }
    t.equal((await one.patch(`${apps}/${app.id}`, change)).statusCode, 200)
    const assignment = { intent: 'required', target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' } }
    await one.post(`${apps}/${app.id}/assign`, {
      mobileAppAssignments: [{ '@odata.type': '#microsoft.graph.mobileAppAssignment', ...assignment }],
    })
    const script = { displayName: 's', fileName: 's.ps1', scriptContent: 'ZXhpdA==' }
    await one.post(`${BETA}/deviceManagementScripts`, script)
    const [created, changed, assigned, made] = await events(one)
    t.match(created, { displayName: 'Create application.', componentName: 'MobileApp' })
    t.match(valuesOf(created?.resources[0]), {
      Type: [null, 'WebApp'],
      '$Collection.RoleScopeTagIds[0]': [null, '0'],
      '$Collection.RoleScopeTagIds[1]': [null, '1'],
    })
    t.match(valuesOf(changed?.resources[0]), {
      DisplayName: ['LF web', ''],
      Notes: ['n', '<null>'],
      '$Collection.RoleScopeTagIds[1]': ['1', '<null>'],
    })
    t.match(assigned, { activityType: 'Create MobileAppAssignment', activityOperationType: 'Create' })
    t.match(valuesOf(assigned?.resources[1]), {
      Intent: [null, 'Required'],
      'Target.Type': [null, 'AllDevicesAssignmentTarget'],
      Id: [null, `${app.id}_adadadad-808e-44e2-905a-0b7873a8a531`],
    })
    t.match(made, { activityType: 'createDeviceManagementScript', componentName: 'DeviceConfiguration' })
  })

  await t.test('L92, backups K27: components have the names that tools ask for', async (t) => {
    const one = await (await emulator.newTenant()).as(...mappedPermissions())
    for (const [path, body, component] of [
      ['deviceManagement/assignmentFilters', FILTER, 'AssignmentFilter'],
      ['deviceManagement/notificationMessageTemplates', { displayName: 'n' }, 'NotificationMessageTemplate'],
      ['deviceManagement/windowsDriverUpdateProfiles', DRIVERS, 'SoftwareUpdateConfiguration'],
      ['deviceAppManagement/iosManagedAppProtections', { displayName: 'p' }, 'ManagedAppProtection'],
    ] as const) {
      const response = await one.post(`/beta/${path}`, body)
      t.equal(response.statusCode, 201, response.body)
      const range =
        'activityDateTime gt 2000-01-01T00:00:00.000000Z and activityDateTime le 2100-01-01T00:00:00.000000Z'
      const filter = `componentName eq '${component}' and ${range} and activityOperationType ne 'Get'`
      const select = 'actor,activityDateTime,activityType,activityOperationType,activityResult,resources'
      const asked = await one.get(
        `/v1.0/deviceManagement/auditEvents?$filter=${filter}&$select=${select}&$orderby=activityDateTime desc`,
      )
      t.match(asked.json(), { value: [{ activityResult: 'Success', resources: [{ displayName: /./ }] }] }, path)
    }
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
      resourceId: `${id}_${target.groupId}`,
    })
    t.same(valuesOf(assignment), {
      'Target.Type': [null, 'GroupAssignmentTarget'],
      'Target.GroupId': [null, target.groupId],
      'Target.DeviceAndAppManagementAssignmentFilterId': [null, '<null>'],
      'Target.DeviceAndAppManagementAssignmentFilterType': [null, 'None'],
      Id: [null, `${id}_${target.groupId}`],
      Source: [null, 'Direct'],
      SourceId: [null, id],
      DeviceManagementAPIVersion: [null, '5025-06-03'],
    })
    t.same(more, [])
    t.match(all[2], { displayName: 'Create device configuration assignment 2.0 (beta)' })
  })

  await t.test('B153: the filters that clients use, and the functions', async (t) => {
    t.equal((await events(admin, `&$filter=activityOperationType ne 'Get'`)).length, 4)
    t.equal((await events(admin, `&$filter=category eq 'Application'`)).length, 0)
    t.equal((await events(admin, `&$filter=activityOperationType eq 'Create'`)).length, 2)
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

  await t.test('what was sent is told however it was written, and secrets are not', async (t) => {
    const uri = { '@odata.type': '#microsoft.graph.omaSettingString', displayName: 'o', omaUri: './a' }
    const custom = { '@odata.type': '#microsoft.graph.windows10CustomConfiguration' }
    const categories = [
      '{"displayName":"plain","description":"d"}',
      '{"displayName":"\\u0070lain","description":"\\\\u0000 \\\\\\\\u0000"}',
      '{ "displayName" : "blanks",\n "description": "d" }',
      '{"displayName":{"password":"tell-nobody"},"displayName":"twice","description":"d"}',
      '{"displayName":"twice","description":"tell-nobody","description":"d"}',
    ]
    const configurations = [
      JSON.stringify({ ...custom, displayName: 'secret', omaSettings: [{ ...uri, value: 'tell-nobody' }] }),
      JSON.stringify({ ...custom, displayName: 'number', version: 2000 }),
    ]
    const before = (await events(admin)).length
    for (const [set, bodies] of Object.entries({
      deviceCategories: categories,
      deviceConfigurations: configurations,
    }))
      for (const body of bodies) t.equal((await admin.post(`${BETA}/${set}`, body)).statusCode, 201, body)
    const told = (await events(admin)).slice(before)
    t.same(
      told.map(({ resources }) => resources[0]?.displayName),
      ['plain', 'plain', 'blanks', 'twice', 'twice', 'secret', 'number'],
    )
    t.same(valuesOf(told[1]?.resources[0])['Description'], [null, '\\u0000 \\\\u0000'])
    t.notMatch(JSON.stringify(told), 'tell-nobody')
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
