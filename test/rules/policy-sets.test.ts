/** Policy sets and Autopilot: B30, B95, B98 and B117. */
import t from 'tap'
import { mappedPermissions } from '../../src/model/facts/permission-map.js'
import { expecting } from '../harness/app-content.js'
import { forEachEmulator, startEmulator } from '../harness/emulator.js'

type Json = Record<string, unknown>
type Item = Json & { id: string }

const APPS = '/beta/deviceAppManagement'
const BETA = '/beta/deviceManagement'
const SETS = `${APPS}/policySets`
const IMPORTS = `${BETA}/importedWindowsAutopilotDeviceIdentities`
const graph = (type: string): string => `#microsoft.graph.${type}`

await forEachEmulator(t, async (t, emulator) => {
  const admin = await (await emulator.newTenant()).as(...mappedPermissions())
  const live = (await startEmulator(t, { store: emulator.store, profile: 'live' })).withToken(admin.token)
  const soon = (await startEmulator(t, { store: emulator.store, profile: 'live+immediateProcessing' })).withToken(
    admin.token,
  )
  const values = async (url: string, client = admin): Promise<Item[]> =>
    (await expecting(200, client.get(url)))['value'] as Item[]

  await t.test('B117: items are named after set and payload, and show what the payload is', async (t) => {
    const ios = graph('iosManagedAppProtection')
    const app = await expecting(
      201,
      admin.post(`${APPS}/mobileApps`, {
        '@odata.type': graph('webApp'),
        displayName: 'Site',
        appUrl: 'https://a.example',
      }),
    )
    const policy = await expecting(
      201,
      admin.post(`${APPS}/iosManagedAppProtections`, { '@odata.type': ios, displayName: 'Protect' }),
    )
    const item = (kind: string, payloadId: string, more: Json = {}): Json => ({
      '@odata.type': graph(`${kind}PolicySetItem`),
      payloadId,
      ...more,
    })
    const set = await expecting(
      201,
      live.post(SETS, { displayName: 'Set', items: [item('mobileApp', app.id, { intent: 'required' })] }),
    )
    t.match(set, { status: 'notAssigned', errorCode: 'noError', roleScopeTags: ['0'], guidedDeploymentTags: [] })
    t.notOk('items' in set || 'assignments' in set)
    const told = { displayName: 'Told', status: 'validating' }
    t.match(await expecting(201, admin.post(SETS, told)), { status: 'validating' }, 'as the reference shows it')
    await expecting(400, live.post(SETS, told))
    const url = `${SETS}/${set.id}`
    await expecting(200, live.post(`${url}/update`, { addedPolicySetItems: [item('managedAppProtection', policy.id)] }))
    t.match((await expecting(200, admin.get(`${url}?$expand=items,assignments`)))['items'], [
      { id: `${set.id}_${app.id}_MobileApp_Parcel`, displayName: 'Site', itemType: null, intent: 'required' },
      {
        id: `${set.id}_${policy.id}_ManagedAppProtection_Parcel`,
        displayName: 'Protect',
        itemType: ios,
        status: 'notAssigned',
        guidedDeploymentTags: [],
      },
    ])
    const everybody = { target: { '@odata.type': graph('allDevicesAssignmentTarget') } }
    await expecting(200, live.post(`${url}/update`, { assignments: [everybody] }))
    t.match(await expecting(200, admin.get(url)), { status: 'success' })
    await expecting(200, live.post(`${url}/update`, { assignments: [] }))
    t.match(await expecting(200, admin.get(url)), { status: 'notAssigned' })
    const [first, second] = (await values(`${url}/items`)).map(({ id }) => id)
    const updated = item('mobileApp', app.id, { id: first, intent: 'available' })
    await expecting(
      200,
      live.post(`${url}/update`, { updatedPolicySetItems: [updated], deletedPolicySetItems: [second] }),
    )
    t.match(await values(`${url}/items`), [{ id: first, intent: 'available', displayName: 'Site' }])
    const missing = '0d2b4c5a-6f1e-4d3c-8b7a-1a2b3c4d5e6f'
    t.match(await expecting(400, live.post(`${url}/update`, { addedPolicySetItems: [item('mobileApp', missing)] })), {
      error: { target: 'payloadId' },
    })
    t.equal((await values(`${url}/items`)).length, 1)
    await expecting(409, admin.post(`${url}/items`, item('mobileApp', app.id)))
  })

  await t.test('B30: the status of a new policy set is not taken in live', async (t) => {
    for (const name of ['status', 'errorCode'])
      t.match(
        await expecting(
          400,
          live.post(SETS, { displayName: 'Set', [name]: name === 'status' ? 'unknown' : 'noError' }),
        ),
        {
          error: { target: name },
        },
      )
    await expecting(201, admin.post(SETS, { displayName: 'Set', status: 'unknown', errorCode: 'noError' }))
  })

  await t.test('B95: what an Autopilot profile tells twice follows the name that the body says', async (t) => {
    const profiles = `${BETA}/windowsAutopilotDeploymentProfiles`
    const type = graph('azureADWindowsAutopilotDeploymentProfile')
    const older = {
      language: 'os-default',
      extractHardwareHash: true,
      enableWhiteGlove: true,
      outOfBoxExperienceSettings: {
        hidePrivacySettings: true,
        hideEULA: true,
        userType: 'standard',
        deviceUsageType: 'shared',
      },
    }
    const newer = {
      locale: 'os-default',
      hardwareHashExtractionEnabled: true,
      preprovisioningAllowed: true,
      outOfBoxExperienceSetting: {
        privacySettingsHidden: true,
        eulaHidden: true,
        escapeLinkHidden: false,
        userType: 'standard',
        deviceUsageType: 'shared',
      },
    }
    for (const said of [older, newer, { ...older, ...newer }]) {
      const profile = await expecting(201, admin.post(profiles, { '@odata.type': type, displayName: 'a', ...said }))
      t.match(profile, { ...older, ...newer })
      const change = { '@odata.type': type, locale: 'de-DE', outOfBoxExperienceSetting: { eulaHidden: false } }
      t.match(await expecting(200, admin.patch(`${profiles}/${profile.id}`, change)), {
        language: 'de-DE',
        locale: 'de-DE',
        outOfBoxExperienceSettings: { hideEULA: false },
        extractHardwareHash: true,
      })
    }
  })

  await t.test('B95: a profile that is sent back as it was read is the same, to the letter', async (t) => {
    const profiles = `${BETA}/windowsAutopilotDeploymentProfiles`
    const said = { '@odata.type': graph('azureADWindowsAutopilotDeploymentProfile'), displayName: 'a' }
    for (const more of [
      {},
      { outOfBoxExperienceSettings: { hideEULA: true } },
      { outOfBoxExperienceSetting: { eulaHidden: true } },
    ]) {
      const { id } = await expecting(201, admin.post(profiles, { ...said, ...more }))
      const read = async () =>
        JSON.stringify({ ...(await expecting(200, admin.get(`${profiles}/${id}`))), lastModifiedDateTime: 0 })
      const before = await read()
      t.match(JSON.parse(before), { hardwareHashExtractionEnabled: false, preprovisioningAllowed: false })
      await expecting(
        200,
        admin.patch(`${profiles}/${id}`, { ...(JSON.parse(before) as object), lastModifiedDateTime: undefined }),
      )
      t.equal(await read(), before)
    }
  })

  await t.test('B98: an import is unknown at first; when it is done the device is there', async (t) => {
    const hardwareIdentifier = 'T0FDAQ=='
    const device = {
      serialNumber: 'A1',
      groupTag: 'tag',
      hardwareIdentifier,
      state: { deviceImportStatus: 'complete' },
    }
    const first = await expecting(201, live.post(IMPORTS, device))
    t.match(first, {
      importId: /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/,
      hardwareIdentifier: null,
      state: { deviceImportStatus: 'unknown', deviceRegistrationId: '', deviceErrorCode: 0, deviceErrorName: '' },
    })
    t.match(await expecting(200, live.get(`${IMPORTS}/${first.id}`)), { state: { deviceImportStatus: 'unknown' } })
    const [done] = await values(IMPORTS, soon)
    const devices = `${BETA}/windowsAutopilotDeviceIdentities`
    const [registered] = await values(`${devices}?$filter=contains(serialNumber,'A1')`)
    t.match(registered, { serialNumber: 'A1', groupTag: 'tag' })
    t.match(done, {
      state: { deviceImportStatus: 'complete', deviceRegistrationId: registered?.id, deviceErrorCode: 0 },
    })

    const list = { importedWindowsAutopilotDeviceIdentities: [{ serialNumber: 'A1' }, { serialNumber: 'A2' }] }
    await expecting(200, live.post(`${IMPORTS}/import`, list))
    t.equal((await values(devices, soon)).length, 2, 'reading the devices does what is due as well')
    const states = (await values(IMPORTS)).map(({ state }) => state as Json)
    t.match(
      states.filter(({ deviceImportStatus }) => deviceImportStatus === 'error'),
      [{ deviceErrorCode: 806, deviceErrorName: 'ZtdDeviceAlreadyAssigned', deviceRegistrationId: '' }],
    )
    await expecting(200, live.delete(`${IMPORTS}/${first.id}`))
    t.equal((await values(devices)).length, 2)

    // As the reference shows it, a client names its imports; such a name tells no time.
    const named = { serialNumber: 'A3', importId: '7fffffff-ffff-4fff-bfff-ffffffffffff' }
    t.match(await expecting(201, admin.post(IMPORTS, named)), { importId: named.importId })
    const [own] = await values(`${IMPORTS}?$filter=importId eq '${named.importId}'`)
    t.match(own, { state: { deviceImportStatus: 'complete' } })
    t.not((await expecting(201, live.post(IMPORTS, { ...named, serialNumber: 'A4' })))['importId'], named.importId)
  })
})
