/**
 * Binding of expressions: names are looked up in the declared model, types are checked, constants take the type of
 * what they are compared with. What comes out is the contract of `ast.ts`.
 *
 * @see https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html#sec_CommonExpressionSyntax
 */
import { invalidQuery } from '../errors.js'
import type { Expression, IsOf, Lambda, Literal, OrderBy, Path } from './ast.js'
import { bindCall } from './bind-call.js'
import { bindCast, bindPath } from './bind-path.js'
import { readLiteral } from './literals.js'
import { combine, compare, OPERATOR_KINDS } from './operators.js'
import { shortened } from './query-errors.js'
import { findEnumType, implicitVariable, withVariable } from './scope.js'
import type { Scope } from './scope.js'
import type {
  BinarySyntax,
  CallSyntax,
  CountSyntax,
  InSyntax,
  LambdaSyntax,
  LiteralSyntax,
  OrderBySyntax,
  PathSyntax,
  Syntax,
  UnarySyntax,
} from './syntax.js'
import { isCollection, isNumeric, isPrimitive, printedType, typeOf } from './value-types.js'

const NO_STEPS: Path['steps'] = Object.freeze([])

export function bindFilter(syntax: Syntax, scope: Scope): Expression {
  return bindCondition(syntax, scope, 'The $filter expression must evaluate to a single boolean value.')
}

export function bindOrderBy({ expression: syntax, descending }: OrderBySyntax, scope: Scope): OrderBy {
  const expression = bindExpression(syntax, scope)
  const type = typeOf(expression)
  if (isCollection(expression) || !isPrimitive(type) || type === 'binary' || expression.node === 'literal')
    throw invalidQuery('The $orderby expression must evaluate to a single value of primitive type.')
  return Object.freeze({ expression, descending })
}

export function bindExpression(syntax: Syntax, scope: Scope): Expression {
  switch (syntax.node) {
    case 'literal':
      return bindLiteral(syntax, scope)
    case 'path':
      return bindPath(syntax, scope).path
    case 'call':
      if (syntax.name.toLowerCase() === 'isof') return bindIsOf(syntax, scope)
      return bindCall(
        syntax.name,
        syntax.arguments.map((argument) => bindExpression(argument, scope)),
      )
    case 'unary':
      return bindUnary(syntax, scope)
    case 'binary':
      return bindBinary(syntax, scope)
    case 'in':
      return bindIn(syntax, scope)
    case 'lambda':
      return bindLambda(syntax, scope)
    case 'count':
      return bindCount(syntax, scope)
  }
}

function bindCondition(syntax: Syntax, scope: Scope, message: string): Expression {
  const expression = bindExpression(syntax, scope)
  if (!isCondition(expression)) throw invalidQuery(message)
  return expression
}

function bindLiteral(syntax: LiteralSyntax, scope: Scope): Literal {
  return readLiteral(syntax, (name) => findEnumType(scope, name))
}

function bindUnary({ operator, operand: syntax }: UnarySyntax, scope: Scope): Expression {
  const operand = bindExpression(syntax, scope)
  if (operator === 'not' && isCondition(operand)) return Object.freeze({ node: 'not', operand })
  const type = typeOf(operand)
  if (operator === '-' && isNumeric(type) && !isCollection(operand))
    return Object.freeze({ node: 'negate', operand, type })
  throw invalidQuery(
    `A unary operator with an incompatible type was detected. Found operand type '${printedType(operand, scope.resource)}' ` +
      `for operator kind '${operator === 'not' ? 'Not' : 'Negate'}'.`,
  )
}

function bindBinary({ operator, left: first, right: second }: BinarySyntax, scope: Scope): Expression {
  const left = bindExpression(first, scope)
  const right = bindExpression(second, scope)
  const bound = combine(operator, left, right)
  if (bound === undefined) throw incompatible(operator, left, right, scope)
  return bound
}

function incompatible(operator: BinarySyntax['operator'], left: Expression, right: Expression, scope: Scope): Error {
  return invalidQuery(
    'A binary operator with incompatible types was detected. Found operand types ' +
      `'${printedType(left, scope.resource)}' and '${printedType(right, scope.resource)}' ` +
      `for operator kind '${OPERATOR_KINDS[operator]}'.`,
  )
}

function bindIn({ operand: syntax, items }: InSyntax, scope: Scope): Expression {
  const operand = bindExpression(syntax, scope)
  if ('node' in items) return bindContained(operand, items, scope)
  const literals = items.map((item) => {
    const given = bindLiteral(item, scope)
    const compared = compare('eq', operand, given)
    if (compared === undefined) throw incompatible('eq', operand, given, scope)
    return compared.right as Literal
  })
  return Object.freeze({ node: 'in', operand, items: Object.freeze(literals) })
}

/** `x in tags` is `tags/any(element: element eq x)`. */
function bindContained(operand: Expression, syntax: PathSyntax, scope: Scope): Expression {
  const { path } = bindPath(syntax, scope)
  const variable = '$in'
  const element: Path = Object.freeze({ node: 'path', variable, steps: NO_STEPS, type: path.type, collection: false })
  const predicate = path.collection ? compare('eq', element, operand) : undefined
  if (predicate === undefined) throw incompatible('eq', operand, path, scope)
  return Object.freeze({ node: 'any', path, variable, predicate })
}

function bindLambda({ quantifier, path: syntax, variable, predicate: inner }: LambdaSyntax, scope: Scope): Lambda {
  const { path, end } = bindPath(syntax, scope)
  if (!path.collection) throw invalidQuery('Any/All may only be used following a collection.')
  if (scope.variables.has(variable))
    throw invalidQuery(`The range variable '${shortened(variable)}' has already been declared.`)
  const predicate =
    inner &&
    bindCondition(
      inner,
      withVariable(scope, variable, end),
      'The Any/All query expression must evaluate to a single boolean value.',
    )
  return Object.freeze({ node: quantifier, path, variable, predicate })
}

function bindCount({ path: syntax, filter: inner }: CountSyntax, scope: Scope): Expression {
  const { path, end } = bindPath(syntax, scope)
  if (!path.collection) throw invalidQuery('$count may only be used following a collection.')
  const members = withVariable(scope, '$this', end)
  const filter = inner && bindFilter(inner, { ...members, implicit: '$this' })
  return Object.freeze({ node: 'count', path, filter })
}

function bindIsOf(syntax: CallSyntax, scope: Scope): IsOf {
  const [first, second] = syntax.arguments
  const named = second ?? first
  if (first === undefined || named === undefined || syntax.arguments.length > 2)
    throw invalidQuery("The function 'isof' takes a type, or an expression and a type.")
  const qualified = typeArgument(named)
  const operand = second === undefined ? implicitPath(scope) : bindExpression(first, scope)
  const { type } = operand.node === 'path' && !operand.collection ? operand : { type: undefined }
  if (operand.node !== 'path' || typeof type !== 'object' || type.kind === 'enum')
    throw invalidQuery("The function 'isof' applies to a single entity or complex value only.")
  const row = operand.variable === undefined && operand.steps.length === 0
  return Object.freeze({ node: 'isof', path: row ? undefined : operand, type: bindCast(qualified, type, scope) })
}

/** What a path without any name would be: the row, or the member of a counted collection. */
function implicitPath(scope: Scope): Path {
  const { type } = implicitVariable(scope)
  return { node: 'path', variable: scope.implicit, steps: NO_STEPS, type, collection: false }
}

/** A qualified type name, quoted or bare. */
function typeArgument(syntax: Syntax): string {
  if (syntax.node === 'literal' && syntax.kind === 'string') return syntax.text
  if (syntax.node === 'path' && syntax.segments.length === 1) return syntax.segments[0] as string
  throw invalidQuery('Cast or IsOf Function must have a type in its arguments.')
}

function isCondition(expression: Expression): boolean {
  return typeOf(expression) === 'boolean' && !isCollection(expression)
}
