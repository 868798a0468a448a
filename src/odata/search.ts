/**
 * `$search`.
 *
 * ```
 * search       = conjunction *( "OR" conjunction )
 * conjunction  = negation *( [ "AND" ] negation )
 * negation     = "NOT" negation / "(" search ")" / phrase / word
 * phrase       = DQUOTE *( char / "\" char ) DQUOTE
 * word         = 1*( any character but space, DQUOTE, "(" and ")" )
 * ```
 *
 * The operators are upper case. A phrase or word `property:text`, where the row has a text property of that name, looks
 * into that one only; with any other colon it is plain text.
 *
 * @see https://learn.microsoft.com/graph/search-query-parameter
 */
import type { SearchExpression } from './ast.js'
import { LIMITS } from './limits.js'
import { findProperty, findPropertyOfKinds } from './members.js'
import { limitExceeded, syntaxError, unterminatedString } from './query-errors.js'
import type { Scope } from './scope.js'
import { valueTypeOf } from './value-types.js'

const WORD = /[^\s"()]+/y
const PREFIXED = /^([A-Za-z_]\w*):(.*)$/s

type TokenKind = 'AND' | 'OR' | 'NOT' | '(' | ')' | 'term' | 'end'

export function readSearch(text: string, scope: Scope): SearchExpression {
  return new SearchParser(text, scope).search()
}

class SearchParser {
  readonly #text: string
  readonly #scope: Scope
  #kind: TokenKind = 'end'
  #at = 0
  #value = ''
  #next = 0
  #terms = 0
  #nesting = 0

  constructor(text: string, scope: Scope) {
    this.#text = text
    this.#scope = scope
    this.#advance()
  }

  search(): SearchExpression {
    const expression = this.#disjunction()
    if (this.#kind !== 'end') throw syntaxError(this.#at, this.#text)
    return expression
  }

  #disjunction(): SearchExpression {
    let left = this.#conjunction()
    while (this.#kind === 'OR') {
      this.#advance()
      left = Object.freeze({ node: 'or', left, right: this.#conjunction() })
    }
    return left
  }

  #conjunction(): SearchExpression {
    let left = this.#negation()
    for (;;) {
      if (this.#kind === 'AND') this.#advance()
      else if (this.#kind !== 'NOT' && this.#kind !== '(' && this.#kind !== 'term') return left
      left = Object.freeze({ node: 'and', left, right: this.#negation() })
    }
  }

  #negation(): SearchExpression {
    const kind = this.#kind
    if (kind === 'term') return this.#term()
    if (kind !== 'NOT' && kind !== '(') throw syntaxError(this.#at, this.#text)
    if (++this.#nesting > LIMITS.depth) throw limitExceeded('expression depth', LIMITS.depth)
    this.#advance()
    const operand = kind === 'NOT' ? this.#negation() : this.#disjunction()
    this.#nesting--
    if (kind === 'NOT') return Object.freeze({ node: 'not', operand })
    if (this.#kind !== ')') throw syntaxError(this.#at, this.#text)
    this.#advance()
    return operand
  }

  #term(): SearchExpression {
    if (++this.#terms > LIMITS.searchTerms) throw limitExceeded('$search term', LIMITS.searchTerms)
    const [, name, rest] = PREFIXED.exec(this.#value) ?? []
    const { type, version, resource } = this.#scope
    const member =
      name === undefined
        ? undefined
        : (findProperty(type, version, name) ?? findPropertyOfKinds(resource, type, version, name))
    const prefixed = member !== undefined && !member.property.collection && valueTypeOf(member.property) === 'string'
    const text = (prefixed ? (rest as string) : this.#value).trim()
    if (text === '') throw syntaxError(this.#at, this.#text)
    this.#advance()
    return Object.freeze({ node: 'term', text, property: prefixed ? member.name : undefined })
  }

  #advance(): void {
    const text = this.#text
    let at = this.#next
    while (at < text.length && text.charCodeAt(at) <= 32) at++
    this.#at = at
    const char = text[at]
    if (char === undefined) this.#take('end', '', at)
    else if (char === '(' || char === ')') this.#take(char, char, at + 1)
    else if (char === '"') this.#takePhrase(at)
    else {
      WORD.lastIndex = at
      const word = WORD.exec(text)?.[0] ?? char
      const operator = word === 'AND' || word === 'OR' || word === 'NOT'
      this.#take(operator ? word : 'term', word, at + word.length)
    }
  }

  /** A backslash keeps the character behind it from meaning anything. */
  #takePhrase(open: number): void {
    const text = this.#text
    let value = ''
    for (let i = open + 1; i < text.length; i++) {
      const char = text[i] as string
      if (char === '"') return this.#take('term', value, i + 1)
      value += char === '\\' ? (text[++i] ?? '') : char
    }
    throw unterminatedString(open, text)
  }

  #take(kind: TokenKind, value: string, end: number): void {
    this.#kind = kind
    this.#value = value
    this.#next = end
  }
}
