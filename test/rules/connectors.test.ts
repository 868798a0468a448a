/** Partners, connectors, updates of Windows, inventory and terms of use: B55, B84, B119, B149, B190 to B205. */
import { createPublicKey } from 'node:crypto'
import 'reflect-metadata'
import { Pkcs10CertificateRequest } from '@peculiar/x509'
import t from 'tap'
import { mappedPermissions } from '../../src/model/facts/permission-map.js'
import { expecting } from '../harness/app-content.js'
import { forEachEmulator, startEmulator } from '../harness/emulator.js'

type Json = Record<string, unknown>
type Item = Json & { id: string }

const BETA = '/beta/deviceManagement'
const V1 = '/v1.0/deviceManagement'
const NEVER = '0001-01-01T00:00:00Z'
const GROUP = '0d2b4c5a-6f1e-4d3c-8b7a-1a2b3c4d5e6f'
const graph = (type: string): string => `#microsoft.graph.${type}`
const toGroup = { target: { '@odata.type': graph('groupAssignmentTarget'), groupId: GROUP } }

await forEachEmulator(t, async (t, emulator) => {
  const admin = await (await emulator.newTenant()).as(...mappedPermissions())
  const live = (await startEmulator(t, { store: emulator.store, profile: 'live' })).withToken(admin.token)
  /** Of the tenant that has what Intune brings. */
  const liveAdmin = (await startEmulator(t, { store: emulator.store, profile: 'live' })).withToken(emulator.admin.token)
  const made = (url: string, body: Json): Promise<Item> => expecting(201, admin.post(url, body))
  const read = (url: string): Promise<Item> => expecting(200, admin.get(url))
  const values = async (url: string): Promise<Item[]> => (await read(url))['value'] as Item[]
  const brought = async (url: string): Promise<Item[]> =>
    (await expecting(200, emulator.admin.get(url)))['value'] as Item[]

  await t.test('B55: inventory policies behave as those of the settings catalog', async (t) => {
    const url = `${BETA}/inventoryPolicies`
    const setting = (value: string): Json => ({
      '@odata.type': graph('deviceManagementConfigurationSetting'),
      settingInstance: {
        '@odata.type': graph('deviceManagementConfigurationSimpleSettingInstance'),
        settingDefinitionId: 'device_vendor_msft_inventory_battery_cyclecount',
        simpleSettingValue: { '@odata.type': graph('deviceManagementConfigurationStringSettingValue'), value },
      },
    })
    const policy = { name: 'Battery', platforms: 'windows10', technologies: 'extensibility' }
    const { id, ...created } = await made(url, { ...policy, settings: [setting('on')] })
    t.match(created, { ...policy, settingCount: 1, isAssigned: false, roleScopeTagIds: ['0'], creationSource: null })
    t.match(await values(`${url}('${id}')/settings`), [{ id: '0', ...setting('on') }])
    const assigned = await expecting(200, admin.post(`${url}('${id}')/assign`, { assignments: [toGroup] }))
    t.match(assigned['value'], [{ id: `${id}_${GROUP}`, ...toGroup }])
    await expecting(204, admin.send('PUT', `${url}('${id}')`, { ...policy, name: 'Power', settings: [] }))
    t.match(await read(`${url}('${id}')?$expand=settings,assignments`), {
      name: 'Power',
      settingCount: 0,
      isAssigned: true,
      settings: [],
      assignments: [toGroup],
    })
    t.same(await values(`${BETA}/inventorySettings`), [])
    await expecting(400, admin.get(`${V1}/inventoryPolicies`))
    await expecting(204, admin.delete(`${url}('${id}')`))
  })

  await t.test('B84, B206: run summaries are counted from what devices report', async (t) => {
    const health = await made(`${BETA}/deviceHealthScripts`, { displayName: 'a', detectionScriptContent: 'YQ==' })
    const states: readonly Json[] = [
      { detectionState: 'success', remediationState: 'skipped' },
      { detectionState: 'fail', remediationState: 'success' },
      { detectionState: 'fail', remediationState: 'remediationFailed' },
      { detectionState: 'scriptError', remediationState: 'unknown' },
    ]
    for (const state of states) await made(`${BETA}/deviceHealthScripts/${health.id}/deviceRunStates`, state)
    const summary = `${BETA}/deviceHealthScripts/${health.id}/runSummary`
    t.match(await read(summary), {
      noIssueDetectedDeviceCount: 1,
      issueDetectedDeviceCount: 2,
      detectionScriptErrorDeviceCount: 1,
      issueRemediatedDeviceCount: 1,
      issueReoccurredDeviceCount: 1,
      remediationSkippedDeviceCount: 1,
    })
    t.match(await read(`${BETA}/deviceHealthScripts/getRemediationSummary`), { remediatedDeviceCount: 1 })
    const idle = await made(`${BETA}/deviceHealthScripts`, { displayName: 'b', detectionScriptContent: 'YQ==' })
    for (const { id } of [health, idle]) {
      const { '@odata.context': _context, ...alone } = await read(`${BETA}/deviceHealthScripts/${id}/runSummary`)
      const expanded = await read(`${BETA}/deviceHealthScripts/${id}?$expand=runSummary`)
      t.same(expanded['runSummary'], alone, 'an expanded summary is the one that is read by itself')
      const listed = await values(`${BETA}/deviceHealthScripts?$expand=runSummary&$filter=id eq '${id}'`)
      t.same(listed[0]?.['runSummary'], alone)
    }
    const [chosen] = await values(
      `${BETA}/deviceHealthScripts?$select=id&$expand=runSummary($select=issueDetectedDeviceCount)&$filter=displayName eq 'a'`,
    )
    t.match(chosen?.['runSummary'], { issueDetectedDeviceCount: 2 })
    t.notOk('id' in (chosen?.['runSummary'] as Json))
    for (const set of ['deviceManagementScripts', 'deviceShellScripts', 'deviceCustomAttributeShellScripts']) {
      const own = set === 'deviceCustomAttributeShellScripts' ? { customAttributeName: 'n' } : {}
      const { id } = await made(`${BETA}/${set}`, { displayName: 'a', scriptContent: 'YQ==', fileName: 'a', ...own })
      for (const runState of ['success', 'fail', 'scriptError', 'pending'])
        await made(`${BETA}/${set}/${id}/deviceRunStates`, { runState })
      const counted = { successDeviceCount: 1, errorDeviceCount: 2 }
      t.match(await read(`${BETA}/${set}/${id}/runSummary`), counted, set)
    }

    await expecting(200, admin.patch(summary, { issueDetectedDeviceCount: 9 }))
    t.match(await read(summary), { issueDetectedDeviceCount: 9 }, 'what a client writes stays')
  })

  await t.test('B84: a state that names no device is about the first one that can run the script', async (t) => {
    const device = (deviceName: string, operatingSystem: string): Promise<Item> =>
      made(`${BETA}/managedDevices`, { deviceName, operatingSystem })
    const stateOf = async (set: string, body: Json = {}): Promise<Item> => {
      const own =
        set === 'deviceHealthScripts' ? { detectionScriptContent: 'YQ==' } : { scriptContent: 'YQ==', fileName: 'a' }
      const { id } = await made(`${BETA}/${set}`, { displayName: 'of a device', ...own })
      const state = await made(`${BETA}/${set}/${id}/deviceRunStates`, body)
      return read(`${BETA}/${set}/${id}/deviceRunStates/${state.id}?$expand=managedDevice($select=id)`)
    }
    t.match(await stateOf('deviceManagementScripts'), { managedDevice: null }, 'there is no device')
    await device('phone', 'iOS')
    const [mac, one, two] = [
      await device('mac', 'macOS'),
      await device('pc', 'Windows'),
      await device('pc2', 'Windows'),
    ]
    const [pc, other] = one.id < two.id ? [one, two] : [two, one]
    for (const set of ['deviceManagementScripts', 'deviceHealthScripts'])
      t.match(await stateOf(set), { managedDevice: { id: pc.id } }, set)
    t.match(await stateOf('deviceShellScripts'), { managedDevice: { id: mac.id } })
    const bound = {
      'managedDevice@odata.bind': `https://graph.microsoft.com/beta/deviceManagement/managedDevices('${other.id}')`,
    }
    t.match(
      await stateOf('deviceManagementScripts', bound),
      { managedDevice: { id: other.id } },
      'what it names counts',
    )
    for (const { id } of [mac, one, two]) await expecting(204, admin.delete(`${BETA}/managedDevices/${id}`))
  })

  await t.test('B119: requests for approval are kept, found by status and decided', async (t) => {
    const policy = { displayName: 'Two of us', policyType: 'script', approverGroupIds: [GROUP] }
    t.match(await made(`${BETA}/operationApprovalPolicies`, policy), { ...policy, policyPlatform: 'notApplicable' })
    const url = `${BETA}/operationApprovalRequests`
    const request = { status: 'needsApproval', requestJustification: 'new script' }
    const first = await made(url, request)
    const second = await made(url, request)
    await expecting(204, admin.post(`${url}/${first.id}/approve`, { justification: 'fine', approvalSource: 'email' }))
    const waiting = `${url}?$filter=status eq 'needsApproval'`
    t.match(await values(waiting), [{ id: second.id }])
    await expecting(204, admin.post(`${url}/${second.id}/reject`, { justification: 'no' }))
    t.same(await values(waiting), [])
    t.match(await read(`${url}/${first.id}`), { status: 'approved', approvalJustification: 'fine' })
  })

  await t.test('B149, L71: what was removed from apps in 2023 is no longer there', async () => {
    const { id } = await made('/beta/deviceAppManagement/mobileApps', {
      '@odata.type': graph('webApp'),
      displayName: 'a',
      publisher: 'b',
      appUrl: 'https://a.example',
    })
    for (const client of [admin, live])
      for (const removed of ['deviceStatuses', 'userStatuses', 'installSummary'])
        await expecting(400, client.get(`/beta/deviceAppManagement/mobileApps/${id}/${removed}`))
  })

  await t.test('B190, B191: the catalog of updates is there, and profiles tell what they offer by it', async (t) => {
    const url = `${BETA}/windowsUpdateCatalogItems`
    const features = await brought(`${url}/microsoft.graph.windowsFeatureUpdateCatalogItem`)
    t.ok(features.length > 3 && features.every((each) => each['version'] === each['displayName']))
    const quality = await brought(`${url}/microsoft.graph.windowsQualityUpdateCatalogItem`)
    const [first] = quality
    t.match(first, { classification: 'security', isExpeditable: true })
    const newest = features.at(-1)
    const body = { displayName: 'a', featureUpdateVersion: newest?.['displayName'] }
    const profiles = `${BETA}/windowsFeatureUpdateProfiles`
    const profile = await expecting(201, emulator.admin.post(profiles, body))
    const told = {
      deployableContentDisplayName: newest?.['displayName'],
      endOfSupportDate: newest?.['endOfSupportDate'],
    }
    t.match(profile, told)
    const changed = { featureUpdateVersion: 'Windows 11, version 24H2' }
    const named = { ...changed, deployableContentDisplayName: 'mine' }
    await expecting(400, liveAdmin.patch(`${profiles}/${profile.id}`, named))
    t.match(await expecting(200, liveAdmin.patch(`${profiles}/${profile.id}`, changed)), {
      deployableContentDisplayName: 'Windows 11, version 24H2',
      endOfSupportDate: '2027-10-12T00:00:00Z',
    })
    const expedited = { qualityUpdateRelease: first?.['releaseDateTime'], daysUntilForcedReboot: 1 }
    const quick = { displayName: 'a', expeditedUpdateSettings: expedited }
    t.match(await expecting(201, emulator.admin.post(`${BETA}/windowsQualityUpdateProfiles`, quick)), {
      deployableContentDisplayName: first?.['displayName'],
      releaseDateDisplayName: /^\d\d\/\d\d\/\d{4}$/,
    })
  })

  await t.test('B200: the key of a connector is that of its partner, which a client gives', async (t) => {
    const id = 'fc780465-2017-40d4-a0c5-307022471b92'
    const url = `${V1}/mobileThreatDefenseConnectors`
    t.match(await made(url, { id, androidEnabled: true, partnerState: 'enabled' }), {
      id,
      partnerState: 'enabled',
      lastHeartbeatDateTime: NEVER,
    })
    t.match(await read(`${url}/${id}`), { androidEnabled: true })
    t.match(await expecting(409, admin.post(url, { id })), { error: { code: 'Conflict' } })
    t.match(await expecting(400, admin.post(url, { id: 'Defender' })), { error: { target: 'id' } })
    t.match(await made(url, {}), { id: /^[0-9a-f-]{36}$/ })
  })

  await t.test('B201, live: connectors to Exchange are not supported; those of certificates are listed', async (t) => {
    const url = `${V1}/exchangeConnectors`
    t.same(await values(url), [])
    t.match(await expecting(501, live.get(url)), { error: { code: 'NotSupported' } })
    t.match(await expecting(501, live.post(url, {})), { error: { code: 'NotSupported' } })
    t.same(await values(`${BETA}/ndesConnectors`), [])
    t.same(await values(`${BETA}/certificateConnectorDetails`), [])
  })

  await t.test('B202: partners are there and not connected, and actions connect them and end it', async (t) => {
    const [partner] = await brought(`${V1}/deviceManagementPartners`)
    t.match(partner, { partnerState: 'unknown', isConfigured: false })
    const [assistance] = await brought(`${BETA}/remoteAssistancePartners`)
    t.match(assistance, { onboardingStatus: 'notOnboarded' })
    t.same(await brought(`${V1}/complianceManagementPartners`), [])
    const remote = `${BETA}/remoteAssistancePartners/${assistance?.id}`
    for (const [action, onboardingStatus] of [
      ['beginOnboarding', 'onboarding'],
      ['disconnect', 'notOnboarded'],
    ] as const) {
      await expecting(204, emulator.admin.post(`${remote}/${action}`))
      t.match(await expecting(200, emulator.admin.get(remote)), { onboardingStatus })
    }
    const { id } = await made(`${V1}/deviceManagementPartners`, { displayName: 'a', isConfigured: true })
    await expecting(204, admin.post(`${V1}/deviceManagementPartners/${id}/terminate`))
    t.match(await read(`${V1}/deviceManagementPartners/${id}`), { partnerState: 'terminated' })
  })

  await t.test('B203: whether Windows data may be processed is changed at its own path', async (t) => {
    const url = `${BETA}/dataProcessorServiceForWindowsFeaturesOnboarding`
    const answer = await expecting(200, admin.patch(url, { hasValidWindowsLicense: true }))
    t.match(answer, {
      '@odata.context': /#deviceManagement\/dataProcessorServiceForWindowsFeaturesOnboarding$/,
      hasValidWindowsLicense: true,
      areDataProcessorServiceForWindowsFeaturesEnabled: false,
    })
    await expecting(200, live.patch(url, { areDataProcessorServiceForWindowsFeaturesEnabled: true }))
    t.match(await read(url), { hasValidWindowsLicense: true, areDataProcessorServiceForWindowsFeaturesEnabled: true })
    t.match(await expecting(400, admin.patch(url, { hasValidWindowsLicense: 'yes' })), {
      error: { message: /'yes'.*Edm\.Boolean/ },
    })
    await expecting(400, admin.patch(url, []))
    await expecting(405, admin.patch(`${BETA}/settings`, {}))
  })

  await t.test('B100, B102, B103, B169: texts that the service makes are there from the first moment', async (t) => {
    const text = async (url: string, body?: Json): Promise<string> => {
      const answer = await expecting(200, body === undefined ? admin.get(url) : admin.post(url, body))
      t.match(answer['@odata.context'], /#Edm\.String$/, url)
      return answer['value'] as string
    }
    const push = `${BETA}/applePushNotificationCertificate`
    const request = await text(`${push}/downloadApplePushNotificationCertificateSigningRequest()`)
    const parsed = new Pkcs10CertificateRequest(request)
    t.ok(await parsed.verify(), 'the request is signed with the key that it names')
    await expecting(404, admin.get(push))

    const program = await made(`${BETA}/depOnboardingSettings`, { tokenName: 't' })
    const url = `${BETA}/depOnboardingSettings/${program.id}`
    const key = await text(`${url}/generateEncryptionPublicKey`, {})
    t.equal(createPublicKey(key).asymmetricKeyType, 'ec')
    t.equal(await text(`${url}/getEncryptionPublicKey()`), key)
    const profile = await made(`${url}/enrollmentProfiles`, { displayName: 'p' })
    t.match(await text(`${url}/enrollmentProfiles/${profile.id}/exportMobileConfig()`), /<plist version="1\.0">/)

    const google = `${BETA}/androidManagedStoreAccountEnterpriseSettings`
    t.match(await text(`${google}/requestSignupUrl`, { hostName: 'intune.example' }), /^https:\/\//)
    t.match(await text(`${google}/createGooglePlayWebToken`, { parentUri: 'https://intune.example' }), /^[\w-]{43}$/)

    const validate = '/beta/deviceAppManagement/mobileApps/validateXml'
    const xml = (text: string): Json => ({ officeConfigurationXml: Buffer.from(text).toString('base64') })
    t.equal(await text(validate, xml('<Configuration/>')), xml('<Configuration/>')['officeConfigurationXml'])
    t.match(await expecting(400, admin.post(validate, xml('<Other/>'))), { error: { code: 'BadRequest' } })
  })

  await t.test('B98, B100: a request that comes again too early is told so, in live', async () => {
    const program = await made(`${BETA}/depOnboardingSettings`, { tokenName: 'early' })
    const actions = [
      'windowsAutopilotSettings/sync',
      `depOnboardingSettings/${program.id}/syncWithAppleDeviceEnrollmentProgram`,
    ]
    for (const action of actions) {
      await expecting(200, live.post(`${BETA}/${action}`, {}))
      await expecting(429, live.post(`${BETA}/${action}`, {}))
      await expecting(204, admin.post(`${BETA}/${action}`, {}))
    }
  })

  await t.test('B187: the apps that policies can name are a list with a name', async (t) => {
    const url = "/beta/deviceAppManagement/managedAppStatuses('managedAppList')"
    const { content } = await expecting(200, emulator.admin.get(url))
    t.match((content as { appList: Json[] }).appList, [
      { isFirstParty: true, appIdentifier: { '@odata.type': String } },
    ])
  })

  await t.test('B207: areas that no device fills are empty lists at first, and keep what clients write', async (t) => {
    const sets = [
      'microsoftTunnelSites',
      'microsoftTunnelConfigurations',
      'embeddedSIMActivationCodePools',
      'zebraFotaDeployments',
      'chromeOSOnboardingSettings',
      'cloudCertificationAuthority',
      'userExperienceAnalyticsDeviceScores',
      'userExperienceAnalyticsModelScores',
      'virtualEndpoint/provisioningPolicies',
      'virtualEndpoint/userSettings',
    ]
    for (const set of sets) t.strictSame(await values(`${BETA}/${set}`), [], set)
    const { id } = await made(`${BETA}/microsoftTunnelSites`, { displayName: 'Site', publicAddress: 'a.example' })
    t.match(await values(`${BETA}/microsoftTunnelSites`), [{ id, displayName: 'Site', publicAddress: 'a.example' }])
  })

  await t.test(
    'B44, B52, B54: policies are found by the families of their templates, baselines among them',
    async (t) => {
      const url = `${BETA}/configurationPolicies`
      const families: readonly (readonly [family: string, templateId: string, platforms: string])[] = [
        ['baseline', '66df8dce-0166-4b82-92f7-1f74e3ca17a3_4', 'windows10'],
        ['endpointSecurityEndpointDetectionAndResponse', 'a6ff37f6-c841-4264-9249-1ecf793d94ef_1', 'macOS'],
        ['endpointSecurityEndpointPrivilegeManagement', 'cff02aad-51b1-498d-83ad-81161a393f56_1', 'windows10'],
      ]
      for (const [templateFamily, templateId, platforms] of families) {
        const template = await read(`${BETA}/configurationPolicyTemplates('${templateId}')`)
        t.match(template, { templateFamily, platforms, version: Number(templateId.split('_')[1]) })
        const technologies = template['technologies']
        const { id } = await made(url, {
          name: 'd',
          platforms,
          technologies,
          settings: [],
          templateReference: { templateId },
        })
        const { displayName: templateDisplayName, displayVersion: templateDisplayVersion } = template
        const templateReference = { templateId, templateFamily, templateDisplayName, templateDisplayVersion }
        const found = await values(`${url}?$filter=templateReference/templateFamily eq '${templateFamily}'`)
        t.match(found, [{ id, templateReference }], templateFamily)
      }
      t.match(await read(`${BETA}/configurationPolicyTemplates?$count=true&$filter=templateFamily eq 'baseline'`), {
        '@odata.count': 5,
      })
    },
  )

  await t.test('B208: App Control is a policy of the catalog, found by its family', async (t) => {
    const url = `${BETA}/configurationPolicies`
    const templateId = '4321b946-b76b-4450-8afd-769c08b16ffc_1'
    const policy = { name: 'App Control', platforms: 'windows10', technologies: 'mdm', settings: [] }
    const { id } = await made(url, { ...policy, templateReference: { templateId } })
    const family = 'endpointSecurityApplicationControl'
    t.match(await values(`${url}?$filter=templateReference/templateFamily eq '${family}'`), [
      {
        id,
        templateReference: { templateId, templateFamily: family, templateDisplayName: 'App Control for Business' },
      },
    ])
  })

  await t.test('terms of use are listed with their files, and the document of one is read', async (t) => {
    const url = '/v1.0/identityGovernance/termsOfUse/agreements'
    const file = { fileName: 'TOU.pdf', language: 'en', isDefault: true, fileData: { data: 'SGVsbG8=' } }
    const agreement = { displayName: 'Terms', isViewingBeforeAcceptanceRequired: true }
    const { id } = await made(url, { ...agreement, files: [file] })
    const [found] = await values(`${url}?$expand=files`)
    t.match(found, { ...agreement, id, files: [{ fileName: 'TOU.pdf' }] })
    const [{ id: fileId } = { id: '' }] = await values(`${url}/${id}/files`)
    t.match(await read(`${url}/${id}/files('${fileId}')/fileData/data`), { value: 'SGVsbG8=' })
    t.match(await expecting(404, admin.get(`${url}/${GROUP}`)), { error: { code: 'Request_ResourceNotFound' } })
    for (const without of [{}, { files: [] }, { file: { localizations: [] } }])
      t.match(await expecting(400, admin.post(url, { ...agreement, ...without })), {
        error: { code: 'Request_BadRequest', message: /'file' or 'files' of an agreement is required/ },
      })
    await expecting(204, admin.delete(`${url}/${id}`))
    const reader = await (await emulator.newTenant()).as('Agreement.Read.All')
    await expecting(200, reader.get('/beta/agreements'))
    await expecting(403, reader.post('/beta/agreements', agreement))
    await expecting(200, reader.get(url))
    await expecting(403, reader.post(url, agreement))
  })

  await t.test('an agreement has one address more, and the languages of its file are its files', async (t) => {
    const short = '/beta/agreements'
    const long = '/beta/identityGovernance/termsOfUse/agreements'
    const language = (language: string, more: Json = {}) => ({
      fileName: `${language}.pdf`,
      language,
      fileData: { data: Buffer.from(language).toString('base64') },
      ...more,
    })
    const terms = { displayName: 'Terms', isViewingBeforeAcceptanceRequired: false }
    const { id } = await made(short, { ...terms, file: { localizations: [language('de'), language('fr')] } })
    const names = async (url: string) => (await values(url)).map(({ fileName }) => fileName).sort()
    for (const root of [short, long]) {
      t.match(await read(`${root}/${id}`), { ...terms, id })
      t.match(
        (await values(root)).map(({ id }) => id),
        [id],
      )
      t.same(await names(`${root}/${id}/files`), ['de.pdf', 'fr.pdf'])
      t.same(await names(`${root}/${id}/file/localizations`), ['de.pdf', 'fr.pdf'])
      const file = await read(`${root}/${id}/file`)
      t.match(file, { fileName: 'de.pdf', isDefault: true }, 'where none is marked it is the first')
      const data = await read(`${root}/${id}/file/localizations('${file.id}')/fileData/data`)
      t.match(data, { value: Buffer.from('de').toString('base64') })
      t.match(await read(`${root}/${id}?$expand=file,files`), { file: { id: file.id }, files: { length: 2 } })
      t.match(await values(`${root}?$expand=file`), [{ file: { id: file.id, fileName: 'de.pdf' } }])
      const nested = '$expand=file($expand=localizations($select=fileName;$orderby=fileName))'
      const languages = [{ fileName: 'de.pdf' }, { fileName: 'fr.pdf' }]
      t.match(await read(`${root}/${id}?${nested}`), { file: { localizations: languages } })
      t.match(await values(`${root}?${nested}`), [{ file: { localizations: languages } }])
    }
    const added = await made(`${long}/${id}/files`, language('nl', { isDefault: false }))
    t.match(await read(`${short}/${id}/file/localizations/${added.id}`), { fileName: 'nl.pdf' })
    await expecting(204, admin.delete(`${short}/${id}/file/localizations/${added.id}`))
    t.same(await names(`${long}/${id}/files`), ['de.pdf', 'fr.pdf'])
    const single = await made(short, { ...terms, file: language('es') })
    t.same(await names(`${short}/${single.id}/files`), ['es.pdf'])
    const [only] = await values(`${short}/${single.id}/files`)
    await expecting(204, admin.delete(`${short}/${single.id}/files/${only?.id}`))
    await expecting(404, admin.get(`${short}/${single.id}/file`))
    t.match(await read(`${short}/${single.id}?$expand=file`), { file: null })
    await expecting(204, admin.delete(`${short}/${id}`))
    await expecting(404, admin.get(`${long}/${id}`))
    await expecting(404, admin.get(`${long}/${id}/files`))
  })
})
