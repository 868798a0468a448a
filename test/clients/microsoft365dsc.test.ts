/**
 * What `Export-M365DSCConfiguration` of Microsoft365DSC asks for, for its resources of Intune, over TLS under Microsoft's names:
 * lists of each collection, each object by its id with what is read beside it, and by its name once the id is gone. Property names
 * are in the letters that its cmdlets have. @see docs/clients/microsoft365dsc.md
 */
import t from 'tap'
import type { Test } from 'tap'
import { fillTenant } from '../../scripts/clients/content.js'
import { forEachDatabase } from '../harness/databases.js'
import { startAsMicrosoft } from './microsoft.js'
import { GRAPH, signIn } from './tool.js'
import type { Json, Tool } from './tool.js'

interface Collection {
  readonly path: string
  /** Filter of the list, as its resources have them. */
  readonly lists?: readonly string[]
  /** What is expanded where an object is read by its id. */
  readonly expand?: string
  /** The name in filters; undefined where it does not filter. */
  readonly name?: string
  /** What is read below each object. */
  readonly below?: readonly string[]
  /** Nothing of the kind is in the tenant. */
  readonly empty?: true
}

const DM = 'deviceManagement'
const DAM = 'deviceAppManagement'
const ASSIGNMENTS = ['assignments']

const collections: readonly Collection[] = [
  { path: `${DM}/deviceConfigurations`, name: 'DisplayName', below: ASSIGNMENTS },
  {
    path: `${DM}/deviceCompliancePolicies`,
    expand: 'scheduledActionsForRule($expand=scheduledActionConfigurations)',
    below: ASSIGNMENTS,
  },
  {
    path: `${DM}/configurationPolicies`,
    lists: [
      "Platforms eq 'macOS' and Technologies eq 'mdm' and TemplateReference/TemplateFamily eq 'none'",
      "templateReference/templateFamily eq 'none'",
    ],
    expand: 'settings',
    name: 'Name',
    below: ['settings?$expand=settingDefinitions', 'assignments'],
  },
  { path: `${DM}/groupPolicyConfigurations`, name: 'DisplayName', below: ['definitionValues', 'assignments'] },
  { path: `${DM}/deviceManagementScripts`, name: 'DisplayName', below: ASSIGNMENTS },
  { path: `${DM}/deviceShellScripts`, name: 'DisplayName', expand: 'assignments' },
  { path: `${DM}/deviceHealthScripts`, name: 'DisplayName', below: ASSIGNMENTS },
  { path: `${DM}/deviceEnrollmentConfigurations`, name: 'displayName', below: ASSIGNMENTS },
  { path: `${DM}/windowsAutopilotDeploymentProfiles`, name: 'DisplayName', below: ASSIGNMENTS },
  { path: `${DM}/windowsFeatureUpdateProfiles`, below: ASSIGNMENTS },
  { path: `${DM}/windowsQualityUpdateProfiles`, below: ASSIGNMENTS },
  { path: `${DM}/windowsDriverUpdateProfiles`, below: ASSIGNMENTS },
  { path: `${DM}/assignmentFilters` },
  { path: `${DM}/deviceCategories`, name: 'displayName' },
  { path: `${DM}/roleDefinitions`, name: 'DisplayName', below: ['roleAssignments'] },
  { path: `${DM}/roleAssignments`, empty: true },
  { path: `${DM}/intents`, expand: 'settings,assignments', below: ['settings', 'assignments'], empty: true },
  { path: `${DM}/derivedCredentials`, empty: true },
  { path: `${DAM}/mobileAppCategories`, name: 'DisplayName' },
  {
    path: `${DAM}/mobileApps`,
    lists: ["isof('microsoft.graph.macOSLobApp')", "isof('microsoft.graph.officeSuiteApp')"],
    expand: 'categories',
    name: 'displayName',
    below: ASSIGNMENTS,
  },
  { path: `${DAM}/mobileAppConfigurations`, name: 'DisplayName', below: ASSIGNMENTS },
  { path: `${DAM}/iosManagedAppProtections`, name: 'displayName', below: ['apps', 'assignments'] },
  { path: `${DAM}/androidManagedAppProtections`, expand: 'Apps,assignments', empty: true },
  { path: `${DAM}/targetedManagedAppConfigurations`, name: 'displayName', expand: 'Apps,assignments' },
  { path: `${DAM}/mdmWindowsInformationProtectionPolicies`, expand: 'assignments', empty: true },
  { path: `${DAM}/policySets`, name: 'DisplayName', expand: '*' },
]

const filterOf = (text: string): string => `%24filter=${encodeURIComponent(text)}`

async function exportOne(
  t: Test,
  tool: Tool,
  { path, expand, name, below = [] }: Collection,
  item: Json,
): Promise<void> {
  const options = expand === undefined ? '' : `?%24expand=${encodeURIComponent(expand)}`
  const found = await tool.ask('GET', `${path}/${item.id}${options}`, 200)
  t.equal(found.id, item.id)
  t.equal(found['@odata.type'], item['@odata.type'], 'the resource that exports it is known by its type')
  if (expand === 'Apps,assignments') t.ok(Array.isArray(found['apps']) && Array.isArray(found['assignments']))
  if (expand === '*') t.ok(Array.isArray(found['items']) && Array.isArray(found['assignments']))
  for (const part of below)
    for (const assignment of await tool.list(`${path}/${item.id}/${part}`)) {
      if (part !== 'assignments') continue
      const { groupId } = assignment['target'] as { groupId?: string }
      if (groupId !== undefined) t.type((await tool.ask('GET', `groups/${groupId}`, 200))['displayName'], 'string')
    }
  if (name === undefined) return
  const called = String(item[name.startsWith('N') ? 'name' : 'displayName'])
  const named = await tool.list(`${path}?${filterOf(`${name} eq '${called.replaceAll("'", "''")}'`)}`)
  t.ok(
    named.some(({ id }) => id === item.id),
    `${called} is found by its name`,
  )
}

/** An object of the configuration that the tenant no longer has. */
async function missOne(t: Test, tool: Tool, { path, name }: Collection): Promise<void> {
  const { status, body } = await tool.send('GET', `${path}/6f9b2b1e-0000-4000-8000-00000000beef`)
  t.equal(status, 404, `${path} has no such object`)
  t.match(body, { error: { code: String, message: /./ } })
  if (name !== undefined) t.same(await tool.list(`${path}?${filterOf(`${name} eq 'No such object'`)}`), [])
}

await forEachDatabase(t, async (t, database) => {
  const { databaseUrl, dataFolder } = await database.preparedDatabase()
  const { emulator, fetch } = await startAsMicrosoft(t, { databaseUrl, data: dataFolder })
  const tool = await signIn(fetch, {
    headers: { 'user-agent': 'PowerShell/7.4 Microsoft365DSC/1.24.1016.1', accept: 'application/json' },
  })
  const send = async (method: string, path: string, body: object): Promise<Json> => {
    const { status, body: answer } = await tool.send(method, path, body)
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(answer)}`)
    return answer
  }
  await fillTenant(send)
  const { id: app } = await send('POST', `${DAM}/mobileApps`, {
    '@odata.type': '#microsoft.graph.webApp',
    displayName: 'Web',
    publisher: 'Contoso',
    appUrl: 'https://contoso.example',
  })
  await send('POST', `${DAM}/policySets`, {
    displayName: 'Starter set',
    items: [{ '@odata.type': '#microsoft.graph.mobileAppPolicySetItem', payloadId: app, intent: 'required' }],
  })
  await send('POST', `${DAM}/targetedManagedAppConfigurations`, { displayName: 'Edge', customSettings: [] })

  for (const collection of collections)
    await t.test(`Microsoft365DSC exports ${collection.path}`, async (t) => {
      const items = await tool.list(collection.path)
      t.equal(items.length > 0, collection.empty !== true)
      for (const filter of collection.lists ?? []) await tool.list(`${collection.path}?${filterOf(filter)}`)
      for (const item of items) await exportOne(t, tool, collection, item)
      await missOne(t, tool, collection)
    })

  await t.test(
    'Microsoft365DSC exports the clean-up of devices, and the settings of a policy by its template',
    async (t) => {
      const cleanup = `${GRAPH}/${DM}/managedDeviceCleanupSettings`
      const unset = { deviceInactivityBeforeRetirementInDays: null }
      t.match(await tool.ask('GET', cleanup, 200), unset, 'what nobody has set is exported as not enabled')
      await tool.ask('PATCH', `${GRAPH}/${DM}`, 200, {
        managedDeviceCleanupSettings: { deviceInactivityBeforeRetirementInDays: '90' },
      })
      t.match(await tool.ask('GET', cleanup, 200), { deviceInactivityBeforeRetirementInDays: '90' })
      const filter = "Name eq 'Firewall' and templateReference/TemplateId eq ''"
      t.equal((await tool.list(`${DM}/configurationPolicies?${filterOf(filter)}`)).length, 1)
      const apps = "(isof('microsoft.graph.webApp') and displayName eq 'Web')"
      t.equal((await tool.list(`${DAM}/mobileApps?${filterOf(apps)}`)).length, 1)
    },
  )
  await t.test('Microsoft365DSC reads what a template holds, with its definitions', async (t) => {
    const template = `${DM}/configurationPolicyTemplates('804339ad-1553-4478-a742-138fb5807418_1')`
    const held = await tool.list(`${template}/settingTemplates?$expand=settingDefinitions`)
    t.ok(held.length > 10, `${held.length} settings`)
    for (const { settingInstanceTemplate, settingDefinitions } of held) {
      const { settingDefinitionId } = settingInstanceTemplate as Json
      t.ok((settingDefinitions as Json[]).some(({ id }) => id === settingDefinitionId))
    }
  })

  await t.test('Microsoft365DSC applies a policy of the catalog: made, replaced, assigned', async (t) => {
    const policy = {
      name: 'Applied',
      description: 'd',
      platforms: 'windows10',
      technologies: 'mdm',
      templateReference: { templateId: '' },
    }
    const setting = (value: number): object => ({
      '@odata.type': '#microsoft.graph.deviceManagementConfigurationSetting',
      settingInstance: {
        '@odata.type': '#microsoft.graph.deviceManagementConfigurationSimpleSettingInstance',
        settingDefinitionId: 'device_vendor_msft_policy_config_devicelock_maxinactivitytimedevicelock',
        simpleSettingValue: {
          '@odata.type': '#microsoft.graph.deviceManagementConfigurationIntegerSettingValue',
          value,
        },
      },
    })
    const { id } = await tool.ask('POST', `${DM}/configurationPolicies`, 201, { ...policy, settings: [setting(5)] })
    await tool.ask('PUT', `${GRAPH}/${DM}/configurationPolicies/${id}`, 204, { ...policy, settings: [setting(9)] })
    t.match(await tool.list(`${DM}/configurationPolicies/${id}/settings?$expand=settingDefinitions`), [setting(9)])
    const [group] = await tool.list(`groups?${filterOf("DisplayName eq 'All staff'")}`)
    const target = group
      ? { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: group.id }
      : { '@odata.type': '#microsoft.graph.allLicensedUsersAssignmentTarget' }
    await tool.ask('POST', `${GRAPH}/${DM}/configurationPolicies/${id}/assign`, 200, { assignments: [{ target }] })
    t.match(await tool.list(`${DM}/configurationPolicies/${id}/assignments`), [{ target }])
  })

  await t.test('Microsoft365DSC applies enrolment, in its place among the others', async (t) => {
    const set = `${DM}/deviceEnrollmentConfigurations`
    const type = { '@odata.type': '#microsoft.graph.windows10EnrollmentCompletionPageConfiguration' }
    const first = await tool.ask('POST', set, 201, { ...type, displayName: 'first' })
    const second = await tool.ask('POST', set, 201, { ...type, displayName: 'second' })
    await tool.ask('POST', `${set}/${second.id}/setPriority`, 204, { priority: first['priority'] })
    t.match(await tool.ask('GET', `${set}/${second.id}`, 200), { priority: first['priority'] })
    const target = { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' }
    await tool.ask('POST', `${set}/${second.id}/assign`, 204, { enrollmentConfigurationAssignments: [{ target }] })
    t.match(await tool.list(`${set}/${second.id}/assignments`), [{ target }])
  })

  await t.test('Microsoft365DSC applies a policy set in two updates: items, then assignments', async (t) => {
    const { id } = await tool.ask('POST', `${DAM}/policySets`, 201, { displayName: 'Applied', items: [] })
    const item = { '@odata.type': '#microsoft.graph.mobileAppPolicySetItem', payloadId: app, intent: 'available' }
    await tool.ask('POST', `${DAM}/policySets/${id}/update`, 204, {
      addedPolicySetItems: [item],
      updatedPolicySetItems: [],
      deletedPolicySetItems: [],
    })
    const target = { '@odata.type': '#microsoft.graph.allLicensedUsersAssignmentTarget' }
    await tool.ask('POST', `${DAM}/policySets/${id}/update`, 204, { assignments: [{ target }] })
    t.match(await tool.ask('GET', `${DAM}/policySets/${id}?$expand=*`, 200), {
      items: [{ payloadId: app, intent: 'available' }],
      assignments: [{ target }],
    })
  })

  await t.test('Microsoft365DSC gives an app a category, and takes it away', async (t) => {
    const category = await tool.ask('POST', `${DAM}/mobileAppCategories`, 201, { displayName: 'Applied' })
    const address = `${GRAPH}/${DAM}/mobileAppCategories/${category.id}`
    await tool.ask('POST', `${DAM}/mobileApps/${app}/categories/$ref`, 204, { '@odata.id': address })
    t.match(await tool.list(`${DAM}/mobileApps/${app}/categories`), [{ displayName: 'Applied' }])
    await tool.ask('DELETE', `${DAM}/mobileApps/${app}/categories/${category.id}/$ref`, 204)
    t.same(await tool.list(`${DAM}/mobileApps/${app}/categories`), [])
  })

  await t.test('Microsoft365DSC refers profiles to certificates, and ends it', async (t) => {
    const set = `${DM}/deviceConfigurations`
    const typed = (name: string, more: object = {}): object => ({
      '@odata.type': `#microsoft.graph.${name}`,
      displayName: name,
      ...more,
    })
    const root = await tool.ask(
      'POST',
      set,
      201,
      typed('windows81TrustedRootCertificate', { certFileName: 'a.cer', trustedRootCertificate: 'AAEC' }),
    )
    const address = { '@odata.id': `${GRAPH}/${set}('${root.id}')` }
    const scep = await tool.ask('POST', set, 201, typed('windows81SCEPCertificateProfile', { scepServerUrls: [] }))
    const certificate = `${set}/${scep.id}/microsoft.graph.windows81SCEPCertificateProfile/rootCertificate`
    await tool.ask('PUT', `${certificate}/$ref`, 204, address)
    t.match(await tool.ask('GET', certificate, 200), { id: root.id })
    const wired = await tool.ask('POST', set, 201, typed('windowsWiredNetworkConfiguration'))
    const trusted = `${set}/${wired.id}/microsoft.graph.windowsWiredNetworkConfiguration/rootCertificatesForServerValidation`
    await tool.ask('POST', `${trusted}/$ref`, 204, address)
    t.match(await tool.list(trusted), [{ id: root.id }])
    await tool.ask('DELETE', `${trusted}/${root.id}/$ref`, 204)
    t.same(await tool.list(trusted), [])
  })

  await t.test('Microsoft365DSC sets the clean-up of devices', async (t) => {
    const cleanup = `${GRAPH}/${DM}/managedDeviceCleanupSettings`
    await tool.ask('PATCH', cleanup, 200, { deviceInactivityBeforeRetirementInDays: '60' })
    t.match(await tool.ask('GET', cleanup, 200), { deviceInactivityBeforeRetirementInDays: '60' })
  })
  t.same(emulator.errors, [])
})
