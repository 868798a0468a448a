/** The types that a request body names, and how the service behind the resource refuses what does not fit them. */
import { directoryBadRequest, modelValidationFailure, shortened } from '../errors.js'
import type { GraphError } from '../errors.js'
import { findQualified, NAMESPACE } from './model.js'
import type { Model } from './model.js'
import type { Backend } from './sets.js'
import { valueTypeNamed, valueTypes } from './subtypes.js'
import { isA } from './inheritance.js'
import { existsIn } from './types.js'
import type { ComplexType, EntityType, Property, StructuredType, Version } from './types.js'

export interface BodyContext {
  readonly model: Model
  readonly version: Version
  /** The service that owns the resource: its code stands in refusals. */
  readonly backend: Backend['kind']
  /** Namespace of types in error messages. */
  readonly errorNamespace: string
  /** v1.0 overlooks members that only beta knows (R4). */
  readonly dropsBetaMembers: boolean
  /** A complex value may name an abstract type, as examples of the reference do. */
  readonly takesAbstractValues: boolean
}

type Json = Readonly<Record<string, unknown>>

/** Control information in a body, which is overlooked: annotations, and the actions that full metadata lists. */
export function isControlInformation(name: string): boolean {
  return name.includes('@odata.') || name.startsWith('#')
}

/** A body, or the member of it at `target`, that does not fit the model. */
export function invalidBody({ backend }: Pick<BodyContext, 'backend'>, message: string, target?: string): GraphError {
  return backend === 'directory' ? directoryBadRequest(message, target) : modelValidationFailure(message, target)
}

/** Where in a body a member stands, for the target of an error: `settings/0/appConfigKeyType`. */
export function memberAt(at: string, name: string | number): string {
  return at === '' ? String(name) : `${at}/${name}`
}

/** Where a value stands in a body; undefined as long as no error has to tell it. */
export type Path = string | undefined

export function below(at: Path, name: string | number): Path {
  return at === undefined ? undefined : memberAt(at, name)
}

/** The concrete type that a body names, or `declared` if that is concrete and the body names none. */
export function readBodyType(
  body: Json,
  declared: EntityType,
  concrete: readonly EntityType[],
  context: BodyContext,
  at = '',
): EntityType {
  const annotation = annotationOf(body)
  if (annotation === undefined) {
    if (!declared.abstract) return declared
    throw abstractType(context, at)
  }
  const type = resolveType(annotation, context, at)
  if (type.kind !== 'entity' || !isA(type, declared)) throw notAssignable(type, declared, context, at)
  if (type.abstract || !concrete.includes(type)) throw abstractType(context, at)
  return type
}

/** The type of a complex value: the declared one, or the one of its subtypes that `@odata.type` names. */
export function valueType(
  property: Property,
  declared: ComplexType,
  value: Json,
  context: BodyContext,
  at: string,
): ComplexType {
  const annotation = annotationOf(value)
  if (annotation === undefined) {
    if (declared.abstract) throw abstractType(context, at)
    return declared
  }
  const known = valueTypeNamed(property, annotation)
  if (known !== undefined && existsIn(known.since, context.version) && !known.abstract) return known
  const type = resolveType(annotation, context, at)
  if (type.kind !== 'complex' || !isA(type, declared)) throw notAssignable(type, declared, context, at)
  if (type.abstract && !context.takesAbstractValues) throw abstractType(context, at)
  if (type !== declared && !valueTypes(property).includes(type)) throw notAssignable(type, declared, context, at)
  return type
}

function annotationOf(value: Json): unknown {
  return Object.hasOwn(value, '@odata.type') ? (value['@odata.type'] ?? undefined) : undefined
}

function resolveType(annotation: unknown, context: BodyContext, at: string): StructuredType {
  if (typeof annotation !== 'string')
    throw invalidType(context, `The value '${printed(annotation)}' of '@odata.type' is not the name of a type.`, at)
  const name = annotation.startsWith('#') ? annotation.slice(1) : annotation
  const prefix = PREFIXES.find((each) => name.startsWith(each))
  const type = findQualified(context, prefix && name.slice(prefix.length), name)
  if (type === undefined || type.kind === 'enum')
    throw invalidType(
      context,
      `A type named '${shortened(name)}' could not be resolved by the model. When a model is available, each type name must resolve to a valid type.`,
      at,
    )
  return type
}

/** A value as messages quote it (a symbol is a huge number). What is in an object or an array is not shown, however deep. */
export function printed(value: unknown): string {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? '[…]' : '{…}'
  return shortened((typeof value === 'symbol' ? value.description : undefined) ?? String(value)).toWellFormed()
}

const PREFIXES = [`${NAMESPACE}.`, 'graph.']

/** The type of the body, or of the value at `at`, is not one that fits: the error is about its `@odata.type`. */
function invalidType(context: BodyContext, message: string, at: string): Error {
  return invalidBody(context, message, memberAt(at, '@odata.type'))
}

function abstractType(context: BodyContext, at: string): Error {
  return invalidType(context, 'Cannot create an abstract class.', at)
}

function notAssignable(found: StructuredType, expected: StructuredType, context: BodyContext, at: string): Error {
  const named = (type: StructuredType): string =>
    type.ownNamespace === true ? type.name : `${context.errorNamespace}.${type.name}`
  return invalidType(
    context,
    `An entry with type '${named(found)}' was found, but it is not assignable to the expected type '${named(expected)}'. The type specified in the entry must be equal to either the expected type or a derived type.`,
    at,
  )
}
