/** A tenant begins to live: its devices are scheduled, and the assignments that it has are effective. */
import { all } from '../../store/work.js'
import type { Work } from '../../store/work.js'
import { findNotes } from '../audit/stored-notes.js'
import { itemsAt } from '../items.js'
import type { ItemReader } from '../items.js'
import { assignmentsOf } from '../targeting/load.js'
import type { Batch } from './batch.js'
import { lifeEvent } from './events.js'
import { FAMILIES } from './families.js'
import { schedule } from './plan-check-ins.js'
import { savePolicies } from './policies.js'
import type { WorldPolicy } from './world.js'

/** Milliseconds from the begin within which no device checks in by its schedule: what was seeded can be looked at first. */
const QUIET = 3_600_000

/**
 * No device has reported anything yet. Where an administrator switched the tenant on, and writes are visible at once, all devices
 * come in.
 */
export function* begin(batch: Batch, at: number, isSwitched: boolean): Work<void> {
  const { reader, world, settings } = batch
  // What a seed says of statuses stands for what devices reported; the rest clients have written.
  const written = world.isSeeded ? yield* writtenRows(reader) : undefined
  const policies: WorldPolicy[] = []
  for (const policy of world.policies.values()) {
    const assignments = yield* assignmentsOf(reader, { set: policy.set, id: policy.id })
    const own = written === undefined ? yield* rowsOf(batch, policy) : (written.get(policy.id) ?? [])
    policies.push({ ...policy, assignments, claimed: new Set([...policy.claimed, ...own]) })
  }
  for (const policy of policies) world.setPolicy(policy)
  yield* savePolicies(reader.store, policies)
  yield* scheduleAll(batch, at)
  if (!isSwitched || settings.checkIns === 'scheduled') return
  for (const deviceId of [...world.devices.keys()].sort())
    batch.events.add(lifeEvent(at, 'notification', { deviceId, cause: 'group' }))
}

/** By the policy: the rows that clients have written since the seed, as the notes of their writes tell. */
function* writtenRows({ store }: ItemReader): Work<Map<string, Set<string>>> {
  const found = new Map<string, Set<string>>()
  for (const name of ['deviceStatuses', 'userStatuses', 'deviceRunStates'])
    for (const { path, keys: [policyId = '', rowId] = [] } of yield* findNotes(store.dialect, store.tenantId, [
      `/${name}"`,
    ]))
      if (path.endsWith(`/${name}`) && rowId !== undefined)
        found.set(policyId, (found.get(policyId) ?? new Set<string>()).add(rowId))
  return found
}

function* rowsOf({ reader }: Batch, { id, set }: WorldPolicy): Work<Set<string>> {
  const found = new Set<string>()
  const names = { statuses: ['devicestatuses', 'userstatuses'], runs: ['devicerunstates'], none: [] }
  for (const name of names[FAMILIES[set.path] ?? 'none']) {
    const child = set.children.get(name)
    if (child === undefined) continue
    for (const { entity } of yield* itemsAt(reader, child, [id], { select: ['id'], uncounted: true }))
      found.add(String(entity['id']))
  }
  return found
}

/** Of many devices no more is read than it takes. */
function* scheduleAll(batch: Batch, at: number): Work<void> {
  const { store } = batch.reader
  const rows = yield* all(
    `SELECT "id", "operatingSystem", "osVersion", "enrolledDateTime" FROM "managedDevice" WHERE "tenantId" = ${store.dialect.placeholder(1)} ORDER BY "id"`,
    [batch.tenantId],
  )
  for (const [id, operatingSystem, osVersion, enrolled] of rows) {
    const entity = { operatingSystem, osVersion, enrolledDateTime: `${String(enrolled)}Z` }
    schedule(batch, { id: String(id), entity }, at + QUIET)
  }
}
