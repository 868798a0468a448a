/**
 * The form of `$select` and `$expand`, before any name is looked up.
 *
 * ```
 * select  = path *( "," path )
 * expand  = item *( "," item )
 * item    = ( path / "*" ) [ "(" [ option *( ";" option ) ] ")" ]
 * option  = "$" name "=" value                            ; with brackets and quotes in pairs
 * path    = name *( "/" name ) / "*"                      ; names with a dot are casts
 * ```
 */
import { invalidTerm, selectExpandError } from './query-errors.js'

const NAME = /^[\p{L}_$][\p{L}\p{N}_.]*$/u

/** `text` cut at each `separator` that stands outside of brackets and quotes; spaces around the parts are gone. */
export function splitOutside(text: string, separator: ',' | ';'): string[] {
  const parts: string[] = []
  let from = 0
  scan(text, (char, at, depth) => {
    if (char !== separator || depth > 0) return
    parts.push(text.slice(from, at).trim())
    from = at + 1
  })
  parts.push(text.slice(from).trim())
  return parts
}

/** Visits the characters outside of quotes, with the number of brackets that are open behind each. */
function scan(text: string, visit: (char: string, at: number, depth: number) => void): void {
  let depth = 0
  let quote = ''
  for (let i = 0; i < text.length; i++) {
    const char = text[i] as string
    if (quote !== '') {
      if (char === '\\' && quote === '"') i++
      else if (char === quote) quote = ''
      continue
    }
    if (char === "'" || char === '"') quote = char
    else if (char === '(') depth++
    else if (char === ')') depth--
    if (depth < 0) break
    visit(char, i, depth)
  }
  if (depth !== 0 || quote !== '') throw selectExpandError('Found an unbalanced bracket expression.')
}

/** The names of a path. */
export function parseTerm(term: string): readonly string[] {
  const names = term.split('/')
  for (const name of names) if (name !== '*' && !NAME.test(name)) throw invalidTerm(term)
  return names
}

export interface ExpandItem {
  readonly names: readonly string[]
  /** Name, as it was written, and value of each nested option. */
  readonly options: readonly (readonly [name: string, value: string])[]
}

/** Takes an item of {@link splitOutside} apart. */
export function parseExpandItem(item: string): ExpandItem {
  const open = item.indexOf('(')
  if (open === -1) return { names: parseTerm(item), options: [] }
  let closings = 0
  scan(item, (char, _at, depth) => {
    if (char === ')' && depth === 0) closings++
  })
  if (closings !== 1 || !item.endsWith(')')) throw invalidTerm(item)
  const names = parseTerm(item.slice(0, open).trim())
  const inner = item.slice(open + 1, -1)
  if (inner.trim() === '') return { names, options: [] }
  const options = splitOutside(inner, ';').map((option): [string, string] => {
    const equals = option.indexOf('=')
    if (equals < 2 || !option.startsWith('$')) throw invalidTerm(`(${inner})`)
    return [option.slice(0, equals).trim(), option.slice(equals + 1)]
  })
  return { names, options }
}
