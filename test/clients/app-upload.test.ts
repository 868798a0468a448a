/**
 * How tools upload Win32 and macOS apps, request by request in the manner of each, over TLS under Microsoft's names: the
 * PowerShell module IntuneWin32App, the PowerShell samples for Intune, and WinTuner. What one of them sends, and in which form, is
 * said beside it. @see docs/clients/app-uploads.md
 */
import { randomBytes } from 'node:crypto'
import t from 'tap'
import type { Test } from 'tap'
import { blockListOf, pack, win32App } from '../harness/app-content.js'
import type { Packed } from '../harness/app-content.js'
import { forEachDatabase } from '../harness/databases.js'
import { startAsMicrosoft } from './microsoft.js'
import { GRAPH, signIn } from './tool.js'
import type { Json, Tool } from './tool.js'

const APPS = `${GRAPH}/deviceAppManagement/mobileApps`
const CATEGORIES = `${GRAPH}/deviceAppManagement/mobileAppCategories`
const GROUP = '11111111-1111-4111-8111-111111111111'

/** A tool that uploads: to storage without its token, waiting for states of files. */
interface Uploader extends Tool {
  upload(url: string, body: Buffer | string, headers?: Record<string, string>): Promise<void>
  waitFor(url: string, state: string): Promise<Json>
}

async function uploader(fetch: typeof globalThis.fetch): Promise<Uploader> {
  const tool = await signIn(fetch)
  return {
    ...tool,
    async upload(url, body, headers = {}) {
      const response = await fetch(url, { method: 'PUT', body: new Uint8Array(Buffer.from(body)), headers })
      if (response.status !== 201) throw new Error(`PUT ${url}: ${response.status} ${await response.text()}`)
    },
    async waitFor(url, state) {
      for (;;) {
        const found = await tool.ask('GET', url, 200)
        if (found['uploadState'] === state) return found
        if (found['uploadState'] !== state.replace('Success', 'Pending'))
          throw new Error(`${url} is in the state ${String(found['uploadState'])}`)
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    },
  }
}

/** Blocks with ids of four digits, as text in ISO 8859-1 as Invoke-WebRequest sends it. */
async function uploadAsPowerShell(
  { upload }: Uploader,
  uri: string,
  { encrypted }: Packed,
  size: number,
): Promise<void> {
  const ids: string[] = []
  for (let at = 0; at < encrypted.length; at += size) {
    const id = Buffer.from(String(ids.length).padStart(4, '0'), 'ascii').toString('base64')
    ids.push(id)
    await upload(`${uri}&comp=block&blockid=${id}`, encrypted.subarray(at, at + size), {
      'x-ms-blob-type': 'BlockBlob',
      'content-type': 'text/plain; charset=iso-8859-1',
    })
  }
  await upload(`${uri}&comp=blocklist`, blockListOf(ids), { 'content-type': 'text/plain; charset=UTF-8' })
}

async function intuneWin32App(t: Test, tool: Uploader, packed: Packed): Promise<string> {
  const { ask, waitFor } = tool
  await ask(
    'GET',
    "https://graph.microsoft.com/beta/deviceManagement/getRoleScopeTagsByResource(resource='MobileApps')?$filter=displayName eq 'Default'",
    200,
  )
  const categories = await ask('GET', `${CATEGORIES}?$filter=displayName eq 'Computer management'`, 200)
  const [category] = categories['value'] as Json[]
  const app = await ask('POST', APPS, 201, {
    ...win32App,
    detectionRules: [
      {
        '@odata.type': '#microsoft.graph.win32LobAppRegistryDetection',
        operator: 'notConfigured',
        detectionValue: null,
        check32BitOn64System: false,
        keyPath: 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso',
        valueName: 'Version',
        detectionType: 'exists',
      },
    ],
    rules: undefined,
    requirementRules: [],
    msiInformation: null,
    runAs32bit: undefined,
    roleScopeTagIds: ['0'],
  })
  t.equal(app['@odata.type'], '#microsoft.graph.win32LobApp')
  await ask('POST', `${APPS}/${app.id}/categories/$ref`, 204, { '@odata.id': `${CATEGORIES}/${category?.id}` })
  const versions = `${APPS}/${app.id}/microsoft.graph.win32LobApp/contentVersions`
  const version = await ask('POST', versions, 201, {})
  t.equal(version.id, '1')
  const file = await ask('POST', `${versions}/1/files`, 201, {
    '@odata.type': '#microsoft.graph.mobileAppContentFile',
    name: 'IntunePackage.intunewin',
    size: packed.size,
    sizeEncrypted: packed.encrypted.length,
    manifest: null,
    isDependency: false,
  })
  t.equal(file['uploadState'], 'azureStorageUriRequestPending')
  const url = `${versions}/1/files/${file.id}`
  const requested = await waitFor(url, 'azureStorageUriRequestSuccess')
  t.match(requested['azureStorageUri'], /^https:\/\/graph\.microsoft\.com\/_intunite\/storage\//)
  // It renews the URI when the upload takes longer than seven and a half minutes.
  await ask('POST', `${url}/renewUpload`, 204, {})
  const renewed = await waitFor(url, 'azureStorageUriRenewalSuccess')
  await uploadAsPowerShell(tool, String(renewed['azureStorageUri']), packed, 6 * 1024 * 1024)
  await ask('POST', `${url}/commit`, 204, { fileEncryptionInfo: packed.fileEncryptionInfo })
  await waitFor(url, 'commitFileSuccess')
  await ask('PATCH', `${APPS}/${app.id}`, 200, {
    '@odata.type': '#microsoft.graph.win32LobApp',
    committedContentVersion: version.id,
  })
  t.match(await ask('GET', `${APPS}/${app.id}?$select=id,publishingState`, 200), { publishingState: 'published' })
  await ask('POST', `${APPS}/${app.id}/assignments`, 201, {
    '@odata.type': '#microsoft.graph.mobileAppAssignment',
    intent: 'required',
    source: 'direct',
    target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: GROUP },
    settings: {
      '@odata.type': '#microsoft.graph.win32LobAppAssignmentSettings',
      notifications: 'showAll',
      restartSettings: null,
      deliveryOptimizationPriority: 'notConfigured',
      installTimeSettings: null,
    },
  })
  return app.id
}

/** Blocks of 1 MiB, key in parentheses, `assign`. */
async function powerShellSamples(t: Test, tool: Uploader, packed: Packed): Promise<string> {
  const { ask, waitFor } = tool
  const app = await ask('POST', APPS, 201, {
    '@odata.type': '#microsoft.graph.macOSLobApp',
    displayName: 'Contoso for Mac',
    description: 'Contoso',
    publisher: 'Contoso',
    fileName: 'contoso.pkg',
    bundleId: 'com.contoso.mac',
    buildNumber: '1',
    childApps: [],
    minimumSupportedOperatingSystem: { v10_13: true },
  })
  const of = `https://graph.microsoft.com/beta/deviceAppManagement/mobileApps('${app.id}')`
  const versions = `${of}/microsoft.graph.macOSLobApp/contentVersions`
  const { id: version } = await ask('POST', versions, 201, {})
  const manifest = Buffer.from('<?xml version="1.0"?><plist/>').toString('base64')
  const file = await ask('POST', `${versions}/${version}/files`, 201, {
    '@odata.type': '#microsoft.graph.mobileAppContentFile',
    name: 'contoso.pkg',
    size: packed.size,
    sizeEncrypted: packed.encrypted.length,
    manifest,
  })
  const url = `${versions}/${version}/files/${file.id}`
  const { azureStorageUri } = await waitFor(url, 'azureStorageUriRequestSuccess')
  await uploadAsPowerShell(tool, String(azureStorageUri), packed, 1024 * 1024)
  await ask('POST', `${url}/commit`, 204, { fileEncryptionInfo: packed.fileEncryptionInfo })
  t.match(await waitFor(url, 'commitFileSuccess'), { manifest, isCommitted: true })
  await ask('PATCH', of, 200, { '@odata.type': '#microsoft.graph.macOSLobApp', committedContentVersion: version })
  await ask('POST', `${of}/assign`, 204, {
    mobileAppAssignments: [
      {
        '@odata.type': '#microsoft.graph.mobileAppAssignment',
        intent: 'available',
        target: { '@odata.type': '#microsoft.graph.allLicensedUsersAssignmentTarget' },
      },
    ],
  })
  return app.id
}

/** Blocks with GUIDs as ids, bytes, `assign`, and the app before as superseded. */
async function winTuner(t: Test, tool: Uploader, packed: Packed, older: string): Promise<string> {
  const { ask, upload, waitFor } = tool
  const app = await ask('POST', APPS, 201, { ...win32App, displayVersion: '2.0', allowAvailableUninstall: true })
  const versions = `${APPS}/${app.id}/microsoft.graph.win32LobApp/contentVersions`
  const { id: version } = await ask('POST', versions, 201, { '@odata.type': '#microsoft.graph.mobileAppContent' })
  const file = await ask('POST', `${versions}/${version}/files`, 201, {
    '@odata.type': '#microsoft.graph.mobileAppContentFile',
    name: 'IntunePackage.intunewin',
    size: packed.size,
    sizeEncrypted: packed.encrypted.length,
    isDependency: false,
  })
  const url = `${versions}/${version}/files/${file.id}`
  const { azureStorageUri } = await waitFor(url, 'azureStorageUriRequestSuccess')
  const ids = ['6f9b2b1e-0000-4000-8000-000000000000', '6f9b2b1e-0000-4000-8000-000000000001'].map((id) =>
    Buffer.from(id).toString('base64'),
  )
  const half = Math.ceil(packed.encrypted.length / 2)
  await Promise.all(
    ids.map((id, i) =>
      upload(
        `${String(azureStorageUri)}&comp=block&blockid=${encodeURIComponent(id)}`,
        packed.encrypted.subarray(i * half, (i + 1) * half),
        { 'content-type': 'application/octet-stream', 'x-ms-blob-type': 'BlockBlob' },
      ),
    ),
  )
  await upload(`${String(azureStorageUri)}&comp=blocklist`, blockListOf(ids), { 'content-type': 'application/xml' })
  await ask('POST', `${url}/commit`, 204, {
    fileEncryptionInfo: { '@odata.type': '#microsoft.graph.fileEncryptionInfo', ...packed.fileEncryptionInfo },
  })
  await waitFor(url, 'commitFileSuccess')
  await ask('PATCH', `${APPS}/${app.id}`, 200, {
    '@odata.type': '#microsoft.graph.win32LobApp',
    committedContentVersion: version,
  })
  await ask('POST', `${APPS}/${app.id}/updateRelationships`, 204, {
    relationships: [
      { '@odata.type': '#microsoft.graph.mobileAppSupersedence', targetId: older, supersedenceType: 'update' },
    ],
  })
  t.match(await ask('GET', `${APPS}/${app.id}/relationships`, 200), {
    value: [{ targetId: older, targetType: 'child' }],
  })
  t.match(await ask('GET', `${APPS}/${older}`, 200), { supersededAppCount: 1 })
  await ask('POST', `${APPS}/${app.id}/assign`, 204, {
    mobileAppAssignments: [
      {
        '@odata.type': '#microsoft.graph.mobileAppAssignment',
        intent: 'required',
        target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' },
        settings: { '@odata.type': '#microsoft.graph.win32LobAppAssignmentSettings', notifications: 'hideAll' },
      },
    ],
  })
  return app.id
}

await forEachDatabase(t, async (t, database) => {
  const { databaseUrl, dataFolder } = await database.preparedDatabase()
  const { emulator, fetch } = await startAsMicrosoft(t, { databaseUrl, data: dataFolder })
  const tool = await uploader(fetch)
  const packed = pack(randomBytes(7_000_000))
  let older = ''
  let newer = ''

  await t.test('IntuneWin32App uploads and assigns a Win32 app (B161 to B165)', async (t) => {
    older = await intuneWin32App(t, tool, packed)
    t.match(await tool.ask('GET', `${APPS}/${older}?$expand=categories,assignments`, 200), {
      size: packed.size,
      isAssigned: true,
      categories: [{ displayName: 'Computer management' }],
      assignments: [{ id: `${GROUP}_1_0` }],
      rules: [{ '@odata.type': '#microsoft.graph.win32LobAppRegistryRule', ruleType: 'detection' }],
    })
  })

  await t.test('the PowerShell samples upload and assign a macOS app (B161 to B165)', async (t) => {
    const id = await powerShellSamples(t, tool, packed)
    t.match(await tool.ask('GET', `${APPS}/${id}`, 200), { publishingState: 'published', isAssigned: true })
  })

  await t.test('WinTuner uploads a version that supersedes another (B161 to B167)', async (t) => {
    const id = await winTuner(t, tool, packed, older)
    t.match(await tool.ask('GET', `${APPS}/${id}`, 200), { publishingState: 'published', supersedingAppCount: 1 })
    newer = id
  })

  await t.test('Terraform keeps mobile_app_supersedence as planned (B167)', async (t) => {
    const { ask } = tool
    const relationships = `${APPS}/${newer}/relationships`
    await ask('POST', `${APPS}/${newer}/updateRelationships`, 204, { relationships: [] })
    const type = { '@odata.type': '#microsoft.graph.mobileAppSupersedence' }
    const { id } = await ask('POST', relationships, 201, { ...type, targetId: older, supersedenceType: 'update' })
    t.match(await ask('GET', `${relationships}/${id}`, 200), { targetId: older, supersedenceType: 'update' })
    await ask('PATCH', `${relationships}/${id}`, 200, { ...type, supersedenceType: 'replace' })
    t.match(await ask('GET', relationships, 200), { value: [{ supersedenceType: 'replace' }] })
    await ask('DELETE', `${relationships}/${id}`, 204)
    for (const app of [newer, older]) await ask('DELETE', `${APPS}/${app}`, 204)
  })

  t.same(emulator.errors, [])
})
