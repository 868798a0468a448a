/**
 * The compiler from expressions of a query to SQL, for both databases. Constants become parameters; what is written into
 * the text are names and numbers of the declared model alone.
 *
 * Null is OData's: comparisons are never null, but a boolean property, or a function of null, may be, and then `and`,
 * `or` and `not` have three values. Where only true matters, NULL may stand for false, and `a = b` remains what an index
 * can serve ({@link Compiler.condition}); below `not`, and where booleans are compared, it may not ({@link Compiler.value}).
 *
 * @see https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html#sec_CommonExpressionSyntax
 */
import type { Resource } from '../../model/model.js'
import type { Call, Expression, Literal } from '../../odata/ast.js'
import type { Dialect } from '../sql/dialect.js'
import { countValue, lambdaValue } from './collections.js'
import { comparisonSql, inSql, isOfValue } from './comparisons.js'
import { arithmeticValue, negateValue, roundingCall } from './numbers.js'
import { kindOf, pathValue } from './paths.js'
import { BITS, booleanValue, nullValue } from './scope.js'
import type { Compiler, Form, Parameters, Source, Value } from './scope.js'
import { boundText, formOf, measureCall, testCall, textCall } from './text.js'
import { momentCall, timeCall } from './times.js'

export interface Statement {
  readonly dialect: Dialect
  readonly parameters: Parameters
  /** What `now()` is; given wherever a query may ask for it. */
  readonly now: string | undefined
  /** How many names were made up. */
  names: number
}

/** A compiler for expressions about a row of `resource`'s table, which the statement calls `alias`. */
export function compilerFor(statement: Statement, resource: Resource, alias: string): Compiler {
  return new ExpressionCompiler(statement, new Map([[undefined, { source: 'row', alias, resource }]]))
}

class ExpressionCompiler implements Compiler {
  readonly dialect: Dialect
  readonly parameters: Parameters
  readonly #statement: Statement
  readonly #sources: ReadonlyMap<string | undefined, Source>

  constructor(statement: Statement, sources: ReadonlyMap<string | undefined, Source>) {
    this.dialect = statement.dialect
    this.parameters = statement.parameters
    this.#statement = statement
    this.#sources = sources
  }

  get now(): string {
    const { now } = this.#statement
    if (now === undefined) throw new Error('now() in a query that has no clock')
    return now
  }

  value(expression: Expression, form: Form = formOf(this, expression)): Value {
    switch (expression.node) {
      case 'literal':
        return this.#literal(expression, form)
      case 'path':
        return pathValue(this, expression, form)
      case 'comparison':
        return booleanValue(comparisonSql(this, expression, true), false)
      case 'in':
        return booleanValue(inSql(this, expression, true), false)
      case 'and':
      case 'or': {
        const [left, right] = [this.value(expression.left), this.value(expression.right)]
        return booleanValue(`(${left.sql} ${expression.node} ${right.sql})`, left.nullable || right.nullable)
      }
      case 'not': {
        const { sql, nullable } = this.value(expression.operand)
        return booleanValue(`(NOT ${sql})`, nullable)
      }
      case 'arithmetic':
        if (hasNull(expression.left, expression.right)) return nullValue(this, kindOf(expression.type))
        return arithmeticValue(this, expression)
      case 'negate':
        return negateValue(this, expression)
      case 'call':
        return this.#call(expression, form)
      case 'isof':
        return isOfValue(this, expression)
      case 'any':
      case 'all':
        return lambdaValue(this, expression)
      case 'count':
        return countValue(this, expression)
    }
  }

  condition(expression: Expression): string {
    switch (expression.node) {
      case 'and':
      case 'or':
        return `(${this.condition(expression.left)} ${expression.node} ${this.condition(expression.right)})`
      case 'comparison':
        return comparisonSql(this, expression, false)
      case 'in':
        return inSql(this, expression, false)
      default:
        return this.value(expression).sql
    }
  }

  sourceOf(variable: string | undefined): Source {
    const source = this.#sources.get(variable)
    if (source === undefined) throw new Error(`the variable ${variable} is not declared`)
    return source
  }

  withVariable(name: string, source: Source): Compiler {
    return new ExpressionCompiler(this.#statement, new Map(this.#sources).set(name, source))
  }

  newName(): string {
    this.#statement.names += 1
    return `v${this.#statement.names}`
  }

  #literal(literal: Literal, form: Form): Value {
    const { type, value } = literal
    const kind = kindOf(type)
    if (value === null) return nullValue(this, kind)
    const bound = kind === 'text' ? boundText(literal, form) : value
    const sql = this.parameters.add(bound, kind)
    return { sql, kind, nullable: false, bits: type === 'int64' ? BITS.int64 : BITS.int32, column: false }
  }

  #call(call: Call, form: Form): Value {
    if (hasNull(...call.arguments)) return nullValue(this, kindOf(call.type))
    switch (call.name) {
      case 'contains':
      case 'startswith':
      case 'endswith':
        return testCall(this, call)
      case 'length':
      case 'indexof':
        return measureCall(this, call)
      case 'substring':
      case 'tolower':
      case 'toupper':
      case 'trim':
      case 'concat':
        return textCall(this, call, form)
      case 'now':
      case 'mindatetime':
      case 'maxdatetime':
        return momentCall(this, call)
      case 'round':
      case 'floor':
      case 'ceiling':
        return roundingCall(this, call)
      default:
        return timeCall(this, call)
    }
  }
}

/** Every function and operation of null is null. */
function hasNull(...operands: readonly Expression[]): boolean {
  return operands.some((operand) => operand.node === 'literal' && operand.value === null)
}
