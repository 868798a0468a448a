/**
 * The tokens of an expression. Read one at a time and with one character of looking ahead, so a text is walked once.
 *
 * ```
 * word      = [ "$" / "@" ] letter *( letter / digit / "_" / "." )    ; identifiers, qualified names, operators
 * string    = "'" *( char / "''" ) "'"
 * typed     = word string                                              ; microsoft.graph.status'error', duration'PT1M'
 * number    = digits [ "." digits ] [ ( "e" / "E" ) [ "+" / "-" ] digits ] [ "L" / "D" / "F" / "M" ]
 * guid      = 8hex "-" 4hex "-" 4hex "-" 4hex "-" 12hex
 * date      = 4digit "-" 2digit "-" 2digit
 * dateTime  = date "T" time [ "Z" / ( "+" / "-" ) 2digit ":" 2digit ]
 * time      = 2digit ":" 2digit [ ":" 2digit [ "." digits ] ]
 * mark      = "(" / ")" / "," / "/" / ":" / "=" / "-"
 * ```
 *
 * @see https://docs.oasis-open.org/odata/odata/v4.01/os/abnf/odata-abnf-construction-rules.txt
 */
import { syntaxError, unterminatedString } from './query-errors.js'

export type TokenKind =
  | 'word'
  | 'string'
  | 'typed'
  | 'integer'
  | 'decimal'
  | 'guid'
  | 'date'
  | 'dateTimeOffset'
  | 'timeOfDay'
  | '('
  | ')'
  | ','
  | '/'
  | ':'
  | '='
  | '-'
  | 'end'

const MARKS = new Set(['(', ')', ',', '/', ':', '=', '-'])
const GUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/iy
const DATE_TIME = /\d{4}-\d\d-\d\dT[0-9:.]+(?:Z|[+-]\d\d:\d\d)?/iy
const DATE = /\d{4}-\d\d-\d\d/y
const TIME = /\d\d:\d\d(?::\d\d(?:\.\d+)?)?/y
const NUMBER = /\d+(?:\.\d+)?(?:e[+-]?\d+)?/iy
const WORD = /[\p{L}\p{Nl}_$@][\p{L}\p{Nl}\p{Nd}\p{Mn}\p{Mc}\p{Pc}.]*/uy
const WORD_CHARACTER = /[\p{L}\p{N}_]/u

export class Lexer {
  readonly text: string
  /** The current token: its kind, where it starts, what it says. Strings are unquoted. */
  kind: TokenKind = 'end'
  at = 0
  value = ''
  /** Of a `typed` token, the word before the quote. */
  prefix = ''
  #next = 0

  constructor(text: string) {
    this.text = text
    this.advance()
  }

  /** Whether the current token is this word, in any letter case. */
  isWord(word: string): boolean {
    return this.kind === 'word' && this.value.length === word.length && this.value.toLowerCase() === word
  }

  /** Steps over a token that must be of this kind. */
  expect(kind: TokenKind): void {
    if (this.kind !== kind) throw this.error()
    this.advance()
  }

  error(at: number = this.at): Error {
    return syntaxError(at, this.text)
  }

  advance(): void {
    const { text } = this
    let at = this.#next
    while (isSpace(text.charCodeAt(at))) at++
    this.at = at
    const char = text[at]
    if (char === undefined) return this.#take('end', at)
    if (char === "'") return this.#takeString('string', at)
    if (MARKS.has(char)) return this.#take(char as TokenKind, at + 1)
    const code = char.charCodeAt(0)
    if (code >= 48 && code <= 57) return this.#takeNumeral(at)
    this.#takeWord(at, code)
  }

  #take(kind: TokenKind, end: number): void {
    this.kind = kind
    this.value = this.text.slice(this.at, end)
    this.#next = end
  }

  /** From the opening quote to the closing one; two quotes stand for one. */
  #takeString(kind: 'string' | 'typed', open: number): void {
    const { text } = this
    let close = text.indexOf("'", open + 1)
    let doubled = false
    while (close !== -1 && text.charCodeAt(close + 1) === 39) {
      doubled = true
      close = text.indexOf("'", close + 2)
    }
    if (close === -1) throw unterminatedString(open, text)
    const value = text.slice(open + 1, close)
    this.kind = kind
    this.value = doubled ? value.replaceAll("''", "'") : value
    this.#next = close + 1
  }

  /** Whatever starts with a digit, the most particular form first. */
  #takeNumeral(at: number): void {
    const { text } = this
    if (text.charCodeAt(at + 8) === 45 && this.#match(GUID, at)) return this.#takeWhole('guid', GUID.lastIndex)
    if (text.charCodeAt(at + 4) === 45) {
      if (this.#match(DATE_TIME, at)) return this.#takeWhole('dateTimeOffset', DATE_TIME.lastIndex)
      if (this.#match(DATE, at)) return this.#takeWhole('date', DATE.lastIndex)
    }
    if (text.charCodeAt(at + 2) === 58 && this.#match(TIME, at)) return this.#takeWhole('timeOfDay', TIME.lastIndex)
    this.#match(NUMBER, at)
    const end = NUMBER.lastIndex
    const suffix = text.charCodeAt(end) | 32
    const long = suffix === 108
    // L is .NET's mark of a long integer; D, F and M those of its broken numbers.
    const marked = long || suffix === 100 || suffix === 102 || suffix === 109
    const integer = marked ? long : isDigits(text, at, end)
    this.#takeWhole(integer ? 'integer' : 'decimal', marked ? end + 1 : end)
    if (marked) this.value = this.value.slice(0, -1)
    if (integer && !isDigits(text, at, end)) throw this.error()
  }

  #takeWord(at: number, code: number): void {
    const { text } = this
    if (isHex(code) && text.charCodeAt(at + 8) === 45 && this.#match(GUID, at))
      return this.#takeWhole('guid', GUID.lastIndex)
    if (!this.#match(WORD, at)) throw this.error()
    const end = WORD.lastIndex
    const marked = code === 36 || code === 64
    if (marked && (end === at + 1 || text.slice(at, end).includes('.'))) throw this.error()
    if (text.charCodeAt(end) === 39) {
      this.prefix = text.slice(at, end)
      return this.#takeString('typed', end)
    }
    this.#take('word', end)
  }

  #match(form: RegExp, at: number): boolean {
    form.lastIndex = at
    return form.test(this.text)
  }

  /** A literal that no letter or digit may follow at once. */
  #takeWhole(kind: TokenKind, end: number): void {
    const next = this.text[end]
    if (next !== undefined && WORD_CHARACTER.test(next)) throw this.error(end)
    this.#take(kind, end)
  }
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13)
}

function isHex(code: number): boolean {
  return (code >= 97 && code <= 102) || (code >= 65 && code <= 70)
}

function isDigits(text: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (text.charCodeAt(i) < 48 || text.charCodeAt(i) > 57) return false
  return true
}
