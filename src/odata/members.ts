/** What a version of the service has under a name, whatever its letter case. */
import type { Resource } from '../model/model.js'
import { existsIn } from '../model/types.js'
import { allNavigation, allOperations, isA } from '../model/inheritance.js'
import { operationIn } from '../model/views.js'
import type { EntityType, Operation, Property, StructuredType, Version } from '../model/types.js'

/** A structural property, and the type in the hierarchy that declares it. */
export interface Member {
  readonly name: string
  readonly property: Property
  readonly owner: StructuredType
}

interface Members {
  readonly properties: ReadonlyMap<string, Member>
  readonly navigation: ReadonlySet<string>
  readonly operations: ReadonlyMap<string, readonly Operation[]>
}

const known: Record<Version, WeakMap<StructuredType, Members>> = { 'v1.0': new WeakMap(), beta: new WeakMap() }

export function findProperty(type: StructuredType, version: Version, name: string): Member | undefined {
  const { properties } = membersOf(type, version)
  return properties.get(name) ?? properties.get(name.toLowerCase())
}

/**
 * A property of a value whose declared type is polymorphic: `target/groupId` needs no cast, as long as a single subtype
 * declares the name. Real clients leave the cast out.
 */
export function findPropertyOfSubtype(property: Property, version: Version, name: string): Member | undefined {
  let found: Member | undefined
  for (const subtype of property.subtypes) {
    const member = existsIn(subtype.since, version) ? findProperty(subtype, version, name) : undefined
    if (member === undefined || member.owner === found?.owner) continue
    if (found !== undefined) return undefined
    found = member
  }
  return found
}

/**
 * A property of an item of a resource that holds items of several types, where any of them has it: the directory reads and
 * selects what members of groups have without a cast. It is said to be of the type that all have in common.
 */
export function findPropertyOfKinds(
  { kinds }: Resource,
  type: EntityType,
  version: Version,
  name: string,
): Member | undefined {
  for (const kind of kinds?.values() ?? []) {
    const member = isA(kind.type, type) ? findProperty(kind.type, version, name) : undefined
    if (member !== undefined) return { ...member, owner: type }
  }
  return undefined
}

/** The resource behind a navigation property that `type` has at `resource`. */
export function findNavigation(
  resource: Resource,
  type: EntityType,
  version: Version,
  name: string,
): Resource | undefined {
  const key = name.toLowerCase()
  const child = resource.children.get(key)
  if (child?.kind !== 'navigation' || !existsIn(child.since, version)) return undefined
  return membersOf(type, version).navigation.has(key) ? child : undefined
}

/** The operations of this name that are bound to entities of `type`, or to collections of them. */
export function findOperations(type: EntityType, version: Version, name: string): readonly Operation[] {
  return membersOf(type, version).operations.get(name.toLowerCase()) ?? []
}

function membersOf(type: StructuredType, version: Version): Members {
  let members = known[version].get(type)
  if (members === undefined) known[version].set(type, (members = collectMembers(type, version)))
  return members
}

function collectMembers(type: StructuredType, version: Version): Members {
  const properties = new Map<string, Member>()
  const collect = (owner: StructuredType): void => {
    const base = owner.baseType as StructuredType | undefined
    if (base !== undefined) collect(base)
    // A type may hide what it inherits from a version that gives it another base.
    for (const [name, property] of Object.entries(owner.properties))
      if (existsIn(property.since, version)) {
        const member = Object.freeze({ name, property, owner })
        properties.set(name, member).set(name.toLowerCase(), member)
      } else for (const known of [name, name.toLowerCase()]) properties.delete(known)
  }
  collect(type)
  if (type.kind === 'complex') return { properties, navigation: new Set(), operations: new Map() }
  const navigation = Object.entries(allNavigation(type)).filter(([, { since }]) => existsIn(since, version))
  const operations = new Map<string, Operation[]>()
  for (const operation of allOperations(type)) {
    const name = operation.name.toLowerCase()
    if (existsIn(operation.since, version))
      operations.set(name, [...(operations.get(name) ?? []), operationIn(operation, version)])
  }
  return {
    properties,
    navigation: new Set(navigation.map(([name]) => name.toLowerCase())),
    operations,
  }
}
