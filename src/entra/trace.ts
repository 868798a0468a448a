/** The ids of a sign-in request, and the headers that every answer of the sign-in face has. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { loginOriginOf, originOf } from '../http/origin.js'
import type { Clock, IdSource } from '../store/identity/sql.js'
import type { Trace } from './errors.js'

const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

const traces = new WeakMap<FastifyRequest, Trace>()

/** To be called first for every request. */
export function beginTrace(request: FastifyRequest, clock: Clock, newId: IdSource): Trace {
  const sent = /[?&]client-request-id=([0-9a-f-]{36})(?:&|$)/i.exec(request.url)?.[1]
  const wished = request.headers['client-request-id'] ?? sent
  const correlationId = typeof wished === 'string' && GUID.test(wished) ? wished : newId()
  const trace = { traceId: newId(), correlationId, now: clock(undefined), origin: loginOriginOf(originOf(request)) }
  traces.set(request, trace)
  return trace
}

export function traceOf(request: FastifyRequest): Trace {
  const trace = traces.get(request)
  if (trace === undefined) throw new Error('the request came in another way')
  return trace
}

/** For what went wrong, possibly before the trace had begun. */
export function traceOfFailure(request: FastifyRequest, { clock, newId }: { clock: Clock; newId: IdSource }): Trace {
  return traces.get(request) ?? beginTrace(request, clock, newId)
}

export function setHeaders(request: FastifyRequest, reply: FastifyReply, { traceId, correlationId }: Trace): void {
  void reply.headers({
    'cache-control': 'no-store, no-cache',
    pragma: 'no-cache',
    expires: '-1',
    'x-content-type-options': 'nosniff',
    'x-ms-request-id': traceId,
    'x-ms-ests-server': '2.1.0 - INTUNITE',
  })
  if (/^true$/i.test(String(request.headers['return-client-request-id'])))
    void reply.header('client-request-id', correlationId)
}
