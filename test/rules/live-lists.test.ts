/** What the live service does in its own way with times, lists, members and ids: B3, B18, B19, B22, B30 and others. */
import t from 'tap'
import { mappedPermissions } from '../../src/model/facts/permission-map.js'
import { APPS, expecting } from '../harness/app-content.js'
import { forEachEmulator, startEmulator } from '../harness/emulator.js'

type Json = Record<string, unknown>
type Item = Json & { id: string }

const BETA = '/beta/deviceManagement'
const POLICIES = `${BETA}/configurationPolicies`
const PREFIX = '#microsoft.graph.deviceManagementConfiguration'
const TEMPLATE = '804339ad-1553-4478-a742-138fb5807418_1'
const ARCHIVES = 'device_vendor_msft_policy_config_defender_allowarchivescanning'
const ZEROS = '00000000-0000-0000-0000-000000000000'

const typed = (type: string, members: Json = {}): Json => ({
  '@odata.type': `#microsoft.graph.${type}`,
  displayName: 'd',
  ...members,
})

await forEachEmulator(t, async (t, emulator) => {
  const documented = await (await emulator.newTenant()).as(...mappedPermissions())
  const server = await startEmulator(t, { store: emulator.store, profile: 'live' })
  const live = server.withToken(documented.token)
  const read = async (url: string): Promise<Item> => expecting(200, live.get(url))
  const values = async (url: string): Promise<Item[]> => (await read(url))['value'] as Item[]
  const made = async (url: string, body: Json): Promise<Item> => {
    const response = await live.post(url, body)
    if (response.statusCode > 201) throw new Error(`POST ${url}: ${response.statusCode} ${response.body}`)
    return response.json()
  }

  await t.test(
    'B3: some sets tell the last change in whole seconds, but for the answer that made the item',
    async (t) => {
      const FRACTION = /\.\d{1,7}Z$/
      const sets: readonly (readonly [url: string, body: Json, whole: boolean])[] = [
        [`${BETA}/notificationMessageTemplates`, { displayName: 'n', brandingOptions: 'none' }, true],
        [`${BETA}/deviceEnrollmentConfigurations`, typed('deviceEnrollmentLimitConfiguration', { limit: 3 }), true],
        [
          '/beta/deviceAppManagement/mobileApps',
          typed('webApp', { publisher: 'p', appUrl: 'https://a.example' }),
          true,
        ],
        ['/beta/deviceAppManagement/iosManagedAppProtections', typed('iosManagedAppProtection'), true],
        [`${BETA}/deviceConfigurations`, typed('iosGeneralDeviceConfiguration'), false],
        [POLICIES, { name: 'p', platforms: 'windows10', technologies: 'mdm' }, false],
      ]
      for (const [url, body, whole] of sets) {
        const answer = await made(url, body)
        const later = await read(`${url}/${answer.id}`)
        for (const each of [answer, later]) t.match(each['createdDateTime'] ?? '.1Z', FRACTION, url)
        t.match(answer['lastModifiedDateTime'], FRACTION, url)
        t.match(later['lastModifiedDateTime'], whole ? /:\d\dZ$/ : FRACTION, url)
      }
    },
  )

  await t.test('B18: policies of the settings catalog come by name, and links encode the options anew', async (t) => {
    for (const name of ['b', 'A', 'c']) await made(POLICIES, { name, platforms: 'windows10', technologies: 'mdm' })
    const names = (await values(POLICIES)).map((each) => String(each['name']))
    t.same(
      names,
      [...names].sort((one, other) => (one.toLowerCase() < other.toLowerCase() ? -1 : 1)),
    )
    const page = await read(`${POLICIES}?$select=id,name&$top=2&$filter=technologies has 'mdm'`)
    const link = String(page['@odata.nextLink'])
    t.match(link, /\$select=id%2[cC]name&.*\$filter=technologies\+has\+/)
    const rest = await read(link.slice(link.indexOf('/beta/')))
    t.same(
      [...(page['value'] as Item[]), ...(rest['value'] as Item[])].map((each) => each['name']).slice(0, 3),
      names.slice(0, 3),
    )
  })

  await t.test('B18: links are encoded in lower case, with a plus for a space', async (t) => {
    await made(POLICIES, { name: 'first', platforms: 'windows10', technologies: 'mdm' })
    await made(POLICIES, { name: 'second', platforms: 'windows10', technologies: 'mdm' })
    const { '@odata.nextLink': next } = await read(`${POLICIES}?$top=1&$select=id,name&$orderby=name desc`)
    t.match(next, /\?\$top=1&\$select=id%2cname&\$orderby=name\+desc&\$skiptoken=/)
  })

  await t.test('B52, B53, B57, B66: catalogs are read alone, in live', async (t) => {
    const sets = ['configurationPolicyTemplates', 'configurationSettings', 'groupPolicyDefinitions', 'templates']
    for (const set of sets) {
      t.match(await expecting(400, live.post(`${BETA}/${set}`, { displayName: 'd' })), {
        error: { code: /No method match/ },
      })
      const [item] = await values(`${BETA}/${set}?$top=1`)
      await expecting(400, live.patch(`${BETA}/${set}/${item?.id}`, { displayName: 'd' }))
      await expecting(400, live.delete(`${BETA}/${set}/${item?.id}`))
    }
  })

  await t.test('B86: the root tells its settings where they are selected, and its context is its name', async (t) => {
    const root = {
      '@odata.context': /#deviceManagement$/,
      id: 'deviceManagement',
      settings: null,
      maximumDepTokens: 100,
    }
    t.match(await read(BETA), root)
    const settings = { deviceComplianceCheckinThresholdDays: 30, isScheduledActionEnabled: true }
    t.match(await read(`${BETA}/settings`), settings)
    t.match(await read(`${BETA}?$select=settings`), { settings })
    await expecting(204, live.patch(BETA, { settings: { ...settings, secureByDefault: true } }))
    t.match(await read(BETA), root)
    t.match(await read(`${BETA}/settings`), { ...settings, secureByDefault: true })
    t.match(await read('/v1.0/deviceManagement/intuneBrand'), { showLogo: false })
    t.match(await read(`${BETA}/managedDeviceCleanupSettings`), { deviceInactivityBeforeRetirementInDays: null })
  })

  await t.test('B103, B171: settings of a tenant with an id or a context of their own', async (t) => {
    const google = 'androidManagedStoreAccountEnterpriseSettings'
    t.match(await read(`${BETA}/${google}`), { id: google, bindStatus: 'notBound' })
    await expecting(200, live.post(`${BETA}/${google}/syncApps`, {}))
    t.match(await read(`${BETA}/${google}`), { id: google })
    t.match(await read('/beta/deviceAppManagement/windowsManagementApp'), {
      '@odata.context': /\$metadata#microsoft\.graph\.windowsManagementApp$/,
    })
  })

  await t.test('B116: a branding is made of its name, and the default reaches everybody', async (t) => {
    const url = `${BETA}/intuneBrandingProfiles`
    const made = await expecting(
      201,
      live.post(url, {
        profileName: 'p',
        profileDescription: 'd',
        displayName: 'x',
        isDefaultProfile: true,
        showLogo: true,
      }),
    )
    const own = {
      profileName: 'p',
      profileDescription: 'd',
      displayName: null,
      isDefaultProfile: false,
      showLogo: false,
    }
    t.match(made, own)
    await expecting(204, live.patch(`${url}/${String(made['id'])}`, { displayName: 'x', showLogo: true }))
    t.match(await read(`${url}/${String(made['id'])}`), { ...own, displayName: 'x', showLogo: true })
    const found = await expecting(200, server.admin.get(`${url}?$filter=isDefaultProfile eq true`))
    const [first] = found['value'] as Item[]
    const assignments = [{ target: { '@odata.type': '#microsoft.graph.allLicensedUsersAssignmentTarget' } }]
    await expecting(400, server.admin.post(`${url}/${first?.id}/assign`, { assignments }))
    await expecting(200, live.post(`${url}/${String(made['id'])}/assign`, { assignments }))
  })

  await t.test('B146: the query of a cached report may filter', async (t) => {
    const id = 'DeviceCompliance_00000000-0000-0000-0000-000000000001'
    await made(`${BETA}/reports/cachedReportConfigurations`, { id, filter: '', orderBy: [], select: ['DeviceName'] })
    const query = {
      id,
      skip: 0,
      top: 2,
      search: '',
      orderBy: [],
      select: ['DeviceName'],
      filter: "(DeviceName eq 'none')",
    }
    const { body } = await live.post(`${BETA}/reports/getCachedReport`, query)
    t.match(JSON.parse(body), { TotalRowCount: 0, Values: [] })
  })

  await t.test('B160, B185: the answer to a new app or configuration tells what is still to be done', async (t) => {
    const apps = '/beta/deviceAppManagement/mobileApps'
    const app = await made(apps, typed('webApp', { publisher: 'p', appUrl: 'https://a.example' }))
    t.match(app, { publishingState: 'processing', uploadState: 2 })
    t.match(await read(`${apps}/${app.id}`), { publishingState: 'published', uploadState: 1 })
    const configurations = '/beta/deviceAppManagement/targetedManagedAppConfigurations'
    const assignments = [{ target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: ZEROS } }]
    const configuration = await made(configurations, { displayName: 'd', appGroupType: 'allApps', assignments })
    t.equal(configuration['isAssigned'], false)
    t.match(await read(`${configurations}/${configuration.id}`), { isAssigned: true })
  })

  await t.test('B161: content is not reached through an abstract type, in live', async () => {
    const app = await made(
      '/beta/deviceAppManagement/mobileApps',
      typed('win32LobApp', { publisher: 'p', fileName: 'a' }),
    )
    const below = (type: string, of = ''): string =>
      `/beta/deviceAppManagement/mobileApps/${app.id}/microsoft.graph.${type}/contentVersions${of}`
    for (const type of ['mobileLobApp', 'managedMobileLobApp']) {
      await expecting(400, live.get(below(type)))
      await expecting(400, live.post(below(type), {}))
      await expecting(400, live.post(below(type, '/1/files'), {}))
    }
    await made(below('win32LobApp'), {})
  })

  await t.test('B19: filters that the service does not take are refused in live alone', async (t) => {
    const refused = [
      "assignmentFilters?$filter=displayName eq 'x'",
      "windowsFeatureUpdateProfiles?$filter=displayName eq 'x'",
      "windowsDriverUpdateProfiles?$filter=displayName eq 'x'",
      "detectedApps?$filter=displayName eq 'x'",
      `deviceManagementScripts?$filter=id eq '${ZEROS}'`,
      `deviceShellScripts?$filter=id eq '${ZEROS}'`,
      `deviceCustomAttributeShellScripts?$filter=id eq '${ZEROS}'`,
      `deviceComplianceScripts?$filter=id eq '${ZEROS}'`,
      "deviceEnrollmentConfigurations?$filter=isof('microsoft.graph.deviceEnrollmentLimitConfiguration')",
      `managedDevices?$filter=id eq '${ZEROS}'`,
      "managedDevices?$filter=deviceName in ('a','b')",
      'troubleshootingEvents?$filter=eventDateTime gt 2026-01-01T00:00:00Z',
      'autopilotEvents?$filter=eventDateTime gt 2026-01-01T00:00:00Z',
    ]
    for (const each of refused) {
      const answer = await live.get(`${BETA}/${each}`)
      t.equal(answer.statusCode, 400, each)
      t.match(answer.body, /cannot be used in the \$filter query option/)
      t.equal((await documented.get(`${BETA}/${each}`)).statusCode, 200, each)
    }
    const taken = [
      "deviceEnrollmentConfigurations?$filter=deviceEnrollmentConfigurationType eq 'Limit'",
      'deviceEnrollmentConfigurations?$filter=priority eq 0',
      "deviceManagementScripts?$filter=displayName eq 'id'",
      "managedDevices?$filter=deviceName eq 'id in'",
    ]
    for (const each of taken) t.equal((await live.get(`${BETA}/${each}`)).statusCode, 200, each)
    const { id } = await made(`${BETA}/deviceHealthScripts`, {
      displayName: 's',
      publisher: 'p',
      detectionScriptContent: 'YQ==',
    })
    const scripts = async (client: typeof live): Promise<Item[]> =>
      (await expecting(200, client.get(`${BETA}/deviceHealthScripts?$filter=isGlobalScript eq true`)))[
        'value'
      ] as Item[]
    t.match(await scripts(live), [{ id }], 'taken and not applied')
    t.same(await scripts(documented), [])
  })

  await t.test('B22: navigation that the service does not expand is refused in live alone', async (t) => {
    const terms = await made(`${BETA}/termsAndConditions`, {
      displayName: 't',
      title: 't',
      acceptanceStatement: 'a',
      bodyText: 'b',
    })
    const refused = [
      `${BETA}/termsAndConditions/${terms.id}?$expand=assignments`,
      '/beta/deviceAppManagement/policySets?$expand=assignments',
      '/beta/deviceAppManagement/managedAppPolicies?$expand=assignments',
    ]
    for (const url of refused) t.equal((await live.get(url)).statusCode, 400, url)
    for (const url of refused.slice(0, 2)) t.equal((await documented.get(url)).statusCode, 200, url)
    t.equal((await live.get(`${BETA}/termsAndConditions?$expand=assignments`)).statusCode, 200)
    const set = await made('/beta/deviceAppManagement/policySets', { displayName: 's' })
    t.equal(
      (await live.get(`/beta/deviceAppManagement/policySets/${set.id}?$expand=assignments,items`)).statusCode,
      200,
    )
  })

  await t.test('B30, B101: what is fixed when an item is made may be repeated, and not changed, in live', async (t) => {
    const items: readonly (readonly [set: string, body: Json, change: Json])[] = [
      ['appleUserInitiatedEnrollmentProfiles', { displayName: 'p', platform: 'iOS' }, { platform: 'macOS' }],
      [
        'deviceCustomAttributeShellScripts',
        {
          displayName: 's',
          customAttributeName: 'a',
          customAttributeType: 'string',
          fileName: 'a.sh',
          scriptContent: 'YQ==',
        },
        { customAttributeName: 'b' },
      ],
      ['windowsDriverUpdateProfiles', { displayName: 'd', approvalType: 'manual' }, { approvalType: 'automatic' }],
      ['intents', { displayName: 'i', templateId: ZEROS }, { templateId: 'other' }],
    ]
    for (const [set, body, change] of items) {
      const { id } = await made(`${BETA}/${set}`, body)
      const url = `${BETA}/${set}/${id}`
      const [name = ''] = Object.keys(change)
      const same = await live.patch(url, { [name]: body[name], description: 'changed' })
      t.ok(same.statusCode < 300, `${set}: ${same.body}`)
      t.match(await expecting(400, live.patch(url, change)), { error: {} }, set)
      t.match(await read(url), { [name]: body[name] })
      t.ok((await documented.patch(url, change)).statusCode < 300, set)
    }
    const { id } = await made(POLICIES, { name: 'p', platforms: 'windows10', technologies: 'mdm' })
    t.match(
      (await live.patch(`${POLICIES}/${id}`, { settings: [] })).body,
      /PATCH is not allowed on the settings navigation/,
    )
  })

  await t.test('B30: what IntuneCD repeats in its updates is no reason to refuse them', async (t) => {
    const policy = await made(`${BETA}/compliancePolicies`, { name: 'p', platforms: 'linux', technologies: 'linuxMdm' })
    const patched = await live.patch(`${BETA}/compliancePolicies/${policy.id}`, { description: 'd', settings: [] })
    t.ok(patched.statusCode < 300, patched.body)
    const type = '#microsoft.graph.azureADWindowsAutopilotDeploymentProfile'
    const profile = await made(`${BETA}/windowsAutopilotDeploymentProfiles`, { '@odata.type': type, displayName: 'p' })
    const repeated = { '@odata.type': type, description: 'd', managementServiceAppId: '' }
    const same = await live.patch(`${BETA}/windowsAutopilotDeploymentProfiles/${profile.id}`, repeated)
    t.ok(same.statusCode < 300, same.body)
    const url = `${BETA}/windowsAutopilotDeploymentProfiles/${profile.id}`
    for (const client of [live, documented])
      t.ok((await client.patch(url, { ...repeated, managementServiceAppId: ZEROS })).statusCode < 300)
    t.equal((await read(url))['managementServiceAppId'], null, 'an app that a client names is overlooked')
  })

  await t.test('B81: a client makes no script of Microsoft in live', async (t) => {
    const content = { detectionScriptContent: 'QQ==' }
    const script = await live.post(`${BETA}/deviceHealthScripts`, {
      displayName: 'g',
      isGlobalScript: true,
      ...content,
    })
    t.match([script.statusCode, script.json()], [201, { isGlobalScript: false }])
    t.ok((await live.delete(`${BETA}/deviceHealthScripts/${script.json().id}`)).statusCode < 300)
  })

  await t.test('B101: assignments of a profile of Apple are made, changed and deleted one by one', async (t) => {
    const { id } = await made(`${BETA}/appleUserInitiatedEnrollmentProfiles`, { displayName: 'p', platform: 'iOS' })
    const url = `${BETA}/appleUserInitiatedEnrollmentProfiles/${id}`
    t.equal(typeof (await read(url))['priority'], 'number')
    const target = typed('groupAssignmentTarget', { groupId: ZEROS.replace('0', '1') })
    delete target['displayName']
    const assignment = await made(`${url}/assignments`, { target })
    t.match(await values(`${url}/assignments`), [{ id: assignment.id }])
    t.ok((await live.patch(`${url}/assignments/${assignment.id}`, { target })).statusCode < 300)
    t.ok((await live.delete(`${url}/assignments/${assignment.id}`)).statusCode < 300)
    t.same(await values(`${url}/assignments`), [])
  })

  await t.test('B30e: full metadata offers the operations of policies and profiles', async (t) => {
    const stubs = async (url: string, body: Json): Promise<string[]> => {
      const { id } = await made(url, body)
      const full = await expecting(200, live.get(`${url}/${id}`, { accept: 'application/json;odata.metadata=full' }))
      return Object.keys(full).flatMap((name) => (name.startsWith('#microsoft.graph.') ? [name.slice(17)] : []))
    }
    const has = (found: readonly string[], ...names: string[]): void => {
      for (const name of names) t.ok(found.includes(name), `${name}: ${found.join()}`)
    }
    has(
      await stubs(POLICIES, { name: 'p', platforms: 'windows10', technologies: 'mdm' }),
      'assign',
      'createCopy',
      'reorder',
      'setEnrollmentTimeDeviceMembershipTarget',
      'retrieveEnrollmentTimeDeviceMembershipTarget',
      'clearEnrollmentTimeDeviceMembershipTarget',
      'retrieveLatestUpgradeDefaultBaselinePolicy',
    )
    has(
      await stubs(`${BETA}/deviceConfigurations`, typed('windowsUpdateForBusinessConfiguration')),
      ...['assign', 'assignedAccessMultiModeProfiles', 'windowsPrivacyAccessControls', 'getOmaSettingPlainTextValue'],
      ...['extendFeatureUpdatesPause', 'extendQualityUpdatesPause'],
    )
    const action = { scheduledActionConfigurations: [{ actionType: 'block' }] }
    const compliance = typed('windows10CompliancePolicy', { scheduledActionsForRule: [action] })
    has(await stubs(`${BETA}/deviceCompliancePolicies`, compliance), 'assign', 'scheduleActionsForRules')
    const drivers = { displayName: 'd', approvalType: 'manual' }
    has(await stubs(`${BETA}/windowsDriverUpdateProfiles`, drivers), 'assign', 'executeAction', 'syncInventory')
    const protection = await stubs(
      '/beta/deviceAppManagement/iosManagedAppProtections',
      typed('iosManagedAppProtection'),
    )
    has(protection, 'assign', 'targetApps')
  })

  await t.test('B42: PUT repeats the source of an enrolment policy, in live', async (t) => {
    const policy = {
      name: 'ade',
      platforms: 'iOS',
      technologies: 'enrollment',
      creationSource: `DepTokenId_${ZEROS}`,
      settings: [],
    }
    const { id } = await made(POLICIES, policy)
    const { creationSource: _left, ...without } = policy
    t.match(await expecting(400, live.send('PUT', `${POLICIES}/${id}`, without)), { error: {} })
    await expecting(204, live.send('PUT', `${POLICIES}/${id}`, { ...policy, name: 'changed' }))
    t.match(await read(`${POLICIES}/${id}`), { name: 'changed', creationSource: policy.creationSource })
    t.ok((await live.patch(`${POLICIES}/${id}`, { name: 'again' })).statusCode < 300)
    const other = { ...without, technologies: 'mdm' }
    const { id: ofDevices } = await made(POLICIES, { ...other, creationSource: 'Tool' })
    await expecting(204, live.send('PUT', `${POLICIES}/${ofDevices}`, other))
  })

  await t.test('B50: settings are those of the template, in live, as far as the catalog knows it', async (t) => {
    const withId = (settingInstanceTemplateId: string): Json => ({
      name: 'p',
      platforms: 'windows10',
      technologies: 'mdm,microsoftSense',
      templateReference: { templateId: TEMPLATE },
      settings: [
        {
          settingInstance: {
            '@odata.type': `${PREFIX}ChoiceSettingInstance`,
            settingDefinitionId: ARCHIVES,
            settingInstanceTemplateReference: { settingInstanceTemplateId },
            choiceSettingValue: { value: `${ARCHIVES}_1`, children: [] },
          },
        },
      ],
    })
    const wrong = withId('8eef615a-1aa0-46f4-a25a-12cbe65de5ab')
    const before = (await values(POLICIES)).length
    const refused = await live.post(POLICIES, wrong)
    t.equal(refused.statusCode, 400)
    t.match(refused.body, /Invalid Reference id found in Policy .* created from Template 804339ad/)
    t.equal((await values(POLICIES)).length, before, 'nothing is kept')
    await made(POLICIES, withId('7c5c9cde-f74d-4d11-904f-de4c27f72d89'))
    await expecting(201, documented.post(POLICIES, wrong))
    const text = await live.post(POLICIES, { ...wrong, settings: wrong['settings'] && { count: 1 } })
    t.equal(text.statusCode, 400, 'settings are an array')
  })

  await t.test('B50: a policy is made of a template that the catalog has, in whichever version', async (t) => {
    const policy = (templateId: string): Json => ({
      name: 'p',
      platforms: 'windows10',
      technologies: 'mdm',
      templateReference: { templateId },
    })
    const [base = ''] = TEMPLATE.split('_')
    t.match(await made(POLICIES, policy(`${base}_7`)), {
      templateReference: { templateFamily: 'endpointSecurityAntivirus', templateDisplayVersion: 'Version 7' },
    })
    for (const id of ['5f6e0b6e-6d9f-4d1c-8d7e-0d4c0a4d2b11_1', 'x_1', base]) {
      const refused = await live.post(POLICIES, policy(id))
      t.equal(refused.statusCode, 400)
      t.match(refused.body, `The template '${id}' does not exist`)
      await expecting(201, documented.post(POLICIES, policy(id)))
    }
  })

  await t.test('B51: groups that devices come to are set under the plain name alone', async () => {
    const { id } = await made(POLICIES, { name: 'p', platforms: 'windows10', technologies: 'mdm' })
    const name = 'setEnrollmentTimeDeviceMembershipTarget'
    const none = { enrollmentTimeDeviceMembershipTargets: [] }
    await expecting(400, live.post(`${POLICIES}/${id}/microsoft.graph.${name}`, none))
    await expecting(200, live.post(`${POLICIES}/${id}/${name}`, none))
    await expecting(200, documented.post(`${POLICIES}/${id}/microsoft.graph.${name}`, none))
  })

  await t.test('B43, B85: some members are shown where they are selected alone', async (t) => {
    const policy = await made(POLICIES, { name: 'p', platforms: 'windows10', technologies: 'mdm' })
    t.notHas(policy, { isAssigned: Boolean })
    t.match(policy, { settingCount: 0, templateReference: { templateFamily: 'none' } })
    for (const each of [await read(`${POLICIES}/${policy.id}`), ...(await values(POLICIES))])
      t.equal(Object.hasOwn(each, 'isAssigned'), false)
    t.match(await read(`${POLICIES}/${policy.id}?$select=isAssigned`), { isAssigned: false })
    t.ok((await values(`${POLICIES}?$select=id,isAssigned`)).every((each) => Object.hasOwn(each, 'isAssigned')))
    t.match(await expecting(200, documented.get(`${POLICIES}/${policy.id}`)), { isAssigned: false })

    const reusable = `${BETA}/reusablePolicySettings`
    const value = { '@odata.type': `${PREFIX}StringSettingValue`, value: 'a' }
    const settingInstance = {
      '@odata.type': `${PREFIX}SimpleSettingInstance`,
      settingDefinitionId: 'linux_a',
      simpleSettingValue: value,
    }
    const { id } = await made(reusable, { displayName: 'r', settingDefinitionId: 'linux_a', settingInstance })
    t.ok((await values(reusable)).every((each) => !Object.hasOwn(each, 'settingInstance')))
    t.match(await values(`${reusable}?$select=id,settinginstance`), [{ id, settingInstance }])
    t.match(await read(`${reusable}/${id}`), { settingInstance, referencingConfigurationPolicyCount: 0 })
    const reference = {
      '@odata.type': `${PREFIX}SimpleSettingInstance`,
      settingDefinitionId: 'linux_b',
      simpleSettingValue: { '@odata.type': `${PREFIX}ReferenceSettingValue`, value: id },
    }
    const settings = [{ settingInstance: reference }]
    await made(POLICIES, { name: 'p', platforms: 'linux', technologies: 'linuxMdm', settings })
    t.match(await read(`${reusable}/${id}`), { referencingConfigurationPolicyCount: 1 })
  })

  await t.test('B99: an IMEI in a list of devices is a number', async (t) => {
    const list = (importedDeviceIdentifier: string): Json => ({
      overwriteImportedDeviceIdentities: false,
      importedDeviceIdentities: [{ importedDeviceIdentifier, importedDeviceIdentityType: 'imei' }],
    })
    const url = `${BETA}/importedDeviceIdentities/importDeviceIdentityList`
    const refused = await live.post(url, list('Imported Device Identifier value'))
    t.equal(refused.statusCode, 400)
    t.match(refused.body, 'Invalid Device Identifier parameter found for 1 import records!')
    await expecting(200, documented.post(url, list('Imported Device Identifier value')))
    await expecting(200, live.post(url, list('490154203237518')))
  })

  await t.test('B113, B120, B124, B161, B167: some actions answer 204 in live as well', async () => {
    const template = await made(`${BETA}/notificationMessageTemplates`, { displayName: 'n', brandingOptions: 'none' })
    const app = await made(APPS, typed('win32LobApp', { publisher: 'p', fileName: 'a.intunewin' }))
    const versions = `${APPS}/${app.id}/microsoft.graph.win32LobApp/contentVersions`
    const { id: version } = await made(versions, {})
    const file = await made(`${versions}/${version}/files`, { name: 'a', size: 1, sizeEncrypted: 1 })
    const link = await made(APPS, typed('webApp', { publisher: 'p', appUrl: 'https://a.example' }))
    const device = await made(`${BETA}/managedDevices`, { deviceName: 'd', operatingSystem: 'Windows' })
    const calls: readonly (readonly [url: string, body?: Json])[] = [
      [`${BETA}/notificationMessageTemplates/${template.id}/sendTestMessage`],
      [`${versions}/${version}/files/${file.id}/renewUpload`, {}],
      [`${APPS}/${link.id}/updateRelationships`, { relationships: [] }],
      [`${BETA}/managedDevices/${device.id}/syncDevice`],
    ]
    for (const [url, body] of calls) await expecting(204, live.post(url, body))
    await expecting(204, live.delete(`${BETA}/managedDevices/${device.id}`))
  })

  await t.test('B129: what is counted in v1.0 has the members that v1.0 knows', async (t) => {
    const systems = async (version: string): Promise<Json> =>
      (await read(`/${version}/deviceManagement/managedDeviceOverview`))['deviceOperatingSystemSummary'] as Json
    t.match(await systems('beta'), { linuxCount: Number, windowsCount: Number })
    t.match(await systems('v1.0'), { windowsCount: Number })
    t.notOk(Object.hasOwn(await systems('v1.0'), 'linuxCount'))
  })

  await t.test('B93: a notification of enrolment gets hidden templates for its messages', async (t) => {
    const body = typed('deviceEnrollmentNotificationConfiguration', {
      platformType: 'ios',
      brandingOptions: 'includeCompanyName',
      defaultLocale: 'en-US',
      notificationTemplates: [`email_${ZEROS}`, `push_${ZEROS}`],
    })
    const configuration = await made(`${BETA}/deviceEnrollmentConfigurations`, body)
    const templates = configuration['notificationTemplates'] as string[]
    t.match(templates, [/^Email_[0-9a-f-]{36}$/, /^Push_[0-9a-f-]{36}$/])
    t.match(configuration, {
      brandingOptions: 'none',
      defaultLocale: null,
      notificationMessageTemplateId: ZEROS,
      templateType: '0',
    })
    const url = `${BETA}/notificationMessageTemplates/${templates[0]?.slice('Email_'.length)}`
    t.match(await read(url), {
      displayName: 'EnrollmentNotificationInternalMEO',
      brandingOptions: 'includeCompanyName',
    })
    const message = { locale: 'en-us', subject: 's', messageTemplate: 'm', isDefault: true }
    await made(`${url}/localizedNotificationMessages`, message)
    t.ok((await live.delete(`${BETA}/deviceEnrollmentConfigurations/${configuration.id}`)).statusCode < 300)
    t.equal((await live.get(url)).statusCode, 404, 'they go with it')
  })

  await t.test('B94: an enrolment page waits for apps that exist, in live', async (t) => {
    const page = (id: string): Json =>
      typed('windows10EnrollmentCompletionPageConfiguration', { selectedMobileAppIds: [id] })
    const url = `${BETA}/deviceEnrollmentConfigurations`
    t.match((await expecting(400, live.post(url, page(ZEROS))))['error'], { message: /selectedMobileAppIds/ })
    const app = (await made(APPS, typed('webApp', { publisher: 'p', appUrl: 'https://a.example' }))).id
    const { id } = await made(url, page(app))
    t.match(await read(`${url}/${id}`), { selectedMobileAppIds: [app] })
    const changed = { ...page(ZEROS) }
    await expecting(400, live.patch(`${url}/${id}`, changed))
    await expecting(201, documented.post(url, page(ZEROS)))
  })

  await t.test('B97: v1.0 tells of Autopilot devices what it knows, beta the profile as well', async (t) => {
    const { id } = await expecting(
      201,
      documented.post(`${BETA}/windowsAutopilotDeviceIdentities`, { serialNumber: 's' }),
    )
    const stable = await expecting(200, live.get(`/v1.0/deviceManagement/windowsAutopilotDeviceIdentities/${id}`))
    const known =
      'id groupTag purchaseOrderIdentifier serialNumber productKey manufacturer model enrollmentState lastContactedDateTime ' +
      'addressableUserName userPrincipalName resourceName skuNumber systemFamily azureActiveDirectoryDeviceId managedDeviceId displayName'
    t.same(
      Object.keys(stable)
        .filter((name) => !name.startsWith('@'))
        .sort(),
      known.split(' ').sort(),
    )
    const beta = await read(`${BETA}/windowsAutopilotDeviceIdentities/${id}`)
    t.ok('deploymentProfileAssignmentStatus' in beta && 'remediationState' in beta)
    const change = { groupTag: 'tag', displayName: 'name' }
    t.ok(
      (await live.post(`${BETA}/windowsAutopilotDeviceIdentities/${id}/updateDeviceProperties`, change)).statusCode <
        300,
    )
    t.match(await read(`${BETA}/windowsAutopilotDeviceIdentities/${id}`), change)
    t.ok((await live.delete(`${BETA}/windowsAutopilotDeviceIdentities/${id}`)).statusCode < 300)
  })

  await t.test('B108a: v1.0 tells of roles what its metadata does not have, in live', async (t) => {
    const V1 = '/v1.0/deviceManagement'
    // The development tenant has the roles that Intune brings.
    const client = server.withToken(emulator.admin.token)
    const read = async (url: string): Promise<Item> => expecting(200, client.get(url))
    const values = async (url: string): Promise<Item[]> => (await read(url))['value'] as Item[]
    const [row] = await values(`${V1}/roleDefinitions`)
    t.match(row, { isBuiltInRoleDefinition: true, roleScopeTagIds: Array, permissions: Array })
    t.match(await read(`${V1}/roleDefinitions/${row?.id}`), { permissions: Array })
    const plain = await expecting(200, emulator.admin.get(`${V1}/roleDefinitions/${row?.id}`))
    t.notOk('permissions' in plain || 'roleScopeTagIds' in plain)
    t.notOk('permissions' in ((await values(`${V1}/roleDefinitions?$select=id`))[0] ?? { permissions: [] }))
    const role = {
      displayName: 'a',
      members: [ZEROS],
      resourceScopes: [ZEROS],
      'roleDefinition@odata.bind': `https://graph.microsoft.com/beta/deviceManagement/roleDefinitions('${row?.id}')`,
    }
    await expecting(201, client.post(`${BETA}/roleAssignments`, role))
    t.match(await values(`${V1}/roleAssignments`), [{ scopeType: String, scopeMembers: Array }])
  })

  t.same(emulator.errors, [])
})
