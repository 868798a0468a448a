/**
 * How a blob comes about: block by block, or all at once.
 * @see https://learn.microsoft.com/rest/api/storageservices/put-block
 * @see https://learn.microsoft.com/rest/api/storageservices/put-blob
 */
import { createHash, randomBytes } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Clocks } from '../clock.js'
import { LARGEST_FILE } from '../services/content/states.js'
import type { Content } from '../store/content/content.js'
import type { Kept, UploadKey } from '../store/content/folder.js'
import type { Blob, Block, Upload } from '../store/content/uploads.js'
import type { Database, Work } from '../store/work.js'
import { bodyOf, contentLength, requireMd5, sentMd5, textHeader } from './asked.js'
import type { Asked } from './asked.js'
import { chooseBlocks, readBlockList } from './block-list.js'
import type { ListedBlock } from './block-list.js'
import { StorageError } from './errors.js'

export interface Writing {
  readonly database: Database
  readonly content: Content
  readonly clocks: Clocks
  /** Bytes that a tenant may upload. */
  readonly contentBytes: number
}

export type Headers = Readonly<Record<string, string>>

const LARGEST_BLOCK = 4000 * 2 ** 20
const LARGEST_BLOB = 5000 * 2 ** 20
const LARGEST_LIST = 8 * 2 ** 20
const LONGEST_ID = 64
const MOST_STAGED = 100_000

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

export async function putBlock(writing: Writing, { upload, query }: Asked, request: FastifyRequest): Promise<Headers> {
  const id = readBlockId(query.get('blockid'))
  const kept = await keepBody(writing, upload, request, LARGEST_BLOCK)
  const replaced = await storing(writing, upload, kept, function* () {
    yield* requireSameLength(writing, upload, id)
    return yield* writing.content.uploads.stage(upload, { id, file: kept.file, size: kept.size })
  })
  if (replaced !== undefined) await writing.content.release(upload, [replaced])
  return { 'content-md5': kept.md5 }
}

export async function putBlob(writing: Writing, { upload }: Asked, request: FastifyRequest): Promise<Headers> {
  const type = textHeader(request, 'x-ms-blob-type')
  if (type === undefined) throw new StorageError('MissingRequiredHeader', { HeaderName: 'x-ms-blob-type' })
  if (type !== 'BlockBlob')
    throw new StorageError('InvalidHeaderValue', { HeaderName: 'x-ms-blob-type', HeaderValue: type })
  const kept = await keepBody(writing, upload, request, LARGEST_BLOB)
  const blocks = [{ id: '', file: kept.file, size: kept.size }]
  const blob = { ...describe(writing, upload, request, blocks), contentMd5: kept.md5 }
  const dropped = await storing(writing, upload, kept, (found) => replace(writing, found, request, blob))
  await writing.content.release(upload, dropped)
  return { ...shown(blob), 'content-md5': kept.md5 }
}

export async function putBlockList(writing: Writing, { upload }: Asked, request: FastifyRequest): Promise<Headers> {
  const { xml, md5 } = await readText(request)
  requireMd5(sentMd5(request), md5)
  const listed = readBlockList(xml)
  const { blob, dropped } = await writing.database.write(() => commit(writing, upload, request, listed))
  await writing.content.release(upload, dropped)
  return shown(blob)
}

function* commit(writing: Writing, upload: UploadKey, request: FastifyRequest, listed: readonly ListedBlock[]) {
  const found = yield* writable(writing, upload)
  const staged = yield* writing.content.uploads.staged(upload)
  const blocks = chooseBlocks(listed, found.blob?.blocks ?? [], staged)
  const blob = describe(writing, upload, request, blocks)
  return { blob, dropped: yield* replace(writing, found, request, blob) }
}

/** Puts a blob in the place of another one, and of all blocks that wait. Gives the files that nothing needs any more. */
function* replace({ content }: Writing, found: Upload, request: FastifyRequest, blob: Blob): Work<string[]> {
  requireConditions(request, found.blob)
  requireRoom(blob.size, LARGEST_FILE)
  const before = [...(found.blob?.blocks ?? []), ...(yield* content.uploads.staged(found))]
  yield* content.uploads.putBlob(found, blob)
  const needed = new Set(blob.blocks.map(({ file }) => file))
  return before.map(({ file }) => file).filter((file) => !needed.has(file))
}

/** The body as a file, if there is room for it. */
async function keepBody(writing: Writing, upload: UploadKey, request: FastifyRequest, most: number): Promise<Kept> {
  const length = contentLength(request)
  if (length === 0 && most === LARGEST_BLOCK)
    throw new StorageError('InvalidHeaderValue', { HeaderName: 'Content-Length', HeaderValue: '0' })
  const md5 = sentMd5(request)
  requireRoom(length, most)
  await writing.database.read(function* () {
    yield* requireWritable(yield* writing.content.uploads.find(upload))
    requireRoom((yield* writing.content.uploads.bytesOf(upload.tenantId)) + length, writing.contentBytes)
  })
  const kept = await writing.content.folder.keep(upload, bodyOf(request))
  try {
    requireMd5(md5, kept.md5)
  } catch (error) {
    await writing.content.folder.remove(upload, [kept.file])
    throw error
  }
  return kept
}

/** Runs `work` with the upload as it is now, and removes the new file if that fails. */
async function storing<T>(
  writing: Writing,
  upload: UploadKey,
  { file, size }: Kept,
  work: (found: Upload) => Work<T>,
): Promise<T> {
  try {
    return await writing.database.write(function* () {
      const found = yield* writable(writing, upload)
      // Others may have written meanwhile.
      requireRoom((yield* writing.content.uploads.bytesOf(upload.tenantId)) + size, writing.contentBytes)
      return yield* work(found)
    })
  } catch (error) {
    await writing.content.folder.remove(upload, [file])
    throw error
  }
}

function* writable({ content }: Writing, upload: UploadKey): Work<Upload> {
  const found = yield* content.uploads.find(upload, true)
  yield* requireWritable(found)
  return found as Upload
}

/** What is committed stays as it is, also while it is being checked. */
function* requireWritable(found: Upload | undefined): Work<void> {
  if (found === undefined) throw new StorageError('ContainerNotFound')
  if (found.verdict === 'success' || (found.encryption !== null && found.verdict === null))
    throw new StorageError('BlobImmutableDueToPolicy')
}

function requireRoom(bytes: number, most: number): void {
  if (bytes > most) throw new StorageError('RequestBodyTooLarge', { MaxLimit: String(most) })
}

function readBlockId(sent: string | null): string {
  if (sent === null) throw new StorageError('MissingRequiredQueryParameter', { QueryParameterName: 'blockid' })
  const refused = { QueryParameterName: 'blockid', QueryParameterValue: sent.slice(0, 256) }
  if (sent === '' || !BASE64.test(sent))
    throw new StorageError('InvalidQueryParameterValue', { ...refused, Reason: 'Not a valid base64 string.' })
  if (Buffer.from(sent, 'base64').length > LONGEST_ID)
    throw new StorageError('InvalidQueryParameterValue', { ...refused, Reason: 'Block ID is longer than 64 bytes.' })
  return sent
}

/** All blocks of a blob have ids of one length. */
function* requireSameLength({ content }: Writing, upload: UploadKey, id: string): Work<void> {
  const { count, example = id } = yield* content.uploads.stagedFigures(upload)
  if (Buffer.from(example, 'base64').length !== Buffer.from(id, 'base64').length)
    throw new StorageError('InvalidBlobOrBlock')
  if (count >= MOST_STAGED) throw new StorageError('BlockCountExceedsLimit')
}

/** @see https://learn.microsoft.com/rest/api/storageservices/specifying-conditional-headers-for-blob-service-operations */
function requireConditions(request: FastifyRequest, blob: Blob | undefined): void {
  const [match, noneMatch] = [textHeader(request, 'if-match'), textHeader(request, 'if-none-match')]
  if (noneMatch === '*' && blob !== undefined) throw new StorageError('BlobAlreadyExists')
  if (match !== undefined && (blob === undefined || (match !== '*' && match !== blob.etag)))
    throw new StorageError('ConditionNotMet')
  if (noneMatch !== undefined && noneMatch === blob?.etag) throw new StorageError('ConditionNotMet')
}

function describe(
  { clocks }: Writing,
  { tenantId }: UploadKey,
  request: FastifyRequest,
  blocks: readonly Block[],
): Blob {
  return {
    blocks,
    size: blocks.reduce((sum, { size }) => sum + size, 0),
    etag: `"0x${randomBytes(8).toString('hex').toUpperCase()}"`,
    modified: clocks.of(tenantId).now(),
    contentType: textHeader(request, 'x-ms-blob-content-type') ?? 'application/octet-stream',
    contentMd5: textHeader(request, 'x-ms-blob-content-md5') ?? null,
  }
}

export function shown({ etag, modified }: Blob): Headers {
  return {
    etag,
    'last-modified': new Date(`${modified}Z`).toUTCString(),
    'x-ms-request-server-encrypted': 'true',
  }
}

async function readText(request: FastifyRequest): Promise<{ xml: string; md5: string }> {
  requireRoom(contentLength(request), LARGEST_LIST)
  const chunks: Buffer[] = []
  for await (const chunk of bodyOf(request) as AsyncIterable<Buffer>) chunks.push(chunk)
  const bytes = Buffer.concat(chunks)
  return { xml: bytes.toString('utf8'), md5: createHash('md5').update(bytes).digest('base64') }
}
