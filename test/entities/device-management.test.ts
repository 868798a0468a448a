/** The devices area: its root, devices, filters and scope tags; and the root of the apps area. */
import { test } from 'tap'
import { anIosConfiguration, V1 } from '../factories/mobile-app-configurations.js'
import { forEachEmulator, TENANT, WRITE_APPS } from '../harness/emulator.js'

const NOBODY = '7b0f7f0e-2f8f-4a52-9a1c-52f0e8f9f001'

test('managed devices', async (t) => {
  await forEachEmulator(t, async (t, { newTenant }) => {
    const tenant = await newTenant()
    const admin = await tenant.as('DeviceManagementManagedDevices.ReadWrite.All', WRITE_APPS, 'User.ReadWrite.All')
    const DEVICES = '/v1.0/deviceManagement/managedDevices'
    const phone = {
      deviceName: 'IPHONE-07',
      model: 'iPhone 15',
      operatingSystem: 'iOS',
      userPrincipalName: 'mara.lind@intunite.test',
      totalStorageSpaceInBytes: 2 ** 37,
      deviceHealthAttestationState: { bitLockerStatus: 'on' },
    }
    const made = await admin.post(DEVICES, phone)
    const { id } = made.json<{ id: string }>()

    await t.test('a device is made, read, changed and deleted', async (t) => {
      t.equal(made.statusCode, 201)
      t.match(made.json(), { ...phone, '@odata.type': '#microsoft.graph.managedDevice', isEncrypted: false })
      const changed = await admin.patch(`${DEVICES}/${id}`, { notes: 'In the drawer' })
      t.equal(changed.statusCode, 200)
      t.match(changed.json(), { ...phone, notes: 'In the drawer' })
      const other = (await admin.post(DEVICES, { deviceName: 'GONE' })).json<{ id: string }>()
      t.equal((await admin.delete(`${DEVICES}/${other.id}`)).statusCode, 204)
      const missing = await admin.get(`${DEVICES}/${other.id}`)
      t.equal(missing.statusCode, 404)
      t.match(missing.json(), { error: { code: 'ResourceNotFound', message: /"_version": 3/ } })
    })

    await t.test('a device may be of the derived type that beta has', async (t) => {
      const type = '#microsoft.graph.windowsManagedDevice'
      const BETA = '/beta/deviceManagement/managedDevices'
      const name = { displayName: 'Ole', mailNickname: 'ole', userPrincipalName: 'ole@intunite.test' }
      const user = (await admin.post('/v1.0/users', { accountEnabled: true, ...name })).json<{ id: string }>()
      const desk = { '@odata.type': type, deviceName: 'DESK-07', userId: user.id }
      const { id } = (await admin.post(BETA, desk)).json<{ id: string }>()
      const owned = (await admin.get(`/beta/users/${user.id}/managedDevices`)).json<{ value: object[] }>()
      t.match(owned.value, [{ id, '@odata.type': type }], 'its user has it as that')
      const named = async (path: string) =>
        (await admin.get(path)).json<{ value: { deviceName: string }[] }>().value.map(({ deviceName }) => deviceName)
      t.same(await named(`${BETA}/microsoft.graph.windowsManagedDevice`), ['DESK-07'])
      t.same(await named(`${BETA}?$filter=not%20isof('microsoft.graph.windowsManagedDevice')`), ['IPHONE-07'])
      t.equal((await admin.get(`${BETA}/${id}`)).json<Record<string, unknown>>()['@odata.type'], type)
      t.match((await admin.patch(`${BETA}/${id}`, { '@odata.type': type, notes: 'New' })).json(), { notes: 'New' })
      t.equal((await admin.patch(`${BETA}/${made.json<{ id: string }>().id}`, { '@odata.type': type })).statusCode, 400)
      const v1 = (await admin.get(`${DEVICES}/${id}`)).json<Record<string, unknown>>()
      t.equal(v1['@odata.type'], undefined, 'v1.0 does not know the type')
      t.equal(v1['notes'], 'New')
      t.equal((await admin.post(DEVICES, { '@odata.type': type, deviceName: 'DESK-08' })).statusCode, 400)
      await admin.delete(`${DEVICES}/${id}`)
    })

    await t.test('beta adds what v1.0 does not show, and v1.0 leaves it alone', async (t) => {
      const beta = `/beta/deviceManagement/managedDevices/${id}`
      const more = {
        hardwareInformation: { tpmVersion: '2.0' },
        deviceHealthAttestationState: { securedCorePC: 'enabled' },
      }
      t.match((await admin.patch(beta, more)).json(), more)
      const v1 = (await admin.get(`${DEVICES}/${id}`)).json<Record<string, object>>()
      for (const name of ['hardwareInformation', 'roleScopeTagIds', 'deviceType']) t.notOk(name in v1, name)
      t.notOk('securedCorePC' in (v1['deviceHealthAttestationState'] ?? {}))
      await admin.patch(`${DEVICES}/${id}`, { deviceHealthAttestationState: { bitLockerStatus: 'off' } })
      t.match((await admin.get(beta)).json(), {
        deviceHealthAttestationState: { bitLockerStatus: 'off', securedCorePC: 'enabled' },
      })
    })

    await t.test('R21: statuses carry the id of the device or user that they name', async (t) => {
      const user = await admin.post('/v1.0/users', {
        accountEnabled: true,
        displayName: 'Mara Lind',
        mailNickname: 'mara.lind',
        userPrincipalName: 'mara.lind@intunite.test',
      })
      const policy = (await admin.post(V1, anIosConfiguration())).json<{ id: string }>().id
      const device = await admin.post(`${V1}/${policy}/deviceStatuses`, {
        deviceDisplayName: 'iphone-07',
        status: 'compliant',
      })
      t.equal(device.json<{ id: string }>().id, `${tenant.id}_${policy}_${id}`)
      const person = await admin.post(`${V1}/${policy}/userStatuses`, { userPrincipalName: 'MARA.LIND@intunite.test' })
      t.equal(person.json<{ id: string }>().id, `${tenant.id}_${policy}_${user.json<{ id: string }>().id}`)
      const unknown = await admin.post(`${V1}/${policy}/deviceStatuses`, { deviceDisplayName: 'nobody’s' })
      t.match(unknown.json<{ id: string }>().id, new RegExp(`^${tenant.id}_${policy}_[0-9a-f-]{36}$`))
    })

    await t.test('needs the permissions of managed devices', async (t) => {
      const reader = await tenant.as('DeviceManagementManagedDevices.Read.All')
      t.equal((await reader.get(DEVICES)).statusCode, 200)
      t.equal((await reader.delete(`${DEVICES}/${id}`)).statusCode, 403)
      t.equal((await (await tenant.as(WRITE_APPS)).get(DEVICES)).statusCode, 403)
    })
  })
})

test('assignment filters', async (t) => {
  await forEachEmulator(t, async (t, { newTenant }) => {
    const tenant = await newTenant()
    const admin = await tenant.as('DeviceManagementConfiguration.ReadWrite.All')
    const FILTERS = '/beta/deviceManagement/assignmentFilters'
    const filter = { displayName: 'Corporate iOS', platform: 'iOS', rule: '(device.deviceOwnership -eq "Corporate")' }

    await t.test('a filter is made, changed and deleted, in beta alone', async (t) => {
      const made = await admin.post(FILTERS, filter)
      t.equal(made.statusCode, 201)
      t.match(made.json(), { ...filter, roleScopeTags: ['0'], assignmentFilterManagementType: 'devices', payloads: [] })
      const { id } = made.json<{ id: string }>()
      t.match((await admin.patch(`${FILTERS}/${id}`, { displayName: 'Ours' })).json(), {
        displayName: 'Ours',
        platform: 'iOS',
      })
      t.equal((await admin.get('/v1.0/deviceManagement/assignmentFilters')).statusCode, 400)
      t.equal((await admin.delete(`${FILTERS}/${id}`)).statusCode, 204)
      for (const missing of ['displayName', 'platform', 'rule'])
        t.equal((await admin.post(FILTERS, { ...filter, [missing]: undefined })).statusCode, 400, missing)
    })

    await t.test('a filter may be of the derived type, which says what it is for', async (t) => {
      const type = '#microsoft.graph.payloadCompatibleAssignmentFilter'
      const other = await admin.post(FILTERS, filter)
      const made = await admin.post(FILTERS, { ...filter, '@odata.type': type, payloadType: 'enrollmentRestrictions' })
      t.match(made.json(), { '@odata.type': type, payloadType: 'enrollmentRestrictions', payloads: [] })
      const { id } = made.json<{ id: string }>()
      const cast = `${FILTERS}/microsoft.graph.payloadCompatibleAssignmentFilter`
      t.match((await admin.get(`${cast}?$filter=payloadType eq 'enrollmentRestrictions'`)).json(), { value: [{ id }] })
      const changed = await admin.patch(`${FILTERS}/${id}`, { '@odata.type': type, payloadType: 'notSet' })
      t.match(changed.json(), { payloadType: 'notSet', rule: filter.rule })
      t.notOk('payloadType' in other.json<object>())
      const wrong = { '@odata.type': type, payloadType: 'notSet' }
      t.equal((await admin.patch(`${FILTERS}/${other.json<{ id: string }>().id}`, wrong)).statusCode, 400)
      for (const each of [made, other])
        t.equal((await admin.delete(`${FILTERS}/${each.json<{ id: string }>().id}`)).statusCode, 204)
    })

    await t.test('needs the permissions of configurations', async (t) => {
      t.equal((await (await tenant.as('DeviceManagementConfiguration.Read.All')).get(FILTERS)).statusCode, 200)
      t.equal((await (await tenant.as('DeviceManagementConfiguration.Read.All')).post(FILTERS, filter)).statusCode, 403)
    })
  })
})

test('scope tags', async (t) => {
  await forEachEmulator(t, async (t, { admin, reader, newTenant }) => {
    const TAGS = '/beta/deviceManagement/roleScopeTags'

    await t.test('the tag 0 is there from the start and cannot be deleted', async (t) => {
      t.match((await reader.get(TAGS)).json(), { value: [{ id: '0', displayName: 'Default', isBuiltIn: true }] })
      const refused = await admin.delete(`${TAGS}/0`)
      t.equal(refused.statusCode, 400)
      t.match(refused.json(), { error: { code: 'BadRequest', message: /"_version": 3/ } })
      t.equal((await reader.get(`${TAGS}/0`)).statusCode, 200)
    })

    await t.test('further tags are numbered, also when many come at once', async (t) => {
      const names = Array.from({ length: 8 }, (_, i) => `Tag ${i}`)
      const made = await Promise.all(names.map((displayName) => admin.post(TAGS, { displayName })))
      const ids = made.map((response) => response.json<{ id: string }>().id).sort()
      t.strictSame(ids, ['1', '2', '3', '4', '5', '6', '7', '8'])
      t.match((await admin.patch(`${TAGS}/3`, { description: 'Three' })).json(), {
        id: '3',
        description: 'Three',
        isBuiltIn: false,
      })
      t.equal((await admin.delete(`${TAGS}/3`)).statusCode, 204)
      t.equal((await admin.get(`${TAGS}/3`)).statusCode, 404)
    })

    await t.test('needs the permissions of roles', async (t) => {
      const tenant = await newTenant()
      t.equal((await (await tenant.as('DeviceManagementRBAC.Read.All')).get(TAGS)).statusCode, 200)
      t.equal(
        (await (await tenant.as('DeviceManagementRBAC.Read.All')).post(TAGS, { displayName: 'x' })).statusCode,
        403,
      )
    })
  })
})

test('the roots of the areas', async (t) => {
  await forEachEmulator(t, async (t, { admin, reader, anonymous }) => {
    await t.test('are there before a change, and keep what is changed', async (t) => {
      t.match((await reader.get('/v1.0/deviceAppManagement')).json(), {
        id: TENANT,
        isEnabledForMicrosoftStoreForBusiness: false,
      })
      const changed = await admin.patch('/v1.0/deviceAppManagement', { microsoftStoreForBusinessLanguage: 'en-GB' })
      t.equal(changed.statusCode, 200)
      t.match((await reader.get('/beta/deviceAppManagement')).json(), {
        id: TENANT,
        microsoftStoreForBusinessLanguage: 'en-GB',
      })
      t.match((await reader.get('/v1.0/deviceManagement')).json(), {
        id: 'deviceManagement',
        intuneAccountId: TENANT,
        subscriptionState: 'active',
      })
      const settings = { deviceComplianceCheckinThresholdDays: 21 }
      await admin.patch('/beta/deviceManagement', { settings: { ...settings, enableLogCollection: true } })
      await admin.patch('/v1.0/deviceManagement', { settings: { deviceComplianceCheckinThresholdDays: 30 } })
      const seen = await reader.get('/beta/deviceManagement?$select=settings')
      t.match(seen.json(), { settings: { deviceComplianceCheckinThresholdDays: 30, enableLogCollection: true } })
      t.equal((await reader.get('/v1.0/deviceManagement/subscriptionState/$value')).body, 'active')
    })

    await t.test('can neither be made nor deleted, nor changed by readers', async (t) => {
      t.equal((await admin.delete('/v1.0/deviceManagement')).statusCode, 405)
      t.equal((await admin.post('/v1.0/deviceAppManagement', {})).statusCode, 405)
      t.equal((await reader.patch('/v1.0/deviceManagement', {})).statusCode, 403)
      t.equal((await anonymous.get('/v1.0/deviceManagement')).statusCode, 401)
    })

    await t.test('many first changes at once are all kept', async (t) => {
      const names = ['isEnabledForMicrosoftStoreForBusiness', 'microsoftStoreForBusinessPortalSelection']
      const values = [true, 'privateStore']
      const answers = await Promise.all(
        names.map((name, i) => admin.patch('/beta/deviceAppManagement', { [name]: values[i] })),
      )
      t.strictSame(
        answers.map(({ statusCode }) => statusCode),
        [200, 200],
      )
      t.match((await reader.get('/beta/deviceAppManagement')).json(), {
        [names[0] ?? '']: true,
        [names[1] ?? '']: 'privateStore',
      })
      t.equal((await reader.get(`/v1.0/deviceManagement/managedDevices/${NOBODY}`)).statusCode, 404)
    })
  })
})
