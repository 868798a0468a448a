/** What a history tells. Users of the package see these types, which need no others. */
import type { AuditedOperation } from '../audit/operation.js'
import type { MemberChange } from '../state/compare.js'

export interface Version {
  /** Counts the changes of what was asked for, from 1. */
  readonly number: number
  /** A time in UTC, by the clock of the tenant. */
  readonly at: string
  readonly operation: AuditedOperation
  /** The name of an action. */
  readonly action: string | undefined
  readonly set: string
  readonly keys: readonly string[]
  readonly name: string | undefined
  /** The `request-id` of the answer. */
  readonly requestId: string
  readonly app: Who
  readonly user: Who | undefined
  /** What a change made of members that were there. */
  readonly members: readonly MemberChange[]
  /** What was sent to create it or to an action, or what was deleted. Secrets are three stars. */
  readonly whole: Readonly<Record<string, unknown>> | undefined
  /** The change was too large to be kept. */
  readonly cut: boolean
}

export interface Who {
  readonly id: string
  readonly name: string | undefined
}

export interface History {
  /** Whether it begins with the creation of the object. */
  readonly complete: boolean
  readonly versions: readonly Version[]
  /** Names of objects that the changes mention, by id. */
  readonly names: Readonly<Record<string, string>>
}
