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
import { buildApp } from './app.js'
import { certificateNames } from './tls/names.js'
import { standaloneJwt } from './auth/jwt.js'
import { randomId, systemClock } from './clock.js'
import { CONTENT_BYTES, WELL_KNOWN_SECRETS } from './config.js'
import { keepControlKey } from './control/key.js'
import { createDirectory } from './entra/directory.js'
import { createIssuer } from './entra/issuer.js'
import type { Intunite, StartOptions } from './in-process.js'
import { clear, JOURNAL, KNOWN, requestsIn } from './in-process-requests.js'
import { model as builtIn } from './entities/index.js'
import type { Model } from './model/model.js'
import { advanceClock, releaseClock, setClock, showClock } from './services/clocks.js'
import { ADMIN_ROLES, DEVELOPMENT } from './store/identity/development.js'
import { silentLogger } from './server/logging.js'
import { suggestion } from './settings.js'
import { TenantJobs } from './services/tenant-jobs/runner.js'
import { openStore } from './store/store.js'

export type * from './in-process.js'

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
    'life',
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
      if (snapshot !== undefined) await jobs.restore(id, snapshot, people === true ? 'withoutApps' : 'withoutPeople')
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
        await setClock(clocks, app.life, tenantId, wanted)
        return showClock(clocks, tenantId)
      },
      async advance(by, tenantId) {
        await advanceClock(clocks, app.life, tenantId, by)
        return showClock(clocks, tenantId)
      },
      async real(tenantId) {
        await releaseClock(clocks, app.life, tenantId)
        return showClock(clocks, tenantId)
      },
    },
    life: {
      show: (tenantId = DEVELOPMENT.tenantId) => app.life.show(tenantId),
      async set(wanted, tenantId = DEVELOPMENT.tenantId) {
        refuseUnknown('life.set', wanted, ['on', 'preset', 'seed', 'fleet', 'checkIns', 'delays'])
        const { id } = await directory.tenants.find(tenantId)
        await app.settled()
        return app.life.change(id, wanted)
      },
      settle: (tenantId = DEVELOPMENT.tenantId) => app.life.settle(tenantId),
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
    async scenario(fileOrValue, wanted = {}) {
      refuseUnknown('scenario', wanted, ['tenantId', 'app', 'variables', 'keep'])
      const { runInProcess } = await import('./scenarios/in-process.js')
      const { tenantId: tenant, ...rest } = wanted
      return runInProcess(app, controlKey, fileOrValue, { tenant, ...rest })
    },
    requests: Object.assign(
      async (wanted: Parameters<Intunite['requests']>[0] = {}) => {
        refuseUnknown('requests', wanted, KNOWN)
        await app.settled()
        return requestsIn(store, wanted)
      },
      {
        async clear(tenantId?: string) {
          await app.settled()
          await clear(store, tenantId)
        },
      },
    ),
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
        const report = await jobs.bring(id, body, { dryRun, placeholders, lenient, ...limits })
        await app.life.lookAround(id)
        return report
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
