/** What a test calls of a server in its process: tenants and tokens, clock and life, and a tenant's state. */
import { Readable } from 'node:stream'
import { standaloneJwt } from './auth/jwt.js'
import { randomId } from './clock.js'
import { createDirectory } from './entra/directory.js'
import type { Directory } from './entra/directory.js'
import { createIssuer } from './entra/issuer.js'
import type { Issuer } from './entra/issuer.js'
import type { InProcessClock, InProcessLife, Intunite } from './in-process.js'
import { refuseUnknown } from './in-process-options.js'
import type { Started } from './in-process-start.js'
import { advanceClock, releaseClock, setClock, showClock } from './services/clocks.js'
import { TenantJobs } from './services/tenant-jobs/runner.js'
import { ADMIN_ROLES, DEVELOPMENT } from './store/identity/development.js'

export interface Parts extends Pick<Started, 'app' | 'store' | 'controlKey'> {
  readonly directory: Directory
  readonly issuer: Issuer
  readonly jobs: TenantJobs
}

export async function partsOf({ app, store, controlKey }: Started): Promise<Parts> {
  const { model, database, prisma, identity, clocks } = store
  const clock = clocks.milliseconds
  const newId = randomId
  return {
    app,
    store,
    controlKey,
    directory: createDirectory({ model, database, prisma, identity, clock, newId }),
    issuer: createIssuer({
      identity,
      jwt: await standaloneJwt(),
      clock,
      clockNote: (id) => clocks.noteOf(id),
      newId,
    }),
    jobs: new TenantJobs({ store, newId }),
  }
}

export function tenantCalls({
  app,
  store,
  directory,
  issuer,
  jobs,
}: Parts): Pick<Intunite, 'tenant' | 'token' | 'reset'> {
  const { identity, clocks } = store
  return {
    async tenant(wanted = {}) {
      refuseUnknown('tenant', wanted, ['permissions', 'profile'])
      const { permissions = ADMIN_ROLES, profile } = wanted
      const { id, defaultDomain } = await directory.tenants.create({ profile })
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
  }
}

export function clockCalls({ app, store: { clocks } }: Parts): InProcessClock {
  return {
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
  }
}

export function lifeCalls({ app, directory }: Parts): InProcessLife {
  return {
    show: (tenantId = DEVELOPMENT.tenantId) => app.life.show(tenantId),
    async set(wanted, tenantId = DEVELOPMENT.tenantId) {
      refuseUnknown('life.set', wanted, ['on', 'preset', 'seed', 'fleet', 'checkIns', 'delays'])
      const { id } = await directory.tenants.find(tenantId)
      await app.settled()
      return app.life.change(id, wanted)
    },
    settle: (tenantId = DEVELOPMENT.tenantId) => app.life.settle(tenantId),
  }
}

/** What few tests call is loaded when one does. */
export function stateCalls({
  app,
  store,
  controlKey,
  directory,
  jobs,
}: Parts): Pick<Intunite, 'history' | 'why' | 'scenario' | 'import' | 'snapshot'> {
  const { model, database, clocks } = store
  return {
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
    async import(path, wanted = {}) {
      refuseUnknown('import', wanted, ['tenantId', 'dryRun', 'placeholders', 'lenient'])
      const { tenantId = DEVELOPMENT.tenantId, dryRun = false, placeholders = false, lenient = false } = wanted
      const [{ collect }, { writeBundle }] = await Promise.all([
        import('./services/backups/collect.js'),
        import('./services/backups/bundle.js'),
      ])
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
  }
}

async function* encoded(pieces: AsyncIterable<string>): AsyncGenerator<Buffer> {
  for await (const piece of pieces) yield Buffer.from(piece)
}
