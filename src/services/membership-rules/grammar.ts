/**
 * The language of the rules of dynamic groups, read into a tree (L35 to L37). Texts are compared without regard to letter
 * case; `-not` binds tighter than `-and`, and that tighter than `-or`. What the language does not have is refused: a rule
 * is never read as another one (L41).
 *
 * @see https://learn.microsoft.com/entra/identity/users/groups-dynamic-membership
 */
import { RuleError, TokenReader, withoutHyphen } from '../rule-language/tokens.js'

export const OPERATORS = [
  'eq',
  'ne',
  'startsWith',
  'notStartsWith',
  'endsWith',
  'notEndsWith',
  'contains',
  'notContains',
  'match',
  'notMatch',
  'in',
  'notIn',
  'le',
  'ge',
] as const
export type Operator = (typeof OPERATORS)[number]

/** The present moment with a duration added, in milliseconds. */
export interface FromNow {
  readonly fromNow: number
}

export type Value = string | boolean | null | readonly string[] | FromNow

export interface Comparison {
  readonly kind: 'comparison'
  /** As it is written in the rule, without `user.` or `device.`; `_` and members of an item within `-any` and `-all`. */
  readonly property: string
  readonly operator: Operator
  readonly value: Value
  readonly at: number
}

/** Whether the condition holds for an item of a collection, or for all of them. */
export interface Quantified {
  readonly kind: 'any' | 'all'
  readonly property: string
  /** What the condition calls an item: `_`, or the name before its members. */
  readonly item: string
  readonly condition: Condition
  readonly at: number
}

export type Condition =
  | { readonly kind: 'and'; readonly terms: readonly Condition[] }
  | { readonly kind: 'or'; readonly terms: readonly Condition[] }
  | { readonly kind: 'not'; readonly term: Condition }
  | Comparison
  | Quantified

/** What the members of a group are. */
export type Subject = 'user' | 'device'

export type MembershipRule =
  | { readonly kind: 'rule'; readonly subject: Subject; readonly condition: Condition }
  | { readonly kind: 'directReports'; readonly subject: 'user'; readonly managerId: string }

/** Throws a {@link RuleError} where the text is no rule. */
export function parseMembershipRule(text: string): MembershipRule {
  return new Parser(text).rule()
}

class Parser {
  readonly #tokens: TokenReader
  #subject: Subject | undefined
  /** The name of an item within `-any` and `-all`. */
  #item: string | undefined

  constructor(rule: string) {
    this.#tokens = new TokenReader(rule, { singleQuotes: true })
  }

  rule(): MembershipRule {
    if (this.#tokens.isWord('direct') && this.#tokens.isWord('reports', 1)) return this.#directReports()
    const condition = this.#or()
    this.#tokens.take('end')
    if (this.#subject === undefined) throw new RuleError('A rule speaks of users or of devices.', 0)
    return { kind: 'rule', subject: this.#subject, condition }
  }

  /** `Direct Reports for "{id}"`, which stands alone. */
  #directReports(): MembershipRule {
    for (const word of ['Direct', 'Reports', 'for'])
      if (!this.#tokens.takeWord(word)) throw this.#tokens.unexpected(`'Direct Reports for' and an id`)
    const { text, at } = this.#tokens.take('text', 'the id of a user in quotation marks')
    if (!GUID.test(text)) throw new RuleError(`'${text}' is not the id of a user.`, at)
    this.#tokens.take('end')
    return { kind: 'directReports', subject: 'user', managerId: text.toLowerCase() }
  }

  #or(): Condition {
    return one(
      'or',
      this.#tokens.joined('or', () =>
        one(
          'and',
          this.#tokens.joined('and', () => this.#unary()),
        ),
      ),
    )
  }

  #unary(): Condition {
    if (this.#tokens.takeWord('not')) return { kind: 'not', term: this.#unary() }
    return this.#tokens.peek().kind === '(' ? this.#tokens.enclosed(() => this.#or()) : this.#comparison()
  }

  #comparison(): Condition {
    const name = this.#tokens.take('word', 'a property such as user.department')
    const property = this.#propertyIn(name.text, name.at)
    if (this.#tokens.isWord('any') || this.#tokens.isWord('all')) return this.#quantified(property, name.at)
    const operator = this.#operator()
    return { kind: 'comparison', property, operator, value: this.#value(operator), at: name.at }
  }

  /** The name without what it is a property of. A rule speaks of users or of devices, never of both. */
  #propertyIn(name: string, at: number): string {
    if (this.#item !== undefined) return this.#memberIn(name, at)
    const [, subject, property] = /^(user|device)\.([A-Za-z]\w*)$/i.exec(name) ?? []
    if (subject === undefined || property === undefined)
      throw new RuleError(`'${name}' is not a property such as user.department or device.deviceModel.`, at)
    const found = subject.toLowerCase() as Subject
    this.#subject ??= found
    if (found !== this.#subject) throw new RuleError('A rule cannot contain properties of both users and devices.', at)
    return property
  }

  #memberIn(name: string, at: number): string {
    if (name === '_') {
      if (this.#item === '') this.#item = '_'
      if (this.#item === '_') return '_'
    }
    const [, item, member] = /^([A-Za-z]+)\.([A-Za-z]\w*)$/.exec(name) ?? []
    if (item === undefined || member === undefined)
      throw new RuleError(`'${name}' is neither _ nor a member such as assignedPlan.service.`, at)
    if (this.#item === '') this.#item = item
    if (item !== this.#item) throw new RuleError(`'${name}' is not of the items that ${this.#item} stands for.`, at)
    return member
  }

  #quantified(property: string, at: number): Quantified {
    if (this.#item !== undefined) throw new RuleError('-any and -all cannot stand in each other.', at)
    const kind = this.#tokens.takeWord('any') ? 'any' : 'all'
    if (kind === 'all') this.#tokens.takeWord('all')
    this.#item = ''
    const condition = this.#tokens.enclosed(() => this.#or())
    const item = this.#item
    this.#item = undefined
    return { kind, property, item, condition, at }
  }

  #operator(): Operator {
    const { text, at } = this.#tokens.take('word', 'an operator')
    const name = withoutHyphen(text).toLowerCase()
    const operator = OPERATORS.find((each) => each.toLowerCase() === name)
    if (operator === undefined)
      throw new RuleError(
        `'${text}' is not an operator; they are ${OPERATORS.map((each) => `-${each}`).join(', ')}.`,
        at,
      )
    return operator
  }

  #value(operator: Operator): Value {
    if (operator === 'in' || operator === 'notIn') return this.#tokens.list()
    const token = this.#tokens.peek()
    if (token.kind === 'text') return this.#tokens.take('text').text
    const { text, at } = this.#tokens.take('word', 'a value')
    if (/^\$?null$/i.test(text)) return null
    if (/^true$/i.test(text)) return true
    if (/^false$/i.test(text)) return false
    if (/^system\.now$/i.test(text)) return this.#fromNow()
    if (/^\d+(\.\d+)*$/.test(text) || DATE.test(text)) return text
    throw new RuleError(`'${text}' is not a value; texts stand in quotation marks.`, at)
  }

  #fromNow(): FromNow {
    const sign = this.#tokens.takeWord('plus') ? 1 : this.#tokens.takeWord('minus') ? -1 : 0
    if (sign === 0) return { fromNow: 0 }
    const { text, at } = this.#tokens.take('word', 'a duration such as p7d')
    const [, days = '0', hours = '0', minutes = '0', seconds = '0'] = DURATION.exec(text) ?? []
    if (!DURATION.test(text) || /^p(?:t)?$/i.test(text))
      throw new RuleError(`'${text}' is not a duration such as p7d.`, at)
    const total = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)
    return { fromNow: sign * total * 1000 }
  }
}

const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i
const DATE = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?$/i
const DURATION = /^p(?:(\d{1,6})d)?(?:t(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?)?$/i

function one(kind: 'and' | 'or', terms: readonly Condition[]): Condition {
  const [first] = terms
  return terms.length === 1 && first !== undefined ? first : { kind, terms }
}
