/** What is secret in bodies: never in the audit log, the history of objects or the journal of requests. */
import type { Entity } from '../model/payload.js'
import { HIDDEN, isSecretName } from '../model/secret-names.js'

/** Anything shaped like a JSON Web Token. */
export const TOKEN = /\beyJ[\w-]{8,}\.[\w-]+(\.[\w-]*)?/g

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

/** The text that {@link textWithoutSecrets} made of a body, for all that keep it. */
export class BodyText {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
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
    } else if (typeof member === 'object' && member !== null) {
      seen.secret ||= isListOfSecrets(name, value)
      look(member as Entity, seen)
    }
    if (seen.left < 0) return
  }
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
