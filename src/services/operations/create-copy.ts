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
import { ID_ALONE } from '../../store/layout/shape.js'
import type { Shape } from '../../store/layout/shape.js'
import { documentsBelow, referencesBelow } from '../../store/query/below.js'
import type { Keys } from '../../store/query/entities.js'
import { amid } from '../../store/work.js'
import type { Work } from '../../store/work.js'
import type { Contained, NewEntity } from '../new-entity.js'
import { createEntity } from '../entities.js'
import { takeItems } from '../item-budget.js'
import { itemsAt } from '../items.js'
import { notFound } from '../not-found.js'
import { rulesOf } from '../rules/registry.js'
import type { Scope } from '../scope.js'
import type { Bindings } from '../new-entity.js'
import type { Effect } from './effect.js'

const WHOLE: Shape = { version: 'beta', select: undefined, typeAnnotations: 'all' }

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
      const copied = (yield* copyOf(scope, resource, keys)).get(null) ?? []
      const contained = rulesOf(resource).contained?.(scope, copied, 'new', { resource, type, values }) ?? copied
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

/** What the item at `keys` contains, `path` being the resources from the item down to what is copied: none at first. */
function* copyOf(scope: Scope, resource: Resource, keys: Keys, path: readonly Resource[] = []): Work<Copies> {
  const copies = new Map<number | null, Contained[]>()
  for (const child of resource.children.values()) {
    const contained = child.many && child.link === undefined && child.refersTo === undefined
    if (!contained || child.layout !== 'document' || NOT_COPIED.test(child.type.name)) continue
    const below = [...path, child]
    const documents = yield* documentsBelow(scope.store, below, keys)
    if (documents.length === 0) continue
    takeItems(scope.items, documents.length)
    const inside = yield* copyOf(scope, child, keys, below)
    const references = yield* referencesOfAll(scope, child, keys, below)
    const items = new Map<number | null, NewEntity[]>()
    for (const { row, parentRow, type, entity } of documents) {
      const bindings = references.flatMap(({ ids, ...reference }) => {
        const own = ids.get(row)
        return own === undefined ? [] : [{ ...reference, ids: own }]
      })
      const item = { type, values: entity, bindings, contained: inside.get(row) ?? [] }
      const container = path.length === 0 ? null : parentRow
      items.set(container, [...(items.get(container) ?? []), item])
    }
    for (const [container, own] of items)
      copies.set(container, [...(copies.get(container) ?? []), { resource: child, items: own }])
  }
  return copies
}

/** By the row of the document that contains them; null is the item that is copied. */
type Copies = ReadonlyMap<number | null, readonly Contained[]>

interface ReferencesOfAll {
  readonly resource: Resource
  readonly name: string
  readonly ids: ReadonlyMap<number, readonly string[]>
}

/** What all the items of a level refer to in other sets. */
function* referencesOfAll(
  scope: Scope,
  resource: Resource,
  keys: Keys,
  below: readonly Resource[],
): Work<ReferencesOfAll[]> {
  const found: ReferencesOfAll[] = []
  for (const child of resource.children.values()) {
    if (child.refersTo === undefined || NOT_COPIED.test(child.name)) continue
    const ids = yield* referencesBelow(scope.store, below, child, keys)
    for (const own of ids.values()) takeItems(scope.items, own.length)
    if (ids.size > 0) found.push({ resource: child, name: child.name, ids })
  }
  return found
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
