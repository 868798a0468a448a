/** Documents of Graph as devices meet them: settings that compare, platforms, actions, apps, scripts (L50, L51, L53, L64, L66). */
import t from 'tap'
import { model } from '../../src/entities/index.js'
import { appConfigurationSettings } from '../../src/services/life/documents/app-configuration.js'
import { catalogSettings } from '../../src/services/life/documents/catalog.js'
import { platformOfDevice, platformsOfFlags, platformsOfType } from '../../src/services/platforms.js'
import { policyFrom } from '../../src/services/life/documents/policy.js'
import type { Contained } from '../../src/services/life/documents/policy.js'
import { settingName } from '../../src/services/life/documents/typed.js'
import { isDefault, textOf } from '../../src/services/life/documents/values.js'
import type { App, CompliancePolicy, Configuration } from '../../src/services/life/outcomes/policy.js'
import { outcomesOf, statuses } from './given.js'

function prepared(set: string, typeName: string, entity: object, contained: Contained = {}) {
  const { concreteTypes, type } = model.resourceAt(set)
  const found = concreteTypes.find(({ name }) => name === typeName) ?? type
  return policyFrom(set, found, { id: 'policy', displayName: 'Policy', version: 3, ...entity }, contained)
}

const CONFIGURATIONS = 'deviceManagement/deviceConfigurations'
const values = (policy: unknown) =>
  Object.fromEntries((policy as Configuration).settings.map(({ key, value }) => [key, value]))

t.test('L51: typed settings are pairs of the type and a property, and defaults ask nothing', async (t) => {
  const policy = prepared(CONFIGURATIONS, 'windows10GeneralConfiguration', {
    description: 'about the policy',
    cameraBlocked: true,
    cortanaBlocked: false,
    passwordMinimumLength: 8,
    passwordRequiredType: 'deviceDefault',
    edgeCookiePolicy: 'userDefined',
    privacyAdvertisingId: 'notConfigured',
    startMenuLayoutXml: null,
    printerNames: [],
    createdDateTime: '2026-01-01T00:00:00Z',
  })
  t.match(policy, { kind: 'configuration', id: 'policy', name: 'Policy', version: 3, platforms: ['windows'] })
  t.same(values(policy), {
    'windows10GeneralConfiguration.cameraBlocked': 'true',
    'windows10GeneralConfiguration.passwordMinimumLength': '8',
  })
})

t.test('applicability rules of a configuration', async (t) => {
  const policy = prepared(CONFIGURATIONS, 'windows10GeneralConfiguration', {
    deviceManagementApplicabilityRuleOsEdition: {
      osEditionTypes: ['windows10Enterprise', 'windows10Professional'],
      ruleType: 'exclude',
    },
    deviceManagementApplicabilityRuleOsVersion: { minOSVersion: '10.0.22000', maxOSVersion: null, ruleType: 'include' },
  })
  t.match(policy, {
    applicability: {
      editions: { names: ['Enterprise', 'Professional'], includes: false },
      versions: { least: '10.0.22000', most: '', includes: true },
    },
    settings: [],
  })
})

t.test('L51: a default clashes with nothing, a different value of one type does', async (t) => {
  const of = (id: string, entity: object) =>
    prepared(CONFIGURATIONS, 'iosGeneralDeviceConfiguration', { id, ...entity }) as Configuration
  const device = { id: 'phone', platform: 'iOS', lastContact: 0, complianceState: 'unknown' } as const
  const of2 = (one: object, other: object) => statuses(outcomesOf([of('a', one), of('b', other)], { device }))
  t.same(of2({ passcodeMinimumLength: 6 }, { passcodeMinimumLength: null }), { a: 'compliant', b: 'compliant' })
  t.same(of2({ passcodeMinimumLength: 6 }, { passcodeMinimumLength: 6 }), { a: 'compliant', b: 'compliant' })
  t.same(of2({ passcodeMinimumLength: 6 }, { passcodeMinimumLength: 8 }), { a: 'conflict', b: 'conflict' })
  const ring = (id: string, entity: object) =>
    prepared(CONFIGURATIONS, 'windowsUpdateForBusinessConfiguration', { id, ...entity }) as Configuration
  t.same(
    statuses(
      outcomesOf([
        ring('a', { qualityUpdatesDeferralPeriodInDays: 1 }),
        ring('b', { qualityUpdatesDeferralPeriodInDays: 2 }),
      ]),
    ),
    {
      a: 'conflict',
      b: 'conflict',
    },
  )
})

t.test('L50: custom payloads and profiles that stand beside each other are not compared', async (t) => {
  const oma = (id: string, value: number) =>
    prepared(CONFIGURATIONS, 'windows10CustomConfiguration', {
      id,
      omaSettings: [
        { '@odata.type': '#microsoft.graph.omaSettingInteger', displayName: 'x', omaUri: './Device/Vendor/X', value },
      ],
    }) as Configuration
  t.same(values(oma('a', 1)), { 'windows10CustomConfiguration../Device/Vendor/X': '1' })
  t.same(statuses(outcomesOf([oma('a', 1), oma('b', 2)])), { a: 'compliant', b: 'compliant' })
  const wifi = (id: string, ssid: string) =>
    prepared(CONFIGURATIONS, 'windowsWifiConfiguration', { id, ssid, networkName: ssid }) as Configuration
  t.same(statuses(outcomesOf([wifi('a', 'one'), wifi('b', 'two')])), { a: 'compliant', b: 'compliant' })
  const payload = (id: string, text: string) =>
    prepared(CONFIGURATIONS, 'iosCustomConfiguration', { id, payload: text, payloadName: id }) as Configuration
  const device = { id: 'phone', platform: 'iOS', lastContact: 0, complianceState: 'unknown' } as const
  t.same(statuses(outcomesOf([payload('a', 'x'), payload('b', 'y')], { device })), { a: 'compliant', b: 'compliant' })
})

const choice = (settingDefinitionId: string, value: string, children: readonly object[] = []) => ({
  settingDefinitionId,
  choiceSettingValue: { value, children },
})

t.test('L51: catalog settings by their definition, with the children of the chosen option', async (t) => {
  const settings = catalogSettings('policy', [
    {
      settingInstance: choice('device_vendor_msft_bitlocker_require', 'require_1', [
        { settingDefinitionId: 'device_vendor_msft_bitlocker_length', simpleSettingValue: { value: 8 } },
      ]),
    },
    { settingInstance: choice('user_vendor_msft_edge_home', 'home_0') },
    {
      settingInstance: {
        settingDefinitionId: 'device_vendor_msft_sites',
        simpleSettingCollectionValue: [{ value: 'a' }, { value: 'b' }],
      },
    },
    {
      settingInstance: {
        settingDefinitionId: 'device_vendor_msft_rules',
        groupSettingCollectionValue: [
          { children: [choice('device_vendor_msft_rules_action', 'allow')] },
          { children: [choice('device_vendor_msft_rules_action', 'block')] },
        ],
      },
    },
    {
      settingInstance: {
        settingDefinitionId: 'device_vendor_msft_group',
        groupSettingCollectionValue: [{ children: [choice('device_vendor_msft_group_one', 'yes')] }],
      },
    },
    { settingInstance: null },
  ])
  t.same(
    settings.map(({ key, value, slot, ofUser }) => [key, value, slot, ofUser]),
    [
      ['device_vendor_msft_bitlocker_require', 'require_1', 'vendor_msft_bitlocker_require', false],
      ['device_vendor_msft_bitlocker_length', '8', 'vendor_msft_bitlocker_length', false],
      ['user_vendor_msft_edge_home', 'home_0', 'vendor_msft_edge_home', true],
      ['device_vendor_msft_sites', '["a","b"]', 'vendor_msft_sites', false],
      ['device_vendor_msft_rules_action', 'allow', 'policy vendor_msft_rules_action', false],
      ['device_vendor_msft_rules_action', 'block', 'policy vendor_msft_rules_action', false],
      ['device_vendor_msft_group_one', 'yes', 'vendor_msft_group_one', false],
    ],
  )
})

t.test('L53: keys of app configurations for iOS and Android, for each app', async (t) => {
  const ios = appConfigurationSettings({
    id: 'c',
    targetedMobileApps: ['mail', 'maps'],
    settings: [{ appConfigKey: 'url', appConfigKeyType: 'stringType', appConfigKeyValue: 'https://x' }],
    encodedSettingXml: null,
  })
  t.same(
    ios.map(({ key, value }) => [key, value]),
    [
      ['mail#url', 'https://x'],
      ['maps#url', 'https://x'],
    ],
  )
  const xml = appConfigurationSettings({
    id: 'c',
    targetedMobileApps: ['mail'],
    settings: [],
    encodedSettingXml: 'PD8=',
  })
  t.same(
    xml.map(({ slot }) => slot),
    ['c mail#encodedSettingXml'],
    'L50: nobody looks into it',
  )
  const payload = {
    kind: 'androidenterprise#managedConfiguration',
    managedProperty: [{ key: 'url', valueString: 'x' }],
  }
  const android = appConfigurationSettings({
    id: 'c',
    targetedMobileApps: ['mail'],
    payloadJson: Buffer.from(JSON.stringify(payload)).toString('base64'),
    permissionActions: [{ permission: 'android.permission.CAMERA', action: 'autoGrant' }],
  })
  t.same(
    android.map(({ key, value }) => [key, value]),
    [
      ['mail#permission android.permission.CAMERA', 'autoGrant'],
      ['mail#url', '{"valueString":"x"}'],
    ],
  )
  t.same(appConfigurationSettings({ targetedMobileApps: ['mail'], payloadJson: 'no json' }), [])
})

t.test('platforms of types, of flags and of devices', async (t) => {
  const types = {
    windows10GeneralConfiguration: ['windows'],
    windows81GeneralConfiguration: ['windows81'],
    sharedPCConfiguration: ['windows'],
    iosGeneralDeviceConfiguration: ['iOS'],
    macOSGeneralDeviceConfiguration: ['macOS'],
    androidGeneralDeviceConfiguration: ['android'],
    androidWorkProfileGeneralDeviceConfiguration: ['androidWorkProfile'],
    androidDeviceOwnerGeneralDeviceConfiguration: ['androidDeviceOwner'],
    aospDeviceOwnerDeviceConfiguration: ['androidAOSP'],
    iosCompliancePolicy: ['iOS'],
    androidCompliancePolicy: ['android'],
    androidDeviceOwnerCompliancePolicy: ['androidDeviceOwner'],
    windows10CompliancePolicy: ['windows'],
    androidManagedStoreAppConfiguration: ['androidWorkProfile', 'androidDeviceOwner'],
    iosMobileAppConfiguration: ['iOS'],
    win32LobApp: ['windows'],
    officeSuiteApp: ['windows'],
    winGetApp: ['windows'],
    macOSLobApp: ['macOS'],
    iosVppApp: ['iOS'],
    managedIOSStoreApp: ['iOS'],
    androidManagedStoreApp: ['androidWorkProfile', 'androidDeviceOwner'],
    androidStoreApp: ['android', 'androidWorkProfile', 'androidDeviceOwner'],
    webApp: [],
  }
  for (const [name, platforms] of Object.entries(types)) t.same(platformsOfType(name), platforms, name)
  t.same(platformsOfFlags('iOS,macOS'), ['iOS', 'macOS'])
  t.same(platformsOfFlags('none'), [])
  const devices: readonly (readonly [object, string])[] = [
    [{ operatingSystem: 'Windows', osVersion: '10.0.26100.1' }, 'windows'],
    [{ operatingSystem: 'Windows', osVersion: '6.3.9600' }, 'windows81'],
    [{ operatingSystem: 'iPadOS' }, 'iOS'],
    [{ operatingSystem: 'macOS' }, 'macOS'],
    [{ operatingSystem: 'Linux (Ubuntu)' }, 'linux'],
    [{ operatingSystem: 'Android' }, 'android'],
    [{ operatingSystem: 'Android', deviceEnrollmentType: 'androidEnterpriseFullyManaged' }, 'androidDeviceOwner'],
    [{ operatingSystem: 'AndroidForWork' }, 'androidWorkProfile'],
    [{ operatingSystem: 'AndroidEnterprise', managedDeviceOwnerType: 'personal' }, 'androidWorkProfile'],
    [{ operatingSystem: 'AndroidEnterprise', managedDeviceOwnerType: 'company' }, 'androidDeviceOwner'],
    [{ operatingSystem: 'Android', managementAgent: 'intuneAosp' }, 'androidAOSP'],
  ]
  for (const [device, platform] of devices) t.equal(platformOfDevice({ ...device }), platform, JSON.stringify(device))
})

t.test('L76, L77: actions of compliance policies, typed ones and those of the catalog', async (t) => {
  const rules = [
    {
      ruleName: null,
      scheduledActionConfigurations: [
        { id: 'one', actionType: 'block', gracePeriodHours: 72, notificationTemplateId: '' },
        {
          id: 'two',
          actionType: 'notification',
          gracePeriodHours: 24,
          notificationTemplateId: '11111111-0000-0000-0000-000000000001',
        },
        {
          id: 'three',
          actionType: 'retire',
          gracePeriodHours: 96,
          notificationTemplateId: '00000000-0000-0000-0000-000000000000',
        },
      ],
    },
  ]
  const expected = [
    { id: 'one', type: 'block', hours: 72 },
    { id: 'two', type: 'notification', hours: 24, templateId: '11111111-0000-0000-0000-000000000001' },
    { id: 'three', type: 'retire', hours: 96 },
  ]
  const typed = prepared(
    'deviceManagement/deviceCompliancePolicies',
    'iosCompliancePolicy',
    { passcodeRequired: true },
    {
      scheduledActionsForRule: rules,
    },
  )
  t.same((typed as CompliancePolicy).actions, expected)
  t.same(values(typed), { 'iosCompliancePolicy.passcodeRequired': 'true' })
  const catalog = prepared(
    'deviceManagement/compliancePolicies',
    'deviceManagementCompliancePolicy',
    { platforms: 'linux', version: undefined, name: 'Linux', lastModifiedDateTime: '2026-03-01T08:00:00.1234567Z' },
    {
      scheduledActionsForRule: rules,
      settings: [{ settingInstance: choice('linux_passwordpolicy_minimumlength', '8') }],
    },
  )
  t.match(catalog, { kind: 'compliance', platforms: ['linux'], version: Date.UTC(2026, 2, 1, 8) / 1000 })
  t.same((catalog as CompliancePolicy).actions, expected)
})

t.test('L81: names of settings as answers have them', async (t) => {
  t.equal(settingName('iosCompliancePolicy.passcodeRequired'), 'IOSCompliancePolicy.PasscodeRequired')
  t.equal(settingName('windows10GeneralConfiguration.cameraBlocked'), 'Windows10GeneralConfiguration.CameraBlocked')
  t.equal(settingName('device_vendor_msft_bitlocker'), 'device_vendor_msft_bitlocker')
  t.equal(settingName('mail#server.url'), 'mail#server.url')
})

t.test('L66, L70: apps by their type, with what they need and replace', async (t) => {
  const app = prepared(
    'deviceAppManagement/mobileApps',
    'win32LobApp',
    { displayVersion: '2.1', publisher: 'Larkspur', committedContentVersion: '4' },
    {
      relationships: [
        {
          '@odata.type': '#microsoft.graph.mobileAppDependency',
          targetId: 'a',
          dependencyType: 'autoInstall',
          targetType: 'child',
        },
        {
          '@odata.type': '#microsoft.graph.mobileAppDependency',
          targetId: 'b',
          dependencyType: 'detect',
          targetType: 'child',
        },
        {
          '@odata.type': '#microsoft.graph.mobileAppDependency',
          targetId: 'c',
          dependencyType: 'detect',
          targetType: 'parent',
        },
        {
          '@odata.type': '#microsoft.graph.mobileAppSupersedence',
          targetId: 'd',
          supersedenceType: 'replace',
          targetType: 'child',
        },
        {
          '@odata.type': '#microsoft.graph.mobileAppSupersedence',
          targetId: 'e',
          supersedenceType: 'update',
          targetType: 'child',
        },
      ],
    },
  ) as App
  t.match(app, {
    agent: 'extension',
    appVersion: '2.1',
    version: 4,
    publisher: 'Larkspur',
    dependsOn: [
      { appId: 'a', installs: true },
      { appId: 'b', installs: false },
    ],
    supersedes: [
      { appId: 'd', uninstalls: true },
      { appId: 'e', uninstalls: false },
    ],
    offersDevices: true,
  })
  t.match(prepared('deviceAppManagement/mobileApps', 'iosStoreApp', {}), { agent: 'mdm', offersRequired: true })
})

t.test('L64: scripts of Windows and macOS, and remediations with their schedule', async (t) => {
  const script = (entity: object) =>
    prepared('deviceManagement/deviceManagementScripts', 'deviceManagementScript', entity)
  t.match(script({ scriptContent: 'YQ==' }), { kind: 'script', agent: 'extension', platforms: ['windows'] })
  t.not(script({ scriptContent: 'YQ==' })?.version, script({ scriptContent: 'Yg==' })?.version, 'new content is run')
  t.equal(
    script({ scriptContent: 'YQ==', description: 'a' })?.version,
    script({ scriptContent: 'YQ==', description: 'b' })?.version,
  )
  t.match(prepared('deviceManagement/deviceShellScripts', 'deviceShellScript', { executionFrequency: 'PT1H' }), {
    agent: 'mdm',
    platforms: ['macOS'],
    everyMinutes: 60,
  })
  const of = (...assignments: readonly object[]) =>
    prepared(
      'deviceManagement/deviceHealthScripts',
      'deviceHealthScript',
      { version: '2', remediationScriptContent: 'YQ==' },
      { assignments: assignments as never },
    )
  const schedule = (name: string, interval: number, runRemediationScript: boolean) => ({
    runRemediationScript,
    runSchedule: { '@odata.type': `#microsoft.graph.deviceHealthScript${name}Schedule`, interval },
  })
  t.match(of(schedule('Hourly', 3, true), schedule('Daily', 1, false)), { everyMinutes: 180, remediates: true })
  t.match(of(schedule('Daily', 2, false)), { everyMinutes: 2880, remediates: false })
  t.equal((of(schedule('RunOnce', 1, true)) as { everyMinutes?: number }).everyMinutes, undefined)
})

t.test('values: what is a default, and texts that do not depend on the order of members', async (t) => {
  for (const value of [null, undefined, false, '', [], 'notConfigured', 'deviceDefault', {}, { a: null }])
    t.ok(isDefault(value), JSON.stringify(value))
  for (const value of [0, true, 'block', ['a'], { a: 1 }]) t.notOk(isDefault(value), JSON.stringify(value))
  t.equal(textOf({ a: 1, b: { d: 2, c: 3 } }), textOf({ b: { c: 3, d: 2 }, a: 1 }))
  t.not(textOf(['a', 'b']), textOf(['b', 'a']))
})
