/**
 * Checks a canonical body against the schema of its type. The first thing that does not fit is told in the words of
 * the OData library behind the service, which are made of the property, the literal and the type.
 */
import { Type } from 'typebox'
import type { TObject, TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { badRequest, directoryBadRequest, shortened } from '../errors.js'
import { below, invalidBody, memberAt, printed, valueType } from './body-types.js'
import type { BodyContext, Path } from './body-types.js'
import { bodySchema, propertySchema } from './schemas.js'
import type { BodyKind } from './schemas.js'
import { isOpen } from './inheritance.js'
import type { ComplexType, EntityType, Property, StructuredType, Version } from './types.js'
import { HIDDEN, isSecretName } from './secret-names.js'
import { propertiesIn } from './views.js'

type Json = Readonly<Record<string, unknown>>

type Validator = ReturnType<typeof Compile>

const validators: Record<Version, WeakMap<StructuredType, Map<BodyKind, Validator>>> = {
  'v1.0': new WeakMap(),
  beta: new WeakMap(),
}

function validatorOf(type: StructuredType, version: Version, kind: BodyKind): Validator {
  let ofType = validators[version].get(type)
  if (ofType === undefined) validators[version].set(type, (ofType = new Map<BodyKind, Validator>()))
  let validator = ofType.get(kind)
  if (validator === undefined) ofType.set(kind, (validator = Compile(openSchema(type, version, kind))))
  return validator
}

/** Which members there are is not asked of the schema: it would look for the name of each in all names at once. */
function openSchema(type: StructuredType, version: Version, kind: BodyKind): TSchema {
  return Type.Object((bodySchema(type, version, kind) as TObject).properties)
}

/** `at` is where in the body the value stands, for the target of the error. */
export function validate(value: Json, type: StructuredType, kind: BodyKind, context: BodyContext, at: Path): void {
  rejectUnknownMembers(value, type, context, at)
  const validator = validatorOf(type, context.version, kind)
  const fault = validator.Check(value) ? undefined : faultIn(validator, value)
  // What is missing is said last of all.
  if (fault !== undefined && fault.keyword !== 'required') throw explainMembers(value, type, fault, context, at ?? '')
  for (const [name, property] of complexIn(type, context.version))
    if (Object.hasOwn(value, name)) validateComplex(property, value[name], context, below(at, name))
  if (fault !== undefined) throw explainMembers(value, type, fault, context, at ?? '')
}

/** Checks complex values, of which it is known that they are objects. */
function validateComplex(property: Property, value: unknown, context: BodyContext, at: Path): void {
  if (value === null) return
  if (property.collection)
    for (const [i, element] of (value as unknown[]).entries())
      validateOne(property, element as Json, context, below(at, i))
  else validateOne(property, value as Json, context, at)
}

function validateOne(property: Property, value: Json, context: BodyContext, at: Path): void {
  validate(value, valueType(property, property.type as ComplexType, value, context, at ?? ''), 'value', context, at)
}

const complexProperties: Record<Version, WeakMap<StructuredType, readonly (readonly [string, Property])[]>> = {
  'v1.0': new WeakMap(),
  beta: new WeakMap(),
}

function complexIn(type: StructuredType, version: Version): readonly (readonly [name: string, property: Property])[] {
  let found = complexProperties[version].get(type)
  if (found === undefined) {
    found = Object.entries(propertiesIn(type, version)).filter(([, { type }]) => type.kind === 'complex')
    complexProperties[version].set(type, found)
  }
  return found
}

const ofProperties: Record<Version, WeakMap<Property, Validator>> = { 'v1.0': new WeakMap(), beta: new WeakMap() }

/** Checks the value of a single property. */
export function validateProperty(
  name: string,
  property: Property,
  value: unknown,
  context: BodyContext,
  at = name,
): void {
  const { version } = context
  let validator = ofProperties[version].get(property)
  if (validator === undefined) {
    validator = Compile(propertySchema(property, 'value', version))
    ofProperties[version].set(property, validator)
  }
  if (!validator.Check(value)) throw explainProperty(name, property, value, faultIn(validator, value), context, at)
  if (property.type.kind === 'complex') validateComplex(property, value, context, at)
}

interface Fault {
  readonly keyword: string
  readonly params: object
  readonly path: readonly string[]
}

function rejectUnknownMembers(value: Json, type: StructuredType, context: BodyContext, at: Path): void {
  const known = namesIn(type, context.version)
  if (known === undefined) return
  for (const name in value) if (!known.has(name)) throw unknownMember(name, type, context, memberAt(at ?? '', name))
}

const knownNames: Record<Version, WeakMap<StructuredType, ReadonlySet<string>>> = {
  'v1.0': new WeakMap(),
  beta: new WeakMap(),
}

/** The members that values of a type may have; undefined if they may have any. */
function namesIn(type: StructuredType, version: Version): ReadonlySet<string> | undefined {
  let names = knownNames[version].get(type)
  if (names !== undefined || isOpen(type)) return names
  names = new Set(['@odata.type', ...Object.keys(propertiesIn(type, version))])
  knownNames[version].set(type, names)
  return names
}

/** The schema error that says most: the innermost value, else what is missing. */
function faultIn(validator: Validator, value: unknown): Fault {
  const faults = validator.Errors(value).map(({ keyword, params, instancePath }): Fault => ({
    keyword,
    params,
    path: instancePath.split('/').slice(1).map(unescapePointer),
  }))
  const values = faults.filter(({ keyword }) => keyword !== 'required')
  const innermost = values.reduce<Fault | undefined>(
    (deepest, fault) => (deepest === undefined || fault.path.length > deepest.path.length ? fault : deepest),
    undefined,
  )
  const fault = innermost ?? faults[0]
  if (fault === undefined) throw new Error('a value that its schema refuses has no error')
  return fault
}

/** Follows the path of a schema error through the model to the member at fault. */
function explainMembers(value: Json, type: StructuredType, fault: Fault, context: BodyContext, at: string): Error {
  const [name, ...rest] = fault.path
  if (name !== undefined) {
    const property = propertiesIn(type, context.version)[name]
    if (property === undefined) throw new Error(`a schema error at ${name} of ${type.name}, which has no such property`)
    return explainProperty(name, property, value[name], { ...fault, path: rest }, context, memberAt(at, name))
  }
  const [missing = ''] = (fault.params as { requiredProperties?: string[] }).requiredProperties ?? []
  return mismatch(missing, context, memberAt(at, missing))
}

function explainProperty(
  name: string,
  property: Property,
  value: unknown,
  fault: Fault,
  context: BodyContext,
  at: string,
): Error {
  const [index] = fault.path
  if (property.collection && Array.isArray(value) && index !== undefined) {
    const element = (value as unknown[])[Number(index)]
    return explainOne(name, property, element, context, memberAt(at, index))
  }
  if (property.collection && !Array.isArray(value)) {
    const type = `Collection(${printedType(property, context)})`
    return value === null
      ? nullValue(name, type, context, at)
      : unexpectedNode(name, value, ['StartArray', type], context, at)
  }
  return explainOne(name, property, value, context, at)
}

/** A single value, or an element of a collection. */
function explainOne(name: string, property: Property, value: unknown, context: BodyContext, at: string): Error {
  const { type, notBlank } = property
  const named = printedType(property, context)
  if (value === null) return notBlank ? mismatch(name, context, at) : nullValue(name, named, context, at)
  if (type.kind === 'complex') return unexpectedNode(name, value, ['StartObject', named], context, at)
  if (typeof value === 'object') return unexpectedNode(name, value, ['PrimitiveValue', named], context, at)
  if (notBlank && typeof value === 'string') return mismatch(name, context, at)
  if (type.kind === 'enum' && typeof value === 'string')
    return invalidBody(context, `Requested value '${shortened(value)}' was not found.`, at)
  return unreadable(value, named, context, at)
}

/** A literal that is none of the type. */
export function unreadable(value: unknown, type: string, context: BodyContext, target: string): Error {
  return invalidBody(context, notConvertible(value, type, target), target)
}

function notConvertible(value: unknown, type: string, target: string): string {
  const literal = mayBeSecret(type) && target.split('/').some(isSecretName) ? HIDDEN : printed(value)
  return `Cannot convert the literal '${literal}' to the expected type '${type}'.`
}

/** Whether a value of a type may be secret, or hold what is: `passwordMinimumLength` is a number. Logs keep errors. */
function mayBeSecret(type: string): boolean {
  return !type.startsWith('Edm.') || type === 'Edm.String' || type === 'Edm.Binary'
}

/** Something else than an object, where one that is of an entity type belongs. */
export function notAnEntity(value: unknown, type: EntityType, context: BodyContext, target: string): Error {
  const name = target.split('/').findLast((segment) => !/^\d+$/.test(segment)) ?? target
  return unexpectedNode(name, value, ['StartObject', `${context.errorNamespace}.${type.name}`], context, target)
}

export function unknownMember(name: string, type: StructuredType, context: BodyContext, target: string): Error {
  return invalidBody(
    context,
    `The property '${shortened(name)}' does not exist on type '${context.errorNamespace}.${type.name}'. Make sure to only use property names that are defined by the type.`,
    shortened(target),
  )
}

function nullValue(name: string, type: string, context: BodyContext, target: string): Error {
  const expected = `'${type}[Nullable=False]'`
  return invalidBody(
    context,
    `A null value was found for the property named '${name}', which has the expected type ${expected}. The expected type ${expected} does not allow null values.`,
    target,
  )
}

type Node = 'PrimitiveValue' | 'StartObject' | 'StartArray'

/** The service names the property and the kinds of node; what was sent for which type is told after that. */
function unexpectedNode(
  name: string,
  value: unknown,
  [expected, type]: readonly [node: Node, type: string],
  context: BodyContext,
  target: string,
): Error {
  const found = Array.isArray(value)
    ? 'StartArray'
    : typeof value === 'object' && value !== null
      ? 'StartObject'
      : 'PrimitiveValue'
  return invalidBody(
    context,
    `An unexpected '${found}' node was found for property named '${name}' when reading from the JSON reader. A '${expected}' node was expected. ${notConvertible(value, type, target)}`,
    target,
  )
}

/** A member that must be there, or must not be blank. */
export function mismatch(name: string, { backend }: Pick<BodyContext, 'backend'>, target = name): Error {
  const message = `Property ${name} in payload has a value that does not match schema.`
  return backend === 'directory' ? directoryBadRequest(message, target) : badRequest(message, target)
}

export function printedType({ type }: Property, { errorNamespace }: BodyContext): string {
  return type.kind === 'primitive' ? type.name : `${errorNamespace}.${type.name}`
}

function unescapePointer(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~')
}
