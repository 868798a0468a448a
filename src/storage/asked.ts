/** What a request of the storage face asks for: the blob, whether it may, and what its headers say. */
import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { refusedAccess } from '../services/content/shared-access.js'
import type { Clocks } from '../clock.js'
import type { UploadKey } from '../store/content/folder.js'
import { StorageError } from './errors.js'

export interface Asked {
  readonly upload: UploadKey
  readonly query: URLSearchParams
  /** `block`, `blocklist`; empty for the blob itself. */
  readonly component: string
}

const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/

/** A file of an app's content, or the archive with an exported report. */
const BLOB = /^((?:[A-Za-z0-9]+_)?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})(?:\.zip)?$/

/** Refuses what has no signature, one that is not ours, or one that is too old. */
export function readAsked(request: FastifyRequest, key: Buffer, clock: Clocks['milliseconds']): Asked {
  const { container, blob } = request.params as { readonly container: string; readonly blob: string }
  const url = request.raw.url ?? ''
  // A plus sign stands for itself: signatures and ids of blocks are full of them.
  const query = new URLSearchParams((url.split('?')[1] ?? '').replaceAll('+', '%2B'))
  const upload = { tenantId: container, id: BLOB.exec(blob)?.[1] ?? blob }
  const now = clock(container)
  const refused = refusedAccess(key, upload, query, now)
  if (refused === 'unsigned') throw new StorageError('NoAuthenticationInformation')
  if (refused === 'signature')
    throw new StorageError('AuthenticationFailed', { AuthenticationErrorDetail: 'Signature did not match.' })
  if (refused === 'expired')
    throw new StorageError('AuthenticationFailed', {
      AuthenticationErrorDetail: `Signature not valid in the specified time frame: Expiry [${query.get('se') ?? ''}] - Current [${new Date(now).toISOString()}]`,
    })
  request.tenantId = container
  // Only what this server signed comes so far, and it signs nothing else.
  if (!GUID.test(container) || !BLOB.test(blob)) throw new StorageError('InvalidUri')
  return { upload, query, component: query.get('comp') ?? '' }
}

/** Bytes of the body; it has to be told before. */
export function contentLength({ headers }: FastifyRequest): number {
  const sent = headers['content-length']
  if (sent === undefined) throw new StorageError('MissingContentLengthHeader')
  return Number(sent)
}

export function bodyOf({ body }: FastifyRequest): Readable {
  return body instanceof Readable ? body : Readable.from([])
}

/** The Content-MD5 of the body, where the client sent one. */
export function sentMd5({ headers }: FastifyRequest): string | undefined {
  const sent = headers['content-md5']
  if (sent === undefined) return undefined
  if (typeof sent !== 'string' || Buffer.from(sent, 'base64').length !== 16) throw new StorageError('InvalidMd5')
  return sent
}

export function requireMd5(sent: string | undefined, own: string): void {
  if (sent !== undefined && sent !== own)
    throw new StorageError('Md5Mismatch', { UserSpecifiedMd5: sent, ServerCalculatedMd5: own })
}

export function textHeader({ headers }: FastifyRequest, name: string): string | undefined {
  const sent = headers[name]
  return typeof sent === 'string' ? sent : undefined
}
