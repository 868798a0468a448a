/**
 * Numbers in a body that are larger than any number here, and would be read as Infinity. Each becomes a symbol with its text:
 * a value of no type, so that it is refused as others are, and quoted as it was sent.
 */
import { randomUUID } from 'node:crypto'

/** The end of a number with an exponent of three digits or more; few bodies have one. */
const EXPONENT = /\d[eE]\+?\d{3,}\s*[,\]}]/

/** Of a number that is huge with a shorter exponent or none, more than two hundred digits stand in a row. */
const HUNDRED = 100
const DIGITS = /\d{100}/y

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y

/** Stands before such a number while it is a text; no client knows it. */
const MARK = randomUUID()

/** `value` is what was read of the JSON `text`. */
export function withHugeNumbers(value: unknown, text: string): unknown {
  if (!EXPONENT.test(text) && !hasManyDigits(text)) return value
  const marked = markHugeNumbers(text)
  return marked === text ? value : unmarked(JSON.parse(marked))
}

/** Looks at each hundredth character: among two hundred digits is one that has a hundred behind it. */
function hasManyDigits(text: string): boolean {
  for (let i = HUNDRED - 1; i < text.length; i += HUNDRED) {
    const code = text.charCodeAt(i)
    if (code < ZERO || code > NINE) continue
    DIGITS.lastIndex = i
    if (DIGITS.test(text)) return true
  }
  return false
}

const ZERO = 0x30
const NINE = 0x39

function markHugeNumbers(text: string): string {
  const parts: string[] = []
  let kept = 0
  for (let i = 0; i < text.length; i += 1) {
    if (text[i] === '"') {
      for (i += 1; text[i] !== '"'; i += 1) if (text[i] === '\\') i += 1
      continue
    }
    NUMBER.lastIndex = i
    const number = NUMBER.exec(text)?.[0]
    if (number === undefined) continue
    if (!Number.isFinite(Number(number))) {
      parts.push(text.slice(kept, i), `"${MARK}${number}"`)
      kept = i + number.length
    }
    i += number.length - 1
  }
  return parts.join('') + text.slice(kept)
}

function unmarked(value: unknown): unknown {
  const whole = { value }
  const holders: object[] = [whole]
  for (const holder of holders)
    for (const [name, inner] of Object.entries(holder) as [string, unknown][])
      if (typeof inner === 'object' && inner !== null) holders.push(inner)
      else if (typeof inner === 'string' && inner.startsWith(MARK))
        Object.assign(holder, { [name]: Symbol(inner.slice(MARK.length)) })
  return whole.value
}
