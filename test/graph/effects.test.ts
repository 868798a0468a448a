/** What operations change, and what functions say of what is stored. */
import t from 'tap'
import { model } from '../../src/entities/index.js'
import { mappedPermissions } from '../../src/model/facts/permission-map.js'
import { allOperations } from '../../src/model/inheritance.js'
import { effectOf } from '../../src/services/operations/registry.js'
import { notImitated, recorded } from '../../src/services/operations/unknown.js'
import { forEachEmulator } from '../harness/emulator.js'
import type { Client, Response } from '../harness/emulator.js'

const BETA = '/beta/deviceManagement'
const MISSING = '99999999-9999-4999-8999-999999999999'

type Item = Record<string, unknown> & { id: string }

async function made(client: Client, url: string, body: object): Promise<Item> {
  const response = await client.post(url, body)
  if (response.statusCode !== 201) throw new Error(`POST ${url}: ${response.statusCode} ${response.body}`)
  return response.json()
}

const values = (response: Response): unknown => response.json<{ value: unknown }>().value

await t.test('a function answers by an effect of its own, or not at all', async (t) => {
  const seen = new Set<unknown>()
  for (const { type, concreteTypes } of model.resources)
    for (const each of [type, ...concreteTypes])
      for (const operation of allOperations(each)) {
        if (seen.has(operation)) continue
        seen.add(operation)
        const effect = effectOf(each, operation)
        if (operation.kind === 'function' && effect === recorded) t.fail(`${each.name}.${operation.name} is made up`)
        if (operation.kind === 'action' && operation.returns === undefined && effect === notImitated)
          t.fail(`${each.name}.${operation.name} yields nothing, and is refused`)
      }
  t.ok(seen.size > 400, `${seen.size} operations`)
})

await forEachEmulator(t, async (t, emulator) => {
  const tenant = await emulator.newTenant()
  const admin = await tenant.as(...mappedPermissions())
  const read = async (url: string): Promise<Item> => (await admin.get(url)).json()
  const act = async (url: string, body?: object): Promise<number> => {
    const response = await admin.post(url, body)
    if (response.statusCode >= 500) t.fail(`${url}: ${response.body}`)
    return response.statusCode
  }

  await t.test('createInstance makes an intent of a template and changed settings (B58)', async (t) => {
    const value = (definitionId: string, valueJson: string): object => ({
      '@odata.type': '#microsoft.graph.deviceManagementBooleanSettingInstance',
      definitionId,
      valueJson,
    })
    const template = await made(admin, `${BETA}/templates`, {
      displayName: 'Baseline',
      settings: [value('first', 'true'), value('second', 'true')],
    })
    const url = `${BETA}/templates/${template.id}/createInstance`
    for (const list of ['settingsDelta', 'settings']) {
      const answer = await admin.post(url, {
        displayName: list,
        description: 'd',
        roleScopeTagIds: ['0'],
        [list]: [value('second', 'false'), value('third', 'true')],
      })
      t.equal(answer.statusCode, 200, answer.body)
      const intent = answer.json<Item>()
      t.match(intent, { displayName: list, description: 'd', templateId: template.id, isAssigned: false })
      t.match(String(intent['@odata.context']), /#deviceManagement\/intents\/\$entity$/)
      const settings = values(await admin.get(`${BETA}/intents/${intent.id}/settings`)) as Item[]
      t.same(settings.map(({ definitionId, valueJson }) => `${String(definitionId)}=${String(valueJson)}`).sort(), [
        'first=true',
        'second=false',
        'third=true',
      ])
    }
    t.equal((await admin.post(url, {})).json<Item>()['displayName'], 'Baseline')
    t.equal(await act(url, { settingsDelta: 5 }), 400)
    t.equal(await act(url, { settingsDelta: [{ '@odata.type': '#microsoft.graph.nothing' }] }), 400)
    t.equal(await act(url, { wrong: 5 }), 400)
    t.equal(await act(`${BETA}/templates/${MISSING}/createInstance`, {}), 404)
    const [intent] = values(await admin.get(`${BETA}/intents`)) as Item[]
    t.equal(
      await act(`${BETA}/intents/${intent?.id}/migrateToTemplate`, { newTemplateId: 'n', preserveCustomValues: true }),
      204,
    )
    t.equal((await read(`${BETA}/intents/${intent?.id}`))['templateId'], 'n')
  })

  await t.test('a shell script is assigned where scripts are, too (B25)', async (t) => {
    const script = await made(admin, `${BETA}/deviceShellScripts`, { displayName: 's', scriptContent: 'eA==' })
    const target = { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' }
    const body = { deviceManagementScriptAssignments: [{ target }] }
    t.equal(await act(`${BETA}/deviceManagementScripts/${script.id}/assign`, body), 204)
    t.match(values(await admin.get(`${BETA}/deviceShellScripts/${script.id}/assignments`)), [{ target }])
    t.equal(await act(`${BETA}/deviceManagementScripts/${MISSING}/assign`, body), 404)
  })

  await t.test('update of a policy set replaces its assignments (B117)', async (t) => {
    const sets = '/beta/deviceAppManagement/policySets'
    const set = await made(admin, sets, { displayName: 'set' })
    const to = (name: string): object => ({ target: { '@odata.type': `#microsoft.graph.${name}AssignmentTarget` } })
    for (const name of ['allDevices', 'allLicensedUsers', 'allLicensedUsers'])
      t.equal(await act(`${sets}/${set.id}/update`, { assignments: [to(name)] }), 204)
    t.match(values(await admin.get(`${sets}/${set.id}/assignments`)), [to('allLicensedUsers')])
    t.equal(await act(`${sets}/${set.id}/update`, { addedPolicySetItems: [] }), 204)
    t.equal((values(await admin.get(`${sets}/${set.id}/assignments`)) as unknown[]).length, 1, 'they stay')

    const items = [{ '@odata.type': '#microsoft.graph.mobileAppPolicySetItem', payloadId: 'app-1', intent: 'required' }]
    t.equal(await act(`${sets}/${set.id}/update`, { addedPolicySetItems: items }), 204)
    const links = await admin.post('/beta/deviceAppManagement/mobileApps/hasPayloadLinks', {
      payloadIds: ['app-1', "o'ther"],
    })
    t.match(values(links), [
      { payloadId: 'app-1', hasLink: true, sources: ['policySets'] },
      { payloadId: "o'ther", hasLink: false, sources: [] },
    ])
  })

  await t.test('actions that give members a value (B97, B98, B103, B104, B171, B172, B202)', async (t) => {
    const identity = await made(admin, `${BETA}/windowsAutopilotDeviceIdentities`, {
      serialNumber: 'S1',
      displayName: 'd',
    })
    const url = `${BETA}/windowsAutopilotDeviceIdentities/${identity.id}`
    t.equal(await act(`${url}/updateDeviceProperties`, { groupTag: 'tag' }), 204)
    t.match(await read(url), { groupTag: 'tag', displayName: 'd' })
    t.equal(await act(`${url}/assignUserToDevice`, { userPrincipalName: 'a@b.c', addressableUserName: 'A' }), 204)
    t.match(await read(url), { userPrincipalName: 'a@b.c', addressableUserName: 'A' })
    t.equal(await act(`${url}/unassignUserFromDevice`), 204)
    t.match(await read(url), { userPrincipalName: '', addressableUserName: '' })
    t.equal(await act(`${BETA}/windowsAutopilotDeviceIdentities/${MISSING}/unassignUserFromDevice`), 404)
    t.equal(await act(`${BETA}/windowsAutopilotSettings/sync`), 204)
    t.equal((await read(`${BETA}/windowsAutopilotSettings`))['syncStatus'], 'completed')
    const apps = '/beta/deviceAppManagement'
    for (const state of ['enabled', 'disabled']) {
      t.equal(await act(`${apps}/windowsManagementApp/setAsManagedInstaller`), 204)
      t.equal((await read(`${apps}/windowsManagementApp`))['managedInstaller'], state)
    }
    const vpp = await made(admin, `${apps}/vppTokens`, { organizationName: 'o' })
    const synced = await admin.post(`${apps}/vppTokens/${vpp.id}/syncLicenses`)
    t.match([synced.statusCode, synced.json<Item>()], [200, { id: vpp.id, lastSyncStatus: 'completed' }])
    const profile = await made(admin, `${BETA}/androidDeviceOwnerEnrollmentProfiles`, { displayName: 'p' })
    const tokens = `${BETA}/androidDeviceOwnerEnrollmentProfiles/${profile.id}`
    t.equal(await act(`${tokens}/createToken`, { tokenValidityInSeconds: 3600 }), 204)
    const { tokenValue, tokenCreationDateTime: from, tokenExpirationDateTime: to, qrCodeContent } = await read(tokens)
    t.match(JSON.parse(String(qrCodeContent)), {
      'android.app.extra.PROVISIONING_ADMIN_EXTRAS_BUNDLE': {
        'com.google.android.apps.work.clouddpc.EXTRA_ENROLLMENT_TOKEN': tokenValue,
      },
    })
    t.match(tokenValue, /^[0-9A-F]{20}$/)
    t.equal(Math.round((Date.parse(String(to)) - Date.parse(String(from))) / 1000), 3600)
    t.equal(await act(`${tokens}/revokeToken`), 204)
    t.match(await read(tokens), { tokenValue: null, qrCodeContent: null })
    const google = `${BETA}/androidManagedStoreAccountEnterpriseSettings`
    t.equal(await act(`${google}/unbind`), 204)
    t.equal((await read(google))['bindStatus'], 'notBound')
    const partner = await made(admin, `${BETA}/remoteAssistancePartners`, { displayName: 'p' })
    t.equal(await act(`${BETA}/remoteAssistancePartners/${partner.id}/beginOnboarding`), 204)
    t.equal((await read(`${BETA}/remoteAssistancePartners/${partner.id}`))['onboardingStatus'], 'onboarding')
    const file = await made(admin, `${BETA}/groupPolicyUploadedDefinitionFiles`, {
      displayName: 'f',
      fileName: 'f.admx',
    })
    t.equal(await act(`${BETA}/groupPolicyUploadedDefinitionFiles/${file.id}/remove`), 204)
    t.match(await read(`${BETA}/groupPolicyUploadedDefinitionFiles/${file.id}`), { status: 'removalInProgress' })
  })

  await t.test(
    'remote actions leave a result at the device, the last of each, and an audit (B124, B125)',
    async (t) => {
      const device = await made(admin, `${BETA}/managedDevices`, { deviceName: 'Phone', userPrincipalName: 'a@b.c' })
      const url = `${BETA}/managedDevices/${device.id}`
      const results = async (): Promise<Item[]> => (await read(url))['deviceActionResults'] as Item[]
      for (const [name, body] of [
        ['remoteLock', undefined],
        ['microsoft.graph.syncDevice', undefined],
        ['windowsDefenderScan', { quickScan: true }],
        ['retire', undefined],
        ['remoteLock', undefined],
      ] as const)
        t.equal(await act(`${url}/${name}`, body), 204, name)
      t.match(await results(), [
        { actionName: 'syncDevice', actionState: 'pending' },
        { '@odata.type': '#microsoft.graph.windowsDefenderScanActionResult', scanType: 'quickScan' },
        { actionName: 'retire' },
        { '@odata.type': '#microsoft.graph.remoteLockActionResult', unlockPin: null },
      ])
      t.equal((await results()).length, 4)
      t.equal((await read(url))['managementState'], 'retirePending')
      t.match((await read(`/v1.0/deviceManagement/managedDevices/${device.id}`))['deviceActionResults'], { length: 4 })
      t.equal(await act(`${url}/enableLostMode`, { message: 'm', phoneNumber: '1', footer: 'f' }), 204)
      t.equal((await read(url))['lostModeState'], 'enabled')
      t.equal(await act(`${url}/overrideComplianceState`, { complianceState: 'nonCompliant', remediationUrl: '' }), 204)
      t.equal((await read(url))['complianceState'], 'noncompliant')
      t.equal(await act(`${url}/windowsDefenderScan`, { quickScan: 'soon' }), 400)
      t.equal(await act(`${BETA}/managedDevices/${MISSING}/remoteLock`), 404)
      const audits = values(
        await admin.get(`${BETA}/remoteActionAudits?$filter=managedDeviceId eq '${device.id}'`),
      ) as Item[]
      t.same(audits.map(({ action }) => action).sort(), [
        'enableLostMode',
        'quickScan',
        'remoteLock',
        'remoteLock',
        'removeCompanyData',
        'unknown',
      ])
      const many = await admin.post(`${BETA}/managedDevices/executeAction`, {
        actionName: 'rebootNow',
        deviceIds: [device.id, MISSING],
      })
      t.match(
        [many.statusCode, many.json()],
        [200, { successfulDeviceIds: [device.id], notFoundDeviceIds: [MISSING], failedDeviceIds: [] }],
      )
      const collected = await admin.post(`${url}/createDeviceLogCollectionRequest`, {
        templateType: { templateType: 'predefined' },
      })
      t.match([collected.statusCode, collected.json<Item>()], [200, { status: 'pending', managedDeviceId: device.id }])
      t.equal((values(await admin.get(`${url}/logCollectionRequests`)) as Item[]).length, 1)
      const logs = await admin.post(`${url}/logCollectionRequests/${collected.json<Item>().id}/createDownloadUrl`)
      const { value: address } = logs.json<{ value: string }>()
      t.equal(logs.statusCode, 200)
      t.match(address, /^https?:\/\/[^/]+\/.+\?.*sig=/)
      const { pathname, search } = new URL(address)
      t.equal((await admin.get(pathname + search)).statusCode, 404, 'no device has delivered any')
      t.equal((await admin.post(`${url}/logCollectionRequests/${MISSING}/createDownloadUrl`)).statusCode, 404)
    },
  )

  await t.test('identities are imported, and found again (B98, B99)', async (t) => {
    const autopilot = `${BETA}/importedWindowsAutopilotDeviceIdentities`
    const imported = await admin.post(`${autopilot}/import`, {
      importedWindowsAutopilotDeviceIdentities: [{ serialNumber: 'A' }, { serialNumber: 'B', groupTag: 't' }],
    })
    t.match([imported.statusCode, values(imported)], [200, { length: 2 }])
    t.equal((values(await admin.get(`${autopilot}?$filter=serialNumber eq 'B'`)) as Item[]).length, 1)
    const identities = `${BETA}/importedDeviceIdentities`
    const list = async (description: string, overwriteImportedDeviceIdentities: boolean, ids = ['i1', 'i2']) => {
      const response = await admin.post(`${identities}/importDeviceIdentityList`, {
        overwriteImportedDeviceIdentities,
        importedDeviceIdentities: ids.map((importedDeviceIdentifier) => ({
          importedDeviceIdentifier,
          importedDeviceIdentityType: 'serialNumber',
          description,
        })),
      })
      return [response.statusCode, response.json<{ value?: unknown; error?: unknown }>()] as const
    }
    t.match(await list('one', false), [200, { value: [{ status: true, description: 'one' }, { status: true }] }])
    t.match(await list('two', false), [200, { value: [{ status: false, description: 'one' }, { status: false }] }])
    t.match(await list('two', true, ['i1']), [200, { value: [{ status: true, description: 'two' }] }])
    const [status, refused] = await list('x', true, ['i1', ''])
    t.equal(status, 400)
    t.match(JSON.stringify(refused), /Invalid Device Identifier parameter found for 1 import records!/)
    const found = await admin.post(`${identities}/searchExistingIdentities`, {
      importedDeviceIdentities: [{ importedDeviceIdentifier: 'i1' }, { importedDeviceIdentifier: 'none' }],
    })
    t.match([found.statusCode, values(found)], [200, [{ importedDeviceIdentifier: 'i1', description: 'two' }]])
    t.equal((values(found) as unknown[]).length, 1)
  })

  await t.test('functions that look at what is stored (B33, B84, B153)', async (t) => {
    const events = `${BETA}/auditEvents`
    for (const [category, activityType] of [
      ['Device', 'Wipe'],
      ['Device', 'Sync'],
      ['Role', 'Create'],
    ])
      await made(admin, events, { category, activityType, displayName: 'e' })
    const categories = await admin.get(`${events}/getAuditCategories()`)
    const known = values(categories) as string[]
    t.match(categories.json(), { '@odata.context': /#Collection\(Edm.String\)$/ })
    t.ok(known.includes('Device') && known.includes('Role'))
    t.equal((await admin.get(`${events}/getAuditCategories/$count`)).body, String(known.length))
    t.same(values(await admin.get(`${events}/getAuditCategories?$top=1&$skip=1`)), [known[1]])
    const types = values(await admin.get(`${events}/getAuditActivityTypes(category='Device')`)) as string[]
    t.ok(types.includes('Sync') && types.includes('Wipe') && !types.includes('Create'))
    t.ok(types.includes('retire ManagedDevice'), types.join())
    t.same(values(await admin.get(`${events}/getAuditActivityTypes(category='o''ther')`)), [])

    const custom = await made(admin, `${BETA}/deviceConfigurations`, {
      '@odata.type': '#microsoft.graph.windows10CustomConfiguration',
      displayName: 'oma',
      omaSettings: [
        {
          '@odata.type': '#microsoft.graph.omaSettingString',
          displayName: 'o',
          omaUri: './x',
          value: 'plain',
        },
      ],
    })
    const plain = `${BETA}/deviceConfigurations/${custom.id}/getOmaSettingPlainTextValue`
    const [setting] = custom['omaSettings'] as { secretReferenceValueId: string }[]
    t.match((await admin.get(`${plain}(secretReferenceValueId='${setting?.secretReferenceValueId}')`)).json(), {
      '@odata.context': /\$metadata#Edm\.String$/,
      value: 'plain',
    })
    t.equal((await admin.get(`${plain}(secretReferenceValueId='r2')`)).statusCode, 404)

    const scripts = `${BETA}/deviceHealthScripts`
    const script = await made(admin, scripts, { displayName: 's', publisher: 'p' })
    await admin.patch(`${scripts}/${script.id}/runSummary`, { issueRemediatedDeviceCount: 4 })
    t.match((await admin.get(`${scripts}/getRemediationSummary()`)).json(), {
      scriptCount: 1,
      remediatedDeviceCount: 4,
    })

    const device = await made(admin, `${BETA}/managedDevices`, { deviceName: 'd' })
    const url = `${BETA}/managedDevices/${device.id}`
    await made(admin, `${url}/deviceCompliancePolicyStates`, {
      displayName: 's',
      settingStates: [
        { setting: 'good', state: 'compliant' },
        { setting: 'bad', state: 'nonCompliant' },
      ],
    })
    t.match((await admin.get(`${url}/getNonCompliantSettings`)).json(), {
      '@odata.context': /#Collection\(microsoft.graph.deviceCompliancePolicySettingState\)$/,
      value: [{ setting: 'bad' }],
    })
    t.equal((await admin.get(`${BETA}/managedDevices/${MISSING}/getNonCompliantSettings`)).statusCode, 404)

    const request = await made(admin, `${BETA}/operationApprovalRequests`, {
      requestor: { application: { id: '00000000-0000-4000-a000-00000000dead' } },
    })
    t.same(values(await admin.get(`${BETA}/operationApprovalRequests/retrieveMyRequests`)), [])
    t.equal((await read(`${BETA}/operationApprovalRequests/retrieveMyRequestById(id='${request.id}')`)).id, request.id)
  })

  await t.test('what nobody knows is 501', async (t) => {
    for (const url of [
      `${BETA}/getSuggestedEnrollmentLimit(enrollmentType='x')`,
      `${BETA}/virtualEndpoint/retrieveTenantEncryptionSetting()`,
    ]) {
      const response = await admin.get(url)
      t.match(
        [response.statusCode, response.json()],
        [501, { error: { code: 'NotImplemented', message: String } }],
        url,
      )
    }
    const onboarding = { ownerAccessToken: 'x', ownerUserPrincipalName: 'a@b' }
    const connected = await admin.post(`${BETA}/chromeOSOnboardingSettings/connect`, onboarding)
    t.equal(connected.statusCode, 501, connected.body)
  })
  t.strictSame(emulator.errors, [], 'nothing is logged as an error')
})
