/** The server as a process: config -> store -> app -> listen -> graceful close. */
import { constants } from 'node:os'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { buildApp } from './app.js'
import { parseTrust } from './auth/trust.js'
import { createLogger } from './cli/logging.js'
import { openConfiguredStore } from './cli/data.js'
import { randomId, systemClock } from './clock.js'
import type { Config } from './config.js'
import { model } from './entities/index.js'
import { seedOnce } from './services/seed/once.js'
import { DEVELOPMENT } from './store/identity-development.js'
import type { Store } from './store/store.js'
import type { TlsListener } from './tls/listener.js'

export interface Served {
  /** Where the server can be reached from this machine: scheme, host and port. */
  readonly origin: string
  /** The same with TLS, and the file that clients have to trust, if there is one. */
  readonly tls: { readonly origin: string; readonly caFile: string | undefined } | undefined
  /** Settles when it has been told to stop and has stopped. */
  readonly stopped: Promise<void>
}

/** Starts the server. From the first moment it heeds SIGTERM and SIGINT, and exits at once on the second of them. */
export async function serve(config: Config): Promise<Served> {
  const toldToStop = nextStopSignal()
  const log = await createLogger(config)
  const store = await openConfiguredStore(config, log)
  let app: FastifyInstance | undefined
  try {
    await store.identity.ensureDevelopmentTenant(config)
    await seedAtFirstStart(config, store, log)
    app = await buildApp({
      ...config,
      trust: config.trust === undefined ? [] : parseTrust(config.trust),
      trustProxy: trustOf(config),
      store,
      log,
      clock: systemClock,
      newId: randomId,
    })
    const listenTls = config.tls === '1' ? await prepareTls(app, store, config) : undefined
    await app.listen({ host: config.host, port: config.port })
    const tls = await listenTls?.()
    const running = { app, tls, store, log }
    const stopped = toldToStop.then((signal) => close(signal, config, running))
    return { origin: originOf(app.server.address() as AddressInfo), tls: tls && whereTls(tls), stopped }
  } catch (error) {
    await app?.close()
    await store.close()
    throw error
  }
}

/** Loaded only where it is wanted: certificates need a good deal of code. */
async function prepareTls(app: FastifyInstance, store: Store, config: Config): Promise<() => Promise<TlsListener>> {
  const [source, listener] = await Promise.all([import('./tls/source.js'), import('./tls/listener.js')])
  const { host, tlsPort: port } = config
  return listener.prepareTls(app, { source: source.tlsSource(config, store), host, port })
}

function whereTls({ address, shown }: TlsListener): Served['tls'] {
  return { origin: originOf(address, 'https'), caFile: shown.caFile }
}

/** Later starts find their seed, or what became of it, and leave it alone. */
async function seedAtFirstStart({ seed: size }: Config, store: Store, log: Logger): Promise<void> {
  if (size === 'none') return
  const { outcome } = await seedOnce(
    store,
    model,
    { id: DEVELOPMENT.tenantId, defaultDomain: DEVELOPMENT.domain },
    { size, seed: 1 },
  )
  log.info({ size, outcome }, 'seed')
}

function nextStopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let told = false
    for (const signal of ['SIGTERM', 'SIGINT'] as const)
      process.on(signal, () => {
        if (told) process.exit(128 + constants.signals[signal])
        told = true
        resolve(signal)
      })
  })
}

interface Running {
  readonly app: FastifyInstance
  readonly tls: TlsListener | undefined
  readonly store: Store
  readonly log: Logger
}

/** Takes no new requests, lets the running ones finish, then closes the store. */
async function close(
  signal: NodeJS.Signals,
  { closeTimeout }: Config,
  { app, tls, store, log }: Running,
): Promise<void> {
  log.info({ signal }, 'closing')
  const patience = new AbortController()
  const closed = app.close().then(() => true)
  // A connection that was busy when closing began is kept alive by its client; it must not keep us.
  const idle = setInterval(() => app.server.closeIdleConnections(), 50)
  const inTime = await Promise.race([closed, delay(closeTimeout * 1000, false, { signal: patience.signal })])
  patience.abort()
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
