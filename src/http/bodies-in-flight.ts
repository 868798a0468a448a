/**
 * How much memory the bodies of requests take at once, on all connections together: while they arrive, and what is made of
 * them until the request is answered. Many large bodies at once must not end the process, so one that finds no room is
 * answered with 503, and the rest of it is read and dropped.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { PassThrough } from 'node:stream'
import { getHeapStatistics } from 'node:v8'
import type { FastifyInstance, FastifyRequest, RequestPayload } from 'fastify'
import { GraphError } from '../errors.js'

/** Smaller bodies are not counted: a connection costs as much. */
const COUNTED_FROM = 16 * 1024

/** Milliseconds that a body may take to arrive while others find no room. */
const MAY_TAKE = 5000

/** Bytes that a JSON value takes at most beside its text: an empty object, and its place in what it is in. */
const VALUE = 64

/** Far more than there are in a body of the full size that says anything. A batch may have as many; its parts have less. */
export const MOST_VALUES = 250_000

interface Body {
  readonly began: number
  complete: boolean
  bytes: number
  readonly refuse: () => void
}

export interface BodiesInFlight {
  /** The same body, counted as it passes. */
  counted(request: IncomingMessage, response: ServerResponse, payload: RequestPayload): RequestPayload
  /** Counts what is made of a body as well; refuses where there is no room for it, or more than `most` values are in it. */
  read(request: IncomingMessage, body: Uint8Array, most: number): void
}

/** A part of what the heap of this process has room for. */
export function bytesForHeap(heap = getHeapStatistics().heap_size_limit): number {
  return Math.floor(heap / 4)
}

export function createBodiesInFlight(room = bytesForHeap()): BodiesInFlight {
  let held = 0
  const open = new Map<IncomingMessage, Body>()
  const release = (request: IncomingMessage): void => {
    held -= open.get(request)?.bytes ?? 0
    open.delete(request)
  }
  /** False where others leave no room. A body that is alone has room. */
  const hold = (body: Body, bytes: number): boolean => {
    if (held + bytes > room && held > body.bytes) {
      const now = performance.now()
      for (const other of open.values())
        if (other !== body && !other.complete && now - other.began > MAY_TAKE) other.refuse()
      if (held + bytes > room && held > body.bytes) return false
    }
    held += bytes
    body.bytes += bytes
    return true
  }
  const begin = (request: IncomingMessage, response: ServerResponse, refuse: () => void): Body => {
    const known = open.get(request)
    if (known === undefined) for (const end of ['finish', 'close']) response.once(end, () => release(request))
    const body = { began: known?.began ?? performance.now(), complete: false, bytes: known?.bytes ?? 0, refuse }
    open.set(request, body)
    return body
  }
  return {
    counted(request, response, payload) {
      const passed: PassThrough & RequestPayload = new PassThrough()
      // The reader may have left already: the request is answered.
      passed.on('error', () => undefined)
      const stop = (error: Error): void => {
        payload.unpipe(passed)
        passed.destroy(error)
      }
      const refuse = (): void => {
        release(request)
        stop(noRoom())
      }
      const body = begin(request, response, refuse)
      payload.on('data', (chunk: Buffer) => {
        passed.receivedEncodedLength =
          payload.receivedEncodedLength ?? (passed.receivedEncodedLength ?? 0) + chunk.length
        if (open.get(request) === body && !hold(body, chunk.length)) refuse()
      })
      payload.once('end', () => (body.complete = true))
      payload.once('error', stop)
      payload.once('close', () => {
        if (!body.complete) stop(Object.assign(new Error('the request body ended early'), { code: 'ECONNRESET' }))
      })
      payload.pipe(passed)
      return passed
    },
    read(request, body, most) {
      if (body.length < COUNTED_FROM) return
      const values = countValues(body)
      if (values > most) throw tooManyValues(most)
      const known = open.get(request)
      if (known !== undefined && !hold(known, body.length * 2 + values * VALUE)) throw noRoom()
    },
  }
}

/** Counts the bodies that come to any route but those of `trusted`. */
export function countBodies(app: FastifyInstance, bodies: BodiesInFlight, trusted: string): void {
  app.addHook('preParsing', (request, reply, payload, done) => {
    const { 'content-length': length, 'transfer-encoding': encoding } = request.raw.headers
    if (encoding === undefined && (length === undefined || Number(length) < COUNTED_FROM)) return done(null, payload)
    if (isTrusted(request, trusted)) return done(null, payload)
    done(null, bodies.counted(request.raw, reply.raw, payload))
  })
}

function isTrusted({ routeOptions }: FastifyRequest, trusted: string): boolean {
  return routeOptions.url?.startsWith(`${trusted}/`) === true
}

function noRoom(): GraphError {
  return new GraphError(503, 'ServiceUnavailable', 'The service is temporarily unavailable.', {
    form: 'nested',
    headers: { 'retry-after': '1' },
  })
}

export function tooManyValues(most: number): GraphError {
  return new GraphError(413, 'RequestEntityTooLarge', `The request has more than ${most} values.`)
}

const [QUOTE, BACKSLASH, COMMA, BRACKET, BRACE] = [0x22, 0x5c, 0x2c, 0x5b, 0x7b]

/** About how many values a JSON text has: one for each comma and each beginning of an array or object. */
export function countValues(text: Uint8Array): number {
  let values = 1
  for (let i = 0; i < text.length; i += 1) {
    const character = text[i]
    if (character === QUOTE) {
      for (i = text.indexOf(QUOTE, i + 1); i > 0 && isEscaped(text, i);) i = text.indexOf(QUOTE, i + 1)
      if (i < 0) break
    } else if (character === COMMA || character === BRACKET || character === BRACE) values += 1
  }
  return values
}

function isEscaped(text: Uint8Array, at: number): boolean {
  let before = at
  while (text[before - 1] === BACKSLASH) before -= 1
  return (at - before) % 2 === 1
}
