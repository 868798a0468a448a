/**
 * Compression of bodies in both directions. What an answer weighs is known before it goes out, so only those that are
 * worth it pay for the decision; requests without a body never meet any of this.
 */
import { pipeline } from 'node:stream'
import type { Transform } from 'node:stream'
import { promisify } from 'node:util'
import {
  brotliCompress,
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  deflate,
  gunzip,
  gzip,
} from 'node:zlib'
import { negotiate } from '@fastify/accept-negotiator'
import type { FastifyError, FastifyReply, FastifyRequest, preParsingHookHandler, RequestPayload } from 'fastify'
import { GraphError } from '../errors.js'
import type { BodiesInFlight } from './bodies-in-flight.js'

/** Answers shorter than this are not worth compressing. */
const COMPRESS_FROM = 2048

type Encoding = 'br' | 'gzip' | 'deflate'

/** In the order of our preference, where the client has none. */
const ENCODINGS: Encoding[] = ['br', 'gzip', 'deflate']

const ANY_OR_ALIAS = /\*|x-gzip/g

/** The level at which Brotli is as fast as gzip; its default is meant for files that are compressed once. */
const BROTLI_QUALITY = 4

/** A body as it goes out: as it is, or compressed if the client takes that. The reply is told which. */
export function compressed<B extends string | Buffer | undefined>(reply: FastifyReply, body: B): B | Promise<Buffer> {
  if (body === undefined || body.length < COMPRESS_FROM) return body
  const encoding = takenBy(reply.request, ENCODINGS)
  if (encoding === null) return body
  void reply.header('content-encoding', encoding)
  return COMPRESSORS[encoding](body)
}

/** The one of some encodings that a client likes best; null where it takes none of them. */
export function takenBy<E extends Encoding>({ headers }: FastifyRequest, encodings: E[]): E | null {
  const accepted = headers['accept-encoding']
  return accepted === undefined ? null : negotiate(accepted.toLowerCase().replace(ANY_OR_ALIAS, 'gzip'), encodings)
}

/** A body that is kept in gzip: as it is to a client that takes that. The reply is told. */
export function unpackedFor(reply: FastifyReply, packed: Uint8Array): Uint8Array | Promise<Uint8Array> {
  void reply.header('vary', 'accept-encoding')
  if (takenBy(reply.request, ['gzip']) === null) return unpack(packed)
  void reply.header('content-encoding', 'gzip')
  return packed
}

export function pack(text: string): Promise<Uint8Array> {
  return promisify<string, Buffer>(gzip)(text)
}

export function unpack(packed: Uint8Array): Promise<Buffer> {
  return promisify<Uint8Array, Buffer>(gunzip)(packed)
}

const COMPRESSORS: Readonly<Record<Encoding, (body: string | Buffer) => Promise<Buffer>>> = {
  br: (body) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }),
  gzip: (body) => promisify<string | Buffer, Buffer>(gzip)(body),
  deflate: (body) => promisify<string | Buffer, Buffer>(deflate)(body),
}

/** For routes with bodies: the body as it was before the client compressed it. */
export function decompressed(bodies: BodiesInFlight): preParsingHookHandler {
  return (request, reply, payload, done) => {
    const encoding = request.headers['content-encoding']?.trim().toLowerCase()
    if (encoding === undefined || encoding === '' || encoding === 'identity') return done(null, payload)
    const stream = DECOMPRESSORS.get(encoding)?.()
    if (stream === undefined)
      return done(
        new GraphError(
          415,
          'UnsupportedMediaType',
          `The content encoding '${encoding}' is not supported.`,
        ) as FastifyError,
      )
    done(null, bodies.counted(request.raw, reply.raw, inflated(payload, stream)))
  }
}

/** By the names that clients use. @see https://www.rfc-editor.org/rfc/rfc9110#name-gzip-coding */
const DECOMPRESSORS = new Map<string, () => Transform>([
  ['br', createBrotliDecompress],
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
])

/** What comes out is counted against the limit of bodies; what went in, against the length that the client named. */
function inflated(payload: RequestPayload, stream: Transform & RequestPayload): RequestPayload {
  stream.receivedEncodedLength = 0
  payload.on('data', (chunk: Buffer) => {
    stream.receivedEncodedLength = (stream.receivedEncodedLength ?? 0) + chunk.length
  })
  stream.on('error', (error) => {
    if (error instanceof GraphError) return
    Object.assign(error, { code: 'FST_ERR_CTP_ENCODED', message: 'the request body is not compressed as it says' })
  })
  pipeline(payload, stream, () => undefined)
  return stream
}
