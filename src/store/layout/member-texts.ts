/**
 * Members picked out of the JSON text of an object without parsing the rest. Documents are selected from in JavaScript; to
 * parse one with 80 members takes nine times as long as to find three of them, and leaves as much to collect.
 */

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const COLON = 0x3a

/**
 * The texts of the values of `names`, undefined where the object has no such member. Undefined as a whole if the text is
 * not as `JSON.stringify` writes it.
 */
export function memberTexts(json: string, names: readonly string[]): (string | undefined)[] | undefined {
  const found = new Array<string | undefined>(names.length).fill(undefined)
  let missing = names.length
  let at = 1
  if (json[0] !== '{' || json === '{}') return json === '{}' ? found : undefined
  while (missing > 0) {
    if (json.charCodeAt(at) !== QUOTE) return undefined
    const end = closingQuote(json, at)
    if (end === -1 || json.charCodeAt(end + 1) !== COLON) return undefined
    const stop = endOfValue(json, end + 2)
    if (stop === -1) return undefined
    const index = names.indexOf(json.slice(at + 1, end))
    if (index !== -1 && found[index] === undefined) {
      found[index] = json.slice(end + 2, stop)
      missing -= 1
    }
    if (json.charCodeAt(stop) !== COMMA) break
    at = stop + 1
  }
  return found
}

/** What becomes of a member: it goes, or its text is another one (undefined: it goes as well). */
export type Change = 'out' | ((text: string) => string | undefined)

/** The text of an object with some members changed; undefined if it is not as `JSON.stringify` writes it. */
export function changedMembers(json: string, changes: ReadonlyMap<string, Change>): string | undefined {
  if (json[0] !== '{' || json === '{}') return json === '{}' ? json : undefined
  let changed = ''
  // What is kept since the last change is taken over in one go.
  let kept = 1
  for (let at = 1; ;) {
    if (json.charCodeAt(at) !== QUOTE) return undefined
    const end = closingQuote(json, at)
    if (end === -1 || json.charCodeAt(end + 1) !== COLON) return undefined
    const stop = endOfValue(json, end + 2)
    if (stop === -1) return undefined
    const isLast = json.charCodeAt(stop) !== COMMA
    const change = changes.get(json.slice(at + 1, end))
    if (change !== undefined) {
      const text = change === 'out' ? undefined : change(json.slice(end + 2, stop))
      changed += json.slice(kept, at)
      if (text !== undefined) changed += `${json.slice(at, end + 2)}${text},`
      kept = stop + 1
    }
    if (isLast) {
      if (kept > stop) return `{${changed.slice(0, -1)}}`
      return `{${changed}${json.slice(kept)}`
    }
    at = stop + 1
  }
}

/** Where a text ends that begins with the quote at `start`; -1 if it does not. */
export function closingQuote(json: string, start: number): number {
  let end = json.indexOf('"', start + 1)
  while (end !== -1 && isEscaped(json, end)) end = json.indexOf('"', end + 1)
  return end
}

function isEscaped(json: string, quote: number): boolean {
  let backslashes = 0
  while (json.charCodeAt(quote - 1 - backslashes) === BACKSLASH) backslashes += 1
  return backslashes % 2 === 1
}

/** Behind the value that begins at `start`; -1 if it does not end. */
function endOfValue(json: string, start: number): number {
  let depth = 0
  for (let at = start; at < json.length; at += 1) {
    const code = json.charCodeAt(at)
    if (code === QUOTE) {
      at = closingQuote(json, at)
      if (at === -1) return -1
      if (depth === 0) return at + 1
    } else if (code === 0x7b || code === 0x5b) depth += 1
    else if (code === 0x7d || code === 0x5d) {
      if (depth === 0) return at
      depth -= 1
      if (depth === 0) return at + 1
    } else if (code === COMMA && depth === 0) return at
  }
  return -1
}
