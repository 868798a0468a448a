/** How many devices meet each setting: of a tenant that lives it is counted when it is read, unless aggregations count it. */
import { isAggregated } from '../scope.js'
import { settleSettings } from '../life/aggregate/settings.js'
import type { Rules } from './rules.js'

export const settingSummaries: Rules = {
  settlesLife: true,

  *settle(scope, { resource, keys }) {
    if (!isAggregated(scope)) yield* settleSettings(scope, resource, keys, scope.clock.milliseconds())
  },
}
