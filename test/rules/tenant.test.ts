/** What every tenant has and keeps, and what the service makes of filters, roles, messages and brandings: B87 to B116. */
import t from 'tap'
import { mappedPermissions } from '../../src/model/facts/permission-map.js'
import { forEachEmulator, TENANT } from '../harness/emulator.js'
import type { Client, Response } from '../harness/emulator.js'

const BETA = '/beta/deviceManagement'
const ENROLLMENT = `${BETA}/deviceEnrollmentConfigurations`
const ROLES = `${BETA}/roleDefinitions`
const TEMPLATES = `${BETA}/notificationMessageTemplates`
const FILTERS = `${BETA}/assignmentFilters`
const NEVER = '0001-01-01T00:00:00Z'

type Item = Record<string, unknown> & { id: string }

async function made(client: Client, url: string, body: object): Promise<Item> {
  const response = await client.post(url, body)
  if (response.statusCode !== 201) throw new Error(`POST ${url}: ${response.statusCode} ${response.body}`)
  return response.json()
}

function valueOf(response: Response): Item[] {
  return response.json<{ value: Item[] }>().value
}

const read = async (client: Client, url: string): Promise<Item> => (await client.get(url)).json()

const IOS = '#microsoft.graph.iosGeneralDeviceConfiguration'
const WINDOWS = '#microsoft.graph.windows10GeneralConfiguration'

await forEachEmulator(t, async (t, emulator) => {
  const { admin } = emulator
  const tenant = { id: TENANT }

  await t.test('B8, B87, B88, B89, L17: a new tenant has the five defaults of enrolment', async (t) => {
    const defaults = valueOf(await admin.get(ENROLLMENT))
    t.same(
      defaults.map(({ id }) => id).sort(),
      [
        'DefaultLimit',
        'DefaultPlatformRestrictions',
        'DefaultWindows10EnrollmentCompletionPageConfiguration',
        'DefaultWindowsHelloForBusiness',
        'WindowsRestore',
      ].map((suffix) => `${tenant.id}_${suffix}`),
    )
    for (const each of defaults)
      t.match(each, {
        displayName: 'All users and all devices',
        priority: 0,
        version: 0,
        createdDateTime: NEVER,
        roleScopeTagIds: [],
      })
    t.match(await read(admin, `${ENROLLMENT}/${tenant.id}_DefaultLimit`), { limit: 15 })
    t.match(await read(admin, `${ENROLLMENT}/${tenant.id}_DefaultPlatformRestrictions`), {
      windowsMobileRestriction: { platformBlocked: true },
      windowsRestriction: { platformBlocked: false },
    })
    const restore = valueOf(await admin.get('/v1.0/deviceManagement/deviceEnrollmentConfigurations'))
    t.notOk('@odata.type' in (restore.find(({ id }) => id.endsWith('_WindowsRestore')) ?? { '@odata.type': '' }))
  })

  await t.test(
    'B88: a default is not deleted, renamed or assigned; its settings change and its version stays',
    async (t) => {
      const url = `${ENROLLMENT}/${tenant.id}_DefaultLimit`
      const type = { '@odata.type': '#microsoft.graph.deviceEnrollmentLimitConfiguration' }
      t.equal((await admin.delete(url)).statusCode, 400)
      t.equal((await admin.patch(url, { ...type, displayName: 'Mine' })).statusCode, 400)
      const target = { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' }
      t.equal((await admin.post(`${url}/assign`, { enrollmentConfigurationAssignments: [{ target }] })).statusCode, 400)
      t.equal((await admin.post(`${url}/assignments`, { target })).statusCode, 400)
      t.equal((await admin.patch(url, { ...type, limit: 5 })).statusCode, 200)
      t.match(await read(admin, url), { limit: 5, version: 0, displayName: 'All users and all devices' })
    },
  )

  await t.test('B87: the id of a configuration says its kind', async (t) => {
    const kinds: readonly (readonly [type: string, suffix: string])[] = [
      ['deviceEnrollmentLimitConfiguration', 'Limit'],
      ['deviceEnrollmentPlatformRestrictionConfiguration', 'SinglePlatformRestriction'],
      ['windows10EnrollmentCompletionPageConfiguration', 'Windows10EnrollmentCompletionPageConfiguration'],
      ['deviceEnrollmentWindowsHelloForBusinessConfiguration', 'WindowsHelloForBusiness'],
      ['deviceEnrollmentNotificationConfiguration', 'EnrollmentNotificationsConfiguration'],
    ]
    for (const [type, suffix] of kinds) {
      const { id } = await made(admin, ENROLLMENT, { '@odata.type': `#microsoft.graph.${type}`, displayName: 'Mine' })
      t.match(id, new RegExp(`^[0-9a-f-]{36}_${suffix}$`))
      t.equal((await admin.get(`${ENROLLMENT}('${id}')`)).statusCode, 200)
      t.equal((await admin.delete(`${ENROLLMENT}/${id}`)).statusCode, 204)
    }
  })

  await t.test('B108: built-in roles are there in every tenant, tell what they allow twice, and stay', async (t) => {
    const roles = valueOf(await admin.get(ROLES))
    t.ok(roles.length >= 8)
    t.ok(
      roles.every(({ isBuiltIn, isBuiltInRoleDefinition }) => isBuiltIn === true && isBuiltInRoleDefinition === true),
    )
    t.match(await read(admin, `${ROLES}/c56d53a2-73d0-4502-b6bd-4a9d3dba28d5`), {
      displayName: 'Endpoint Security Manager',
    })
    for (const { id, permissions, rolePermissions } of roles) {
      t.same(permissions, rolePermissions)
      t.equal((await admin.patch(`${ROLES}/${id}`, { description: 'mine' })).statusCode, 400)
      t.equal((await admin.delete(`${ROLES}/${id}`)).statusCode, 400)
    }
  })

  await t.test('B108: permissions and rolePermissions of a custom role are the same', async (t) => {
    const allowedResourceActions = ['Microsoft.Intune_ManagedDevices_Read']
    const rolePermissions = [{ resourceActions: [{ allowedResourceActions, notAllowedResourceActions: [] }] }]
    const type = { '@odata.type': '#microsoft.graph.deviceAndAppManagementRoleDefinition' }
    const one = await made(admin, ROLES, { ...type, displayName: 'Custom', rolePermissions })
    t.match(one['permissions'], [{ actions: allowedResourceActions, resourceActions: [{ allowedResourceActions }] }])
    const other = await made(admin, ROLES, {
      ...type,
      displayName: 'Other',
      permissions: [{ actions: allowedResourceActions }],
    })
    t.match(other['rolePermissions'], [{ resourceActions: [{ allowedResourceActions }] }])
    t.equal((await admin.patch(`${ROLES}/${one.id}`, { ...type, description: 'changed' })).statusCode, 200)
    t.equal((await admin.delete(`${ROLES}/${one.id}`)).statusCode, 204)
  })

  await t.test('B110: what roles can allow is a catalog', async (t) => {
    const operations = valueOf(await admin.get(`${BETA}/resourceOperations?$top=1000`))
    t.ok(operations.length > 150)
    t.ok(operations.every(({ id }) => /^Microsoft\.Intune_\w+_\w+$/.test(id)))
  })

  await t.test('B113: a template has a message for each language, and one default', async (t) => {
    const template = await made(admin, TEMPLATES, { displayName: 'Please comply' })
    t.equal(template['defaultLocale'], null)
    const messages = `${TEMPLATES}/${template.id}/localizedNotificationMessages`
    const text = { subject: 'a', messageTemplate: 'b' }
    const english = await made(admin, messages, { ...text, locale: 'en-US', isDefault: true })
    t.match(english, { id: `${template.id}_en-us`, locale: 'en-US', isDefault: true })
    t.equal((await read(admin, `${TEMPLATES}/${template.id}`))['defaultLocale'], 'en-us')
    const german = await made(admin, messages, { ...text, locale: 'de-DE', isDefault: true })
    t.equal((await read(admin, `${TEMPLATES}/${template.id}`))['defaultLocale'], 'de-de')
    t.equal((await read(admin, `${messages}/${english.id}`))['isDefault'], false)
    t.equal((await admin.post(messages, { ...text, locale: 'DE-de' })).statusCode, 409)
    t.equal((await admin.patch(`${messages}/${english.id}`, { isDefault: true })).statusCode, 200)
    t.equal((await read(admin, `${messages}/${german.id}`))['isDefault'], false)
  })

  await t.test('B116: there is one default branding, which keeps its name', async (t) => {
    const brandings = `${BETA}/intuneBrandingProfiles`
    const [branding, ...others] = valueOf(await admin.get(brandings))
    t.match(branding, { id: 'c3a59481-1bf2-46ce-94b3-66eec07a8d60', isDefaultProfile: true })
    t.same(others, [])
    t.equal((await admin.delete(`${brandings}/${branding?.id}`)).statusCode, 400)
    t.equal((await admin.patch(`${brandings}/${branding?.id}`, { profileName: 'Mine' })).statusCode, 400)
    t.equal((await admin.patch(`${brandings}/${branding?.id}`, { displayName: 'Contoso' })).statusCode, 200)
    const other = await made(admin, brandings, { profileName: 'Another', isDefaultProfile: true })
    t.equal((await admin.patch(`${brandings}/${other.id}`, { profileName: 'Mine' })).statusCode, 200)
    t.equal((await admin.delete(`${brandings}/${other.id}`)).statusCode, 204, 'it only says that it is the default')
  })

  const filter = (rule: string): object => ({ displayName: 'a', platform: 'windows10AndLater', rule })

  await t.test('B106, L48: validateFilter tells whether a rule is one; platforms tell their properties', async (t) => {
    const valid = async (rule: string): Promise<unknown> => {
      const body = { deviceAndAppManagementAssignmentFilter: filter(rule) }
      return (await admin.post(`${FILTERS}/validateFilter`, body)).json<Item>()['isValidRule']
    }
    t.equal(await valid('(device.model -eq "a")'), true)
    t.equal(await valid('(device.model -matches "a")'), false)
    const asked = await admin.get(`${FILTERS}/getPlatformSupportedProperties(platform='macOS')`)
    t.equal(asked.statusCode, 200, asked.body)
    t.ok(valueOf(asked).some(({ name }) => name === 'device.cpuArchitecture'))
    const { id } = await made(admin, FILTERS, filter('(device.model -eq "a")'))
    t.ok(
      valueOf(await admin.get(`${FILTERS}/${id}/getSupportedProperties`)).some(({ name }) => name === 'device.model'),
    )
    t.match((await admin.get(`${FILTERS}/getState`)).json(), { enabled: true })
  })

  await t.test('B105, B107: a filter tells what uses it, and is not deleted then', async (t) => {
    for (const [set, platform, payloadType, body] of [
      [
        'deviceManagement/configurationPolicies',
        'windows10AndLater',
        'deviceManagmentConfigurationAndCompliancePolicy',
        { name: 'a', platforms: 'windows10', technologies: 'mdm' },
      ],
      [
        'deviceAppManagement/mobileAppConfigurations',
        'iOS',
        'unknown',
        { '@odata.type': '#microsoft.graph.iosMobileAppConfiguration', displayName: 'a', targetedMobileApps: [] },
      ],
    ] as const) {
      const { id } = await made(admin, FILTERS, { ...filter('(device.model -eq "a")'), platform })
      const policy = await made(admin, `/beta/${set}`, body)
      const target = {
        '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget',
        deviceAndAppManagementAssignmentFilterId: id,
        deviceAndAppManagementAssignmentFilterType: 'include',
      }
      await admin.post(`/beta/${set}/${policy.id}/assign`, { assignments: [{ target }] })
      const payloads = [
        {
          payloadId: policy.id,
          payloadType,
          groupId: 'adadadad-808e-44e2-905a-0b7873a8a531',
          assignmentFilterType: 'include',
        },
      ]
      t.same((await read(admin, `${FILTERS}/${id}`))['payloads'], [])
      t.same((await read(admin, `${FILTERS}/${id}/payloads`))['value'], payloads)
      t.same((await read(admin, `${FILTERS}/${id}?$select=payloads`))['payloads'], payloads)
      const refused = await admin.delete(`${FILTERS}/${id}`)
      t.equal(refused.statusCode, 400, set)
      t.match(refused.body, /assignments that use it/)
      await admin.post(`/beta/${set}/${policy.id}/assign`, { assignments: [] })
      t.equal((await admin.delete(`${FILTERS}/${id}`)).statusCode, 204)
    }
  })
})

await forEachEmulator(
  t,
  async (t, emulator) => {
    const admin = await (await emulator.newTenant()).as(...mappedPermissions())

    await t.test('B30, B106, live: the rule of a filter is read, and its platform stays', async (t) => {
      const body = { displayName: 'a', platform: 'macOS', rule: '(device.model -eq "a")' }
      const { id } = await made(admin, FILTERS, body)
      for (const rule of ['Rule value', '(device.enrollmentProfileName -eq "a")', '(device.model -eq "a"']) {
        const refused = await admin.post(FILTERS, { ...body, rule })
        t.equal(refused.statusCode, 400)
        t.match(refused.body, /The rule of the filter is not valid/)
      }
      t.equal((await admin.patch(`${FILTERS}/${id}`, { platform: 'iOS' })).statusCode, 400)
      t.equal((await admin.patch(`${FILTERS}/${id}`, { displayName: 'b', platform: 'macOS' })).statusCode, 200)
    })

    await t.test('L47: a filter for managed apps is for what protects and configures those alone', async (t) => {
      const rule = { rule: '(app.appVersion -eq "1")', assignmentFilterManagementType: 'apps' }
      const { id } = await made(admin, FILTERS, {
        displayName: 'apps',
        platform: 'iOSMobileApplicationManagement',
        ...rule,
      })
      const target = {
        '@odata.type': '#microsoft.graph.allLicensedUsersAssignmentTarget',
        deviceAndAppManagementAssignmentFilterId: id,
        deviceAndAppManagementAssignmentFilterType: 'include',
      }
      const type = '#microsoft.graph.iosGeneralDeviceConfiguration'
      const configurations = '/beta/deviceManagement/deviceConfigurations'
      const policy = await made(admin, configurations, { '@odata.type': type, displayName: 'a' })
      const refused = await admin.post(`${configurations}/${policy.id}/assign`, { assignments: [{ target }] })
      t.equal(refused.statusCode, 400)
      t.match(refused.body, /is for managed apps/)
      const protections = '/beta/deviceAppManagement/iosManagedAppProtections'
      const protection = await made(admin, protections, { displayName: 'p' })
      t.equal(
        (await admin.post(`${protections}/${protection.id}/assign`, { assignments: [{ target }] })).statusCode,
        204,
      )
    })

    await t.test('B27: a filter is of the platform of what it is used for', async (t) => {
      const filter = { displayName: 'Phones', platform: 'iOS', rule: '(device.model -eq "a")' }
      const { id } = await made(admin, FILTERS, filter)
      const target = {
        '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget',
        deviceAndAppManagementAssignmentFilterId: id,
        deviceAndAppManagementAssignmentFilterType: 'exclude',
      }
      const catalog = { technologies: 'mdm' }
      const cases: readonly (readonly [set: string, body: object, code: number, key?: string])[] = [
        ['deviceManagement/deviceConfigurations', { '@odata.type': IOS }, 200],
        ['deviceManagement/deviceConfigurations', { '@odata.type': WINDOWS }, 400],
        ['deviceManagement/configurationPolicies', { ...catalog, name: 'a', platforms: 'iOS,macOS' }, 200],
        ['deviceManagement/configurationPolicies', { ...catalog, name: 'a', platforms: 'windows10' }, 400],
        [
          'deviceManagement/deviceShellScripts',
          { fileName: 'a.sh', scriptContent: 'YQ==' },
          400,
          'deviceManagementScriptAssignments',
        ],
        ['deviceManagement/groupPolicyConfigurations', {}, 400],
      ]
      for (const [set, body, code, key = 'assignments'] of cases) {
        const item = await made(admin, `/beta/${set}`, { ...('name' in body ? {} : { displayName: 'a' }), ...body })
        const assigned = await admin.post(`/beta/${set}/${item.id}/assign`, { [key]: [{ target }] })
        t.equal(assigned.statusCode, code, set)
        if (code === 400) t.match(assigned.body, /The filter .* is for iOS, and cannot be used here/)
      }
    })

    await t.test('B109, live: actions are not excluded, and names of roles are unique', async (t) => {
      const type = { '@odata.type': '#microsoft.graph.deviceAndAppManagementRoleDefinition', displayName: 'Custom' }
      const actions = {
        allowedResourceActions: [],
        notAllowedResourceActions: ['Microsoft.Intune_ManagedDevices_Read'],
      }
      const refused = await admin.post(ROLES, { ...type, rolePermissions: [{ resourceActions: [actions] }] })
      t.equal(refused.statusCode, 400)
      t.match(refused.body, /NotAllowedResourceAction is not supported for Device and App Management/)
      const created = await admin.post(ROLES, { ...type, isBuiltIn: true })
      t.match(created.json(), { isBuiltIn: false })
      t.equal((await admin.post(ROLES, type)).statusCode, 409)
    })

    await t.test('B113, live: the default message is given up by naming another one', async (t) => {
      const created = await admin.post(TEMPLATES, { displayName: 'a', defaultLocale: 'xx' })
      const { id, defaultLocale } = created.json<Item>()
      t.equal(defaultLocale, null)
      const messages = `${TEMPLATES}/${id}/localizedNotificationMessages`
      await admin.post(messages, { locale: 'en-US', subject: 'a', messageTemplate: 'b', isDefault: true })
      t.match(await read(admin, `${messages}/${id}_en-us`), { locale: 'en-us', isDefault: true })
      t.equal((await admin.patch(`${messages}/${id}_en-us`, { isDefault: false })).statusCode, 400)
    })
  },
  { profile: 'live' },
)
