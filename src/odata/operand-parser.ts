/**
 * The operands of expressions: what stands between operators. The grammar is in `parser.ts`.
 */
import { Lexer } from './lexer.js'
import { LIMITS } from './limits.js'
import { limitExceeded } from './query-errors.js'
import type { LiteralKind, LiteralSyntax, Located, PathSyntax, Syntax } from './syntax.js'

/** Texts of the options whose names start with `@`, by lower-case name. */
export type Aliases = ReadonlyMap<string, string>

const ROOTS: ReadonlySet<string> = new Set(['$it', '$this', '$root'])

export abstract class OperandParser {
  protected lexer: Lexer
  protected nesting = 0
  readonly #aliases: Aliases
  #nodes = 0

  constructor(text: string, aliases: Aliases) {
    this.lexer = new Lexer(text)
    this.#aliases = aliases
  }

  /** An expression, up to where it ends. */
  protected abstract or(): Syntax

  /** An expression that is the whole text. */
  filter(): Syntax {
    const expression = this.or()
    this.lexer.expect('end')
    return expression
  }

  protected primary(): Syntax {
    const lexer = this.lexer
    if (lexer.kind === '(') {
      lexer.advance()
      const expression = this.or()
      lexer.expect(')')
      return expression
    }
    if (lexer.kind !== 'word' || isConstant(lexer.value)) return this.literal()
    if (lexer.value.startsWith('@')) return this.#alias()
    const { at, value } = lexer
    if (value.startsWith('$') && !ROOTS.has(value.toLowerCase())) throw lexer.error()
    lexer.advance()
    // The parser has moved on: TypeScript does not see it.
    return (lexer.kind as string) === '(' ? this.#call(value, at) : this.#path(value, at)
  }

  /** A constant; with a minus sign before it, only a number. */
  protected literal(minus?: number): LiteralSyntax {
    const lexer = this.lexer
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
    return this.node({ node: 'literal', kind, text, prefix, at, depth: 1 })
  }

  #call(name: string, at: number): Syntax {
    const lexer = this.lexer
    lexer.advance()
    const given: Syntax[] = []
    if (lexer.kind !== ')') {
      given.push(this.or())
      while (lexer.kind === ',') {
        lexer.advance()
        given.push(this.or())
      }
    }
    lexer.expect(')')
    return this.node({ node: 'call', name, arguments: given, at, depth: 1 + deepest(given) })
  }

  #path(first: string, at: number): Syntax {
    const lexer = this.lexer
    const segments = [first]
    while (lexer.kind === '/') {
      lexer.advance()
      if (lexer.isWord('$count')) return this.#count(this.node({ node: 'path', segments, at, depth: 1 }))
      const name = this.#segment()
      if ((lexer.kind as string) !== '(') {
        segments.push(name)
        continue
      }
      const quantifier = name.toLowerCase()
      if (quantifier !== 'any' && quantifier !== 'all') throw lexer.error()
      return this.#lambda(quantifier, this.node({ node: 'path', segments, at, depth: 1 }))
    }
    return this.node({ node: 'path', segments, at, depth: 1 })
  }

  /** A path that ends with a property. */
  protected plainPath(): PathSyntax {
    const lexer = this.lexer
    const { at } = lexer
    const segments = [lexer.value]
    lexer.advance()
    while (lexer.kind === '/') {
      lexer.advance()
      segments.push(this.#segment())
    }
    return this.node({ node: 'path', segments, at, depth: 1 })
  }

  #segment(): string {
    const lexer = this.lexer
    const { kind, value } = lexer
    if (kind !== 'word' || value.startsWith('$') || value.startsWith('@')) throw lexer.error()
    lexer.advance()
    return value
  }

  #count(path: PathSyntax): Syntax {
    const lexer = this.lexer
    lexer.advance()
    let filter: Syntax | undefined
    if (lexer.kind === '(') {
      lexer.advance()
      if (!lexer.isWord('$filter')) throw lexer.error()
      lexer.advance()
      lexer.expect('=')
      filter = this.or()
      lexer.expect(')')
    }
    return this.node({ node: 'count', path, filter, at: path.at, depth: 2 + (filter?.depth ?? 0) })
  }

  #lambda(quantifier: 'any' | 'all', path: PathSyntax): Syntax {
    const lexer = this.lexer
    lexer.advance()
    let variable = ''
    let predicate: Syntax | undefined
    if (lexer.kind !== ')' || quantifier === 'all') {
      const { at } = lexer
      variable = this.#segment()
      if (variable.includes('.')) throw lexer.error(at)
      lexer.expect(':')
      predicate = this.or()
    }
    lexer.expect(')')
    const depth = 2 + (predicate?.depth ?? 0)
    return this.node({ node: 'lambda', quantifier, path, variable, predicate, at: path.at, depth })
  }

  /** The expression that the alias stands for; null if the query string does not say. */
  #alias(): Syntax {
    const outer = this.lexer
    const text = this.#aliases.get(outer.value.toLowerCase())
    const { at } = outer
    outer.advance()
    if (text === undefined) return this.node({ node: 'literal', kind: 'null', text: 'null', prefix: '', at, depth: 1 })
    this.lexer = new Lexer(text)
    const expression = this.filter()
    this.lexer = outer
    return expression
  }

  protected node<T extends Located>(node: T): T {
    if (++this.#nodes > LIMITS.nodes) throw limitExceeded('node count', LIMITS.nodes)
    if (node.depth > LIMITS.depth) throw limitExceeded('expression depth', LIMITS.depth)
    return Object.freeze(node)
  }

  protected enter(): void {
    if (++this.nesting > LIMITS.depth) throw limitExceeded('expression depth', LIMITS.depth)
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
