/**
 * Reads a request body against the declared model: first into canonical form (enum members in declared case, GUIDs in
 * lower case, times in UTC, annotations left out), then against the schema of its type. Members that the service sets
 * itself are read as well, and then overlooked (R3).
 */
import { badRequest } from '../errors.js'
import { below, invalidBody, isControlInformation, valueType } from './body-types.js'
import type { BodyContext, Path } from './body-types.js'
import { readMembers } from './enum-values.js'
import { valueTypeNamed } from './subtypes.js'
import { PRIMITIVES } from './primitives.js'
import type { BodyKind } from './schemas.js'
import { typeAnnotation } from './types.js'
import { allNavigation, allProperties, isOpen, propertyList } from './inheritance.js'
import type { ComplexType, EntityType, Property, StructuredType, Version } from './types.js'
import { notAnEntity, printedType, unknownMember, unreadable, validate, validateProperty } from './validation.js'
import { propertiesIn } from './views.js'

/** A value of a declared type in JSON, canonical. Times end in `Z`. */
export type Entity = Record<string, unknown>

export function isObject(value: unknown): value is Entity {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function requireObject(body: unknown): asserts body is Record<string, unknown> {
  if (!isObject(body)) throw badRequest(NOT_AN_OBJECT)
}

/** The body of a request, or the value at `at` in it, that an entity of a type is to be made of. */
export function requireEntity(
  value: unknown,
  type: EntityType,
  context: BodyContext,
  at: string,
): asserts value is Record<string, unknown> {
  if (at === '') requireObject(value)
  else if (!isObject(value)) throw notAnEntity(value, type, context, at)
}

const NOT_AN_OBJECT =
  'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.'

/** The members of `body` that a client may set on `type`, canonical and valid. `at` is where in a request the body stands. */
export function readBody(body: Entity, type: EntityType, kind: BodyKind, context: BodyContext, at = ''): Entity {
  return located(at, (from) => {
    const canonical = canonicalMembers(body, type, context, 1, from)
    validate(canonical, type, kind, context, from)
    return canonical
  })
}

/** Only errors tell where values stand: their paths are put together when a first reading has failed. */
function located<T>(at: string, read: (at: Path) => T): T {
  try {
    return read(undefined)
  } catch {
    return read(at)
  }
}

/** Values in values in a body, at most, as in the OData library behind the service. */
const DEEPEST = 100

/** `at` is where in the body these members stand, for the targets of errors. */
function canonicalMembers(body: Entity, type: StructuredType, context: BodyContext, depth: number, at: Path): Entity {
  if (depth > DEEPEST) throw tooDeep(context)
  const members = membersOf(type, context)
  // A value that is canonical as it was sent is not copied: requests that wait for their turn to be stored hold less then.
  let canonical: Entity | undefined = type.kind === 'entity' ? {} : undefined
  // All members are its own: it was read from JSON.
  for (const name in body) {
    const member = members.get(name)
    const value = body[name]
    let read: unknown
    if (member === 'left out') read = undefined
    else if (member?.computed === true) overlook(name, member, value, context, depth, below(at, name))
    else if (member !== undefined) read = canonicalProperty(member, value, context, depth, below(at, name))
    else if (name === '__proto__') throw unknownMember(name, type, context, below(at, name) ?? name)
    // That of an entity is read apart, and not among its members.
    else if (name === '@odata.type') read = type.kind === 'complex' ? typeAnnotation(type) : undefined
    else if (!isControlInformation(name)) read = isOpen(type) ? untyped(below(at, name), value, context, depth) : value
    if (read === value && canonical === undefined) continue
    canonical ??= membersUntil(body, name)
    if (read !== undefined) canonical[name] = read
  }
  return canonical ?? body
}

/** The members of a value that stand before one of them. */
function membersUntil(body: Entity, last: string): Entity {
  const members: Entity = {}
  for (const name in body) {
    if (name === last) break
    members[name] = body[name]
  }
  return members
}

/** One value of a declared type that stands for itself, canonical and valid. */
export function readProperty(name: string, property: Property, value: unknown, context: BodyContext): unknown {
  const canonical = located(name, (from) => canonicalProperty(property, value, context, 1, from))
  validateProperty(name, property, canonical, context)
  return canonical
}

function tooDeep(context: BodyContext): Error {
  return invalidBody(context, `The body holds values in values that are more than ${DEEPEST} levels deep.`)
}

/** A value of no declared type: whatever a database can keep. */
function untyped(at: Path, value: unknown, context: BodyContext, depth: number): unknown {
  if (depth > DEEPEST) throw tooDeep(context)
  if (typeof value === 'symbol') throw unreadable(value, 'Edm.Double', context, at ?? '')
  if (typeof value === 'string') requireText(at, value, context)
  else if (Array.isArray(value)) for (const element of value) untyped(at, element, context, depth + 1)
  else if (typeof value === 'object' && value !== null)
    for (const [member, inner] of Object.entries(value)) {
      requireText(at, member, context)
      untyped(below(at, member), inner, context, depth + 1)
    }
  return value
}

function requireText(at: Path, text: string, context: BodyContext): void {
  if (!isText(text)) throw unreadable(text, 'Edm.String', context, at ?? '')
}

/** Whether a database can keep a text. */
function isText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed()
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
function overlook(
  name: string,
  property: Property,
  value: unknown,
  context: BodyContext,
  depth: number,
  at: Path,
): void {
  if (value !== null)
    validateProperty(name, property, canonicalProperty(property, value, context, depth, at), context, at ?? name)
}

function canonicalProperty(property: Property, value: unknown, context: BodyContext, depth: number, at: Path): unknown {
  if (!property.collection) return canonicalValue(property, value, context, depth, at)
  // A collection is never null: null stands for what it is without any word of the client's.
  if (value === null && property.nullable) return property.default ?? []
  if (!Array.isArray(value)) return value
  let canonical: unknown[] | undefined
  for (let i = 0; i < value.length; i += 1) {
    const read = canonicalValue(property, value[i], context, depth, below(at, i))
    if (canonical === undefined && read !== value[i]) canonical = value.slice(0, i)
    canonical?.push(read)
  }
  return canonical ?? value
}

function canonicalValue(property: Property, value: unknown, context: BodyContext, depth: number, at: Path): unknown {
  const { type } = property
  if (type.kind === 'complex') {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    const object = value as Entity
    return canonicalMembers(object, valueType(property, type, object, context, at ?? ''), context, depth + 1, at)
  }
  if (type.kind === 'primitive' && type.name === 'Edm.Untyped') return untyped(at, value, context, depth)
  if (typeof value !== 'string') return value
  if (!isText(value)) throw unreadable(value, printedType(property, context), context, at ?? '')
  if (type.kind === 'enum') return readMembers(value, type, () => value)
  const canonical = PRIMITIVES[type.name].canonical?.(value) ?? value
  return canonical === '' && type.name === 'Edm.Binary' && property.nullable ? null : canonical
}

/**
 * The value of a type with every member that the public model has, in order of declaration: what `value` lacks gets its
 * default, or null.
 */
export function complete(type: StructuredType, value: Entity): Entity {
  const whole: Entity = {}
  addMembers(whole, type, value)
  return whole
}

function addMembers(whole: Entity, type: StructuredType, value: Entity): void {
  const properties = propertyList(type)
  for (const [name, property] of properties)
    if (Object.hasOwn(value, name)) whole[name] = completeValue(property, value[name])
    else if (!property.sparse) whole[name] = property.default ?? null
  if (!isOpen(type)) return
  const declared = allProperties(type)
  for (const [name, member] of Object.entries(value))
    if (!Object.hasOwn(declared, name) && !isControlInformation(name)) whole[name] = member
}

function completeValue(property: Property, value: unknown): unknown {
  if (property.collection && value === null) return []
  if (property.type.kind !== 'complex' || value === null) return value
  if (property.collection) return (value as Entity[]).map((element) => completeComplex(property, element))
  return completeComplex(property, value as Entity)
}

/** A value says what type it has where that is not the declared one, or where that is abstract. */
function completeComplex(property: Property, value: Entity): Entity {
  const type = complexTypeOf(property, value)
  const whole: Entity = type === property.type && !type.abstract ? {} : { '@odata.type': typeAnnotation(type) }
  addMembers(whole, type, value)
  return whole
}

/** The type that a stored complex value has: the one that it names, or the declared one. */
export function complexTypeOf(property: Property, value: Entity): ComplexType {
  const annotation = value['@odata.type']
  const named = annotation === undefined ? undefined : valueTypeNamed(property, annotation)
  return named ?? (property.type as ComplexType)
}
