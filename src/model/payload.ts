/**
 * Reads a request body against the declared model: first into canonical form (enum members in declared case, GUIDs in
 * lower case, times in UTC, annotations and service-set members left out, R3), then against the schema of its type.
 * The first thing that does not fit is told in the words of the service.
 */
import { Compile } from 'typebox/compile'
import { badRequest, modelValidationFailure } from '../errors.js'
import { readDateTimeOffset } from './date-time.js'
import type { Property, Version } from './edm.js'
import { NAMESPACE } from './model.js'
import type { Model } from './model.js'
import { bodySchema } from './schemas.js'
import type { BodyKind } from './schemas.js'
import { allNavigation, allProperties, isA, propertyList } from './types.js'
import type { ComplexType, EntityType, EnumType, StructuredType } from './types.js'
import { propertiesIn } from './views.js'

/** A value of a declared type in JSON, canonical. Times end in `Z`. */
export type Entity = Record<string, unknown>

export interface BodyContext {
  readonly model: Model
  readonly version: Version
  /** Namespace of types in error messages. */
  readonly errorNamespace: string
  /** v1.0 overlooks members that only beta knows (R4). */
  readonly dropsBetaMembers: boolean
}

type Validator = ReturnType<typeof Compile>

const UNREADABLE = 'Must specify valid information for parsing in the string.'

const validators = new Map<string, Validator>()

export function requireObject(body: unknown): asserts body is Record<string, unknown> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw badRequest(NOT_AN_OBJECT)
}

const NOT_AN_OBJECT =
  'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.'

/** The concrete type that a body names, or `declared` if that is concrete and the body names none. */
export function readBodyType(
  body: Entity,
  declared: EntityType,
  concrete: readonly EntityType[],
  context: BodyContext,
): EntityType {
  const annotation = Object.hasOwn(body, '@odata.type') ? body['@odata.type'] : undefined
  if (annotation === undefined || annotation === null) {
    if (!declared.abstract) return declared
    throw modelValidationFailure('Cannot create an abstract class.')
  }
  const type = resolveType(annotation, context)
  if (type.kind !== 'entity' || !isA(type, declared)) throw notAssignable(type, declared, context)
  if (type.abstract || !concrete.includes(type)) throw modelValidationFailure('Cannot create an abstract class.')
  return type
}

/** The members of `body` that a client may set on `type`, canonical and valid. */
export function readBody(body: Entity, type: EntityType, kind: BodyKind, context: BodyContext): Entity {
  const canonical = canonicalMembers(body, type, context)
  validate(canonical, type, kind, context)
  delete canonical['@odata.type']
  return canonical
}

function resolveType(annotation: unknown, { model, version }: BodyContext): StructuredType {
  if (typeof annotation !== 'string') throw modelValidationFailure(UNREADABLE)
  const name = annotation.startsWith('#') ? annotation.slice(1) : annotation
  const dot = name.lastIndexOf('.')
  const namespace = name.slice(0, Math.max(dot, 0))
  const type =
    namespace === NAMESPACE || namespace === 'graph' ? model.findType(name.slice(dot + 1), version) : undefined
  if (type === undefined || type.kind === 'enum')
    throw modelValidationFailure(
      `A type named '${name}' could not be resolved by the model. When a model is available, each type name must resolve to a valid type.`,
    )
  return type
}

function notAssignable(found: StructuredType, expected: StructuredType, { errorNamespace }: BodyContext): Error {
  return modelValidationFailure(
    `An entry with type '${errorNamespace}.${found.name}' was found, but it is not assignable to the expected type '${errorNamespace}.${expected.name}'. The type specified in the entry must be equal to either the expected type or a derived type.`,
  )
}

function canonicalMembers(body: Entity, type: StructuredType, context: BodyContext): Entity {
  const members = membersOf(type, context)
  const canonical: Entity = {}
  for (const name of Object.keys(body)) {
    const member = members.get(name)
    if (member === 'left out') continue
    else if (member !== undefined) canonical[name] = canonicalProperty(member, body[name], context)
    else if (name === '__proto__') throw modelValidationFailure(UNREADABLE)
    else if (name === '@odata.type') canonical[name] = `#${NAMESPACE}.${type.name}`
    else if (!name.includes('@odata.')) canonical[name] = body[name]
  }
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
    for (const [name, property] of Object.entries(propertiesIn(type, version)))
      fates.set(name, property.computed ? 'left out' : property)
    if (type.kind === 'entity') for (const name of Object.keys(allNavigation(type))) fates.set(name, 'left out')
    of.set(type, (known = fates))
  }
  return known
}

function canonicalProperty(property: Property, value: unknown, context: BodyContext): unknown {
  if (!property.collection || !Array.isArray(value)) return canonicalValue(property, value, context)
  return value.map((element) => canonicalValue(property, element, context))
}

function canonicalValue(property: Property, value: unknown, context: BodyContext): unknown {
  const { type } = property
  if (type.kind === 'complex') {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    const object = value as Entity
    return canonicalMembers(object, valueType(property, type, object, context), context)
  }
  if (typeof value !== 'string') return value
  if (value.includes('\0') || !value.isWellFormed()) throw modelValidationFailure(UNREADABLE)
  if (type.kind === 'enum') return canonicalMember(type, value)
  if (type.name === 'Edm.Guid') return value.toLowerCase()
  if (type.name === 'Edm.Binary') return value === '' && property.nullable ? null : value
  if (type.name === 'Edm.DateTimeOffset') {
    const stored = readDateTimeOffset(value)
    return stored === undefined ? value : `${stored}Z`
  }
  return value
}

/** The type of a complex value: the declared one, or the one of its subtypes that `@odata.type` names. */
function valueType(property: Property, declared: ComplexType, value: Entity, context: BodyContext): ComplexType {
  const annotation = Object.hasOwn(value, '@odata.type') ? value['@odata.type'] : undefined
  if (annotation === undefined || annotation === null) {
    if (declared.abstract) throw modelValidationFailure('Cannot create an abstract class.')
    return declared
  }
  const type = resolveType(annotation, context)
  if (type.kind !== 'complex' || !isA(type, declared)) throw notAssignable(type, declared, context)
  if (type.abstract) throw modelValidationFailure('Cannot create an abstract class.')
  if (type !== declared && !property.subtypes.includes(type)) throw notAssignable(type, declared, context)
  return type
}

function canonicalMember(type: EnumType, text: string): string {
  const members = Object.keys(type.members)
  if (members.includes(text)) return text
  const folded = text.toLowerCase()
  return members.find((member) => member.toLowerCase() === folded) ?? text
}

function validatorOf(type: StructuredType, version: Version, kind: BodyKind): Validator {
  const name = `${version} ${kind} ${type.name}`
  let validator = validators.get(name)
  if (validator === undefined) {
    validator = Compile(bodySchema(type, version, kind))
    validators.set(name, validator)
  }
  return validator
}

function validate(value: Entity, type: StructuredType, kind: BodyKind, context: BodyContext): void {
  const validator = validatorOf(type, context.version, kind)
  if (validator.Check(value)) return
  const errors = validator.Errors(value)
  const unknown = errors.find(({ keyword }) => keyword === 'additionalProperties')
  const error = unknown ?? errors.find(({ keyword }) => keyword !== 'required') ?? errors[0]
  const path = (error?.instancePath ?? '').split('/').slice(1).map(unescapePointer)
  throw explain(value, type, path, error, context)
}

interface SchemaError {
  readonly keyword: string
  readonly params: object
}

/** Follows the path of a schema error through the model to the member at fault, and says what is wrong with it. */
function explain(
  value: Entity,
  type: StructuredType,
  path: readonly string[],
  error: SchemaError | undefined,
  context: BodyContext,
): Error {
  const [name, ...rest] = path
  const property = name === undefined ? undefined : propertiesIn(type, context.version)[name]
  if (name !== undefined && property?.type.kind === 'complex') {
    const inner = property.collection ? elementAt(value[name], rest[0]) : value[name]
    if (typeof inner === 'object' && inner !== null && !Array.isArray(inner)) {
      const innerType = valueType(property, property.type, inner as Entity, context)
      if (property.subtypes.length > 0) {
        validate(inner as Entity, innerType, 'value', context)
        return modelValidationFailure(UNREADABLE)
      }
      return explain(inner as Entity, innerType, rest.slice(property.collection ? 1 : 0), error, context)
    }
  }
  if (error?.keyword === 'additionalProperties') {
    const [unknown] = (error.params as { additionalProperties: string[] }).additionalProperties
    return modelValidationFailure(
      `The property '${unknown}' does not exist on type '${context.errorNamespace}.${type.name}'. Make sure to only use property names that are defined by the type.`,
    )
  }
  if (error?.keyword === 'required') {
    const [missing] = (error.params as { requiredProperties: string[] }).requiredProperties
    return badRequest(`Property ${missing} in payload has a value that does not match schema.`)
  }
  if (property?.notBlank === true)
    return badRequest(`Property ${name} in payload has a value that does not match schema.`)
  return modelValidationFailure(UNREADABLE)
}

/** The element that a schema error is about; undefined if it is about the collection itself. */
function elementAt(collection: unknown, index: string | undefined): unknown {
  return Array.isArray(collection) && index !== undefined ? (collection as unknown[])[Number(index)] : undefined
}

function unescapePointer(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~')
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
