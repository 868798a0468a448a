/** What the service says of a new entity before it is stored: times, its key, its rank, and what the rules of its set complete. */
import type { Entity } from '../model/payload.js'
import type { Stored } from '../store/query/entities.js'
import type { Work } from '../store/work.js'
import { isRanked, nextPriority, RANKED } from './priorities.js'
import { rulesOf } from './rules/registry.js'
import type { Rules } from './rules/rules.js'
import type { Location, Scope } from './scope.js'
import { stamp } from './stamps.js'

/**
 * Completes or refuses a new entity. `values` is what the client says of it. Undefined where nothing has to be asked of the
 * database: of the hundred settings of a policy none has, and a generator for each of them costs more than what it would do.
 */
export function prepareNew(scope: Scope, location: Location, stored: Stored, values: Entity): Work<void> | undefined {
  const { type, entity } = stored
  const rules = rulesOf(location.resource)
  stamp(scope, location.resource, stored, 'create')
  const id =
    scope.keepsIds === true && typeof values['id'] === 'string' ? values['id'] : newKey(rules, scope, location, stored)
  if (typeof id !== 'string' || isRanked(type)) return prepareByDatabase(scope, location, stored, values, id)
  entity['id'] = id
  return rules.prepare?.(scope, location, stored, values)
}

function* prepareByDatabase(
  scope: Scope,
  location: Location,
  stored: Stored,
  values: Entity,
  id: Work<string> | string,
): Work<void> {
  const { resource, keys } = location
  stored.entity['id'] = typeof id === 'string' ? id : yield* id
  if (isRanked(stored.type)) stored.entity[RANKED] = yield* nextPriority(scope, resource, keys, stored.type)
  yield* rulesOf(resource).prepare?.(scope, location, stored, values) ?? []
}

function newKey(
  { newId, composedId }: Rules,
  scope: Scope,
  location: Location,
  { type, entity }: Stored,
): Work<string> | string {
  if (newId !== undefined) return newId(scope, location, entity, type)
  return composedId?.(scope.newId(), location.keys, type) ?? scope.newId()
}
