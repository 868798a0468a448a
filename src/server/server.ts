/** One process that serves: what is opened before, what listens, and how it ends. */
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { buildApp } from '../app.js'
import { parseTrust } from '../auth/trust.js'
import { openConfiguredStore } from './open-store.js'
import { journalOf } from './journal.js'
import { version } from './version.js'
import { randomId } from '../clock.js'
import { hasWellKnownSecret } from '../read-config.js'
import type { Config } from '../config.js'
import { openControl } from '../control/key.js'
import { createMetrics } from '../metrics/metrics.js'
import type { Family } from '../metrics/families.js'
import type { Store } from '../store/store.js'
import type { TlsListener } from '../tls/listener.js'
import { certificateNames, namesOf } from '../tls/names.js'
import type { Tracing } from '../telemetry/tracing.js'
import { wantsTraces } from '../telemetry/wanted.js'

export interface Addresses {
  /** Where the server can be reached from this machine: scheme, host and port. */
  readonly origin: string
  /** The same with TLS, and the file that clients have to trust, if there is one. */
  readonly tls: { readonly origin: string; readonly caFile: string | undefined } | undefined
}

export interface Running extends Addresses {
  /** Takes no new requests, lets the running ones finish, then closes the store. */
  close(reason: string): Promise<void>
}

export interface Surroundings {
  readonly log: Logger
  /** Done with the open store before anything listens. */
  readonly prepare?: (store: Store) => Promise<void>
  /** The figures of all processes that share the address, if there are others. */
  readonly collect?: () => Promise<readonly Family[]>
  /** Gets to know how to ask for the figures of this process. */
  readonly onFigures?: (own: () => Family[]) => void
}

export interface Served extends Addresses {
  /** Settles when it has been told to stop and has stopped. */
  readonly stopped: Promise<void>
}

export async function startListening(config: Config, surroundings: Surroundings): Promise<Running> {
  const { log, prepare, collect, onFigures } = surroundings
  const metrics = config.metrics === 'off' ? undefined : createMetrics()
  if (metrics !== undefined) onFigures?.(() => metrics.families())
  const tracing = await tracingWanted()
  const store = await openConfiguredStore(config, log, { metrics: metrics?.store, observe: tracing?.observeDatabase })
  let app: FastifyInstance | undefined
  let listening = false
  try {
    await prepare?.(store)
    app = await buildApp({
      ...config,
      trust: config.trust === undefined ? [] : parseTrust(config.trust),
      trustProxy: trustOf(config),
      names: { own: certificateNames(namesOf(config)), alone: hasWellKnownSecret(config) },
      portal: config.portal === 'true',
      control: await openControl(config, store.identity, log),
      journal: journalOf(config),
      store,
      log,
      newId: randomId,
      tracing,
      isListening: () => listening,
      metrics: metrics && { own: metrics, collect, readers: config.metrics === 'anywhere' ? 'anywhere' : 'loopback' },
    })
    const listenTls = config.tls === '1' ? await prepareTls(app, store, config) : undefined
    await app.listen({ host: config.host, port: config.port })
    const tls = await listenTls?.()
    listening = true
    const open = { app, tls, store, log }
    return {
      origin: originOf(app.server.address() as AddressInfo),
      tls: tls && whereTls(tls),
      close(reason) {
        listening = false
        return close(reason, config, open)
      },
    }
  } catch (error) {
    await app?.close()
    await store.close()
    throw error
  }
}

/** Loaded only where the environment asks for it. */
async function tracingWanted(): Promise<Tracing | undefined> {
  if (!wantsTraces(process.env)) return undefined
  const { startTracing } = await import('../telemetry/tracing.js')
  return startTracing(version())
}

/** Loaded only where it is wanted: certificates need a good deal of code. */
async function prepareTls(app: FastifyInstance, store: Store, config: Config): Promise<() => Promise<TlsListener>> {
  const [source, listener] = await Promise.all([import('../tls/source.js'), import('../tls/listener.js')])
  const { host, tlsPort: port } = config
  return listener.prepareTls(app, { source: source.tlsSource(config, store), host, port })
}

function whereTls({ address, shown }: TlsListener): Addresses['tls'] {
  return { origin: originOf(address, 'https'), caFile: shown.caFile }
}

interface Open {
  readonly app: FastifyInstance
  readonly tls: TlsListener | undefined
  readonly store: Store
  readonly log: Logger
}

async function close(reason: string, { closeTimeout }: Config, { app, tls, store, log }: Open): Promise<void> {
  log.info({ signal: reason }, 'closing')
  const waiting = new AbortController()
  const closed = app.close().then(() => true)
  // A connection that was busy when closing began is kept alive by its client; it must not keep us.
  const idle = setInterval(() => app.server.closeIdleConnections(), 50)
  const inTime = await Promise.race([closed, delay(closeTimeout * 1000, false, { signal: waiting.signal })])
  waiting.abort()
  clearInterval(idle)
  if (!inTime) {
    log.warn({ closeTimeout }, 'requests were cut off')
    app.server.closeAllConnections()
    tls?.cutOff()
    await closed
  }
  await store.close()
  log.info('closed')
}

function trustOf({ trustProxy }: Config): boolean | string {
  return trustProxy === 'true' || (trustProxy !== 'false' && trustProxy)
}

/** The address as a client on this machine would write it. */
function originOf({ address, family, port }: AddressInfo, scheme = 'http'): string {
  const host = address === '0.0.0.0' ? '127.0.0.1' : address === '::' ? '::1' : address
  return `${scheme}://${family === 'IPv6' ? `[${host}]` : host}:${port}`
}
