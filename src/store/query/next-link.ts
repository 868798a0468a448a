/** Links to the rest of an expanded collection: bound query options as text again, and the place where a page ended. */
import { randomUUID } from 'node:crypto'
import { qualifiedName } from '../../model/types.js'
import type { Expression, Literal, Path, Query, SearchExpression } from '../../odata/ast.js'
import type { SqlValue } from '../work.js'

export type Option = readonly [name: string, value: string]

/** Makes the link to the page behind a position in the collection at `path`, which has keys in parentheses. */
export type LinkTo = (path: string, options: readonly Option[], position: readonly SqlValue[]) => string

/** Stands around what a link is made of in the JSON text of a row. No client can know it, so no value contains it. */
export const MARK = `\uE000${randomUUID()}\uE000`

/** The JSON text of a row with its links. */
export function resolveLinks(json: string, linkTo: LinkTo | undefined): string {
  const parts = json.split(MARK)
  if (parts.length === 1) return json
  if (linkTo === undefined) throw new Error('an expanded collection goes on, and nothing makes a link of that')
  return parts
    .map((part, i) => (i % 2 === 0 ? part : JSON.stringify(linkTo(...(JSON.parse(part) as Parameters<LinkTo>)))))
    .join('')
}

/** The options of a query, decoded. */
export function linkOptions(query: Query): Option[] {
  const found: [string, string | undefined][] = [
    ['$select', query.select.all ? undefined : query.select.names.join(',')],
    [
      '$expand',
      query.expand.length === 0
        ? undefined
        : query.expand.map(({ name, query }) => `${name}${nested(query)}`).join(','),
    ],
    ['$filter', query.filter && expressionText(query.filter)],
    [
      '$orderby',
      query.orderBy.length === 0
        ? undefined
        : query.orderBy
            .map(({ expression, descending }) => `${expressionText(expression)}${descending ? ' desc' : ''}`)
            .join(','),
    ],
    ['$search', query.search && searchText(query.search)],
    ['$count', query.count ? 'true' : undefined],
    ['$top', query.top?.toString()],
    ['$skip', query.skip?.toString()],
  ]
  return found.flatMap(([name, value]) => (value === undefined ? [] : [[name, value.toWellFormed()] as const]))
}

function nested(query: Query): string {
  const options = linkOptions(query).map(([name, value]) => `${name}=${value}`)
  return options.length === 0 ? '' : `(${options.join(';')})`
}

export function expressionText(expression: Expression): string {
  switch (expression.node) {
    case 'literal':
      return literalText(expression)
    case 'path':
      return pathText(expression) || '$it'
    case 'comparison':
    case 'arithmetic':
      return `(${expressionText(expression.left)} ${expression.operator} ${expressionText(expression.right)})`
    case 'and':
    case 'or':
      return `(${expressionText(expression.left)} ${expression.node} ${expressionText(expression.right)})`
    case 'not':
      return `(not (${expressionText(expression.operand)}))`
    case 'negate':
      return `(-(${expressionText(expression.operand)}))`
    case 'in':
      return `(${expressionText(expression.operand)} in (${expression.items.map(literalText).join(',')}))`
    case 'call':
      return `${expression.name}(${expression.arguments.map(expressionText).join(',')})`
    case 'isof': {
      const type = qualifiedName(expression.type)
      return expression.path === undefined ? `isof('${type}')` : `isof(${expressionText(expression.path)},'${type}')`
    }
    case 'any':
    case 'all':
      return lambdaText(expression)
    case 'count':
      return `${pathText(expression.path)}/$count${expression.filter === undefined ? '' : `($filter=${expressionText(expression.filter)})`}`
  }
}

function lambdaText({ node, path, variable, predicate }: Extract<Expression, { node: 'any' | 'all' }>): string {
  if (predicate === undefined) return `${pathText(path)}/${node}()`
  // `$in` is no name that a client could write: it comes of `x in tags`.
  const name = variable.replace(/^\$/, '_')
  return `${pathText(path)}/${node}(${name}:${expressionText(predicate)})`
}

function pathText({ variable, steps }: Path): string {
  const names = steps.map((step) => (step.step === 'cast' ? qualifiedName(step.type) : step.name))
  if (variable !== undefined && variable !== '$this') names.unshift(variable.replace(/^\$/, '_'))
  if (names.length === 0 && variable === '$this') names.push('$this')
  return names.join('/')
}

function literalText({ type, value }: Literal): string {
  if (value === null) return 'null'
  if (typeof type === 'object') return `${qualifiedName(type)}'${String(value)}'`
  switch (type) {
    case 'string':
      return `'${String(value).replaceAll("'", "''")}'`
    case 'dateTimeOffset':
      return `${String(value)}Z`
    case 'binary':
      return `binary'${String(value)}'`
    case 'duration':
      return `duration'${Number(value) < 0 ? '-' : ''}PT${Math.abs(Number(value))}S'`
    default:
      return String(value)
  }
}

function searchText(search: SearchExpression): string {
  switch (search.node) {
    case 'term': {
      const text = search.property === undefined ? search.text : `${search.property}:${search.text}`
      return `"${text.replace(/["\\]/g, '\\$&')}"`
    }
    case 'not':
      return `NOT ${searchText(search.operand)}`
    default:
      return `(${searchText(search.left)} ${search.node.toUpperCase()} ${searchText(search.right)})`
  }
}
