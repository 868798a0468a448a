/**
 * The language of assignment filters, read into a tree. Letter case does not count, nor does the hyphen before an operator;
 * `and` binds tighter than `or`.
 *
 * @see https://learn.microsoft.com/intune/intune-service/fundamentals/filters-device-properties
 */

export const OPERATORS = [
  'eq',
  'ne',
  'startsWith',
  'in',
  'notIn',
  'contains',
  'notContains',
  'gt',
  'ge',
  'lt',
  'le',
] as const
export type Operator = (typeof OPERATORS)[number]

export interface Comparison {
  readonly kind: 'comparison'
  readonly entity: 'device' | 'app'
  /** As it is written in the rule. */
  readonly property: string
  readonly operator: Operator
  /** null stands for `$null`. */
  readonly value: string | null | readonly string[]
}

export type Rule = Comparison | { readonly kind: 'and' | 'or'; readonly terms: readonly Rule[] }

/** A rule that does not follow the grammar. `at` counts characters from 0. */
export class RuleError extends Error {
  readonly at: number

  constructor(message: string, at: number) {
    super(message)
    this.at = at
  }
}

/** Characters of a rule, at most. */
export const LONGEST_RULE = 3072

/** Parentheses in parentheses, at most. */
const DEEPEST = 50

type TokenKind = 'text' | 'word' | '(' | ')' | '[' | ']' | ',' | 'end'

interface Token {
  readonly kind: TokenKind
  readonly text: string
  readonly at: number
}

/** Throws a {@link RuleError} where the text is no rule. */
export function parseRule(text: string): Rule {
  if (text.length > LONGEST_RULE) throw new RuleError(`A rule has at most ${LONGEST_RULE} characters.`, LONGEST_RULE)
  return new Parser(tokensOf(text)).rule()
}

const TOKEN = /\s*(?:"((?:[^"`]|`.)*)"|([()[\],])|([^\s()[\],"]+))/y

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex
    if (text.slice(at).trim() === '') break
    const match = TOKEN.exec(text)
    if (match === null) throw new RuleError(`The text that begins with '${text.slice(at, at + 20)}' has no end.`, at)
    const [, quoted, sign, word] = match
    if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted.replace(/`(.)/g, '$1'), at })
    else if (sign !== undefined) tokens.push({ kind: sign as TokenKind, text: sign, at })
    else tokens.push({ kind: 'word', text: word ?? '', at })
  }
  return [...tokens, { kind: 'end', text: '', at: text.length }]
}

class Parser {
  readonly #tokens: readonly Token[]
  #next = 0
  #depth = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  rule(): Rule {
    const rule = this.#joined('or', () => this.#joined('and', () => this.#term()))
    this.#take('end')
    return rule
  }

  #joined(kind: 'and' | 'or', read: () => Rule): Rule {
    const terms = [read()]
    while (this.#isWord(kind)) {
      this.#next++
      terms.push(read())
    }
    const [first] = terms
    return terms.length === 1 && first !== undefined ? first : { kind, terms }
  }

  #term(): Rule {
    if (this.#token().kind !== '(') return this.#comparison()
    if (++this.#depth > DEEPEST) throw this.#unexpected(`at most ${DEEPEST} parentheses in parentheses`)
    this.#take('(')
    const rule = this.#joined('or', () => this.#joined('and', () => this.#term()))
    this.#take(')')
    this.#depth--
    return rule
  }

  #comparison(): Comparison {
    const name = this.#take('word', 'a property such as device.model')
    const [, entity, property] = /^(device|app)\.(\w+)$/i.exec(name.text) ?? []
    if (entity === undefined || property === undefined)
      throw new RuleError(`'${name.text}' is not a property such as device.model or app.osVersion.`, name.at)
    const operator = this.#operator()
    const many = operator === 'in' || operator === 'notIn'
    return {
      kind: 'comparison',
      entity: entity.toLowerCase() as Comparison['entity'],
      property,
      operator,
      value: many ? this.#list() : this.#value(),
    }
  }

  #operator(): Operator {
    const token = this.#take('word', 'an operator')
    const name = token.text.replace(/^-/, '').toLowerCase()
    const operator = OPERATORS.find((each) => each.toLowerCase() === name)
    if (operator === undefined)
      throw new RuleError(
        `'${token.text}' is not an operator; they are ${OPERATORS.map((each) => `-${each}`).join(', ')}.`,
        token.at,
      )
    return operator
  }

  #value(): string | null {
    const token = this.#token()
    if (token.kind !== 'text' && token.kind !== 'word') throw this.#unexpected('a value')
    this.#next++
    if (token.kind === 'text') return token.text
    if (/^\$?null$/i.test(token.text)) return null
    if (/^\d+(\.\d+)*$/.test(token.text) || /^(true|false|unknown)$/i.test(token.text)) return token.text
    throw new RuleError(`'${token.text}' is not a value; texts stand in quotation marks.`, token.at)
  }

  #list(): readonly string[] {
    this.#take('[')
    const values: string[] = []
    do {
      values.push(this.#take('text', 'a text in quotation marks').text)
    } while (this.#takeIf(','))
    this.#take(']')
    return values
  }

  #isWord(word: string): boolean {
    const { kind, text } = this.#token()
    return kind === 'word' && text.replace(/^-/, '').toLowerCase() === word
  }

  #takeIf(kind: TokenKind): boolean {
    if (this.#token().kind !== kind) return false
    this.#next++
    return true
  }

  #take(kind: TokenKind, what: string = kind === 'end' ? 'the end, and or or' : `'${kind}'`): Token {
    const token = this.#token()
    if (token.kind !== kind) throw this.#unexpected(what)
    this.#next++
    return token
  }

  #token(): Token {
    const token = this.#tokens[this.#next]
    if (token === undefined) throw new Error('a rule ends with an end')
    return token
  }

  #unexpected(wanted: string): RuleError {
    const { kind, text, at } = this.#token()
    return new RuleError(`Expected ${wanted}, but found ${kind === 'end' ? 'the end' : `'${text}'`}.`, at)
  }
}
