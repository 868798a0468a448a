/**
 * Texts in expressions. What the two databases make of case, they are never asked: stored texts and constants are folded
 * by the same function before they meet (fold.ts), and opaque texts are compared letter by letter.
 */
import type { Call, Expression, Literal } from '../../odata/ast.js'
import { invalidQuery } from '../../errors.js'
import { constant } from '../sql/dialect.js'
import { endsOpaque } from './paths.js'
import { booleanValue, integerValue, named, textValue } from './scope.js'
import type { Compiler, Form, Value } from './scope.js'
import { fold } from '../sql/fold.js'

/** What .NET takes for white space. */
const WHITE_SPACE =
  '\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000'

/** Whether an opaque text takes part in a text: then all of it is compared in its original form. */
function isOpaque(compiler: Compiler, expression: Expression): boolean {
  if (expression.node === 'path') return expression.type === 'string' && endsOpaque(compiler, expression)
  if (expression.node !== 'call' || expression.type !== 'string') return false
  return expression.arguments.some((argument) => isOpaque(compiler, argument))
}

/** In which form texts meet each other. */
export function formOf(compiler: Compiler, ...expressions: readonly Expression[]): Form {
  return expressions.some((expression) => isOpaque(compiler, expression)) ? 'original' : 'folded'
}

/** A constant text as it is compared. PostgreSQL has no texts with NUL in them, and so neither database has. */
export function boundText({ type, value }: Literal, form: Form): string {
  const text = String(value)
  if (text.includes('\0')) throw invalidQuery('A text cannot hold the character U+0000.')
  return (type === 'string' && form === 'folded' ? fold(text) : text).toWellFormed()
}

/** Functions from texts to texts. */
export function textCall(compiler: Compiler, { name, arguments: given }: Call, form: Form): Value {
  const [first, second, third] = given as [Expression, Expression, Expression | undefined]
  const text = compiler.value(first, form)
  switch (name) {
    case 'tolower':
    case 'toupper': {
      if (form === 'folded') return { ...text, column: false }
      return textValue(compiler.dialect.asciiCase(text.sql, name === 'tolower' ? 'lower' : 'upper'), text.nullable)
    }
    case 'trim':
      return textValue(`trim(${text.sql}, ${constant(WHITE_SPACE)})`, text.nullable)
    case 'concat': {
      const end = compiler.value(second, form)
      return textValue(`(${text.sql} || ${end.sql})`, text.nullable || end.nullable)
    }
    default:
      return substring(compiler, text, compiler.value(second), third && compiler.value(third))
  }
}

function substring(compiler: Compiler, text: Value, start: Value, length: Value | undefined): Value {
  const { dialect } = compiler
  const nullable = text.nullable || start.nullable || length?.nullable === true
  if (!start.nullable && length?.nullable !== true)
    return textValue(dialect.substring(text.sql, start.sql, length?.sql), nullable)
  // PostgreSQL's greatest() overlooks NULL.
  const numbers = length === undefined ? [start.sql] : [start.sql, length.sql]
  const sql = named(compiler, numbers, (from, count) => {
    const known = count === undefined ? `${from} IS NOT NULL` : `${from} IS NOT NULL AND ${count} IS NOT NULL`
    return `CASE WHEN ${known} THEN ${dialect.substring(text.sql, from, count)} END`
  })
  return textValue(sql, nullable)
}

/** Functions from texts to numbers. */
export function measureCall(compiler: Compiler, { name, arguments: given }: Call): Value {
  const [first, second] = given as [Expression, Expression]
  if (name === 'length') {
    const text = compiler.value(first, 'original')
    return integerValue(`length(${text.sql})`, text.nullable)
  }
  const form = formOf(compiler, first, second)
  const text = compiler.value(first, form)
  const part = compiler.value(second, form)
  return integerValue(`(${compiler.dialect.position(text.sql, part.sql)} - 1)`, text.nullable || part.nullable)
}

/** `contains`, `startswith`, `endswith`. Never LIKE, to which `%` and `_` mean something. */
export function testCall(compiler: Compiler, { name, arguments: given }: Call): Value {
  const { dialect } = compiler
  const [first, second] = given as [Expression, Expression]
  const form = formOf(compiler, first, second)
  const text = compiler.value(first, form)
  if (name === 'startswith' && text.column && second.node === 'literal')
    return booleanValue(hasPrefix(compiler, text, boundText(second, form)), text.nullable)
  const part = compiler.value(second, form)
  const nullable = text.nullable || part.nullable
  if (name === 'contains') return booleanValue(`(${dialect.position(text.sql, part.sql)} > 0)`, nullable)
  if (name === 'startswith') {
    if (isSmall(second)) return booleanValue(`(substr(${text.sql}, 1, length(${part.sql})) = ${part.sql})`, nullable)
    return booleanValue(`(${dialect.position(text.sql, part.sql)} = 1)`, nullable)
  }
  if (isSmall(first) && isSmall(second)) return booleanValue(dialect.endsWith(text.sql, part.sql), nullable)
  const sql = named(compiler, [text.sql, part.sql], (whole, end) => dialect.endsWith(whole, end))
  return booleanValue(sql, nullable)
}

/** Worth being mentioned twice. */
function isSmall({ node }: Expression): boolean {
  return node === 'path' || node === 'literal'
}

/** A range of the sort order, which an index on the column serves. */
function hasPrefix({ parameters }: Compiler, { sql: column }: Value, prefix: string): string {
  const end = successor(prefix)
  const from = `${column} >= ${parameters.add(prefix, 'text')}`
  return end === undefined ? `(${from})` : `(${from} AND ${column} < ${parameters.add(end, 'text')})`
}

/** The first text behind all that start with `prefix`, in order of code points; undefined if nothing is. */
export function successor(prefix: string): string | undefined {
  const points = Array.from(prefix, (character) => character.codePointAt(0) as number)
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    if (last === 0x10ffff) continue
    const next = last + 1 === 0xd800 ? 0xe000 : last + 1
    return points.map((point) => String.fromCodePoint(point)).join('') + String.fromCodePoint(next)
  }
  return undefined
}
