/**
 * The control face: tenants, apps, users, groups, permissions, keys and tokens over plain JSON, for callers that have the key
 * and for people who are signed in to the portal (guard.ts).
 */
import { Socket } from 'node:net'
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { originOf } from '../http/origin.js'
import { takeUpload } from '../http/uploads.js'
import type { Issuer } from '../entra/issuer.js'
import type { Life } from '../services/life/life.js'
import type { Store } from '../store/store.js'
import { createGuard } from './guard.js'
import type { GuardOptions } from './guard.js'
import type { ControlDeps } from './operation.js'
import { Problem, sendProblem } from './problem.js'
import { readCall } from './read-call.js'
import { ROUTES } from './routes.js'
import type { ControlRoute } from './routes.js'

export const CONTROL = '/_intunite'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route of the control face that this is. */
    control?: ControlRoute
  }
}

export interface ControlFaceOptions extends GuardOptions {
  readonly store: Store
  readonly issuer: Issuer
  readonly newId: () => string
  /** Bytes of a document that is imported, at most; any number unless given. */
  readonly importBytes?: number | undefined
  /** Settles when what was noted of earlier requests is stored; nothing is noted without it. */
  readonly settled?: () => Promise<void>
  /** The lives of tenants; of this face alone unless given. */
  readonly life?: Life
}

export function controlFace(options: ControlFaceOptions) {
  const guard = createGuard(options)
  let loading: Promise<ControlDeps> | undefined
  let closing = false
  const deps = (): Promise<ControlDeps> => (loading ??= loadDeps(options, () => closing))
  const face = async (app: FastifyInstance): Promise<void> => {
    // Refuses members named __proto__, and constructor with a prototype.
    const parse = app.getDefaultJsonParser('error', 'error')
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body: string, done) => {
      if (body.trim() === '') done(null, undefined)
      else void parse(request, body, done)
    })
    app.addHook('onRequest', (request) => guard(request, routeOf(request)))
    app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply))
    app.setNotFoundHandler((request, reply) =>
      sendProblem(
        new Problem(404, `there is no ${request.method} here; ${CONTROL}/openapi lists what there is`),
        request,
        reply,
      ),
    )
    // Without it the Graph face, which knows every origin, would answer for this one.
    for (const url of [
      '/tenants',
      '/tenants/*',
      '/keys',
      '/keys/*',
      '/clock',
      '/clock/*',
      '/snapshots',
      '/snapshots/*',
      '/requests',
      '/requests/*',
    ])
      app.route({ method: 'OPTIONS', url, handler: (_request, reply) => reply.callNotFound() })
    const add = (app: FastifyInstance, route: ControlRoute): void => {
      const { method, path } = route
      const url = path.replace(/\{(\w+)\}/g, ':$1')
      const handler = (request: FastifyRequest, reply: FastifyReply) =>
        atWork(request, () => answer(route, request, reply))
      app.route({ method, url, config: { control: route }, handler })
    }
    for (const route of ROUTES) if (route.streamed !== true) add(app, route)
    await app.register(async (streamed) => {
      streamed.removeAllContentTypeParsers()
      streamed.addContentTypeParser('application/json', (request, payload, done) => {
        takeUpload(request.raw)
        done(null, payload)
      })
      for (const route of ROUTES) if (route.streamed === true) add(streamed, route)
    })
    // A caller that waits for new requests is answered before the server waits for the last ones to end.
    app.addHook('preClose', async () => void (closing = true))
    app.addHook('onClose', async () => (await loading)?.jobs.close())
  }
  const answer = async (route: ControlRoute, request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const operation = await route.load()
    const call = readCall(operation, request, originOf(request))
    const given = await operation.perform(await deps(), call)
    if (route.method !== 'GET' && BESIDE_GRAPH.test(route.path)) await lookAround(await deps(), call.params.tenant)
    reply.code(operation.status).header('cache-control', 'no-store')
    if (operation.answer === undefined) return reply.send()
    if (operation.type !== undefined) return reply.type(operation.type).send(given)
    return reply.type('application/json').send(given instanceof Readable ? given : JSON.stringify(given))
  }
  return async (app: FastifyInstance): Promise<void> => void (await app.register(face, { prefix: CONTROL }))
}

/**
 * A connection is not idle while an operation works for it: what is done with a whole tenant takes as long as the tenant is large.
 */
async function atWork<T>({ raw: { socket }, server }: FastifyRequest, work: () => Promise<T>): Promise<T> {
  // Requests that are injected have no connection.
  if (!(socket instanceof Socket)) return work()
  socket.setTimeout(0)
  try {
    return await work()
  } finally {
    socket.setTimeout(server.server.timeout)
  }
}

/** Writes to what Graph shows as well, of which the life of a tenant hears nothing otherwise. */
const BESIDE_GRAPH = /^\/tenants\/\{tenant\}\/(users|groups|import|seed)\b/

async function lookAround({ directory, life }: ControlDeps, tenant: string): Promise<void> {
  await life.lookAround((await directory.tenants.find(tenant)).id)
}

function routeOf({ routeOptions }: FastifyRequest): ControlRoute | undefined {
  return routeOptions.config.control
}

async function loadDeps(options: ControlFaceOptions, isClosing: () => boolean): Promise<ControlDeps> {
  const [{ createDirectory }, { TenantJobs }, { Life }] = await Promise.all([
    import('../entra/directory.js'),
    import('../services/tenant-jobs/runner.js'),
    import('../services/life/life.js'),
  ])
  const { store, issuer, newId, settled, importBytes = Infinity } = options
  const life = options.life ?? new Life({ store, byDefault: 'seeded', onFailure: () => undefined })
  if (options.life === undefined) await life.reload()
  const { model, database, identity, prisma } = store
  return {
    model,
    store,
    issuer,
    newId,
    settled: settled ?? (() => Promise.resolve()),
    isClosing,
    directory: createDirectory({
      model,
      database,
      prisma: () => prisma(),
      identity,
      clock: store.clocks.milliseconds,
      newId,
    }),
    jobs: new TenantJobs({ store, newId }),
    life,
    importBytes,
    portal: options.portal !== undefined,
  }
}
