/**
 * Comparisons: `eq` and `ne` know null as a value like any other, all other operators are false beside null, and so no
 * comparison is ever null itself.
 */
import { isA } from '../../model/inheritance.js'
import type { EnumType } from '../../model/types.js'
import type { Comparison, Expression, In, IsOf, Literal } from '../../odata/ast.js'
import { typeOf } from '../../odata/value-types.js'
import { constant } from '../sql/dialect.js'
import { toDouble } from './numbers.js'
import { finish, guardsOf, isOneOf, namesOfType, walk } from './paths.js'
import { booleanValue, FALSE, integerValue, TRUE } from './scope.js'
import type { Compiler, Value } from './scope.js'
import { boundText, formOf } from './text.js'

const SYMBOLS = { gt: '>', ge: '>=', lt: '<', le: '<=' } as const

/** Where `strict` is not asked for, NULL may stand for false, which indexes like better. */
export function comparisonSql(compiler: Compiler, { operator, left, right }: Comparison, strict: boolean): string {
  if (isNull(left) || isNull(right)) return besideNull(compiler, operator, isNull(left) ? right : left)
  if (operator === 'has') return hasFlags(compiler, left, right, strict)
  const [a, b] = operands(compiler, operator, left, right)
  const nullable = a.nullable || b.nullable
  if (operator === 'ne') return nullable ? `(${a.sql} IS DISTINCT FROM ${b.sql})` : `(${a.sql} <> ${b.sql})`
  if (operator === 'eq') {
    const plain = (a.nullable && b.nullable) || (strict && nullable)
    return plain ? `(${a.sql} IS NOT DISTINCT FROM ${b.sql})` : `(${a.sql} = ${b.sql})`
  }
  const first = a.kind === 'text' && !a.column ? compiler.dialect.ordered(a.sql) : a.sql
  return neverNull(`(${first} ${SYMBOLS[operator]} ${b.sql})`, strict && nullable)
}

export function inSql(compiler: Compiler, { operand, items }: In, strict: boolean): string {
  if (isNull(operand)) return items.some(isNull) ? TRUE : FALSE
  const given = items.filter((item) => !isNull(item))
  const type = typeOf(operand)
  const flags = isFlags(type)
  const form = formOf(compiler, operand)
  const plain = compiler.value(operand, form)
  if (given.length === 0) return `(${plain.sql} IS NULL)`
  const value = flags ? memberNumber(compiler, plain, type) : given.some(isDouble) ? toDouble(compiler, plain) : plain
  const list = given.map((item) =>
    listed(
      item,
      flags ? (literal) => String(numberOf(literal, type)) : (literal) => JSON.stringify(boundText(literal, form)),
    ),
  )
  const among = compiler.dialect.isAmong(value.sql, compiler.parameters.number(`[${list.join(',')}]`), value.kind)
  if (!value.nullable) return among
  // NULL only comes of a null operand.
  return given.length < items.length ? `coalesce(${among}, true)` : neverNull(among, strict)
}

export function isOfValue(compiler: Compiler, { path, type }: IsOf): Value {
  const spot = walk(compiler, path ?? { node: 'path', variable: undefined, steps: [], type, collection: false })
  const { row, property } = spot
  let sql: string
  if (row !== undefined) {
    const types = row.types.filter((each) => isA(each, type))
    const all = types.length === row.resource.concreteTypes.length
    if (all && !spot.wrapped) return booleanValue(TRUE, false)
    sql = all ? `${row.alias}."id" IS NOT NULL` : isOneOf(row.alias, types)
  } else if (property === undefined) throw new Error('isof() of something without a type')
  else if (property.type.kind === 'complex' && isA(property.type, type)) sql = `${spot.original.text()} IS NOT NULL`
  else {
    const names = namesOfType(property, type)
    const actual = compiler.dialect.textMember(spot.original.text(), '@odata.type')
    sql = names.length === 0 ? FALSE : `${actual} IN (${names.join(', ')})`
  }
  return booleanValue(
    neverNull(`(${finish(spot, sql)})`, row === undefined || spot.wrapped || guardsOf(spot).length > 0),
    false,
  )
}

function isNull(expression: Expression): boolean {
  return expression.node === 'literal' && expression.value === null
}

function isDouble({ type }: Literal): boolean {
  return type === 'double'
}

function neverNull(condition: string, wanted: boolean): string {
  return wanted ? `coalesce(${condition}, false)` : condition
}

function besideNull(compiler: Compiler, operator: Comparison['operator'], other: Expression): string {
  if (operator !== 'eq' && operator !== 'ne') return FALSE
  if (isNull(other)) return operator === 'eq' ? TRUE : FALSE
  const { sql } = compiler.value(other)
  return `(${sql} IS ${operator === 'eq' ? '' : 'NOT '}NULL)`
}

/** Both sides as values of one kind that compare as the operator wants. */
function operands(
  compiler: Compiler,
  operator: Comparison['operator'],
  left: Expression,
  right: Expression,
): [Value, Value] {
  const type = typeOf(left)
  const ordered = operator !== 'eq' && operator !== 'ne'
  if (isEnum(type) && (ordered || type.flags))
    return [enumNumber(compiler, left, type), enumNumber(compiler, right, type)]
  const form = formOf(compiler, left, right)
  const [a, b] = [compiler.value(left, form), compiler.value(right, form)]
  return a.kind === b.kind ? [a, b] : [toDouble(compiler, a), toDouble(compiler, b)]
}

function hasFlags(compiler: Compiler, left: Expression, right: Expression, strict: boolean): string {
  const type = typeOf(left) as EnumType
  const [value, flags] = [enumNumber(compiler, left, type), enumNumber(compiler, right, type)]
  return neverNull(`((${value.sql} & ${flags.sql}) = ${flags.sql})`, strict && (value.nullable || flags.nullable))
}

function isEnum(type: unknown): type is EnumType {
  return typeof type === 'object' && type !== null && 'kind' in type && type.kind === 'enum'
}

function isFlags(type: unknown): type is EnumType {
  return isEnum(type) && type.flags
}

/** Members are stored by name. In order, and where they combine, it is their numbers that count. */
export function enumNumber(compiler: Compiler, expression: Expression, type: EnumType): Value {
  if (expression.node !== 'literal') return memberNumber(compiler, compiler.value(expression), type)
  return integerValue(compiler.parameters.add(numberOf(expression, type), 'integer'), false)
}

function memberNumber({ dialect }: Compiler, { sql, nullable }: Value, type: EnumType): Value {
  const members = Object.entries<number>(type.members)
  if (!type.flags) {
    const branches = members.map(([name, number]) => `WHEN ${constant(name)} THEN ${number}`)
    return integerValue(`CASE ${sql} ${branches.join(' ')} END`, true)
  }
  const bits = members.map(([name, number]) => {
    const found = dialect.position(`',' || ${sql} || ','`, constant(`,${name},`))
    return `CASE WHEN ${found} > 0 THEN ${number} ELSE 0 END`
  })
  return integerValue(`CASE WHEN ${sql} IS NOT NULL THEN ${bits.join(' | ')} END`, nullable)
}

function numberOf({ value }: Literal, type: EnumType): number {
  const members: Readonly<Record<string, number>> = type.members
  return String(value)
    .split(',')
    .reduce((number, name) => number | (members[name] ?? 0), 0)
}

function listed(item: Literal, text: (item: Literal) => string): string {
  switch (typeof item.value) {
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(item.value)
    default:
      return text(item)
  }
}
