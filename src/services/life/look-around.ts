/** Writes came that were not told of one by one, and the tenant was read anew: what may have changed is processed, the rest stays. */
import type { Work } from '../../store/work.js'
import { assignmentsOf } from '../targeting/load.js'
import type { Batch } from './batch.js'
import { lifeEvent } from './events.js'
import { recalculation } from './feed.js'
import { awaitedPolicies, scheduledDevices, toldDevices } from './queue.js'
import type { Reached, World, WorldPolicy } from './world.js'

export function* lookAround(batch: Batch, at: number): Work<void> {
  const { reader, tenantId, world, former } = batch
  const { dialect } = reader.store
  // Those have an event of their own, which may be meant to come later.
  const told = new Set(yield* awaitedPolicies(dialect, tenantId, 'processing'))
  for (const policy of world.policies.values())
    if (!told.has(policy.id) && (yield* isOther(batch, policy)))
      batch.events.add(
        lifeEvent(at, 'processing', { policyId: policy.id, cause: 'assign', facts: { path: policy.set.path } }),
      )
  // One that came a moment later is told of by an event of its own as well.
  const scheduled = new Set([
    ...(yield* scheduledDevices(dialect, tenantId)),
    ...(yield* toldDevices(dialect, tenantId)),
  ])
  for (const id of [...world.devices.keys()].sort())
    if (!scheduled.has(id)) batch.events.add(recalculation(at, 'managedDevices', id, true))
  if (former === undefined) return
  for (const deviceId of reachedOtherwise(world, former))
    batch.events.add(lifeEvent(at, 'notification', { deviceId, cause: 'group' }))
  for (const id of otherFilters(world, former)) batch.events.add(recalculation(at, 'filters', id))
}

/** Whether a policy is another one than devices know, or is gone. Where that is not known, it may be. */
function* isOther({ reader, former }: Batch, policy: WorldPolicy): Work<boolean> {
  const { id, set } = policy
  const before = former?.policies.get(id)
  if (before === undefined || policy.policy === undefined) return true
  if (JSON.stringify(before.policy) !== JSON.stringify(policy.policy)) return true
  const stored = yield* assignmentsOf(reader, { set, id })
  return JSON.stringify(stored) !== JSON.stringify(policy.assignments)
}

/** The devices that remember something else than reaches them now: for where it is not known what reached them before. */
export function* outdatedDevices(batch: Batch): Work<string[]> {
  const { world } = batch
  yield* batch.remember(world.devices.keys())
  return [...world.devices.keys()].filter((id) => {
    const { state, pending = [] } = batch.memory(id)
    const kept = [...Object.keys(state?.policies ?? {}), ...Object.keys(state?.runs ?? {}), ...pending]
    const reached = new Set(world.reaching(id).map(({ policy }) => policy.id))
    const known = new Set([...kept, ...Object.keys(state?.apps ?? {})])
    // An app stays when its assignment ends (L69).
    return kept.some((each) => !reached.has(each)) || [...reached].some((each) => !known.has(each))
  })
}

/** The devices that something else reaches than before. */
function* reachedOtherwise(world: World, former: World): Generator<string> {
  for (const id of world.devices.keys()) if (hitsText(world.reaching(id)) !== hitsText(former.reaching(id))) yield id
}

/** The policies, with the assignments that reach a device by its user or by itself. */
function hitsText(reached: readonly Reached[]): string {
  let text = TEXTS.get(reached)
  if (text === undefined) {
    const hits = reached.map(({ policy: { id }, hits }) => [id, hits.map(({ assignment, side }) => [assignment, side])])
    TEXTS.set(reached, (text = JSON.stringify(hits)))
  }
  return text
}

const TEXTS = new WeakMap<readonly Reached[], string>()

function* otherFilters(world: World, former: World): Generator<string> {
  for (const id of new Set([...world.filters.keys(), ...former.filters.keys()]))
    if (world.filters.get(id)?.text !== former.filters.get(id)?.text) yield id
}
