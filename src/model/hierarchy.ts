/** The types of a model by name, found from its declarations. */
import type { Declaration } from './sets.js'
import { addDerived, derivedTypes } from './subtypes.js'
import type { EnumType, StructuredType } from './types.js'

export type Declared = StructuredType | EnumType

/** Where a model finds its types. They may be made when they are first asked for. */
export interface Types {
  /** A type by its name without `microsoft.graph.`; letter case counts. */
  find(name: string): Declared | undefined
  /** All names, of types that are made and of those that are not yet. */
  names(): Iterable<string>
  /** What derives from a type, over any number of levels. */
  derivedFrom<T extends StructuredType>(type: T): readonly T[]
}

/** The types that declarations lead to, and `further` ones that no declaration mentions. */
export function declaredTypes(declarations: readonly Declaration[], further: Iterable<Declared> = []): Types {
  const byName = new Map<string, Declared>()
  const folded = new Set<string>()
  for (const type of typesOf(declarations, further)) {
    if (folded.has(type.name.toLowerCase())) throw new Error(`two declared types share the name '${type.name}'`)
    folded.add(type.name.toLowerCase())
    byName.set(type.name, type)
    if (type.kind === 'enum') continue
    for (const ancestor of ancestorsOf(type)) addDerived(ancestor, type)
  }
  return { find: (name) => byName.get(name), names: () => byName.keys(), derivedFrom: derivedTypes }
}

/** Base types, nearest first. */
function ancestorsOf(type: StructuredType): StructuredType[] {
  const found: StructuredType[] = []
  const baseOf = ({ baseType }: StructuredType): StructuredType | undefined => baseType as StructuredType | undefined
  for (let at = baseOf(type); at !== undefined; at = baseOf(at)) {
    if (at === type || found.includes(at)) throw new Error(`the type '${type.name}' derives from itself`)
    found.push(at)
  }
  return found
}

/** The types that declarations lead to, bases before what derives from them. */
export function typesOf(declarations: readonly Declaration[], further: Iterable<Declared> = []): Declared[] {
  const found = new Set<Declared>()
  const visit = (type: Declared): void => {
    if (found.has(type)) return
    if (type.kind === 'enum') return void found.add(type)
    ancestorsOf(type).reverse().forEach(visit)
    found.add(type)
    for (const property of Object.values(type.properties)) {
      if (property.type.kind !== 'primitive') visit(property.type)
      property.subtypes.forEach(visit)
    }
    if (type.kind !== 'entity') return
    for (const navigation of Object.values(type.navigation)) visit(navigation.target)
    for (const { parameters, returns } of type.operations)
      for (const { type } of [...Object.values(parameters), ...(returns === undefined ? [] : [returns])])
        if (type.kind !== 'primitive') visit(type)
  }
  for (const declaration of declarations) {
    visit(declaration.entityType)
    if (declaration.kind === 'entitySet') declaration.derivedTypes.forEach(visit)
  }
  for (const type of further) visit(type)
  return [...found]
}
