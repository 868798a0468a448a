/** What is done with a whole tenant at once: each takes as long as the tenant is large. */
import type { NewId } from '../../clock.js'
import type { Model } from '../../model/model.js'
import type { Database } from '../../store/work.js'
import { bringBackup } from '../backups/bring.js'
import type { BringOptions, Moment } from '../backups/bring.js'
import { openBundle } from '../backups/bundle.js'
import type { BackupReport } from '../backups/report.js'
import { reset } from '../reset.js'
import type { ResetOptions } from '../reset.js'
import { seedOnce } from '../seed/once.js'
import type { SeedOutcome } from '../seed/once.js'
import type { SeededTenant, SeedOptions } from '../seed/seed.js'
import { eraseTenant } from '../transfer/import.js'
import { cloneTenant, exportInto, importFrom } from '../transfer/transfer.js'
import { sourceOf } from '../transfer/spool.js'
import type { Imported, Target } from '../transfer/transfer.js'
import { bringAllBack, dropAll, takeSnapshots } from '../state/all-tenants.js'
import type { OfTenant } from '../state/all-tenants.js'
import { importSnapshot } from '../state/import-snapshot.js'
import { differenceOfTenants } from '../state/two-tenants.js'
import { branch, bringBack, differenceOf, dropSnapshot, exportSnapshot, takeSnapshot } from '../state/snapshots.js'
import type { Compared, Difference, Part } from '../state/snapshots.js'
import type { NewSnapshot, Snapshot } from '../../store/state/snapshots.js'

/** By name: what is given to a job, and its result. Both can be sent to another thread; open files go by their number. */
export interface Jobs {
  readonly export: { takes: { tenantId: string; file: number }; gives: void }
  readonly import: { takes: Target & { replace: boolean; file: number }; gives: Imported }
  readonly clone: { takes: Target & { tenantId: string; file: number }; gives: Imported }
  readonly seed: { takes: { tenant: SeededTenant; options: Omit<SeedOptions, 'onProgress'> }; gives: SeedOutcome }
  readonly reset: { takes: { tenantId: string; options: ResetOptions }; gives: void }
  readonly snapshot: { takes: { tenantId: string; wanted: NewSnapshot }; gives: Snapshot }
  readonly restore: { takes: { tenantId: string; named: string; part: Part }; gives: Snapshot }
  readonly snapshotAll: { takes: { wanted: Omit<NewSnapshot, 'id'> }; gives: OfTenant[] }
  readonly restoreAll: { takes: { named: string }; gives: OfTenant[] }
  readonly dropAll: { takes: { named: string }; gives: void }
  readonly dropSnapshot: { takes: { tenantId: string; named: string }; gives: void }
  readonly exportSnapshot: { takes: { tenantId: string; named: string; file: number }; gives: void }
  readonly importSnapshot: {
    takes: { tenantId: string; wanted: NewSnapshot; file: number; rows: number }
    gives: Snapshot
  }
  readonly branch: { takes: Target & { tenantId: string; named: string; file: number }; gives: Imported }
  readonly difference: { takes: Compared & { tenantId: string }; gives: Difference }
  readonly backup: { takes: BringOptions & { tenantId: string; file: number; at: Moment }; gives: BackupReport }
  readonly differenceOfTenants: { takes: { one: string; other: string; all?: boolean }; gives: Difference }
  readonly erase: { takes: { tenantId: string }; gives: void }
}

export type JobName = keyof Jobs

export interface Job<N extends JobName = JobName> {
  readonly name: N
  readonly given: Jobs[N]['takes']
}

export interface JobDeps {
  readonly model: Model
  readonly database: Database
  readonly newId: NewId
}

const jobs: { readonly [N in JobName]: (deps: JobDeps, given: Jobs[N]['takes']) => Promise<Jobs[N]['gives']> } = {
  export: (deps, { tenantId, file }) => exportInto(deps, tenantId, file),
  import: (deps, { file, replace, ...target }) => importFrom(deps, file, { replace, target }),
  clone: (deps, { tenantId, file, ...target }) => cloneTenant(deps, tenantId, file, target),
  seed: (deps, { tenant, options }) => seedOnce(deps, tenant, options),
  snapshot: (deps, { tenantId, wanted }) => takeSnapshot(deps, tenantId, wanted),
  restore: (deps, { tenantId, named, part }) => bringBack(deps, tenantId, named, part),
  snapshotAll: (deps, { wanted }) => takeSnapshots(deps, wanted),
  restoreAll: (deps, { named }) => bringAllBack(deps, named),
  dropAll: (deps, { named }) => dropAll(deps, named),
  dropSnapshot: (deps, { tenantId, named }) => dropSnapshot(deps, tenantId, named),
  exportSnapshot: (deps, { tenantId, named, file }) => exportSnapshot(deps, tenantId, named, file),
  importSnapshot: (deps, { tenantId, wanted, ...files }) => importSnapshot(deps, tenantId, wanted, files),
  branch: (deps, { tenantId, named, file, ...target }) => branch(deps, tenantId, named, file, target),
  difference: (deps, { tenantId, ...compared }) => differenceOf(deps, tenantId, compared),
  async backup(deps, { tenantId, file, at, ...options }) {
    return bringBackup(deps, tenantId, () => openBundle(sourceOf(file)), options, at)
  },
  differenceOfTenants: (deps, { one, other, ...options }) => differenceOfTenants(deps, one, other, options),
  reset: (deps, { tenantId, options }) => reset(deps, tenantId, options),
  async erase({ model, database }, { tenantId }) {
    await database.write(() => eraseTenant(model, database, tenantId))
  },
}

export function runJob<N extends JobName>(deps: JobDeps, { name, given }: Job<N>): Promise<Jobs[N]['gives']> {
  return jobs[name](deps, given)
}
