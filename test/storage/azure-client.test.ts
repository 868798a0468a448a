/** The official client of Azure Storage, against the URI of a file (B163). */
import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { AnonymousCredential, BlockBlobClient, RestError } from '@azure/storage-blob'
import t from 'tap'
import { newApp, newFile, pack, settledFile, uriOf } from '../harness/app-content.js'
import { forEachDatabase } from '../harness/databases.js'
import { startEmulator } from '../harness/emulator.js'

await forEachDatabase(t, async (t, database) => {
  const { databaseUrl, dataFolder } = await database.preparedDatabase()
  const emulator = await startEmulator(t, { databaseUrl, data: dataFolder, switches: { immediateProcessing: true } })
  const { admin } = emulator
  const origin = await emulator.listen()
  const { encrypted, size, fileEncryptionInfo } = pack(randomBytes(3_000_000))

  async function newBlob(): Promise<{ client: BlockBlobClient; file: string }> {
    const { versions } = await newApp(admin)
    const { file } = await newFile(admin, versions, size, encrypted.length)
    return { file, client: new BlockBlobClient(await uriOf(admin, file, origin), new AnonymousCredential()) }
  }

  async function commits(file: string): Promise<unknown> {
    const committed = await admin.post(`${file}/commit`, { fileEncryptionInfo })
    if (committed.statusCode !== 204) throw new Error(committed.body)
    return (await settledFile(admin, file))['uploadState']
  }

  await t.test('B163: uploadData, in one request and in blocks', async (t) => {
    for (const options of [{}, { maxSingleShotSize: 100_000, blockSize: 400_000, concurrency: 4 }]) {
      const { client, file } = await newBlob()
      const { _response } = await client.uploadData(encrypted, options)
      t.equal(_response.status, 201)
      t.equal(await commits(file), 'commitFileSuccess')
    }
  })

  await t.test('B163: uploadStream', async (t) => {
    const { client, file } = await newBlob()
    const { etag, lastModified } = await client.uploadStream(Readable.from(encrypted), 256 * 1024, 5)
    t.ok(etag)
    t.ok(lastModified instanceof Date)
    t.equal(await commits(file), 'commitFileSuccess')
  })

  await t.test('B163: blocks are listed, chosen from both lists, and checked by their MD5', async (t) => {
    const { client, file } = await newBlob()
    const id = (n: number): string => Buffer.from(`block-${n}`).toString('base64')
    const half = 1_500_000
    await client.stageBlock(id(1), encrypted.subarray(0, half), half)
    await client.stageBlock(id(2), Buffer.from('another'), 7)
    const listed = await client.getBlockList('uncommitted')
    t.match(listed.uncommittedBlocks, [
      { name: id(1), size: half },
      { name: id(2), size: 7 },
    ])
    await client.commitBlockList([id(1), id(2)])
    await client.stageBlock(id(2), encrypted.subarray(half), encrypted.length - half)
    const both = await client.getBlockList('all')
    t.match(both.committedBlocks, [{ name: id(1) }, { name: id(2), size: 7 }])
    t.match(both.uncommittedBlocks, [{ name: id(2), size: encrypted.length - half }])
    await client.commitBlockList([id(1), id(2)])
    const { contentLength, blobType } = await client.getProperties()
    t.equal(contentLength, encrypted.length)
    t.equal(blobType, 'BlockBlob')
    t.ok((await client.downloadToBuffer()).equals(encrypted))
    t.ok((await client.downloadToBuffer(1_400_000, 200_000)).equals(encrypted.subarray(1_400_000, 1_600_000)))
    const wrong = { transactionalContentMD5: new Uint8Array(16) }
    await t.rejects(client.stageBlock(id(3), 'text', 4, wrong), { statusCode: 400, code: 'Md5Mismatch' })
    t.equal(await commits(file), 'commitFileSuccess')
    await t.rejects(client.uploadData(encrypted), { statusCode: 409, code: 'BlobImmutableDueToPolicy' })
  })

  await t.test('B163: refusals are errors of the client', async (t) => {
    const { client } = await newBlob()
    const missing: unknown = await client.getProperties().catch((error: unknown) => error)
    t.match(missing, { statusCode: 404, details: { errorCode: 'BlobNotFound' } })
    await t.rejects(client.commitBlockList([Buffer.from('none').toString('base64')]), { code: 'InvalidBlockList' })
    await client.uploadData(encrypted)
    await t.rejects(client.uploadData(encrypted, { conditions: { ifNoneMatch: '*' } }), { code: 'BlobAlreadyExists' })
    await t.rejects(client.delete(), { statusCode: 405, code: 'UnsupportedHttpVerb' })
    const forged = new BlockBlobClient(client.url.replace('sig=', 'sig=x'), new AnonymousCredential())
    const refused = await forged.uploadData(encrypted).catch((error: unknown) => error)
    t.ok(refused instanceof RestError)
    t.match(refused, { statusCode: 403, code: 'AuthenticationFailed' })
  })

  t.same(emulator.errors, [])
})
