/**
 * The codes that IntuneCD compares, area by area: it takes any other one for a failure. Each object is made, changed, assigned
 * and deleted in its manner. @see docs/clients/intunecd.md
 */
import t from 'tap'
import { forEachDatabase } from '../harness/databases.js'
import { startAsMicrosoft } from './microsoft.js'
import { signIn } from './tool.js'

const DM = 'deviceManagement'
const DAM = 'deviceAppManagement'
const GROUP = '0d2b4c5a-6f1e-4d3c-8b7a-1a2b3c4d5e6f'
const graph = (type: string): string => `#microsoft.graph.${type}`
const target = { '@odata.type': graph('groupAssignmentTarget'), groupId: GROUP }
const assigned = [{ target }]

type Step = readonly [method: string, below: string, status: number, body?: object]

interface Area {
  readonly set: string
  readonly body: { readonly '@odata.type'?: string; readonly [member: string]: unknown }
  readonly created?: 200 | 201
  /** Where what is made is changed and assigned, if not in the set that made it. */
  readonly at?: string
  /** Below the object, whose id stands for `{id}`. */
  readonly steps: readonly Step[]
  readonly deleted?: 200 | 204
  readonly deletedAt?: string
}

const typed = (type: string, more: object = {}): Area['body'] => ({
  '@odata.type': graph(type),
  displayName: 'a',
  ...more,
})
const block = [{ ruleName: 'r', scheduledActionConfigurations: [{ actionType: 'block', gracePeriodHours: 0 }] }]
const script = { displayName: 'a', fileName: 'a.sh', scriptContent: 'YQ==' }
const setting = {
  settingInstance: {
    '@odata.type': graph('deviceManagementConfigurationSimpleSettingInstance'),
    settingDefinitionId: 'linux_mdatp_managed_setting',
    simpleSettingValue: { '@odata.type': graph('deviceManagementConfigurationStringSettingValue'), value: 'x' },
  },
}
const catalog = { name: 'a', platforms: 'linux', technologies: 'linuxMdm', settings: [setting] }
const assign = (status: number, member = 'assignments'): Step => ['POST', '/assign', status, { [member]: assigned }]
const SCRIPTS = 'deviceManagementScriptAssignments'

const scriptArea = (set: string, more: object = {}): Area => ({
  set: `${DM}/${set}`,
  body: { ...script, ...more },
  steps: [['PATCH', '', 200, { description: 'b' }]],
})

const updateProfile = (set: string, body: object): Area => ({
  set: `${DM}/${set}`,
  body: { displayName: 'a', ...body },
  steps: [['PATCH', '', 200, { description: 'b' }], assign(200)],
})

const appPolicy = (set: string, type: string, updated = 204): Area => ({
  set: `${DAM}/${set}`,
  body: typed(type),
  steps: [['PATCH', '', updated, typed(type, { description: 'b' })], assign(204)],
  deletedAt: `${DAM}/managedAppPolicies`,
  deleted: 204,
})

const enrollment = (type: string): Area => ({
  set: `${DM}/deviceEnrollmentConfigurations`,
  body: typed(type),
  steps: [['PATCH', '', 200, typed(type, { description: 'b' })], assign(200, 'enrollmentConfigurationAssignments')],
})

const areas: readonly Area[] = [
  {
    set: `${DM}/deviceConfigurations`,
    body: typed('windows10GeneralConfiguration'),
    steps: [['PATCH', '', 204, typed('windows10GeneralConfiguration', { description: 'b' })], assign(200)],
  },
  { set: `${DM}/configurationPolicies`, body: catalog, steps: [['PUT', '', 204, catalog], assign(200)] },
  {
    set: `${DM}/deviceCompliancePolicies`,
    body: typed('windows10CompliancePolicy', { scheduledActionsForRule: block }),
    steps: [
      ['PATCH', '', 204, typed('windows10CompliancePolicy', { description: 'b' })],
      ['POST', '/scheduleActionsForRules', 200, { deviceComplianceScheduledActionForRules: block }],
      assign(200),
    ],
  },
  {
    set: `${DM}/compliancePolicies`,
    body: catalog,
    steps: [
      ['POST', '/setScheduledActions', 200, { scheduledActions: block }],
      ['PATCH', '', 204, { description: 'b' }],
      ['PUT', '', 204, catalog],
      ['POST', '/setScheduledActions', 200, { scheduledActions: block }],
      assign(200),
    ],
  },
  {
    set: `${DM}/deviceComplianceScripts`,
    body: { displayName: 'a', detectionScriptContent: 'YQ==' },
    steps: [['PATCH', '', 200, { description: 'b' }]],
  },
  scriptArea('deviceManagementScripts'),
  scriptArea('deviceShellScripts'),
  scriptArea('deviceCustomAttributeShellScripts', { customAttributeName: 'n', customAttributeType: 'string' }),
  {
    set: `${DM}/deviceHealthScripts`,
    body: { displayName: 'a', publisher: 'b', detectionScriptContent: 'YQ==' },
    steps: [['PATCH', '', 200, { description: 'b' }], assign(200, 'deviceHealthScriptAssignments')],
  },
  enrollment('deviceEnrollmentLimitConfiguration'),
  enrollment('windows10EnrollmentCompletionPageConfiguration'),
  {
    set: `${DM}/groupPolicyConfigurations`,
    body: { displayName: 'a' },
    steps: [
      ['PATCH', '', 200, { description: 'b' }],
      ['POST', '/updateDefinitionValues/', 204, { added: [], updated: [], deletedIds: [] }],
      assign(200),
    ],
    deleted: 204,
  },
  {
    set: `${DM}/windowsAutopilotDeploymentProfiles`,
    body: typed('azureADWindowsAutopilotDeploymentProfile'),
    steps: [
      ['PATCH', '', 200, typed('azureADWindowsAutopilotDeploymentProfile', { description: 'b' })],
      ['POST', '/assignments', 201, { target }],
      ['DELETE', `/assignments/{id}_${GROUP}_0`, 200],
    ],
  },
  updateProfile('windowsFeatureUpdateProfiles', { featureUpdateVersion: 'Windows 11, version 24H2' }),
  updateProfile('windowsQualityUpdateProfiles', {}),
  updateProfile('windowsDriverUpdateProfiles', { approvalType: 'manual' }),
  appPolicy('androidManagedAppProtections', 'androidManagedAppProtection'),
  appPolicy('iosManagedAppProtections', 'iosManagedAppProtection'),
  appPolicy('windowsManagedAppProtections', 'windowsManagedAppProtection'),
  appPolicy('mdmWindowsInformationProtectionPolicies', 'mdmWindowsInformationProtectionPolicy'),
  appPolicy('windowsInformationProtectionPolicies', 'windowsInformationProtectionPolicy', 200),
  appPolicy('targetedManagedAppConfigurations', 'targetedManagedAppConfiguration'),
  {
    set: `${DAM}/mobileAppConfigurations`,
    body: typed('iosMobileAppConfiguration', { targetedMobileApps: [] }),
    steps: [
      ['PATCH', '', 204, typed('iosMobileAppConfiguration', { description: 'b' })],
      ['POST', '/microsoft.graph.managedDeviceMobileAppConfiguration/assign', 200, { assignments: assigned }],
    ],
  },
  {
    set: `${DM}/assignmentFilters`,
    body: { displayName: 'a', platform: 'macOS', rule: '(device.model -eq "a")' },
    steps: [['PATCH', '', 200, { description: 'b' }]],
  },
  { set: `${DM}/deviceCategories`, body: { displayName: 'a' }, steps: [['PATCH', '', 200, { description: 'b' }]] },
  {
    set: `${DM}/roleDefinitions`,
    body: typed('deviceAndAppManagementRoleDefinition', { rolePermissions: [] }),
    created: 200,
    steps: [['PATCH', '', 200, typed('deviceAndAppManagementRoleDefinition', { description: 'b' })]],
  },
  {
    set: `${DM}/roleScopeTags`,
    body: { displayName: 'a' },
    created: 200,
    steps: [['PATCH', '', 200, { description: 'b' }], assign(200)],
  },
  {
    set: `${DM}/notificationMessageTemplates`,
    body: { displayName: 'a', brandingOptions: 'includeCompanyLogo' },
    created: 200,
    steps: [
      ['PATCH', '', 200, { displayName: 'b' }],
      [
        'POST',
        '/localizedNotificationMessages',
        200,
        { locale: 'en-US', subject: 's', messageTemplate: 'm', isDefault: true },
      ],
      ['PATCH', '/localizedNotificationMessages/{id}_en-us', 200, { subject: 't' }],
    ],
  },
  {
    set: `${DM}/reusablePolicySettings`,
    body: { displayName: 'a', settingDefinitionId: 'd', ...setting },
    steps: [['PUT', '', 204, { displayName: 'b', settingDefinitionId: 'd', ...setting }]],
  },
  {
    set: 'identity/conditionalAccess/policies',
    body: {
      displayName: 'a',
      state: 'disabled',
      conditions: { users: { includeUsers: ['None'] }, applications: { includeApplications: ['None'] } },
      grantControls: { operator: 'OR', builtInControls: ['block'] },
    },
    steps: [['PATCH', '', 204, { displayName: 'b' }]],
  },
]

await forEachDatabase(t, async (t, database) => {
  const { databaseUrl, dataFolder } = await database.preparedDatabase()
  const { emulator, fetch } = await startAsMicrosoft(t, { databaseUrl, data: dataFolder, profile: 'live' })
  const tool = await signIn(fetch, { headers: { 'content-type': 'application/json' } })

  for (const { set, body, created = 201, steps, deletedAt = set, deleted = 200 } of areas)
    await t.test(`IntuneCD finds the codes that it compares at ${set} (${body['@odata.type'] ?? ''})`, async () => {
      const { id } = await tool.ask('POST', set, created, body)
      for (const [method, below, status, sent] of steps)
        await tool.ask(method, `${set}/${id}${below.replaceAll('{id}', id)}`, status, sent)
      if (/Scripts$/.test(set) && !/Compliance|Health/.test(set))
        await tool.ask('POST', `${DM}/deviceManagementScripts/${id}/assign`, 200, { [SCRIPTS]: assigned })
      await tool.ask('DELETE', `${deletedAt}/${id}`, deleted)
      await tool.ask('GET', `${set}/${id}`, 404)
    })

  await t.test('IntuneCD moves an enrolment configuration, writing the action in lower case', async () => {
    const body = typed('deviceEnrollmentLimitConfiguration')
    const [first, second] = [
      await tool.ask('POST', `${DM}/deviceEnrollmentConfigurations`, 201, body),
      await tool.ask('POST', `${DM}/deviceEnrollmentConfigurations`, 201, { ...body, displayName: 'b' }),
    ]
    await tool.ask('POST', `${DM}/deviceEnrollmentConfigurations/${second.id}/setpriority`, 200, { priority: 1 })
    const { priority } = await tool.ask('GET', `${DM}/deviceEnrollmentConfigurations/${first.id}`, 200)
    if (priority !== 2) throw new Error(`the other one has the priority ${String(priority)}`)
  })

  await t.test('IntuneCD makes an intent of a template, and changes its settings', async () => {
    const template = await tool.ask('GET', `${DM}/templates/034ccd46-190c-4afc-adf1-ad7cc11262eb`, 200)
    const own = { '@odata.type': graph('deviceManagementBooleanSettingInstance'), definitionId: 'd', valueJson: 'true' }
    const instance = { displayName: 'a', description: '', settingsDelta: [own], roleScopeTagIds: ['0'] }
    const { id } = await tool.ask('POST', `${DM}/templates/${template.id}/createInstance`, 200, instance)
    await tool.ask('POST', `${DM}/intents/${id}/updateSettings`, 204, { settings: [own] })
    await tool.ask('POST', `${DM}/intents/${id}/assign`, 204, { assignments: assigned })
    await tool.ask('DELETE', `${DM}/intents/${id}`, 200)
  })

  await t.test('IntuneCD changes settings of the tenant, and profiles of Apple enrolment', async () => {
    await tool.ask('PATCH', DM, 204, { settings: { deviceComplianceCheckinThresholdDays: 20 } })
    const program = await tool.ask('POST', `${DM}/depOnboardingSettings`, 201, { tokenName: 'a', appleIdentifier: 'b' })
    const profiles = `${DM}/depOnboardingSettings/${program.id}/enrollmentProfiles`
    const { id } = await tool.ask('POST', profiles, 201, typed('depIOSEnrollmentProfile'))
    await tool.ask('PATCH', `${profiles}/${id}`, 204, typed('depIOSEnrollmentProfile', { description: 'b' }))
  })

  /** What a backup reads beside what the areas above have, as IntuneCD writes it. */
  const read: readonly string[] = [
    `${DM}/deviceCompliancePolicies?$expand=scheduledActionsForRule($expand=scheduledActionConfigurations)`,
    `${DM}/compliancePolicies?$expand=settings`,
    `${DM}/notificationMessageTemplates?$expand=localizedNotificationMessages`,
    `${DM}/intents`,
    `${DM}/windowsAutopilotDeviceIdentities`,
    `${DM}/depOnboardingSettings`,
    `${DM}/settings`,
    `${DM}/androidManagedStoreAccountEnterpriseSettings`,
    `${DM}/complianceManagementPartners`,
    `${DM}/deviceManagementPartners`,
    `${DM}/remoteAssistancePartners`,
    `${DAM}/vppTokens`,
    `${DAM}/mobileApps`,
    `${DAM}/mobileApps?$select=roleScopeTagIds,id`,
    `${DAM}/managedAppPolicies`,
    `${DM}/managedDevices?$filter=startsWith(operatingSystem,'iOS') or startsWith(operatingSystem,'macOS')`,
    `${DM}/managedDevices?$select=id,deviceName,serialNumber,activationLockBypassCode`,
    `${DM}/roleDefinitions?$filter=isBuiltIn eq false`,
  ]
  await t.test('IntuneCD reads every other area', async () => {
    for (const path of read) await tool.ask('GET', path, 200)
  })
  t.same(emulator.errors, [])
})
