/**
 * Shared access signatures: what lets a client read or write one blob until a certain time, without a token. They have the form of
 * Azure's service SAS; only this server makes and reads them.
 *
 * @see https://learn.microsoft.com/rest/api/storageservices/create-service-sas
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { UploadKey } from '../../store/content/folder.js'

/** Path of the storage face; behind it stand tenant and file, which to clients are container and blob. */
export const STORAGE = '/_intunite/storage'

const VERSION = '2024-11-04'
const RESOURCE = 'b'

/** What a signature allows: to read, or to write as well. */
export interface Access {
  readonly permissions: 'r' | 'rw'
  /** A time to the second, as `2026-03-02T09:14:07Z`. */
  readonly expires: string
  /** What the name of the blob ends with, for clients that look at it: `.zip`. */
  readonly extension?: string
}

export function sharedAccessUri(key: Buffer, origin: string, upload: UploadKey, access: Access): string {
  const { permissions, expires, extension = '' } = access
  const query = new URLSearchParams({ sv: VERSION, sr: RESOURCE, sp: permissions, se: expires })
  query.set('sig', signature(key, upload, query))
  return `${origin}${STORAGE}/${upload.tenantId}/${upload.id}${extension}?${query.toString()}`
}

/** Why a query does not give access to a blob; undefined if it does. */
export function refusedAccess(
  key: Buffer,
  upload: UploadKey,
  query: URLSearchParams,
  now: number,
): 'unsigned' | 'signature' | 'expired' | undefined {
  const sent = query.get('sig')
  if (sent === null) return 'unsigned'
  const [own, theirs] = [Buffer.from(signature(key, upload, query)), Buffer.from(sent)]
  if (own.length !== theirs.length || !timingSafeEqual(own, theirs)) return 'signature'
  // What is signed is a time.
  return Date.parse(query.get('se') ?? '') > now ? undefined : 'expired'
}

function signature(key: Buffer, { tenantId, id }: UploadKey, query: URLSearchParams): string {
  const signed = ['sp', 'se', 'sr', 'sv'].map((name) => query.get(name) ?? '')
  return createHmac('sha256', key)
    .update(`/blob/${tenantId}/${id}\n${signed.join('\n')}`)
    .digest('base64')
}
