/** What is noted of a write, for the audit events of the tenant (B151). */
import type { Entity } from '../../model/payload.js'
import { HELD_WHOLE } from '../body-text.js'
import type { AuditedOperation } from './operation.js'

/** Characters of a note that is stored with what was sent: no body that is longer is in one. */
export const LONGEST = HELD_WHOLE

export interface AuditEntry extends AuditFacts, AuditBodies {}

export interface AuditFacts {
  readonly tenantId: string
  readonly id: string
  /** Stored form. */
  readonly at: string
  readonly version: string
  readonly operation: AuditedOperation
  /** The name of an action. */
  readonly action?: string | undefined
  /** Path of the resource, without keys. */
  readonly path: string
  readonly type: string
  /** The key of the item; undefined for a collection or a single value. */
  readonly key?: string | undefined
  /** All keys down to the item, where there are several. */
  readonly keys?: readonly string[] | undefined
  /** No audit event is to be made of it. */
  readonly unlisted?: boolean | undefined
  /** It was too large to be kept with what was sent. */
  readonly cut?: boolean | undefined
  readonly name?: string | undefined
  readonly appId: string
  readonly userId?: string | undefined
  readonly correlationId: string
}

export interface AuditBodies {
  readonly before?: Entity | undefined
  readonly sent?: Entity | undefined
}

/** What a write comes across, for its note in the audit log. */
export interface Trace {
  /** What was stored before. */
  before?: Entity
  /** What is stored now. */
  after?: Entity
  type?: string
}

/** Only what the body says is told of what was there before. */
export function told(before: Entity | undefined, sent: Entity | undefined): Entity | undefined {
  if (before === undefined || sent === undefined) return undefined
  const names = Object.keys(sent).filter((name) => Object.hasOwn(before, name))
  return Object.fromEntries(names.map((name) => [name, before[name]]))
}
