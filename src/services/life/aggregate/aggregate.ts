/**
 * Aggregations: what is counted of devices and users is stored, and stays as it is until the next one (L58 to L64, L81). What
 * is counted, and how, is said by the rules of each summary ({@link file://../../rules/overviews.ts} and its neighbours), which
 * count in the same way where a tenant does not live.
 */
import type { Resource } from '../../../model/model.js'
import type { Entity } from '../../../model/payload.js'
import { putAll, removeEach } from '../../../store/query/bulk.js'
import type { Keys } from '../../../store/query/entities.js'
import type { Work } from '../../../store/work.js'
import { itemsAt } from '../../items.js'
import type { ItemReader } from '../../items.js'
import { rulesOf } from '../../rules/registry.js'
import { livingNumbers } from '../../rules/summary.js'
import type { KnownCounts } from '../../scope.js'
import type { ChangedRows } from '../changed-rows.js'
import type { HeldPolicies } from '../held-policies.js'
import { scopeAt } from './scope.js'

/** What counts the rows beside it, below a policy or script. */
const OF_POLICIES = new Set([
  'deviceStatusSummary',
  'userStatusSummary',
  'deviceStatusOverview',
  'userStatusOverview',
  'runSummary',
])

/** What counts devices and users of the whole tenant. */
const OF_TENANT = [
  'deviceManagement/managedDeviceOverview',
  'deviceManagement/deviceCompliancePolicyDeviceStateSummary',
  'deviceManagement/deviceConfigurationDeviceStateSummaries',
  'deviceManagement/deviceConfigurationUserStateSummaries',
  'deviceManagement/softwareUpdateStatusSummary',
]

/**
 * Counts what devices and users report of a policy, app configuration or script, and puts it into `rows`. Nothing happens if it is
 * gone. `counts` are those that are known.
 */
export function* aggregatePolicy(
  reader: ItemReader,
  { set, id }: { readonly set: Resource; readonly id: string },
  at: number,
  { policies, rows }: { readonly policies: HeldPolicies; readonly rows: ChangedRows },
  counts: KnownCounts = {},
): Work<void> {
  const held = yield* policies.hold(reader.store, set, [id])
  if (!held.has(id)) return
  const known = { ...counts, version: policies.versionOf(set, id) }
  for (const child of set.children.values())
    if (!child.many && OF_POLICIES.has(child.name)) {
      const counted = yield* countedAt(reader, child, [id], at, known)
      if (counted === undefined) continue
      rows.putWhole(child, id, livingNumbers(child.type, { ...counted, ...(yield* lastRun(reader, child, id)) }))
    }
}

/** Takes away what is stored of policies: it is counted when it is read. */
export function* forgetAggregates(
  { store }: ItemReader,
  policies: readonly { readonly set: Resource; readonly id: string }[],
): Work<void> {
  const bySet = new Map<Resource, string[][]>()
  for (const { set, id } of policies) {
    const ids = bySet.get(set) ?? []
    ids.push([id])
    bySet.set(set, ids)
  }
  for (const [set, ids] of bySet)
    for (const child of set.children.values())
      if (!child.many && OF_POLICIES.has(child.name)) yield* removeEach(store, child, ids)
}

/** Counts the devices and users of the tenant. `known` is what is counted already. */
export function* aggregateSingles(reader: ItemReader, at: number, known: KnownCounts): Work<void> {
  for (const path of OF_TENANT) {
    const resource = reader.model.resourceAt(path)
    const counted = yield* countedAt(reader, resource, [], at, known)
    if (counted === undefined) yield* reader.store.remove(resource, [])
    else yield* put(reader, resource, [], counted)
  }
}

/** Takes away what is stored of the tenant: it is counted when it is read, and what a client has stored holds no longer. */
export function* forgetTenant({ store, model }: ItemReader): Work<void> {
  for (const path of OF_TENANT) yield* store.remove(model.resourceAt(path), [])
}

function* countedAt(
  reader: ItemReader,
  resource: Resource,
  keys: Keys,
  at: number,
  known?: KnownCounts,
): Work<Entity | undefined> {
  return yield* rulesOf(resource).absent?.(scopeAt(reader, at, known), { resource, keys }) ?? nothing()
}

function* nothing(): Work<undefined> {
  return undefined
}

/** When a remediation last ran on any device (L64). */
function* lastRun(reader: ItemReader, { type, parent }: Resource, id: string): Work<Entity> {
  const states = type.name === 'deviceHealthScriptRunSummary' ? parent?.children.get('devicerunstates') : undefined
  if (states === undefined) return {}
  const [last] = yield* itemsAt(reader, states, [id], { firstBy: 'lastStateUpdateDateTime desc' })
  return last === undefined ? {} : { lastScriptRunDateTime: last.entity['lastStateUpdateDateTime'] }
}

function* put({ store }: ItemReader, resource: Resource, keys: Keys, entity: Entity): Work<void> {
  const { type } = resource
  yield* putAll(store, resource, [{ keys, stored: { type, entity: livingNumbers(type, entity) } }])
}
