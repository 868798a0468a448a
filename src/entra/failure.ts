import type { FastifyRequest } from 'fastify'
import { noteFailure } from '../http/noted.js'
import { asEntraError, EntraError } from './errors.js'

/** What is answered when a request of sign-in fails; the log has what is a bug, and the journal of requests all of it. */
export function failureOf(request: FastifyRequest, error: Error): EntraError {
  const shown = asEntraError(error)
  if (shown === undefined) request.log.error(error)
  const answered = shown ?? new EntraError(90033, [], { status: 500, error: 'server_error' })
  noteFailure(request, `AADSTS${answered.number}`, answered.message)
  return answered
}
