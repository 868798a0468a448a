/**
 * What a query means, said a second time: slowly, in memory, and with nothing in common with the compiler to SQL. Where
 * the standard leaves open what happens (overflow, case, order of nulls), this says what docs/odata.md promises.
 *
 * Whole numbers are bigint, broken ones number.
 */
import type { Entity } from '../../src/model/payload.js'
import { isA } from '../../src/model/inheritance.js'
import type { EntityType, EnumType, Property } from '../../src/model/types.js'
import type {
  Arithmetic,
  Call,
  Comparison,
  Expression,
  OrderBy,
  Path,
  Query,
  SearchExpression,
} from '../../src/odata/ast.js'
import { typeOf } from '../../src/odata/value-types.js'

/** A row with what it contains. */
export interface Thing {
  readonly type: EntityType
  readonly entity: Entity
  readonly many: Readonly<Record<string, readonly Thing[]>>
  readonly one: Readonly<Record<string, Thing | undefined>>
}

export type Scalar = string | number | bigint | boolean | null

type Variable = { readonly thing: Thing } | { readonly element: unknown; readonly property: Property }

export interface Environment {
  readonly now: string
  readonly variables: ReadonlyMap<string | undefined, Variable>
}

const NOTHING = Symbol('nothing')

export function environment(thing: Thing, now: string): Environment {
  return { now, variables: new Map([[undefined, { thing }]]) }
}

export function foldText(text: string): string {
  return Array.from(text, (character) => character.toUpperCase().toLowerCase()).join('')
}

export function compareText(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)]
  for (let i = 0; i < left.length && i < right.length; i++) {
    const difference = (left[i]?.codePointAt(0) ?? 0) - (right[i]?.codePointAt(0) ?? 0)
    if (difference !== 0) return Math.sign(difference)
  }
  return Math.sign(left.length - right.length)
}

/** Rows of a query in order, of all pages together. */
export function answer(rows: readonly Thing[], query: Query, now: string): Thing[] {
  const found = rows.filter(
    (row) =>
      (query.filter === undefined || evaluate(query.filter, environment(row, now)) === true) &&
      (query.search === undefined || matches(row, query.search)),
  )
  return sorted(found, query.orderBy, now)
}

function sorted(rows: readonly Thing[], orderBy: readonly OrderBy[], now: string): Thing[] {
  const keyed = rows.map((row) => ({
    row,
    keys: orderBy.map(({ expression }) => sortable(expression, evaluate(expression, environment(row, now)))),
  }))
  const backwards = orderBy.at(-1)?.descending === true
  keyed.sort((a, b) => {
    for (const [i, { descending }] of orderBy.entries()) {
      const order = compareKeys(a.keys[i] ?? null, b.keys[i] ?? null)
      if (order !== 0) return descending ? -order : order
    }
    const order = compareText(a.row.entity['id'] as string, b.row.entity['id'] as string)
    return backwards ? -order : order
  })
  return keyed.map(({ row }) => row)
}

function sortable(expression: Expression, value: Scalar): Scalar {
  const type = typeOf(expression)
  return typeof type === 'object' && type.kind === 'enum' ? numberOf(type, value) : value
}

function compareKeys(a: Scalar, b: Scalar): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1
  if (typeof a === 'string') return compareText(a, b as string)
  return a < b ? -1 : a > b ? 1 : 0
}

function matches(row: Thing, search: SearchExpression): boolean {
  switch (search.node) {
    case 'and':
      return matches(row, search.left) && matches(row, search.right)
    case 'or':
      return matches(row, search.left) || matches(row, search.right)
    case 'not':
      return !matches(row, search.operand)
    case 'term': {
      const names = search.property === undefined ? ['name', 'nick', 'note'] : [search.property]
      return names.some((name) => {
        const value = row.entity[name]
        return typeof value === 'string' && foldText(value).includes(foldText(search.text))
      })
    }
  }
}

export function evaluate(expression: Expression, env: Environment, letterByLetter = isExact(expression, env)): Scalar {
  switch (expression.node) {
    case 'literal':
      return literal(expression, letterByLetter)
    case 'path':
      return scalarOf(expression, follow(expression, env), letterByLetter)
    case 'comparison':
      return comparison(expression, env)
    case 'in':
      return expression.items.some((right) =>
        comparison({ node: 'comparison', operator: 'eq', left: expression.operand, right }, env),
      )
    case 'and':
    case 'or': {
      const [a, b] = [evaluate(expression.left, env), evaluate(expression.right, env)]
      const decisive = expression.node === 'or'
      if (a === decisive || b === decisive) return decisive
      return a === null || b === null ? null : !decisive
    }
    case 'not': {
      const value = evaluate(expression.operand, env)
      return value === null ? null : !value
    }
    case 'arithmetic':
      return arithmetic(expression, env)
    case 'negate': {
      const value = evaluate(expression.operand, env)
      if (value === null) return null
      return typeof value === 'bigint' ? within64(-value) : -(value as number)
    }
    case 'call':
      return call(expression, env, letterByLetter)
    case 'isof':
      return isOf(expression.path, expression.type as EntityType, env)
    case 'any':
    case 'all': {
      const { variable, predicate } = expression
      const members = membersOf(expression.path, env)
      if (predicate === undefined) return members.length > 0
      const holds = (member: Variable): boolean =>
        evaluate(predicate, { ...env, variables: new Map(env.variables).set(variable, member) }) === true
      return expression.node === 'any' ? members.some(holds) : members.every(holds)
    }
    case 'count': {
      const { filter } = expression
      const members = membersOf(expression.path, env)
      if (filter === undefined) return BigInt(members.length)
      const variables = (member: Variable) => new Map(env.variables).set('$this', member)
      return BigInt(
        members.filter((member) => evaluate(filter, { ...env, variables: variables(member) }) === true).length,
      )
    }
  }
}

function literal({ type, value }: Extract<Expression, { node: 'literal' }>, letterByLetter: boolean): Scalar {
  if (type === 'string' && value !== null) return letterByLetter ? value : foldText(value as string)
  if (type === 'int32' || type === 'int64') return value === null ? null : BigInt(value)
  return value
}

/** Where texts that are compared letter by letter take part. */
function isExact(expression: Expression, env: Environment): boolean {
  if (typeOf(expression) !== 'string') return false
  if (expression.node === 'call') return expression.arguments.some((argument) => isExact(argument, env))
  if (expression.node !== 'path') return false
  const last = expression.steps.at(-1)
  if (last?.step === 'property') return last.property.opaque
  const variable = env.variables.get(expression.variable)
  return variable !== undefined && 'property' in variable && variable.property.opaque
}

function follow({ variable, steps }: Path, env: Environment): unknown {
  const start = env.variables.get(variable)
  if (start === undefined) throw new Error(`no variable ${variable}`)
  let at: unknown = 'thing' in start ? start.thing : start.element
  for (const step of steps) {
    if (at === null || at === undefined || at === NOTHING) return NOTHING
    const thing = isThing(at) ? at : undefined
    if (step.step === 'cast') {
      const fits =
        thing === undefined
          ? typeNames(step.type).includes((at as Entity)['@odata.type'] as string)
          : isA(thing.type, step.type)
      if (!fits) return NOTHING
    } else if (step.step === 'navigation') at = step.resource.many ? thing?.many[step.name] : thing?.one[step.name]
    else at = (thing === undefined ? (at as Entity) : thing.entity)[step.name]
  }
  return at ?? NOTHING
}

function typeNames({ name }: { readonly name: string }): string[] {
  return [`#microsoft.graph.${name}`]
}

function isThing(value: unknown): value is Thing {
  return typeof value === 'object' && value !== null && 'entity' in value
}

function scalarOf({ type }: Path, value: unknown, letterByLetter: boolean): Scalar {
  if (value === NOTHING || value === null || value === undefined) return null
  if (typeof value === 'object') return 'something'
  if (type === 'string' && !letterByLetter) return foldText(value as string)
  if (type === 'int32' || type === 'int64') return BigInt(value as number)
  if (type === 'dateTimeOffset') return (value as string).replace(/Z$/, '')
  return value as Scalar
}

function membersOf(path: Path, env: Environment): Variable[] {
  const value = follow(path, env)
  if (!Array.isArray(value)) return []
  const last = path.steps.at(-1)
  if (last?.step === 'navigation') return (value as Thing[]).map((thing) => ({ thing }))
  if (last?.step !== 'property') throw new Error('no collection')
  const { property } = last
  // Opaque is what the elements are, too; an opaque text in a folded collection there is not.
  return (value as unknown[]).map((element) => ({ element, property }))
}

function numberOf(type: EnumType, value: Scalar): bigint | null {
  if (value === null) return null
  const members: Readonly<Record<string, number>> = type.members
  return (value as string).split(',').reduce((sum, name) => sum | BigInt(members[name] ?? 0), 0n)
}

function comparison({ operator, left, right }: Comparison, env: Environment): boolean {
  const exact = isExact(left, env) || isExact(right, env)
  let [a, b] = [evaluate(left, env, exact), evaluate(right, env, exact)]
  const type = typeOf(left) === 'null' ? typeOf(right) : typeOf(left)
  if (typeof type === 'object' && type.kind === 'enum') [a, b] = [numberOf(type, a), numberOf(type, b)]
  if (a === null || b === null) {
    if (operator === 'eq') return a === b
    return operator === 'ne' && a !== b
  }
  if (typeof a === 'bigint' && typeof b === 'number') a = Number(a)
  if (typeof b === 'bigint' && typeof a === 'number') b = Number(b)
  if (operator === 'has') return ((a as bigint) & (b as bigint)) === b
  const order = compareKeys(a, b)
  return { eq: order === 0, ne: order !== 0, gt: order > 0, ge: order >= 0, lt: order < 0, le: order <= 0 }[operator]
}

function within64(value: bigint): bigint | null {
  return BigInt.asIntN(64, value) === value ? value : null
}

function bounded(value: number): number | null {
  return Math.abs(value) <= 1.7976931348623e308 ? value : null
}

function notTiny(value: number | null): number | null {
  return value !== null && Math.abs(value) < 1e-300 ? 0 : value
}

function arithmetic({ operator, left, right, type }: Arithmetic, env: Environment): Scalar {
  const [a, b] = [evaluate(left, env), evaluate(right, env)]
  if (a === null || b === null) return null
  if (type === 'double' || operator === 'divby') return calculate(operator, Number(a), Number(b))
  const [x, y] = [a as bigint, b as bigint]
  switch (operator) {
    case 'add':
      return within64(x + y)
    case 'sub':
      return within64(x - y)
    case 'mul':
      return within64(x * y)
    case 'div':
      return y === 0n ? null : within64(x / y)
    case 'mod':
      return y === 0n ? null : x % y
  }
}

function calculate(operator: Arithmetic['operator'], a: number | null, b: number | null): number | null {
  if (a === null || b === null) return null
  switch (operator) {
    case 'add':
      return bounded(a + b)
    case 'sub':
      return bounded(a - b)
    case 'mul':
      return notTiny(bounded(a * b))
    case 'div':
    case 'divby':
      return b === 0 ? null : notTiny(bounded(a / b))
    case 'mod': {
      const quotient = calculate('div', a, b)
      return calculate('sub', a, calculate('mul', b, quotient === null ? null : Math.trunc(quotient)))
    }
  }
}

const SPACE = /^[\p{White_Space}]+|[\p{White_Space}]+$/gu

function call({ name, arguments: given }: Call, env: Environment, letterByLetter: boolean): Scalar {
  if (name === 'now') return env.now
  if (name === 'mindatetime') return '0001-01-01T00:00:00'
  if (name === 'maxdatetime') return '9999-12-31T23:59:59.9999999'
  const together = given.some((argument) => isExact(argument, env))
  const form = name === 'length' ? true : letterByLetter || together
  const values = given.map((argument) => evaluate(argument, env, typeOf(argument) === 'string' ? form : undefined))
  if (values.includes(null)) return null
  const text = String(values[0])
  const other = String(values[1])
  const points = Array.from(text)
  switch (name) {
    case 'contains':
      return text.includes(other)
    case 'startswith':
      return text.startsWith(other)
    case 'endswith':
      return text.endsWith(other)
    case 'length':
      return BigInt(points.length)
    case 'indexof': {
      const index = text.indexOf(other)
      return BigInt(index === -1 ? -1 : Array.from(text.slice(0, index)).length)
    }
    case 'substring': {
      const start = Math.max(Number(values[1]), 0)
      const length = values[2] === undefined ? Infinity : Math.max(Number(values[2]), 0)
      return points.slice(start, start + length).join('')
    }
    case 'tolower':
    case 'toupper': {
      if (!form) return text
      return text.replace(/[A-Za-z]/g, (letter) => (name === 'tolower' ? letter.toLowerCase() : letter.toUpperCase()))
    }
    case 'trim':
      return text.replace(SPACE, '')
    case 'concat':
      return text + other
    case 'round': {
      const value = Number(values[0])
      const whole = Math.trunc(value)
      return whole + Math.trunc((value - whole) * 2)
    }
    case 'floor':
      return Math.floor(Number(values[0]))
    case 'ceiling':
      return Math.ceil(Number(values[0]))
    default:
      return partOf(name, text)
  }
}

function partOf(name: Call['name'], text: string): Scalar {
  const [date, time] = text.includes('T')
    ? (text.split('T') as [string, string])
    : text.includes(':')
      ? ['', text]
      : [text, '']
  const [clock = '', fraction = ''] = time.split('.')
  switch (name) {
    case 'year':
    case 'month':
    case 'day':
      return BigInt(date.split('-')[['year', 'month', 'day'].indexOf(name)] as string)
    case 'hour':
    case 'minute':
    case 'second':
      return BigInt(clock.split(':')[['hour', 'minute', 'second'].indexOf(name)] as string)
    case 'fractionalseconds':
      return Number(`0.${fraction}0`)
    case 'date':
      return date
    case 'time':
      return time
    case 'totaloffsetminutes':
      return 0n
    default:
      throw new Error(`no function ${name}`)
  }
}

function isOf(path: Path | undefined, type: EntityType, env: Environment): boolean {
  const value = follow(path ?? { node: 'path', variable: undefined, steps: [], type, collection: false }, env)
  if (value === NOTHING || value === null) return false
  if (isThing(value)) return isA(value.type, type)
  const name = (value as Entity)['@odata.type']
  return name === undefined || type.name === 'figure' || name === `#microsoft.graph.${type.name}`
}
