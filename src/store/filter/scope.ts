/** What the parts of the compiler of expressions share: SQL values, parameters, and where names are looked up. */
import type { Property } from '../../model/types.js'
import type { Resource } from '../../model/model.js'
import type { Expression } from '../../odata/ast.js'
import type { Dialect, Kind } from '../sql/dialect.js'
import type { Reading } from '../layout/layout.js'
import type { SqlValue } from '../work.js'

/** An SQL expression and what is known of its value. */
export interface Value {
  readonly sql: string
  readonly kind: Kind
  readonly nullable: boolean
  /** Of an integer: its absolute value is at most 2 to the power of this. */
  readonly bits: number
  /** Is a column: already sorted by code point, and served by an index if there is one. */
  readonly column: boolean
  /** What {@link Reading} means by it. */
  readonly nullsInIndex?: boolean
}

/**
 * Texts are kept twice. Comparisons take the folded form, in which case does not count; the original is for opaque
 * texts, and for counting characters.
 */
export type Form = 'folded' | 'original'

/** The values of one statement, in the order of their numbers. */
export class Parameters {
  readonly values: SqlValue[] = []
  readonly #dialect: Dialect
  readonly #hideFromPlanner: boolean

  /** With `hideFromPlanner`, one plan is kept for all values. */
  constructor(dialect: Dialect, hideFromPlanner = false) {
    this.#dialect = dialect
    this.#hideFromPlanner = hideFromPlanner
  }

  /** SQL of a new parameter with this value. */
  add(value: string | number | bigint | boolean, kind: Kind): string {
    const parameter = this.#dialect.parameter(this.number(this.#dialect.bound(value, kind)), kind)
    return this.#hideFromPlanner ? this.#dialect.hideFromPlanner(parameter) : parameter
  }

  /** Number of a new parameter with this value. */
  number(value: SqlValue): number {
    return this.values.push(value)
  }
}

/** What a lambda variable, or the row itself, stands for. */
export type Source = RowSource | ElementSource

export interface RowSource {
  readonly source: 'row'
  readonly alias: string
  readonly resource: Resource
}

/** An element of a collection that is kept as JSON. */
export interface ElementSource {
  readonly source: 'element'
  readonly property: Property
  readonly original: Reading
  readonly folded: Reading | undefined
}

export interface Compiler {
  readonly dialect: Dialect
  readonly parameters: Parameters
  /** What `now()` is, in the stored form of a DateTimeOffset. */
  readonly now: string
  /** The value of an expression; NULL only if OData says null. Texts come in the wanted form. */
  value(expression: Expression, form?: Form): Value
  /** SQL of a boolean expression where NULL is as good as false. */
  condition(expression: Expression): string
  /** What a variable stands for; the row for `undefined`. */
  sourceOf(variable: string | undefined): Source
  /** A compiler for a lambda's predicate. */
  withVariable(name: string, source: Source): Compiler
  /** A name that nothing else in the statement has. */
  newName(): string
}

export const BITS = { int32: 31, int64: 63 } as const

export function textValue(sql: string, nullable: boolean): Value {
  return { sql, kind: 'text', nullable, bits: 0, column: false }
}

export function booleanValue(sql: string, nullable: boolean): Value {
  return { sql, kind: 'boolean', nullable, bits: 0, column: false }
}

export function doubleValue(sql: string, nullable: boolean): Value {
  return { sql, kind: 'double', nullable, bits: 0, column: false }
}

export function integerValue(sql: string, nullable: boolean, bits: number = BITS.int32): Value {
  return { sql, kind: 'integer', nullable, bits, column: false }
}

export function nullValue({ dialect }: Compiler, kind: Kind): Value {
  return { sql: dialect.cast('NULL', kind), kind, nullable: true, bits: 0, column: false }
}

/** Computes expressions once and mentions them by name as often as `body` likes. */
export function named(
  compiler: Compiler,
  expressions: readonly string[],
  body: (...names: string[]) => string,
): string {
  const names = expressions.map(() => compiler.newName())
  const columns = expressions.map((sql, i) => `${sql} AS ${names[i]}`).join(', ')
  return `(SELECT ${body(...names)} FROM (SELECT ${columns}${compiler.dialect.fence}) AS of_${names[0]})`
}

/** `true` and `false` where both databases take them for conditions. */
export const TRUE = '(1 = 1)'
export const FALSE = '(1 = 0)'
