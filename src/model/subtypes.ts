/** Which types derive from which: declarations name base types, and never the types that derive from theirs. */
import type { ComplexType, StructuredType } from './types.js'

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
