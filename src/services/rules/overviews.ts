/**
 * Overviews of devices and policies that nobody has written: they are counted from what is stored (B148). The counting
 * is in {@link file://../reports/policies.ts} and here, and nowhere else.
 */
import type { Entity } from '../../model/payload.js'
import type { Resource } from '../../model/model.js'
import type { Work } from '../../store/work.js'
import { CONFIGURATIONS, countDevices, UPDATES } from '../reports/policies.js'
import type { Counted } from '../life/outcomes/worst.js'
import { isAggregated } from '../scope.js'
import type { CountingScope, Location } from '../scope.js'
import { devicesBy } from './devices-by.js'
import { addCounts, countedNumbers, countStatuses, lastReported, versionOf } from './summary.js'
import type { Rules } from './rules.js'

/** Before the first aggregation nothing is counted. */
const counting = (count: (scope: CountingScope, location: Location) => Work<Entity>, before: Entity = {}): Rules => ({
  counts: (scope) => !isAggregated(scope),

  *absent(scope, location) {
    const { resource, keys } = location
    const now = `${scope.clock.now()}Z`
    const counted = isAggregated(scope) ? { ...before, lastUpdateDateTime: now } : yield* count(scope, location)
    return countedNumbers(scope, resource.type, { ...counted, id: keys.length === 0 ? scope.tenantId : keys.join('_') })
  },
})

/** How many devices have each state of compliance. */
export const complianceSummary = counting(function* (scope) {
  const states = yield* devicesBy(scope, 'complianceState')
  const of = (state: string): number => states.get(state) ?? 0
  return {
    compliantDeviceCount: of('compliant'),
    nonCompliantDeviceCount: of('noncompliant'),
    inGracePeriodCount: of('inGracePeriod'),
    conflictDeviceCount: of('conflict'),
    errorDeviceCount: of('error'),
    unknownDeviceCount: of('unknown'),
    configManagerCount: of('configManager'),
  }
})

/** Counts of devices, or of users, by the worst state that any of some configurations has on them. */
function countsOf(counted: Counted, who: 'Device' | 'User'): Entity {
  return Object.fromEntries(Object.entries(counted).map(([state, count]) => [`${state}${who}Count`, count]))
}

export const configurationSummary = counting(function* (scope) {
  return countsOf(yield* countDevices(scope, CONFIGURATIONS, 'deviceStatuses'), 'Device')
})

export const configurationUserSummary = counting(function* (scope) {
  return countsOf(yield* countDevices(scope, CONFIGURATIONS, 'userStatuses'), 'User')
})

export const updateSummary = counting(function* (scope) {
  return {
    ...countsOf(yield* countDevices(scope, CONFIGURATIONS, 'deviceStatuses', UPDATES), 'Device'),
    ...countsOf(yield* countDevices(scope, CONFIGURATIONS, 'userStatuses', UPDATES), 'User'),
  }
})

/** What devices, or users, report of one policy. As long as no user did, theirs says no version of it (B38). */
const overviewOf = (statuses: string): Rules =>
  counting(
    function* (scope, { resource, keys }) {
      const policies = resource.parent as Resource
      const counts: Entity = { lastUpdateDateTime: `${scope.clock.now()}Z` }
      const rows = policies.children.get(statuses.toLowerCase())
      if (rows === undefined) throw new Error(`${policies.path} has no ${statuses}`)
      Object.assign(counts, yield* lastReported(scope, rows, keys))
      const states = yield* countStatuses(scope.store, rows, keys, scope.known)
      addCounts(counts, states)
      const isIdle = statuses === 'userStatuses' && states.size === 0
      counts['configurationVersion'] = isIdle ? 0 : Number((yield* versionOf(scope, policies, keys)) ?? 0)
      return counts
    },
    { configurationVersion: 0 },
  )

export const deviceStatusOverview = overviewOf('deviceStatuses')
export const userStatusOverview = overviewOf('userStatuses')
