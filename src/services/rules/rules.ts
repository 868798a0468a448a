/** What Graph does with the entities of a type beyond what their declaration says. */
import type { Resource } from '../../model/model.js'
import type { EntityType } from '../../model/types.js'
import type { Entity } from '../../model/payload.js'
import type { Keys, Stored } from '../../store/query/entities.js'
import type { Work } from '../../store/work.js'
import type { Contained } from '../new-entity.js'
import type { CountingScope, HashedSecret, Location, Scope } from '../scope.js'

/** The item that contains what a body says, and what else that says of it. */
export interface ContainedIn {
  readonly resource: Resource
  readonly type: EntityType
  readonly values: Entity
}

/** Something that is to be linked to an item, and what is linked there of its kind. */
export interface Added {
  readonly kind: Resource
  readonly id: string
}

/** By the name of the member. */
type Found = Readonly<Record<string, (scope: Scope, location: Location) => Work<unknown>>>

export interface Rules {
  /** What of a body has to be hashed before the transaction begins: hashing takes longer than a transaction may wait. */
  hash?(body: unknown): Promise<HashedSecret> | undefined
  /** Whether what a body says leads to items of the catalog, which then has to be there. */
  usesCatalog?(body: unknown): boolean
  /** The key of a new entity may be the one that a client sends, which `newId` then finds in it. */
  readonly takesId?: true
  /** Members that the service alone changes: what a client says of them in a PATCH is overlooked. */
  readonly own?: readonly string[]
  /** The key of a new entity where a GUID, what contains the entity and its type make it. */
  composedId?(guid: string, keys: Keys, type: EntityType): string
  /** The key of a new entity; without these rules a new GUID. Of many at once, most ask the database nothing. */
  newId?(scope: Scope, location: Location, entity: Entity, type: EntityType): Work<string> | string
  /** Completes or refuses what a body says that an item contains: the body of a new item, or of an action that replaces. */
  contained?(
    scope: Scope,
    contained: readonly Contained[],
    occasion: 'new' | 'replaced',
    item: ContainedIn,
  ): readonly Contained[]
  /** Completes or refuses what is about to be stored. `body` holds what the client said. */
  prepare?(scope: Scope, location: Location, stored: Stored, body: Entity): Work<void> | undefined
  /** Writes what belongs into other tables, when the entity itself is stored; `unchanged` where it shows the same as then. */
  after?(scope: Scope, location: Location, stored: Stored, body: Entity): Work<void | 'unchanged'>
  /**
   * Brings what changes with time up to date before it is read: an item, or the items of a collection. The read is a write
   * then.
   */
  settle?(scope: Scope, location: Location): Work<void>
  /** `settle` is about tenants that live alone: a read of any other stays a read. */
  readonly settlesLife?: true
  /** Members that an item shows where it is read by itself, found among what else is stored; undefined for what it has. */
  readonly found?: Found
  /** The same of members that only those see who name them, by the path or in `$select`. */
  readonly foundIfNamed?: Found
  /** What a reader sees of a single-valued navigation with nothing stored. */
  absent?(scope: CountingScope, location: Location): Work<Entity | undefined>
  /** Whether that is counted from what is stored, so that each item has its own. */
  counts?(scope: CountingScope): boolean
  /** The error for a second one where there can be only one. */
  duplicate?(location: Location): Error
  /** Follows that the item refers to another one by a navigation property from now on, or to none. */
  refers?(scope: Scope, location: Location, navigation: Resource, id: string | undefined): Work<void>
  /**
   * Refuses what may not be linked to the item by a navigation property; with nothing `added`, that something is linked no
   * longer.
   */
  links?(scope: Scope, location: Location, navigation: Resource, added: Added | undefined): Work<void>
  /** Refuses what may not be deleted. */
  beforeDelete?(scope: Scope, location: Location): Work<void>
}
