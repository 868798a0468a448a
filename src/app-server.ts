/** The server that every face is on: its limits, what is noted of each request, and how errors are answered. */
import Fastify, { LogController } from 'fastify'
import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify'
import type { AppOptions } from './app-options.js'
import { CONTROL } from './control/face.js'
import type { GraphError } from './errors.js'
import { BODY_LIMIT } from './http/bodies.js'
import { countBodies } from './http/bodies-in-flight.js'
import type { BodiesInFlight } from './http/bodies-in-flight.js'
import {
  answerUnreadable,
  IDLE_TIMEOUT,
  KEEP_ALIVE,
  NO_HOST,
  pathOnly,
  REQUEST_TIMEOUT,
  requireHost,
  SERVER_OPTIONS,
} from './http/client-error.js'
import { tellClock } from './http/clock-header.js'
import { correlate } from './http/correlation.js'
import type { Correlation } from './http/correlation.js'
import type { ErrorSubject } from './http/error-body.js'
import { sendError } from './http/errors.js'
import { NO_SCHEMAS } from './http/no-schemas.js'
import { NOT_OUR_NAME, refuseName } from './http/own-names.js'
import type { OwnNames } from './http/own-names.js'
import { answerInOrder } from './http/pipelining.js'
import { logAnswer, withoutChildren } from './http/request-log.js'
import { answerTogether } from './http/together.js'
import { unknownRoute } from './http/unknown-route.js'
import { dropUnreadBodies } from './http/unread-bodies.js'
import { observeRequest } from './routes/metrics.js'
import { noteRequests } from './routes/request-notes.js'
import type { RequestLog } from './services/requests/request-log.js'

declare module 'fastify' {
  interface FastifyRequest {
    correlation: Correlation
    /** What errors of this request are about, as soon as that is known. */
    subject: ErrorSubject | undefined
  }
}

export interface ServerParts {
  readonly ownNames: OwnNames
  readonly bodies: BodiesInFlight
  readonly requestLog: RequestLog | undefined
}

export function createServer(options: AppOptions, { ownNames, bodies, requestLog }: ServerParts): FastifyInstance {
  const { clocks } = options.store
  const app = Fastify({
    loggerInstance: withoutChildren(options.log),
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: options.trustProxy,
    bodyLimit: BODY_LIMIT,
    requestIdHeader: false,
    return503OnClosing: false,
    http: SERVER_OPTIONS,
    requestTimeout: REQUEST_TIMEOUT,
    connectionTimeout: IDLE_TIMEOUT,
    keepAliveTimeout: 0,
    rewriteUrl: pathOnly,
    exposeHeadRoutes: false,
    routerOptions: { caseSensitive: false, maxParamLength: 16_384 },
    clientErrorHandler: answerUnreadable,
    schemaController: NO_SCHEMAS,
    frameworkErrors(error, request, reply) {
      request.correlation = correlate(request.raw)
      void sendError(error, request, reply, clocks.of(undefined).now())
    },
  })
  for (const name of ['correlation', 'subject', 'admitted', 'tenantId', 'noted', 'bodyText']) app.decorateRequest(name)
  options.tracing?.observeRequests(app)
  app.addHook('onClose', () => options.tracing?.close())
  answerInOrder(app)
  app.addHook('onRequest', (request, reply, done) => {
    void reply.header('keep-alive', KEEP_ALIVE)
    request.correlation = correlate(request.raw)
    requireHost(request.raw)
    if (options.names?.alone === true && !ownNames.has(request)) throw refuseName(request)
    done()
  })
  app.addHook('onResponse', (request, reply, done) => {
    if (options.metrics !== undefined) observeRequest(options.metrics.own, request, reply.statusCode, reply.elapsedTime)
    if (options.log.isLevelEnabled?.('info') !== false) logAnswer(request, reply)
    done()
  })
  if (requestLog !== undefined) noteRequests(app, requestLog)
  countBodies(app, bodies, CONTROL)
  dropUnreadBodies(app)
  answerTogether(app, tellClock(clocks))
  answerErrors(app, (request) => clocks.of(request.tenantId).now())
  return app
}

function answerErrors(app: FastifyInstance, nowFor: (request: FastifyRequest) => string): void {
  const noRoute = (request: FastifyRequest): GraphError => unknownRoute(request.raw.url ?? '/', request.method)
  app.setErrorHandler((error: FastifyError, request, reply) => {
    // A body that cannot be read says nothing where no route would have read it.
    const unread = request.is404 && error.code !== NO_HOST && error.code !== NOT_OUR_NAME
    return sendError(unread ? noRoute(request) : error, request, reply, nowFor(request))
  })
  app.setNotFoundHandler((request, reply) => sendError(noRoute(request), request, reply, nowFor(request)))
}
