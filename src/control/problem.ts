/**
 * Failures as the control face answers them.
 * @see https://www.rfc-editor.org/rfc/rfc9457
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { EntraError } from '../entra/errors.js'
import { DirectoryError } from '../entra/directory/errors.js'
import { NOT_OUR_NAME } from '../http/own-names.js'
import type { Issue } from '../model/issues.js'
import { LifeError } from '../services/life/errors.js'
import { TransferError } from '../services/transfer/errors.js'
import { ClockError } from '../store/clocks.js'
import { TooManySecrets } from '../store/identity/secret-hash.js'
import { ConstraintViolation, DatabaseUnavailable } from '../store/work.js'

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  421: 'Misdirected Request',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
}

/** Seconds after which a client may try again. */
const RETRY_AFTER = '5'

export class Problem extends Error {
  readonly status: number
  readonly errors: readonly Issue[]
  readonly headers: Readonly<Record<string, string>>

  constructor(
    status: number,
    detail: string,
    options: { errors?: readonly Issue[]; headers?: Readonly<Record<string, string>>; cause?: unknown } = {},
  ) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'Problem'
    this.status = status
    this.errors = options.errors ?? []
    this.headers = options.headers ?? {}
  }
}

const STATUS = { notFound: 404, exists: 409, invalid: 400, off: 409, refused: 409 } as const

/** Nothing but a bug, or the loss of the database, is a 5xx. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error instanceof DirectoryError) return new Problem(STATUS[error.code], error.message)
  if (error instanceof TransferError) return new Problem(STATUS[error.code], error.message, { errors: error.issues })
  if (error instanceof LifeError) return new Problem(STATUS[error.code], error.message)
  if (error instanceof EntraError) return new Problem(400, `AADSTS${error.number}: ${error.message}`)
  if (error instanceof ClockError) return new Problem(400, error.message)
  if (error instanceof TooManySecrets)
    return new Problem(429, `${error.message}; try again`, { headers: { 'retry-after': RETRY_AFTER } })
  const code = codeOf(error)
  if (code === NOT_OUR_NAME && error instanceof Error) return new Problem(421, error.message)
  if (error instanceof ConstraintViolation || ['P2002', 'P2003', 'P2025'].includes(code))
    return new Problem(409, 'what this is about was changed by another request at the same time; look again', {
      cause: error,
    })
  if (error instanceof DatabaseUnavailable || /^(P1\d{3}|P2024|P2034)$/.test(code))
    return new Problem(503, 'the database is not available', { headers: { 'retry-after': RETRY_AFTER }, cause: error })
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new Problem(413, 'the body is too large')
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new Problem(415, 'a body must be application/json')
  if (code.startsWith('FST_ERR_CTP') || code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET')
    return new Problem(400, 'the body is no readable JSON')
  return new Problem(500, 'something went wrong that should not have; the log of the server says what', {
    cause: error,
  })
}

export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, message, errors, headers, cause } = toProblem(error)
  if (status >= 500) request.log.error({ err: cause }, message)
  const body = { type: 'about:blank', title: TITLES[status], status, detail: message }
  return reply
    .code(status)
    .headers({ ...headers, 'cache-control': 'no-store', 'content-type': 'application/problem+json' })
    .send(Buffer.from(JSON.stringify(errors.length === 0 ? body : { ...body, errors })))
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
