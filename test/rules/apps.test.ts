/** What the service makes of apps: B29, B160 and B165 to B172. */
import t from 'tap'
import type { Test } from 'tap'
import { mappedPermissions } from '../../src/model/facts/permission-map.js'
import { APPS, expecting, newApp, win32App } from '../harness/app-content.js'
import { forEachEmulator } from '../harness/emulator.js'
import type { Client, Emulator } from '../harness/emulator.js'

const GROUP = '11111111-1111-4111-8111-111111111111'
const ROOT = '/beta/deviceAppManagement'

const webApp = {
  '@odata.type': '#microsoft.graph.webApp',
  displayName: 'Intranet',
  publisher: 'Contoso',
  appUrl: 'https://contoso.example',
}
const icon = { type: 'image/png', value: 'iVBORw0KGgo=' }
const toGroup = {
  '@odata.type': '#microsoft.graph.mobileAppAssignment',
  intent: 'required',
  target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: GROUP },
  settings: { '@odata.type': '#microsoft.graph.win32LobAppAssignmentSettings', notifications: 'showAll' },
}

type Row = Record<string, unknown> & { readonly id: string }

async function rowsAt(client: Client, url: string): Promise<Row[]> {
  return (await expecting(200, client.get(url)))['value'] as Row[]
}

async function newWebApp(client: Client, more: object = {}): Promise<string> {
  return (await expecting(201, client.post(APPS, { ...webApp, ...more }))).id
}

await forEachEmulator(t, async (t, emulator) => {
  const { admin } = emulator

  await t.test('B160: apps of stores and links are published at once, those of the business are not', async (t) => {
    t.match(await expecting(201, admin.post(APPS, webApp)), { publishingState: 'published', uploadState: 1 })
    const store = {
      '@odata.type': '#microsoft.graph.iosStoreApp',
      displayName: 'Notes',
      applicableDeviceType: { iPad: true },
    }
    t.match(await expecting(201, admin.post(APPS, store)), { publishingState: 'published', uploadState: 1 })
    for (const type of ['win32LobApp', 'macOSPkgApp', 'iosLobApp', 'windowsMobileMSI', 'managedAndroidLobApp']) {
      const app = { '@odata.type': `#microsoft.graph.${type}`, displayName: type, fileName: 'a.bin' }
      t.match(await expecting(201, admin.post(APPS, app)), { publishingState: 'notPublished', uploadState: 0 }, type)
    }
  })

  await t.test('B160: largeIcon is shown with the app, and is null in lists', async (t) => {
    const id = await newWebApp(admin, { displayName: 'With an icon', largeIcon: icon })
    t.match(await expecting(200, admin.get(`${APPS}/${id}`)), { largeIcon: icon })
    for (const version of ['v1.0', 'beta'])
      for (const query of ['', '&$select=id,largeIcon', '&$expand=assignments']) {
        const url = `/${version}/deviceAppManagement/mobileApps?$filter=displayName eq 'With an icon'${query}`
        const [row] = await rowsAt(admin, url)
        t.match(row, { id })
        t.equal(row?.['largeIcon'], null, url)
      }
    await expecting(200, admin.patch(`${APPS}/${id}`, { '@odata.type': webApp['@odata.type'], notes: 'kept' }))
    t.match(await expecting(200, admin.get(`${APPS}/${id}`)), { largeIcon: icon, notes: 'kept' })
  })

  await t.test('B29: an app that is not published is neither assigned nor related', async (t) => {
    const { url, id } = await newApp(admin)
    const other = await newWebApp(admin)
    const dependency = {
      '@odata.type': '#microsoft.graph.mobileAppDependency',
      targetId: other,
      dependencyType: 'detect',
    }
    for (const [path, body] of [
      ['assign', { mobileAppAssignments: [toGroup] }],
      ['assign', { mobileAppAssignments: [] }],
      ['assignments', toGroup],
      ['updateRelationships', { relationships: [dependency] }],
      ['relationships', dependency],
    ] as const) {
      const refused = await admin.post(`${url}/${path}`, body)
      t.equal(refused.statusCode, 400, path)
      t.match(refused.body, /Invalid operation: app's PublishingState is not 'Published'\./)
    }
    await expecting(400, admin.post(`${APPS}/${other}/relationships`, { ...dependency, targetId: id }))
    t.match(await expecting(200, admin.get(url)), { isAssigned: false, dependentAppCount: 0 })
    t.same(await rowsAt(admin, `${url}/assignments`), [])
  })

  await t.test(
    'B165: assignments of apps have ids of group, intent and kind, and isAssigned follows them',
    async (t) => {
      const id = await newWebApp(admin)
      const url = `${APPS}/${id}`
      const { settings, ...plain } = toGroup
      t.match(await expecting(201, admin.post(`${url}/assignments`, plain)), { id: `${GROUP}_1_0`, source: 'direct' })
      await expecting(409, admin.post(`${url}/assignments`, plain))
      t.match(await expecting(200, admin.get(url)), { isAssigned: true })
      const excluded = {
        ...plain,
        target: { '@odata.type': '#microsoft.graph.exclusionGroupAssignmentTarget', groupId: GROUP },
      }
      const sent = [
        { ...plain, intent: 'available' },
        { ...plain, intent: 'uninstall' },
        { ...plain, intent: 'availableWithoutEnrollment' },
        { ...excluded, intent: 'required' },
        { ...plain, settings },
      ]
      await expecting(204, admin.post(`${url}/assign`, { mobileAppAssignments: sent }))
      const rows = await rowsAt(admin, `${url}/assignments`)
      t.same(
        rows.map((row) => row.id).sort(),
        [0, 1, 2, 3]
          .map((n) => `${GROUP}_${n}_0`)
          .concat(`${GROUP}_1_1`)
          .sort(),
      )
      t.match(
        rows.find((row) => row.id === `${GROUP}_1_0`),
        { settings, intent: 'required', target: plain.target },
      )
      for (const row of rows) await expecting(204, admin.delete(`${url}/assignments/${row.id}`))
      t.match(await expecting(200, admin.get(url)), { isAssigned: false })
      await expecting(400, admin.post(`${url}/assignments`, { ...plain, intent: 'wanted' }))
    },
  )

  await t.test('B166: every tenant has the built-in categories, and they stay as they are', async (t) => {
    const own = await rowsAt(admin, `${ROOT}/mobileAppCategories?$orderby=displayName`)
    t.same(
      own.map(({ displayName }) => displayName),
      [
        'Books & Reference',
        'Business',
        'Collaboration & Social',
        'Computer management',
        'Data management',
        'Development & Design',
        'Other apps',
        'Photos & Media',
        'Productivity',
      ],
    )
    const [found] = await rowsAt(admin, `${ROOT}/mobileAppCategories?$filter=displayName eq 'productivity'`)
    const category = `${ROOT}/mobileAppCategories/${found?.id}`
    t.equal(found?.id, 'ed899483-3019-425e-a470-28e901b9790e')
    await expecting(400, admin.patch(category, { displayName: 'Mine' }))
    await expecting(400, admin.delete(category))
    const mine = (await expecting(201, admin.post(`${ROOT}/mobileAppCategories`, { displayName: 'Mine' }))).id
    const id = await newWebApp(admin)
    for (const each of [found?.id, mine]) {
      const reference = { '@odata.id': `https://graph.microsoft.com${ROOT}/mobileAppCategories/${each}` }
      await expecting(204, admin.post(`${APPS}/${id}/categories/$ref`, reference))
    }
    const { categories } = await expecting(200, admin.get(`${APPS}/${id}?$expand=categories`))
    t.same((categories as Row[]).map((row) => row.id).sort(), [found?.id, mine].sort())
    await expecting(204, admin.delete(`${APPS}/${id}/categories/${found?.id}/$ref`))
    await expecting(204, admin.delete(`${ROOT}/mobileAppCategories/${mine}`))
    t.same(await rowsAt(admin, `${APPS}/${id}/categories`), [])
  })

  await t.test('B167: relationships are shown from both ends, counted, and replaced as a whole', async (t) => {
    const [one, two, three] = await Promise.all(
      ['One', 'Two', 'Three'].map((displayName) => newWebApp(admin, { displayName })),
    )
    const dependency = {
      '@odata.type': '#microsoft.graph.mobileAppDependency',
      targetId: two,
      dependencyType: 'autoInstall',
    }
    const supersedence = {
      '@odata.type': '#microsoft.graph.mobileAppSupersedence',
      targetId: three,
      supersedenceType: 'replace',
    }
    const update = (app: string | undefined, relationships: object[]): Promise<Row> =>
      expecting(204, admin.post(`${APPS}/${app}/updateRelationships`, { relationships }))
    const at = (app: string | undefined, query = ''): Promise<Row[]> =>
      rowsAt(admin, `${APPS}/${app}/relationships${query}`)

    await update(one, [dependency, supersedence])
    const child = "?$filter=targetType eq microsoft.graph.mobileAppRelationshipType'child'"
    t.match(
      (await at(one, child)).sort((a, b) =>
        String(a['targetDisplayName']).localeCompare(String(b['targetDisplayName'])),
      ),
      [
        { ...supersedence, id: `${one}_${three}`, sourceId: one, targetDisplayName: 'Three', targetType: 'child' },
        {
          ...dependency,
          id: `${one}_${two}`,
          sourceDisplayName: 'One',
          targetPublisher: 'Contoso',
          targetType: 'child',
        },
      ],
    )
    t.match(await at(two), [
      { ...dependency, id: `${two}_${one}`, targetId: one, targetDisplayName: 'One', targetType: 'parent' },
    ])
    const countsOf = async (app: string | undefined): Promise<unknown[]> => {
      const found = await expecting(200, admin.get(`${APPS}/${app}`))
      return ['dependentAppCount', 'supersedingAppCount', 'supersededAppCount'].map((name) => found[name])
    }
    t.same(await Promise.all([one, two, three].map(countsOf)), [
      [1, 1, 0],
      [0, 0, 0],
      [0, 0, 1],
    ])
    // What a client has read, it may send back.
    await update(two, [...(await at(two)), { ...supersedence, targetId: three }])
    t.same((await at(two)).map(({ id }) => id).sort(), [`${two}_${one}`, `${two}_${three}`].sort())
    t.same(await countsOf(three), [0, 0, 2])

    await expecting(400, admin.delete(`${APPS}/${two}/relationships/${two}_${one}`))
    await expecting(204, admin.delete(`${APPS}/${one}/relationships/${one}_${two}`))
    t.same(
      (await at(two)).map(({ id }) => id),
      [`${two}_${three}`],
    )
    t.match(await expecting(201, admin.post(`${APPS}/${one}/relationships`, dependency)), { id: `${one}_${two}` })
    await expecting(409, admin.post(`${APPS}/${one}/relationships`, dependency))
    await update(one, [])
    t.same(await at(one), [])
    t.same(await countsOf(one), [0, 0, 0])
    await expecting(204, admin.delete(`${APPS}/${three}`))
    t.same([await at(two), await countsOf(two)], [[], [0, 0, 0]])
    for (const targetId of [two, '99999999-9999-4999-8999-999999999999']) {
      const refused = await admin.post(`${APPS}/${two}/updateRelationships`, {
        relationships: [{ ...dependency, targetId }],
      })
      t.equal(refused.statusCode, targetId === two ? 400 : 404)
      t.equal(refused.json<{ error: { target: string } }>().error.target, 'targetId')
    }
  })

  await t.test('B168: the rules of a Win32 app are told in both forms', async (t) => {
    const { url } = await newApp(admin)
    const made = await expecting(200, admin.get(url))
    t.match(made, {
      rules: win32App.rules,
      detectionRules: [
        {
          '@odata.type': '#microsoft.graph.win32LobAppFileSystemDetection',
          path: 'C:\\Program Files\\Contoso',
          detectionType: 'exists',
          operator: 'notConfigured',
          detectionValue: null,
        },
      ],
      requirementRules: [],
    })
    const script = { enforceSignatureCheck: false, runAs32Bit: true, scriptContent: 'ZWNobyAx' }
    const older = {
      detectionRules: [{ '@odata.type': '#microsoft.graph.win32LobAppPowerShellScriptDetection', ...script }],
      requirementRules: [
        {
          '@odata.type': '#microsoft.graph.win32LobAppRegistryRequirement',
          operator: 'greaterThanOrEqual',
          detectionValue: '5.0',
          check32BitOn64System: true,
          keyPath: 'HKLM\\Software\\Contoso',
          valueName: 'Version',
          detectionType: 'version',
        },
      ],
    }
    const type = { '@odata.type': win32App['@odata.type'] }
    await expecting(200, admin.patch(url, { ...type, ...older }))
    const rules = [
      { '@odata.type': '#microsoft.graph.win32LobAppPowerShellScriptRule', ruleType: 'detection', ...script },
      {
        '@odata.type': '#microsoft.graph.win32LobAppRegistryRule',
        ruleType: 'requirement',
        operator: 'greaterThanOrEqual',
        comparisonValue: '5.0',
        keyPath: 'HKLM\\Software\\Contoso',
        operationType: 'version',
      },
    ]
    t.match(await expecting(200, admin.get(`/v1.0${url.slice(5)}`)), { rules })
    const read = await expecting(200, admin.get(url))
    t.match(read, { ...older, rules })
    await expecting(200, admin.patch(url, { ...type, rules: read['rules'] }))
    t.match(await expecting(200, admin.get(url)), { ...older, rules })
    const product = {
      '@odata.type': '#microsoft.graph.win32LobAppProductCodeRule',
      ruleType: 'detection',
      productCode: '{A}',
    }
    const refused = await expecting(400, admin.patch(url, { ...type, rules: [rules[0], product] }))
    t.match(refused, { error: { target: 'rules' } })
    await expecting(200, admin.patch(url, { ...type, rules: [product, product] }))
    t.match(await expecting(200, admin.get(url)), {
      detectionRules: [{ '@odata.type': '#microsoft.graph.win32LobAppProductCodeDetection', productCode: '{A}' }, {}],
    })
  })

  await t.test('B171: setAsManagedInstaller turns the managed installer on and off', async (t) => {
    const url = `${ROOT}/windowsManagementApp`
    const admin = await (await emulator.newTenant()).as(...mappedPermissions())
    t.match(await expecting(200, admin.get(url)), { managedInstaller: 'disabled' })
    for (const managedInstaller of ['enabled', 'disabled', 'enabled']) {
      await expecting(204, admin.post(`${url}/setAsManagedInstaller`))
      t.match(await expecting(200, admin.get(url)), {
        managedInstaller,
        managedInstallerConfiguredDateTime: /^\d\d?\/\d\d?\/\d{4} \d\d?:\d\d:\d\d [AP]M \+00:00$/,
      })
    }
  })

  await t.test('B172: the token of a VPP token is written and never shown', async (t) => {
    const url = `${ROOT}/vppTokens`
    const tokenOf = (expDate: string): string =>
      Buffer.from(JSON.stringify({ token: 'secret', expDate, orgName: 'Contoso' })).toString('base64')
    const body = { displayName: 'Contoso', appleId: 'vpp@contoso.example' }
    const made = await expecting(201, admin.post(url, { ...body, token: tokenOf('2199-05-01T12:00:00+0000') }))
    t.match(made, { token: null })
    const valid = await expecting(201, admin.post(url, { ...body, token: tokenOf('2199-05-01T12:00:00+00:00') }))
    t.match(valid, {
      token: null,
      state: 'valid',
      organizationName: 'Contoso',
      expirationDateTime: '2199-05-01T12:00:00Z',
    })
    t.match(await expecting(200, admin.patch(`${url}/${valid.id}`, { token: tokenOf('2001-05-01T12:00:00Z') })), {
      token: null,
      state: 'expired',
    })
    t.match(await expecting(200, admin.post(`${url}/${valid.id}/syncLicenses`)), {
      id: valid.id,
      token: null,
      lastSyncStatus: 'completed',
    })
    t.notMatch(await expecting(200, admin.get(`${url}/${valid.id}`)), { lastSyncDateTime: '0001-01-01T00:00:00Z' })
    t.notMatch((await admin.get(url)).body, tokenOf('2001-05-01T12:00:00Z'))
    await expecting(204, admin.post(`${url}/${valid.id}/revokeLicenses`, { notifyManagedDevices: false }))
    await expecting(204, admin.post(`${url}/syncLicenseCounts`))
    await expecting(404, admin.post(`${url}/99999999-9999-4999-8999-999999999999/syncLicenses`))
  })

  await t.test('B173: certificates, keys and books are plain', async () => {
    const book = { '@odata.type': '#microsoft.graph.iosVppEBook', displayName: 'Manual', publisher: 'Contoso' }
    for (const [set, body] of [
      ['enterpriseCodeSigningCertificates', { content: 'AAAA', subject: 'CN=Contoso' }],
      ['iosLobAppProvisioningConfigurations', { displayName: 'Profile', payloadFileName: 'a', payload: 'AAAA' }],
      ['managedEBooks', book],
    ] as const) {
      const { id } = await expecting(201, admin.post(`${ROOT}/${set}`, body))
      await expecting(200, admin.get(`${ROOT}/${set}/${id}`))
      await expecting(204, admin.delete(`${ROOT}/${set}/${id}`))
    }
    await expecting(200, admin.get(`${ROOT}/symantecCodeSigningCertificate`))
  })

  t.same(emulator.errors, [])
})

t.test('in the profile live', async (t) => {
  await forEachEmulator(t, checkLive, { profile: 'live' })
})

async function checkLive(t: Test, { admin }: Emulator): Promise<void> {
  await t.test('B170: apps of a store are not created', async (t) => {
    for (const [type, more] of [
      ['iosVppApp', {}],
      ['androidManagedStoreApp', { packageId: 'com.contoso' }],
      ['microsoftStoreForBusinessApp', {}],
      ['managedIOSStoreApp', { appStoreUrl: 'https://a.example', minimumSupportedOperatingSystem: { v15_0: true } }],
    ] as const) {
      const body = { '@odata.type': `#microsoft.graph.${type}`, displayName: type, ...more }
      t.match(await expecting(400, admin.post(APPS, body)), { error: { target: '@odata.type' } }, type)
    }
    await expecting(201, admin.post(APPS, webApp))
  })

  await t.test('B160: what the service fixes when an app is created is not changed', async (t) => {
    const id = await newWebApp(admin)
    const whole = await expecting(200, admin.get(`${APPS}/${id}`))
    await expecting(204, admin.patch(`${APPS}/${id}`, { ...whole, '@odata.type': webApp['@odata.type'], notes: 'new' }))
    const changed = { '@odata.type': webApp['@odata.type'], appUrl: 'https://other.example' }
    t.match(await expecting(400, admin.patch(`${APPS}/${id}`, changed)), { error: { target: 'appUrl' } })
    t.match(await expecting(200, admin.get(`${APPS}/${id}`)), { appUrl: webApp.appUrl, notes: 'new' })
  })

  await t.test('B161: committedContentVersion names a content version', async (t) => {
    const { url, versions } = await newApp(admin)
    await expecting(400, admin.post(`${url}/contentVersions`, {}))
    await expecting(201, admin.post(versions, {}))
    for (const committedContentVersion of ['4', 'any text', null]) {
      const patch = { '@odata.type': win32App['@odata.type'], committedContentVersion }
      if (committedContentVersion === null) await expecting(204, admin.patch(url, patch))
      else t.match(await expecting(400, admin.patch(url, patch)), { error: { target: 'committedContentVersion' } })
    }
    t.match(await expecting(200, admin.get(url)), { publishingState: 'notPublished' })
  })

  await t.test('B29: Microsoft Edge takes no filter', async (t) => {
    const edge = { '@odata.type': '#microsoft.graph.windowsMicrosoftEdgeApp', displayName: 'Edge', channel: 'stable' }
    const { id } = await expecting(201, admin.post(APPS, edge))
    const filter = await expecting(
      201,
      admin.post('/beta/deviceManagement/assignmentFilters', {
        displayName: 'All',
        platform: 'windows10AndLater',
        rule: '(device.manufacturer -eq "Contoso")',
      }),
    )
    const filtered = {
      deviceAndAppManagementAssignmentFilterId: filter.id,
      deviceAndAppManagementAssignmentFilterType: 'include',
    }
    const { settings: _win32, ...plain } = toGroup
    const assignment = { ...plain, target: { ...plain.target, ...filtered } }
    t.match(await expecting(400, admin.post(`${APPS}/${id}/assign`, { mobileAppAssignments: [assignment] })), {
      error: { target: 'target' },
    })
    await expecting(200, admin.post(`${APPS}/${id}/assign`, { mobileAppAssignments: [plain] }))
  })
}
