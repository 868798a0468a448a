/**
 * `setPriority` and `reorder`: the item takes this place among those that are ranked with it, and the others move up or
 * down (B51, B91). The defaults that every tenant has keep the priority 0.
 *
 * @see https://learn.microsoft.com/graph/api/intune-onboarding-deviceenrollmentconfiguration-setpriority
 */
import { backendBadRequest } from '../../errors.js'
import type { Resource } from '../../model/model.js'
import type { Entity } from '../../model/payload.js'
import { ID_ALONE } from '../../store/layout/shape.js'
import type { Keys, Stored } from '../../store/query/entities.js'
import type { Work } from '../../store/work.js'
import { itemsAt } from '../items.js'
import { notFound } from '../not-found.js'
import { isDefault, isRanked, rankAlone, RANKED } from '../priorities.js'
import type { Scope } from '../scope.js'
import type { Call, Effect } from './effect.js'

/** Where items keep their place, and which others are ranked with one. */
interface Ranking {
  of(entity: Entity): number | undefined
  put(entity: Entity, place: number): Entity
  together(one: Entity, other: Entity): boolean
}

const byType: Ranking = {
  of: (entity) => (isDefault(entity) ? undefined : (entity[RANKED] as number)),
  put: (entity, place) => ({ ...entity, [RANKED]: place }),
  together: (one, other) => one['@odata.type'] === other['@odata.type'],
}

/** Policies of the settings catalog are ranked with those of the same family of templates, once they have been given a place. */
const byFamily: Ranking = {
  of: ({ priorityMetaData }) => (priorityMetaData as { priority: number } | null)?.priority,
  put: (entity, priority) => ({ ...entity, priorityMetaData: { priority } }),
  together: (one, other) => familyOf(one) === familyOf(other),
}

function familyOf({ templateReference }: Entity): unknown {
  return (templateReference as Entity | null)?.['templateFamily'] ?? 'none'
}

export const setPriority: Effect = {
  fits: ({ parameters }, type) => Object.hasOwn(parameters, 'priority') && isRanked(type),

  plan(call) {
    const { scope, resource, keys } = call
    const place = call.read()['priority'] as number
    if (place < 1) throw backendBadRequest()
    return function* () {
      const item = yield* itemToRank(call)
      if (item.entity[RANKED] === place || isDefault(item.entity)) throw backendBadRequest()
      yield* move(scope, resource, keys, item, place, byType)
      return undefined
    }
  },
}

export const reorder: Effect = {
  plan(call) {
    const { scope, resource, keys } = call
    const place = call.read()['priority'] as number
    if (place < 1) throw backendBadRequest()
    return function* () {
      const item = yield* itemToRank(call)
      yield* move(scope, resource, keys, item, place, byFamily)
      return undefined
    }
  },
}

/** One transaction at a time ranks items, so that the places of all are those that the one before has left. */
function* itemToRank({ scope, resource, keys }: Call): Work<Stored> {
  yield* rankAlone(scope)
  const item = yield* scope.store.load(resource, keys)
  if (item === undefined) throw notFound(resource, keys)
  return item
}

function* move(
  scope: Scope,
  resource: Resource,
  keys: Keys,
  { type, entity }: Stored,
  place: number,
  ranking: Ranking,
): Work<void> {
  const above = keys.slice(0, -1)
  const all = yield* itemsAt(scope, resource, above, { casts: [type] })
  const own = all.find((each) => each.entity['id'] === entity['id'])?.entity ?? entity
  const ranked = all
    .map((each) => each.entity)
    .filter((each) => each !== own && ranking.together(own, each) && ranking.of(each) !== undefined)
    .sort((one, other) => (ranking.of(one) ?? 0) - (ranking.of(other) ?? 0))
  ranked.splice(place - 1, 0, own)
  for (const [i, { id }] of ranked.entries()) {
    const at = [...above, id as string]
    const each = yield* scope.store.load(resource, at)
    if (each === undefined || ranking.of(each.entity) === i + 1) continue
    yield* scope.store.update(resource, at, { ...each, entity: ranking.put(each.entity, i + 1) }, ID_ALONE)
  }
}
