/** The rules for what is written: what is taken, what is overlooked, what is refused. */
import { test } from 'tap'
import type { Test } from 'tap'
import {
  BETA,
  ANDROID,
  anAndroidConfiguration,
  anIosConfiguration,
  IOS,
  V1,
} from '../factories/mobile-app-configurations.js'
import type { Body } from '../factories/mobile-app-configurations.js'
import type { Client, Emulator, EmulatorOptions } from '../harness/emulator.js'
import { forEachEmulator, startEmulator, WRITE_APPS } from '../harness/emulator.js'
import { give, snapshot } from '../harness/given.js'

const APP = '5a0c4e1b-7d29-4f83-9b6e-d1c8a3f7e052'
const APPS = '/beta/deviceAppManagement/mobileApps'
const OEM = 'e4b7f0a2-1c63-4d98-8b5f-3a6e9d2c7f10'
const PLAIN = '27d9c5e8-b0f4-4613-9a7c-8e1f6b3d0a52'
const TIME = '2026-01-01T00:00:00Z'

/** A client of a fresh tenant, on the same store with other settings if there are any. */
async function newAdmin(
  t: Test,
  emulator: Emulator,
  options?: EmulatorOptions,
): Promise<{ admin: Client; tenantId: string; state: () => Promise<string> }> {
  const tenant = await emulator.newTenant()
  const { token } = await tenant.as(WRITE_APPS)
  const served = options === undefined ? emulator : await startEmulator(t, { store: emulator.store, ...options })
  return { admin: served.withToken(token), tenantId: tenant.id, state: () => snapshot(emulator.store, tenant.id) }
}

async function created(admin: Client, url: string, body: Body): Promise<Body & { id: string }> {
  const response = await admin.post(url, body)
  if (response.statusCode !== 201) throw new Error(`not created: ${response.statusCode} ${response.body}`)
  return response.json()
}

test('rules for what is written', async (t) => {
  await forEachEmulator(t, async (t, emulator) => {
    await t.test(
      'R3: what the service sets itself, and annotations, are overlooked in bodies whatever they hold',
      async (t) => {
        const { admin } = await newAdmin(t, emulator)
        const overlooked = {
          '@odata.context': 7,
          '@odata.etag': 'W/"1"',
          'assignments@odata.context': [],
          'targetedMobileApps@odata.type': '#Collection(String)',
          id: '00000000-0000-0000-0000-000000000000',
          createdDateTime: '2016-12-31T23:58:21.6459442-08:00',
          lastModifiedDateTime: null,
          version: 2 ** 31 - 1,
        }
        const sent = anIosConfiguration()
        const made = await created(admin, V1, { ...overlooked, ...sent })
        t.match(made, { ...sent, version: 1, createdDateTime: made['lastModifiedDateTime'] })
        t.match(made.id, /^[0-9a-f-]{36}$/)
        const changed = await admin.patch(`${V1}/${made.id}`, {
          ...overlooked,
          '@odata.type': IOS,
          displayName: 'Renamed',
        })
        t.equal(changed.statusCode, 200)
        t.match(changed.json(), {
          id: made.id,
          version: 2,
          createdDateTime: made['createdDateTime'],
          displayName: 'Renamed',
        })
      },
    )

    await t.test('R3: appSupportsOemConfig is overlooked, and so are assignments sent along', async (t) => {
      const { admin } = await newAdmin(t, emulator)
      const assignments = [{ target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' } }]
      const made = await created(admin, BETA, anAndroidConfiguration({ appSupportsOemConfig: true, assignments }))
      t.equal(made['appSupportsOemConfig'], false)
      t.notOk('assignments' in made)
      t.strictSame((await admin.get(`${BETA}/${made.id}/assignments`)).json<{ value: unknown[] }>().value, [])
      const changed = await admin.patch(`${BETA}/${made.id}`, { '@odata.type': ANDROID, assignments: 'nonsense' })
      t.equal(changed.statusCode, 200)
    })

    await t.test('R3: a body that was read can be written back', async (t) => {
      const { admin } = await newAdmin(t, emulator)
      const made = await created(admin, BETA, anAndroidConfiguration())
      const again = await created(admin, BETA, made)
      t.not(again.id, made.id)
      const { id: _id, createdDateTime: _created, lastModifiedDateTime: _modified, ...same } = made
      t.match(again, same)
    })

    await t.test('R4: unknown members are refused in both versions, at every depth', async (t) => {
      const { admin, state } = await newAdmin(t, emulator)
      const before = await state()
      const setting = { appConfigKey: 'k', appConfigKeyType: 'stringType', appConfigKeyValue: 'v', hue: 1 }
      for (const url of [V1, BETA])
        for (const body of [anIosConfiguration({ hue: 1 }), anIosConfiguration({ settings: [setting] })]) {
          const response = await admin.post(url, body)
          t.equal(response.statusCode, 400)
          t.match(response.json(), {
            error: { code: 'ModelValidationFailure', message: /^The property 'hue' does not exist on type '/ },
          })
        }
      t.equal((await admin.post(V1, anIosConfiguration({ roleScopeTagIds: ['0'] }))).statusCode, 400)
      t.equal(await state(), before)
    })

    await t.test(
      'R4: with dropBetaMembers v1.0 overlooks what only beta knows, at every depth, and nothing else',
      async (t) => {
        const { admin } = await newAdmin(t, emulator, { switches: { dropBetaMembers: true } })
        const made = await created(admin, V1, anIosConfiguration({ roleScopeTagIds: ['5'] }))
        t.strictSame((await admin.get(`${BETA}/${made.id}`)).json<Body>()['roleScopeTagIds'], ['0'])
        const target = {
          '@odata.type': '#microsoft.graph.groupAssignmentTarget',
          groupId: APP,
          deviceAndAppManagementAssignmentFilterId: APP,
          deviceAndAppManagementAssignmentFilterType: 'include',
        }
        t.equal((await admin.post(`${V1}/${made.id}/assign`, { assignments: [{ target }] })).statusCode, 204)
        t.match((await admin.get(`${BETA}/${made.id}/assignments`)).json(), {
          value: [
            {
              target: {
                deviceAndAppManagementAssignmentFilterId: null,
                deviceAndAppManagementAssignmentFilterType: 'none',
              },
            },
          ],
        })
        const summary = `/${made.id}/userStatusSummary`
        t.equal((await admin.post(V1 + summary, { conflictCount: 4 })).statusCode, 201)
        t.equal((await admin.get(BETA + summary)).json<Body>()['conflictCount'], 0)
        t.equal((await admin.post(V1, anIosConfiguration({ hue: 1 }))).statusCode, 400, 'unknown to beta, too')
        t.equal((await admin.post(V1, anAndroidConfiguration())).statusCode, 400, 'types are not overlooked')
      },
    )

    await t.test('R5: version is 1 after create and grows by one with each PATCH, also an empty one', async (t) => {
      const { admin } = await newAdmin(t, emulator)
      const made = await created(admin, V1, anIosConfiguration())
      t.equal(made['version'], 1)
      let modified = String(made['lastModifiedDateTime'])
      for (const [version, body] of [
        [2, { description: 'again' }],
        [3, {}],
        [4, { description: 'again' }],
      ] as const) {
        const changed = (await admin.patch(`${V1}/${made.id}`, { '@odata.type': IOS, ...body })).json<Body>()
        t.equal(changed['version'], version)
        t.equal(changed['createdDateTime'], made['createdDateTime'])
        t.ok(String(changed['lastModifiedDateTime']) > modified, 'the time moves on')
        modified = String(changed['lastModifiedDateTime'])
      }
    })

    await t.test('R5: nothing else changes the version or the time', async (t) => {
      const { admin } = await newAdmin(t, emulator)
      const made = await created(admin, BETA, anIosConfiguration())
      const url = `${BETA}/${made.id}`
      const before = (await admin.get(url)).body
      const all = { target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' } }
      const codes = [
        (await admin.post(`${url}/assign`, { assignments: [all] })).statusCode,
        (await admin.post(`${url}/deviceStatuses`, { status: 'error' })).statusCode,
        (await admin.post(`${url}/userStatuses`, { status: 'error' })).statusCode,
        (await admin.post(`${url}/userStatusSummary`, { errorCount: 1 })).statusCode,
        (await admin.patch(`${url}/deviceStatusSummary`, { errorCount: 1 })).statusCode,
        (await admin.delete(`${url}/userStatusSummary`)).statusCode,
        (await admin.patch(url, { '@odata.type': IOS, version: 9, hue: 1 })).statusCode,
      ]
      t.strictSame(codes, [204, 201, 201, 201, 200, 204, 400])
      t.equal((await admin.get(url)).body, before)
    })

    await t.test(
      'R12: an empty or unreadable body is refused; without a content type it is taken for JSON',
      async (t) => {
        const { admin, state } = await newAdmin(t, emulator)
        const before = await state()
        const url = `${V1}/${APP}`
        for (const [method, path] of [
          ['POST', V1],
          ['PATCH', url],
          ['POST', `${url}/assign`],
          ['POST', `${url}/userStatusSummary`],
        ] as const)
          for (const body of [undefined, '', '{', '[]', 'null', '7', '"{}"']) {
            const response = await admin.send(method, path, body, { 'content-type': 'application/json' })
            t.equal(response.statusCode, 400, `${method} ${path} ${body}`)
            t.match(response.json(), { error: { code: 'BadRequest', message: /^[A-Z][^{]+\.$/ } }, 'not nested')
          }
        t.equal(await state(), before)
        const typeless = await emulator.app.inject({
          method: 'POST',
          url: V1,
          headers: { authorization: `Bearer ${admin.token}`, 'transfer-encoding': 'chunked' },
          payload: Buffer.from(JSON.stringify(anIosConfiguration())),
        })
        t.equal(typeless.statusCode, 201, typeless.body)
      },
    )

    await t.test('R13: a name is needed, apps are not; what stands for an app must be a GUID', async (t) => {
      const { admin, state } = await newAdmin(t, emulator)
      const before = await state()
      const { displayName: _name, ...nameless } = anIosConfiguration()
      for (const body of [
        nameless,
        anIosConfiguration({ displayName: null }),
        anIosConfiguration({ displayName: '' }),
        anIosConfiguration({ displayName: ' \t' }),
      ])
        t.match((await admin.post(V1, body)).json(), { error: { code: /^(BadRequest|ModelValidationFailure)$/ } })
      for (const targetedMobileApps of [[null], [7], [[APP]], APP, {}])
        t.equal(
          (await admin.post(V1, anIosConfiguration({ targetedMobileApps }))).statusCode,
          400,
          JSON.stringify(targetedMobileApps),
        )
      t.equal(await state(), before)
      const made = await created(admin, V1, { '@odata.type': IOS, displayName: 'x' })
      t.strictSame(made['targetedMobileApps'], [])
      for (const displayName of [null, '', '  '])
        t.equal((await admin.patch(`${V1}/${made.id}`, { '@odata.type': IOS, displayName })).statusCode, 400)
      const unknown = await created(admin, V1, anIosConfiguration({ targetedMobileApps: [APP.toUpperCase()] }))
      t.strictSame(unknown['targetedMobileApps'], [APP], 'an iOS app need not exist')
    })

    await t.test('R13: apps are named by any text in profile documented, by GUIDs in live', async (t) => {
      const { admin, state } = await newAdmin(t, emulator)
      const texts = ['Targeted Mobile Apps value', '', 'x', `{${APP}}`, APP.replaceAll('-', '')]
      for (const [url, body] of [
        [V1, anIosConfiguration],
        [BETA, anAndroidConfiguration],
      ] as const) {
        const made = await created(admin, url, body({ targetedMobileApps: texts }))
        t.strictSame(made['targetedMobileApps'], texts)
        const [text = ''] = texts
        const filter = `targetedMobileApps/any(a:a eq '${text}') and id eq '${made.id}'`
        const found = await admin.get(`${url}?$select=id&$filter=${encodeURIComponent(filter)}`)
        t.match(found.json(), { value: [{ id: made.id }] })
      }
      const live = await startEmulator(t, { store: emulator.store, profile: 'live' })
      const strict = live.withToken(admin.token)
      const before = await state()
      for (const text of texts) {
        const refused = await strict.post(V1, anIosConfiguration({ targetedMobileApps: [APP, text] }))
        t.equal(refused.statusCode, 400, text)
        t.match(refused.json(), {
          error: {
            code: 'ModelValidationFailure',
            message: `Cannot convert the literal '${text}' to the expected type 'Edm.Guid'.`,
            target: 'targetedMobileApps/1',
          },
        })
      }
      t.equal(await state(), before)
      await created(strict, V1, anIosConfiguration({ targetedMobileApps: [APP] }))
    })

    await t.test(
      'R14: settings and a property list may stand side by side; an empty one is null; it must be base64',
      async (t) => {
        const { admin } = await newAdmin(t, emulator)
        const both = await created(admin, V1, anIosConfiguration({ encodedSettingXml: 'PGRpY3Q+PC9kaWN0Pg==' }))
        t.match(both, { encodedSettingXml: 'PGRpY3Q+PC9kaWN0Pg==', settings: [{ appConfigKey: 'zone' }] })
        t.equal((await created(admin, V1, anIosConfiguration({ encodedSettingXml: '' })))['encodedSettingXml'], null)
        t.equal((await created(admin, V1, anIosConfiguration({ encodedSettingXml: null })))['encodedSettingXml'], null)
        const cleared = await admin.patch(`${V1}/${both.id}`, { '@odata.type': IOS, encodedSettingXml: '' })
        t.match(cleared.json(), { encodedSettingXml: null, settings: [{ appConfigKey: 'zone' }] })
        for (const encodedSettingXml of ['PGRpY3Q+\r\nPC9kaWN0Pg==', 'PGRp Y3Q+PC9k\n\taWN0Pg==\n'])
          t.match(await created(admin, V1, anIosConfiguration({ encodedSettingXml })), {
            encodedSettingXml: 'PGRpY3Q+PC9kaWN0Pg==',
          })
        for (const encodedSettingXml of ['*', 'PGRpY3Q', 'PGRpY3Q_', '<dict/>', 7, []]) {
          const refused = await admin.post(V1, anIosConfiguration({ encodedSettingXml }))
          t.match(
            [refused.statusCode, refused.json()],
            [400, { error: { code: 'ModelValidationFailure' } }],
            String(encodedSettingXml),
          )
        }
      },
    )

    await t.test('R15: appSupportsOemConfig is what the first targeted Android app says, else false', async (t) => {
      const { admin, tenantId } = await newAdmin(t, emulator)
      const app = async (members: Body): Promise<string> => (await created(admin, APPS, members)).id
      const store = { '@odata.type': '#microsoft.graph.androidManagedStoreApp', displayName: 'x' }
      const ios = await app({ '@odata.type': '#microsoft.graph.iosStoreApp', displayName: 'x' })
      await give(emulator.store, tenantId, [
        {
          at: APPS.slice('/beta/'.length),
          entity: { ...store, id: OEM, createdDateTime: TIME, lastModifiedDateTime: TIME, supportsOemConfig: true },
        },
        {
          at: APPS.slice('/beta/'.length),
          entity: { ...store, id: PLAIN, createdDateTime: TIME, lastModifiedDateTime: TIME, supportsOemConfig: false },
        },
      ])
      const cases = [
        [[OEM], true],
        [[PLAIN], false],
        [[ios, OEM], true],
        [[PLAIN, OEM], false],
        [[ios], false],
        [[], false],
      ] as const
      for (const [targetedMobileApps, appSupportsOemConfig] of cases) {
        const sent = { targetedMobileApps, appSupportsOemConfig: !appSupportsOemConfig }
        t.match(
          await created(admin, BETA, anAndroidConfiguration(sent)),
          { appSupportsOemConfig },
          JSON.stringify(targetedMobileApps),
        )
      }
      const { id } = await created(admin, BETA, anAndroidConfiguration())
      const changed = await admin.patch(`${BETA}/${id}`, { '@odata.type': ANDROID, targetedMobileApps: [OEM] })
      t.equal(changed.json<Body>()['appSupportsOemConfig'], true)
      const filtered = await admin.get(
        `${BETA}?$select=id&$filter=${ANDROID.slice(1)}/appSupportsOemConfig%20eq%20true%20and%20version%20eq%202`,
      )
      t.match(filtered.json(), { value: [{ id }] })
    })

    await t.test(
      'R13: an Android configuration for an app that is not there is refused once there are any apps',
      async (t) => {
        const { admin, state } = await newAdmin(t, emulator)
        const body = anAndroidConfiguration({ targetedMobileApps: [APP] })
        await created(admin, BETA, body)
        await created(admin, APPS, { '@odata.type': '#microsoft.graph.iosStoreApp', displayName: 'x' })
        const before = await state()
        const refused = await admin.post(BETA, body)
        t.match([refused.statusCode, refused.json()], [400, { error: { code: 'BadRequest' } }])
        t.match(JSON.parse(refused.json<{ error: { message: string } }>().error.message), {
          Message: /^An error has occurred - /,
        })
        t.equal(await state(), before)
        await created(admin, V1, anIosConfiguration({ targetedMobileApps: [APP] }))
        const lenient = await startEmulator(t, { store: emulator.store, switches: { checkTargetedApps: false } })
        await created(lenient.withToken(admin.token), BETA, body)
      },
    )

    await t.test('R20: a PATCH names the type that is stored', async (t) => {
      const { admin, state } = await newAdmin(t, emulator)
      const { id } = await created(admin, BETA, anIosConfiguration())
      const before = await state()
      const refused = async (type: unknown): Promise<unknown> =>
        (await admin.patch(`${BETA}/${id}`, { '@odata.type': type, description: 'never' })).json<{ error: unknown }>()
          .error
      t.match(await refused('#microsoft.graph.nonsense'), {
        code: 'ModelValidationFailure',
        message: /could not be resolved by the model/,
      })
      t.match(await refused(undefined), { code: 'ModelValidationFailure', message: 'Cannot create an abstract class.' })
      t.match(await refused(null), { code: 'ModelValidationFailure' })
      t.match(await refused(7), { code: 'ModelValidationFailure' })
      t.match(await refused(ANDROID), { code: 'ModelValidationFailure' }, 'a known type, but another one')
      t.match(await refused('#microsoft.graph.managedDeviceMobileAppConfigurationAssignment'), {
        code: 'ModelValidationFailure',
        message: /not assignable/,
      })
      t.equal(await state(), before)
      for (const type of [
        IOS,
        IOS.slice(1),
        '#graph.iosMobileAppConfiguration',
        '#microsoft.graph.iosmobileappconfiguration',
      ])
        t.equal((await admin.patch(`${BETA}/${id}`, { '@odata.type': type, description: 'now' })).statusCode, 200, type)
    })

    await t.test('R20: with lenientPatchType the stored type is taken where none is named', async (t) => {
      const { admin } = await newAdmin(t, emulator, { switches: { lenientPatchType: true } })
      const { id } = await created(admin, BETA, anAndroidConfiguration())
      const changed = await admin.patch(`${BETA}/${id}`, { connectedAppsEnabled: false })
      t.match(
        [changed.statusCode, changed.json()],
        [200, { '@odata.type': ANDROID, connectedAppsEnabled: false, version: 2 }],
      )
      t.equal((await admin.patch(`${BETA}/${id}`, { settings: [] })).statusCode, 400, 'of another type')
      t.equal(
        (await admin.patch(`${BETA}/${id}`, { '@odata.type': IOS })).statusCode,
        400,
        'one that is named has to fit',
      )
    })
    t.strictSame(emulator.errors, [])
  })
})
