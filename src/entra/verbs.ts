/** Verbs and origins that the endpoints of the sign-in face take. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { EntraError } from './errors.js'

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

type Method = (typeof METHODS)[number]

/** Whatever other verb comes to `path` is told which ones would do, and preflights are answered. */
export function onlyAccept(app: FastifyInstance, accepted: readonly Method[], path: string): void {
  app.route({
    method: METHODS.filter((method) => !accepted.includes(method)),
    url: path,
    handler: (request) => {
      throw new EntraError(900561, [accepted.join(', '), request.method])
    },
  })
  app.options(path, (request, reply) => {
    reflectOrigin(request, reply)
    void reply.header('access-control-allow-methods', [...accepted, 'OPTIONS'].join(', '))
    void reply.header('access-control-allow-headers', String(request.headers['access-control-request-headers'] ?? '*'))
    return reply.code(204).send()
  })
}

/** Scripts in any page may read the answer. Without the credentials of the browser: they count for pages only. */
export function reflectOrigin(request: FastifyRequest, reply: FastifyReply): void {
  if (request.headers.origin === undefined) return
  void reply.header('access-control-allow-origin', request.headers.origin)
  void reply.header('vary', 'Origin')
}
