/** What is known of a policy before it is counted: how many devices and users are in each state, where devices alone tell of it. */
import type { Resource } from '../../../model/model.js'
import type { Work } from '../../../store/work.js'
import type { ItemReader } from '../../items.js'
import { countStatuses } from '../../rules/summary.js'
import type { KnownCounts } from '../../scope.js'
import { FAMILIES } from '../families.js'
import type { StatusCount, StatusCounts } from '../status-counts.js'
import type { World, WorldPolicy } from '../world.js'

export function* knownCounts(
  reader: ItemReader,
  world: World,
  policy: WorldPolicy,
): Work<Pick<KnownCounts, 'devices' | 'users'>> {
  if (!tellsOfRows(world, policy)) return {}
  const { id, set } = policy
  return {
    devices: yield* counted(reader, world.statuses, id, set.children.get('devicestatuses')),
    users: yield* counted(reader, world.userStatuses, id, set.children.get('userstatuses')),
  }
}

/** Whether both are known without a look at the rows. */
export function isCounted(world: World, policy: WorldPolicy): boolean {
  const { statuses, userStatuses } = world
  return tellsOfRows(world, policy) && statuses.of(policy.id) !== undefined && userStatuses.of(policy.id) !== undefined
}

function tellsOfRows({ isSeeded }: World, { set, claimed }: WorldPolicy): boolean {
  return FAMILIES[set.path] === 'statuses' && !isSeeded && claimed.size === 0
}

function* counted(
  { store }: ItemReader,
  counts: StatusCounts,
  id: string,
  rows: Resource | undefined,
): Work<StatusCount | undefined> {
  if (rows === undefined) return undefined
  if (counts.of(id) === undefined) counts.set(id, yield* countStatuses(store, rows, [id]))
  return counts.of(id)
}
