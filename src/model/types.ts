/**
 * The vocabulary of types: enums, complex types, entity types, what navigates between them and what can be done to them.
 *
 * @see https://docs.oasis-open.org/odata/odata-csdl-xml/v4.01/odata-csdl-xml-v4.01.html
 */

/** The two service versions of Microsoft Graph. Everything in v1.0 is in beta too. */
export type Version = 'v1.0' | 'beta'

export const VERSIONS: readonly Version[] = ['v1.0', 'beta']

/** The namespace of Graph's types; `graph` is its alias. */
export const NAMESPACE = 'microsoft.graph'

/** What all types have. */
export interface Named {
  /** Without `microsoft.graph.`. */
  readonly name: string
  /** The type lies in a namespace beside Graph's, which its name begins with. */
  readonly ownNamespace?: true
}

/** The name with its namespace. */
export function qualifiedName({ name, ownNamespace }: Named): string {
  return ownNamespace === true ? name : `${NAMESPACE}.${name}`
}

const annotations = new WeakMap<Named, string>()

/** What `@odata.type` says of a value of the type: always the same text, which is quick to compare and to look up. */
export function typeAnnotation(type: Named): string {
  let annotation = annotations.get(type)
  if (annotation === undefined) annotations.set(type, (annotation = `#${qualifiedName(type)}`))
  return annotation
}

export type PrimitiveName =
  | 'Edm.String'
  | 'Edm.Guid'
  | 'Edm.Byte'
  | 'Edm.SByte'
  | 'Edm.Int16'
  | 'Edm.Int32'
  | 'Edm.Int64'
  | 'Edm.Boolean'
  | 'Edm.Binary'
  | 'Edm.Stream'
  | 'Edm.Date'
  | 'Edm.TimeOfDay'
  | 'Edm.DateTimeOffset'
  | 'Edm.Duration'
  | 'Edm.Single'
  | 'Edm.Double'
  | 'Edm.Decimal'
  | 'Edm.Untyped'

export interface PrimitiveType {
  readonly kind: 'primitive'
  readonly name: PrimitiveName
  /** The type that `$metadata` names, where Graph declares less than it asks for. */
  readonly declaredAs?: PrimitiveName
}

/** What the service itself writes into a property: the time of creation, of the last change, the count of changes. */
export type Stamp = 'created' | 'modified' | 'revision'

export type PropertyType = PrimitiveType | EnumType | ComplexType

/** A value, or a function that finds it when it is first read: declarations may refer to what is declared after them. */
export type Late<T> = T | (() => T)

/** One structural property of an entity or complex type. `V` is its value in JSON, `Since` the first version that has it. */
export interface Property<V = unknown, Since extends Version = Version> {
  readonly type: PropertyType
  /**
   * The concrete types that a value of complex type may have, chosen by `@odata.type`; empty if only the declared one.
   * Where a declaration lists none, they are those that the model has.
   */
  readonly subtypes: readonly ComplexType[]
  readonly collection: boolean
  readonly nullable: boolean
  readonly since: Since
  /** Value on create when the body has none. Absent: null if nullable, else the property is required. */
  readonly default?: unknown
  /** Set by the service; a value in a request body is ignored (R3). */
  readonly computed: boolean
  readonly stamp?: Stamp
  /** A blank text is refused, too. */
  readonly notBlank: boolean
  /** Compared letter by letter and never folded: encoded payloads, not words. */
  readonly opaque: boolean
  /** Has a column of its own for sorted and filtered reads, with an index. */
  readonly indexed: boolean
  /** Not shown everywhere. */
  readonly withheld?: Withheld
  /** Not a column of its own: sign-in keeps it in another form, from which the store composes it. */
  readonly composed: boolean
  /** v1.0 may show another value than beta, which has a column of its own ({@link file://./otherwise.ts}). */
  readonly apartInV1: boolean
  /** The public model lacks it, and so does `$metadata`; it is sparse. */
  readonly unlisted: boolean
  /** Only there where a body said it. */
  readonly sparse: boolean
  /** Only there to carry `V`. */
  readonly value?: V
}

export interface Withheld {
  /** Not shown in lists (B80), or not shown but to a reader of one entity who selects it (B121). */
  readonly but: 'from items' | 'where selected'
  /** What is shown instead; of a complex value, the members that differ from their defaults. */
  readonly as: unknown
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
  /** The properties that are the key together, the id first among them; an id alone names an entity as well. */
  readonly compositeKey?: readonly string[] | undefined
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
  /** A single value that is not there until a request makes it, unlike the overviews and settings that the service has. */
  readonly optional?: boolean
  readonly link?: Link
  /** Path of the set in which the items live that an entity refers to; pairs of `$ref` in a table that all sets share. */
  readonly refersTo?: string
  /** Graph calls it a reference, but there is no set in which the items could live: they are stored as if contained. */
  readonly reference?: true
  /** Graph calls it contained, but the items live in a set. */
  readonly declaredContained?: true
  /** What Graph declares the items to be, where that is a broader type than theirs; each says what it is. */
  readonly declaredAs?: EntityType
  /**
   * The items are also those of the navigation of this name, which holds all of their kinds: each is stored there. With `../` in
   * front it is a navigation beside the single value that has this one.
   */
  readonly storedWith?: string
  /** Beside the items of a tenant there are those of the catalog, the same in all tenants, which no request changes. */
  readonly shared?: true
  /** The member of the containing entity in whose JSON stand the ids of the items, each as `settingDefinitionId`. */
  readonly namedIn?: string
  /** As the containing entity is stored, if it is not given. What documents contain are documents. */
  readonly layout?: Layout
}

/** How entities of two sets belong together: by pairs in a table of their own, or by a column of one of them. */
export interface Link {
  /** The table of the pairs, and its columns for the id of this end and of the other one. */
  readonly pairs: string
  readonly from: string
  readonly to: string
  /** The table is that of this end: it has one other end at most, which its column names. */
  readonly own?: true
  /** Paths of the sets in which the items of the other end live, where pairs are made at this end. */
  readonly sets?: readonly string[]
  /** The column of the pairs with the name of the type of the other end, where that can be of several types. */
  readonly kinds?: string
  /** The only one of these types whose items are here. */
  readonly kind?: string
  /** Pairs of what is paired count as well, over any number of steps. No pairs are made here. */
  readonly transitive?: true
  /** The only type, among several, of which something leads on to further pairs. */
  readonly through?: string
  /** Path of the set in which the items live, where the path through the link leads to what can be done with them. */
  readonly livesAt?: string
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
  /** A function on whose result a path may go on, as the model says; none is answered so far. */
  readonly composable?: true
}

export interface OperationParameter {
  readonly type: AnyType
  readonly collection: boolean
  readonly nullable: boolean
  /** The first version of the operation that takes it; that of the operation if it does not say. */
  readonly since?: Version | undefined
}

export type OperationResult = OperationParameter

/** Whether a thing first seen in `since` exists in `version`. */
export function existsIn(since: Version, version: Version): boolean {
  return since === 'v1.0' || version === 'beta'
}
