/**
 * What an entity contains, in the body of the request that makes it: `POST deviceCompliancePolicies` with its
 * `scheduledActionsForRule`. It is stored in the same transaction.
 *
 * @see https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html#sec_CreateRelatedEntitiesWhenCreatinganE
 */
import { modelValidationFailure } from '../errors.js'
import { memberAt } from '../model/body-types.js'
import type { Resource } from '../model/model.js'
import { complete } from '../model/payload.js'
import type { Entity } from '../model/payload.js'
import { existsIn } from '../model/types.js'
import { allNavigation } from '../model/inheritance.js'
import type { EntityType } from '../model/types.js'
import { insertAll } from '../store/query/bulk.js'
import type { BulkRow } from '../store/query/bulk.js'
import type { Keys, Stored } from '../store/query/entities.js'
import type { Work } from '../store/work.js'
import { bind } from './bindings.js'
import type { Bindings } from './new-entity.js'
import { settleNew } from './following.js'
import { prepareNew } from './prepare-new.js'
import { takeItems } from './item-budget.js'
import type { Location, Scope } from './scope.js'
import type { Contained, NewEntity } from './new-entity.js'

const NOTHING: readonly Contained[] = []

/**
 * Reads what the body at `at` contains; `read` reads one item. Only documents are stored together with what contains them.
 */
export function readContained(
  scope: Scope,
  resource: Resource,
  type: EntityType,
  body: Entity,
  at: string,
  read: (scope: Scope, resource: Resource, item: unknown, at: string) => NewEntity,
): readonly Contained[] {
  if (resource.layout === 'table') return NOTHING
  const found: Contained[] = []
  for (const name in allNavigation(type)) {
    if (!Object.hasOwn(body, name)) continue
    const child = resource.children.get(name.toLowerCase())
    const value = body[name]
    if (
      child === undefined ||
      child.link !== undefined ||
      child.refersTo !== undefined ||
      !existsIn(child.since, scope.version)
    )
      continue
    if (value === null || value === undefined) continue
    if (Array.isArray(value) !== child.many)
      throw modelValidationFailure(
        `The property '${name}' in the payload is expected to be ${child.many ? 'an array' : 'an object'}.`,
        memberAt(at, name),
      )
    const own = memberAt(at, name)
    const sent = child.many ? (value as unknown[]) : [value]
    takeItems(scope.items, sent.length)
    const items = sent.map((item, i) => read(scope, child, item, child.many ? memberAt(own, i) : own))
    found.push({ resource: child, items })
  }
  return found
}

/**
 * Stores what the item at `keys` contains, down to the last level: one statement for many rows. `isLast` unless the work
 * goes on.
 */
export function* insertContained(
  scope: Scope,
  keys: Keys,
  contained: readonly Contained[],
  isLast = false,
): Work<void> {
  const bound: (readonly [bindings: Bindings, keys: Keys])[] = []
  let level: readonly Placed[] = contained.map((each) => ({ ...each, keys }))
  while (level.length > 0) {
    const rows = new Map<Resource, BulkRow[]>()
    const next: Placed[] = []
    for (const { resource, items, keys } of level) {
      const location: Location = { resource, keys }
      // Of several with one key the last one wins.
      const byId = new Map<string, BulkRow>()
      for (const { type, values, bindings, contained } of items) {
        const stored: Stored = { type, entity: complete(type, values) }
        settleNew(scope, stored, values, contained)
        const preparing = prepareNew(scope, location, stored, values)
        if (preparing !== undefined) yield* preparing
        const id = stored.entity['id'] as string
        byId.set(resource.many ? id : '', { keys, stored })
        if (bindings.length === 0 && contained.length === 0) continue
        const own = resource.many ? [...keys, id] : keys
        if (bindings.length > 0) bound.push([bindings, own])
        next.push(...contained.map((each) => ({ ...each, keys: own })))
      }
      let of = rows.get(resource)
      if (of === undefined) rows.set(resource, (of = []))
      for (const row of byId.values()) of.push(row)
    }
    const ends = isLast && rows.size === 1 && next.length === 0 && bound.length === 0
    for (const [resource, found] of rows) yield* insertAll(scope.store, resource, found, ends)
    level = next
  }
  for (const [bindings, keys] of bound) yield* bind(scope, bindings, keys)
}

type Placed = Contained & { readonly keys: Keys }

/** Stores other items instead of those that the item at `keys` contains. */
export function* replaceContained(scope: Scope, keys: Keys, contained: readonly Contained[]): Work<void> {
  for (const { resource } of contained) yield* scope.store.removeChildren(resource, keys)
  yield* insertContained(scope, keys, contained)
}
