/** Constants of an expression: what they are by themselves, and what they become beside a value of another type. */
import { invalidQuery } from '../errors.js'
import { readDateTimeOffset } from '../model/date-time.js'
import { durationSeconds } from '../model/duration.js'
import { readMembers } from '../model/enum-values.js'
import type { EnumType } from '../model/types.js'
import type { Literal, ValueType } from './ast.js'
import { shortened } from './query-errors.js'
import type { LiteralSyntax } from './syntax.js'

const INT32_MAX = 2_147_483_647
const INT64_MAX = 9_223_372_036_854_775_807n

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const INTEGER = /^-?\d{1,19}$/
const DATE = /^\d{4}-\d\d-\d\d$/
const TIME = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,12}))?)?$/
const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/

export function literal(type: ValueType, value: Literal['value']): Literal {
  return Object.freeze({ node: 'literal', type, value })
}

/** A constant as it stands. `findEnum` resolves the name before the quote of `microsoft.graph.status'error'`. */
export function readLiteral(syntax: LiteralSyntax, findEnum: (name: string) => EnumType | undefined): Literal {
  const { kind, text } = syntax
  if (kind === 'null') return literal('null', null)
  if (kind === 'boolean') return literal('boolean', text.toLowerCase() === 'true')
  if (kind === 'string') return literal('string', text)
  if (kind === 'guid') return literal('guid', text.toLowerCase())
  if (kind === 'integer') return integer(text)
  if (kind === 'decimal') return number(text)
  const type = kind === 'typed' ? typeOfPrefix(syntax.prefix, findEnum) : kind
  const found = fromText(text, type)
  if (found === undefined) throw unrecognized(syntax)
  return found
}

/** The constant as a value of another type; undefined if it cannot be one. */
export function convertLiteral(given: Literal, type: ValueType): Literal | undefined {
  const { value } = given
  if (given.type === type || value === null) return given
  if (given.type === 'string') return fromText(value as string, type)
  if (given.type === 'guid') return type === 'string' ? literal('string', value) : undefined
  if (given.type === 'date') return type === 'dateTimeOffset' ? fromText(`${String(value)}T00:00:00Z`, type) : undefined
  if (given.type === 'int32' && type === 'int64') return literal('int64', BigInt(value))
  if ((given.type === 'int32' || given.type === 'int64') && type === 'double') return literal('double', Number(value))
  return undefined
}

function fromText(text: string, type: ValueType): Literal | undefined {
  if (typeof type === 'object')
    return type.kind === 'enum' ? literal(type, readMembers(text, type, refuseMember)) : undefined
  switch (type) {
    case 'string':
      return literal(type, text)
    case 'guid':
      return GUID.test(text) ? literal(type, text.toLowerCase()) : undefined
    case 'dateTimeOffset':
      return known(type, readDateTimeOffset(DATE.test(text) ? `${text}T00:00:00Z` : text))
    case 'date':
      return known(type, DATE.test(text) ? readDateTimeOffset(`${text}T00:00:00Z`)?.slice(0, 10) : undefined)
    case 'timeOfDay':
      return known(type, timeOfDay(text))
    case 'duration':
      return known(type, durationSeconds(text))
    case 'binary':
      return known(type, base64(text))
    default:
      return undefined
  }
}

function known(type: ValueType, value: Literal['value'] | undefined): Literal | undefined {
  return value === undefined ? undefined : literal(type, value)
}

function integer(text: string): Literal {
  const value = Number(text)
  if (Math.abs(value) <= INT32_MAX || value === -INT32_MAX - 1) return literal('int32', value === 0 ? 0 : value)
  const exact = INTEGER.test(text) ? BigInt(text) : undefined
  if (exact !== undefined && exact <= INT64_MAX && exact >= -INT64_MAX - 1n) return literal('int64', exact)
  return number(text)
}

function number(text: string): Literal {
  const value = Number(text)
  if (!Number.isFinite(value)) throw invalidQuery(`The number '${shortened(text)}' is out of range.`)
  return literal('double', value === 0 ? 0 : value)
}

function typeOfPrefix(prefix: string, findEnum: (name: string) => EnumType | undefined): ValueType {
  const lower = prefix.toLowerCase()
  if (lower === 'duration' || lower === 'binary') return lower
  const type = findEnum(prefix)
  if (type === undefined) throw invalidQuery(`The type '${shortened(prefix)}' is not an enumeration of the model.`)
  return type
}

function unrecognized(syntax: LiteralSyntax): Error {
  const shown = syntax.kind === 'typed' ? `${syntax.prefix}'${syntax.text}'` : syntax.text
  return invalidQuery(`Unrecognized literal '${shortened(shown)}' at position ${syntax.at}.`)
}

function refuseMember(text: string): never {
  throw invalidQuery(`Requested value '${shortened(text)}' was not found.`)
}

/** Like the stored form of a DateTimeOffset: seconds always, seven digits at most, no trailing zeros. */
function timeOfDay(text: string): string | undefined {
  const match = TIME.exec(text)
  if (match === null) return undefined
  const [, hours, minutes, seconds = '00', digits = ''] = match
  const fraction = digits.slice(0, 7).replace(/0+$/, '')
  return `${hours}:${minutes}:${seconds}${fraction === '' ? '' : `.${fraction}`}`
}

/** Base64 with padding, from that or from base64url. */
function base64(text: string): string | undefined {
  const digits = BASE64.test(text) ? text.replace(/={1,2}$/, '') : undefined
  if (digits === undefined || digits.length % 4 === 1) return undefined
  return digits.replaceAll('-', '+').replaceAll('_', '/') + '='.repeat((4 - (digits.length % 4)) % 4)
}
