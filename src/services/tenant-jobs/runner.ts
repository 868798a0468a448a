/**
 * Does what is done with a whole tenant: here where the tenant is small, and in another thread where it is not, so that the
 * thread that serves goes on serving.
 */
import type { Readable } from 'node:stream'
import type { NewId } from '../../clock.js'
import { textsOf } from '../../entities/texts.js'
import type { Store } from '../../store/store.js'
import { first } from '../../store/work.js'
import type { BringOptions } from '../backups/bring.js'
import type { BackupReport } from '../backups/report.js'
import type { ResetOptions } from '../reset.js'
import type { SeededTenant, SeedOptions } from '../seed/seed.js'
import type { SeedOutcome } from '../seed/once.js'
import { fillSpool, openSpool, readSpool } from '../transfer/spool.js'
import type { Spool } from '../transfer/spool.js'
import type { Imported, Target } from '../transfer/transfer.js'
import { JobThread } from './beside.js'
import { runJob } from './jobs.js'
import type { Job, JobDeps, JobName, Jobs } from './jobs.js'
import { isLarge, LARGE_DOCUMENT, LARGE_TENANT } from './size.js'
import { snapshotOf } from '../state/snapshots.js'
import type { OfTenant } from '../state/all-tenants.js'
import type { Compared, Difference, Part } from '../state/snapshots.js'
import type { NewSnapshot, Snapshot } from '../../store/state/snapshots.js'

export interface TenantJobsOptions {
  readonly store: Store
  readonly newId: NewId
}

export class TenantJobs {
  readonly #store: Store
  readonly #deps: JobDeps
  /** Absent where a thread could not make the model: it consists of the declarations of a test. */
  readonly #thread: JobThread | undefined

  constructor({ store, newId }: TenantJobsOptions) {
    this.#store = store
    this.#deps = { model: store.model, database: store.database, newId }
    const texts = textsOf(store.model)
    this.#thread = texts && new JobThread(store, texts)
  }

  /** The document of a tenant, complete when it is given: as it is, or as it was in a snapshot. */
  async export(tenantId: string, named?: string): Promise<Readable> {
    const spool = await this.#openSpool()
    try {
      const file = spool.handle.fd
      const large = await this.#isLarge(tenantId)
      if (named === undefined) await this.#run({ name: 'export', given: { tenantId, file } }, large)
      else await this.#run({ name: 'exportSnapshot', given: { tenantId, named, file } }, large)
      return readSpool(spool)
    } catch (error) {
      await spool.handle.close()
      throw error
    }
  }

  /** Imports the document that is the `body` of a request, of `most` bytes. */
  async import(
    body: Readable,
    options: Target & { replace: boolean; most: number; tooLarge: () => Error },
  ): Promise<Imported> {
    const { most, tooLarge, ...given } = options
    return this.#changing(async (spool) => {
      await fillSpool(spool, body, most, tooLarge)
      const job = { name: 'import', given: { ...given, file: spool.handle.fd } } as const
      return this.#run(job, spool.size > LARGE_DOCUMENT)
    })
  }

  /** Brings the backup whose files are the `body` of a request, of `most` bytes, into a tenant. */
  async bring(
    tenantId: string,
    body: Readable,
    options: BringOptions & { most: number; tooLarge: () => Error },
  ): Promise<BackupReport> {
    const { most, tooLarge, ...given } = options
    return this.#withSpool(async (spool) => {
      await fillSpool(spool, body, most, tooLarge)
      const clock = this.#store.clocks.of(tenantId)
      const at = { now: clock.now(), milliseconds: clock.milliseconds() }
      const job = { name: 'backup', given: { ...given, tenantId, file: spool.handle.fd, at } } as const
      return this.#run(job, spool.size > LARGE_DOCUMENT)
    })
  }

  clone(tenantId: string, target: Target): Promise<Imported> {
    return this.#changing(async (spool) => {
      const given = { ...target, tenantId, file: spool.handle.fd }
      return this.#run({ name: 'clone', given }, await this.#isLarge(tenantId))
    })
  }

  async snapshot(tenantId: string, wanted: NewSnapshot): Promise<Snapshot> {
    return this.#run({ name: 'snapshot', given: { tenantId, wanted } }, await this.#isLarge(tenantId))
  }

  async restore(tenantId: string, named: string, part: Part = 'all'): Promise<Snapshot> {
    const { rows } = await snapshotOf(this.#store, tenantId, named)
    const large = rows > LARGE_TENANT || (await this.#isLarge(tenantId))
    const restored = await this.#run({ name: 'restore', given: { tenantId, named, part } }, large)
    await this.#store.identity.announceChange()
    return restored
  }

  /** Keeps the document that is the `body` of a request, of `most` bytes, as a snapshot of a tenant. */
  async importSnapshot(
    tenantId: string,
    wanted: NewSnapshot,
    body: Readable,
    { most, tooLarge }: { most: number; tooLarge: () => Error },
  ): Promise<Snapshot> {
    return this.#withSpool(async (spool) => {
      await fillSpool(spool, body, most, tooLarge)
      const large = spool.size > LARGE_DOCUMENT || (await this.#isLarge(tenantId))
      return this.#withSpool((rows) => {
        const given = { tenantId, wanted, file: spool.handle.fd, rows: rows.handle.fd }
        return this.#run({ name: 'importSnapshot', given }, large)
      })
    })
  }

  async snapshotAll(wanted: Omit<NewSnapshot, 'id'>): Promise<OfTenant[]> {
    return this.#run({ name: 'snapshotAll', given: { wanted } }, await this.#isAnyLarge())
  }

  async restoreAll(named: string): Promise<OfTenant[]> {
    const restored = await this.#run({ name: 'restoreAll', given: { named } }, await this.#isAnyLarge())
    await this.#store.identity.announceChange()
    return restored
  }

  async dropAll(named: string): Promise<void> {
    await this.#run({ name: 'dropAll', given: { named } }, await this.#isAnyLarge())
  }

  async dropSnapshot(tenantId: string, named: string): Promise<void> {
    const { rows } = await snapshotOf(this.#store, tenantId, named)
    await this.#run({ name: 'dropSnapshot', given: { tenantId, named } }, rows > LARGE_TENANT)
  }

  async difference(tenantId: string, compared: Compared): Promise<Difference> {
    return this.#run({ name: 'difference', given: { tenantId, ...compared } }, await this.#isLarge(tenantId))
  }

  async differenceOfTenants(one: string, other: string, all: boolean): Promise<Difference> {
    const large = (await this.#isLarge(one)) || (await this.#isLarge(other))
    return this.#run({ name: 'differenceOfTenants', given: { one, other, all } }, large)
  }

  /** A second tenant that is what this one was. */
  branch(tenantId: string, named: string, target: Target): Promise<Imported> {
    return this.#changing(async (spool) => {
      const given = { ...target, tenantId, named, file: spool.handle.fd }
      return this.#run({ name: 'branch', given }, await this.#isLarge(tenantId))
    })
  }

  async seed(tenant: SeededTenant, options: Omit<SeedOptions, 'onProgress'>): Promise<SeedOutcome> {
    const outcome = await this.#run({ name: 'seed', given: { tenant, options } }, options.size === 'large')
    // A tenant with a seed may live from now on.
    await this.#store.identity.announceChange()
    return outcome
  }

  async reset(tenantId: string, options: ResetOptions): Promise<void> {
    const large = options.seed?.size === 'large' || (await this.#isLarge(tenantId))
    await this.#run({ name: 'reset', given: { tenantId, options } }, large)
    await this.#store.identity.announceChange()
  }

  async erase(tenantId: string): Promise<void> {
    await this.#run({ name: 'erase', given: { tenantId } }, await this.#isLarge(tenantId))
    await this.#store.identity.announceChange()
  }

  /** Ends what is under way; none of it is kept. */
  async close(): Promise<void> {
    await this.#thread?.close()
  }

  #openSpool(): Promise<Spool> {
    return openSpool(this.#store.location.data)
  }

  /** Does what makes a tenant of a document. Tokens of the tenant that was there before may be good no more. */
  #changing<T>(work: (spool: Spool) => Promise<T>): Promise<T> {
    return this.#withSpool(async (spool) => {
      const done = await work(spool)
      await this.#store.identity.announceChange()
      return done
    })
  }

  async #withSpool<T>(work: (spool: Spool) => Promise<T>): Promise<T> {
    const spool = await this.#openSpool()
    try {
      return await work(spool)
    } finally {
      await spool.handle.close()
    }
  }

  /** Whether all that tenants and snapshots hold may be much. */
  #isAnyLarge(): Promise<boolean> {
    const rows = `SELECT count(*) FROM (SELECT 1 FROM "snapshotRow" LIMIT ${LARGE_TENANT + 1}) s`
    return this.#store.database.read(function* () {
      return Number((yield* first(rows, []))?.[0]) > LARGE_TENANT
    })
  }

  #isLarge(tenantId: string): Promise<boolean> {
    const { model, database } = this.#store
    return database.read(() => isLarge(model, database, tenantId))
  }

  #run<N extends JobName>(job: Job<N>, large: boolean): Promise<Jobs[N]['gives']> {
    if (!large || this.#thread === undefined) return runJob(this.#deps, job)
    return this.#thread.run(job) as Promise<Jobs[N]['gives']>
  }
}
