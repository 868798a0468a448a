/**
 * Entities that show what the backup had from which they came, and not all members of their type (K28). A document has those members
 * of them, and names them in a list, as else they would be completed where it is imported.
 */
import { allProperties, isOpen } from '../../model/inheritance.js'
import type { Resource } from '../../model/model.js'
import { complete } from '../../model/payload.js'
import type { Entity } from '../../model/payload.js'
import type { EntityType } from '../../model/types.js'
import type { EntityStore } from '../../store/query/entities.js'
import { tellItem } from '../../store/query/told.js'
import type { Work } from '../../store/work.js'
import type { EntityPlace } from './document.js'

const TYPE = '@odata.type'

/** Places of entities, to be asked for. */
export class Places {
  readonly #known = new Set<string>()

  constructor(places: Iterable<EntityPlace>) {
    for (const { path, keys } of places) this.#known.add(JSON.stringify([path, keys]))
  }

  has(path: string, keys: readonly string[]): boolean {
    return this.#known.size > 0 && this.#known.has(JSON.stringify([path, keys]))
  }
}

/** Whether the members of an entity, but for those of `besides`, are others than those of its type, or in another order. */
export function isAsTold(type: EntityType, entity: Entity, besides: Readonly<Record<string, unknown>> = {}): boolean {
  const compared = (from: Entity): string =>
    JSON.stringify(Object.entries(from).filter(([name]) => name !== TYPE && !Object.hasOwn(besides, name)))
  return compared(complete(type, entity)) !== compared(entity)
}

/** What an imported object has beside the members of its type is no part of the document. */
export function knownOnly(type: EntityType, entity: Entity): Entity {
  if (isOpen(type)) return entity
  const properties = allProperties(type)
  return Object.fromEntries(Object.entries(entity).filter(([name]) => name === TYPE || Object.hasOwn(properties, name)))
}

/** Shows of an entity that is stored whole the members alone that the document has, in its order. */
export function* tell(store: EntityStore, resource: Resource, keys: readonly string[], entity: Entity): Work<void> {
  const shown = (stored: Entity): Entity =>
    Object.fromEntries(Object.entries(entity).filter(([name]) => Object.hasOwn(stored, name)))
  yield* tellItem(store, resource, keys, shown)
}
