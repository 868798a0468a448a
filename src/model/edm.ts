/**
 * The vocabulary of properties: EDM primitive types and the facets a declaration puts around them.
 *
 * A declaration is plain frozen data. The type parameters carry what TypeScript should know of it, so that the
 * compile-time shape of an entity ({@link ShapeOf}) follows from the same lines as its routes and its table.
 *
 * @see https://docs.oasis-open.org/odata/odata-csdl-xml/v4.01/odata-csdl-xml-v4.01.html#sec_PrimitiveTypes
 */
import { subtypesOf } from './subtypes.js'
import type {
  ComplexType,
  EnumType,
  Late,
  PrimitiveName,
  Property,
  PropertyType,
  Stamp,
  Version,
  Withheld,
} from './types.js'

/** What a declaration may say of a property besides its type. */
export type Facets = Partial<Omit<Property, 'type' | 'subtypes' | 'value'>>

class DeclaredProperty implements Property {
  #type: Late<PropertyType>
  #subtypes: Late<readonly ComplexType[]> | undefined
  readonly #opaque: boolean | undefined
  readonly collection: boolean
  readonly nullable: boolean
  readonly since: Version
  readonly default: unknown
  readonly computed: boolean
  readonly stamp?: Stamp
  readonly notBlank: boolean
  readonly indexed: boolean
  readonly withheld?: Withheld
  readonly composed: boolean
  readonly apartInV1: boolean
  readonly unlisted: boolean
  readonly sparse: boolean

  constructor(type: Late<PropertyType>, facets: Facets, subtypes?: Late<readonly ComplexType[]>) {
    this.#type = type
    this.#subtypes = subtypes
    this.#opaque = facets.opaque
    this.collection = facets.collection ?? false
    this.nullable = facets.nullable ?? false
    this.since = facets.since ?? 'v1.0'
    this.default = facets.default
    this.computed = facets.computed ?? false
    if (facets.stamp !== undefined) this.stamp = facets.stamp
    this.notBlank = facets.notBlank ?? false
    this.indexed = facets.indexed ?? false
    if (facets.withheld !== undefined) this.withheld = facets.withheld
    this.composed = facets.composed ?? false
    this.apartInV1 = facets.apartInV1 ?? false
    this.unlisted = facets.unlisted ?? false
    this.sparse = facets.sparse ?? this.unlisted
    Object.freeze(this)
  }

  get type(): PropertyType {
    const type = this.#type
    return typeof type === 'function' ? (this.#type = type()) : type
  }

  get subtypes(): readonly ComplexType[] {
    const subtypes = this.#subtypes
    if (typeof subtypes === 'function') return (this.#subtypes = subtypes())
    if (subtypes !== undefined) return subtypes
    const { type } = this
    return type.kind === 'complex' ? subtypesOf(type) : NONE
  }

  get opaque(): boolean {
    return this.#opaque ?? isOpaque(this.type)
  }

  static varied(property: DeclaredProperty, facets: Facets): DeclaredProperty {
    const opaque = property.#opaque === undefined ? {} : { opaque: property.#opaque }
    return new DeclaredProperty(property.#type, { ...property, ...opaque, ...facets }, property.#subtypes)
  }
}

const OPAQUE: ReadonlySet<PrimitiveName> = new Set(['Edm.Guid', 'Edm.Binary', 'Edm.Stream', 'Edm.Untyped'])

/** Names of members, GUIDs and encoded bytes are no words. */
function isOpaque(type: PropertyType): boolean {
  return type.kind === 'enum' || (type.kind === 'primitive' && OPAQUE.has(type.name))
}

/** A property in the most general form, for declarations that are made from data. */
export function declareProperty(
  type: Late<PropertyType>,
  facets: Facets = {},
  subtypes?: Late<readonly ComplexType[]>,
): Property {
  return new DeclaredProperty(type, facets, subtypes)
}

const NONE: readonly never[] = Object.freeze([])

/** The same property with other facets. (A spread would read its type, which may not be declared yet.) */
export function withFacets<P extends Property>(property: P, facets: Facets): P {
  return DeclaredProperty.varied(property as unknown as DeclaredProperty, facets) as unknown as P
}

const primitive = <V>(name: PrimitiveName, declaredAs?: PrimitiveName): Property<V, 'v1.0'> =>
  declareProperty(
    Object.freeze({ kind: 'primitive', name, ...(declaredAs === undefined ? {} : { declaredAs }) }),
  ) as Property<V, 'v1.0'>

/** The primitive types in use; each is a non-nullable single value of both versions until a facet says otherwise. */
export const Edm = {
  String: primitive<string>('Edm.String'),
  Guid: primitive<string>('Edm.Guid'),
  Byte: primitive<number>('Edm.Byte'),
  SByte: primitive<number>('Edm.SByte'),
  Int16: primitive<number>('Edm.Int16'),
  Int32: primitive<number>('Edm.Int32'),
  Int64: primitive<number>('Edm.Int64'),
  Boolean: primitive<boolean>('Edm.Boolean'),
  Binary: primitive<string>('Edm.Binary'),
  Stream: primitive<string>('Edm.Stream'),
  Date: primitive<string>('Edm.Date'),
  TimeOfDay: primitive<string>('Edm.TimeOfDay'),
  DateTimeOffset: primitive<string>('Edm.DateTimeOffset'),
  Duration: primitive<string>('Edm.Duration'),
  Single: primitive<number>('Edm.Single'),
  Double: primitive<number>('Edm.Double'),
  Decimal: primitive<number>('Edm.Decimal'),
  /** Any JSON value. */
  Untyped: primitive<unknown>('Edm.Untyped'),
  /** A GUID that Graph declares as a text: ids of groups, filters and apps. */
  GuidText: primitive<string>('Edm.Guid', 'Edm.String'),
} as const

/** A property whose type is a declared enum or complex type. */
export function of<T extends EnumType | ComplexType>(type: Late<T>): Property<ValueOfType<T>, 'v1.0'> {
  return declareProperty(type) as Property<ValueOfType<T>, 'v1.0'>
}

/** A property that holds any one of `subtypes` of an abstract complex type, told apart by `@odata.type`. */
export function anyOf<T extends ComplexType>(
  type: Late<T>,
  subtypes: Late<readonly ComplexType[]>,
): Property<ValueOfType<T>, 'v1.0'> {
  return declareProperty(type, {}, subtypes) as Property<ValueOfType<T>, 'v1.0'>
}

export function nullable<V, S extends Version>(property: Property<V, S>): Property<V | null, S> {
  return withFacets<Property<V | null, S>>(property, { nullable: true })
}

/** A collection; empty, not null, unless wrapped in {@link nullable}. */
export function collection<V, S extends Version>(property: Property<V, S>): Property<V[], S> {
  return withFacets(property as unknown as Property<V[], S>, { collection: true, default: [] })
}

/** Absent from v1.0. */
export function beta<V>(property: Property<V>): Property<V, 'beta'> {
  return withFacets(property as Property<V, 'beta'>, { since: 'beta' })
}

export function withDefault<V, S extends Version>(property: Property<V, S>, value: V): Property<V, S> {
  return withFacets(property, { default: value })
}

export function computed<V, S extends Version>(property: Property<V, S>): Property<V, S> {
  return withFacets(property, { computed: true })
}

export function stamped<V, S extends Version>(property: Property<V, S>, stamp: Stamp): Property<V, S> {
  return withFacets(property, { computed: true, stamp })
}

export function notBlank<S extends Version>(property: Property<string, S>): Property<string, S> {
  return withFacets(property, { notBlank: true })
}

export function opaque<V, S extends Version>(property: Property<V, S>): Property<V, S> {
  return withFacets(property, { opaque: true })
}

export function indexed<V, S extends Version>(property: Property<V, S>): Property<V, S> {
  return withFacets(property, { indexed: true })
}

/** v1.0 may show another value. */
export function apartInV1<V, S extends Version>(property: Property<V, S>): Property<V, S> {
  return withFacets(property, { apartInV1: true })
}

/** Lists show something else instead: null, if nothing else is said. */
export function itemOnly<V, S extends Version>(property: Property<V, S>, as: V | null = null): Property<V, S> {
  return withFacets(property, { withheld: { but: 'from items', as } })
}

/** Shown to readers of one entity who select it; others see something else. */
export function selectedOnly<V, S extends Version>(property: Property<V, S>, as: Partial<V> | null): Property<V, S> {
  return withFacets(property, { withheld: { but: 'where selected', as } })
}

/** Only in answers where a body said it. */
export function sparse<V, S extends Version>(property: Property<V, S>): Property<V, S> {
  return withFacets(property, { sparse: true })
}

export function composed<V, S extends Version>(property: Property<V, S>): Property<V, S> {
  return withFacets(property, { composed: true })
}

type ValueOfType<T> = T extends EnumType<infer Member> ? Member : ShapeOf<T>

type InVersion<P, V extends Version> = V extends 'beta'
  ? P
  : {
      [
        K in keyof P as P[K] extends Property<unknown, 'beta'>
          ? P[K] extends Property<unknown, 'v1.0'>
            ? K
            : never
          : K
      ]: P[K]
    }

type ValuesOf<P, V extends Version> = {
  -readonly [K in keyof InVersion<P, V>]: InVersion<P, V>[K] extends Property<infer Value> ? Value : never
}

/** The JSON shape of a declared type in one version, inherited properties included. */
export type ShapeOf<T, V extends Version = 'beta'> = T extends {
  readonly properties: infer P
  readonly baseType?: infer B
}
  ? ValuesOf<P, V> & (B extends { readonly properties: unknown } ? ShapeOf<B, V> : unknown)
  : never
