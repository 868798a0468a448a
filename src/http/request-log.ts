/** What the log says of requests. */
import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify'

/** A log that is its own child: nothing is bound to the log of a request, which is named by its id where it matters. */
export function withoutChildren(log: FastifyBaseLogger): FastifyBaseLogger {
  const one: FastifyBaseLogger = Object.create(log, { child: { value: () => one } }) as FastifyBaseLogger
  return one
}

const PROBES = new Set(['/_intunite/health', '/_intunite/ready', '/_intunite/metrics'])

export function logAnswer(request: FastifyRequest, reply: FastifyReply): void {
  const { method, correlation, admitted } = request
  const caller = admitted === undefined ? {} : { tenantId: admitted.caller.tenantId, appId: admitted.caller.appId }
  const path = (request.raw.url ?? '').split('?')[0]
  const ms = Math.round(reply.elapsedTime * 10) / 10
  // A supervisor asks every few seconds; what it was told is of interest when it was bad news.
  const isProbe = PROBES.has(path ?? '') && reply.statusCode < 400
  request.log[isProbe ? 'debug' : 'info'](
    { method, path, status: reply.statusCode, ms, requestId: correlation.requestId, ...caller },
    'answered',
  )
}
