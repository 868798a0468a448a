/** What one version of the service shows of a declared type. Computed once per type and version. */
import { membersIn } from './enum-values.js'
import { existsIn } from './types.js'
import { allProperties, propertyList } from './inheritance.js'
import type { EntityType, Operation, Properties, StructuredType, Version } from './types.js'

const views: Record<Version, WeakMap<StructuredType, Properties>> = { 'v1.0': new WeakMap(), beta: new WeakMap() }

/** The properties that `version` knows of `type`, inherited ones first, in response order (R17). */
export function propertiesIn(type: StructuredType, version: Version): Properties {
  const known = views[version].get(type)
  if (known !== undefined) return known
  const visible = Object.fromEntries(
    Object.entries(allProperties(type)).filter(([, property]) => existsIn(property.since, version)),
  )
  views[version].set(type, visible)
  return visible
}

/** An operation with the parameters that `version` knows. */
export function operationIn(operation: Operation, version: Version): Operation {
  const all = Object.entries(operation.parameters)
  const known = all.filter(([, { since = 'v1.0' }]) => existsIn(since, version))
  return known.length === all.length
    ? operation
    : Object.freeze({ ...operation, parameters: Object.fromEntries(known) })
}

const withinTypes = new WeakMap<StructuredType, ReadonlySet<StructuredType>>()

/** A type, and the complex types of which a value of it can hold values, however deep. They may hold each other. */
export function typesWithin(type: StructuredType): ReadonlySet<StructuredType> {
  const known = withinTypes.get(type)
  if (known !== undefined) return known
  const found = new Set<StructuredType>([type])
  // A set that grows while it is gone through.
  for (const each of found)
    for (const [, { type: inner, subtypes }] of propertyList(each))
      if (inner.kind === 'complex') for (const value of [inner, ...subtypes]) found.add(value)
  withinTypes.set(type, found)
  return found
}

const whole: Record<Version, WeakMap<StructuredType, boolean>> = { 'v1.0': new WeakMap(), beta: new WeakMap() }

/** As which type a version shows what is of `type`: the nearest one that it knows (R2). */
export function shownAs<T extends StructuredType>(type: T, version: Version): T {
  let shown = type
  while (!existsIn(shown.since, version) && shown.baseType !== undefined) shown = shown.baseType as T
  return shown
}

/** Whether a version shows all of a type, down to the types and the members of complex values. */
export function showsAll(type: StructuredType, version: Version): boolean {
  let known = whole[version].get(type)
  if (known === undefined) {
    known = [...typesWithin(type)].every(
      (each) => existsIn(each.since, version) && propertyList(each).every(([, { since }]) => existsIn(since, version)),
    )
    whole[version].set(type, known)
  }
  return known
}

/** Whether a version has all members of the enums of which a type holds values, however deep. */
export function showsAllMembers(type: StructuredType, version: Version): boolean {
  if (version === 'beta') return true
  let known = members.get(type)
  if (known === undefined) {
    known = [...typesWithin(type)].every((each) =>
      propertyList(each).every(([, { type }]) => type.kind !== 'enum' || membersIn(type, version) === type.members),
    )
    members.set(type, known)
  }
  return known
}

const members = new WeakMap<StructuredType, boolean>()

/** What an answer holds that selects nothing; undefined for everything. */
export function defaultSelectionIn({ defaultSelection }: EntityType, version: Version): readonly string[] | undefined {
  return defaultSelection?.[version]
}
