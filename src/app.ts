/** The application: every face on one Fastify instance, in the order in which a request meets them. Reads no globals. */
import type { FastifyInstance } from 'fastify'
import type { AppOptions } from './app-options.js'
import { createServer } from './app-server.js'
import { createServices } from './app-services.js'
import { controlFace } from './control/face.js'
import { entra } from './entra/entra.js'
import { userInfo } from './entra/user-info.js'
import { createBodiesInFlight } from './http/bodies-in-flight.js'
import { createOwnNames } from './http/own-names.js'
import { unknownRoute } from './http/unknown-route.js'
import { portalFace } from './portal/face.js'
import { graphFace } from './routes/graph.js'
import { home } from './routes/home.js'
import { metricsFace } from './routes/metrics.js'
import { openApi } from './routes/openapi.js'
import { probes } from './routes/probes.js'
import { scenarioSchema } from './routes/scenario-schema.js'
import type { Life } from './services/life/life.js'
import { readBehaviour } from './services/profiles.js'
import type { Behaviour } from './services/profiles.js'
import { RequestLog } from './services/requests/request-log.js'
import { storageFace } from './storage/face.js'

declare module 'fastify' {
  interface FastifyInstance {
    /** Settles when what was noted of earlier requests is stored. */
    settled(): Promise<void>
    /** The lives of tenants. */
    readonly life: Life
  }
}

export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { store, newId, metrics, names, profile, portal = true } = options
  const { clocks, model, identity, content, database } = store
  const stopFollowing = clocks.follow()
  identity.onChange(() => void clocks.reload().catch(() => undefined))
  const ownNames = createOwnNames(names?.own ?? [])
  const bodies = createBodiesInFlight()
  const requestLog = requestLogOf(options)
  const app = createServer(options, { ownNames, bodies, requestLog })
  app.addHook('onClose', async () => stopFollowing())

  const own = behaviourOf(options)
  const services = await createServices(app, options, own)
  const { documents, issuer, admission, life, audit, uploads, exports, storageKey, pageKey } = services
  const settled = async (): Promise<void> => void (await Promise.all([audit.flush(), requestLog?.flush()]))
  app.decorate('life', life)
  app.decorate('settled', settled)

  await app.register(
    home({
      version: async () => (await import('./server/version.js')).version(),
      profile,
      database: database.provider,
      portal,
      otherwise: () => unknownRoute('/', 'GET'),
    }),
  )
  await app.register(probes({ store, isListening: options.isListening ?? (() => true) }))
  if (metrics !== undefined)
    await app.register(metricsFace({ ...metrics, ...(names === undefined ? {} : { ownNames }) }))
  await app.register(openApi({ documents, control: controlDocument }))
  await app.register(scenarioSchema)
  await app.register(entra({ identity, issuer, clock: clocks.milliseconds, newId, portal }))
  await app.register(userInfo({ identity, admission }))
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
        settled,
      }),
    )
  if (portal) {
    const control = options.control !== undefined
    await app.register(portalFace({ store, admission, documents, profile, ownNames, control }))
  }
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
      pageKey,
      content: uploads,
      exports,
      audit,
      life,
      behaviourOf: ({ behaviour }) => (behaviour === undefined ? own : (readBehaviour(behaviour) ?? own)),
    }),
  )
  return app
}

function requestLogOf({ journal, store, log }: AppOptions): RequestLog | undefined {
  return (
    journal &&
    new RequestLog({
      ...journal,
      journal: () => store.journal(),
      clock: () => store.clocks.machine.milliseconds(),
      onFailure: (error) => log.warn({ err: error }, 'requests could not be noted in the journal'),
    })
  )
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
