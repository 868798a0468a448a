/** Resources of the Terraform provider `microsoft365` that take several requests of different kinds. */
import type { Test } from 'tap'
import type { Body } from '../settings.js'
import { choice, graph, typed } from '../settings.js'
import type { Json, Tool } from '../tool.js'
import { policyDefinition, uploadedDefinitionFiles } from './admx.js'
import type { Made } from './plan.js'
import { DAM, DM, base64, scope } from './plan.js'
import { devicePreparation, ranksAndSwitches, replacedPolicy } from './steps.js'

type Flow = (t: Test, tool: Tool, made: Made) => Promise<void>

const group = (groupId: string, kind = 'group'): Body => ({
  target: typed(`${kind}AssignmentTarget`, { groupId }),
})

const notificationTemplate: Flow = async (t, { ask }) => {
  const set = `${DM}/notificationMessageTemplates`
  const template = { displayName: 'Warning', brandingOptions: 'includeCompanyLogo,includeContactInformation', ...scope }
  const { id } = await ask('POST', set, 201, template)
  const messages = `${set}/${id}/localizedNotificationMessages`
  const message = { subject: 'Update', messageTemplate: 'Please update your device.' }
  await ask('POST', messages, 201, { ...message, locale: 'en-us', isDefault: true })
  await ask('POST', messages, 201, { ...message, locale: 'de-de', isDefault: false })
  const url = `${set}/${id}?%24expand=localizedNotificationMessages`
  const found = await ask('GET', url, 200)
  t.match(found, template)
  t.equal(found['defaultLocale'], 'en-us')
  const byLocale = new Map((found['localizedNotificationMessages'] as Json[]).map((each) => [each['locale'], each]))
  t.match(byLocale.get('de-de'), { ...message, isDefault: false })
  t.match(byLocale.get('en-us'), { ...message, isDefault: true })

  await ask('PATCH', `${set}/${id}`, 200, { ...template, brandingOptions: 'none' })
  await ask('DELETE', `${messages}/${byLocale.get('de-de')?.id}`, 204)
  const changed = { subject: 'Update now', messageTemplate: 'Today.', isDefault: true }
  await ask('PATCH', `${messages}/${byLocale.get('en-us')?.id}`, 200, changed)
  await ask('POST', messages, 201, { ...message, locale: 'fr-fr', isDefault: false })
  const then = await ask('GET', url, 200)
  t.match(then, { brandingOptions: 'none' })
  const locales = (then['localizedNotificationMessages'] as Json[]).map((each) => each['locale']).sort()
  t.same(locales, ['en-us', 'fr-fr'])
  await ask('DELETE', `${set}/${id}`, 204)
}

const customConfiguration: Flow = async (t, { ask }) => {
  const setting = (type: string, name: string, value: unknown, more: Body = {}): Body =>
    typed(`omaSetting${type}`, {
      displayName: name,
      description: name,
      omaUri: `./Device/Contoso/${name}`,
      value,
      ...more,
    })
  const plain: Record<string, unknown> = { Text: 'a secret', Xml: '<a>1</a>' }
  const omaSettings = [
    setting('String', 'Text', plain['Text']),
    setting('StringXml', 'Xml', base64('<a>1</a>'), { fileName: 'a.xml' }),
    setting('Integer', 'Number', 3),
    setting('Boolean', 'Choice', true),
    setting('Base64', 'File', base64('bytes'), { fileName: 'a.bin' }),
    setting('DateTime', 'Time', '2026-01-01T00:00:00Z'),
    setting('FloatingPoint', 'Share', 0.5),
  ]
  const policy = typed('windows10CustomConfiguration', {
    displayName: 'Custom',
    description: '',
    ...scope,
    omaSettings,
  })
  const { id } = await ask('POST', `${DM}/deviceConfigurations`, 201, policy)
  const url = `${DM}/deviceConfigurations/${id}`
  await ask('POST', `${url}/assign`, 200, { assignments: [] })
  const read = async (): Promise<void> => {
    const found = await ask('GET', `${url}?%24expand=assignments`, 200)
    for (const [i, each] of (found['omaSettings'] as Record<string, unknown>[]).entries()) {
      const { value, ...rest } = omaSettings[i] ?? {}
      t.match(each, rest)
      if (each['isEncrypted'] !== true) t.equal(each['value'], value, String(rest['displayName']))
      else {
        const secret = encodeURIComponent(String(each['secretReferenceValueId']))
        const text = await ask('GET', `${url}/getOmaSettingPlainTextValue(secretReferenceValueId='${secret}')`, 200)
        t.equal(text['value'], plain[String(rest['displayName'])] ?? value, String(rest['displayName']))
      }
    }
  }
  await read()
  await ask('PATCH', url, 200, { ...policy, description: 'Changed' })
  await read()
  await ask('DELETE', url, 204)
}

const policySet: Flow = async (t, { ask }, { groups, webApp }) => {
  await ask('GET', `${DAM}/mobileApps?%24filter=${encodeURIComponent(`id eq '${webApp}'`)}&%24top=1`, 200)
  const compliance = await ask(
    'POST',
    `${DM}/deviceCompliancePolicies`,
    201,
    typed('iosCompliancePolicy', {
      displayName: 'Phones',
      scheduledActionsForRule: [
        { ruleName: 'PasswordRequired', scheduledActionConfigurations: [{ actionType: 'block', gracePeriodHours: 0 }] },
      ],
    }),
  )
  const set = { displayName: 'Starter set', description: 'What a new device gets', roleScopeTags: ['0'] }
  const { id } = await ask('POST', `${DAM}/policySets`, 201, {
    ...set,
    assignments: [group(groups[0])],
    items: [typed('mobileAppPolicySetItem', { payloadId: webApp, intent: 'required' })],
  })
  const url = `${DAM}/policySets/${id}`
  const read = async () => ask('GET', `${url}?%24expand=assignments%2Citems`, 200)
  t.match(await read(), {
    ...set,
    assignments: [group(groups[0])],
    items: [{ '@odata.type': graph('mobileAppPolicySetItem'), payloadId: webApp, intent: 'required' }],
  })
  await ask('PATCH', url, 200, { displayName: 'Starter', description: set.description })
  await ask('POST', `${url}/update`, 204, {
    addedPolicySetItems: [typed('deviceCompliancePolicyPolicySetItem', { payloadId: compliance.id })],
    updatedPolicySetItems: [],
    deletedPolicySetItems: [],
  })
  await ask('POST', `${url}/update`, 204, { assignments: [group(groups[1])] })
  const changed = await read()
  t.match(changed, { displayName: 'Starter', assignments: [group(groups[1])] })
  const items = changed['items'] as Json[]
  t.same(new Set(items.map(({ payloadId }) => payloadId)), new Set([webApp, compliance.id]))
  const gone = items.find(({ payloadId }) => payloadId === webApp)
  await ask('POST', `${url}/update`, 204, {
    addedPolicySetItems: [],
    updatedPolicySetItems: [],
    deletedPolicySetItems: [gone?.id],
  })
  const last = (await read())['items'] as Json[]
  t.same(
    last.map(({ payloadId }) => payloadId),
    [compliance.id],
  )
  await ask('DELETE', url, 204)
  await ask('DELETE', `${DM}/deviceCompliancePolicies/${compliance.id}`, 204)
}

const appConfiguration: Flow = async (t, { ask }, { groups }) => {
  const set = `${DAM}/targetedManagedAppConfigurations`
  const app = (type: string, member: string, value: string): Body => ({
    mobileAppIdentifier: typed(`${type}Identifier`, { [member]: value }),
  })
  const mail = app('androidMobileApp', 'packageId', 'com.microsoft.office.outlook')
  const edge = app('iosMobileApp', 'bundleId', 'com.microsoft.msedge')
  const policy = {
    displayName: 'Mail',
    description: '',
    ...scope,
    appGroupType: 'selectedPublicApps',
    targetedAppManagementLevels: 'unspecified',
    customSettings: [{ name: 'server', value: 'mail.contoso.example' }],
  }
  const { id } = await ask('POST', set, 201, { ...policy, apps: [mail], settings: [], assignments: [group(groups[0])] })
  const url = `${set}/${id}`
  const read = async () => ask('GET', `${url}?%24expand=apps%2Cassignments%2Csettings`, 200)
  t.match(await read(), { ...policy, apps: [mail], settings: [], assignments: [group(groups[0])] })

  const type = '@odata.type'
  await ask('PATCH', url, 200, { displayName: 'Mail and Edge', [type]: graph('targetedManagedAppConfiguration') })
  await ask('POST', `${url}/targetApps`, 204, { apps: [mail, edge], appGroupType: 'selectedPublicApps' })
  const customSettings = [
    { name: 'server', value: 'imap.contoso.example' },
    { name: 'port', value: '993' },
  ]
  await ask('PATCH', url, 200, { customSettings, [type]: graph('targetedManagedAppConfiguration') })
  const id2 = 'com.microsoft.edge.mamedgeappconfigsettings.enablemediarouter'
  await ask('POST', `${url}/changeSettings`, 204, { settings: [choice(id2, 'true')] })
  await ask('POST', `${url}/assign`, 204, {
    assignments: [group(groups[1]), group(groups[0], 'exclusionGroup')],
  })
  const changed = await read()
  t.match(changed, {
    displayName: 'Mail and Edge',
    customSettings,
    settings: [{ settingInstance: { settingDefinitionId: id2, choiceSettingValue: { value: `${id2}_true` } } }],
  })
  t.equal((changed['apps'] as Json[]).length, 2)
  t.same(
    new Set((changed['assignments'] as Json[]).map((each) => (each['target'] as Body)['groupId'])),
    new Set(groups),
  )
  await ask('DELETE', url, 204)
}

const appAssignment: Flow = async (t, { ask }, { groups, webApp }) => {
  const set = `${DAM}/mobileApps/${webApp}/assignments`
  const settings = (useDeviceLicensing: boolean): Body => ({ intent: useDeviceLicensing ? 'required' : 'available' })
  const { id } = await ask('POST', set, 201, { ...settings(false), source: 'direct', ...group(groups[0]) })
  await ask('GET', set, 200)
  t.match(await ask('GET', `${set}/${id}`, 200), { intent: 'available', source: 'direct', ...group(groups[0]) })
  await ask('PATCH', `${set}/${id}`, 200, { ...settings(true), source: 'direct', ...group(groups[0]) })
  const [found] = (await ask('GET', set, 200))['value'] as Json[]
  t.match(found, { intent: 'required', ...group(groups[0]) })
  await ask('DELETE', `${set}/${found?.id}`, 204)
  t.same((await ask('GET', set, 200))['value'], [])
}

const appCategories: Flow = async (t, { ask, send }, { webApp }) => {
  const all = (await ask('GET', `${DAM}/mobileAppCategories`, 200))['value'] as Json[]
  const url = `${DAM}/mobileApps/${webApp}`
  for (const { id } of all) {
    const { status } = await send('DELETE', `${url}/categories/${id}/%24ref`)
    t.ok(status === 204 || status === 404, `${status} where the app has not the category: the provider goes on`)
  }
  for (const { id } of all.slice(0, 2))
    await ask('POST', `${url}/categories/%24ref`, 204, {
      '@odata.id': `https://graph.microsoft.com/beta/${DAM}/mobileAppCategories/${id}`,
    })
  const { categories } = await ask('GET', `${url}?%24expand=categories`, 200)
  t.same(new Set((categories as Json[]).map(({ id }) => id)), new Set(all.slice(0, 2).map(({ id }) => id)))
}

const branding: Flow = async (t, { ask }) => {
  const set = `${DM}/intuneBrandingProfiles`
  const { id } = await ask('POST', set, 201, { profileName: 'Munich', profileDescription: '', ...scope })
  await ask('PATCH', `${set}/${id}`, 200, { displayName: 'Contoso', showLogo: true })
  const image = { type: 'image/png', value: base64('png') }
  await ask('PATCH', `${set}/${id}`, 200, { landingPageCustomizedImage: image })
  t.match(await ask('GET', `${set}/${id}?%24expand=assignments`, 200), { displayName: 'Contoso', showLogo: true })
  t.match(await ask('GET', `${set}/${id}/landingPageCustomizedImage`, 200), image)
  await ask('DELETE', `${set}/${id}`, 204)
}

const validations: Flow = async (t, { ask, list }, { webApp, androidApp }) => {
  const actions = await ask('GET', `${DM}/resourceOperations`, 200)
  t.ok((actions['value'] as Json[]).length > 0, 'permissions of roles are looked up')
  t.ok((await list(`${DM}/roleScopeTags`)).length > 0)
  await list(`${DM}/managedDeviceCleanupRules`)
  await list(`${DAM}/managedAppPolicies?%24select=id%2CdisplayName`)
  await list(`${DM}/windowsAutopilotDeploymentProfiles?%24select=id&%24top=999`)
  const select = 'id,displayName,roleScopeTagIds,microsoft.graph.unsupportedDeviceConfiguration/originalEntityTypeName'
  await list(`${DM}/deviceConfigurations?%24select=${encodeURIComponent(select)}&%24top=100`)
  const found = async (filter: string) => list(`${DAM}/mobileApps?%24filter=${encodeURIComponent(filter)}&%24top=250`)
  const windows =
    "isof('microsoft.graph.windowsAppX') or isof('microsoft.graph.officeSuiteApp') or isof('microsoft.graph.win32LobApp')"
  t.notOk((await found(windows)).some(({ id }) => id === androidApp))
  const android =
    "isof('microsoft.graph.androidManagedStoreApp') and microsoft.graph.androidManagedStoreApp/packageId ne 'com.microsoft.intune'"
  t.same(
    (await found(android)).map(({ id }) => id),
    [androidApp],
  )
  const member = 'microsoft.graph.managedApp/appAvailability'
  const web = `(isof('microsoft.graph.webApp') or (isof('microsoft.graph.managedIOSStoreApp') and ${member} eq microsoft.graph.managedAppAvailability'global')) and (${member} eq null or ${member} eq 'lineOfBusiness' or isAssigned eq true)`
  t.ok((await found(web)).some(({ id }) => id === webApp))
}

/** Each action of the provider, with what it sends, at a device that it has looked up first. */
const ACTIONS: Readonly<Record<string, Body | undefined>> = {
  activateDeviceEsim: { carrierUrl: 'https://carrier.example' },
  bypassActivationLock: undefined,
  cleanWindowsDevice: { keepUserData: true },
  deleteUserFromSharedAppleDevice: { userPrincipalName: 'a@contoso.example' },
  deprovision: { deprovisionReason: 'lent' },
  disable: undefined,
  disableLostMode: undefined,
  enableLostMode: { message: 'Lost', phoneNumber: '1', footer: 'Contoso' },
  initiateDeviceAttestation: undefined,
  initiateMobileDeviceManagementKeyRecovery: undefined,
  initiateOnDemandProactiveRemediation: { scriptPolicyId: '0d2b4c5a-6f1e-4d3c-8b7a-1a2b3c4d5e6f' },
  locateDevice: undefined,
  logoutSharedAppleDeviceActiveUser: undefined,
  pauseConfigurationRefresh: { pauseTimePeriodInMinutes: 60 },
  playLostModeSound: { durationInMinutes: '5' },
  rebootNow: undefined,
  recoverPasscode: undefined,
  reenable: undefined,
  remoteLock: undefined,
  removeDeviceFirmwareConfigurationInterfaceManagement: undefined,
  resetPasscode: undefined,
  revokeAppleVppLicenses: undefined,
  rotateBitLockerKeys: undefined,
  rotateFileVaultKey: undefined,
  rotateLocalAdminPassword: undefined,
  sendCustomNotificationToCompanyPortal: { notificationTitle: 'Hello', notificationBody: 'Please update.' },
  setDeviceName: { deviceName: 'renamed' },
  shutDown: undefined,
  syncDevice: undefined,
  triggerConfigurationManagerAction: { configurationManagerAction: { action: 'refreshMachinePolicy' } },
  updateWindowsDeviceAccount: { updateWindowsDeviceAccountActionParameter: { calendarSyncEnabled: true } },
  windowsDefenderScan: { quickScan: true },
  windowsDefenderUpdateSignatures: undefined,
  retire: undefined,
  wipe: { keepEnrollmentData: false, keepUserData: true, useProtectedWipe: true },
}

const deviceActions: Flow = async (t, { ask }) => {
  for (const set of ['managedDevices', 'comanagedDevices']) {
    const { id } = await ask('POST', `${DM}/${set}`, 201, { deviceName: 'd', operatingSystem: 'Windows' })
    const device = `${DM}/${set}/${id}`
    for (const [action, body] of Object.entries(ACTIONS)) {
      await ask('GET', `${device}?%24select=id,operatingSystem,isSupervised`, 200)
      await ask('POST', `${device}/${action}`, 204, body)
    }
    const { deviceActionResults, ...after } = await ask('GET', device, 200)
    const results = deviceActionResults as Json[]
    t.same(results.map(({ actionName }) => actionName).sort(), Object.keys(ACTIONS).sort(), set)
    t.ok(results.every(({ actionState }) => actionState === 'pending'))
    t.match(after, { managementState: 'wipePending', lostModeState: 'enabled' })
    const many = { deviceIds: [id], organizationalUnitPath: 'OU=a' }
    await ask('POST', `${DM}/${set}/moveDevicesToOU`, 204, many)
  }
}

export const flows: Readonly<Record<string, Flow>> = {
  device_compliance_notification_template: notificationTemplate,
  windows_custom_configuration: customConfiguration,
  policy_set: policySet,
  group_policy_uploaded_definition_files: uploadedDefinitionFiles,
  group_policy_definition: policyDefinition,
  'a policy that it replaces': replacedPolicy,
  windows_autopilot_device_preparation_policy: devicePreparation,
  'priorities and the managed installer': ranksAndSwitches,
  'the actions on devices': deviceActions,
  targeted_managed_app_configuration: appConfiguration,
  mobile_app_assignment: appAssignment,
  'the categories of an app': appCategories,
  'the images of intune_branding_profile': branding,
  'what it looks up before it plans': validations,
}
