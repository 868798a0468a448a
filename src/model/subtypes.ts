/** Which types derive from which: declarations name base types, and never the types that derive from theirs. */
import { typeAnnotation } from './types.js'
import type { ComplexType, Property, StructuredType } from './types.js'

const derived = new WeakMap<StructuredType, Set<StructuredType>>()

const NONE: readonly never[] = Object.freeze([])

/** Makes it known that `type` derives from `ancestor`, over any number of levels. */
export function addDerived(ancestor: StructuredType, type: StructuredType): void {
  const known = derived.get(ancestor)
  if (known === undefined) derived.set(ancestor, new Set([type]))
  else known.add(type)
}

export function derivedTypes<T extends StructuredType>(type: T): readonly T[] {
  const known = derived.get(type)
  return known === undefined ? NONE : ([...known] as unknown as T[])
}

/** The concrete types that a value declared to be of `type` may have; empty if only that one. */
export function subtypesOf(type: ComplexType): readonly ComplexType[] {
  const others = derivedTypes(type)
  return others.length === 0 ? NONE : [type, ...others].filter(({ abstract }) => !abstract)
}

const ofValues = new WeakMap<Property, readonly ComplexType[]>()

/**
 * The types that a stored value of a complex property may name: its concrete types, the declared type, and the abstract
 * ones between them, which a profile may let a value be of.
 */
export function valueTypes(property: Property): readonly ComplexType[] {
  let types = ofValues.get(property)
  if (types === undefined) {
    const declared = property.type as ComplexType
    const found = new Set([...property.subtypes, declared])
    for (const type of property.subtypes)
      for (let at = baseOf(type); at !== undefined && at !== declared; at = baseOf(at)) found.add(at)
    ofValues.set(property, (types = [...found]))
  }
  return types
}

const byAnnotation = new WeakMap<Property, ReadonlyMap<unknown, ComplexType>>()

/** The type of {@link valueTypes} that an `@odata.type` names as answers do, if it is one of them. */
export function valueTypeNamed(property: Property, annotation: unknown): ComplexType | undefined {
  let types = byAnnotation.get(property)
  if (types === undefined) {
    types = new Map(valueTypes(property).map((type) => [typeAnnotation(type), type]))
    byAnnotation.set(property, types)
  }
  return types.get(annotation)
}

function baseOf({ baseType }: ComplexType): ComplexType | undefined {
  return baseType as ComplexType | undefined
}
