/**
 * The types of a model by name: those that are declared by hand, and for all other names those of the facts. A type is made
 * when it is first asked for, its members when they are first read.
 *
 * A type that is declared by hand keeps its properties; what the facts know of it besides (navigation, operations, derived
 * types) is added.
 */
import { isNameOfReading } from '../reading.js'
import { declareProperty } from '../edm.js'
import type { Facets } from '../edm.js'
import type { Declared, Types } from '../hierarchy.js'
import { defineComplexType, defineEntityType, parameter, toLinked, toMany, toOne } from '../declare.js'
import type {
  AnyType,
  ComplexType,
  EntityType,
  Navigation,
  Operation,
  OperationParameter,
  PrimitiveName,
  Properties,
  Property,
  PropertyType,
  StructuredType,
  Version,
} from '../types.js'
import { defaultOf, isOptional, thumbRules } from './defaults.js'
import { publicFacts } from './facts.js'
import type { Facts as FactsOfModel } from './facts.js'
import type { MemberFacts, OperationFacts, TypeFacts, TypeReference } from './grammar.js'
import type { Overlay } from './overlay.js'
import { Rewriter } from './rewriter.js'
import { enumType, primitiveType } from './value-types.js'

export function createTypes(written: Iterable<Declared>, overlay: Overlay, facts = publicFacts()): Types {
  return new FactTypes(written, overlay, facts)
}

class FactTypes implements Types {
  readonly #facts: FactsOfModel
  readonly #written: ReadonlyMap<string, Declared>
  readonly #overlay: Overlay
  readonly #known = new Map<string, Declared>()
  readonly #rewriter = new Rewriter(
    (name) => this.#get(name),
    (name) => this.#subtypes(name),
  )
  #derived: ReadonlyMap<string, readonly string[]> | undefined
  #sets: ReadonlyMap<string, string> | undefined

  constructor(written: Iterable<Declared>, overlay: Overlay, facts: FactsOfModel) {
    this.#facts = facts
    this.#written = new Map([...written].map((type) => [type.name, type]))
    this.#overlay = overlay
  }

  find(name: string): Declared | undefined {
    const known = this.#known.get(name)
    if (known !== undefined) return known
    const made = this.#make(name)
    if (made !== undefined) this.#known.set(name, made)
    return made
  }

  *names(): Iterable<string> {
    yield* new Set([...this.#written.keys(), ...this.#facts.names()])
  }

  derivedFrom<T extends StructuredType>(type: T): readonly T[] {
    const names = (this.#derived ??= this.#derivedNames()).get(type.name) ?? []
    return names.flatMap((name) => {
      const derived = this.find(name) as T
      return [derived, ...this.derivedFrom(derived)]
    })
  }

  #make(name: string): Declared | undefined {
    const written = this.#written.get(name)
    const entity = this.#facts.entityType(name)
    if (written?.kind === 'enum') return written
    if (written?.kind === 'complex') return this.#rewriter.complexType(written)
    if (written?.kind === 'entity') return this.#rewriteEntity(written, entity)
    if (entity !== undefined) return this.#entityType(entity)
    const complex = this.#facts.complexType(name)
    if (complex !== undefined) return this.#complexType(complex)
    const members = this.#facts.enumType(name)
    return members === undefined ? undefined : enumType(members)
  }

  #derivedNames(): ReadonlyMap<string, readonly string[]> {
    const bases = new Map(this.#facts.bases())
    for (const [name, type] of this.#written)
      if (type.kind !== 'enum' && type.baseType !== undefined) bases.set(name, (type.baseType as StructuredType).name)
    const derived = new Map<string, string[]>()
    for (const [name, base] of bases) {
      const known = derived.get(base)
      if (known === undefined) derived.set(base, [name])
      else known.push(name)
    }
    return derived
  }

  #entityType(facts: TypeFacts): EntityType {
    const { name, since, base, abstract } = facts
    return defineEntityType({
      name,
      ...(facts.ownNamespace === true ? { ownNamespace: true } : {}),
      since,
      abstract,
      ...(base === undefined ? {} : { baseType: () => this.#get(base) as EntityType }),
      properties: () => this.#properties(facts, 'entity'),
      navigation: () => this.#navigation(facts),
      operations: () => this.#operationsOf(name),
      key: this.#overlay.types[name]?.key ?? 'opaque',
      ...(facts.key.length > 1 ? { compositeKey: facts.key } : {}),
      namedKeys: this.#overlay.types[name]?.namedKeys ?? [],
    })
  }

  #complexType(facts: TypeFacts): ComplexType {
    const { name, since, base, abstract, open } = facts
    return defineComplexType({
      name,
      ...(facts.ownNamespace === true ? { ownNamespace: true } : {}),
      since,
      abstract,
      open,
      ...(base === undefined ? {} : { baseType: () => this.#get(base) as ComplexType }),
      properties: () => this.#properties(facts, 'complex'),
    })
  }

  #rewriteEntity(written: EntityType, facts: TypeFacts | undefined): EntityType {
    const base = written.baseType as EntityType | undefined
    return defineEntityType({
      ...written,
      key: written.key,
      baseType: base === undefined ? undefined : (): EntityType => this.#get(base.name) as EntityType,
      properties: () => this.#rewriter.properties(written.properties),
      navigation: () => ({
        ...(facts === undefined ? {} : this.#navigation(facts)),
        ...this.#rewriter.navigation(written),
      }),
      operations: () => {
        const own = written.operations
        const more = this.#operationsOf(written.name).filter(({ name }) => !own.some((each) => each.name === name))
        return [...own.map((operation) => this.#rewriter.operation(operation)), ...more]
      },
    })
  }

  #get(name: string): Declared {
    const type = this.find(name)
    if (type === undefined) throw new Error(`no type named '${name}' is declared`)
    return type
  }

  #properties({ name: type, members }: TypeFacts, kind: 'entity' | 'complex'): Properties {
    const properties: Record<string, Property> = {}
    for (const member of members) {
      if (member.kind !== 'property') continue
      properties[member.name] = this.#property(member, {
        ...(kind === 'entity' && member.name === 'id' ? { computed: true } : {}),
        ...thumbRules(member, kind),
        default: defaultOf(member, kind, this.#valueType(member.type)),
        ...this.#overlay.properties[`${type}.${member.name}`],
      })
    }
    return properties
  }

  #property({ since, type, readOnly, unlisted }: MemberFacts, facets: Facets): Property {
    const { collection } = type
    return declareProperty(
      () => this.#valueType(type),
      {
        since,
        collection,
        nullable: type.nullable,
        computed: readOnly,
        unlisted,
        ...facets,
      },
      () => this.#subtypes(type.name),
    )
  }

  #valueType({ name }: TypeReference): PropertyType {
    return name.startsWith('Edm.') ? primitiveType(name as PrimitiveName) : (this.#get(name) as PropertyType)
  }

  #subtypes(name: string): readonly ComplexType[] {
    const type = name.startsWith('Edm.') ? undefined : this.find(name)
    if (type?.kind !== 'complex') return []
    const derived = this.derivedFrom(type)
    return derived.length === 0 ? [] : [type, ...derived].filter(({ abstract }) => !abstract)
  }

  #navigation(facts: TypeFacts): Record<string, Navigation> {
    const navigation: Record<string, Navigation> = {}
    for (const { name, kind: declared, type, since: ownSince } of facts.members) {
      const path = `${facts.name}.${name}`
      const namedIn = this.#overlay.namedIn?.[path]
      const refers = namedIn !== undefined || this.#overlay.referring?.includes(path) === true
      const kind = refers ? 'reference' : declared
      if (kind === 'property' || this.find(type.name) === undefined) continue
      const linked = this.#overlay.links?.[path]
      if (linked !== undefined) {
        const since = facts.since === 'beta' ? 'beta' : ownSince
        const declaredAs = this.#get(type.name) as EntityType
        navigation[name] = toLinked(() => this.#get(linked.type) as EntityType, linked.link, { since, declaredAs })
        continue
      }
      const narrower = this.#overlay.references?.[path]
      const refersTo = kind === 'reference' ? this.#setOf(narrower?.type ?? type.name) : undefined
      // A member of a type that only beta has is only in beta, too.
      const since = facts.since === 'beta' ? 'beta' : ownSince
      const facets = {
        since,
        layout: 'document',
        ...(refersTo === undefined ? {} : { refersTo }),
        ...(kind === 'reference' && refersTo === undefined ? ({ reference: true } as const) : {}),
        ...(narrower === undefined ? {} : { declaredAs: this.#get(type.name) as EntityType }),
        ...storedWithFacet(this.#overlay.storedWith?.[path]),
        ...(this.#overlay.shared?.includes(path) === true ? ({ shared: true } as const) : {}),
        ...(namedIn === undefined ? {} : { namedIn }),
        ...(refers && declared === 'contained' ? ({ declaredContained: true } as const) : {}),
      } as const
      const optional = kind === 'reference' && isOptional(facts.name, name)
      const target = (): EntityType => this.#get(narrower?.type ?? type.name) as EntityType
      navigation[name] = type.collection ? toMany(target, facets) : toOne(target, { ...facets, optional })
    }
    return navigation
  }

  /** The set in which entities of a type live. Without one, what is referred to is as if contained. */
  #setOf(type: string): string | undefined {
    const sets = (this.#sets ??= this.#findSets())
    for (let at: string | undefined = type; at !== undefined; at = this.#baseOf(at)) {
      const path = this.#overlay.types[at]?.set ?? sets.get(at)
      if (path !== undefined) return path
    }
    return undefined
  }

  /** The sets straight below the two roots of Intune, by the type of their items; the first one of a type. */
  #findSets(): ReadonlyMap<string, string> {
    const sets = new Map<string, string>()
    for (const root of ['deviceAppManagement', 'deviceManagement'])
      for (const { kind, name, type } of this.#facts.entityType(root)?.members ?? [])
        if (kind === 'contained' && type.collection && !sets.has(type.name)) sets.set(type.name, `${root}/${name}`)
    return sets
  }

  #baseOf(type: string): string | undefined {
    const found = this.find(type)
    return found === undefined || found.kind === 'enum'
      ? undefined
      : (found.baseType as StructuredType | undefined)?.name
  }

  #operationsOf(type: string): Operation[] {
    return this.#facts.operations(type).map((facts) => this.#operation(facts))
  }

  #operation({ kind, composable, name, since, binding, parameters, returns }: OperationFacts): Operation {
    return Object.freeze({
      kind,
      name,
      since,
      binding,
      parameters: Object.fromEntries(parameters.map(([each, type, added]) => [each, this.#parameter(type, added)])),
      returns: returns && this.#parameter(returns),
      ...(composable === true && { composable }),
      ...(kind === 'action' && returns?.name === 'Edm.Stream' && isNameOfReading(name) && { reads: true }),
    })
  }

  #parameter(reference: TypeReference, since?: Version): OperationParameter {
    const { name, collection, nullable } = reference
    return parameter(
      (): AnyType => (name.startsWith('Edm.') ? primitiveType(name as PrimitiveName) : this.#get(name)),
      { collection, nullable, since },
    )
  }
}

function storedWithFacet(storedWith: string | undefined): Pick<Navigation, 'storedWith'> {
  return storedWith === undefined ? {} : { storedWith }
}
