/**
 * The vocabulary of types: enums, complex types, entity types, what navigates between them and what can be done to them.
 *
 * @see https://docs.oasis-open.org/odata/odata-csdl-xml/v4.01/odata-csdl-xml-v4.01.html
 */
import type { Property, Version } from './edm.js'

export type Properties = Readonly<Record<string, Property>>

export interface EnumType<Member extends string = string> {
  readonly kind: 'enum'
  readonly name: string
  readonly since: Version
  /** Members with their numbers, in order of declaration. */
  readonly members: Readonly<Record<Member, number>>
  /** Values combine (`has`, comma-joined names). */
  readonly flags: boolean
}

export interface ComplexType<P extends Properties = Properties, B = unknown> {
  readonly kind: 'complex'
  readonly name: string
  readonly since: Version
  readonly abstract: boolean
  readonly baseType?: B
  readonly properties: P
}

export interface EntityType<P extends Properties = Properties, B = unknown> {
  readonly kind: 'entity'
  readonly name: string
  readonly since: Version
  readonly abstract: boolean
  readonly baseType?: B
  readonly properties: P
  readonly navigation: Readonly<Record<string, Navigation>>
  readonly actions: Readonly<Record<string, Action>>
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

/**
 * How entities are stored: in a table of their type with a column for each property, or as JSON documents in the table
 * that all sets without a table of their own share. See docs/storage.md.
 */
export type Layout = 'table' | 'document'

/** A navigation property: contained, unless a link leads to entities that live elsewhere. */
export interface Navigation {
  readonly target: EntityType
  readonly many: boolean
  /** A single value can be made by POST; PATCH and DELETE it has anyhow. */
  readonly creatable: boolean
  readonly since: Version
  readonly link?: Link
  /** As the containing entity is stored, if it is not given. What documents contain are documents. */
  readonly layout?: Layout
}

/** How entities of two sets belong together: by pairs in a table of their own. */
export interface Link {
  /** The table of the pairs, and its columns for the id of this end and of the other one. */
  readonly pairs: string
  readonly from: string
  readonly to: string
  /** What Graph declares the items to be; each says what it is. */
  readonly declaredAs: EntityType
  /** Set at the path of which items are, in the body of `POST …/$ref`; undefined where pairs are made at the other end. */
  readonly set?: string
  /** Who may see and change the pairs, where it is not who may see and change the entity. */
  readonly permissions?: { readonly read: readonly string[]; readonly write: readonly string[] }
}

/** A bound action. */
export interface Action {
  readonly name: string
  readonly parameters: Readonly<Record<string, ActionParameter>>
  readonly since: Version
  /** What it answers with, if anything. */
  readonly returns: ComplexType | undefined
}

export interface ActionParameter {
  readonly type: EntityType | Property['type']
  readonly collection: boolean
  readonly nullable: boolean
}

interface Declared {
  readonly name: string
  readonly since?: Version
}

export function defineEnumType<const M extends Readonly<Record<string, number>>>(
  declared: Declared & { readonly members: M; readonly flags?: boolean },
): EnumType<keyof M & string> {
  return Object.freeze({ kind: 'enum', since: 'v1.0', flags: false, ...declared })
}

export function defineComplexType<P extends Properties, B extends ComplexType | undefined = undefined>(
  declared: Declared & { readonly abstract?: boolean; readonly baseType?: B; readonly properties: P },
): ComplexType<P, B> {
  return Object.freeze({ kind: 'complex', since: 'v1.0', abstract: false, ...declared })
}

export function defineEntityType<P extends Properties, B extends EntityType | undefined = undefined>(
  declared: Declared & {
    readonly abstract?: boolean
    readonly baseType?: B
    readonly properties: P
    readonly navigation?: Readonly<Record<string, Navigation>>
    readonly actions?: Readonly<Record<string, Action>>
    readonly key?: 'guid' | 'opaque'
    readonly filledByRule?: readonly (keyof P & string)[]
    readonly alternateKey?: keyof P & string
    readonly namedKeys?: readonly (keyof P & string)[]
    readonly defaultSelection?: Readonly<Partial<Record<Version, readonly string[]>>>
  },
): EntityType<P, B> {
  return Object.freeze({
    kind: 'entity',
    since: 'v1.0',
    abstract: false,
    navigation: {},
    actions: {},
    filledByRule: [],
    namedKeys: [],
    ...declared,
    key: declared.key ?? declared.baseType?.key ?? 'guid',
  })
}

export function defineAction(
  name: string,
  parameters: Readonly<Record<string, ActionParameter>>,
  { since = 'v1.0', returns }: Partial<Pick<Action, 'since' | 'returns'>> = {},
): Action {
  return Object.freeze({ name, parameters, since, returns })
}

/** A contained collection. */
export function toMany(
  target: EntityType,
  facets: Version | Partial<Pick<Navigation, 'since' | 'layout'>> = {},
): Navigation {
  const given = typeof facets === 'string' ? { since: facets } : facets
  return Object.freeze({ target, many: true, creatable: true, since: 'v1.0', ...given })
}

/** A collection of entities that live elsewhere. The target is a function, because two types may link to each other. */
export function toLinked(target: () => EntityType, link: Link, since: Version = 'v1.0'): Navigation {
  return Object.freeze({
    get target() {
      return target()
    },
    many: true,
    creatable: false,
    since,
    link,
  })
}

/** A contained single value that may be absent. */
export function toOne(
  target: EntityType,
  facets: Partial<Pick<Navigation, 'creatable' | 'since' | 'layout'>> = {},
): Navigation {
  return Object.freeze({ target, many: false, creatable: false, since: 'v1.0', ...facets })
}

/** Everything a type has by inheritance, base type first, in the order in which responses print it (R17). */
export function allProperties(type: StructuredType): Properties {
  const base = type.baseType as StructuredType | undefined
  if (base === undefined) return type.properties
  return once(properties, type, () => ({ ...allProperties(base), ...type.properties }))
}

/** The same as a list, for whoever goes through it often. */
export function propertyList(type: StructuredType): readonly (readonly [name: string, property: Property])[] {
  return once(lists, type, () => Object.entries(allProperties(type)))
}

export function allNavigation(type: EntityType): Readonly<Record<string, Navigation>> {
  const base = type.baseType as EntityType | undefined
  if (base === undefined) return type.navigation
  return once(navigation, type, () => ({ ...allNavigation(base), ...type.navigation }))
}

export function allActions(type: EntityType): Readonly<Record<string, Action>> {
  const base = type.baseType as EntityType | undefined
  if (base === undefined) return type.actions
  return once(actions, type, () => ({ ...allActions(base), ...type.actions }))
}

const properties = new WeakMap<StructuredType, Properties>()
const lists = new WeakMap<StructuredType, readonly (readonly [name: string, property: Property])[]>()
const navigation = new WeakMap<StructuredType, Readonly<Record<string, Navigation>>>()
const actions = new WeakMap<StructuredType, Readonly<Record<string, Action>>>()

/** Declarations do not change, so neither does what follows from them. */
function once<T extends object>(known: WeakMap<StructuredType, T>, type: StructuredType, make: () => T): T {
  let made = known.get(type)
  if (made === undefined) known.set(type, (made = make()))
  return made
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
