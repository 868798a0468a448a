/** The content of an app from its first version to the published app (B161 to B164). */
import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import {
  APPS,
  blockListOf,
  expecting,
  newApp,
  newFile,
  pack,
  settledFile,
  uploadInBlocks,
  uriOf,
  win32App,
} from '../harness/app-content.js'
import { forEachDatabase } from '../harness/databases.js'
import { startEmulator } from '../harness/emulator.js'
import { bringBack, dropSnapshot, takeSnapshot } from '../../src/services/state/snapshots.js'

await forEachDatabase(t, async (t, database) => {
  const { databaseUrl, dataFolder } = await database.preparedDatabase()
  const emulator = await startEmulator(t, { databaseUrl, data: dataFolder, switches: { immediateProcessing: true } })
  const origin = await emulator.listen()
  const { admin, store } = emulator
  const packed = pack(randomBytes(300_000))
  const sizes = [packed.size, packed.encrypted.length] as const
  const { fileEncryptionInfo } = packed

  await t.test('B161: an app is published by its committed content', async (t) => {
    const { url, versions } = await newApp(admin)
    t.match(await expecting(200, admin.get(url)), {
      publishingState: 'notPublished',
      uploadState: 0,
      committedContentVersion: null,
      size: 0,
    })
    const { version, versionId, file } = await newFile(admin, versions, ...sizes)
    t.equal(versionId, '1')
    const ready = await settledFile(admin, file)
    t.match(ready, { uploadState: 'azureStorageUriRequestSuccess', isCommitted: false, sizeEncrypted: sizes[1] })
    t.match(ready['azureStorageUri'], /^http:\/\/localhost:8080\/_intunite\/storage\/.*\?sv=.*&sig=/)
    t.ok(Date.parse(String(ready['azureStorageUriExpirationDateTime'])) > Date.now())

    await uploadInBlocks(await uriOf(admin, file, origin), packed.encrypted, 100_000)
    await expecting(204, admin.post(`${file}/commit`, { fileEncryptionInfo }))
    t.match(await settledFile(admin, file), { uploadState: 'commitFileSuccess', isCommitted: true })

    const patch = { '@odata.type': '#microsoft.graph.win32LobApp', committedContentVersion: versionId }
    t.match(await expecting(200, admin.patch(url, patch)), { publishingState: 'published', uploadState: 1 })
    t.match(await expecting(200, admin.get(url)), {
      publishingState: 'published',
      uploadState: 1,
      committedContentVersion: '1',
      size: packed.size,
    })
    t.match(await expecting(200, admin.get(`/v1.0${url.slice('/beta'.length)}`)), { publishingState: 'published' })

    await t.test('B164: what is committed stays', async (t) => {
      for (const gone of [version, file]) await expecting(400, admin.delete(gone))
      await expecting(400, admin.patch(file, { '@odata.type': '#microsoft.graph.mobileAppContentFile', size: 1 }))
      await expecting(400, admin.post(`${file}/commit`, { fileEncryptionInfo }))
      await expecting(400, admin.post(`${file}/renewUpload`, {}))
      const uri = await uriOf(admin, file, origin)
      const refused = await fetch(`${uri}&comp=blocklist`, { method: 'PUT', body: blockListOf([]) })
      t.equal(refused.status, 409)
      t.match(await refused.text(), /<Code>BlobImmutableDueToPolicy<\/Code>/)
      t.match(await expecting(200, admin.get(file)), { isCommitted: true })
    })

    await t.test('B161: the next version has the next number, and replaces the one before', async (t) => {
      const other = await newFile(admin, versions, ...sizes)
      t.equal(other.versionId, '2')
      await expecting(400, admin.patch(url, { ...patch, committedContentVersion: '2' }))
      await uploadInBlocks(await uriOf(admin, other.file, origin), packed.encrypted, 400_000)
      await expecting(204, admin.post(`${other.file}/commit`, { fileEncryptionInfo }))
      await settledFile(admin, other.file)
      t.match(await expecting(200, admin.patch(url, { ...patch, committedContentVersion: '2' })), {
        committedContentVersion: '2',
      })
      const { value } = await expecting(200, admin.get(versions))
      t.same((value as { id: string }[]).map(({ id }) => id).sort(), ['1', '2'])
      const third = await newFile(admin, versions, ...sizes)
      await expecting(204, admin.delete(third.version))
      t.equal((await newFile(admin, versions, ...sizes)).versionId, '3', 'a number that is free again is used again')
    })

    await t.test('the bytes are in the content folder, and go with the app', async (t) => {
      const folder = join(dataFolder, 'content')
      t.ok(readdirSync(folder).length > 0)
      const id = file.slice(file.lastIndexOf('/') + 1)
      const [tenant = ''] = readdirSync(folder)
      t.ok(existsSync(join(folder, tenant, id)))
      await expecting(204, admin.delete(url))
      while (existsSync(join(folder, tenant, id))) await new Promise((resolve) => setTimeout(resolve, 50))
      t.same(await store.database.read(() => store.content.uploads.bytesOf(tenant)), 0)
    })
  })

  await t.test('B161: a commit fails whose content is not what it says', async (t) => {
    const { versions } = await newApp(admin)
    const commits = async (bytes: Buffer | undefined, info: object | null, size = sizes[1]): Promise<unknown> => {
      const { file } = await newFile(admin, versions, sizes[0], size)
      const uri = await uriOf(admin, file, origin)
      if (bytes !== undefined) await uploadInBlocks(uri, bytes, 200_000)
      await expecting(204, admin.post(`${file}/commit`, { fileEncryptionInfo: info }))
      const { uploadState, isCommitted } = await settledFile(admin, file)
      t.equal(isCommitted, uploadState === 'commitFileSuccess')
      return uploadState
    }
    const { encrypted } = packed
    const flipped = Buffer.from(encrypted)
    flipped[100_000] = (flipped[100_000] ?? 0) ^ 1
    t.equal(await commits(undefined, fileEncryptionInfo), 'commitFileFailed', 'nothing was uploaded')
    t.equal(await commits(encrypted.subarray(1), fileEncryptionInfo), 'commitFileFailed', 'a byte is missing')
    t.equal(await commits(encrypted, fileEncryptionInfo, sizes[1] + 1), 'commitFileFailed', 'sizeEncrypted is wrong')
    t.equal(await commits(flipped, fileEncryptionInfo), 'commitFileFailed', 'a bit is wrong')
    t.equal(await commits(encrypted, null), 'commitFileFailed', 'no fileEncryptionInfo')
    const other = pack(Buffer.alloc(0)).fileEncryptionInfo
    for (const name of ['encryptionKey', 'initializationVector', 'mac', 'macKey', 'fileDigest'] as const)
      t.equal(await commits(encrypted, { ...fileEncryptionInfo, [name]: other[name] }), 'commitFileFailed', name)
    for (const name of ['encryptionKey', 'initializationVector', 'mac', 'macKey', 'fileDigest'] as const)
      t.equal(await commits(encrypted, { ...fileEncryptionInfo, [name]: null }), 'commitFileFailed', `no ${name}`)
    t.equal(
      await commits(encrypted, { ...fileEncryptionInfo, profileIdentifier: 'ProfileVersion2' }),
      'commitFileFailed',
    )
    t.equal(await commits(encrypted, fileEncryptionInfo), 'commitFileSuccess')
    const { file } = await newFile(admin, versions, ...sizes)
    const badly = { ...fileEncryptionInfo, mac: 'no base64!' }
    t.match(await expecting(400, admin.post(`${file}/commit`, { fileEncryptionInfo: badly })), {
      error: { target: /mac/ },
    })
  })

  await t.test('B161: a commit that failed is repeated with other content', async (t) => {
    const { versions } = await newApp(admin)
    const { file } = await newFile(admin, versions, ...sizes)
    const uri = await uriOf(admin, file, origin)
    await uploadInBlocks(uri, randomBytes(sizes[1]), 400_000)
    await expecting(204, admin.post(`${file}/commit`, { fileEncryptionInfo }))
    t.match(await settledFile(admin, file), { uploadState: 'commitFileFailed' })
    await uploadInBlocks(uri, packed.encrypted, 400_000)
    await expecting(204, admin.post(`${file}/commit`, { fileEncryptionInfo }))
    t.match(await settledFile(admin, file), { uploadState: 'commitFileSuccess' })
  })

  await t.test('B162: renewUpload gives another URI', async (t) => {
    const { versions } = await newApp(admin)
    const { file } = await newFile(admin, versions, ...sizes)
    const first = await uriOf(admin, file, origin)
    await new Promise((resolve) => setTimeout(resolve, 1100))
    await expecting(204, admin.post(`${file}/renewUpload`, {}))
    const renewed = await settledFile(admin, file)
    t.match(renewed, { uploadState: 'azureStorageUriRenewalSuccess' })
    const uri = await uriOf(admin, file, origin)
    t.not(uri, first)
    for (const each of [first, uri]) await uploadInBlocks(each, packed.encrypted, 400_000)
  })

  await t.test('B161: versions and files are of the app that they are in, and of types with content', async (t) => {
    const { url, versions } = await newApp(admin)
    t.match(await expecting(201, admin.post(`${url}/contentVersions`, {})), { id: '1' }, 'documented asks for no cast')
    await expecting(404, admin.post(`${url}/microsoft.graph.iosLobApp/contentVersions`, {}))
    await expecting(404, admin.get(`${versions}/2`))
    await expecting(404, admin.post(`${versions}/7/files`, { name: 'a', size: 1, sizeEncrypted: 1 }))
    const { version } = await newFile(admin, versions, ...sizes)
    for (const [name, value] of [
      ['size', -1],
      ['sizeEncrypted', 31 * 2 ** 30],
    ] as const) {
      const refused = await expecting(
        400,
        admin.post(`${version}/files`, { name: 'a', size: 1, sizeEncrypted: 1, [name]: value }),
      )
      t.match(refused, { error: { target: name } })
    }
    const web = { '@odata.type': '#microsoft.graph.webApp', displayName: 'Intranet', appUrl: 'https://contoso.example' }
    const { id } = await expecting(201, admin.post(APPS, web))
    await expecting(404, admin.post(`${APPS}/${id}/microsoft.graph.win32LobApp/contentVersions`, {}))
    t.match(await admin.post(`${APPS}/${id}/contentVersions`, {}), { statusCode: /4\d\d/ }, 'of a link')
  })

  await t.test('B161: what clients say of the state of a new app is overlooked', async (t) => {
    const said = {
      publishingState: 'published',
      uploadState: 1,
      committedContentVersion: '4',
      size: 7,
      isAssigned: true,
    }
    const made = await expecting(201, admin.post(APPS, { ...win32App, ...said }))
    const own = {
      publishingState: 'notPublished',
      uploadState: 0,
      committedContentVersion: null,
      size: 0,
      isAssigned: false,
    }
    t.match(made, own)
    t.match(await expecting(200, admin.get(`${APPS}/${made.id}`)), own)
    const type = { '@odata.type': win32App['@odata.type'] }
    t.match(
      await expecting(200, admin.patch(`${APPS}/${made.id}`, { ...type, ...said, committedContentVersion: null })),
      own,
    )
    await expecting(400, admin.patch(`${APPS}/${made.id}`, { ...type, committedContentVersion: '4' }))
    const text = { ...type, committedContentVersion: 'Committed Content Version value' }
    const { committedContentVersion } = text
    const kept = { ...own, committedContentVersion }
    t.match(await expecting(200, admin.patch(`${APPS}/${made.id}`, text)), kept, 'as the reference has it')
  })

  t.same(emulator.errors, [])

  await t.test('what a snapshot holds stays until the snapshot goes', async (t) => {
    const { versions } = await newApp(admin)
    const { file } = await newFile(admin, versions, ...sizes)
    const uri = await uriOf(admin, file, origin)
    const [, tenant = '', id = ''] = /storage\/([^/]+)\/([^?]+)/.exec(uri) ?? []
    const upload = { tenantId: tenant, id }
    const deps = { model: store.model, database: store.database }
    const readBlob = async (): Promise<Buffer> => {
      const found = await store.database.read(() => store.content.uploads.find(upload))
      const chunks: Buffer[] = []
      for await (const chunk of store.content.folder.read(upload, found?.blob?.blocks ?? [])) chunks.push(chunk)
      return Buffer.concat(chunks)
    }
    await uploadInBlocks(uri, packed.encrypted, 100_000)
    await takeSnapshot(deps, tenant, { id: 'c', name: 'content', description: undefined, createdAt: '2026-01-01' })
    await uploadInBlocks(uri, Buffer.from('something else'), 100)
    await store.content.sweep()
    t.equal((await readBlob()).toString(), 'something else')
    await bringBack(deps, tenant, 'content')
    t.ok((await readBlob()).equals(packed.encrypted))
    await dropSnapshot(deps, tenant, 'content')
    t.same(await store.database.read(() => store.content.uploads.inSnapshots(upload)), new Set())
  })
})

t.test('B162: what is asked for is pending first, and done a second later by the clock', async (t) => {
  await forEachDatabase(t, async (t, database) => {
    let ms = Date.parse('2026-03-02T09:14:07Z')
    const clock = { milliseconds: () => ms, now: () => new Date(ms).toISOString().slice(0, -1) }
    const { databaseUrl, dataFolder } = await database.newDatabase()
    const { admin, listen } = await startEmulator(t, { databaseUrl, data: dataFolder, clock })
    const origin = await listen()
    const { versions } = await newApp(admin)
    const { encrypted, size, fileEncryptionInfo } = pack(Buffer.from('content'))
    const { file, version } = await newFile(admin, versions, size, encrypted.length)
    const stateOf = async (url = file): Promise<unknown> => (await expecting(200, admin.get(url)))['uploadState']
    t.equal(await stateOf(), 'azureStorageUriRequestPending')
    t.match(await expecting(200, admin.get(file)), { azureStorageUri: null, azureStorageUriExpirationDateTime: null })
    ms += 999
    t.equal(await stateOf(), 'azureStorageUriRequestPending')
    ms += 1
    t.match((await expecting(200, admin.get(`${version}/files`)))['value'], [
      { uploadState: 'azureStorageUriRequestSuccess' },
    ])
    t.equal(await stateOf(), 'azureStorageUriRequestSuccess')
    t.match(await expecting(200, admin.get(file)), { azureStorageUriExpirationDateTime: '2026-03-02T09:24:08Z' })
    t.match(await expecting(200, admin.get(`${version}?$expand=files`)), { files: [{ uploadState: /Success/ }] })

    const uri = await uriOf(admin, file, origin)
    ms += 600_000
    const late = await fetch(`${uri}&comp=blocklist`, { method: 'PUT', body: blockListOf([]) })
    t.equal(late.status, 403)
    t.match(await late.text(), /<Code>AuthenticationFailed<\/Code>.*Signature not valid in the specified time frame/s)
    await expecting(204, admin.post(`${file}/renewUpload`, {}))
    t.equal(await stateOf(), 'azureStorageUriRenewalPending')
    ms += 1000
    t.equal(await stateOf(), 'azureStorageUriRenewalSuccess')
    await uploadInBlocks(await uriOf(admin, file, origin), encrypted, 1000)
    await expecting(204, admin.post(`${file}/commit`, { fileEncryptionInfo }))
    t.equal(await stateOf(), 'commitFilePending')
    ms += 1000
    t.match(await settledFile(admin, file), { uploadState: 'commitFileSuccess' })
  })
})
