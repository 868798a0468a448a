/** A snapshot in the hands of a test. */
import { bringBack, differenceOf, dropSnapshot, takeSnapshot } from './snapshots.js'
import type { StateDeps } from './snapshots.js'
import { textOf } from './render.js'
import type { NewSnapshot } from '../../store/state/snapshots.js'

/** `onRestored` is told when what others remember of the tenant may be good no more. */
export async function keptState(
  deps: StateDeps,
  tenantId: string,
  { id, createdAt }: Pick<NewSnapshot, 'id' | 'createdAt'>,
  onRestored: () => Promise<void>,
) {
  const { name } = await takeSnapshot(deps, tenantId, { id, name: id, description: undefined, createdAt })
  return {
    name,
    async restore() {
      await bringBack(deps, tenantId, name)
      await onRestored()
    },
    async diff() {
      const { changes, names } = await differenceOf(deps, tenantId, { from: name })
      return changes.length === 0 ? '' : textOf(changes, { nameOf: (id) => names[id] })
    },
    delete: () => dropSnapshot(deps, tenantId, name),
  }
}
