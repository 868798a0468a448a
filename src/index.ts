/**
 * Intunite inside a process: a server on a free port for tests, with a store that is thrown away.
 *
 * ```ts
 * const intunite = await startIntunite()
 * const { tenantId, clientId, secret } = await intunite.tenant()
 * const token = await intunite.token({ tenantId, clientId })
 * await fetch(`${intunite.url}/v1.0/deviceAppManagement/mobileAppConfigurations`, { headers: { authorization: `Bearer ${token}` } })
 * await intunite.close()
 * ```
 *
 * @see docs/in-process.md
 */
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { Readable } from 'node:stream'
import { join } from 'node:path'
import { pino } from 'pino'
import { buildApp } from './app.js'
import { certificateNames } from './tls/names.js'
import { standaloneJwt } from './auth/jwt.js'
import { randomId, systemClock } from './clock.js'
import { CONTENT_BYTES, WELL_KNOWN_SECRETS } from './config.js'
import { keepControlKey } from './control/key.js'
import { createDirectory } from './entra/directory.js'
import { createIssuer } from './entra/issuer.js'
import { model as builtIn } from './entities/index.js'
import type { Model } from './model/model.js'
import { advanceClock, setClock, showClock } from './services/clocks.js'
import type { ShownClock, WantedClock } from './services/clocks.js'
import type { History } from './services/history/version.js'
import type { Why } from './services/targeting/words.js'
import type { Switches } from './services/profiles.js'
import { ADMIN_ROLES, DEVELOPMENT } from './store/identity/development.js'
import { suggestion } from './settings.js'
import { TenantJobs } from './services/tenant-jobs/runner.js'
import { openStore } from './store/store.js'

export interface StartOptions {
  /** A free one without it. */
  readonly port?: number
  readonly host?: string
  /** PostgreSQL instead of SQLite in a temporary folder. Nothing in it is removed at the end. */
  readonly databaseUrl?: string
  /** A folder that is kept, for SQLite and certificates. */
  readonly data?: string
  /** `documented`, `live`, with switches if need be: `live+strictAssignCast`. */
  readonly profile?: string
  readonly switches?: Partial<Switches>
  /** Model files (CSDL, XML or JSON) with sets, types and operations to add; `beta:file` is for beta only. */
  readonly model?: string | readonly string[]
  /** Also listen with TLS, on a port of its own and with a private CA. */
  readonly tls?: boolean
}

export interface TestTenant {
  readonly tenantId: string
  readonly domain: string
  readonly clientId: string
  readonly secret: string
}

export interface BackupOptions {
  readonly tenantId?: string
  readonly dryRun?: boolean
  /** Make up groups and scope tags of which the backup tells only the id. */
  readonly placeholders?: boolean
  /** Leave out files that cannot be read. */
  readonly lenient?: boolean
}

/** What came of a backup, and what did not. */
export interface ImportedBackup {
  readonly format: string
  readonly objects: number
  readonly made: number
  /** Every reference was found, and nothing was refused. */
  readonly complete: boolean
  readonly unresolved: readonly { file: string; line?: number | undefined; kind: string; name: string; of: string }[]
  readonly leftOut: readonly { file: string; line?: number | undefined; detail: string }[]
}

/** A tenant as it was at a moment. */
export interface StateSnapshot {
  readonly name: string
  /** Makes the tenant what it was: all of it, or nothing has changed. */
  restore(): Promise<void>
  /** What has changed since, as text for people; empty if nothing has. */
  diff(): Promise<string>
  delete(): Promise<void>
}

export interface InProcessClock {
  show(tenantId?: string): Promise<ShownClock>
  /** `now` as 2026-03-02T08:00:00Z; `rate` is how fast it runs, and with 0 it stands still. */
  set(wanted: WantedClock, tenantId?: string): Promise<ShownClock>
  /** By a duration of ISO 8601 such as P30D or -PT1H. */
  advance(by: string, tenantId?: string): Promise<ShownClock>
  /** A tenant follows the server's clock again, and the server the machine's. */
  real(tenantId?: string): Promise<ShownClock>
}

export interface Intunite {
  /** `http://127.0.0.1:<port>` */
  readonly url: string
  /** `https://localhost:<port>`, if TLS was asked for. */
  readonly tlsUrl: string | undefined
  /** PEM of the private CA, if TLS was asked for. */
  readonly ca: string | undefined
  /** Key of the control face under `/_intunite`, for the header `x-intunite-key`. */
  readonly controlKey: string
  /** A new tenant with an app that may do everything, or what `permissions` say; it may have a profile of its own. */
  tenant(options?: { readonly permissions?: readonly string[]; readonly profile?: string }): Promise<TestTenant>
  /** An app-only token for Graph; without an argument that of the well-known admin app. */
  token(app?: { readonly tenantId: string; readonly clientId: string }): Promise<string>
  /**
   * Empties a tenant of everything in Intune, and makes it what the small seed is or a snapshot was, if that is wanted. Its
   * apps stay, and its users and groups unless `people` is true; a snapshot brings all back as it was.
   */
  reset(
    tenantId?: string,
    wanted?: {
      readonly to?: 'empty' | 'seed' | undefined
      readonly snapshot?: string | undefined
      readonly people?: boolean | undefined
    },
  ): Promise<void>
  /** The clock of a tenant; without one that of the whole server. Each call gives the clock as it is then. */
  readonly clock: InProcessClock
  /** The changes of an object or of a set, newest first: `history('deviceManagement/deviceCategories')`. */
  history(path: string, tenantId?: string): Promise<History>
  /** Why a device gets a policy or app, or does not; each by id or name. */
  why(device: string, policy: string, tenantId?: string): Promise<Why>
  /** Imports a backup of IntuneCD or another tool: a folder, an archive or a file. All of it, or nothing. */
  import(path: string, options?: BackupOptions): Promise<ImportedBackup>
  /** Keeps the state of a tenant. */
  snapshot(tenantId?: string): Promise<StateSnapshot>
  close(): Promise<void>
}

export async function startIntunite(options: StartOptions = {}): Promise<Intunite> {
  refuseUnknown('startIntunite', options, [
    'port',
    'host',
    'databaseUrl',
    'data',
    'profile',
    'switches',
    'tls',
    'model',
  ])
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
  const { identity, database, prisma, clocks } = store
  await identity.ensureDevelopmentTenant({
    adminSecret: WELL_KNOWN_SECRETS.admin,
    readerSecret: WELL_KNOWN_SECRETS.reader,
  })
  const controlKey = await keepControlKey(identity, { data, onUnwritable: () => undefined })
  const app = await buildApp({
    control: { key: controlKey, from: 'loopback' },
    store,
    profile,
    switches,
    log: pino({ level: 'silent' }),
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
  const directory = createDirectory({
    model,
    database,
    prisma,
    identity,
    clock: clocks.milliseconds,
    newId: randomId,
  })
  const jobs = new TenantJobs({ store, newId: randomId })
  const issuer = createIssuer({
    identity,
    jwt: await standaloneJwt(),
    clock: clocks.milliseconds,
    clockNote: (id) => clocks.noteOf(id),
    newId: randomId,
  })

  async function prepareTls() {
    const [{ prepareTls }, { tlsSource }] = await Promise.all([import('./tls/listener.js'), import('./tls/source.js')])
    return prepareTls(app, { source: tlsSource({ data, databaseUrl }, store), host, port: 0 })
  }

  return {
    url: `http://${host}:${(app.server.address() as AddressInfo).port}`,
    tlsUrl: tls && `https://localhost:${tls.address.port}`,
    ca: tls?.shown.ca,
    controlKey,
    async tenant(wanted = {}) {
      refuseUnknown('tenant', wanted, ['permissions', 'profile'])
      const { permissions = ADMIN_ROLES, profile: own } = wanted
      const { id, defaultDomain } = await directory.tenants.create({ profile: own })
      const { appId, secret = '' } = await directory.apps.create(id, {
        displayName: 'test app',
        secret: true,
        roles: permissions,
      })
      return { tenantId: id, domain: defaultDomain, clientId: appId, secret }
    },
    async token({ tenantId, clientId } = { tenantId: DEVELOPMENT.tenantId, clientId: DEVELOPMENT.adminAppId }) {
      const application = await identity.applications.find(tenantId, clientId)
      if (application === undefined) throw new Error(`the tenant ${tenantId} has no app ${clientId}`)
      return (await issuer.issueAppToken({ tenant: { id: tenantId }, application })).token
    },
    async reset(tenantId = DEVELOPMENT.tenantId, wanted = {}) {
      refuseUnknown('reset', wanted, ['to', 'snapshot', 'people'])
      const { to = 'empty', snapshot, people } = wanted
      const { id } = await directory.tenants.find(tenantId)
      await app.settled()
      if (snapshot !== undefined) await jobs.restore(id, snapshot)
      else
        await jobs.reset(id, {
          people,
          ...(to === 'seed' && { seed: { size: 'small', seed: 1, asOf: clocks.milliseconds(id) } }),
        })
    },
    clock: {
      show: async (tenantId) => showClock(clocks, tenantId),
      async set(wanted, tenantId) {
        refuseUnknown('clock.set', wanted, ['now', 'rate'])
        await setClock(clocks, tenantId, wanted)
        return showClock(clocks, tenantId)
      },
      async advance(by, tenantId) {
        await advanceClock(clocks, tenantId, by)
        return showClock(clocks, tenantId)
      },
      async real(tenantId) {
        await clocks.remove(tenantId)
        return showClock(clocks, tenantId)
      },
    },
    async history(path, tenantId = DEVELOPMENT.tenantId) {
      const { historyOf } = await import('./services/history/history.js')
      await app.settled()
      return historyOf(store, tenantId, path, 10_000)
    },
    async why(device, policy, tenantId = DEVELOPMENT.tenantId) {
      const { why } = await import('./services/targeting/why.js')
      return why({ model, database }, tenantId, device, policy)
    },
    async import(path, wanted = {}) {
      refuseUnknown('import', wanted, ['tenantId', 'dryRun', 'placeholders', 'lenient'])
      const { tenantId = DEVELOPMENT.tenantId, dryRun = false, placeholders = false, lenient = false } = wanted
      const [{ collect }, { writeBundle }] = [
        await import('./services/backups/collect.js'),
        await import('./services/backups/bundle.js'),
      ]
      const { id } = await directory.tenants.find(tenantId)
      const backup = await collect(path)
      try {
        const limits = { most: Infinity, tooLarge: () => new Error('the backup is too large') }
        const body = Readable.from(encoded(writeBundle(backup.files())))
        return await jobs.bring(id, body, { dryRun, placeholders, lenient, ...limits })
      } finally {
        await backup.close()
      }
    },
    async snapshot(tenantId = DEVELOPMENT.tenantId) {
      const { keptState } = await import('./services/state/kept-state.js')
      return keptState(jobs, tenantId, { id: randomId(), createdAt: clocks.of(tenantId).now() })
    },
    async close() {
      await app.close()
      await jobs.close()
      await store.close()
      if (options.data === undefined) await rm(data, { recursive: true, force: true })
    },
  }
}

async function* encoded(pieces: AsyncIterable<string>): AsyncGenerator<Buffer> {
  for await (const piece of pieces) yield Buffer.from(piece)
}

/** What would be overlooked is refused, with its name: a misspelt option, or one of another version. */
function refuseUnknown(call: string, options: object, known: readonly string[]): void {
  const unknown = Object.keys(options).find((name) => !known.includes(name))
  if (unknown !== undefined) throw new TypeError(`${call}() knows no option ${unknown}${suggestion(unknown, known)}`)
}

async function modelOf(files: readonly string[]): Promise<Model> {
  return files.length === 0 ? builtIn : (await import('./server/model-files.js')).loadModel(files)
}
