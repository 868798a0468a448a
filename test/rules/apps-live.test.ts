/** What the service makes of apps in the profile live: B29, B160, B161 and B170. */
import t from 'tap'
import type { Test } from 'tap'
import { APPS, expecting, newApp, newWebApp, toGroup, webApp, win32App } from '../harness/app-content.js'
import { forEachEmulator } from '../harness/emulator.js'
import type { Emulator } from '../harness/emulator.js'

await forEachEmulator(t, checkLive, { profile: 'live' })

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

  await t.test('B169: an Office suite says with which files it begins', async (t) => {
    const suite = { '@odata.type': '#microsoft.graph.officeSuiteApp', displayName: 'a', publisher: 'b' }
    const format = (officeSuiteAppDefaultFileFormat: string): object => ({ ...suite, officeSuiteAppDefaultFileFormat })
    t.match(await expecting(400, admin.post(APPS, format('notConfigured'))), {
      error: { target: 'officeSuiteAppDefaultFileFormat' },
    })
    await expecting(201, admin.post(APPS, format('officeOpenXMLFormat')))
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
