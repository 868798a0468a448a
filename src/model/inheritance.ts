/** What a type has by inheritance. */
import { qualifiedName } from './types.js'
import type { EntityType, Navigation, Operation, Properties, Property, StructuredType } from './types.js'

/** Everything a type has by inheritance, base type first, in the order in which responses print it (R17). */
export function allProperties(type: StructuredType): Properties {
  const base = type.baseType as StructuredType | undefined
  if (base === undefined) return type.properties
  return once(properties, type, () => ({ ...allProperties(base), ...type.properties }))
}

/** The same as a list, for loops. */
export function propertyList(type: StructuredType): readonly (readonly [name: string, property: Property])[] {
  return once(lists, type, () => Object.entries(allProperties(type)))
}

export function allNavigation(type: EntityType): Readonly<Record<string, Navigation>> {
  const base = type.baseType as EntityType | undefined
  if (base === undefined) return type.navigation
  return once(navigations, type, () => ({ ...allNavigation(base), ...type.navigation }))
}

/**
 * The operations of a type, own and inherited. One that has the name, binding and parameters of an inherited one takes
 * its place.
 */
export function allOperations(type: EntityType): readonly Operation[] {
  const base = type.baseType as EntityType | undefined
  if (base === undefined) return type.operations
  return once(operations, type, () => {
    const signatures = new Set(type.operations.map(signatureOf))
    return [...allOperations(base).filter((inherited) => !signatures.has(signatureOf(inherited))), ...type.operations]
  })
}

function signatureOf({ name, binding, parameters }: Operation): string {
  return [name, binding, ...Object.keys(parameters)].join()
}

const properties = new WeakMap<StructuredType, Properties>()
const lists = new WeakMap<StructuredType, readonly (readonly [name: string, property: Property])[]>()
const navigations = new WeakMap<StructuredType, Readonly<Record<string, Navigation>>>()
const operations = new WeakMap<StructuredType, readonly Operation[]>()

/** Declarations do not change, so neither does what follows from them. */
function once<T extends object>(known: WeakMap<StructuredType, T>, type: StructuredType, make: () => T): T {
  let made = known.get(type)
  if (made === undefined) known.set(type, (made = make()))
  return made
}

/** Whether values of a type may have members that are not declared. */
export function isOpen(type: StructuredType): boolean {
  for (let at: StructuredType | undefined = type; at !== undefined; at = at.baseType as StructuredType | undefined)
    if (at.kind === 'complex' && at.open) return true
  return false
}

/** Whether `type` is `ancestor` or derives from it, as all entity types of Graph do from `entity`, said or not. */
export function isA(type: StructuredType, ancestor: StructuredType): boolean {
  if (type.kind === 'entity' && type.ownNamespace !== true && qualifiedName(ancestor) === ROOT) return true
  let current: StructuredType | undefined = type
  while (current !== undefined) {
    if (current === ancestor) return true
    current = current.baseType as StructuredType | undefined
  }
  return false
}

const ROOT = 'microsoft.graph.entity'
