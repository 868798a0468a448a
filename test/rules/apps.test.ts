/** What the service makes of apps: B29, B160, B165, B166 and B171 to B173. */
import t from 'tap'
import { mappedPermissions } from '../../src/model/facts/permission-map.js'
import { APPS, expecting, GROUP, newApp, newWebApp, rowsAt, toGroup, webApp } from '../harness/app-content.js'
import type { Row } from '../harness/app-content.js'
import { forEachEmulator } from '../harness/emulator.js'

const ROOT = '/beta/deviceAppManagement'

const icon = { type: 'image/png', value: 'iVBORw0KGgo=' }

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

  await t.test('B169: a package of the catalog is told as an app, which can be created', async (t) => {
    const packages = '/beta/deviceAppManagement/mobileAppCatalogPackages'
    const [found] = (await expecting(200, emulator.admin.get(packages)))['value'] as { id: string }[]
    const convert = (id = ''): ReturnType<typeof emulator.admin.get> =>
      emulator.admin.get(`${APPS}/convertFromMobileAppCatalogPackage(mobileAppCatalogPackageId='${id}')`)
    const { id: _none, ...app } = await expecting(200, convert(found?.id))
    t.match(app, { '@odata.type': '#microsoft.graph.win32CatalogApp', displayName: '7-Zip', displayVersion: '24.09' })
    t.match(await expecting(201, emulator.admin.post(APPS, app)), {
      displayName: '7-Zip',
      mobileAppCatalogPackageId: found?.id,
    })
    await expecting(404, convert('nothing'))
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
