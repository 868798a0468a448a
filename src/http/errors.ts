/**
 * From what was thrown to an answer of the Graph face. Nothing but a bug, the loss of the database, or
 * a function that is not imitated is a 5xx.
 */
import { capital } from '../model/words.js'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { badRequest, GAP_HEADER, GraphError } from '../errors.js'
import { DatabaseUnavailable, OutcomeUnknown, StoreFailure, TookTooLong } from '../store/work.js'
import { NO_HOST } from './client-error.js'
import { commonHeaders } from './correlation.js'
import { errorBody } from './error-body.js'
import { noteFailure } from './noted.js'
import { NOT_OUR_NAME } from './own-names.js'

/** Seconds after which a client may try again when the database was away. */
const RETRY_AFTER = '5'

export function toGraphError(error: unknown): GraphError {
  if (error instanceof GraphError) return error
  // No Retry-After: who repeats this without looking may do it twice.
  if (error instanceof OutcomeUnknown)
    return new GraphError(503, 'ServiceUnavailable', 'The service was interrupted. The change may have been made.', {
      form: 'nested',
      cause: error,
    })
  if (error instanceof StoreFailure) return storeFailure(error)
  if (error instanceof TookTooLong)
    return new GraphError(503, 'ServiceUnavailable', 'The request took too long and was stopped. Ask for less.', {
      form: 'nested',
      headers: { 'retry-after': RETRY_AFTER },
      cause: error,
    })
  if (error instanceof DatabaseUnavailable)
    return new GraphError(503, 'ServiceUnavailable', 'The service is temporarily unavailable.', {
      form: 'nested',
      headers: { 'retry-after': RETRY_AFTER },
      cause: error,
    })
  const code = isFastifyError(error) ? error.code : ''
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new GraphError(413, 'RequestEntityTooLarge', 'The maximum request length supported is 4MB.')
  if (code === NOT_OUR_NAME && error instanceof Error) return new GraphError(421, 'MisdirectedRequest', error.message)
  if (code === NO_HOST) return badRequest('The request has no Host header.')
  if (code === 'FST_ERR_BAD_URL') return badRequest('The request URL is not valid: its percent-encoding is malformed.')
  if (code.startsWith('FST_ERR_CTP') || code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET')
    return badRequest('The request body could not be read.')
  if (code === 'FST_ERR_ROUTE_MISSING_CONTENT_TYPE') return badRequest('The request has no Content-Type header.')
  return new GraphError(500, 'InternalServerError', 'An internal server error has occurred', {
    form: 'nested',
    cause: error,
  })
}

/** A failure that operators should hear of. What is not imitated is none, and that the database fails is told elsewhere, once. */
export function isFault({ status, cause }: GraphError): boolean {
  return status >= 500 && status !== 501 && !(cause instanceof DatabaseUnavailable)
}

function storeFailure(cause: StoreFailure): GraphError {
  const text = `${capital(cause.message)}.`
  const options = { form: 'nested', headers: { 'retry-after': RETRY_AFTER }, cause } as const
  return cause.problem === 'full'
    ? new GraphError(507, 'InsufficientStorage', text, options)
    : new GraphError(503, 'ServiceUnavailable', text, options)
}

export function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply, now: string): FastifyReply {
  const failure = toGraphError(error)
  if (isFault(failure))
    request.log.error({ err: failure.cause, requestId: request.correlation.requestId }, failure.message)
  noteFailure(request, failure.code, failure.message)
  const gap = failure.headers[GAP_HEADER]
  if (gap !== undefined) request.log.info({ gap }, 'Graph has this, Intunite not yet')
  const body = errorBody(failure, request.correlation, now, request.subject)
  if (request.noted !== undefined) request.noted.answer = body
  return reply
    .code(failure.status)
    .headers({
      ...commonHeaders(request),
      'cache-control': 'no-store',
      ...failure.headers,
      'content-type': 'application/json',
    })
    .send(Buffer.from(body))
}

function isFastifyError(error: unknown): error is FastifyError {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
}
