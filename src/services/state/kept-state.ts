/** A snapshot in the hands of a test. */
import type { NewSnapshot } from '../../store/state/snapshots.js'
import type { TenantJobs } from '../tenant-jobs/runner.js'
import { textOf } from './render.js'

export async function keptState(
  jobs: TenantJobs,
  tenantId: string,
  { id, createdAt }: Pick<NewSnapshot, 'id' | 'createdAt'>,
) {
  const { name } = await jobs.snapshot(tenantId, { id, name: id, description: undefined, createdAt })
  return {
    name,
    async restore() {
      await jobs.restore(tenantId, name)
    },
    async diff() {
      const { changes, names } = await jobs.difference(tenantId, { from: name })
      return changes.length === 0 ? '' : textOf(changes, { nameOf: (id) => names[id] })
    },
    delete: () => jobs.dropSnapshot(tenantId, name),
  }
}
