/**
 * The Graph face on Fastify. A request is admitted (401), its path read (400, 404) and its permission checked (403)
 * before its body is looked at; then it is performed (R11).
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Admission } from '../auth/admission.js'
import type { Caller } from '../auth/caller.js'
import { acceptJsonBodies } from '../http/bodies.js'
import { commonHeaders } from '../http/correlation.js'
import { mindManners } from '../http/manners.js'
import { originOf } from '../http/origin.js'
import { VERSIONS } from '../model/edm.js'
import { ANYONE, needsNoToken } from './documents.js'
import type { Answer, Exchange } from './exchange.js'
import { perform } from './perform.js'
import { routeFor, splitUrl } from './route.js'
import type { Route } from './route.js'
import type { GraphDeps } from './task.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** What is known of a request once it was admitted and routed. */
    admitted: Admitted | undefined
  }
}

interface Admitted extends Route {
  readonly caller: Caller
}

export interface GraphFaceDeps extends GraphDeps {
  readonly admission: Admission
}

/** Also those that nothing here answers to: they are refused as any other, with what is allowed. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'QUERY'] as const

export function graphFace(deps: GraphFaceDeps) {
  return async (app: FastifyInstance): Promise<void> => {
    await mindManners(app)
    acceptJsonBodies(app)
    app.addHook('onRequest', async (request) => {
      request.admitted = await admit(deps, request)
    })
    const handler = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
      send(reply, await perform(deps, exchangeOf(request)))
    for (const version of VERSIONS)
      for (const url of [`/${version}`, `/${version}/*`])
        app.route({ method: [...METHODS], url, handler, exposeHeadRoute: false })
  }
}

async function admit(deps: GraphFaceDeps, request: FastifyRequest): Promise<Admitted> {
  const [pathname] = splitUrl(request.raw.url ?? '/')
  const caller = needsNoToken(request.method, pathname) ? ANYONE : await deps.admission.admit(request)
  const route = routeFor(deps, caller, methodOf(request), pathname, ({ place, canonical }) => {
    request.subject = { service: place?.backend.service ?? '', path: canonical }
  })
  return { caller, ...route }
}

/** Clients behind proxies that know only GET and POST say in a header what they mean. */
function methodOf({ method, headers }: FastifyRequest): string {
  const override = headers['x-http-method-override']
  return method === 'POST' && typeof override === 'string' ? override.toUpperCase() : method
}

function exchangeOf(request: FastifyRequest): Exchange {
  const { admitted } = request
  if (admitted === undefined) throw new Error('the request was not admitted')
  return {
    ...admitted,
    method: methodOf(request),
    query: splitUrl(request.raw.url ?? '/')[1],
    origin: originOf(request),
    correlation: request.correlation,
    headers: request.headers,
    body: request.body,
  }
}

function send(reply: FastifyReply, { status, headers, body }: Answer): FastifyReply {
  return reply
    .code(status)
    .headers({ ...commonHeaders(reply.request), ...headers })
    .send(body)
}
