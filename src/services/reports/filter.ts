/**
 * The filters of reports (B144): comparisons of columns with literals, joined by `and`, `or` and `not`, and `contains`,
 * `startswith`, `endswith`. They are written as those of OData are, so its grammar reads them. Numbers may stand between
 * quotes, and letter case does not count.
 */
import { backendRefusal, shortened } from '../../errors.js'
import { parseFilter } from '../../odata/parser.js'
import type { CallSyntax, LiteralSyntax, Syntax } from '../../odata/syntax.js'
import type { Entity } from '../../model/payload.js'
import type { Cell, Column } from './columns.js'

export interface Filter {
  test(row: Entity): boolean
  /** Values that columns must have for any row to be left, by the name of the column. */
  readonly fixed: ReadonlyMap<string, string>
  readonly columns: readonly Column[]
}

/** `find` gives the column of a name, or refuses the name. */
export function readFilter(text: string, find: (name: string) => readonly [name: string, column: Column]): Filter {
  const columns: Column[] = []
  const known = (name: string): readonly [string, Column] => {
    const found = find(name)
    columns.push(found[1])
    return found
  }
  const syntax = parse(text)
  const test = compile(syntax, known)
  return { test, fixed: new Map(fixedBy(syntax, find)), columns }
}

function parse(text: string): Syntax {
  try {
    return parseFilter(text, new Map())
  } catch (error) {
    throw backendRefusal(`The filter '${shortened(text)}' cannot be read: ${(error as Error).message}`, 'filter')
  }
}

type Find = (name: string) => readonly [name: string, column: Column]
type Test = (row: Entity) => boolean

const FUNCTIONS: Readonly<Record<string, (text: string, part: string) => boolean>> = {
  contains: (text, part) => text.includes(part),
  startswith: (text, part) => text.startsWith(part),
  endswith: (text, part) => text.endsWith(part),
}

function compile(syntax: Syntax, find: Find): Test {
  if (syntax.node === 'unary' && syntax.operator === 'not') {
    const test = compile(syntax.operand, find)
    return (row) => !test(row)
  }
  if (syntax.node === 'call') return compileCall(syntax, find)
  if (syntax.node === 'in' && Array.isArray(syntax.items)) {
    const column = columnOf(syntax.operand, find)
    const wanted = (syntax.items as readonly LiteralSyntax[]).map((item) => compare(column, item))
    return (row) => wanted.some((order) => order(row) === 0)
  }
  if (syntax.node !== 'binary') throw unreadable('it is no comparison')
  const { operator, left, right } = syntax
  if (operator === 'and' || operator === 'or') {
    const [first, second] = [compile(left, find), compile(right, find)]
    return operator === 'and' ? (row) => first(row) && second(row) : (row) => first(row) || second(row)
  }
  const holds = ORDERS[operator]
  if (holds === undefined) throw unreadable(`'${operator}' compares nothing`)
  const order = compare(columnOf(left, find), literalOf(right))
  return (row) => holds(order(row))
}

/** What an order of two values means to an operator; values that have no order are not equal. */
const ORDERS: Readonly<Record<string, (order: number | undefined) => boolean>> = {
  eq: (order) => order === 0,
  ne: (order) => order !== 0,
  gt: (order) => order !== undefined && order > 0,
  ge: (order) => order !== undefined && order >= 0,
  lt: (order) => order !== undefined && order < 0,
  le: (order) => order !== undefined && order <= 0,
}

function compileCall({ name, arguments: all }: CallSyntax, find: Find): Test {
  const holds = FUNCTIONS[name.toLowerCase()]
  const [text, part] = all
  if (holds === undefined || text === undefined || part === undefined || all.length > 2)
    throw unreadable(`'${shortened(name)}' is no function of two texts`)
  const column = columnOf(text, find)
  const wanted = literalOf(part).text.toLowerCase()
  return (row) => holds(String(column.read(row) ?? '').toLowerCase(), wanted)
}

function columnOf(syntax: Syntax, find: Find): Column {
  if (syntax.node !== 'path' || syntax.segments.length !== 1) throw unreadable('a column stands before the operator')
  return find(syntax.segments[0] ?? '')[1]
}

function literalOf(syntax: Syntax): LiteralSyntax {
  if (syntax.node !== 'literal') throw unreadable('a literal stands behind the operator')
  return syntax
}

/** How the value of a column stands to a literal: below 0 if it comes before; undefined if they have no order. */
function compare(column: Column, { kind, text }: LiteralSyntax): (row: Entity) => number | undefined {
  if (kind === 'null') return (row) => (isEmpty(column.read(row)) ? 0 : undefined)
  if (column.type === 'String') {
    const wanted = text.toLowerCase()
    return (row) => inOrder(String(column.read(row) ?? '').toLowerCase(), wanted)
  }
  if (column.type === 'Boolean') {
    const wanted = BOOLEANS[text.toLowerCase()]
    if (wanted === undefined) throw unlike(column, text)
    return (row) => (column.read(row) === wanted ? 0 : undefined)
  }
  const wanted = column.type === 'DateTime' ? Date.parse(withZone(text)) : Number(text === '' ? NaN : text)
  if (Number.isNaN(wanted)) throw unlike(column, text)
  return (row) => {
    const value = column.read(row)
    if (value === null) return undefined
    return inOrder(column.type === 'DateTime' ? Date.parse(withZone(String(value))) : Number(value), wanted)
  }
}

const BOOLEANS: Readonly<Record<string, boolean>> = { true: true, false: false, 1: true, 0: false }

function withZone(time: string): string {
  return /^\d{4}-\d\d-\d\dT[\d:.]+$/.test(time) ? `${time}Z` : time
}

function inOrder<T extends string | number>(value: T, wanted: T): number {
  return value < wanted ? -1 : value > wanted ? 1 : 0
}

function isEmpty(value: Cell): boolean {
  return value === null || value === ''
}

function* fixedBy(syntax: Syntax, find: Find): Generator<[string, string]> {
  if (syntax.node !== 'binary') return
  const { operator, left, right } = syntax
  if (operator === 'and') {
    yield* fixedBy(left, find)
    yield* fixedBy(right, find)
  }
  if (operator === 'eq' && left.node === 'path' && right.node === 'literal')
    yield [find(left.segments[0] ?? '')[0], right.text]
}

function unreadable(why: string): Error {
  return backendRefusal(`The filter cannot be read: ${why}.`, 'filter')
}

function unlike({ type }: Column, text: string): Error {
  return backendRefusal(`'${shortened(text)}' in the filter is no ${type}, as the values of its column are.`, 'filter')
}
