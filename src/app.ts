/** The application: every face on one Fastify instance, in the order in which a request meets them. Reads no globals. */
import { randomBytes } from 'node:crypto'
import Fastify, { LogController } from 'fastify'
import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify'
import type { AppOptions } from './app-options.js'
import { createAdmission } from './auth/admission.js'
import { registerJwt } from './auth/jwt.js'
import { createTrust } from './auth/trust.js'
import { CONTROL, controlFace } from './control/face.js'
import { entra } from './entra/entra.js'
import { createIssuer } from './entra/issuer.js'
import { userInfo } from './entra/user-info.js'
import type { GraphError } from './errors.js'
import { BODY_LIMIT } from './http/bodies.js'
import { countBodies, createBodiesInFlight } from './http/bodies-in-flight.js'
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
import { correlate } from './http/correlation.js'
import type { Correlation } from './http/correlation.js'
import type { ErrorSubject } from './http/error-body.js'
import { sendError } from './http/errors.js'
import { NOT_OUR_NAME, createOwnNames, refuseName } from './http/own-names.js'
import { answerInOrder } from './http/pipelining.js'
import { logAnswer, withoutChildren } from './http/request-log.js'
import { answerTogether } from './http/together.js'
import { tellClock } from './http/clock-header.js'
import { unknownRoute } from './http/unknown-route.js'
import { dropUnreadBodies } from './http/unread-bodies.js'
import { DocumentTexts } from './routes/document-texts.js'
import { probes } from './routes/probes.js'
import { graphFace } from './routes/graph.js'
import { metricsFace, observeRequest } from './routes/metrics.js'
import { home } from './routes/home.js'
import { noteRequests } from './routes/request-notes.js'
import { openApi } from './routes/openapi.js'
import { scenarioSchema } from './routes/scenario-schema.js'
import { AuditLog } from './services/audit/audit-log.js'
import { Life } from './services/life/life.js'
import { createContentService } from './services/content/content.js'
import { readBehaviour } from './services/profiles.js'
import type { Behaviour } from './services/profiles.js'
import { RequestLog } from './services/requests/request-log.js'
import { createExportService } from './services/reports/exports.js'
import { portalFace } from './portal/face.js'
import { storageFace } from './storage/face.js'
import { keepSwept } from './storage/sweeping.js'
import { isFailure } from './store/health.js'
import type { Store } from './store/store.js'
import type { Tracing } from './telemetry/tracing.js'

declare module 'fastify' {
  interface FastifyInstance {
    /** Settles when what was noted of earlier requests is stored. */
    settled(): Promise<void>
    /** The lives of tenants. */
    readonly life: Life
  }
  interface FastifyRequest {
    correlation: Correlation
    /** What errors of this request are about, as soon as that is known. */
    subject: ErrorSubject | undefined
  }
}

export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { store, newId, metrics, names, portal = true } = options
  const { clocks } = store
  const stopFollowing = clocks.follow()
  store.identity.onChange(() => void clocks.reload().catch(() => undefined))
  const nowFor = (request: FastifyRequest): string => clocks.of(request.tenantId).now()
  const ownNames = createOwnNames(names?.own ?? [])
  const own = behaviourOf(options)
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
    frameworkErrors(error, request, reply) {
      request.correlation = correlate(request.raw)
      void sendError(error, request, reply, clocks.of(undefined).now())
    },
  })
  app.decorateRequest('correlation')
  app.decorateRequest('subject')
  app.decorateRequest('admitted')
  app.decorateRequest('tenantId')
  app.decorateRequest('noted')
  if (options.tracing !== undefined) traceRequests(app, options.tracing)
  answerInOrder(app)
  app.addHook('onRequest', (request, reply, done) => {
    void reply.header('keep-alive', KEEP_ALIVE)
    request.correlation = correlate(request.raw)
    requireHost(request.raw)
    if (names?.alone === true && !ownNames.has(request)) throw refuseName(request)
    done()
  })
  app.addHook('onResponse', (request, reply, done) => {
    if (metrics !== undefined) observeRequest(metrics.own, request, reply.statusCode, reply.elapsedTime)
    if (options.log.isLevelEnabled?.('info') !== false) logAnswer(request, reply)
    done()
  })
  const requestLog =
    options.journal &&
    new RequestLog({
      ...options.journal,
      journal: () => store.journal(),
      clock: () => clocks.machine.milliseconds(),
      onFailure: (error) => app.log.warn({ err: error }, 'requests could not be noted in the journal'),
    })
  if (requestLog !== undefined) noteRequests(app, requestLog)
  const bodies = createBodiesInFlight()
  countBodies(app, bodies, CONTROL)
  dropUnreadBodies(app)
  answerTogether(app, tellClock(clocks))
  app.addHook('onClose', async () => stopFollowing())
  const noRoute = (request: FastifyRequest): GraphError => unknownRoute(request.raw.url ?? '/', request.method)
  app.setErrorHandler((error: FastifyError, request, reply) => {
    // A body that cannot be read says nothing where no route would have read it.
    const unread = request.is404 && error.code !== NO_HOST && error.code !== NOT_OUR_NAME
    return sendError(unread ? noRoute(request) : error, request, reply, nowFor(request))
  })
  app.setNotFoundHandler((request, reply) => sendError(noRoute(request), request, reply, nowFor(request)))

  const { model, identity, content, database } = store
  const jwt = await registerJwt(app)
  await app.register(
    home({
      version: async () => (await import('./server/version.js')).version(),
      profile: options.profile,
      database: store.database.provider,
      otherwise: () => unknownRoute('/', 'GET'),
    }),
  )
  await app.register(probes({ store, isListening: options.isListening ?? (() => true) }))
  if (metrics !== undefined)
    await app.register(metricsFace({ ...metrics, ...(names === undefined ? {} : { ownNames }) }))
  const documents = new DocumentTexts({ model, ...own })
  app.addHook('onClose', () => documents.close())
  await app.register(openApi({ documents, control: controlDocument }))
  await app.register(scenarioSchema)
  const issuer = createIssuer({
    identity,
    jwt,
    clock: clocks.milliseconds,
    clockNote: (id) => clocks.noteOf(id),
    newId,
  })
  await app.register(entra({ identity, issuer, clock: clocks.milliseconds, newId, portal }))
  const life = new Life({
    store,
    byDefault: options.life ?? 'off',
    onFailure: (error) => {
      if (!isFailure(error)) app.log.error({ err: error }, 'an event of a tenant that lives could not be run')
    },
  })
  app.decorate('life', life)
  app.addHook('onReady', () => life.open())
  app.addHook('onClose', () => life.close())
  const trust = createTrust(options.trust ?? [], { jwt })
  const admission = createAdmission({
    identity,
    jwt,
    clock: clocks.milliseconds,
    machine: () => clocks.machine.milliseconds(),
    trust,
  })
  if (options.control !== undefined)
    await app.register(
      controlFace({
        ...options.control,
        store,
        issuer,
        newId,
        importBytes: options.importBytes,
        portal: portal ? { admission, ownNames, identity } : undefined,
        life,
        settled: () => settle(),
      }),
    )
  if (portal)
    await app.register(
      portalFace({
        store,
        admission,
        documents,
        profile: options.profile,
        ownNames,
        control: options.control !== undefined,
      }),
    )
  await app.register(userInfo({ identity, admission }))
  const { auditEvents: kept = AUDIT_EVENTS, history = HISTORY, historyDays: days = HISTORY_DAYS } = options
  const audit = new AuditLog({
    database,
    kept,
    history: { changes: history, days },
    onFailure: (error) => app.log.warn({ err: error }, 'audit events could not be stored'),
  })
  app.addHook('onClose', () => audit.close())
  const settle = async (): Promise<void> => void (await Promise.all([audit.flush(), requestLog?.flush()]))
  app.decorate('settled', settle)
  const storageKey = await secretOf(identity, 'storageKey')
  const uploads = createContentService({
    database,
    content,
    key: storageKey,
    clocks,
    onFailure: (error) => app.log.error({ err: error }, 'content could not be checked'),
  })
  app.addHook('onClose', () => uploads.close())
  const exports = createExportService({
    database,
    content,
    key: storageKey,
    clock: clocks.milliseconds,
    onFailure: (error) => app.log.error({ err: error }, 'a report could not be exported'),
  })
  app.addHook('onClose', () => exports.close())
  keepSwept(app, {
    database,
    content,
    clocks,
    onFailure: (error) => app.log.error({ err: error }, 'the content folder could not be swept'),
  })
  const { contentBytes } = options
  await app.register(storageFace({ database, content, clocks, contentBytes, key: storageKey }))
  await app.register(
    graphFace({
      model,
      store,
      documents,
      clocks,
      newId,
      admission,
      bodies,
      pageSize: options.pageSize,
      maxTop: options.maxTop,
      onBug: (error, requestId) => app.log.error({ err: error, requestId }, 'a part of a batch failed'),
      pageKey: await secretOf(identity, 'pageKey'),
      content: uploads,
      exports,
      audit,
      life,
      behaviourOf: ({ behaviour }) => (behaviour === undefined ? own : (readBehaviour(behaviour) ?? own)),
    }),
  )
  return app
}

const AUDIT_EVENTS = 10_000
const HISTORY = 10_000
const HISTORY_DAYS = 90

/** A key that the installation made for itself. */
async function secretOf({ settings }: Store['identity'], name: string): Promise<Buffer> {
  return Buffer.from(await settings.findOrMake(name, () => randomBytes(32).toString('base64')), 'base64')
}

function traceRequests(app: FastifyInstance, tracing: Tracing): void {
  tracing.observeRequests(app)
  app.addHook('onClose', () => tracing.close())
}

function behaviourOf({ profile, switches }: AppOptions): Behaviour {
  const behaviour = readBehaviour(profile)
  if (behaviour === undefined) throw new Error(`no such profile: ${profile}`)
  return { profile: behaviour.profile, switches: { ...behaviour.switches, ...switches } }
}

/** Loaded when it is first requested. */
async function controlDocument(): Promise<object> {
  const [{ controlDocument: make }, { version }] = await Promise.all([
    import('./control/openapi.js'),
    import('./server/version.js'),
  ])
  return make(version())
}
