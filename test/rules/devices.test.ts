/** Devices in lists, as items and in numbers: B120 to B129. */
import t from 'tap'
import { mappedPermissions } from '../../src/model/facts/permission-map.js'
import { expecting } from '../harness/app-content.js'
import { forEachEmulator, startEmulator } from '../harness/emulator.js'
import type { Client } from '../harness/emulator.js'

type Json = Record<string, unknown>

const BETA = '/beta/deviceManagement'
const V1 = '/v1.0/deviceManagement'
const DEVICES = `${BETA}/managedDevices`

/** What lists leave out, and what they show instead. */
const values = {
  activationLockBypassCode: 'code',
  ethernetMacAddress: '001122334455',
  iccid: '8901',
  notes: 'lent',
  physicalMemoryInBytes: 8_589_934_592,
  udid: '00008030',
}
const instead = { ...Object.fromEntries(Object.keys(values).map((name) => [name, null])), physicalMemoryInBytes: 0 }
const hardware = { serialNumber: 'S1', tpmSpecificationVersion: '2.0, 0, 1.16', wiredIPv4Addresses: ['10.0.0.1'] }

await forEachEmulator(t, async (t, emulator) => {
  const tenant = await emulator.newTenant()
  const admin = await tenant.as(...mappedPermissions(), 'User.ReadWrite.All')
  const server = await startEmulator(t, { store: emulator.store, profile: 'live' })
  const live: Client = server.withToken(admin.token)
  const { id } = (await expecting(
    201,
    admin.post(DEVICES, { deviceName: 'd1', operatingSystem: 'Windows', hardwareInformation: hardware, ...values }),
  )) as { id: string }
  const url = `${DEVICES}/${id}`
  await expecting(204, admin.post(`${url}/remoteLock`))

  await t.test(
    'B121, B131: lists leave out results, hardware and what is read of single devices, at users as well',
    async (t) => {
      const stub = { serialNumber: null, wiredIPv4Addresses: [], tpmSpecificationVersion: null, totalStorageSpace: 0 }
      for (const options of ['', '?$top=1', "?$filter=notes eq 'lent'", '?$expand=deviceCategory']) {
        const [row] = (await expecting(200, admin.get(DEVICES + options)))['value'] as [Json]
        t.match(row, { id, deviceName: 'd1', ...instead, hardwareInformation: stub }, options)
        t.same(row['deviceActionResults'], [], options)
      }
      const selected = `${DEVICES}?$select=id,notes,hardwareInformation,deviceActionResults`
      t.match((await expecting(200, admin.get(selected)))['value'], [{ notes: null, hardwareInformation: stub }])
      const [part] = (await expecting(200, admin.get(`${DEVICES}?$select=hardwareInformation/serialNumber`)))[
        'value'
      ] as [Json]
      t.same(part['hardwareInformation'], { serialNumber: null })
      const [v1] = (await expecting(200, admin.get(`${V1}/managedDevices`)))['value'] as [Json]
      t.match(v1, instead)
      const user = (await expecting(
        201,
        admin.post('/beta/users', {
          displayName: 'U',
          mailNickname: 'u',
          userPrincipalName: `u@${tenant.id.replaceAll('-', '')}.test`,
          accountEnabled: true,
          passwordProfile: { password: 'Passw0rd!passw0rd' },
        }),
      )) as { id: string }
      const reference = { '@odata.id': `https://graph.microsoft.com/beta/users/${user.id}` }
      await expecting(204, admin.post(`${url}/users/$ref`, reference))
      const [own] = (await expecting(200, admin.get(`/beta/users/${user.id}/managedDevices`)))['value'] as [Json]
      t.match(own, { id, ...instead }, 'and so do lists of what a user has')
    },
  )

  await t.test('B121: an item shows them; in live some only where they are selected', async (t) => {
    const whole = { ...values, hardwareInformation: hardware, deviceActionResults: [{ actionName: 'remoteLock' }] }
    t.match(await expecting(200, admin.get(url)), whole)
    const unselected = await expecting(200, live.get(url))
    t.match(unselected, { ...instead, hardwareInformation: { serialNumber: null } })
    t.match(unselected['deviceActionResults'], [{ actionName: 'remoteLock' }])
    const names = [...Object.keys(values), 'hardwareInformation'].join()
    t.match(await expecting(200, live.get(`${url}?$select=${names}`)), { ...values, hardwareInformation: hardware })
    t.match(await expecting(200, live.get(`${url}?$select=hardwareInformation/serialNumber`)), {
      hardwareInformation: { serialNumber: 'S1' },
    })
    t.match((await expecting(200, live.get(DEVICES)))['value'], [{ ...instead, deviceName: 'd1' }])
    await expecting(400, admin.get(`${url}?$expand=hardwareInformation`))
  })

  await t.test('B121a: hardware is told in beta alone', async (t) => {
    t.notOk('hardwareInformation' in (await expecting(200, admin.get(`${V1}/managedDevices/${id}`))))
    await expecting(400, admin.get(`${V1}/managedDevices/${id}?$select=hardwareInformation`))
  })

  await t.test('B120: the primary user is a reference, which is set and cleared', async (t) => {
    const { value } = await expecting(200, admin.get(`${url}/users`))
    t.equal((value as unknown[]).length, 1)
    await expecting(204, admin.delete(`${url}/users/$ref`))
    t.same((await expecting(200, admin.get(`${url}/users`)))['value'], [])
    await expecting(200, admin.patch(url, { notes: 'back' }))
    t.match(await expecting(200, admin.get(url)), { notes: 'back' })
  })

  await t.test('B115: a device refers to its category, and shows its name', async (t) => {
    const category = await expecting(201, admin.post(`${BETA}/deviceCategories`, { displayName: 'Lent' }))
    const reference = `${url}/deviceCategory`
    await expecting(204, admin.get(reference))
    for (const version of ['beta', 'v1.0']) {
      const address = `https://graph.microsoft.com/${version}/deviceManagement/deviceCategories/${String(category['id'])}`
      const body = { '@odata.id': address }
      await expecting(
        204,
        admin.send('PUT', `/${version}/deviceManagement/managedDevices/${id}/deviceCategory/$ref`, body),
      )
    }
    t.match(await expecting(200, admin.get(reference)), { displayName: 'Lent' })
    t.match(await expecting(200, admin.get(`${url}?$expand=deviceCategory`)), {
      deviceCategoryDisplayName: 'Lent',
      deviceCategory: { displayName: 'Lent' },
    })
    await expecting(204, admin.delete(`${reference}/$ref`))
    t.match(await expecting(200, admin.get(url)), { deviceCategoryDisplayName: '' })
  })

  await t.test('B122: a device that has reported nothing is unknown, and its grace never ends', async (t) => {
    const device = await expecting(201, admin.post(DEVICES, { deviceName: 'd2', operatingSystem: 'Linux' }))
    t.match(device, {
      complianceState: 'unknown',
      partnerReportedThreatState: 'unknown',
      complianceGracePeriodExpirationDateTime: '9999-12-31T23:59:59.9999999Z',
      deviceHealthAttestationState: null,
      serialNumber: '',
      userPrincipalName: '',
      wiFiMacAddress: '',
    })
  })

  await t.test('B123: devices are counted with $count=true; live has no /$count', async (t) => {
    t.equal((await admin.get(`${DEVICES}/$count`)).body, '2')
    t.match((await live.get(`${DEVICES}/$count`)).json(), { error: { code: 'No method match route template' } })
    t.equal((await expecting(200, live.get(`${DEVICES}?$count=true`)))['@odata.count'], 2)
  })

  await t.test('B126: an action may be named in full; an empty unlock code is refused', async (t) => {
    const refused = await admin.post(`${url}/wipe`, { macOsUnlockCode: '' })
    t.match([refused.statusCode, refused.json()], [400, { error: { target: 'macOsUnlockCode' } }])
    t.match(await expecting(200, admin.get(url)), { managementState: 'managed' })
    await expecting(204, admin.post(`${url}/microsoft.graph.wipe`, { keepUserData: true }))
    t.match(await expecting(200, admin.get(url)), { managementState: 'wipePending' })
  })

  await t.test('B124: the switches of wipe may be texts, and its body may be empty', async (t) => {
    await expecting(204, admin.post(`${url}/wipe`, { keepUserData: 'false', keepEnrollmentData: 'true' }))
    await expecting(204, admin.post(`${url}/wipe`))
    t.match(await expecting(400, admin.post(`${url}/wipe`, { keepUserData: 'maybe' })), {
      error: { message: /'maybe'.*Edm\.Boolean/ },
    })
    await expecting(400, admin.post(`${url}/cleanWindowsDevice`, { keepUserData: 'true' }))
  })

  await t.test('B127: devices that are managed twice have the same actions', async (t) => {
    const comanaged = `${BETA}/comanagedDevices`
    const { id: other } = (await expecting(201, admin.post(comanaged, { deviceName: 'c', ...values }))) as {
      id: string
    }
    await expecting(204, admin.post(`${comanaged}/${other}/syncDevice`))
    t.match(await expecting(200, admin.get(`${comanaged}/${other}`)), {
      ...values,
      deviceActionResults: [{ actionName: 'syncDevice' }],
    })
    t.match((await expecting(200, admin.get(comanaged)))['value'], [{ ...instead, deviceActionResults: [] }])
    t.match(await expecting(200, live.get(`${comanaged}/${other}`)), instead)
    t.match(await expecting(200, live.get(`${comanaged}/${other}?$select=id,notes`)), { notes: 'lent' })
  })

  await t.test(
    'B128, L86: what is below a device is there, and its protection only when it was reported',
    async (t) => {
      for (const below of [
        'deviceCompliancePolicyStates',
        'deviceConfigurationStates',
        'deviceHealthScriptStates',
        'detectedApps',
        'logCollectionRequests',
        'securityBaselineStates',
        'managedDeviceMobileAppConfigurationStates',
        'assignmentFilterEvaluationStatusDetails',
      ])
        t.same((await expecting(200, admin.get(`${url}/${below}`)))['value'], [], below)
      await expecting(404, admin.get(`${url}/windowsProtectionState`))
      await expecting(200, admin.patch(`${url}/windowsProtectionState`, { malwareProtectionEnabled: true }))
      await expecting(200, admin.get(`${url}/windowsProtectionState/detectedMalwareState`))
    },
  )

  await t.test('B129: the overview counts the devices', async (t) => {
    await expecting(
      201,
      admin.post(DEVICES, { operatingSystem: 'iPadOS', managementAgent: 'configurationManagerClientMdm' }),
    )
    t.match(await expecting(200, admin.get(`${V1}/managedDeviceOverview`)), {
      id: tenant.id,
      enrolledDeviceCount: 3,
      mdmEnrolledCount: 3,
      dualEnrolledDeviceCount: 1,
      deviceOperatingSystemSummary: { windowsCount: 1, iosCount: 1, androidCount: 0, unknownCount: 0 },
      deviceExchangeAccessStateSummary: { allowedDeviceCount: 0 },
    })
    t.match(await expecting(200, admin.get(`${BETA}/managedDeviceOverview`)), {
      deviceOperatingSystemSummary: { linuxCount: 1 },
    })
  })

  await t.test('B129: an app that was found counts the devices to which it refers', async (t) => {
    const app = (await expecting(201, admin.post(`${V1}/detectedApps`, { displayName: 'Editor' }))) as { id: string }
    const devices = `${V1}/detectedApps/${app.id}/managedDevices`
    const count = async (): Promise<unknown> =>
      (await expecting(200, admin.get(`${V1}/detectedApps/${app.id}`)))['deviceCount']
    const added = (await expecting(201, admin.post(DEVICES, { deviceName: 'd2' }))) as { id: string }
    for (const [i, each] of [id, added.id].entries()) {
      await expecting(
        204,
        admin.post(`${devices}/$ref`, { '@odata.id': `https://graph.microsoft.com${DEVICES}/${each}` }),
      )
      t.equal(await count(), i + 1)
    }
    const found = async (device: string): Promise<unknown[]> => {
      const { value } = await expecting(200, admin.get(`${BETA}/managedDevices/${device}/detectedApps`))
      return (value as Json[]).map((each) => each['id'])
    }
    t.strictSame(await found(added.id), [app.id], 'the device shows it as well')
    await expecting(204, admin.delete(`${devices}/${added.id}/$ref`))
    t.equal(await count(), 1)
    t.strictSame(await found(added.id), [])
    const onDevice = `${BETA}/managedDevices/${added.id}/detectedApps`
    await expecting(
      204,
      admin.post(`${onDevice}/$ref`, { '@odata.id': `https://graph.microsoft.com${BETA}/detectedApps/${app.id}` }),
    )
    t.equal(await count(), 2, 'a device that refers to it is counted')
    await expecting(204, admin.delete(`${onDevice}/${app.id}/$ref`))
    t.equal(await count(), 1)
    await expecting(204, admin.delete(`${DEVICES}/${added.id}`))
  })

  await t.test('B129: the overview of malware counts what devices report', async (t) => {
    const overview = async (): Promise<Json> =>
      (await expecting(200, admin.get(`${V1}?$select=windowsMalwareOverview`)))['windowsMalwareOverview'] as Json
    t.equal(await overview(), null)
    const malware = `${V1}/windowsMalwareInformation`
    for (const [category, severity, states] of [
      ['trojan', 'severe', ['active', 'cleaned']],
      ['adware', 'low', ['active']],
    ] as const) {
      const body = { displayName: category, category, severity }
      const { id: found } = (await expecting(201, admin.post(malware, body))) as { id: string }
      for (const [i, threatState] of states.entries())
        await expecting(
          201,
          admin.post(`${malware}/${found}/deviceMalwareStates`, {
            deviceName: `d${i}`,
            threatState,
            executionState: 'blocked',
            detectionCount: 2,
            lastStateChangeDateTime: `2026-11-0${i + 1}T00:00:00Z`,
          }),
        )
    }
    const counted = await overview()
    t.match(counted, {
      malwareDetectedDeviceCount: 2,
      totalDistinctMalwareCount: 2,
      totalMalwareCount: 6,
      malwareExecutionStateSummary: [{ executionState: 'blocked', deviceCount: 2 }],
    })
    const states = new Map((counted['malwareStateSummary'] as Json[]).map((each) => [each['state'], each]))
    t.match(states.get('active'), { deviceCount: 1, distinctMalwareCount: 2, malwareDetectionCount: 4 })
    t.match(states.get('cleaned'), { deviceCount: 1, lastUpdateDateTime: '2026-11-02T00:00:00Z' })
    t.match(await expecting(200, admin.get(`${V1}/windowsMalwareOverview`)), { totalMalwareCount: 6 })
  })
})
