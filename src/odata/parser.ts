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
import { Lexer } from './lexer.js'
import { LIMITS } from './limits.js'
import { limitExceeded } from './query-errors.js'
import type {
  BinaryOperator,
  InSyntax,
  LiteralKind,
  LiteralSyntax,
  Located,
  OrderBySyntax,
  PathSyntax,
  Syntax,
} from './syntax.js'

/** Texts of the options whose names start with `@`, by lower-case name. */
export type Aliases = ReadonlyMap<string, string>

const EQUALITY: ReadonlySet<string> = new Set(['eq', 'ne'])
const RELATION: ReadonlySet<string> = new Set(['gt', 'ge', 'lt', 'le'])
const SUM: ReadonlySet<string> = new Set(['add', 'sub'])
const PRODUCT: ReadonlySet<string> = new Set(['mul', 'div', 'divby', 'mod'])
const ROOTS: ReadonlySet<string> = new Set(['$it', '$this', '$root'])

export function parseFilter(text: string, aliases: Aliases): Syntax {
  return new Parser(text, aliases).filter()
}

export function parseOrderBy(text: string, aliases: Aliases): readonly OrderBySyntax[] {
  return new Parser(text, aliases).orderBy()
}

class Parser {
  #lexer: Lexer
  readonly #aliases: Aliases
  #nodes = 0
  #nesting = 0

  constructor(text: string, aliases: Aliases) {
    this.#lexer = new Lexer(text)
    this.#aliases = aliases
  }

  filter(): Syntax {
    const expression = this.#or()
    this.#lexer.expect('end')
    return expression
  }

  orderBy(): readonly OrderBySyntax[] {
    const keys: OrderBySyntax[] = []
    do {
      if (keys.length > 0) this.#lexer.advance()
      if (keys.length === LIMITS.orderBy) throw limitExceeded('$orderby key', LIMITS.orderBy)
      const expression = this.#or()
      const descending = this.#lexer.isWord('desc')
      if (descending || this.#lexer.isWord('asc')) this.#lexer.advance()
      keys.push({ expression, descending })
    } while (this.#lexer.kind === ',')
    this.#lexer.expect('end')
    return keys
  }

  #or(): Syntax {
    this.#enter()
    const alternatives = [this.#and()]
    while (this.#lexer.isWord('or')) {
      this.#lexer.advance()
      alternatives.push(this.#and())
    }
    this.#nesting--
    return this.#balanced('or', alternatives, 0, alternatives.length)
  }

  #and(): Syntax {
    const conditions = [this.#equality()]
    while (this.#lexer.isWord('and')) {
      this.#lexer.advance()
      conditions.push(this.#equality())
    }
    return this.#balanced('and', conditions, 0, conditions.length)
  }

  #balanced(operator: 'and' | 'or', operands: readonly Syntax[], from: number, to: number): Syntax {
    if (to - from === 1) return operands[from] as Syntax
    const middle = Math.ceil((from + to) / 2)
    const left = this.#balanced(operator, operands, from, middle)
    return this.#binary(operator, left, this.#balanced(operator, operands, middle, to))
  }

  #equality(): Syntax {
    let left = this.#relation()
    for (let operator = this.#operator(EQUALITY); operator !== undefined; operator = this.#operator(EQUALITY))
      left = this.#binary(operator, left, this.#relation())
    return left
  }

  #relation(): Syntax {
    let left = this.#sum()
    for (let operator = this.#operator(RELATION); operator !== undefined; operator = this.#operator(RELATION))
      left = this.#binary(operator, left, this.#sum())
    return left
  }

  #sum(): Syntax {
    let left = this.#product()
    for (let operator = this.#operator(SUM); operator !== undefined; operator = this.#operator(SUM))
      left = this.#binary(operator, left, this.#product())
    return left
  }

  #product(): Syntax {
    let left = this.#unary()
    for (let operator = this.#operator(PRODUCT); operator !== undefined; operator = this.#operator(PRODUCT))
      left = this.#binary(operator, left, this.#unary())
    return left
  }

  #unary(): Syntax {
    const lexer = this.#lexer
    const { at } = lexer
    const not = lexer.isWord('not')
    if (!not && lexer.kind !== '-') return this.#membership()
    lexer.advance()
    if (!not && (lexer.kind === 'integer' || lexer.kind === 'decimal')) return this.#membership(at)
    this.#enter()
    const operand = this.#unary()
    this.#nesting--
    return this.#node({ node: 'unary', operator: not ? 'not' : '-', operand, at, depth: operand.depth + 1 })
  }

  #membership(minus?: number): Syntax {
    let left = minus === undefined ? this.#primary() : this.#literal(minus)
    for (;;) {
      if (this.#lexer.isWord('has')) {
        this.#lexer.advance()
        left = this.#binary('has', left, this.#primary())
      } else if (this.#lexer.isWord('in')) {
        left = this.#in(left)
      } else return left
    }
  }

  #in(operand: Syntax): Syntax {
    const lexer = this.#lexer
    lexer.advance()
    let items: InSyntax['items']
    if (lexer.kind === 'word') items = this.#plainPath()
    else {
      const literals: LiteralSyntax[] = []
      do {
        if (literals.length === 0) lexer.expect('(')
        else lexer.advance()
        if (literals.length === LIMITS.inItems) throw limitExceeded('in item', LIMITS.inItems)
        const { at } = lexer
        const minus = lexer.kind === '-'
        if (minus) lexer.advance()
        literals.push(this.#literal(minus ? at : undefined))
      } while (lexer.kind === ',')
      lexer.expect(')')
      items = literals
    }
    return this.#node({ node: 'in', operand, items, at: operand.at, depth: operand.depth + 1 })
  }

  #primary(): Syntax {
    const lexer = this.#lexer
    if (lexer.kind === '(') {
      lexer.advance()
      const expression = this.#or()
      lexer.expect(')')
      return expression
    }
    if (lexer.kind !== 'word' || isConstant(lexer.value)) return this.#literal()
    if (lexer.value.startsWith('@')) return this.#alias()
    const { at, value } = lexer
    if (value.startsWith('$') && !ROOTS.has(value.toLowerCase())) throw lexer.error()
    lexer.advance()
    // The parser has moved on: TypeScript does not see it.
    return (lexer.kind as string) === '(' ? this.#call(value, at) : this.#path(value, at)
  }

  /** A constant; with a minus sign before it, only a number. */
  #literal(minus?: number): LiteralSyntax {
    const lexer = this.#lexer
    const { value, prefix } = lexer
    let kind: LiteralKind
    switch (lexer.kind) {
      case 'word':
        if (!isConstant(value)) throw lexer.error()
        kind = value.length === 4 && value.toLowerCase() === 'null' ? 'null' : 'boolean'
        break
      case 'string':
      case 'typed':
      case 'integer':
      case 'decimal':
      case 'guid':
      case 'date':
      case 'dateTimeOffset':
      case 'timeOfDay':
        kind = lexer.kind
        break
      default:
        throw lexer.error()
    }
    if (minus !== undefined && kind !== 'integer' && kind !== 'decimal') throw lexer.error()
    const text = minus === undefined ? value : `-${value}`
    const at = minus ?? lexer.at
    lexer.advance()
    return this.#node({ node: 'literal', kind, text, prefix, at, depth: 1 })
  }

  #call(name: string, at: number): Syntax {
    const lexer = this.#lexer
    lexer.advance()
    const given: Syntax[] = []
    if (lexer.kind !== ')') {
      given.push(this.#or())
      while (lexer.kind === ',') {
        lexer.advance()
        given.push(this.#or())
      }
    }
    lexer.expect(')')
    return this.#node({ node: 'call', name, arguments: given, at, depth: 1 + deepest(given) })
  }

  #path(first: string, at: number): Syntax {
    const lexer = this.#lexer
    const segments = [first]
    while (lexer.kind === '/') {
      lexer.advance()
      if (lexer.isWord('$count')) return this.#count(this.#node({ node: 'path', segments, at, depth: 1 }))
      const name = this.#segment()
      if ((lexer.kind as string) !== '(') {
        segments.push(name)
        continue
      }
      const quantifier = name.toLowerCase()
      if (quantifier !== 'any' && quantifier !== 'all') throw lexer.error()
      return this.#lambda(quantifier, this.#node({ node: 'path', segments, at, depth: 1 }))
    }
    return this.#node({ node: 'path', segments, at, depth: 1 })
  }

  /** A path that ends with a property. */
  #plainPath(): PathSyntax {
    const lexer = this.#lexer
    const { at } = lexer
    const segments = [lexer.value]
    lexer.advance()
    while (lexer.kind === '/') {
      lexer.advance()
      segments.push(this.#segment())
    }
    return this.#node({ node: 'path', segments, at, depth: 1 })
  }

  #segment(): string {
    const lexer = this.#lexer
    const { kind, value } = lexer
    if (kind !== 'word' || value.startsWith('$') || value.startsWith('@')) throw lexer.error()
    lexer.advance()
    return value
  }

  #count(path: PathSyntax): Syntax {
    const lexer = this.#lexer
    lexer.advance()
    let filter: Syntax | undefined
    if (lexer.kind === '(') {
      lexer.advance()
      if (!lexer.isWord('$filter')) throw lexer.error()
      lexer.advance()
      lexer.expect('=')
      filter = this.#or()
      lexer.expect(')')
    }
    return this.#node({ node: 'count', path, filter, at: path.at, depth: 2 + (filter?.depth ?? 0) })
  }

  #lambda(quantifier: 'any' | 'all', path: PathSyntax): Syntax {
    const lexer = this.#lexer
    lexer.advance()
    let variable = ''
    let predicate: Syntax | undefined
    if (lexer.kind !== ')' || quantifier === 'all') {
      const { at } = lexer
      variable = this.#segment()
      if (variable.includes('.')) throw lexer.error(at)
      lexer.expect(':')
      predicate = this.#or()
    }
    lexer.expect(')')
    const depth = 2 + (predicate?.depth ?? 0)
    return this.#node({ node: 'lambda', quantifier, path, variable, predicate, at: path.at, depth })
  }

  /** The expression that the alias stands for; null if the query string does not say. */
  #alias(): Syntax {
    const outer = this.#lexer
    const text = this.#aliases.get(outer.value.toLowerCase())
    const { at } = outer
    outer.advance()
    if (text === undefined) return this.#node({ node: 'literal', kind: 'null', text: 'null', prefix: '', at, depth: 1 })
    this.#lexer = new Lexer(text)
    const expression = this.filter()
    this.#lexer = outer
    return expression
  }

  /** The operator that stands here, stepped over. */
  #operator(among: ReadonlySet<string>): BinaryOperator | undefined {
    const lexer = this.#lexer
    if (lexer.kind !== 'word') return undefined
    const word = lexer.value.toLowerCase()
    if (!among.has(word)) return undefined
    lexer.advance()
    return word as BinaryOperator
  }

  #binary(operator: BinaryOperator, left: Syntax, right: Syntax): Syntax {
    const depth = 1 + Math.max(left.depth, right.depth)
    return this.#node({ node: 'binary', operator, left, right, at: left.at, depth })
  }

  #node<T extends Located>(node: T): T {
    if (++this.#nodes > LIMITS.nodes) throw limitExceeded('node count', LIMITS.nodes)
    if (node.depth > LIMITS.depth) throw limitExceeded('expression depth', LIMITS.depth)
    return Object.freeze(node)
  }

  #enter(): void {
    if (++this.#nesting > LIMITS.depth) throw limitExceeded('expression depth', LIMITS.depth)
  }
}

function isConstant(word: string): boolean {
  if (word.length !== 4 && word.length !== 5) return false
  const lower = word.toLowerCase()
  return lower === 'null' || lower === 'true' || lower === 'false'
}

function deepest(nodes: readonly Syntax[]): number {
  let depth = 0
  for (const node of nodes) if (node.depth > depth) depth = node.depth
  return depth
}
