/**
 * The status summaries of an app configuration. They are stored numbers, not counts of the statuses beside them (R9).
 * @see https://learn.microsoft.com/graph/api/resources/intune-apps-manageddevicemobileappconfigurationusersummary
 */
import { conflict, resourceNotFound } from '../../errors.js'
import { complete } from '../../model/payload.js'
import type { Entity } from '../../model/payload.js'
import type { Resource } from '../../model/model.js'
import { showOtherwiseInV1 } from '../../model/otherwise.js'
import type { EntityType } from '../../model/types.js'
import type { Rules } from './rules.js'
import { isAggregated } from '../scope.js'
import type { CountingScope, KnownCounts, Location } from '../scope.js'
import type { SqlValue, Work } from '../../store/work.js'
import { countBy } from '../../store/query/lookups.js'
import type { EntityStore, Keys } from '../../store/query/entities.js'
import { itemsAt } from '../items.js'

/** Summaries of the live service are named after the account and the policy. */
function composedId(scope: CountingScope, { keys }: Location): string {
  return `${scope.tenantId}_${keys[0]}`
}

function parentOf(resource: Resource): Resource {
  if (resource.parent === undefined) throw new Error(`${resource.path} is not contained in anything`)
  return resource.parent
}

/** The count in which a status ends up. */
export const COUNTED_AS: Readonly<Record<string, string>> = {
  unknown: 'pendingCount',
  notAssigned: 'pendingCount',
  notApplicable: 'notApplicableCount',
  compliant: 'successCount',
  remediated: 'successCount',
  nonCompliant: 'failedCount',
  error: 'errorCount',
  conflict: 'conflictCount',
}

/** Numbers of a tenant that lives. */
export function livingNumbers(type: EntityType, members: Entity): Entity {
  const entity = complete(type, members)
  countConflictsInV1(entity)
  return entity
}

/** v1.0 counts conflicts as errors, having no number for them (L58). */
function countConflictsInV1(entity: Entity): void {
  const { errorCount, conflictCount } = entity
  if (Number(conflictCount) > 0 && typeof errorCount === 'number')
    showOtherwiseInV1(entity, { errorCount: errorCount + Number(conflictCount) })
}

/** Numbers that are counted when they are read. */
export function countedNumbers({ life }: CountingScope, type: EntityType, members: Entity): Entity {
  return life === undefined ? complete(type, members) : livingNumbers(type, members)
}

/** How many rows below a policy are in each state. */
export function* countStatuses(
  store: EntityStore,
  statuses: Resource,
  keys: Keys,
  known?: KnownCounts,
): Work<ReadonlyMap<string, number>> {
  const counts = { deviceStatuses: known?.devices, userStatuses: known?.users }[statuses.name]
  if (counts !== undefined) return counts
  const counted = yield* countBy(store, statuses, keys, 'status')
  return new Map([...counted].map(([status, count]) => [String(status), count]))
}

/** The number of a summary that a status counts in. */
export function addCounts(counts: Entity, statuses: ReadonlyMap<string, number>): void {
  for (const [status, count] of statuses) {
    const name = COUNTED_AS[status] ?? 'pendingCount'
    counts[name] = Number(counts[name] ?? 0) + count
  }
}

/** What the statuses beside a summary add up to, as of the policy's present version. */
function* countsBeside(scope: CountingScope, { resource, keys }: Location): Work<Entity> {
  const parent = parentOf(resource)
  const statuses = parent.children.get(resource.name.replace(/Summary$/, 'es').toLowerCase())
  if (statuses === undefined) throw new Error(`${resource.path} sums up nothing`)
  const counts: Entity = {
    configurationVersion: yield* versionOf(scope, parent, keys),
    ...(yield* lastReported(scope, statuses, keys)),
  }
  addCounts(counts, yield* countStatuses(scope.store, statuses, keys, scope.known))
  return counts
}

/** The version of the policy that is counted. */
export function* versionOf(
  { store, known }: CountingScope,
  policies: Resource,
  keys: Keys,
): Work<SqlValue | undefined> {
  return known?.version ?? (yield* store.hold(policies, keys, 'version'))
}

/** When what is counted at once was last reported: counts of a tenant that lives are as old as that. */
export function* lastReported(scope: CountingScope, statuses: Resource, keys: Keys): Work<Entity> {
  if (scope.life === undefined) return {}
  const [last] = yield* itemsAt(scope, statuses, keys, {
    firstBy: 'lastReportedDateTime desc',
    select: ['lastReportedDateTime'],
  })
  const at = last?.entity['lastReportedDateTime']
  return typeof at === 'string' && !at.startsWith('0001') ? { lastUpdateDateTime: at.replace(/\.\d+/, '') } : {}
}

function isCounted(scope: CountingScope): boolean {
  return (scope.switches.computeSummaries || scope.life !== undefined) && !isAggregated(scope)
}

export const summary: Rules = {
  counts: isCounted,

  *newId(scope, location, entity) {
    const sent = entity['id']
    return typeof sent === 'string' && sent !== '' ? sent : composedId(scope, location)
  },

  *prepare(scope, { resource, keys }, { entity }, body) {
    if (!Object.hasOwn(body, 'lastUpdateDateTime')) entity['lastUpdateDateTime'] ??= `${scope.clock.now()}Z`
    // The number of errors that a client gives is its own.
    if (scope.life !== undefined && !Object.hasOwn(body, 'errorCount')) countConflictsInV1(entity)
    if (Object.hasOwn(body, 'configurationVersion') || entity['configurationVersion'] !== null) return
    const version = yield* scope.store.hold(parentOf(resource), keys, 'version')
    if (version === undefined) throw resourceNotFound()
    entity['configurationVersion'] = version
  },

  *absent(scope, location) {
    const counts = isCounted(scope) ? yield* countsBeside(scope, location) : { configurationVersion: 0 }
    const own = { lastUpdateDateTime: `${scope.clock.now()}Z`, ...counts, id: composedId(scope, location) }
    return countedNumbers(scope, location.resource.type, own)
  },

  duplicate({ resource, keys }) {
    return conflict(`The mobile app configuration '${keys[0]}' already has a ${resource.name}. Use PATCH to change it.`)
  },
}
