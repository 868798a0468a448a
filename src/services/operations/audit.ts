/**
 * What audit events can be asked for (B153).
 * @see https://learn.microsoft.com/graph/api/intune-auditing-auditevent-getauditcategories
 */
import { itemsAt } from '../items.js'
import { CATEGORIES } from '../audit/events.js'
import { AUDIT_EVENTS } from '../rules/audit-event.js'
import type { Effect } from './effect.js'

export const getAuditCategories: Effect = {
  plan: () =>
    function* () {
      return { value: [...CATEGORIES] }
    },
}

export const getAuditActivityTypes: Effect = {
  plan({ scope, read }) {
    const { category } = read()
    return function* () {
      const events = yield* itemsAt(scope, scope.model.resourceAt(AUDIT_EVENTS), [], {
        select: ['category', 'activityType'],
      })
      const types = events.filter(({ entity }) => category === null || entity['category'] === category)
      return { value: [...new Set(types.map(({ entity }) => String(entity['activityType'])))].sort() }
    }
  },
}
