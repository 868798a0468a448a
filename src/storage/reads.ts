/**
 * What clients ask of a blob that they are uploading: its properties, its blocks, its bytes.
 * @see https://learn.microsoft.com/rest/api/storageservices/get-blob
 */
import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Content } from '../store/content/content.js'
import type { UploadKey } from '../store/content/folder.js'
import type { Blob, Block } from '../store/content/uploads.js'
import type { Database } from '../store/work.js'
import { textHeader } from './asked.js'
import type { Asked } from './asked.js'
import { writeBlockList } from './block-list.js'
import { StorageError } from './errors.js'
import { shown } from './writes.js'

export interface Reading {
  readonly database: Database
  readonly content: Content
}

export async function getBlockList(reading: Reading, { upload, query }: Asked, reply: FastifyReply): Promise<string> {
  const { blob, staged } = await find(reading, upload)
  const type = query.get('blocklisttype') ?? 'committed'
  const lists: Record<string, readonly Block[]> = {}
  if (!['committed', 'uncommitted', 'all'].includes(type))
    throw new StorageError('InvalidQueryParameterValue', {
      QueryParameterName: 'blocklisttype',
      QueryParameterValue: type.slice(0, 256),
    })
  if (type !== 'uncommitted') lists['CommittedBlocks'] = blob?.blocks.filter(({ id }) => id !== '') ?? []
  if (type !== 'committed') lists['UncommittedBlocks'] = staged
  if (blob === undefined && staged.length === 0) throw new StorageError('BlobNotFound')
  void reply.header('content-type', 'application/xml')
  if (blob !== undefined) void reply.headers({ ...shown(blob), 'x-ms-blob-content-length': String(blob.size) })
  return writeBlockList(lists)
}

/** HEAD gets the same without the bytes. */
export async function getBlob(
  reading: Reading,
  { upload }: Asked,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Readable | undefined> {
  const { blob } = await find(reading, upload)
  if (blob === undefined) throw new StorageError('BlobNotFound')
  const range = readRange(request, blob)
  const [start, end] = range ?? [0, blob.size]
  void reply.code(range === undefined ? 200 : 206).headers({
    ...shown(blob),
    'accept-ranges': 'bytes',
    'content-type': blob.contentType,
    'content-length': String(end - start),
    'x-ms-blob-type': 'BlockBlob',
    'x-ms-lease-status': 'unlocked',
    'x-ms-lease-state': 'available',
    'x-ms-server-encrypted': 'true',
    ...(range === undefined ? {} : { 'content-range': `bytes ${start}-${end - 1}/${blob.size}` }),
    ...(blob.contentMd5 === null
      ? {}
      : { [range === undefined ? 'content-md5' : 'x-ms-blob-content-md5']: blob.contentMd5 }),
  })
  return request.method === 'HEAD'
    ? undefined
    : Readable.from(reading.content.folder.read(upload, blob.blocks, start, end))
}

async function find(
  { database, content }: Reading,
  upload: UploadKey,
): Promise<{ readonly blob: Blob | undefined; readonly staged: readonly Block[] }> {
  return database.read(function* () {
    const found = yield* content.uploads.find(upload)
    if (found === undefined) throw new StorageError('ContainerNotFound')
    return { blob: found.blob, staged: yield* content.uploads.staged(upload) }
  })
}

const RANGE = /^bytes=(\d{1,15})-(\d{0,15})$/

/** One range, from its first byte up to before its end. */
function readRange(request: FastifyRequest, { size }: Blob): readonly [start: number, end: number] | undefined {
  const sent = textHeader(request, 'x-ms-range') ?? textHeader(request, 'range')
  if (sent === undefined || request.method === 'HEAD') return undefined
  const [, first, last = ''] = RANGE.exec(sent) ?? []
  if (first === undefined)
    throw new StorageError('InvalidHeaderValue', { HeaderName: 'Range', HeaderValue: sent.slice(0, 256) })
  const [start, end] = [Number(first), last === '' ? size : Math.min(Number(last) + 1, size)]
  if (start >= end) throw new StorageError('InvalidRange')
  return [start, end]
}
