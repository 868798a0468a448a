/**
 * Arithmetic that gives the same on both databases and never fails: what 64 bits or a Double cannot hold is null, and so
 * is a division by zero. A Double smaller than {@link TINY} that comes of a product or a quotient is zero.
 *
 * SQLite answers an overflow with an approximation or with infinity, PostgreSQL with an error. So where the types of the
 * operands do not rule it out, results are computed in a form that cannot overflow and then looked at.
 */
import type { Arithmetic, Call, Expression, Negate } from '../../odata/ast.js'
import { BITS, doubleValue, integerValue, named } from './scope.js'
import type { Compiler, Value } from './scope.js'

const OPERATORS = { add: '+', sub: '-', mul: '*', div: '/' } as const

/** No result is larger, though a Double could be a little. */
const LARGEST = '1.7976931348623e308'
/** Between that and what overflows. */
const NEARLY = '1.79769313486231e308'
const HALF = '8.9e307'
const TINY = '1e-300'
const TINIER = '1e-305'

export function arithmeticValue(compiler: Compiler, { operator, left, right, type }: Arithmetic): Value {
  const [a, b] = [compiler.value(left), compiler.value(right)]
  if (type === 'double' || operator === 'divby') {
    const [x, y] = [toDouble(compiler, a), toDouble(compiler, b)]
    return doubleValue(calculate(compiler, operator, x.sql, y.sql), true)
  }
  const [x, y] = [wide(compiler, a), wide(compiler, b)]
  const nullable = a.nullable || b.nullable
  if (operator === 'mod') return integerValue(`(${x} % nullif(${y}, 0))`, true, Math.min(a.bits, b.bits))
  const bits = bitsOf(operator, a.bits, b.bits)
  const divisor = operator === 'div' ? `nullif(${y}, 0)` : y
  if (bits < BITS.int64)
    return integerValue(`(${x} ${OPERATORS[operator]} ${divisor})`, nullable || operator === 'div', bits)
  const sql = compiler.dialect.wideInteger(OPERATORS[operator], x, divisor, compiler.newName())
  return integerValue(sql, true, BITS.int64)
}

export function negateValue(compiler: Compiler, { operand }: Negate): Value {
  const value = compiler.value(operand)
  if (value.kind === 'double') return doubleValue(`(- ${value.sql})`, value.nullable)
  const sql = wide(compiler, value)
  if (value.bits < BITS.int64) return integerValue(`(- ${sql})`, value.nullable, value.bits)
  return integerValue(compiler.dialect.wideInteger('-', '0', sql, compiler.newName()), true, BITS.int64)
}

/** `floor`, `ceiling`, and `round`, which rounds halves away from zero. */
export function roundingCall(compiler: Compiler, { name, arguments: given }: Call): Value {
  const value = toDouble(compiler, compiler.value(given[0] as Expression))
  if (name === 'floor') return doubleValue(`floor(${value.sql})`, value.nullable)
  if (name === 'ceiling') return doubleValue(`ceil(${value.sql})`, value.nullable)
  // Exact: adding a half first would round 0.49999999999999994 up.
  const sql = named(compiler, [value.sql], (x) => `trunc(${x}) + trunc((${x} - trunc(${x})) * 2)`)
  return doubleValue(sql, value.nullable)
}

export function toDouble(compiler: Compiler, value: Value): Value {
  if (value.kind === 'double') return value
  return doubleValue(compiler.dialect.cast(value.sql, 'double'), value.nullable)
}

/** An integer with which 64 bits can be computed with. */
function wide({ dialect }: Compiler, { sql }: Value): string {
  return dialect.provider === 'sqlite' ? sql : dialect.cast(sql, 'integer')
}

function bitsOf(operator: keyof typeof OPERATORS, a: number, b: number): number {
  if (operator === 'mul') return a + b
  return operator === 'div' ? a : Math.max(a, b) + 1
}

function calculate(compiler: Compiler, operator: Arithmetic['operator'], left: string, right: string): string {
  if (operator !== 'mod') return named(compiler, [left, right], (a, b) => bounded(compiler, operator, a, b))
  return named(compiler, [left, right], (a, b) => {
    const whole = `trunc(${calculate(compiler, 'div', a, b)})`
    return calculate(compiler, 'sub', a, calculate(compiler, 'mul', b, whole))
  })
}

function bounded(compiler: Compiler, operator: 'add' | 'sub' | 'mul' | 'div' | 'divby', a: string, b: string): string {
  const sql = compiler.dialect.provider === 'sqlite' ? plain(operator, a, b) : careful(operator, a, b)
  const small = operator === 'add' || operator === 'sub' ? '' : `WHEN abs(result) < ${TINY} THEN 0e0 `
  return (
    `(SELECT CASE ${small}WHEN abs(result) <= ${LARGEST} THEN result END ` +
    `FROM (SELECT ${sql} AS result${compiler.dialect.fence}) AS computed)`
  )
}

function plain(operator: 'add' | 'sub' | 'mul' | 'div' | 'divby', a: string, b: string): string {
  if (operator === 'div' || operator === 'divby') return `${a} / nullif(${b}, 0)`
  return `${a} ${OPERATORS[operator]} ${b}`
}

/** For a database that fails where a result is too large, or too small for anything but zero. */
function careful(operator: 'add' | 'sub' | 'mul' | 'div' | 'divby', a: string, b: string): string {
  const [x, y] = [`abs(${a})`, `abs(${b})`]
  switch (operator) {
    case 'add':
    case 'sub': {
      const sql = `${a} ${OPERATORS[operator]} ${b}`
      const apart = operator === 'add' ? `(${a} < 0) <> (${b} < 0)` : `(${a} < 0) = (${b} < 0)`
      return `CASE WHEN (${x} < ${HALF} AND ${y} < ${HALF}) OR ${apart} THEN ${sql} WHEN ${x} <= ${NEARLY} - ${y} THEN ${sql} END`
    }
    case 'mul':
      return (
        `CASE WHEN ${x} < 1 AND ${y} < 1 THEN CASE WHEN ${y} = 0 THEN 0 WHEN ${x} < ${TINIER} / ${y} THEN 0 ELSE ${a} * ${b} END ` +
        `WHEN ${x} < 1 OR ${y} < 1 THEN ${a} * ${b} WHEN ${x} <= ${NEARLY} / ${y} THEN ${a} * ${b} END`
      )
    default:
      return (
        `CASE WHEN ${y} = 0 THEN NULL WHEN ${y} < 1 THEN CASE WHEN ${x} <= ${NEARLY} * ${y} THEN ${a} / ${b} END ` +
        `WHEN ${x} < ${TINIER} * ${y} THEN 0 ELSE ${a} / ${b} END`
      )
  }
}
