/**
 * An expression as it is written, before any name is looked up. Nodes know where they start in the text (`at`) and how
 * many levels they have (`depth`).
 */
export interface Located {
  readonly at: number
  readonly depth: number
}

export type LiteralKind =
  'null' | 'boolean' | 'integer' | 'decimal' | 'string' | 'guid' | 'date' | 'dateTimeOffset' | 'timeOfDay' | 'typed'

export interface LiteralSyntax extends Located {
  readonly node: 'literal'
  readonly kind: LiteralKind
  /** Unquoted, with the sign of a negative number. */
  readonly text: string
  /** Of `prefix'text'`. */
  readonly prefix: string
}

/** Names between slashes; qualified ones are casts. */
export interface PathSyntax extends Located {
  readonly node: 'path'
  readonly segments: readonly string[]
}

export interface CallSyntax extends Located {
  readonly node: 'call'
  readonly name: string
  readonly arguments: readonly Syntax[]
}

export type ComparisonOperator = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le' | 'has'
export type ArithmeticOperator = 'add' | 'sub' | 'mul' | 'div' | 'divby' | 'mod'
export type BinaryOperator = 'and' | 'or' | ComparisonOperator | ArithmeticOperator

export interface BinarySyntax extends Located {
  readonly node: 'binary'
  readonly operator: BinaryOperator
  readonly left: Syntax
  readonly right: Syntax
}

export interface UnarySyntax extends Located {
  readonly node: 'unary'
  readonly operator: 'not' | '-'
  readonly operand: Syntax
}

/** `operand in (items)`, or `operand in path`. */
export interface InSyntax extends Located {
  readonly node: 'in'
  readonly operand: Syntax
  readonly items: readonly LiteralSyntax[] | PathSyntax
}

export interface LambdaSyntax extends Located {
  readonly node: 'lambda'
  readonly quantifier: 'any' | 'all'
  readonly path: PathSyntax
  readonly variable: string
  readonly predicate: Syntax | undefined
}

export interface CountSyntax extends Located {
  readonly node: 'count'
  readonly path: PathSyntax
  readonly filter: Syntax | undefined
}

export type Syntax =
  LiteralSyntax | PathSyntax | CallSyntax | BinarySyntax | UnarySyntax | InSyntax | LambdaSyntax | CountSyntax

export interface OrderBySyntax {
  readonly expression: Syntax
  readonly descending: boolean
}
