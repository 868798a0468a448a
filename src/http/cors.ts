/**
 * Cross-origin requests: any page may call, because what counts is the token that it brings. By hand and not by
 * `@fastify/cors`, whose hook costs clients that are no browser more than the rest of their headers.
 *
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
import type { FastifyInstance, FastifyReply } from 'fastify'

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
].join(', ')

const METHODS = ['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS'].join(', ')

/** Preflights are answered before anything else is asked: they carry no token. `paths` are those of the face. */
export function acceptOrigins(app: FastifyInstance, paths = '*'): void {
  app.addHook('onRequest', (request, reply, done) => {
    const { origin, 'access-control-request-headers': wanted } = request.headers
    // Answers to clients that are no browser need none of it.
    if (origin === undefined) return done()
    void reply.header('access-control-allow-origin', '*').header('access-control-expose-headers', EXPOSED_HEADERS)
    if (request.method !== 'OPTIONS') return done()
    void answerPreflight(reply, wanted)
  })
  // So that there is a route on which the hook can run.
  app.options(paths, (_request, reply) => reply.callNotFound())
}

function answerPreflight(reply: FastifyReply, wanted: string | undefined): FastifyReply {
  if (wanted !== undefined) void reply.header('access-control-allow-headers', wanted)
  return reply
    .code(200)
    .headers({
      'access-control-allow-methods': METHODS,
      'access-control-max-age': '3600',
      vary: 'Origin, Access-Control-Request-Headers',
    })
    .send()
}
