/** Where the names of an expression are looked up. */
import { findQualified } from '../model/model.js'
import type { Model, Resource } from '../model/model.js'
import type { EntityType, EnumType, Property, StructuredType, Version } from '../model/types.js'
import type { ValueType } from './ast.js'
import { localName } from './names.js'

/** A lambda variable, or the `$this` of a counted collection. */
export interface Variable {
  readonly type: ValueType
  /** Where it lives, if it is an entity. */
  readonly resource: Resource | undefined
  /** The polymorphic property that it is a value of, if it is one. */
  readonly polymorphic?: Property | undefined
}

export interface Scope {
  readonly model: Model
  readonly version: Version
  /** Where the rows live that the query is about, and their type. */
  readonly resource: Resource
  readonly type: EntityType
  /** Inside an `$expand`, where `$it` would mean a row of the outer query. */
  readonly nested: boolean
  readonly variables: ReadonlyMap<string, Variable>
  /** The variable that names without one belong to; undefined for the row. */
  readonly implicit: string | undefined
}

export function withVariable(scope: Scope, name: string, variable: Variable): Scope {
  return { ...scope, variables: new Map(scope.variables).set(name, variable) }
}

/** What a name without variable is a member of. */
export function implicitVariable(scope: Scope): Variable {
  return (scope.implicit === undefined ? undefined : scope.variables.get(scope.implicit)) ?? scope
}

/** The structured type behind `microsoft.graph.X`. */
export function findStructuredType(scope: Scope, qualified: string): StructuredType | undefined {
  const type = findType(scope, qualified)
  return type?.kind === 'enum' ? undefined : type
}

export function findEnumType(scope: Scope, qualified: string): EnumType | undefined {
  const type = findType(scope, qualified)
  return type?.kind === 'enum' ? type : undefined
}

function findType(scope: Scope, qualified: string): StructuredType | EnumType | undefined {
  return findQualified(scope, localName(qualified), qualified)
}
