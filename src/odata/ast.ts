/**
 * What a request asks, after its names and types were checked against the declared model: frozen, plain, and free of
 * HTTP and SQL. The reader makes it ({@link file://./query.ts}), the store compiles it.
 *
 * @see https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html
 */
import type { Resource } from '../model/model.js'
import type { ItemTypes } from '../model/resource-paths.js'
import type { ComplexType, EntityType, EnumType, Operation, Property, StructuredType, Version } from '../model/types.js'
import type { Argument } from './arguments.js'

/** The type of an expression's value. `null` is the type of the literal null alone. */
export type ValueType =
  | 'string'
  | 'guid'
  | 'int32'
  | 'int64'
  | 'double'
  | 'boolean'
  | 'binary'
  | 'dateTimeOffset'
  | 'date'
  | 'timeOfDay'
  | 'duration'
  | 'untyped'
  | 'null'
  | EnumType
  | StructuredType

/**
 * A constant. Strings, GUIDs (lower case), binary (base64), enum members (canonical, comma-joined for flags) and times
 * are text; DateTimeOffset is UTC in the stored form `2026-03-02T09:14:07.4815162` (no `Z`, no trailing zeros), which
 * sorts as text; TimeOfDay is its second half; Duration is a number of seconds; whole numbers of 64 bits are bigints.
 */
export interface Literal {
  readonly node: 'literal'
  readonly type: ValueType
  readonly value: string | number | bigint | boolean | null
}

/** A walk from the current row (`$it`) or a lambda variable through casts, properties and navigation. */
export interface Path {
  readonly node: 'path'
  /** `undefined`: the row that the query is about. */
  readonly variable: string | undefined
  readonly steps: readonly PathStep[]
  /** Type of the end of the path; of one element, if it is a collection. */
  readonly type: ValueType
  readonly collection: boolean
}

export type PathStep =
  | { readonly step: 'property'; readonly name: string; readonly property: Property; readonly owner: StructuredType }
  | { readonly step: 'navigation'; readonly name: string; readonly resource: Resource }
  /** Null for rows of another type. */
  | { readonly step: 'cast'; readonly type: StructuredType }

export interface Comparison {
  readonly node: 'comparison'
  readonly operator: 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le' | 'has'
  readonly left: Expression
  readonly right: Expression
}

export interface In {
  readonly node: 'in'
  readonly operand: Expression
  readonly items: readonly Literal[]
}

/** Chains are balanced trees. */
export interface Logical {
  readonly node: 'and' | 'or'
  readonly left: Expression
  readonly right: Expression
}

export interface Not {
  readonly node: 'not'
  readonly operand: Expression
}

export interface Arithmetic {
  readonly node: 'arithmetic'
  readonly operator: 'add' | 'sub' | 'mul' | 'div' | 'divby' | 'mod'
  readonly left: Expression
  readonly right: Expression
  readonly type: ValueType
}

export interface Negate {
  readonly node: 'negate'
  readonly operand: Expression
  readonly type: ValueType
}

export type FunctionName =
  | 'contains'
  | 'startswith'
  | 'endswith'
  | 'length'
  | 'indexof'
  | 'substring'
  | 'tolower'
  | 'toupper'
  | 'trim'
  | 'concat'
  | 'year'
  | 'month'
  | 'day'
  | 'hour'
  | 'minute'
  | 'second'
  | 'fractionalseconds'
  | 'date'
  | 'time'
  | 'totaloffsetminutes'
  | 'now'
  | 'mindatetime'
  | 'maxdatetime'
  | 'round'
  | 'floor'
  | 'ceiling'

/** A canonical function; `substringof(a,b)` has become `contains(b,a)`. */
export interface Call {
  readonly node: 'call'
  readonly name: FunctionName
  readonly arguments: readonly Expression[]
  readonly type: ValueType
}

/** Whether the row, or the value of `path`, is of `type` or a type derived from it. */
export interface IsOf {
  readonly node: 'isof'
  readonly path: Path | undefined
  readonly type: StructuredType
}

/** `x in tags` comes as an `any` whose variable is `$in`. */
export interface Lambda {
  readonly node: 'any' | 'all'
  readonly path: Path
  readonly variable: string
  /** Absent in `any()`: whether the collection has an element. */
  readonly predicate: Expression | undefined
}

/** `path/$count`, possibly of the filtered members only; in `filter` the variable `$this` is the member. */
export interface Count {
  readonly node: 'count'
  readonly path: Path
  readonly filter: Expression | undefined
}

export type Expression =
  Literal | Path | Comparison | In | Logical | Not | Arithmetic | Negate | Call | IsOf | Lambda | Count

export type SearchExpression =
  | { readonly node: 'term'; readonly text: string; /** `property:text` form */ readonly property: string | undefined }
  | { readonly node: 'and' | 'or'; readonly left: SearchExpression; readonly right: SearchExpression }
  | { readonly node: 'not'; readonly operand: SearchExpression }

export interface OrderBy {
  readonly expression: Expression
  readonly descending: boolean
}

/** Which structural properties an answer holds. */
export interface Selection {
  /** `*`, or no `$select` at all. */
  readonly all: boolean
  /**
   * Selected names as the model spells them, in the order in which they were asked for; `a/b` for nested members,
   * `microsoft.graph.T/a` for a member that only the derived type T has. `projectionOf` makes a tree of them.
   */
  readonly names: readonly string[]
}

export interface Expand {
  readonly name: string
  readonly resource: Resource
  readonly query: Query
}

/** The system query options of one level: of the request, or inside the parentheses of an `$expand` item. */
export interface Query {
  readonly select: Selection
  readonly expand: readonly Expand[]
  readonly filter: Expression | undefined
  readonly orderBy: readonly OrderBy[]
  readonly top: number | undefined
  readonly skip: number | undefined
  readonly count: boolean
  readonly search: SearchExpression | undefined
  /** Opaque; only the pager reads it. */
  readonly skipToken: string | undefined
}

/** What the path of a URL names. */
export interface ResourcePath {
  readonly version: Version
  readonly target:
    | 'service'
    | 'metadata'
    | 'batch'
    | 'collection'
    | 'entity'
    | 'count'
    | 'property'
    | 'propertyValue'
    | 'operation'
    | 'operationCount'
    | 'collectionReference'
    | 'entityReference'
  /** Where the addressed entities live; absent for service, metadata and batch. */
  readonly resource: Resource | undefined
  /** Keys from the root set down to, if `target` is below an item of `resource`, that item. */
  readonly keys: readonly string[]
  /** The property whose value the first key is, where it is not the id: `applications(appId='…')`. */
  readonly keyName: string | undefined
  /** The declared type of `resource`, or what it was cast to last. */
  readonly type: EntityType | undefined
  /** Whether the type was narrowed by a cast segment. */
  readonly cast: boolean
  /** The types that the items on the way to `resource` may be of, outermost first: others have nothing below them (404). */
  readonly casts: ItemTypes
  /** The first segment that only derived types have and that no cast stands before. */
  readonly uncast: string | undefined
  /**
   * Where the path goes on from what an item refers to: the navigation property, and the keys and the types of the items on
   * the way to it. What is behind begins with the key of the item referred to, which is empty until it is looked up.
   */
  readonly references: readonly {
    readonly resource: Resource
    readonly keys: readonly string[]
    readonly casts: ResourcePath['casts']
  }[]
  /**
   * Steps of a property path below the entity. An `owner` that derives from the declared type of the step before it was
   * reached through a cast: a value of another type has no such property.
   */
  readonly properties: readonly {
    readonly name: string
    readonly property: Property
    readonly owner: EntityType | ComplexType
  }[]
  readonly operation: Operation | undefined
  /** What a function is called with, by the names of its parameters; the values are as they are written. */
  readonly arguments: readonly Argument[]
  /** Whether the operation was addressed with a cast segment or a namespace before its name (R6). */
  readonly qualifiedOperation: boolean
  /** Kinds of the segments, as the Intune router prints them: `~/singleton/navigation/key/navigation`. */
  readonly template: string
  /** The path in canonical form with keys in parentheses, without the version: `deviceAppManagement/mobileAppConfigurations('…')`. */
  readonly canonical: string
}
