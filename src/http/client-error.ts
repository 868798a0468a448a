/** What does not even parse as HTTP still gets an error in Graph's envelope. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { randomUUID } from 'node:crypto'
import { GraphError } from '../errors.js'
import { errorBody } from './error-body.js'
import { isDraining } from './unread-bodies.js'
import { waitForUpload } from './uploads.js'

/** How long the client has to read the answer and to close once it has gone out, in milliseconds. */
const LINGER = 1000

/** Of a request that did not arrive within {@link REQUEST_TIMEOUT}. */
const LATE = 'ERR_HTTP_REQUEST_TIMEOUT'

/** Connections that get no further answer than the one to what could not be read. */
const ended = new WeakSet<Socket>()

/**
 * The answers to the requests before come first, since they are complete and being worked on. A request whose body is
 * what cannot be read gets this answer in place of its own.
 */
export function answerUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable || isDraining(socket))
    return void socket.destroy()
  if (ended.has(socket)) return
  if (error.code === LATE && waitForUpload(socket, () => answerUnreadable(error, socket))) return
  ended.add(socket)
  afterAnswers(socket, () => sendFailure(toFailure(error.code), socket))
}

/** Node keeps the response that is being written at its socket, and puts the next one there when that one is sent. */
function afterAnswers(socket: Socket & { readonly _httpMessage?: ServerResponse | null }, then: () => void): void {
  const { _httpMessage: current } = socket
  if (current === null || current === undefined || !current.req.complete) return then()
  current.once('close', () => afterAnswers(socket, then))
}

function sendFailure(failure: GraphError, socket: Socket): void {
  if (socket.destroyed || !socket.writable) return void socket.destroy()
  const requestId = randomUUID()
  const body = errorBody(failure, { requestId, clientRequestId: requestId }, new Date().toISOString())
  socket.end(
    `HTTP/1.1 ${failure.status} ${failure.code}\r\ncontent-type: application/json\r\nrequest-id: ${requestId}\r\nclient-request-id: ${requestId}\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
    () => {
      // A client that never closes is closed.
      const timer = setTimeout(() => socket.destroy(), LINGER).unref()
      socket.once('close', () => clearTimeout(timer))
    },
  )
  // What still comes is dropped.
  socket.resume()
}

/** Milliseconds until the whole request must have come, headers and body; an upload that goes on has more. */
export const REQUEST_TIMEOUT = 120_000

/** Milliseconds after which a connection is closed on which nothing moves, in either direction. */
export const IDLE_TIMEOUT = 150_000

/**
 * Tells clients for how many seconds they can use a connection again. Node would say so itself if it had a time for idle
 * connections of their own; but then it makes two timers for each request.
 */
export const KEEP_ALIVE = `timeout=${IDLE_TIMEOUT / 1000 - 5}`

/** For Node's server, on every socket that it listens to. */
export const SERVER_OPTIONS = {
  // Node would refuse without a body what requireHost refuses with one.
  requireHostHeader: false,
  // The request line counts: the longest query string has room, whatever stands beside it.
  maxHeaderSize: 160 * 1024,
  // How often Node looks for requests that take too long to arrive.
  connectionsCheckingInterval: 2000,
} as const

/** A request line may name the whole URL, as clients write it that take this for a proxy. */
export function pathOnly({ url = '/' }: Pick<IncomingMessage, 'url'>): string {
  if (url.charCodeAt(0) === 0x2f) return url
  const path = url.replace(/^https?:\/\/[^/?#]*/i, '')
  return path.startsWith('/') || path === url ? path : `/${path}`
}

export const NO_HOST = 'INTUNITE_NO_HOST'

/** @see https://www.rfc-editor.org/rfc/rfc9112#section-3.2 */
export function requireHost({ headers, httpVersion }: IncomingMessage): void {
  if (headers.host !== undefined || httpVersion !== '1.1') return
  throw Object.assign(new Error('the request has no Host header'), { code: NO_HOST, statusCode: 400 })
}

function toFailure(code: string | undefined): GraphError {
  if (code === 'HPE_HEADER_OVERFLOW')
    return new GraphError(431, 'RequestHeaderFieldsTooLarge', 'The request line and headers are too long.')
  if (code === LATE) return new GraphError(408, 'RequestTimeout', 'The request took too long to arrive.')
  return new GraphError(400, 'BadRequest', 'The request is not valid HTTP.')
}
