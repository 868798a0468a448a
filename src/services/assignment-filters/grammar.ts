/**
 * The language of assignment filters, read into a tree. Letter case does not count, nor does the hyphen before an operator;
 * `and` binds tighter than `or`.
 *
 * @see https://learn.microsoft.com/intune/intune-service/fundamentals/filters-device-properties
 */
import { RuleError, TokenReader, withoutHyphen } from '../rule-language/tokens.js'

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

/** Throws a {@link RuleError} where the text is no rule. */
export function parseRule(text: string): Rule {
  return new Parser(text).rule()
}

class Parser {
  readonly #tokens: TokenReader

  constructor(rule: string) {
    this.#tokens = new TokenReader(rule, { singleQuotes: false })
  }

  rule(): Rule {
    const rule = this.#or()
    this.#tokens.take('end')
    return rule
  }

  #or(): Rule {
    return one(
      'or',
      this.#tokens.joined('or', () =>
        one(
          'and',
          this.#tokens.joined('and', () => this.#term()),
        ),
      ),
    )
  }

  #term(): Rule {
    return this.#tokens.peek().kind === '(' ? this.#tokens.enclosed(() => this.#or()) : this.#comparison()
  }

  #comparison(): Comparison {
    const name = this.#tokens.take('word', 'a property such as device.model')
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
      value: many ? this.#tokens.list() : this.#value(),
    }
  }

  #operator(): Operator {
    const token = this.#tokens.take('word', 'an operator')
    const name = withoutHyphen(token.text).toLowerCase()
    const operator = OPERATORS.find((each) => each.toLowerCase() === name)
    if (operator === undefined)
      throw new RuleError(
        `'${token.text}' is not an operator; they are ${OPERATORS.map((each) => `-${each}`).join(', ')}.`,
        token.at,
      )
    return operator
  }

  #value(): string | null {
    const token = this.#tokens.peek()
    if (token.kind === 'text') return this.#tokens.take('text').text
    const { text, at } = this.#tokens.take('word', 'a value')
    if (/^\$?null$/i.test(text)) return null
    if (/^\d+(\.\d+)*$/.test(text) || /^(true|false|unknown)$/i.test(text)) return text
    throw new RuleError(`'${text}' is not a value; texts stand in quotation marks.`, at)
  }
}

function one(kind: 'and' | 'or', terms: readonly Rule[]): Rule {
  const [first] = terms
  return terms.length === 1 && first !== undefined ? first : { kind, terms }
}
