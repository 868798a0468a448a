/**
 * Scope tags are numbered, and the first one cannot be deleted.
 * @see https://learn.microsoft.com/graph/api/resources/intune-rbac-rolescopetag
 */
import { backendBadRequest } from '../../errors.js'
import { LostRace } from '../../store/work.js'
import { highestNumber } from '../../store/query/lookups.js'
import type { Rules } from './rules.js'

/** The tag of everything that has no other. */
const DEFAULT = '0'

export const roleScopeTag: Rules = {
  *newId({ store }, { resource }) {
    // The lock on the first tag orders the transactions that take numbers.
    yield* store.load(resource, [DEFAULT])
    return String((yield* highestNumber(store, resource, [])) + 1)
  },

  /** Another transaction took the number meanwhile: the next one is tried. */
  duplicate: (location) => new LostRace(new Error(`two scope tags at once at ${location.resource.path}`)),

  *beforeDelete(_scope, { keys }) {
    if (keys[0] === DEFAULT) throw backendBadRequest()
  },
}
