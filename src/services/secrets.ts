/** What is secret in bodies: never in the audit log, the history of objects or the journal of requests. */
import type { Entity } from '../model/payload.js'
import { HIDDEN, isSecretName } from '../model/secret-names.js'
import { BodyText } from './body-text.js'

/** Anything shaped like a JSON Web Token. */
export const TOKEN = /\beyJ[\w-]{8,}\.[\w-]+(\.[\w-]*)?/g

/** Types whose `value` is: settings by OMA-URI, and secret settings of the catalog (B33, B48). */
const WITH_SECRET_VALUE = /omaSetting|SecretSettingValue$/

/** The JSON text of a value, asterisks for secrets; undefined if it has more than `most` characters. */
export function textWithoutSecrets(value: object, most: number): string | undefined {
  const seen = lookThrough(value, most)
  return seen.length > most ? undefined : textOf(value, most, seen)
}

/**
 * The same of a body that was read from `sent`: of a client that sends no more than it has to that is the text that is
 * wanted.
 */
export function bodyWithoutSecrets(value: object, most: number, sent: BodyText | undefined): BodyText | undefined {
  const seen = lookThrough(value, most)
  if (seen.length > most) return undefined
  if (sent !== undefined && seen.plain && !seen.secret && seen.length === sent.length) return sent
  const text = textOf(value, most, seen)
  return text === undefined ? undefined : new BodyText(text)
}

/** Most values hold no secret, and JSON.stringify takes a third of the time where it asks for none. */
function textOf(value: object, most: number, { secret }: Seen): string | undefined {
  const text = secret ? JSON.stringify(value, withoutSecrets) : JSON.stringify(value)
  return text.length <= most ? text : undefined
}

/** What is known of a value after a look at it. */
interface Seen {
  /**
   * The length of its JSON text, if no text in it has to be escaped and no number in it can be written in fewer characters
   * (`plain`); a longer one otherwise. A text of just this length says nothing but the value: no member twice, no blanks.
   */
  length: number
  /** Looking ends where there are more. */
  readonly most: number
  plain: boolean
  secret: boolean
}

function lookThrough(value: object, most: number): Seen {
  const seen = { length: 0, most, secret: false, plain: true }
  look(value as Entity, seen)
  return seen
}

function look(value: Entity | readonly unknown[], seen: Seen): void {
  if (Array.isArray(value)) {
    seen.length += Math.max(2, value.length + 1)
    for (const member of value as unknown[]) {
      lookAt(member, seen)
      if (seen.length > seen.most) return
    }
    return
  }
  const owner = value as Entity
  let members = 0
  for (const name in owner) {
    const member = owner[name]
    if (member === undefined) continue
    members += 1
    seen.length += name.length + 3
    if (typeof member === 'string' && isSecret(name, owner)) seen.secret = true
    else {
      if (typeof member === 'object' && isListOfSecrets(name, owner)) seen.secret = true
      lookAt(member, seen)
    }
    if (seen.length > seen.most) return
  }
  seen.length += Math.max(2, members + 1)
}

function lookAt(member: unknown, seen: Seen): void {
  if (typeof member === 'string') seen.length += member.length + 2
  else if (typeof member === 'object' && member !== null) look(member as Entity, seen)
  else if (member === null || member === true) seen.length += 4
  else if (member === false) seen.length += 5
  // 1000 may have been sent as 1e3.
  else if (typeof member === 'number' && Number.isSafeInteger(member) && (member === 0 || member % 1000 !== 0))
    seen.length += String(member).length
  else seen.plain = false
}

/** For `JSON.stringify`. */
export function withoutSecrets(this: unknown, name: string, value: unknown): unknown {
  if (typeof value === 'string') return isSecret(name, this as Entity) ? HIDDEN : value
  if (!Array.isArray(value) || !isListOfSecrets(name, this as Entity)) return value
  return value.map((each: unknown) => (typeof each === 'string' ? HIDDEN : each))
}

function isListOfSecrets(name: string, owner: Entity): boolean {
  const list = owner[name]
  return Array.isArray(list) && typeof list[0] === 'string' && isSecret(name, owner)
}

/** Whether a text is secret, by its name and by what is beside it. */
export function isSecret(name: string, owner: Entity): boolean {
  if (isSecretName(name)) return true
  if (name === 'value' && hasSecretValue(owner)) return true
  const named = NAMES_OF_VALUES[name]?.find((other) => typeof owner[other] === 'string')
  return named !== undefined && isSecretName(owner[named] as string)
}

/** Values of settings by name, and the members that name them. */
const NAMES_OF_VALUES: Readonly<Record<string, readonly string[]>> = {
  value: ['key', 'name'],
  appConfigKeyValue: ['appConfigKey'],
}

function hasSecretValue({ '@odata.type': type, omaUri }: Entity): boolean {
  return omaUri !== undefined || (typeof type === 'string' && WITH_SECRET_VALUE.test(type))
}
