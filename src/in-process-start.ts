/** Starts a server inside a process: its store, its application, and what it listens on. */
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { buildApp } from './app.js'
import { randomId, systemClock } from './clock.js'
import { CONTENT_BYTES, WELL_KNOWN_SECRETS } from './config.js'
import { keepControlKey } from './control/key.js'
import { model as builtIn } from './entities/index.js'
import type { StartOptions } from './in-process.js'
import type { Model } from './model/model.js'
import { silentLogger } from './server/logging.js'
import type { JournalOptions } from './services/requests/request-log.js'
import { openStore } from './store/store.js'
import type { Store } from './store/store.js'
import { certificateNames } from './tls/names.js'

/** Tests may send as much as they like: all of it is there. */
const JOURNAL: JournalOptions = {
  bounds: { entries: 10_000, days: 1, bytes: 64 * 2 ** 20 },
  rate: 10_000,
  bodies: true,
}

export interface Started {
  readonly store: Store
  readonly app: FastifyInstance
  readonly controlKey: string
  readonly url: string
  readonly tlsUrl: string | undefined
  /** PEM. */
  readonly ca: string | undefined
  close(): Promise<void>
}

export async function start(options: StartOptions): Promise<Started> {
  const { port = 0, host = '127.0.0.1', databaseUrl, profile = 'documented', switches = {} } = options
  const model = await modelOf([options.model ?? []].flat())
  const data = options.data ?? (await mkdtemp(join(tmpdir(), 'intunite-')))
  const store = await openStore({
    model,
    data,
    databaseUrl,
    poolSize: 10,
    clock: systemClock,
    newId: randomId,
    onIdleError: () => undefined,
  })
  const { identity } = store
  await identity.ensureDevelopmentTenant({
    adminSecret: WELL_KNOWN_SECRETS.admin,
    readerSecret: WELL_KNOWN_SECRETS.reader,
  })
  const controlKey = await keepControlKey(identity, { data, onUnwritable: () => undefined })
  const app = await buildApp({
    control: { key: controlKey, from: 'loopback' },
    store,
    journal: JOURNAL,
    profile,
    switches,
    life: options.life ?? 'off',
    log: silentLogger(),
    newId: randomId,
    pageSize: 1000,
    maxTop: 1000,
    contentBytes: CONTENT_BYTES,
    trustProxy: false,
    names: { own: certificateNames([host]), alone: true },
  })
  const listenTls = options.tls === true ? await prepareTls() : undefined
  await app.listen({ host, port })
  const tls = await listenTls?.()

  async function prepareTls() {
    const [{ prepareTls }, { tlsSource }] = await Promise.all([import('./tls/listener.js'), import('./tls/source.js')])
    return prepareTls(app, { source: tlsSource({ data, databaseUrl }, store), host, port: 0 })
  }

  return {
    store,
    app,
    controlKey,
    url: `http://${host}:${(app.server.address() as AddressInfo).port}`,
    tlsUrl: tls && `https://localhost:${tls.address.port}`,
    ca: tls?.shown.ca,
    async close() {
      await app.close()
      await store.close()
      if (options.data === undefined) await rm(data, { recursive: true, force: true })
    },
  }
}

async function modelOf(files: readonly string[]): Promise<Model> {
  return files.length === 0 ? builtIn : (await import('./server/model-files.js')).loadModel(files)
}
