/**
 * Reads a request body against the declared model: first into canonical form (enum members in declared case, GUIDs in
 * lower case, times in UTC, annotations left out), then against the schema of its type. Members that the service sets
 * itself are read as well, and then overlooked (R3).
 */
import { badRequest } from '../errors.js'
import { valueType } from './body-types.js'
import type { BodyContext } from './body-types.js'
import { readDateTimeOffset } from './date-time.js'
import type { Property, Version } from './edm.js'
import { NAMESPACE } from './model.js'
import type { BodyKind } from './schemas.js'
import { allNavigation, allProperties, propertyList } from './types.js'
import type { ComplexType, EntityType, EnumType, StructuredType } from './types.js'
import { printedType, unknownMember, unreadable, validate, validateProperty } from './validation.js'
import { propertiesIn } from './views.js'

/** A value of a declared type in JSON, canonical. Times end in `Z`. */
export type Entity = Record<string, unknown>

export function requireObject(body: unknown): asserts body is Record<string, unknown> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw badRequest(NOT_AN_OBJECT)
}

const NOT_AN_OBJECT =
  'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.'

/** The members of `body` that a client may set on `type`, canonical and valid. */
export function readBody(body: Entity, type: EntityType, kind: BodyKind, context: BodyContext): Entity {
  const canonical = canonicalMembers(body, type, context)
  validate(canonical, type, kind, context)
  delete canonical['@odata.type']
  return canonical
}

function canonicalMembers(body: Entity, type: StructuredType, context: BodyContext): Entity {
  const members = membersOf(type, context)
  const canonical: Entity = {}
  for (const name of Object.keys(body)) {
    const member = members.get(name)
    if (member === 'left out') continue
    else if (member?.computed === true) overlook(name, member, body[name], context)
    else if (member !== undefined) canonical[name] = canonicalProperty(name, member, body[name], context)
    else if (name === '__proto__') throw unknownMember(name, type, context, name)
    else if (name === '@odata.type') canonical[name] = `#${NAMESPACE}.${type.name}`
    else if (!name.includes('@odata.')) canonical[name] = body[name]
  }
  return canonical
}

/** One value of a declared type that stands for itself, canonical and valid. */
export function readProperty(name: string, property: Property, value: unknown, context: BodyContext): unknown {
  const canonical = canonicalProperty(name, property, value, context)
  validateProperty(name, property, canonical, context)
  return canonical
}

/** What becomes of the members that a type knows: a property that is read, or nothing. */
type Members = ReadonlyMap<string, Property | 'left out'>

const membersOfTypes: Record<Version, readonly [WeakMap<StructuredType, Members>, WeakMap<StructuredType, Members>]> = {
  'v1.0': [new WeakMap(), new WeakMap()],
  beta: [new WeakMap(), new WeakMap()],
}

function membersOf(type: StructuredType, { version, dropsBetaMembers }: BodyContext): Members {
  const of = membersOfTypes[version][dropsBetaMembers ? 1 : 0]
  let known = of.get(type)
  if (known === undefined) {
    const fates = new Map<string, Property | 'left out'>()
    if (dropsBetaMembers) for (const name of Object.keys(allProperties(type))) fates.set(name, 'left out')
    for (const [name, property] of Object.entries(propertiesIn(type, version))) fates.set(name, property)
    if (type.kind === 'entity') for (const name of Object.keys(allNavigation(type))) fates.set(name, 'left out')
    of.set(type, (known = fates))
  }
  return known
}

/** The service sets this member itself: any value of its type will do, and none is kept. */
function overlook(name: string, property: Property, value: unknown, context: BodyContext): void {
  if (value !== null) validateProperty(name, property, canonicalProperty(name, property, value, context), context)
}

function canonicalProperty(name: string, property: Property, value: unknown, context: BodyContext): unknown {
  if (!property.collection) return canonicalValue(name, property, value, context)
  // A collection is never null: null stands for what it is without any word of the client's.
  if (value === null && property.nullable) return property.default ?? []
  return Array.isArray(value) ? value.map((element) => canonicalValue(name, property, element, context)) : value
}

function canonicalValue(name: string, property: Property, value: unknown, context: BodyContext): unknown {
  const { type } = property
  if (type.kind === 'complex') {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    const object = value as Entity
    return canonicalMembers(object, valueType(property, type, object, context), context)
  }
  if (typeof value !== 'string') return value
  if (value.includes('\0') || !value.isWellFormed())
    throw unreadable(value, printedType(property, context), context, name)
  if (type.kind === 'enum') return canonicalMember(type, value)
  if (type.name === 'Edm.Guid') return GUID.test(value) ? value.toLowerCase() : value
  if (type.name === 'Edm.Binary') return canonicalBinary(property, value)
  if (type.name === 'Edm.DateTimeOffset') {
    const stored = readDateTimeOffset(value)
    return stored === undefined ? value : `${stored}Z`
  }
  return value
}

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Base64 may be broken into lines, as mail has it. */
function canonicalBinary({ nullable }: Property, text: string): string | null {
  const digits = text.replace(/[\t\n\r ]+/g, '')
  return digits === '' && nullable ? null : digits
}

function canonicalMember(type: EnumType, text: string): string {
  const members = Object.keys(type.members)
  if (members.includes(text)) return text
  const folded = text.toLowerCase()
  return members.find((member) => member.toLowerCase() === folded) ?? text
}

/** The value of a type with every member there is, in order of declaration: what `value` lacks gets its default, or null. */
export function complete(type: StructuredType, value: Entity): Entity {
  const whole: Entity = {}
  if (type.kind === 'complex' && Object.hasOwn(value, '@odata.type')) whole['@odata.type'] = value['@odata.type']
  for (const [name, property] of propertyList(type))
    whole[name] = Object.hasOwn(value, name) ? completeValue(property, value[name]) : (property.default ?? null)
  return whole
}

function completeValue(property: Property, value: unknown): unknown {
  if (property.collection && value === null) return []
  if (property.type.kind !== 'complex' || value === null) return value
  if (property.collection) return (value as Entity[]).map((element) => completeComplex(property, element))
  return completeComplex(property, value as Entity)
}

function completeComplex(property: Property, value: Entity): Entity {
  const whole = complete(complexTypeOf(property, value), value)
  if (property.subtypes.length === 0) delete whole['@odata.type']
  return whole
}

/** The type that a stored complex value has: the declared one, or the one of its subtypes that it names. */
export function complexTypeOf({ type, subtypes }: Property, value: Entity): ComplexType {
  return subtypes.find(({ name }) => value['@odata.type'] === `#${NAMESPACE}.${name}`) ?? (type as ComplexType)
}
