/** What must exist before an operation goes on: the item, its parent, an item of the right type. */
import { backendRefusal } from '../errors.js'
import type { Resource } from '../model/model.js'
import type { EntityType, Operation } from '../model/types.js'
import type { Keys } from '../store/query/entities.js'
import { containerOf, depthOf } from '../store/layout/layout.js'
import type { Work } from '../store/work.js'
import { notFound } from './not-found.js'
import { rulesOf } from './rules/registry.js'
import type { Location, Scope } from './scope.js'

/**
 * Refuses where the item that contains `resource` does not exist. For a writer it stays where it is until the transaction
 * ends. `parentKeys` lead to that item.
 */
export function* requireParent(
  scope: Scope,
  resource: Resource,
  parentKeys: Keys,
  purpose: 'read' | 'write',
): Work<void> {
  const container = containerOf(resource)
  if (container === undefined) return
  if (purpose === 'write' && container.shared && !(yield* scope.store.exists(container, parentKeys, 'own')))
    throw yield* notToChange(scope, container, parentKeys.slice(0, depthOf(resource)))
  const there =
    purpose === 'read'
      ? yield* scope.store.exists(container, parentKeys)
      : (yield* scope.store.hold(container, parentKeys)) !== undefined
  if (!there) throw notFound(container, parentKeys.slice(0, depthOf(resource)))
}

/** The refusal to change an item that the tenant does not have: one of the catalog, or none. */
export function* notToChange({ store }: Scope, resource: Resource, keys: Keys): Work<Error> {
  if (!resource.shared || !(yield* store.exists(resource, keys))) return notFound(resource, keys)
  return backendRefusal(`'${keys.at(-1) ?? ''}' in '${resource.path}' is built in: it cannot be changed or deleted.`)
}

/** Refuses where what an operation is called on does not exist: an item, or the item that contains the collection. */
export function* requireBound(scope: Scope, { resource, keys }: Location, bound: Operation['binding']): Work<void> {
  if (bound === 'collection') return yield* requireParent(scope, resource, keys, 'read')
  if (resource.kind === 'singleton' || (yield* scope.store.exists(resource, keys))) return
  const { absent } = rulesOf(resource)
  if (resource.many || absent === undefined) throw notFound(resource, keys)
  yield* requireParent(scope, resource, keys, 'read')
}

/** An item that a path takes for one of certain types. */
export interface Cast {
  readonly resource: Resource
  readonly keys: Keys
  readonly types: readonly EntityType[]
  /** What the path says of its key beside the id. */
  readonly key?: Readonly<Record<string, string>> | undefined
}

/** Refuses where an item is of a type other than those it is cast to, as if it did not exist. */
export function* requireTypes(scope: Scope, casts: readonly Cast[]): Work<void> {
  for (const { resource, keys, types, key } of casts) {
    const name = yield* scope.store.holdType(resource, keys)
    if (!types.some((type) => type.name === name)) throw notFound(resource, keys)
    if (key === undefined) continue
    const { entity = {} } = (yield* scope.store.load(resource, keys)) ?? {}
    if (Object.entries(key).some(([property, value]) => entity[property] !== value)) throw notFound(resource, keys)
  }
}

/** The id of the item to which a single-valued navigation property refers. */
export function* referredId(scope: Scope, resource: Resource, keys: Keys): Work<string> {
  const id = yield* scope.store.hold(resource, keys)
  if (typeof id !== 'string') throw notFound(resource, keys)
  return id
}
