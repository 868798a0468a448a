/**
 * Bound nodes as short texts.
 *
 * Paths: `name`, `address/city`, `<robot>/arms` (cast), `parts*` (navigation), `?p/label` (of a variable).
 * Constants: `'text'`, `5`, `5L` (64 bits), `5.5d` (double), `true`, `null`, `colour:red`, `guid:…`, `dateTimeOffset:…`.
 */
import type { Expression, Literal, Path, Query, SearchExpression } from '../../src/odata/ast.js'

export function printExpression(expression: Expression): string {
  switch (expression.node) {
    case 'literal':
      return printLiteral(expression)
    case 'path':
      return printPath(expression)
    case 'comparison':
      return list(expression.operator, expression.left, expression.right)
    case 'in':
      return list('in', expression.operand, ...expression.items)
    case 'and':
    case 'or':
      return list(expression.node, ...chain(expression.node, expression))
    case 'not':
      return list('not', expression.operand)
    case 'arithmetic':
      return list(`${expression.operator}:${expression.type as string}`, expression.left, expression.right)
    case 'negate':
      return list(`-:${expression.type as string}`, expression.operand)
    case 'call':
      return list(expression.name, ...expression.arguments)
    case 'isof':
      return list('isof', ...(expression.path === undefined ? [] : [expression.path]), expression.type.name)
    case 'any':
    case 'all': {
      const { node, path, variable, predicate } = expression
      return list(node, path, ...(predicate === undefined ? [] : [`?${variable}`, predicate]))
    }
    case 'count':
      return list('count', expression.path, ...(expression.filter === undefined ? [] : [expression.filter]))
  }
}

function list(head: string, ...items: (Expression | string)[]): string {
  return `(${[head, ...items.map((item) => (typeof item === 'string' ? item : printExpression(item)))].join(' ')})`
}

function chain(node: 'and' | 'or', expression: Expression): Expression[] {
  if (expression.node !== node) return [expression]
  const { left, right } = expression as Extract<Expression, { node: 'and' }>
  return [...chain(node, left), ...chain(node, right)]
}

function printLiteral({ type, value }: Literal): string {
  if (value === null) return 'null'
  if (typeof type === 'object') return `${type.name}:${String(value)}`
  if (type === 'string') return `'${String(value)}'`
  if (type === 'int64') return typeof value === 'bigint' ? `${value}L` : 'int64 must be a bigint'
  if (type === 'double') return `${String(value)}d`
  return type === 'int32' || type === 'boolean' ? String(value) : `${type}:${String(value)}`
}

function printPath({ variable, steps }: Path): string {
  const names = steps.map((step) =>
    step.step === 'cast' ? `<${step.type.name}>` : step.step === 'navigation' ? `${step.name}*` : step.name,
  )
  if (variable !== undefined) names.unshift(`?${variable}`)
  return names.length === 0 ? '$it' : names.join('/')
}

export function printSearch(search: SearchExpression): string {
  switch (search.node) {
    case 'term':
      return search.property === undefined ? `'${search.text}'` : `${search.property}:'${search.text}'`
    case 'not':
      return `(not ${printSearch(search.operand)})`
    default:
      return `(${search.node} ${printSearch(search.left)} ${printSearch(search.right)})`
  }
}

export function printOrderBy({ orderBy }: Query): string {
  return orderBy
    .map(({ expression, descending }) => printExpression(expression) + (descending ? ' desc' : ''))
    .join(', ')
}

/** The options that say something, in one order. */
export function printQuery(query: Query): string {
  const { select, expand, filter, top, skip, count, search, skipToken } = query
  const parts: string[] = []
  if (!select.all) parts.push(`select(${select.names.join(',')})`)
  else if (select.names.length > 0) parts.push(`select(*,${select.names.join(',')})`)
  if (expand.length > 0) parts.push(`expand(${expand.map((item) => item.name + nested(item.query)).join(', ')})`)
  if (filter !== undefined) parts.push(`filter${grouped(printExpression(filter))}`)
  if (query.orderBy.length > 0) parts.push(`orderby(${printOrderBy(query)})`)
  if (search !== undefined) parts.push(`search${grouped(printSearch(search))}`)
  if (top !== undefined) parts.push(`top=${top}`)
  if (skip !== undefined) parts.push(`skip=${skip}`)
  if (count) parts.push('count')
  if (skipToken !== undefined) parts.push(`skiptoken=${skipToken}`)
  return parts.join(' ')
}

function nested(query: Query): string {
  const printed = printQuery(query)
  return printed === '' ? '' : `{${printed}}`
}

function grouped(text: string): string {
  return text.startsWith('(') ? text : `(${text})`
}
