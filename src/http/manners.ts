/** What any good HTTP server does, for the Graph face: compression in both directions, and CORS. */
import compress from '@fastify/compress'
import cors from '@fastify/cors'
import type { FastifyInstance } from 'fastify'
import { GraphError } from '../errors.js'

/** @see https://learn.microsoft.com/graph/errors */
const EXPOSED_HEADERS = [
  'ETag',
  'Location',
  'Preference-Applied',
  'Content-Range',
  'request-id',
  'client-request-id',
  'ReadWriteConsistencyToken',
  'Retry-After',
  'SdkVersion',
  'WWW-Authenticate',
  'x-ms-client-gcc-tenant',
  'X-Planner-Operationid',
  'x-ms-permissions-recommendations',
]

/** Answers shorter than this are not worth compressing. */
const COMPRESS_FROM = 2048

export async function mindManners(app: FastifyInstance): Promise<void> {
  await app.register(cors, {
    // Answers to clients that are no browser need none of it.
    origin: (origin, decide) => decide(null, origin === undefined ? false : '*'),
    methods: ['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS'],
    exposedHeaders: EXPOSED_HEADERS,
    maxAge: 3600,
    optionsSuccessStatus: 200,
    strictPreflight: false,
  })
  await app.register(compress, {
    threshold: COMPRESS_FROM,
    encodings: ['br', 'gzip', 'deflate'],
    // The body limit of Fastify counts what comes out of here.
    requestEncodings: ['br', 'gzip', 'deflate', 'identity'],
    onUnsupportedRequestEncoding: (encoding) =>
      new GraphError(415, 'UnsupportedMediaType', `The content encoding '${encoding}' is not supported.`),
    // What is returned here is only merged into the error of zlib.
    onInvalidRequestPayload: () =>
      Object.assign(new Error('the request body is not compressed as it says'), { code: 'FST_ERR_CTP_ENCODED' }),
  })
}
