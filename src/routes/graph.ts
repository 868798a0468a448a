/**
 * The Graph face on Fastify. A request is admitted (401), its path read (400, 404) and its permission checked (403)
 * before its body is looked at; then it is performed (R11).
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Admission } from '../auth/admission.js'
import { authorize } from '../auth/authorize.js'
import type { Caller } from '../auth/caller.js'
import { acceptJsonBodies } from '../http/bodies.js'
import { commonHeaders } from '../http/correlation.js'
import { originOf } from '../http/origin.js'
import { VERSIONS } from '../model/edm.js'
import type { ResourcePath } from '../odata/ast.js'
import { readResourcePath } from '../odata/resource-path.js'
import type { Answer, Exchange } from './exchange.js'
import { findOperation } from './operations.js'
import type { Operation } from './operations.js'
import { perform } from './perform.js'
import type { GraphDeps } from './perform.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** What is known of a request once it was admitted and routed. */
    admitted: Admitted | undefined
  }
}

interface Admitted {
  readonly caller: Caller
  readonly path: ResourcePath
  readonly operation: Operation
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

export function graphFace(deps: GraphDeps & { readonly admission: Admission }) {
  return async (app: FastifyInstance): Promise<void> => {
    acceptJsonBodies(app)
    app.addHook('onRequest', async (request) => {
      request.admitted = await admit(deps, request)
    })
    const handler = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
      send(reply, await perform(deps, exchangeOf(request)))
    for (const version of VERSIONS)
      for (const url of [`/${version}`, `/${version}/*`]) app.route({ method: [...METHODS], url, handler, exposeHeadRoute: false })
  }
}

async function admit(deps: GraphDeps & { readonly admission: Admission }, request: FastifyRequest): Promise<Admitted> {
  const [pathname = ''] = splitUrl(request)
  const caller = await deps.admission.admit(request)
  const path = readResourcePath(deps.model, pathname)
  request.subject = { service: path.place?.backend.service ?? '', path: path.canonical }
  const operation = findOperation(request.method, path, deps.profileOf(caller.tenantId), deps.switches)
  if (path.place !== undefined)
    authorize(caller, operation.writes ? path.place.permissions.write : path.place.permissions.read, path.place.backend)
  return { caller, path, operation }
}

function exchangeOf(request: FastifyRequest): Exchange {
  const { admitted } = request
  if (admitted === undefined) throw new Error('the request was not admitted')
  const [, query = ''] = splitUrl(request)
  return {
    ...admitted,
    method: request.method,
    query,
    origin: originOf(request),
    correlation: request.correlation,
    headers: request.headers,
    body: request.body,
  }
}

function splitUrl({ raw }: FastifyRequest): [path: string, query: string] {
  const url = raw.url ?? '/'
  const mark = url.indexOf('?')
  return mark < 0 ? [url, ''] : [url.slice(0, mark), url.slice(mark + 1)]
}

function send(reply: FastifyReply, { status, headers, body }: Answer): FastifyReply {
  return reply.code(status).headers({ ...commonHeaders(reply.request.correlation), ...headers }).send(body)
}
