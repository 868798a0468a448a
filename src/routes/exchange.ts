/** A request of the Graph face and its answer as plain values: from a socket, or a part of a batch. */
import type { Caller } from '../auth/caller.js'
import type { Correlation } from '../http/correlation.js'
import type { ResourcePath } from '../odata/ast.js'
import type { StepBudget } from '../odata/effort.js'
import type { BodyText } from '../services/body-text.js'
import type { ItemBudget } from '../services/item-budget.js'
import type { Noted } from '../services/requests/note.js'
import type { HashedSecret } from '../services/scope.js'
import type { Client } from '../store/work.js'
import type { Operation } from './operations.js'

export interface Exchange {
  readonly method: string
  readonly path: ResourcePath
  readonly operation: Operation
  /** Query string without `?`, as sent. */
  readonly query: string
  /** Scheme, host and port as the client sees them. */
  readonly origin: string
  readonly caller: Caller
  readonly correlation: Correlation
  /** Who waits for the answer. */
  readonly client: Client
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** Parsed JSON; undefined if there was no body. */
  readonly body: unknown
  /** What it was read from. */
  readonly bodyText?: BodyText | undefined
  /** What was hashed of it beforehand. */
  readonly hashed?: HashedSecret
  /** What the queries of a batch may still cost together; a request of its own has all of it. */
  readonly budget?: StepBudget | undefined
  /** What is gathered for the journal of requests. */
  readonly noted?: Noted | undefined
  /** What the requests of an atomicity group may still make together. */
  readonly items?: ItemBudget | undefined
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** JSON or another text; bytes of a binary value. */
  readonly body: string | Buffer | undefined
  /** Whether it is a page with others behind it. */
  readonly hasMore?: boolean
}
