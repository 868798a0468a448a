/** What is noted of a write, for the audit events of the tenant (B151). */
import { LruCache } from '../../lru-cache.js'
import type { Entity } from '../../model/payload.js'
import type { AuditedOperation } from './operation.js'

export interface AuditEntry {
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
  readonly before?: Entity | undefined
  readonly sent?: Entity | undefined
  readonly appId: string
  readonly userId?: string | undefined
  readonly correlationId: string
}

/** What a write comes across, for its note in the audit log. */
export interface Trace {
  /** What was stored before. */
  before?: Entity
  /** What is stored now. */
  after?: Entity
  type?: string
}

/** Members whose values are the service's alone. */
const SECRET = /password|passcode|secret|token|credential|privatekey|unlockcode|encryptionkey/i

/** Types whose `value` is: settings by OMA-URI, and secret settings of the catalog (B33, B48). */
const WITH_SECRET_VALUE = /omaSetting|SecretSettingValue$/

/**
 * The JSON text of a value, asterisks for secrets; undefined if it has more than `most` characters. Most values hold no
 * secret, and JSON.stringify takes a third of the time where it asks for none.
 */
export function textWithoutSecrets(value: object, most: number): string | undefined {
  const seen = { left: most, secret: false }
  look(value as Entity, seen)
  if (seen.left < 0) return undefined
  const text = seen.secret ? JSON.stringify(value, withoutSecrets) : JSON.stringify(value)
  return text.length <= most ? text : undefined
}

/** Counts the characters of a value, as far as there may be any, and looks for a secret in it. */
function look(value: Entity, seen: { left: number; secret: boolean }): void {
  for (const name in value) {
    const member = value[name]
    seen.left -= name.length
    if (typeof member === 'string') {
      const secret = isSecret(name, value)
      seen.secret ||= secret
      if (!secret) seen.left -= member.length
    } else if (typeof member === 'object' && member !== null) look(member as Entity, seen)
    if (seen.left < 0) return
  }
}

/** For `JSON.stringify`. */
export function withoutSecrets(this: unknown, name: string, value: unknown): unknown {
  return typeof value === 'string' && isSecret(name, this as Entity) ? '***' : value
}

/** Whether a text is secret, by its name and by what is beside it. */
function isSecret(name: string, owner: Entity): boolean {
  return isSecretName(name) || (name === 'value' && hasSecretValue(owner))
}

const secretNames = new LruCache<boolean>(1000)

function isSecretName(name: string): boolean {
  let secret = secretNames.get(name)
  if (secret === undefined) secretNames.set(name, (secret = SECRET.test(name)))
  return secret
}

function hasSecretValue({ '@odata.type': type, omaUri }: Entity): boolean {
  return omaUri !== undefined || (typeof type === 'string' && WITH_SECRET_VALUE.test(type))
}

/** Only what the body says is told of what was there before. */
export function told(before: Entity | undefined, sent: Entity | undefined): Entity | undefined {
  if (before === undefined || sent === undefined) return undefined
  const names = Object.keys(sent).filter((name) => Object.hasOwn(before, name))
  return Object.fromEntries(names.map((name) => [name, before[name]]))
}
