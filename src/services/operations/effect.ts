/** What an operation does. Each has a file of its own here; {@link file://./registry.ts} finds it. */
import type { Resource } from '../../model/model.js'
import type { Entity } from '../../model/payload.js'
import type { EntityType, Operation } from '../../model/types.js'
import type { Keys } from '../../store/query/entities.js'
import type { Work } from '../../store/work.js'
import type { HashedSecret, Location, Scope } from '../scope.js'

/** One call of an operation. */
export interface Call {
  readonly scope: Scope
  readonly operation: Operation
  /** Where the item or the collection lives that the operation is bound to, and the type that it is taken for. */
  readonly resource: Resource
  readonly type: EntityType
  readonly keys: Keys
  /** Canonical path of that item or collection. */
  readonly path: string
  /** The parameters as they were sent. */
  readonly sent: Entity
  /** The parameters, checked and canonical. What may be null and was not sent is null, or an empty collection. */
  read(): Entity
}

/**
 * What a call yields: nothing, or null; a value that lives nowhere; an entity of the store; entities of the store, all at
 * a place or those with certain ids; what has changed at a place.
 */
export type Result =
  | undefined
  | { readonly value: unknown }
  | { readonly entity: Location }
  | { readonly entities: Location; readonly ids?: readonly string[] }
  | { readonly changes: Location }

export interface Effect {
  /** Whether the effect fits the declaration of an operation; every declaration if it does not say. */
  fits?(operation: Operation, type: EntityType): boolean
  /** What has to be hashed before the transaction begins: hashing takes longer than a transaction may wait. */
  hash?(): Promise<HashedSecret>
  /** Checks the call as far as that needs no database. What it returns runs in a transaction. */
  plan(call: Call): () => Work<Result>
}
