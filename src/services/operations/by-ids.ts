/** Operations that yield the entities with certain ids, such as `getRoleScopeTagsByIds`. */
import type { Effect } from './effect.js'

/** `parameter` holds the ids; `path` is that of the set. */
export function byIds(parameter: string, path: string): Effect {
  return {
    plan(call) {
      const ids = (call.read()[parameter] ?? []) as readonly string[]
      const result = { entities: { resource: call.scope.model.resourceAt(path), keys: [] }, ids }
      return function* () {
        return result
      }
    },
  }
}
