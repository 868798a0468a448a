/** Binding of paths: each name to a property, a navigation property or a cast of the declared model. */
import { invalidQuery } from '../errors.js'
import type { Resource } from '../model/model.js'
import { isA } from '../model/inheritance.js'
import type { Property, StructuredType } from '../model/types.js'
import type { Path, PathStep, ValueType } from './ast.js'
import { ofType } from './gaps.js'
import { findNavigation, findProperty, findPropertyOfKinds, findPropertyOfSubtype } from './members.js'
import { localName, printedName } from './names.js'
import { shortened, unknownProperty } from './query-errors.js'
import { findStructuredType, implicitVariable } from './scope.js'
import type { Scope, Variable } from './scope.js'
import type { PathSyntax } from './syntax.js'
import { printedValueType, valueTypeOf } from './value-types.js'

/** Where a walk along a path stands. */
interface Walk {
  readonly scope: Scope
  readonly steps: PathStep[]
  type: ValueType
  /** Where `type` lives, if it is an entity. */
  resource: Resource | undefined
  /** The complex property just read, whose subtypes are within reach. */
  polymorphic: Property | undefined
  collection: boolean
}

/** A path, and what a variable for its value, or for each of its values, would be. */
export interface BoundPath {
  readonly path: Path
  readonly end: Variable
}

export function bindPath({ segments }: PathSyntax, scope: Scope): BoundPath {
  const named = variableName(segments[0] as string, scope)
  const start: Variable = named === undefined ? implicitVariable(scope) : (scope.variables.get(named) ?? scope)
  const walk: Walk = {
    scope,
    steps: [],
    type: start.type,
    resource: start.resource,
    polymorphic: start.polymorphic,
    collection: false,
  }
  for (let i = named === undefined ? 0 : 1; i < segments.length; i++) step(walk, segments[i] as string)
  const path: Path = Object.freeze({
    node: 'path',
    variable: named === '$it' ? undefined : (named ?? scope.implicit),
    steps: Object.freeze(walk.steps),
    type: walk.type,
    collection: walk.collection,
  })
  return { path, end: walk }
}

/** What the first name of a path stands for, unless it is a member of the row. */
function variableName(first: string, scope: Scope): string | undefined {
  if (scope.variables.has(first)) return first
  if (!first.startsWith('$')) return undefined
  const name = first.toLowerCase()
  if (name === '$it' && !scope.nested) return name
  if (name === '$this' && scope.variables.has(name)) return name
  throw invalidQuery(`'${first}' is not supported here.`)
}

function step(walk: Walk, segment: string): void {
  if (segment.includes('.')) return cast(walk, segment)
  const { scope, type, resource } = walk
  if (walk.collection)
    throw invalidQuery(
      `The parent value for a property access of a property '${shortened(segment)}' is not a single value. ` +
        'Property access can only be applied to a single value.',
    )
  if (typeof type === 'string' || type.kind === 'enum')
    throw unknownProperty(segment, printedValueType(type, scope.resource))
  const member = findProperty(type, scope.version, segment)
  if (member !== undefined) return addProperty(walk, member.name, member.property, member.owner)
  const navigation =
    type.kind === 'entity' && resource !== undefined
      ? findNavigation(resource, type, scope.version, segment)
      : undefined
  if (navigation !== undefined) return navigate(walk, navigation)
  const ofKind =
    type.kind === 'entity' && resource !== undefined
      ? findPropertyOfKinds(resource, type, scope.version, segment)
      : undefined
  if (ofKind !== undefined) return addProperty(walk, ofKind.name, ofKind.property, ofKind.owner)
  const narrower =
    walk.polymorphic === undefined ? undefined : findPropertyOfSubtype(walk.polymorphic, scope.version, segment)
  if (narrower === undefined) throw unknownProperty(segment, printedName(type, scope.resource))
  walk.steps.push(Object.freeze({ step: 'cast', type: narrower.owner }))
  addProperty(walk, narrower.name, narrower.property, narrower.owner)
}

function addProperty(walk: Walk, name: string, property: Property, owner: StructuredType): void {
  walk.steps.push(Object.freeze({ step: 'property', name, property, owner }))
  walk.type = valueTypeOf(property)
  walk.resource = undefined
  walk.polymorphic = property.subtypes.length > 0 ? property : undefined
  walk.collection = property.collection
}

function navigate(walk: Walk, resource: Resource): void {
  walk.steps.push(Object.freeze({ step: 'navigation', name: resource.name, resource }))
  walk.type = resource.type
  walk.resource = resource
  walk.polymorphic = undefined
  walk.collection = resource.many
}

function cast(walk: Walk, qualified: string): void {
  const { type, scope } = walk
  if (typeof type === 'string' || type.kind === 'enum')
    throw unknownProperty(qualified, printedValueType(type, scope.resource))
  const narrower = bindCast(qualified, type, scope)
  walk.polymorphic = undefined
  if (isA(type, narrower)) return
  walk.type = narrower
  walk.steps.push(Object.freeze({ step: 'cast', type: narrower }))
}

/** The type named, which must be in one line of inheritance with `type`. */
export function bindCast(qualified: string, type: StructuredType, scope: Scope): StructuredType {
  const named = findStructuredType(scope, qualified)
  if (named === undefined)
    throw ofType(invalidQuery(`The type '${shortened(qualified)}' is not defined in the model.`), localName(qualified))
  if (!isA(named, type) && !isA(type, named))
    throw invalidQuery(
      `Encountered invalid type cast. '${printedName(named, scope.resource)}' is not assignable from ` +
        `'${printedName(type, scope.resource)}'.`,
    )
  return named
}
