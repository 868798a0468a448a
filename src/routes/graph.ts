/**
 * The Graph face on Fastify. A request is admitted (401), its path read (400, 404) and its permission checked (403)
 * before its body is looked at; then it is performed (R11).
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Admission } from '../auth/admission.js'
import type { Caller } from '../auth/caller.js'
import { createAnswersInFlight } from '../http/answers-in-flight.js'
import { acceptJsonBodies } from '../http/bodies.js'
import type { BodiesInFlight } from '../http/bodies-in-flight.js'
import { WaitingClient } from '../http/client-gone.js'
import { compressed, decompressed } from '../http/compression.js'
import { commonHeaders } from '../http/correlation.js'
import '../http/noted.js'
import { acceptOrigins } from '../http/cors.js'
import { originOf } from '../http/origin.js'
import { VERSIONS } from '../model/types.js'
import { answerToKeep } from '../services/requests/note.js'
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

/** As it is sent. */
type Body = string | Buffer | undefined

interface Admitted extends Route {
  readonly caller: Caller
  readonly method: string
  /** Query string without `?`. */
  readonly query: string
  readonly origin: string
}

export interface GraphFaceDeps extends GraphDeps {
  readonly admission: Admission
  readonly bodies: BodiesInFlight
}

const READING = ['GET', 'HEAD'] as const
/** Also those that nothing here answers to: they are refused as any other, with what is allowed. */
const OTHERS = ['POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'QUERY'] as const

export function graphFace(deps: GraphFaceDeps) {
  return async (app: FastifyInstance): Promise<void> => {
    acceptOrigins(app)
    acceptJsonBodies(app, deps.bodies)
    app.addHook('onRequest', (request, _reply, done) => {
      const origin = originOf(request)
      const caller = callerOf(deps, request, origin)
      if (caller instanceof Promise)
        return caller.then((known) => {
          request.admitted = admit(deps, request, known, origin)
        })
      request.admitted = admit(deps, request, caller, origin)
      done()
    })
    const answers = createAnswersInFlight()
    const written = (reply: FastifyReply, answered: Answer): Body | Promise<Body> => {
      const { noted } = reply.request
      if (noted !== undefined) {
        noted.answer = answerToKeep(answered.body)
        noted.hasMore = answered.hasMore === true
      }
      const body = write(reply, answered)
      return body instanceof Promise ? body.then((packed) => held(reply, packed)) : held(reply, body)
    }
    const held = (reply: FastifyReply, body: Body): Body => {
      if (body !== undefined) answers.hold(reply.raw, body.length)
      return body
    }
    const answer = (request: FastifyRequest, reply: FastifyReply): Body | Promise<Body> => {
      let body: Body | Promise<Body>
      try {
        const answered = perform(deps, exchangeOf(request))
        body = answered instanceof Promise ? answered.then((known) => written(reply, known)) : written(reply, answered)
      } catch (error) {
        answers.end()
        throw error
      }
      if (body instanceof Promise) return body.finally(() => answers.end())
      answers.end()
      return body
    }
    /** What is known at once is returned at once: promises cost a small read a tenth of its time. */
    const handler = (request: FastifyRequest, reply: FastifyReply): Body | Promise<Body> => {
      const turn = answers.begin(reply.raw)
      const body = turn === undefined ? answer(request, reply) : turn.then(() => answer(request, reply))
      if (body === undefined) void reply.send()
      return body
    }
    for (const version of VERSIONS)
      for (const url of [`/${version}`, `/${version}/*`]) {
        app.route({ method: [...READING], url, handler, exposeHeadRoute: false })
        app.route({ method: [...OTHERS], url, handler, preParsing: decompressed(deps.bodies) })
      }
  }
}

function callerOf({ admission }: GraphFaceDeps, request: FastifyRequest, origin: string): Caller | Promise<Caller> {
  return needsNoToken(request.method, request.raw.url ?? '/') ? ANYONE : admission.admit(request, origin)
}

function admit(deps: GraphFaceDeps, request: FastifyRequest, caller: Caller, origin: string): Admitted {
  const [pathname, query] = splitUrl(request.raw.url ?? '/')
  const method = methodOf(request)
  request.tenantId = caller.tenantId
  if (request.noted !== undefined && caller !== ANYONE) request.noted.caller = caller
  const { path, operation } = routeFor(deps, caller, method, pathname, request)
  return { caller, method, path, operation, query, origin }
}

/** Clients behind proxies that know only GET and POST say in a header what they mean. */
function methodOf({ method, headers }: FastifyRequest): string {
  const override = headers['x-http-method-override']
  return method === 'POST' && typeof override === 'string' ? override.toUpperCase() : method
}

function exchangeOf({ admitted, correlation, headers, body, bodyText, raw, noted }: FastifyRequest): Exchange {
  if (admitted === undefined) throw new Error('the request was not admitted')
  const { caller, method, path, operation, query, origin } = admitted
  const client = new WaitingClient(raw)
  return { caller, method, path, operation, query, origin, correlation, client, headers, body, bodyText, noted }
}

/** Everything of the answer but the body, which is returned as it is to be sent. */
function write(reply: FastifyReply, { status, headers, body }: Answer): ReturnType<typeof compressed> {
  void reply.code(status).headers(commonHeaders(reply.request)).headers(headers)
  return compressed(reply, body)
}
