/** What the languages of assignment filters and of dynamic groups share: words, texts, signs, and how a rule is refused. */

/** A rule that does not follow its grammar. `at` counts characters from 0. */
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

export type TokenKind = 'text' | 'word' | '(' | ')' | '[' | ']' | ',' | 'end'

export interface Token {
  readonly kind: TokenKind
  /** Of a text: without its quotation marks. */
  readonly text: string
  readonly at: number
}

/** A backtick takes the meaning from the character behind it; a single quote is written twice in single quotes. */
const DOUBLE_QUOTED = /\s*(?:"((?:[^"`]|`.)*)"|([()[\],])|([^\s()[\],"]+))/y
const BOTH_QUOTED = /\s*(?:"((?:[^"`]|`.)*)"|([()[\],])|([^\s()[\],"']+)|'((?:[^']|'')*)')/y

export interface Spelling {
  /** Whether texts may stand in single quotes, too. */
  readonly singleQuotes: boolean
}

function tokensOf(text: string, { singleQuotes }: Spelling): Token[] {
  const pattern = singleQuotes ? BOTH_QUOTED : DOUBLE_QUOTED
  const tokens: Token[] = []
  pattern.lastIndex = 0
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex
    if (text.slice(at).trim() === '') break
    const match = pattern.exec(text)
    if (match === null) throw new RuleError(`The text that begins with '${text.slice(at, at + 20)}' has no end.`, at)
    const [, quoted, sign, word, single] = match
    if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted.replace(/`(.)/g, '$1'), at })
    else if (single !== undefined) tokens.push({ kind: 'text', text: single.replaceAll("''", "'"), at })
    else if (sign !== undefined) tokens.push({ kind: sign as TokenKind, text: sign, at })
    else tokens.push({ kind: 'word', text: word ?? '', at })
  }
  return [...tokens, { kind: 'end', text: '', at: text.length }]
}

/** Reads the tokens of a rule one after the other. Every method throws a {@link RuleError} where it finds something else. */
export class TokenReader {
  readonly #tokens: readonly Token[]
  #next = 0
  #depth = 0

  constructor(rule: string, spelling: Spelling) {
    if (rule.length > LONGEST_RULE) throw new RuleError(`A rule has at most ${LONGEST_RULE} characters.`, LONGEST_RULE)
    this.#tokens = tokensOf(rule, spelling)
  }

  /** The token that is next, which stays next. `ahead` counts tokens behind it. */
  peek(ahead = 0): Token {
    const token = this.#tokens[Math.min(this.#next + ahead, this.#tokens.length - 1)]
    if (token === undefined) throw new Error('a rule ends with an end')
    return token
  }

  take(kind: TokenKind, what: string = kind === 'end' ? 'the end, and or or' : `'${kind}'`): Token {
    const token = this.peek()
    if (token.kind !== kind) throw this.unexpected(what)
    this.#next++
    return token
  }

  takeIf(kind: TokenKind): boolean {
    if (this.peek().kind !== kind) return false
    this.#next++
    return true
  }

  /** Takes a word in any letter case, with or without a hyphen before it. */
  takeWord(word: string): boolean {
    if (!this.isWord(word)) return false
    this.#next++
    return true
  }

  isWord(word: string, ahead = 0): boolean {
    const { kind, text } = this.peek(ahead)
    return kind === 'word' && withoutHyphen(text).toLowerCase() === word.toLowerCase()
  }

  /** What stands in parentheses. */
  enclosed<T>(read: () => T): T {
    if (++this.#depth > DEEPEST) throw this.unexpected(`at most ${DEEPEST} parentheses in parentheses`)
    this.take('(')
    const inner = read()
    this.take(')')
    this.#depth--
    return inner
  }

  /** One or more of what `read` reads, with `word` between them. */
  joined<T>(word: string, read: () => T): T[] {
    const terms = [read()]
    while (this.takeWord(word)) terms.push(read())
    return terms
  }

  /** Texts in brackets, with commas between them. */
  list(): string[] {
    this.take('[')
    const values: string[] = []
    do values.push(this.take('text', 'a text in quotation marks').text)
    while (this.takeIf(','))
    this.take(']')
    return values
  }

  unexpected(wanted: string): RuleError {
    const { kind, text, at } = this.peek()
    return new RuleError(`Expected ${wanted}, but found ${kind === 'end' ? 'the end' : `'${text}'`}.`, at)
  }
}

/** Documentation sets dashes for hyphens in places. */
export function withoutHyphen(word: string): string {
  return word.replace(/^[-–]/, '')
}
