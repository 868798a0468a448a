/** Policies for apps: protections, targeted configurations, Windows Information Protection: B5, B26 and B180 to B187. */
import t from 'tap'
import { mappedPermissions } from '../../src/model/facts/permission-map.js'
import { expecting } from '../harness/app-content.js'
import { forEachEmulator, startEmulator } from '../harness/emulator.js'

type Json = Record<string, unknown>

const APPS = '/beta/deviceAppManagement'
const GUID = '[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}'
const GROUP = '0d2b4c5a-6f1e-4d3c-8b7a-1a2b3c4d5e6f'
const graph = (type: string): string => `#microsoft.graph.${type}`

const android = (packageId: string): Json => ({
  mobileAppIdentifier: { '@odata.type': graph('androidMobileAppIdentifier'), packageId },
})
const toGroup = { target: { '@odata.type': graph('groupAssignmentTarget'), groupId: GROUP } }

/** The sets of single kinds, each with the type of its items. */
const SETS: Readonly<Record<string, string>> = {
  androidManagedAppProtections: 'androidManagedAppProtection',
  defaultManagedAppProtections: 'defaultManagedAppProtection',
  iosManagedAppProtections: 'iosManagedAppProtection',
  mdmWindowsInformationProtectionPolicies: 'mdmWindowsInformationProtectionPolicy',
  targetedManagedAppConfigurations: 'targetedManagedAppConfiguration',
  windowsInformationProtectionPolicies: 'windowsInformationProtectionPolicy',
  windowsManagedAppProtections: 'windowsManagedAppProtection',
}

await forEachEmulator(t, async (t, emulator) => {
  const admin = await (await emulator.newTenant()).as(...mappedPermissions())
  const live = (await startEmulator(t, { store: emulator.store, profile: 'live' })).withToken(admin.token)
  const ids: Record<string, string> = {}
  const made = async (set: string, more: Json = {}): Promise<Json & { id: string }> =>
    await expecting(
      201,
      admin.post(`${APPS}/${set}`, { '@odata.type': graph(SETS[set] ?? ''), displayName: set, ...more }),
    )
  const values = async (url: string): Promise<Json[]> => (await expecting(200, admin.get(url)))['value'] as Json[]

  await t.test('B180: a policy is in the set of its kind, and in that of all', async (t) => {
    for (const set of Object.keys(SETS)) ids[set] = (await made(set)).id
    const all = await values(`${APPS}/managedAppPolicies`)
    t.same(all.map(({ id }) => id).sort(), Object.values(ids).sort())
    for (const [set, type] of Object.entries(SETS)) {
      const rows = await values(`${APPS}/${set}`)
      t.match(rows, [{ id: ids[set], '@odata.type': graph(type) }], set)
      t.equal(rows.length, 1)
      t.match(await expecting(200, admin.get(`${APPS}/managedAppPolicies/${ids[set]}`)), { id: ids[set] })
      t.equal((await admin.get(`${APPS}/${set}/$count`)).body, '1')
      const other = set === 'iosManagedAppProtections' ? 'androidManagedAppProtections' : 'iosManagedAppProtections'
      await expecting(404, admin.get(`${APPS}/${other}/${ids[set]}`))
      await expecting(404, admin.delete(`${APPS}/${other}/${ids[set]}`))
    }
    await expecting(
      400,
      admin.post(`${APPS}/iosManagedAppProtections`, {
        '@odata.type': graph('androidManagedAppProtection'),
        displayName: 'a',
      }),
    )
    const { id } = await made('iosManagedAppProtections', { displayName: 'to be deleted' })
    await expecting(204, admin.delete(`${APPS}/managedAppPolicies/${id}`))
    await expecting(404, admin.get(`${APPS}/iosManagedAppProtections/${id}`))
    const cast = `${APPS}/managedAppPolicies/microsoft.graph.iosManagedAppProtection`
    t.match(await values(`${cast}?$filter=displayName eq 'iosManagedAppProtections'`), [
      { id: ids['iosManagedAppProtections'] },
    ])
  })

  await t.test(
    'B180, live: policies are changed in the set of their kind, and made there or in that of all kinds',
    async (t) => {
      const id = ids['iosManagedAppProtections']
      const body = { '@odata.type': graph('iosManagedAppProtection'), displayName: 'live' }
      const refused = await live.patch(`${APPS}/managedAppPolicies/${id}`, body)
      t.match([refused.statusCode, refused.json()], [400, { error: { code: 'No method match route template' } }])
      const made = await expecting(201, live.post(`${APPS}/managedAppPolicies`, body))
      await expecting(200, live.get(`${APPS}/iosManagedAppProtections/${String(made['id'])}`))
      await expecting(204, live.patch(`${APPS}/iosManagedAppProtections/${id}`, body))
      const rows = (await expecting(200, live.get(`${APPS}/managedAppPolicies`)))['value'] as Json[]
      t.match(
        rows.find((row) => row['id'] === id),
        body,
      )
      const [own] = (await expecting(200, live.get(`${APPS}/iosManagedAppProtections`)))['value'] as [Json]
      t.notOk('@odata.type' in own, 'the type is that of the set (B8a)')
    },
  )

  await t.test('B5, B181: ids say the kind, and the version looks like an entity tag', async (t) => {
    for (const [set, beginning] of [
      ['androidManagedAppProtections', 'T_'],
      ['windowsManagedAppProtections', 'T_'],
      ['targetedManagedAppConfigurations', 'A_'],
    ] as const)
      t.match(ids[set], new RegExp(`^${beginning}${GUID}$`))
    const url = `${APPS}/androidManagedAppProtections/${ids['androidManagedAppProtections']}`
    const before = await expecting(200, admin.get(url))
    t.match(before['version'], /^"[0-9a-f]{8}-0000-0d00-0000-[0-9a-f]{12}"$/)
    const after = await expecting(
      200,
      admin.patch(url, { '@odata.type': graph('androidManagedAppProtection'), description: 'new' }),
    )
    t.match(after['version'], /^"[0-9a-f]{8}-0000-0d00-0000-[0-9a-f]{12}"$/)
    t.not(after['version'], before['version'])
  })

  await t.test('B182, B183: apps and assignments come with the policy and by actions, and are counted', async (t) => {
    const { id, ...created } = await made('androidManagedAppProtections', {
      deployedAppCount: 9,
      apps: [android('com.Contoso.One'), android('com.contoso.two')],
      assignments: [toGroup],
    })
    t.match(created, { deployedAppCount: 2, isAssigned: true })
    t.notOk('apps' in created || 'assignments' in created)
    const url = `${APPS}/androidManagedAppProtections/${id}`
    const whole = await expecting(200, admin.get(`${url}?$expand=apps,assignments`))
    t.same((whole['apps'] as Json[]).map((app) => app['id']).sort(), [
      'com.contoso.one.android',
      'com.contoso.two.android',
    ])
    t.match(whole['assignments'], [
      { id: `${GROUP}_incl`, source: 'direct', sourceId: '00000000-0000-0000-0000-000000000000' },
    ])

    const patch = {
      '@odata.type': graph('androidManagedAppProtection'),
      isAssigned: false,
      deployedAppCount: 0,
      apps: [],
    }
    t.match(await expecting(200, admin.patch(url, patch)), { deployedAppCount: 2, isAssigned: true }, 'not by PATCH')
    await expecting(204, admin.post(`${url}/targetApps`, { apps: [android('com.contoso.three')] }))
    t.match(await expecting(200, admin.get(url)), { deployedAppCount: 1 })
    await expecting(204, admin.post(`${url}/assign`, { assignments: [] }))
    t.match(await expecting(200, admin.get(`${APPS}/managedAppPolicies/${id}`)), { isAssigned: false })
    await expecting(201, admin.post(`${url}/apps`, android('com.contoso.four')))
    await expecting(409, admin.post(`${url}/apps`, android('com.contoso.four')))
    t.match(await expecting(200, admin.get(url)), { deployedAppCount: 2 })
    await expecting(204, admin.delete(`${url}/apps/com.contoso.four.android`))
    const byAll = `${APPS}/managedAppPolicies/${id}/microsoft.graph.androidManagedAppProtection/apps`
    t.match(await values(byAll), [{ id: 'com.contoso.three.android' }])
  })

  await t.test('B182: a group of apps brings its apps, and those of the body are left out', async (t) => {
    const { id, deployedAppCount } = await made('androidManagedAppProtections', {
      appGroupType: 'allCoreMicrosoftApps',
      apps: [android('com.contoso.one')],
    })
    const url = `${APPS}/androidManagedAppProtections/${id}`
    const core = await values(`${url}/apps`)
    t.equal(deployedAppCount, core.length)
    t.ok(core.some((app) => app['id'] === 'com.microsoft.office.word.android'))
    t.ok(core.every((app) => String(app['id']).startsWith('com.microsoft.')))
    await expecting(204, admin.post(`${url}/targetApps`, { apps: [], appGroupType: 'allMicrosoftApps' }))
    t.ok((await values(`${url}/apps?$top=999`)).length > core.length)
    t.match(await expecting(200, admin.get(url)), { appGroupType: 'allMicrosoftApps' })
    const own = { apps: [android('com.contoso.one')], appGroupType: 'selectedPublicApps' }
    await expecting(204, admin.post(`${url}/targetApps`, own))
    t.match(await expecting(200, admin.get(url)), { appGroupType: 'selectedPublicApps', deployedAppCount: 1 })
  })

  await t.test('B184: a protection that says nothing has the values of the portal', async (t) => {
    t.match(
      await expecting(200, admin.get(`${APPS}/androidManagedAppProtections/${ids['androidManagedAppProtections']}`)),
      {
        periodOfflineBeforeAccessCheck: 'PT12H',
        periodOnlineBeforeAccessCheck: 'PT30M',
        periodOfflineBeforeWipeIsEnforced: 'P90D',
        periodBeforePinReset: 'PT0S',
        minimumRequiredPatchVersion: '0000-00-00',
        minimumRequiredOsVersion: null,
        mobileThreatDefenseRemediationAction: 'block',
        allowedDataStorageLocations: [],
      },
    )
  })

  await t.test('B185: a configuration for apps has settings of its own and of the catalog', async (t) => {
    const { id, ...created } = await made('targetedManagedAppConfigurations', {
      appGroupType: 'allApps',
      customSettings: [{ name: 'a', value: 'b' }],
    })
    t.match(created, { appGroupType: 'allApps', deployedAppCount: 0, isAssigned: false })
    const settings = [
      {
        settingInstance: {
          '@odata.type': graph('deviceManagementConfigurationSimpleSettingInstance'),
          settingDefinitionId: 'x',
          simpleSettingValue: { '@odata.type': graph('deviceManagementConfigurationStringSettingValue'), value: 'y' },
        },
      },
    ]
    const url = `${APPS}/targetedManagedAppConfigurations('${id}')`
    await expecting(204, admin.post(`${url}/changeSettings`, { settings }))
    t.match(await values(`${url}/settings`), [{ id: '0', settingInstance: { settingDefinitionId: 'x' } }])
  })

  await t.test('B186: policies of Windows Information Protection expand their lists of AppLocker', async (t) => {
    const id = ids['windowsInformationProtectionPolicies']
    const expand = '$expand=protectedAppLockerFiles,exemptAppLockerFiles'
    t.match(await expecting(200, admin.get(`${APPS}/windowsInformationProtectionPolicies/${id}?${expand}`)), {
      protectedAppLockerFiles: [],
      exemptAppLockerFiles: [],
    })
  })
})
