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
import type { Shape } from '../../store/layout/shape.js'
import type { Keys } from '../../store/query/entities.js'
import { amid } from '../../store/work.js'
import type { Work } from '../../store/work.js'
import type { Contained, NewEntity } from '../new-entity.js'
import { createEntity } from '../entities.js'
import { itemsAt } from '../items.js'
import { notFound } from '../not-found.js'
import type { Scope } from '../scope.js'
import type { Bindings } from '../new-entity.js'
import type { Effect } from './effect.js'

const WHOLE: Shape = { version: 'beta', select: undefined, typeAnnotations: 'all' }

const ID_ALONE: Shape = { version: 'beta', select: ['id'], typeAnnotations: 'none' }

/** What belongs to the item alone: whom it reaches, what came of it, what refers to it. */
const NOT_COPIED = /assignment|status|state|summary|overview|referencing/i

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
      const bindings = yield* referencesOf(scope, resource, keys)
      const above = keys.slice(0, -1)
      const { id } = yield* amid(createEntity(scope, resource, above, { type, values, bindings, contained }, WHOLE))
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
      const at = [...keys, entity['id'] as string]
      const below = yield* copyOf(scope, child, at)
      items.push({ type, values: entity, bindings: yield* referencesOf(scope, child, at), contained: below })
    }
    if (items.length > 0) copies.push({ resource: child, items })
  }
  return copies
}

/** What the item at `keys` refers to in other sets. */
function* referencesOf(scope: Scope, resource: Resource, keys: Keys): Work<Bindings> {
  const found: Bindings[number][] = []
  for (const child of resource.children.values()) {
    if (child.refersTo === undefined || NOT_COPIED.test(child.name)) continue
    const ids = child.many
      ? (yield* itemsAt(scope, child, keys, { select: ['id'] })).map(({ entity }) => entity['id'] as string)
      : idIn(yield* scope.store.find(child, keys, ID_ALONE))
    if (ids.length > 0) found.push({ resource: child, name: child.name, ids })
  }
  return found
}

function idIn(json: string | undefined): string[] {
  return json === undefined ? [] : [(JSON.parse(json) as { id: string }).id]
}
