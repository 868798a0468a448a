/** The apps that configurations point at, and what the service checks of them. */
import { test } from 'tap'
import { anAndroidConfiguration, anIosConfiguration, BETA, V1 } from '../factories/mobile-app-configurations.js'
import { forEachEmulator, startEmulator, WRITE_APPS } from '../harness/emulator.js'
import type { Client } from '../harness/emulator.js'

const APPS = '/beta/deviceAppManagement/mobileApps'
const UNKNOWN = '5a0c4e1b-7d29-4f83-9b6e-d1c8a3f7e052'

const notes = {
  '@odata.type': '#microsoft.graph.iosStoreApp',
  displayName: 'Harbor Notes',
  publisher: 'Paper Boat',
  bundleId: 'test.intunite.harbor.notes',
  minimumSupportedOperatingSystem: { v15_0: true, v17_0: true },
}

const fieldKit = {
  '@odata.type': '#microsoft.graph.androidManagedStoreApp',
  displayName: 'Field Kit',
  publisher: 'Quiet Tools',
  packageId: 'test.intunite.field.kit',
  appIdentifier: 'test.intunite.field.kit',
  supportsOemConfig: true,
}

async function make(client: Client, body: object): Promise<string> {
  const response = await client.post(APPS, body)
  if (response.statusCode !== 201) throw new Error(`not created: ${response.statusCode} ${response.body}`)
  return response.json<{ id: string }>().id
}

const idsOf = (response: { json<T>(): T }): string[] =>
  response.json<{ value: { id: string }[] }>().value.map(({ id }) => id)

test('apps', async (t) => {
  await forEachEmulator(t, async (t, { newTenant }) => {
    const tenant = await newTenant()
    const admin = await tenant.as(WRITE_APPS)
    const ios = await make(admin, notes)
    const android = await make(admin, fieldKit)

    await t.test('every concrete type is made, read, changed and deleted', async (t) => {
      const bodies = {
        iosStoreApp: notes,
        iosVppApp: { totalLicenseCount: 50, usedLicenseCount: 7, licensingType: { supportsDeviceLicensing: true } },
        iosLobApp: { bundleId: 'test.intunite.lob', fileName: 'lob.ipa', versionNumber: '2.0' },
        managedIOSStoreApp: {
          appStoreUrl: 'https://apps.intunite.test/x',
          minimumSupportedOperatingSystem: { v15_0: true },
        },
        managedIOSLobApp: { appAvailability: 'lineOfBusiness', identityVersion: '3' },
        androidManagedStoreApp: fieldKit,
      }
      for (const [type, body] of Object.entries(bodies)) {
        const full = { ...body, '@odata.type': `#microsoft.graph.${type}`, displayName: `A ${type}` }
        const made = await admin.post(APPS, full)
        t.equal(made.statusCode, 201, type)
        t.match(made.json(), full, type)
        const { id, createdDateTime } = made.json<{ id: string; createdDateTime: string }>()
        const changed = await admin.patch(`${APPS}/${id}`, {
          '@odata.type': `#microsoft.graph.${type}`,
          notes: 'changed',
        })
        t.equal(changed.statusCode, 200, type)
        t.match(changed.json(), { ...full, notes: 'changed', createdDateTime }, type)
        t.equal((await admin.delete(`${APPS}/${id}`)).statusCode, 204, type)
        t.equal((await admin.get(`${APPS}/${id}`)).statusCode, 404, type)
      }
    })

    await t.test('abstract types are not made', async (t) => {
      for (const type of ['mobileApp', 'managedApp', 'mobileLobApp', 'managedMobileLobApp']) {
        const refused = await admin.post(APPS, {
          '@odata.type': `#microsoft.graph.${type}`,
          displayName: 'No such thing',
        })
        t.equal(refused.statusCode, 400, type)
        t.match(refused.json(), {
          error: { code: 'ModelValidationFailure', message: 'Cannot create an abstract class.' },
        })
      }
    })

    await t.test('v1.0 shows no Android type, and nothing that only beta knows', async (t) => {
      const seen = (await admin.get(`/v1.0/deviceAppManagement/mobileApps/${android}`)).json<Record<string, unknown>>()
      t.match(seen, { id: android, displayName: 'Field Kit' })
      for (const name of ['@odata.type', 'packageId', 'roleScopeTagIds', 'isAssigned']) t.notOk(name in seen, name)
      const v1 = (await admin.get(`/v1.0/deviceAppManagement/mobileApps/${ios}`)).json<{
        minimumSupportedOperatingSystem: object
      }>()
      t.match(v1.minimumSupportedOperatingSystem, { v15_0: true, v14_0: false })
      t.notOk('v17_0' in v1.minimumSupportedOperatingSystem)
      const body = { '@odata.type': '#microsoft.graph.iosStoreApp', minimumSupportedOperatingSystem: { v14_0: true } }
      t.equal((await admin.patch(`/v1.0/deviceAppManagement/mobileApps/${ios}`, body)).statusCode, 200)
      const after = (await admin.get(`${APPS}/${ios}`)).json<{ minimumSupportedOperatingSystem: object }>()
      t.match(after.minimumSupportedOperatingSystem, { v14_0: true, v15_0: false, v17_0: true }, 'beta values stay')
    })

    await t.test('the queries of known clients find them', async (t) => {
      t.strictSame(idsOf(await admin.get(`${APPS}?$filter=isof('microsoft.graph.iosStoreApp')`)), [ios])
      t.strictSame(idsOf(await admin.get(`${APPS}?$filter=displayName eq 'field kit'`)), [android])
      const oem = 'microsoft.graph.androidManagedStoreApp/supportsOemConfig eq true'
      t.strictSame(idsOf(await admin.get(`${APPS}?$filter=${oem}`)), [android])
      t.strictSame(idsOf(await admin.get(`${APPS}?$orderby=displayName&$select=id`)), [android, ios])
      t.strictSame(idsOf(await admin.get(`${APPS}/graph.androidManagedStoreApp`)), [android])
    })

    await t.test('needs the permissions of the apps area, and refuses in nested form', async (t) => {
      const reader = await tenant.as('DeviceManagementApps.Read.All')
      t.equal((await reader.get(APPS)).statusCode, 200)
      const refused = await reader.post(APPS, notes)
      t.equal(refused.statusCode, 403)
      t.match(refused.json(), { error: { code: 'Forbidden', message: /"Message": "Application is not authorized/ } })
      t.equal((await admin.get(`${APPS}/not-a-guid`)).statusCode, 400)
    })
  })
})

test('what configurations may point at', async (t) => {
  await forEachEmulator(t, async (t, emulator) => {
    const tenant = await emulator.newTenant()
    const admin = await tenant.as(WRITE_APPS)
    const forUnknown = anAndroidConfiguration({ targetedMobileApps: [UNKNOWN] })
    t.equal((await admin.post(BETA, forUnknown)).statusCode, 201, 'R13: without any app nothing is checked')
    const plain = await make(admin, { ...fieldKit, supportsOemConfig: false })
    const oem = await make(admin, fieldKit)
    const ios = await make(admin, notes)

    await t.test('the role of a credential provider is there where a body said it, and in the model', async (t) => {
      const name = 'credentialProviderRoleState'
      const silent = await admin.post(BETA, anAndroidConfiguration())
      t.equal(silent.statusCode, 201)
      t.notOk(name in silent.json<object>(), 'recorded answers do not have it')
      const said = await admin.post(BETA, anAndroidConfiguration({ [name]: 'allowed' }))
      t.match(said.json(), { [name]: 'allowed' })
      const url = `${BETA}/${said.json<{ id: string }>().id}`
      const cast = `${url}/microsoft.graph.androidManagedStoreAppConfiguration`
      t.match((await admin.get(`${cast}?$select=id,${name}`)).json(), { [name]: 'allowed' })
      await admin.patch(url, {
        '@odata.type': said.json<{ '@odata.type': string }>()['@odata.type'],
        [name]: 'notConfigured',
      })
      t.match((await admin.get(url)).json(), { [name]: 'notConfigured' })
      const wrong = await admin.post(BETA, anAndroidConfiguration({ [name]: 'denied' }))
      t.match(wrong.json(), { error: { message: "Requested value 'denied' was not found." } })
      t.match((await admin.get('/beta/$metadata')).body, `Name="${name}"`)
    })

    await t.test('R13: an Android configuration for an app that the tenant does not have is refused', async (t) => {
      const refused = await admin.post(BETA, forUnknown)
      t.equal(refused.statusCode, 400)
      t.match(refused.json(), { error: { code: 'BadRequest', message: /"Message": "An error has occurred/ } })
      t.equal((await admin.post(BETA, anAndroidConfiguration({ targetedMobileApps: [plain] }))).statusCode, 201)
      const half = anAndroidConfiguration({ targetedMobileApps: [plain, UNKNOWN] })
      t.equal((await admin.post(BETA, half)).statusCode, 400)
      const text = anAndroidConfiguration({ targetedMobileApps: ['Targeted Mobile Apps value'] })
      t.equal((await admin.post(BETA, text)).statusCode, 201, 'a text that is no id names no app')
    })

    await t.test('R13: of iOS apps nothing is asked, and of later changes neither', async (t) => {
      t.equal((await admin.post(V1, anIosConfiguration({ targetedMobileApps: [UNKNOWN] }))).statusCode, 201)
      const made = await admin.post(BETA, anAndroidConfiguration({ targetedMobileApps: [plain] }))
      const body = {
        '@odata.type': '#microsoft.graph.androidManagedStoreAppConfiguration',
        targetedMobileApps: [UNKNOWN],
      }
      t.equal((await admin.patch(`${BETA}/${made.json<{ id: string }>().id}`, body)).statusCode, 200)
    })

    await t.test('R13: the check can be switched off', async (t) => {
      const lenient = await startEmulator(t, { store: emulator.store, switches: { checkTargetedApps: false } })
      t.equal((await lenient.withToken(admin.token).post(BETA, forUnknown)).statusCode, 201)
    })

    await t.test('R15: the first targeted Android app says whether OEMConfig is supported', async (t) => {
      const supports = async (...targetedMobileApps: string[]): Promise<unknown> =>
        (await admin.post(BETA, anAndroidConfiguration({ targetedMobileApps, appSupportsOemConfig: false }))).json<
          Record<string, unknown>
        >()['appSupportsOemConfig']
      t.equal(await supports(oem), true)
      t.equal(await supports(plain), false)
      t.equal(await supports(plain, oem), false)
      t.equal(await supports(ios, oem), true)
      t.equal(await supports(ios), false)
      t.equal(await supports(), false)
      const made = (await admin.post(BETA, anAndroidConfiguration({ targetedMobileApps: [plain] }))).json<{
        id: string
      }>()
      const body = { '@odata.type': '#microsoft.graph.androidManagedStoreAppConfiguration', targetedMobileApps: [oem] }
      t.match((await admin.patch(`${BETA}/${made.id}`, body)).json(), { appSupportsOemConfig: true })
    })
  })
})
