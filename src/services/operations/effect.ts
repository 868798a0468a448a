/** What an operation does. Each has a file of its own here; {@link file://./registry.ts} finds it. */
import type { Resource } from '../../model/model.js'
import type { Keys } from '../../store/query/entities.js'
import type { Work } from '../../store/work.js'
import type { HashedSecret, Scope } from '../scope.js'

/** One call of an operation. */
export interface Call {
  readonly scope: Scope
  /** Where the item or the collection lives that the operation is bound to. */
  readonly resource: Resource
  readonly keys: Keys
  /** Parsed JSON; undefined if there was no body. */
  readonly body: unknown
}

export interface Effect {
  /** What has to be hashed before the transaction begins: hashing takes longer than a transaction may wait. */
  hash?(): Promise<HashedSecret>
  /** Checks the call as far as that needs no database. What it returns runs in a transaction, and yields the result. */
  plan(call: Call): () => Work<unknown>
}
