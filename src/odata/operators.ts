/** What the binary operators accept, and what they make of two bound operands. */
import type { Arithmetic, Comparison, Expression, ValueType } from './ast.js'
import { convertLiteral } from './literals.js'
import type { ArithmeticOperator, BinaryOperator, ComparisonOperator } from './syntax.js'
import { isCollection, isNumeric, isPrimitive, typeOf } from './value-types.js'

/** The names by which messages call the operators. */
export const OPERATOR_KINDS: Readonly<Record<BinaryOperator, string>> = {
  and: 'And',
  or: 'Or',
  eq: 'Equal',
  ne: 'NotEqual',
  gt: 'GreaterThan',
  ge: 'GreaterThanOrEqual',
  lt: 'LessThan',
  le: 'LessThanOrEqual',
  has: 'Has',
  add: 'Add',
  sub: 'Subtract',
  mul: 'Multiply',
  div: 'Divide',
  divby: 'DivideBy',
  mod: 'Modulo',
}

/** Undefined if the operator does not take these two. */
export function combine(operator: BinaryOperator, left: Expression, right: Expression): Expression | undefined {
  if (isCollection(left) || isCollection(right)) return undefined
  switch (operator) {
    case 'and':
    case 'or':
      if (typeOf(left) !== 'boolean' || typeOf(right) !== 'boolean') return undefined
      return Object.freeze({ node: operator, left, right })
    case 'add':
    case 'sub':
    case 'mul':
    case 'div':
    case 'divby':
    case 'mod':
      return calculate(operator, left, right)
    default:
      return compare(operator, left, right)
  }
}

export function compare(operator: ComparisonOperator, first: Expression, second: Expression): Comparison | undefined {
  if (isCollection(first) || isCollection(second)) return undefined
  const left = adapted(first, typeOf(second))
  const right = adapted(second, typeOf(left))
  return comparable(operator, typeOf(left), typeOf(right))
    ? Object.freeze({ node: 'comparison', operator, left, right })
    : undefined
}

function comparable(operator: ComparisonOperator, left: ValueType, right: ValueType): boolean {
  const type = left === 'null' ? right : left
  if (operator === 'has') {
    return typeof left === 'object' && left.kind === 'enum' && (right === left || right === 'null')
  }
  const equality = operator === 'eq' || operator === 'ne'
  if (left === 'null' || right === 'null') return equality || type === 'null' || isPrimitive(type)
  if (left !== right) return isNumeric(left) && isNumeric(right)
  return isPrimitive(type) && (equality || type !== 'binary')
}

/** A constant as a value of the type it meets, if it can be one; anything else stays as it is. */
function adapted(expression: Expression, type: ValueType): Expression {
  return expression.node === 'literal' ? (convertLiteral(expression, type) ?? expression) : expression
}

function calculate(operator: ArithmeticOperator, first: Expression, second: Expression): Arithmetic | undefined {
  const left = adapted(first, typeOf(second))
  const right = adapted(second, typeOf(left))
  const type = numericType(typeOf(left), typeOf(right))
  if (type === undefined) return undefined
  return Object.freeze({ node: 'arithmetic', operator, left, right, type: operator === 'divby' ? 'double' : type })
}

/** The wider one of two types of numbers; null takes the type of the other side. */
function numericType(left: ValueType, right: ValueType): ValueType | undefined {
  if (left === 'null') return isNumeric(right) ? right : undefined
  if (right === 'null') return isNumeric(left) ? left : undefined
  if (!isNumeric(left) || !isNumeric(right)) return undefined
  if (left === 'double' || right === 'double') return 'double'
  return left === 'int64' || right === 'int64' ? 'int64' : 'int32'
}
