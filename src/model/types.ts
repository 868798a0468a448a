/**
 * The vocabulary of types: enums, complex types, entity types, what navigates between them and what can be done to them.
 *
 * @see https://docs.oasis-open.org/odata/odata-csdl-xml/v4.01/odata-csdl-xml-v4.01.html
 */
import type { Late, PrimitiveType, Property, Version } from './edm.js'

/** The namespace of Graph's types; `graph` is its alias. */
export const NAMESPACE = 'microsoft.graph'

/** What all types have. */
interface Named {
  /** Without `microsoft.graph.`. */
  readonly name: string
  /** The type lies in a namespace beside Graph's, which its name begins with. */
  readonly ownNamespace?: true
}

/** The name with its namespace. */
export function qualifiedName({ name, ownNamespace }: Named): string {
  return ownNamespace === true ? name : `${NAMESPACE}.${name}`
}

export type Properties = Readonly<Record<string, Property>>

export interface EnumType<Member extends string = string> extends Named {
  readonly kind: 'enum'
  readonly since: Version
  /** Members with their numbers, in order of declaration. */
  readonly members: Readonly<Record<Member, number>>
  /** Those of them that v1.0 does not have. */
  readonly betaMembers?: readonly Member[]
  /** Values combine (`has`, comma-joined names). */
  readonly flags: boolean
}

export interface ComplexType<P extends Properties = Properties, B = unknown> extends Named {
  readonly kind: 'complex'
  readonly since: Version
  readonly abstract: boolean
  /** Values may have members that are not declared. */
  readonly open: boolean
  readonly baseType?: B
  readonly properties: P
}

export interface EntityType<P extends Properties = Properties, B = unknown> extends Named {
  readonly kind: 'entity'
  readonly since: Version
  readonly abstract: boolean
  readonly baseType?: B
  readonly properties: P
  readonly navigation: Readonly<Record<string, Navigation>>
  /** What can be called on its entities, or on collections of them. A name may stand several times, as overloads. */
  readonly operations: readonly Operation[]
  /** How keys look. A key of another look is refused (`guid`, R10) or simply unknown (`opaque`). */
  readonly key: 'guid' | 'opaque'
  /** Properties without a default that the service fills by a rule where a body is silent. */
  readonly filledByRule: readonly string[]
  /** An indexed text property whose values name an entity as its id does: `/users/{userPrincipalName}`. */
  readonly alternateKey?: string
  /** Properties that name an entity in parentheses, besides the id: `/applications(appId='…')`. */
  readonly namedKeys: readonly string[]
  /** What an answer holds when the request selects nothing; everything in a version that is not named. */
  readonly defaultSelection?: Readonly<Partial<Record<Version, readonly string[]>>>
}

export type StructuredType = ComplexType | EntityType
export type AnyType = PrimitiveType | EnumType | StructuredType

/**
 * How entities are stored: in a table of their type with a column for each property, or as JSON documents in the table
 * that all sets without a table of their own share. See docs/storage.md.
 */
export type Layout = 'table' | 'document'

/** A navigation property: contained, unless it leads to entities that live elsewhere, by a link or as a reference. */
export interface Navigation {
  readonly target: EntityType
  readonly many: boolean
  /** A single value can be made by POST; PATCH and DELETE it has anyhow. */
  readonly creatable: boolean
  readonly since: Version
  readonly link?: Link
  /** Path of the set in which the items live that an entity refers to; pairs of `$ref` in a table that all sets share. */
  readonly refersTo?: string
  /** As the containing entity is stored, if it is not given. What documents contain are documents. */
  readonly layout?: Layout
}

/** How entities of two sets belong together: by pairs in a table of their own, or by a column of one of them. */
export interface Link {
  /** The table of the pairs, and its columns for the id of this end and of the other one. */
  readonly pairs: string
  readonly from: string
  readonly to: string
  /** What Graph declares the items to be, where that is a broader type than theirs; each says what it is. */
  readonly declaredAs?: EntityType
  /** Set at the path of which items are, in the body of `POST …/$ref`; undefined where pairs are made at the other end. */
  readonly set?: string
  /** Who may see and change the pairs, where it is not who may see and change the entity. */
  readonly permissions?: { readonly read: readonly string[]; readonly write: readonly string[] }
  /** Users who may read themselves may read what is linked to them. */
  readonly readableByOwner?: true
}

/** An action or function that is bound to entities of the type that declares it, or to collections of them. */
export interface Operation {
  readonly kind: 'action' | 'function'
  readonly name: string
  /** A singleton counts as an entity. */
  readonly binding: 'entity' | 'collection'
  readonly parameters: Readonly<Record<string, OperationParameter>>
  readonly returns: OperationResult | undefined
  readonly since: Version
  /** An action that changes nothing: its parameters have no room in a URL. */
  readonly reads?: true
}

export interface OperationParameter {
  readonly type: AnyType
  readonly collection: boolean
  readonly nullable: boolean
}

export type OperationResult = OperationParameter

interface Declared extends Named {
  readonly since?: Version
}

export function defineEnumType<const M extends Readonly<Record<string, number>>>(
  declared: Declared & {
    readonly members: M
    readonly flags?: boolean
    readonly betaMembers?: readonly (keyof M & string)[]
  },
): EnumType<keyof M & string> {
  return Object.freeze({ kind: 'enum', since: 'v1.0', flags: false, ...declared })
}

class DeclaredComplexType implements ComplexType {
  readonly kind = 'complex'
  readonly name: string
  readonly ownNamespace?: true
  readonly since: Version
  readonly abstract: boolean
  readonly open: boolean
  #baseType: Late<ComplexType> | undefined
  #properties: Late<Properties>

  constructor(declared: ComplexDeclaration) {
    this.name = declared.name
    if (declared.ownNamespace === true) this.ownNamespace = true
    this.since = declared.since ?? 'v1.0'
    this.abstract = declared.abstract ?? false
    this.open = declared.open ?? false
    this.#baseType = declared.baseType
    this.#properties = declared.properties
    Object.freeze(this)
  }

  get baseType(): ComplexType | undefined {
    const baseType = this.#baseType
    return typeof baseType === 'function' ? (this.#baseType = baseType()) : baseType
  }

  get properties(): Properties {
    const properties = this.#properties
    return typeof properties === 'function' ? (this.#properties = properties()) : properties
  }
}

interface ComplexDeclaration extends Declared {
  readonly abstract?: boolean
  readonly open?: boolean
  readonly baseType?: Late<ComplexType> | undefined
  readonly properties: Late<Properties>
}

class DeclaredEntityType implements EntityType {
  readonly kind = 'entity'
  readonly name: string
  readonly ownNamespace?: true
  readonly since: Version
  readonly abstract: boolean
  readonly filledByRule: readonly string[]
  readonly alternateKey?: string
  readonly namedKeys: readonly string[]
  readonly defaultSelection?: Readonly<Partial<Record<Version, readonly string[]>>>
  #baseType: Late<EntityType> | undefined
  #properties: Late<Properties>
  #navigation: Late<Readonly<Record<string, Navigation>>>
  #operations: Late<readonly Operation[]>
  readonly #key: EntityType['key'] | undefined

  constructor(declared: EntityDeclaration) {
    this.name = declared.name
    if (declared.ownNamespace === true) this.ownNamespace = true
    this.since = declared.since ?? 'v1.0'
    this.abstract = declared.abstract ?? false
    this.filledByRule = declared.filledByRule ?? []
    if (declared.alternateKey !== undefined) this.alternateKey = declared.alternateKey
    this.namedKeys = declared.namedKeys ?? []
    if (declared.defaultSelection !== undefined) this.defaultSelection = declared.defaultSelection
    this.#baseType = declared.baseType
    this.#properties = declared.properties
    this.#navigation = declared.navigation ?? {}
    this.#operations = declared.operations ?? []
    this.#key = declared.key
    Object.freeze(this)
  }

  get baseType(): EntityType | undefined {
    const baseType = this.#baseType
    return typeof baseType === 'function' ? (this.#baseType = baseType()) : baseType
  }

  get properties(): Properties {
    const properties = this.#properties
    return typeof properties === 'function' ? (this.#properties = properties()) : properties
  }

  get navigation(): Readonly<Record<string, Navigation>> {
    const navigation = this.#navigation
    return typeof navigation === 'function' ? (this.#navigation = navigation()) : navigation
  }

  get operations(): readonly Operation[] {
    const operations = this.#operations
    return typeof operations === 'function' ? (this.#operations = operations()) : operations
  }

  get key(): EntityType['key'] {
    return this.#key ?? this.baseType?.key ?? 'guid'
  }
}

interface EntityDeclaration extends Declared {
  readonly abstract?: boolean
  readonly baseType?: Late<EntityType> | undefined
  readonly properties: Late<Properties>
  readonly navigation?: Late<Readonly<Record<string, Navigation>>>
  readonly operations?: Late<readonly Operation[]>
  readonly key?: EntityType['key']
  readonly filledByRule?: readonly string[]
  readonly alternateKey?: string
  readonly namedKeys?: readonly string[]
  readonly defaultSelection?: Readonly<Partial<Record<Version, readonly string[]>>>
}

export function defineComplexType<P extends Properties, B extends ComplexType | undefined = undefined>(
  declared: ComplexDeclaration & { readonly baseType?: Late<B>; readonly properties: Late<P> },
): ComplexType<P, B> {
  return new DeclaredComplexType(declared) as unknown as ComplexType<P, B>
}

export function defineEntityType<P extends Properties, B extends EntityType | undefined = undefined>(
  declared: EntityDeclaration & {
    readonly baseType?: Late<B>
    readonly properties: Late<P>
    readonly filledByRule?: readonly (keyof P & string)[]
    readonly alternateKey?: keyof P & string
    readonly namedKeys?: readonly (keyof P & string)[]
  },
): EntityType<P, B> {
  return new DeclaredEntityType(declared) as unknown as EntityType<P, B>
}

/** An action bound to one entity, unless `binding` says otherwise. */
export function defineAction(
  name: string,
  parameters: Readonly<Record<string, OperationParameter>>,
  facets: Partial<Pick<Operation, 'binding' | 'returns' | 'since' | 'reads'>> = {},
): Operation {
  return Object.freeze({
    kind: 'action',
    name,
    binding: 'entity',
    parameters,
    returns: undefined,
    since: 'v1.0',
    ...facets,
  })
}

/** A function bound to one entity, unless `binding` says otherwise. */
export function defineFunction(
  name: string,
  parameters: Readonly<Record<string, OperationParameter>>,
  returns: OperationResult,
  facets: Partial<Pick<Operation, 'binding' | 'since'>> = {},
): Operation {
  return Object.freeze({ kind: 'function', name, binding: 'entity', parameters, returns, since: 'v1.0', ...facets })
}

/** A parameter or a result of an operation: one non-nullable value, unless the facets say otherwise. */
export function parameter(
  type: Late<AnyType>,
  { collection = false, nullable = false }: Partial<Omit<OperationParameter, 'type'>> = {},
): OperationParameter {
  return Object.freeze({
    get type() {
      return typeof type === 'function' ? type() : type
    },
    collection,
    nullable,
  })
}

/** A collection: contained, unless `refersTo` says where its items live. */
export function toMany(
  target: Late<EntityType>,
  facets: Version | Partial<Pick<Navigation, 'since' | 'layout' | 'refersTo'>> = {},
): Navigation {
  const given = typeof facets === 'string' ? { since: facets } : facets
  return navigation(target, { many: true, creatable: given.refersTo === undefined, since: 'v1.0', ...given })
}

/** A collection of entities that live elsewhere. */
export function toLinked(target: Late<EntityType>, link: Link, since: Version = 'v1.0'): Navigation {
  return navigation(target, { many: true, creatable: false, since, link })
}

/** A single value that may be absent: contained, unless `refersTo` says where it lives. */
export function toOne(
  target: Late<EntityType>,
  facets: Partial<Pick<Navigation, 'creatable' | 'since' | 'layout' | 'refersTo'>> = {},
): Navigation {
  return navigation(target, { many: false, creatable: false, since: 'v1.0', ...facets })
}

function navigation(target: Late<EntityType>, facets: Omit<Navigation, 'target'>): Navigation {
  return Object.freeze({
    get target() {
      return typeof target === 'function' ? target() : target
    },
    ...facets,
  })
}

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

/** Whether `type` is `ancestor` or derives from it. */
export function isA(type: StructuredType, ancestor: StructuredType): boolean {
  let current: StructuredType | undefined = type
  while (current !== undefined) {
    if (current === ancestor) return true
    current = current.baseType as StructuredType | undefined
  }
  return false
}

/** Whether a thing first seen in `since` exists in `version`. */
export function existsIn(since: Version, version: Version): boolean {
  return since === 'v1.0' || version === 'beta'
}
