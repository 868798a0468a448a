/**
 * The storage face: where clients upload the content of apps, and download exported reports. It takes from them what Azure Storage takes (B163): blocks,
 * lists of blocks, whole blobs. Clients that hold the URI of a file may write it until its signature expires; they need no token.
 * Bodies are not held in memory, and may be as large as Azure takes them.
 *
 * @see https://learn.microsoft.com/rest/api/storageservices/blob-service-rest-api
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { acceptOrigins } from '../http/cors.js'
import { takeUpload } from '../http/uploads.js'
import { STORAGE } from '../services/content/shared-access.js'
import { readAsked, textHeader } from './asked.js'
import type { Asked } from './asked.js'
import { sendStorageError, StorageError } from './errors.js'
import { getBlob, getBlockList } from './reads.js'
import { putBlob, putBlock, putBlockList } from './writes.js'
import type { Headers, Writing } from './writes.js'

export interface StorageFaceDeps extends Writing {
  /** Signs what gives access to a blob. */
  readonly key: Buffer
}

/** Also those that nothing here answers to: they are refused in the words of the service. */
const METHODS = ['GET', 'HEAD', 'PUT', 'POST', 'PATCH', 'DELETE'] as const

const VERSION = '2024-11-04'

export function storageFace(deps: StorageFaceDeps) {
  return async (app: FastifyInstance): Promise<void> => {
    acceptOrigins(app, `${STORAGE}/*`)
    app.removeAllContentTypeParsers()
    // What reads the body decides how much of it is taken.
    app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    app.setErrorHandler((error, request, reply) => sendStorageError(error, request, reply))
    app.addHook('onRequest', (request, reply, done) => {
      void reply.headers({
        'x-ms-request-id': request.correlation.requestId,
        'x-ms-version': textHeader(request, 'x-ms-version') ?? VERSION,
        'cache-control': 'no-store',
      })
      const own = textHeader(request, 'x-ms-client-request-id')
      if (own !== undefined) void reply.header('x-ms-client-request-id', own)
      done()
    })
    app.route({
      method: [...METHODS],
      url: `${STORAGE}/:container/:blob`,
      exposeHeadRoute: false,
      handler: (request, reply) => answer(deps, request, reply),
    })
  }
}

async function answer(deps: StorageFaceDeps, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const asked = readAsked(request, deps.key, deps.clocks.milliseconds)
  if (request.method === 'PUT') {
    takeUpload(request.raw)
    void reply.code(201).headers(await put(deps, asked, request))
    return reply.send()
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') throw new StorageError('UnsupportedHttpVerb')
  if (asked.component === 'blocklist' && request.method === 'GET') return getBlockList(deps, asked, reply)
  if (asked.component === '') return reply.send(await getBlob(deps, asked, request, reply))
  throw unknownComponent(asked)
}

async function put(deps: StorageFaceDeps, asked: Asked, request: FastifyRequest): Promise<Headers> {
  if (asked.query.get('sp') === 'r') throw new StorageError('AuthorizationPermissionMismatch')
  switch (asked.component) {
    case 'block':
      return putBlock(deps, asked, request)
    case 'blocklist':
      return putBlockList(deps, asked, request)
    case '':
      return putBlob(deps, asked, request)
    default:
      throw unknownComponent(asked)
  }
}

function unknownComponent({ component }: Asked): StorageError {
  return new StorageError('InvalidQueryParameterValue', {
    QueryParameterName: 'comp',
    QueryParameterValue: component.slice(0, 256),
  })
}
