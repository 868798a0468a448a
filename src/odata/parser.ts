/**
 * The expressions of `$filter` and `$orderby`, from loosest to tightest.
 *
 * ```
 * filter         = or
 * orderBy        = or [ "asc" / "desc" ] *( "," or [ "asc" / "desc" ] )
 * or             = and *( "or" and )
 * and            = equality *( "and" equality )
 * equality       = relation *( ( "eq" / "ne" ) relation )
 * relation       = sum *( ( "gt" / "ge" / "lt" / "le" ) sum )
 * sum            = product *( ( "add" / "sub" ) product )
 * product        = unary *( ( "mul" / "div" / "divby" / "mod" ) unary )
 * unary          = ( "not" / "-" ) unary / membership
 * membership     = primary *( "has" primary / "in" ( "(" literal *( "," literal ) ")" / path ) )
 * primary        = "(" or ")" / literal / call / path / alias
 * call           = word "(" [ or *( "," or ) ] ")"
 * path           = word *( "/" word ) [ "/" ( count / lambda ) ]
 * count          = "$count" [ "(" "$filter" "=" or ")" ]
 * lambda         = "any" "(" [ word ":" or ] ")" / "all" "(" word ":" or ")"
 * alias          = "@" word                              ; its text is another option of the query string
 * literal        = "null" / "true" / "false" / [ "-" ] number / the other literals of the lexer
 * ```
 *
 * Words that are operators, functions or literals count in any letter case. A chain of `and` or of `or` becomes a
 * balanced tree, so that a long list of alternatives is not a deep one.
 */
import { LIMITS } from './limits.js'
import { OperandParser } from './operand-parser.js'
import type { Aliases } from './operand-parser.js'
import { limitExceeded } from './query-errors.js'
import type { BinaryOperator, InSyntax, LiteralSyntax, OrderBySyntax, Syntax } from './syntax.js'

/** The operators that come left to right, from loosest to tightest. */
const LEVELS: readonly ReadonlySet<string>[] = [
  new Set(['eq', 'ne']),
  new Set(['gt', 'ge', 'lt', 'le']),
  new Set(['add', 'sub']),
  new Set(['mul', 'div', 'divby', 'mod']),
]

export function parseFilter(text: string, aliases: Aliases): Syntax {
  return new ExpressionParser(text, aliases).filter()
}

export function parseOrderBy(text: string, aliases: Aliases): readonly OrderBySyntax[] {
  return new ExpressionParser(text, aliases).orderBy()
}

class ExpressionParser extends OperandParser {
  orderBy(): readonly OrderBySyntax[] {
    const keys: OrderBySyntax[] = []
    do {
      if (keys.length > 0) this.lexer.advance()
      if (keys.length === LIMITS.orderBy) throw limitExceeded('$orderby key', LIMITS.orderBy)
      const expression = this.or()
      const descending = this.lexer.isWord('desc')
      if (descending || this.lexer.isWord('asc')) this.lexer.advance()
      keys.push({ expression, descending })
    } while (this.lexer.kind === ',')
    this.lexer.expect('end')
    return keys
  }

  protected override or(): Syntax {
    this.enter()
    const alternatives = [this.#and()]
    while (this.lexer.isWord('or')) {
      this.lexer.advance()
      alternatives.push(this.#and())
    }
    this.nesting--
    return this.#balanced('or', alternatives, 0, alternatives.length)
  }

  #and(): Syntax {
    const conditions = [this.#chain(0)]
    while (this.lexer.isWord('and')) {
      this.lexer.advance()
      conditions.push(this.#chain(0))
    }
    return this.#balanced('and', conditions, 0, conditions.length)
  }

  #balanced(operator: 'and' | 'or', operands: readonly Syntax[], from: number, to: number): Syntax {
    if (to - from === 1) return operands[from] as Syntax
    const middle = Math.ceil((from + to) / 2)
    const left = this.#balanced(operator, operands, from, middle)
    return this.#binary(operator, left, this.#balanced(operator, operands, middle, to))
  }

  /** Operators of one level, left to right. */
  #chain(level: number): Syntax {
    const operators = LEVELS[level]
    if (operators === undefined) return this.#unary()
    let left = this.#chain(level + 1)
    for (let operator = this.#operator(operators); operator !== undefined; operator = this.#operator(operators))
      left = this.#binary(operator, left, this.#chain(level + 1))
    return left
  }

  #unary(): Syntax {
    const lexer = this.lexer
    const { at } = lexer
    const not = lexer.isWord('not')
    if (!not && lexer.kind !== '-') return this.#membership()
    lexer.advance()
    if (!not && (lexer.kind === 'integer' || lexer.kind === 'decimal')) return this.#membership(at)
    this.enter()
    const operand = this.#unary()
    this.nesting--
    return this.node({ node: 'unary', operator: not ? 'not' : '-', operand, at, depth: operand.depth + 1 })
  }

  #membership(minus?: number): Syntax {
    let left = minus === undefined ? this.primary() : this.literal(minus)
    for (;;) {
      if (this.lexer.isWord('has')) {
        this.lexer.advance()
        left = this.#binary('has', left, this.primary())
      } else if (this.lexer.isWord('in')) {
        left = this.#in(left)
      } else return left
    }
  }

  #in(operand: Syntax): Syntax {
    const lexer = this.lexer
    lexer.advance()
    let items: InSyntax['items']
    if (lexer.kind === 'word') items = this.plainPath()
    else {
      const literals: LiteralSyntax[] = []
      do {
        if (literals.length === 0) lexer.expect('(')
        else lexer.advance()
        if (literals.length === LIMITS.inItems) throw limitExceeded('in item', LIMITS.inItems)
        const { at } = lexer
        const minus = lexer.kind === '-'
        if (minus) lexer.advance()
        literals.push(this.literal(minus ? at : undefined))
      } while (lexer.kind === ',')
      lexer.expect(')')
      items = literals
    }
    return this.node({ node: 'in', operand, items, at: operand.at, depth: operand.depth + 1 })
  }

  /** The operator that stands here, stepped over. */
  #operator(among: ReadonlySet<string>): BinaryOperator | undefined {
    const lexer = this.lexer
    if (lexer.kind !== 'word') return undefined
    const word = lexer.value.toLowerCase()
    if (!among.has(word)) return undefined
    lexer.advance()
    return word as BinaryOperator
  }

  #binary(operator: BinaryOperator, left: Syntax, right: Syntax): Syntax {
    const depth = 1 + Math.max(left.depth, right.depth)
    return this.node({ node: 'binary', operator, left, right, at: left.at, depth })
  }
}
