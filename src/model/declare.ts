/**
 * How types are declared. A declaration may refer to types that are declared after it ({@link Late}); what it leaves out has
 * defaults.
 */
import type {
  AnyType,
  ComplexType,
  EntityType,
  EnumType,
  Late,
  Link,
  Named,
  Navigation,
  Operation,
  OperationParameter,
  OperationResult,
  Properties,
  Version,
} from './types.js'

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
  readonly #compositeKey: readonly string[] | undefined

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
    this.#compositeKey = declared.compositeKey
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

  get compositeKey(): readonly string[] | undefined {
    return this.#compositeKey ?? this.baseType?.compositeKey
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
  readonly compositeKey?: readonly string[] | undefined
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
  { collection = false, nullable = false, since }: Partial<Omit<OperationParameter, 'type'>> = {},
): OperationParameter {
  return Object.freeze({
    get type() {
      return typeof type === 'function' ? type() : type
    },
    collection,
    nullable,
    since,
  })
}

/** A collection: contained, unless `refersTo` says where its items live. */
export function toMany(
  target: Late<EntityType>,
  facets: Version | Partial<Omit<Navigation, 'target' | 'many' | 'creatable' | 'link'>> = {},
): Navigation {
  const given = typeof facets === 'string' ? { since: facets } : facets
  return navigation(target, { many: true, creatable: given.refersTo === undefined, since: 'v1.0', ...given })
}

/** A collection of entities that live elsewhere. */
export function toLinked(
  target: Late<EntityType>,
  link: Link,
  facets: Partial<Pick<Navigation, 'since' | 'declaredAs'>> = {},
): Navigation {
  return navigation(target, { many: true, creatable: false, since: 'v1.0', ...facets, link })
}

/** A single value that may be absent: contained, unless `refersTo` says where it lives. */
export function toOne(
  target: Late<EntityType>,
  facets: Partial<Omit<Navigation, 'target' | 'many' | 'link'>> = {},
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
