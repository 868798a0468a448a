/**
 * YAML as PyYAML writes it with `dump(value, sort_keys=False, default_flow_style=False)`: block style, two spaces, lines of some
 * 80 characters, ASCII alone. Its emitter is followed step by step, so that files are the same.
 *
 * @see https://github.com/yaml/pyyaml/blob/main/lib/yaml/emitter.py
 */
import { styleOf } from './yaml-scalars.js'

const WIDTH = 80

export function pythonYaml(value: unknown): string {
  const emitter = new Emitter(anchorsIn(value))
  emitter.node(value, { root: true })
  return emitter.end()
}

interface Context {
  readonly root?: true
  readonly inMapping?: true
  readonly isKey?: true
}

/** Lists and objects that are there more than once, in the order in which that is found. */
function anchorsIn(value: unknown): ReadonlyMap<object, string> {
  const seen = new Set<object>()
  const anchors = new Map<object, string>()
  const visit = (each: unknown): void => {
    if (typeof each !== 'object' || each === null) return
    if (seen.has(each)) {
      if (!anchors.has(each)) anchors.set(each, `id${String(anchors.size + 1).padStart(3, '0')}`)
      return
    }
    seen.add(each)
    Object.values(each).forEach(visit)
  }
  visit(value)
  return anchors
}

class Emitter {
  readonly #anchors: ReadonlyMap<object, string>
  readonly #written = new Set<object>()
  #text = ''
  #column = 0
  /** Undefined outside of everything. */
  #indent: number | undefined
  /** Whether what was written last is white space, and whether it is nothing but that and marks of a list. */
  #whitespace = true
  #indention = true

  constructor(anchors: ReadonlyMap<object, string>) {
    this.#anchors = anchors
  }

  end(): string {
    this.#newLine()
    return this.#text
  }

  node(value: unknown, context: Context): void {
    if (typeof value !== 'object' || value === null) return this.#scalar(value, context)
    const anchor = this.#anchors.get(value)
    if (anchor !== undefined && this.#written.has(value)) return this.#indicator(`*${anchor}`)
    this.#written.add(value)
    if (anchor !== undefined) this.#indicator(`&${anchor}`)
    if (Array.isArray(value)) this.#list(value, context)
    else this.#object(value, context)
  }

  #list(elements: readonly unknown[], { inMapping }: Context): void {
    if (elements.length === 0) return this.#indicator('[]')
    const indentless = inMapping === true && !this.#indention
    this.#inside(indentless ? 0 : 2, () => {
      for (const element of elements) {
        this.#newLine()
        this.#indicator('-', { indention: true })
        this.node(element, {})
      }
    })
  }

  #object(object: object, _context: Context): void {
    const members = Object.entries(object)
    if (members.length === 0) return this.#indicator('{}')
    this.#inside(2, () => {
      for (const [name, value] of members) {
        this.#newLine()
        this.node(name, { inMapping: true, isKey: true })
        this.#indicator(':', { touches: true })
        this.node(value, { inMapping: true })
      }
    })
  }

  #scalar(value: unknown, { isKey }: Context): void {
    const text = typeof value === 'string' ? value : numberText(value)
    const style = typeof value === 'string' ? styleOf(value, isKey === true) : 'plain'
    this.#inside(
      2,
      () => {
        if (style === 'plain') this.#plain(text, isKey !== true)
        else if (style === 'single') this.#single(text, isKey !== true)
        else this.#double(text, isKey !== true)
      },
      2,
    )
  }

  #inside(deeper: number, write: () => void, first = 0): void {
    const before = this.#indent
    this.#indent = before === undefined ? first : before + deeper
    write()
    this.#indent = before
  }

  #plain(text: string, split: boolean): void {
    if (!this.#whitespace) this.#put(' ')
    this.#whitespace = false
    this.#indention = false
    this.#words(text, split, false)
  }

  #single(text: string, split: boolean): void {
    this.#indicator("'")
    this.#words(text, split, true)
    this.#indicator("'", { touches: true })
  }

  /** Words, spaces and line breaks; a single space may become a break of the line. */
  #words(text: string, split: boolean, quoted: boolean): void {
    const parts = text.match(quoted ? / +|\n+|'|[^ \n']+/g : / +|[^ ]+/g) ?? []
    let at = 0
    for (const part of parts) {
      const end = at + part.length
      if (part === ' ' && this.#column > WIDTH && split && (!quoted || (at !== 0 && end !== text.length))) {
        this.#newLine()
        this.#whitespace = false
        this.#indention = false
      } else if (part.startsWith('\n')) {
        this.#text += '\n'.repeat(part.length + 1)
        this.#startLine()
        this.#newLine()
      } else this.#put(part === "'" && quoted ? "''" : part)
      at = end
    }
  }

  #double(text: string, split: boolean): void {
    this.#indicator('"')
    const characters = [...text]
    let pending = ''
    for (const [end, character] of characters.entries()) {
      const escaped = escapeOf(character)
      if (escaped !== undefined) {
        this.#put(pending)
        pending = ''
        this.#put(escaped)
      }
      const mayBreak = character === ' ' || pending === ''
      // PyYAML counts a character less behind one that is escaped.
      const isLong = this.#column + pending.length - (escaped === undefined ? 0 : 1) > WIDTH
      if (split && mayBreak && isLong && end > 0 && end < characters.length - 1) {
        this.#put(`${pending}\\`)
        pending = ''
        this.#newLine()
        this.#whitespace = false
        this.#indention = false
        const next = escaped === undefined ? character : characters[end + 1]
        if (next === ' ') this.#put('\\')
      }
      if (escaped === undefined) pending += character
    }
    this.#put(pending)
    this.#indicator('"', { touches: true })
  }

  /** `touches` what is before it. */
  #indicator(text: string, { touches = false, indention = false } = {}): void {
    this.#put(touches || this.#whitespace ? text : ` ${text}`)
    this.#whitespace = false
    this.#indention &&= indention
  }

  #put(text: string): void {
    this.#text += text
    this.#column += text.length
  }

  /** Begins a line, unless there is nothing but indentation in this one. */
  #newLine(): void {
    const indent = this.#indent ?? 0
    if (!this.#indention || this.#column > indent || (this.#column === indent && !this.#whitespace)) {
      this.#text += '\n'
      this.#startLine()
    }
    if (this.#column >= indent) return
    this.#whitespace = true
    this.#put(' '.repeat(indent - this.#column))
  }

  #startLine(): void {
    this.#whitespace = true
    this.#indention = true
    this.#column = 0
  }
}

function numberText(value: unknown): string {
  if (typeof value !== 'number') return String(value)
  const text = Number.isInteger(value) && Math.abs(value) < 1e21 ? BigInt(value).toString() : String(value)
  // Python has two digits of an exponent at least, and YAML 1.1 wants a point before it.
  const [, digits = '', sign = '', exponent = ''] = /^(-?[\d.]+)e([+-])(\d+)$/.exec(text) ?? []
  return exponent === '' ? text : `${digits}${digits.includes('.') ? '' : '.0'}e${sign}${exponent.padStart(2, '0')}`
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\0': '0',
  '\u0007': 'a',
  '\b': 'b',
  '\t': 't',
  '\n': 'n',
  '\v': 'v',
  '\f': 'f',
  '\r': 'r',
  '\u001B': 'e',
  '"': '"',
  '\\': '\\',
  '\u0085': 'N',
  '\u00A0': '_',
  '\u2028': 'L',
  '\u2029': 'P',
}

function escapeOf(character: string): string | undefined {
  if (/^[ !#-[\]-~]$/.test(character)) return undefined
  const short = ESCAPES[character]
  if (short !== undefined) return `\\${short}`
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase()
  if (code.length <= 2) return `\\x${code.padStart(2, '0')}`
  return code.length <= 4 ? `\\u${code.padStart(4, '0')}` : `\\U${code.padStart(8, '0')}`
}
