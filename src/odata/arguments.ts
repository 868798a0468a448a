/**
 * The arguments of a function call in a path: `name(a='x',b=@p)`.
 *
 * ```
 * arguments = "(" [ argument *( "," argument ) ] ")"
 * argument  = name "=" value
 * value     = "@" name / literal / "[" [ value *( "," value ) ] "]" / JSON
 * ```
 *
 * A path is read without the query string that it comes with. So the text of a value is kept, and read with
 * {@link argumentValue} when the aliases are known.
 *
 * @see https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html#sec_AddressingFunctions
 */
import { badRequest, invalidQuery } from '../errors.js'
import { Lexer } from './lexer.js'
import { LIMITS } from './limits.js'
import type { Aliases } from './operand-parser.js'
import { limitExceeded, shortened } from './query-errors.js'

export interface Argument {
  readonly name: string
  /** The value as it is written. */
  readonly text: string
}

const NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u

/** `text` starts with the opening parenthesis. */
export function readArguments(text: string): readonly Argument[] {
  if (!text.endsWith(')')) throw malformed()
  const inside = text.slice(1, -1)
  if (inside.trim() === '') return []
  const names = new Set<string>()
  return splitAtCommas(inside).map((part) => {
    const equals = part.indexOf('=')
    const name = part.slice(0, Math.max(equals, 0)).trim()
    const value = part.slice(equals + 1).trim()
    if (!NAME.test(name) || value === '' || names.has(name.toLowerCase())) throw malformed()
    names.add(name.toLowerCase())
    return { name, text: value }
  })
}

/** The parts between commas that are neither in quotes nor in brackets. */
function splitAtCommas(text: string): string[] {
  const parts: string[] = []
  let start = 0
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    const char = text[i]
    if (char === "'") i = endOfQuote(text, i)
    else if (char === '"') i = endOfJsonString(text, i)
    else if (char === '[' || char === '{' || char === '(') depth += 1
    else if (char === ']' || char === '}' || char === ')') depth -= 1
    else if (char === ',' && depth === 0) {
      parts.push(text.slice(start, i))
      start = i + 1
    }
    if (depth < 0) throw malformed()
    if (depth > LIMITS.depth) throw limitExceeded('expression depth', LIMITS.depth)
  }
  if (depth !== 0) throw malformed()
  return [...parts, text.slice(start)]
}

function endOfQuote(text: string, open: number): number {
  let close = text.indexOf("'", open + 1)
  while (close !== -1 && text[close + 1] === "'") close = text.indexOf("'", close + 2)
  if (close === -1) throw malformed()
  return close
}

function endOfJsonString(text: string, open: number): number {
  for (let i = open + 1; i < text.length; i++) {
    if (text[i] === '\\') i += 1
    else if (text[i] === '"') return i
  }
  throw malformed()
}

function malformed(): Error {
  return badRequest('Bad Request - Error in query syntax.')
}

/** How a literal is written; JSON has no more than `string`, `number`, `boolean`, `null`, `list` and `object`. */
export type Notation =
  | 'string'
  | 'integer'
  | 'decimal'
  | 'boolean'
  | 'null'
  | 'guid'
  | 'date'
  | 'dateTimeOffset'
  | 'timeOfDay'
  | 'duration'
  | 'binary'
  | 'enum'
  | 'list'
  | 'object'

/** The value of an argument, as the JSON of a body would have it. */
export interface Written {
  readonly notation: Notation
  readonly value: unknown
  /** Of an enum literal, the name before the quote. */
  readonly prefix: string
}

const NULL: Written = { notation: 'null', value: null, prefix: '' }

/** What the text of an argument means. An alias that the query string does not define is null. */
export function argumentValue(text: string, aliases: Aliases): Written {
  if (!text.startsWith('@')) return written(text)
  const aliased = aliases.get(text.toLowerCase())
  return aliased === undefined ? NULL : written(aliased.trim())
}

function written(text: string): Written {
  if (text.startsWith('[') || text.startsWith('{')) return { ...fromJson(text), prefix: '' }
  const lexer = new Lexer(text)
  const negative = lexer.kind === '-'
  if (negative) lexer.advance()
  const { kind, value, prefix } = lexer
  const found = readToken(kind, value, prefix, negative)
  if (found === undefined) throw lexer.error()
  lexer.advance()
  lexer.expect('end')
  return found
}

function readToken(kind: Lexer['kind'], value: string, prefix: string, negative: boolean): Written | undefined {
  switch (kind) {
    case 'integer':
    case 'decimal':
      return { notation: kind, value: negative ? -Number(value) : Number(value), prefix: '' }
    case 'word':
      return negative ? undefined : readWord(value.toLowerCase())
    case 'typed': {
      const lower = prefix.toLowerCase()
      const notation = lower === 'duration' || lower === 'binary' ? lower : 'enum'
      return negative ? undefined : { notation, value, prefix }
    }
    case 'string':
    case 'guid':
    case 'date':
    case 'dateTimeOffset':
    case 'timeOfDay':
      return negative ? undefined : { notation: kind, value, prefix: '' }
    default:
      return undefined
  }
}

function readWord(word: string): Written | undefined {
  if (word === 'null') return NULL
  return word === 'true' || word === 'false' ? { notation: 'boolean', value: word === 'true', prefix: '' } : undefined
}

/** JSON; lists are also written with literals as in the rest of a URL: `['a','b']`. */
function fromJson(text: string): Pick<Written, 'notation' | 'value'> {
  const notation = text.startsWith('[') ? 'list' : 'object'
  try {
    return { notation, value: JSON.parse(text) as unknown }
  } catch {
    if (notation === 'object' || !text.endsWith(']'))
      throw invalidQuery(`The value '${shortened(text)}' of a parameter is not valid JSON.`)
    const inside = text.slice(1, -1).trim()
    return { notation, value: inside === '' ? [] : splitAtCommas(inside).map((part) => written(part.trim()).value) }
  }
}
