/**
 * `createCopy` and `clone`: a new item like the one that the action is called on, with what that contains, but without its
 * assignments and what devices reported (B51, B61, B85).
 *
 * @see https://learn.microsoft.com/graph/api/intune-deviceconfigv2-devicemanagementconfigurationpolicy-createcopy
 */
import type { Resource } from '../../model/model.js'
import type { Entity } from '../../model/payload.js'
import { allProperties } from '../../model/inheritance.js'
import type { EntityType } from '../../model/types.js'
import type { Shape } from '../../store/layout/projection.js'
import type { Keys } from '../../store/query/entities.js'
import { amid } from '../../store/work.js'
import type { Work } from '../../store/work.js'
import type { Contained, NewEntity } from '../contained.js'
import { createEntity } from '../entities.js'
import { itemsAt } from '../items.js'
import { notFound } from '../presence.js'
import type { Scope } from '../scope.js'
import type { Effect } from './effect.js'

const WHOLE: Shape = { version: 'beta', select: undefined, typeAnnotations: 'all' }

/** What belongs to the item alone: whom it reaches, and what came of it. */
const NOT_COPIED = /assignment|status|state|summary|overview/i

export const createCopy: Effect = {
  fits: ({ returns }, type) => returns?.type.kind === 'entity' && !returns.collection && !type.abstract,

  plan(call) {
    const { scope, resource, keys } = call
    const parameters = call.read()
    return function* () {
      const loaded = yield* scope.store.load(resource, keys)
      if (loaded === undefined) throw notFound(resource, keys)
      const { type, entity } = loaded
      const values = { ...entity, ...named(type, parameters) }
      const contained = yield* copyOf(scope, resource, keys)
      const above = keys.slice(0, -1)
      const { id } = yield* amid(createEntity(scope, resource, above, { type, values, bindings: [], contained }, WHOLE))
      return { entity: { resource, keys: [...above, id] } }
    }
  },
}

/** Policies have a `name` where others have a `displayName`. */
function named(type: EntityType, { displayName, ...others }: Entity): Entity {
  const properties = allProperties(type)
  const given = { ...others, [Object.hasOwn(properties, 'displayName') ? 'displayName' : 'name']: displayName }
  return Object.fromEntries(
    Object.entries(given).filter(
      ([name, value]) => Object.hasOwn(properties, name) && value !== null && value !== undefined,
    ),
  )
}

function* copyOf(scope: Scope, resource: Resource, keys: Keys): Work<Contained[]> {
  const copies: Contained[] = []
  for (const child of resource.children.values()) {
    const contained = child.many && child.link === undefined && child.refersTo === undefined
    if (!contained || child.layout !== 'document' || NOT_COPIED.test(child.type.name)) continue
    const items: NewEntity[] = []
    for (const { type, entity } of yield* itemsAt(scope, child, keys)) {
      const below = yield* copyOf(scope, child, [...keys, entity['id'] as string])
      items.push({ type, values: entity, bindings: [], contained: below })
    }
    if (items.length > 0) copies.push({ resource: child, items })
  }
  return copies
}
