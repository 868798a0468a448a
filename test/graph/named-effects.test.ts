/** Actions whose effect their names and the tools that call them tell: enrolment programs, update rings, driver updates, targets. */
import t from 'tap'
import { mappedPermissions } from '../../src/model/facts/permission-map.js'
import { forEachEmulator } from '../harness/emulator.js'
import { addUser } from '../harness/given.js'
import { signToken, userClaims } from '../harness/tokens.js'
import type { Client, Response } from '../harness/emulator.js'

const BETA = '/beta/deviceManagement'
const MISSING = '99999999-9999-4999-8999-999999999999'
const NEVER = '0001-01-01T00:00:00Z'

type Item = Record<string, unknown> & { id: string }

const typed = (name: string, more: object = {}): object => ({
  '@odata.type': `#microsoft.graph.${name}`,
  displayName: name,
  ...more,
})

async function made(client: Client, url: string, body: object): Promise<string> {
  const response = await client.post(url, body)
  if (response.statusCode !== 201) throw new Error(`POST ${url}: ${response.statusCode} ${response.body}`)
  return response.json<Item>().id
}

const byDefinition = (a: Record<string, unknown>, b: Record<string, unknown>): number =>
  String(a['definitionId']).localeCompare(String(b['definitionId']))

await forEachEmulator(t, async (t, emulator) => {
  const tenant = await emulator.newTenant()
  const admin = await tenant.as(...mappedPermissions())
  const read = async (url: string): Promise<Item> => (await admin.get(url)).json()
  const act = async (status: number, url: string, body: object = {}): Promise<Response> => {
    const response = await admin.post(url, body)
    t.equal(response.statusCode, status, `${url}: ${response.body}`)
    return response
  }

  await t.test('B100: one profile of a program is the default of its platform', async (t) => {
    const program = `${BETA}/depOnboardingSettings/${await made(admin, `${BETA}/depOnboardingSettings`, { tokenName: 'a' })}`
    const profiles = `${program}/enrollmentProfiles`
    const [first, second, mac, plain] = [
      await made(admin, profiles, typed('depIOSEnrollmentProfile')),
      await made(admin, profiles, typed('depIOSEnrollmentProfile')),
      await made(admin, profiles, typed('depMacOSEnrollmentProfile')),
      await made(admin, profiles, typed('enrollmentProfile')),
    ]
    const programId = program.split('/').at(-1) ?? ''
    for (const id of [first, second, mac]) t.ok(id.startsWith(`${programId}_`), 'an id begins with that of the program')
    t.equal((await admin.get(`${program}/defaultIosEnrollmentProfile`)).statusCode, 204, 'none yet')
    for (const id of [first, second]) {
      await act(204, `${profiles}/${id}/setDefaultProfile`)
      t.match(await read(`${program}/defaultIosEnrollmentProfile`), { id, isDefault: true })
      t.match(await read(`${program}?$expand=defaultIosEnrollmentProfile`), { defaultIosEnrollmentProfile: { id } })
    }
    t.match(await read(`${profiles}/${first}`), { isDefault: false })
    await admin.patch(`${profiles}/${second}`, typed('depIOSEnrollmentProfile', { displayName: 'renamed' }))
    t.match(await read(`${program}/defaultIosEnrollmentProfile`), { id: second, displayName: 'renamed' })
    t.equal((await admin.get(`${program}/defaultMacOsEnrollmentProfile`)).statusCode, 204, 'of another platform')
    await act(204, `${profiles}/${mac}/setDefaultProfile`)
    await act(204, `${profiles}/${plain}/setDefaultProfile`)
    t.match(await read(`${program}/defaultMacOsEnrollmentProfile`), { id: mac })
    t.match(await read(`${program}/defaultIosEnrollmentProfile?$select=id`), { id: second })
    await act(404, `${profiles}/${MISSING}/setDefaultProfile`)
    t.equal((await admin.delete(`${profiles}/${second}`)).statusCode, 204)
    t.equal((await admin.get(`${program}/defaultIosEnrollmentProfile`)).statusCode, 204, 'gone with its profile')

    const devices = `${program}/importedAppleDeviceIdentities`
    const device = await made(admin, devices, { serialNumber: 'C02' })
    const other = await made(admin, devices, { serialNumber: 'C03' })
    await act(204, `${profiles}/${first}/updateDeviceProfileAssignment`, { deviceIds: ['C02', 'unknown'] })
    t.match(await read(`${devices}/${device}`), { requestedEnrollmentProfileId: first })
    t.match(await read(`${devices}/${other}`), { requestedEnrollmentProfileId: null })

    const refused = await admin.post(
      profiles,
      typed('depIOSEnrollmentProfile', { enabledSkipKeys: ['Siri', 'Privacy'] }),
    )
    t.equal(refused.statusCode, 400)
    t.match(refused.body, /Privacy.*enabledSkipKeys/s)
  })

  await t.test('B37: a ring says since when it is paused, and until when', async (t) => {
    const rings = `${BETA}/deviceConfigurations`
    const type = 'windowsUpdateForBusinessConfiguration'
    const ring = `${rings}/${await made(admin, rings, typed(type))}`
    const patch = async (more: object): Promise<Item> => (await admin.patch(ring, typed(type, more))).json<Item>()
    const days = (until: unknown): number => Math.round((Date.parse(String(until)) - Date.now()) / 86_400_000)
    t.match(await read(ring), { featureUpdatesPauseStartDate: null, featureUpdatesPauseExpiryDateTime: NEVER })
    await act(204, `${ring}/microsoft.graph.${type}/extendFeatureUpdatesPause`)
    t.match(await read(ring), { featureUpdatesPauseStartDate: null }, 'what is not paused is not extended')
    for (const kind of ['feature', 'quality']) {
      const paused = await patch({ [`${kind}UpdatesPaused`]: true })
      t.match(paused[`${kind}UpdatesPauseStartDate`], /^\d{4}-\d\d-\d\d$/)
      t.equal(days(paused[`${kind}UpdatesPauseExpiryDateTime`]), 35)
    }
    const kept = await patch({
      featureUpdatesPaused: true,
      featureUpdatesPauseStartDate: '2026-01-02',
      featureUpdatesPauseExpiryDateTime: '2026-02-06T00:00:00Z',
    })
    t.match(kept, { featureUpdatesPauseExpiryDateTime: '2026-02-06T00:00:00Z' }, 'an end that a client names')
    t.not(kept['featureUpdatesPauseStartDate'], '2026-01-02', 'the beginning is for the service to say')
    await act(204, `${ring}/microsoft.graph.${type}/extendFeatureUpdatesPause`)
    await act(204, `${ring}/extendQualityUpdatesPause`)
    t.equal(days((await read(ring))['featureUpdatesPauseExpiryDateTime']), 35)
    t.match(await patch({ qualityUpdatesPaused: false }), {
      qualityUpdatesPauseStartDate: null,
      qualityUpdatesPauseExpiryDateTime: NEVER,
      featureUpdatesPaused: true,
    })
    t.not((await patch({ featureUpdatesWillBeRolledBack: true }))['featureUpdatesRollbackStartDateTime'], NEVER)
    t.match(await patch({ featureUpdatesWillBeRolledBack: false }), { featureUpdatesRollbackStartDateTime: NEVER })
  })

  await t.test('B51: groups into which devices come when they enrol', async (t) => {
    const policy = `${BETA}/configurationPolicies/${await made(admin, `${BETA}/configurationPolicies`, { name: 'p' })}`
    const group = (more: object): Promise<string> =>
      made(admin, '/v1.0/groups', {
        displayName: 'g',
        mailEnabled: false,
        mailNickname: 'g',
        securityEnabled: true,
        ...more,
      })
    const [team, list] = [
      await group({}),
      await group({ securityEnabled: false, mailEnabled: true, groupTypes: ['Unified'] }),
    ]
    const at = (name: string): string => `${policy}/${name}EnrollmentTimeDeviceMembershipTarget`
    const targets = (...ids: string[]): object => ({
      enrollmentTimeDeviceMembershipTargets: ids.map((targetId) => ({ targetType: 'staticSecurityGroup', targetId })),
    })
    const told = async (): Promise<unknown> =>
      (await read(at('retrieve')))['enrollmentTimeDeviceMembershipTargetValidationStatuses']
    t.same(await told(), [], 'none yet')
    t.match((await act(200, at('set'), targets(team))).json(), { validationSucceeded: true })
    t.same(await told(), [{ targetId: team, targetValidationErrorCode: null }], 'by GET')
    t.match((await act(200, at('retrieve'))).json(), { validationSucceeded: true }, 'and by POST, as the metadata says')
    for (const [id, code] of [
      [MISSING, 'securityGroupNotFound'],
      [list, 'notSecurityGroup'],
    ] as const)
      t.match((await act(200, at('set'), targets(id))).json(), {
        validationSucceeded: false,
        enrollmentTimeDeviceMembershipTargetValidationStatuses: [{ targetId: id, targetValidationErrorCode: code }],
      })
    t.match(await told(), [{ targetId: team }], 'what is refused changes nothing')
    t.match((await act(200, at('clear'))).json(), { value: true })
    t.same(await told(), [])
    t.equal(
      (await admin.get(`${BETA}/configurationPolicies/${MISSING}/retrieveEnrollmentTimeDeviceMembershipTarget`))
        .statusCode,
      404,
    )
  })

  await t.test('B69: a migration report begins with the file of a group policy object', async (t) => {
    const id = '31B2F340-016D-11D2-945F-00C04FB984F9'
    const xml = `<GPO><Identifier><Identifier>{${id}}</Identifier></Identifier><Name>Kiosks</Name></GPO>`
    const reports = `${BETA}/groupPolicyMigrationReports`
    for (const content of [Buffer.from(xml, 'utf16le').toString('base64'), Buffer.from(xml).toString('base64'), xml]) {
      const answer = await act(200, `${reports}/createMigrationReport`, {
        groupPolicyObjectFile: { ouDistinguishedName: 'OU=x', content },
      })
      const { value } = answer.json<{ value: string }>()
      t.match(await read(`${reports}/${value}`), {
        id: value,
        displayName: 'Kiosks',
        ouDistinguishedName: 'OU=x',
        groupPolicyObjectId: id.toLowerCase(),
      })
    }
    t.equal((await read(`${BETA}/groupPolicyObjectFiles?$count=true`))['@odata.count'], 3)
    await act(400, `${reports}/createMigrationReport`, { groupPolicyObjectFile: { content: 5 } })
  })

  await t.test('B96: an Autopilot profile is deleted after its assignments', async (t) => {
    const profiles = `${BETA}/windowsAutopilotDeploymentProfiles`
    const profile = await made(admin, profiles, typed('azureADWindowsAutopilotDeploymentProfile'))
    const target = { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: MISSING }
    const assignment = await made(admin, `${profiles}/${profile}/assignments`, { target })
    t.equal(assignment, `${profile}_${MISSING}_0`)
    const refused = await admin.delete(`${profiles}/${profile}`)
    t.equal(refused.statusCode, 400)
    t.match(refused.body, /assigned/)
    t.equal((await admin.delete(`${profiles}/${profile}/assignments/${assignment}`)).statusCode, 204)
    t.equal((await admin.delete(`${profiles}/${profile}`)).statusCode, 204)
  })

  await t.test('B190: drivers of an update profile are approved, declined and suspended', async (t) => {
    const profiles = `${BETA}/windowsDriverUpdateProfiles`
    const profile = `${profiles}/${await made(admin, profiles, { displayName: 'd', approvalType: 'manual' })}`
    const [one, two] = [
      await made(admin, `${profile}/driverInventories`, { name: 'one' }),
      await made(admin, `${profile}/driverInventories`, { name: 'two' }),
    ]
    const deploymentDate = '2027-01-02T00:00:00Z'
    const answer = await act(200, `${profile}/executeAction`, {
      actionName: 'approve',
      driverIds: [one, MISSING],
      deploymentDate,
    })
    t.match(answer.json(), { successfulDriverIds: [one], failedDriverIds: [], notFoundDriverIds: [MISSING] })
    t.match(await read(`${profile}/driverInventories/${one}`), {
      approvalStatus: 'approved',
      deployDateTime: deploymentDate,
    })
    for (const [actionName, approvalStatus] of [
      ['suspend', 'suspended'],
      ['decline', 'declined'],
    ]) {
      await act(200, `${profile}/executeAction`, { actionName, driverIds: [one] })
      t.match(await read(`${profile}/driverInventories/${one}`), { approvalStatus, deployDateTime: deploymentDate })
    }
    t.match(await read(`${profile}/driverInventories/${two}`), { approvalStatus: 'needsReview' })
    await act(404, `${profiles}/${MISSING}/executeAction`, { actionName: 'approve', driverIds: [] })
  })

  await t.test('intents and templates are compared with a template, setting by setting', async (t) => {
    const value = (definitionId: string, own: boolean | null, valueJson: string | null = null): object => ({
      '@odata.type': '#microsoft.graph.deviceManagementBooleanSettingInstance',
      definitionId,
      valueJson,
      value: own,
    })
    const definition = await made(admin, `${BETA}/settingDefinitions`, { displayName: 'Firewall' })
    const first = await made(admin, `${BETA}/templates`, {
      displayName: 'first',
      settings: [value(definition, true), value('b', true), value('d', true)],
    })
    const second = await made(admin, `${BETA}/templates`, {
      displayName: 'second',
      settings: [value(definition, false), value('b', null, 'true'), value('c', true)],
    })
    const compared = [
      { definitionId: definition, displayName: 'Firewall', comparisonResult: 'notEqual', newValueJson: 'false' },
      { definitionId: 'b', displayName: null, comparisonResult: 'equal', currentValueJson: 'true' },
      { definitionId: 'd', comparisonResult: 'removed', newValueJson: null },
      { definitionId: 'c', comparisonResult: 'added', currentValueJson: null, newValueJson: 'true' },
    ]
    const answer = (await read(`${BETA}/templates/${first}/compare(templateId='${second}')`))['value'] as Item[]
    t.match(answer.sort(byDefinition), compared.sort(byDefinition))
    const instance = await act(200, `${BETA}/templates/${first}/createInstance`, {
      displayName: 'mine',
      settingsDelta: [value('d', false)],
    })
    const intent = `${BETA}/intents/${instance.json<Item>().id}`
    const ofIntent = (await read(`${intent}/compare(templateId='${first}')`))['value'] as Item[]
    t.same(ofIntent.map(({ comparisonResult }) => comparisonResult).sort(), ['equal', 'equal', 'notEqual'])
    t.match(await read(`${intent}/getCustomizedSettings`), {
      value: [{ definitionId: 'd', defaultJson: 'true', customizedJson: 'false' }],
    })
    t.equal((await admin.get(`${intent}/compare(templateId='${MISSING}')`)).statusCode, 404)
    t.equal((await admin.get(`${BETA}/intents/${MISSING}/compare(templateId='${first}')`)).statusCode, 404)
  })

  await t.test('questions whose answer is in what is stored of other items', async (t) => {
    const values = async (url: string): Promise<unknown> => (await read(url))['value']
    const ids = (items: unknown): string[] => (items as Item[]).map(({ id }) => id)

    const endpoint = `${BETA}/virtualEndpoint`
    const pc = await made(admin, `${endpoint}/cloudPCs`, { displayName: 'pc' })
    const snapshot = await made(admin, `${endpoint}/snapshots`, { cloudPcId: pc })
    await made(admin, `${endpoint}/snapshots`, { cloudPcId: 'another' })
    t.same(ids(await values(`${endpoint}/cloudPCs/${pc}/retrieveSnapshots`)), [snapshot])
    t.equal((await admin.get(`${endpoint}/cloudPCs/${MISSING}/retrieveSnapshots`)).statusCode, 404)
    t.same(await values(`${endpoint}/cloudPCs/${pc}/retrieveCloudPCRemoteActionResults`), [])
    t.match(await read(`${endpoint}/cloudPCs/${pc}/retrieveFrontlineCloudPcDetail`), {
      frontlineCloudPcAvailability: String,
    })
    t.same(await values(`${endpoint}/snapshots/getSubscriptions`), [])
    t.match(await read(`${endpoint}/cloudPCs/${pc}/retrieveReviewStatus`), { inReview: false })
    await act(204, `${endpoint}/cloudPCs/${pc}/setReviewStatus`, { reviewStatus: { inReview: true } })
    t.match(await read(`${endpoint}/cloudPCs/${pc}/retrieveReviewStatus`), {
      inReview: true,
      userAccessLevel: 'unrestricted',
      accessTier: null,
    })
    const policy = `${endpoint}/provisioningPolicies/${await made(admin, `${endpoint}/provisioningPolicies`, { displayName: 'p' })}`
    const schedule = `${policy}/retrievePolicyApplySchedule`
    t.match(await read(schedule), { cronScheduleExpression: null, reservePercentage: null })
    const scheduledRule = { cronScheduleExpression: '0 0 0 20 * *', reservePercentage: 20 }
    await act(204, `${policy}/schedulePolicyApplyTask`, { scheduledRule })
    t.match(await read(schedule), scheduledRule)
    await act(204, `${policy}/schedulePolicyApplyTask`, { scheduledRule: null })
    t.match(await read(schedule), { cronScheduleExpression: null })
    t.equal((await admin.get(schedule.replace(/[0-9a-f-]{36}/, MISSING))).statusCode, 404)
    t.match(await read(`${endpoint}/reports/getRealTimeRemoteConnectionStatus(cloudPcId='${pc}')`), { Values: [] })
    const resize = { cloudPcIds: [pc, MISSING], targetServicePlanId: MISSING }
    t.match((await act(200, `${endpoint}/cloudPCs/validateBulkResize`, resize)).json(), {
      value: [{ validationResult: 'success' }, { validationResult: 'cloudPcNotFound' }],
    })

    const profile = await made(admin, `${BETA}/resourceAccessProfiles`, typed('windows10XWifiConfiguration'))
    for (const [platformType, expected] of [
      ['windows10XProfile', [profile]],
      ['all', [profile]],
      ['iOS', []],
    ] as const) {
      const answer = await act(200, `${BETA}/resourceAccessProfiles/queryByPlatformType`, { platformType })
      t.same(ids(answer.json<Item>()['value']), expected, platformType)
    }

    const rows = `${BETA}/userExperienceAnalyticsDevicePerformance`
    for (const [deviceName, model, bootScore] of [
      ['one', 'X1', 40],
      ['two', 'X1', 61],
      ['three', 'X2', 90],
    ])
      await made(admin, rows, { deviceName, manufacturer: 'Lenovo', model, bootScore })
    const byModel = (await values(`${rows}/summarizeDevicePerformanceDevices(summarizeBy='model')`)) as Item[]
    t.same(
      byModel
        .map(({ model, deviceName, deviceCount, bootScore }) => [model, deviceName, deviceCount, bootScore])
        .sort(),
      [
        ['X1', null, 2, 51],
        ['X2', null, 1, 90],
      ],
    )
    const each = (await values(`${rows}/summarizeDevicePerformanceDevices(summarizeBy='none')`)) as Item[]
    t.same(each.map(({ deviceName }) => deviceName).sort(), ['one', 'three', 'two'])
    const regressions = await admin.get(`${rows}/summarizeDevicePerformanceDevices(summarizeBy='allRegressions')`)
    t.equal(regressions.statusCode, 501)

    const scopes = `${BETA}/userExperienceAnalyticsDeviceScopes`
    const completed = await made(admin, scopes, { deviceScopeName: 'a', status: 'completed', enabled: true })
    await made(admin, scopes, { deviceScopeName: 'b', status: 'computing', enabled: false })
    t.match(await read(`${BETA}/userExperienceAnalyticsSummarizedDeviceScopes()`), {
      completedDeviceScopeIds: [completed],
      insufficientDataDeviceScopeIds: [],
      totalDeviceScopes: 2,
      totalDeviceScopesEnabled: 1,
    })

    const authorities = `${BETA}/cloudCertificationAuthority`
    const root = await made(admin, authorities, { displayName: 'root' })
    const leaf = await made(admin, `${authorities}LeafCertificate`, { serialNumber: '7F' })
    const asked = async (action: string, body: object = {}): Promise<Response> =>
      await admin.post(`${authorities}/${root}/${action}`, body)
    t.same(ids((await asked('getAllCloudCertificationAuthority')).json<Item>()['value']), [root])
    t.same(ids((await asked('getAllCloudCertificationAuthorityLeafCertificates')).json<Item>()['value']), [leaf])
    const search = 'searchCloudCertificationAuthorityLeafCertificateBySerialNumber'
    t.match((await asked(search, { certificateSerialNumber: '7F' })).json(), { id: leaf })
    t.equal((await asked(search, { certificateSerialNumber: '80' })).statusCode, 204)
    t.equal((await asked('getCloudCertificationAuthorityVersion')).statusCode, 204)
    const version = await made(admin, `${authorities}/${root}/versions`, { serialNumber: '1' })
    t.same(ids((await asked('getCloudCertificationAuthorityVersions')).json<Item>()['value']), [version])
    t.same(await values(`${BETA}/managedDevices/appDiagnostics(upn='a@b')`), [])
  })

  await t.test('what actions have switched is told by the functions beside them', async (t) => {
    const state = `${BETA}/tenantAttachRBAC`
    t.match(await read(`${state}/getState`), { enabled: false })
    await act(204, `${state}/enable`, { enable: true })
    t.match(await read(`${state}/getState`), { enabled: true })
    const store = `${BETA}/androidManagedStoreAccountEnterpriseSettings`
    t.match(await read(`${store}/retrieveStoreLayout`), { value: 'basic' })
    await act(204, `${store}/setStoreLayout`, { storeLayoutType: 'custom' })
    t.match(await read(`${store}/retrieveStoreLayout`), { value: 'custom' })

    const zebra = `${BETA}/zebraFotaConnector`
    t.match((await act(200, `${zebra}/connect`)).json(), { value: true })
    await act(200, `${zebra}/approveFotaApps`)
    t.match(await read(zebra), { state: 'connected', fotaAppsApproved: true })
    await act(200, `${zebra}/disconnect`)
    t.match(await read(zebra), { state: 'disconnected' })
    const deployment = await made(admin, `${BETA}/zebraFotaDeployments`, {
      displayName: 'update',
      deploymentStatus: { state: 'inProgress' },
    })
    t.match((await act(200, `${zebra}/hasActiveDeployments`)).json(), { value: true })
    await act(200, `${BETA}/zebraFotaDeployments/${deployment}/cancel`)
    t.match(await read(`${BETA}/zebraFotaDeployments/${deployment}`), {
      deploymentStatus: { state: 'canceled', cancelRequested: true },
    })
    t.match((await act(200, `${zebra}/hasActiveDeployments`)).json(), { value: false })
    await made(admin, `${BETA}/managedDevices`, { manufacturer: 'Zebra Technologies', model: 'TC52' })
    t.same((await read(`${zebra}/retrieveZebraFotaDeviceModels`))['value'], ['TC52'])
  })
  t.strictSame(emulator.errors, [], 'nothing is logged as an error')

  await t.test(
    'an alert is told in the portal where its rule says so, and was sent when an action said so',
    async (t) => {
      const monitoring = `${BETA}/monitoring`
      // No app may change rules of alerts by itself.
      const oid = await addUser(emulator.store, tenant.id, 'administrator')
      const scp = 'CloudPC.ReadWrite.All DeviceManagementConfiguration.ReadWrite.All'
      const person = emulator.withToken(await signToken(emulator.store, userClaims(tenant.id, oid, scp)))
      const rule = (channel: string): object => ({
        displayName: channel,
        alertRuleTemplate: 'cloudPcProvisionScenario',
        notificationChannels: [{ notificationChannelType: channel }],
      })
      const [told, mailed] = [
        await made(person, `${monitoring}/alertRules`, rule('portal')),
        await made(person, `${monitoring}/alertRules`, rule('email')),
      ]
      const record = (alertRuleId: string): Promise<string> =>
        made(person, `${monitoring}/alertRecords`, { alertRuleId, severity: 'critical' })
      const [one, other] = [await record(told), await record(told)]
      await record(mailed)
      const sent = async (): Promise<Record<string, unknown>> => {
        const notifications = await person.get(`${monitoring}/alertRecords/getPortalNotifications`)
        t.equal(notifications.statusCode, 200, notifications.body)
        const { value } = notifications.json<{ value: Item[] }>()
        for (const each of value) t.match(each, { alertRuleId: told, alertRuleName: 'portal', severity: 'critical' })
        return Object.fromEntries(value.map((each) => [each['alertRecordId'], each['isPortalNotificationSent']]))
      }
      t.same(await sent(), { [one]: false, [other]: false })
      t.equal((await person.post(`${monitoring}/alertRecords/${one}/setPortalNotificationAsSent`)).statusCode, 204)
      t.same(await sent(), { [one]: true, [other]: false })
      const all = `${monitoring}/alertRecords/changeAlertRecordsPortalNotificationAsSent`
      t.equal((await person.post(all, { alertRecordIds: [other] })).statusCode, 204)
      t.same(await sent(), { [one]: true, [other]: true })
    },
  )
})
