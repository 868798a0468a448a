/** The beginning of a long answer as JSON of its own. */
import { closingQuote } from '../../store/layout/member-texts.js'

const QUOTE = 0x22
const LIST = 0x5b
const END_OF_LIST = 0x5d
const OBJECT = 0x7b
const END_OF_OBJECT = 0x7d

/** The end of a list and of the object that it is a member of. */
export const ENDS = ']}'

/** How deep the items of a list stand that is a member of the whole answer. */
const DEPTH = 2

/**
 * The JSON text of an object up to the item of a list in it that ends behind `most` characters, the list and the object ended
 * there; undefined where there is none.
 */
export function firstItems(json: string, most: number): string | undefined {
  let depth = 0
  let holder = 0
  for (let i = 0; i < json.length; i += 1) {
    const code = json.charCodeAt(i)
    if (code === QUOTE) {
      i = closingQuote(json, i)
      if (i === -1) return undefined
    } else if (code === OBJECT || code === LIST) {
      depth += 1
      if (depth === DEPTH) holder = code
    } else if (code === END_OF_OBJECT || code === END_OF_LIST) {
      depth -= 1
      if (depth === DEPTH && holder === LIST && code === END_OF_OBJECT && i > most) return json.slice(0, i + 1) + ENDS
    }
  }
  return undefined
}
