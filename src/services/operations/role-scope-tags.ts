/**
 * Functions about scope tags. Nobody's scope is restricted here: administrators see everything.
 * @see https://learn.microsoft.com/graph/api/resources/intune-rbac-rolescopetag
 */
import { countEntities } from '../../store/query/queries.js'
import { NO_QUERY } from '../../odata/query.js'
import type { Effect } from './effect.js'

const TAGS = 'deviceManagement/roleScopeTags'

/** Every tenant has the tag 0; any other one is custom. */
export const hasCustomRoleScopeTag: Effect = {
  plan: ({ scope }) =>
    function* () {
      const tags = scope.model.resourceAt(TAGS)
      return { value: (yield* countEntities(scope.store, tags, [], NO_QUERY, undefined)) > 1 }
    },
}

export const getRoleScopeTagsByResource: Effect = {
  plan(call) {
    call.read()
    const tags = { resource: call.scope.model.resourceAt(TAGS), keys: [] }
    return function* () {
      return { entities: tags }
    }
  },
}

export const scopedForResource: Effect = {
  plan(call) {
    call.read()
    return function* () {
      return { value: false }
    }
  },
}
