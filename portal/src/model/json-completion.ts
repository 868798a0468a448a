/** What may stand where the caret is: members of the type of the object around it, or members of an enum. */
import type { Model } from './model'

export interface Offers {
  readonly choices: readonly string[]
  /** Where the text that is completed begins and ends. */
  readonly from: number
  readonly to: number
  readonly isName: boolean
}

interface Frame {
  /** The type of the object; undefined for lists. */
  type: string | undefined
  /** The type of what the list holds. */
  items: string | undefined
  name: string | undefined
  readonly seen: Set<string>
}

const MOST = 12

export function offers(model: Model, type: string, text: string, caret: number): Offers | undefined {
  const stack: Frame[] = []
  let at = 0
  let expectsValue = false
  const typeOfMember = (frame: Frame | undefined): string | undefined =>
    frame?.type === undefined ? frame?.items : model.fieldsOf(frame.type).find(({ name }) => name === frame.name)?.type
  while (at < caret) {
    const character = text[at]
    const frame = stack.at(-1)
    if (character === '"') {
      const end = endOfString(text, at)
      if (end >= caret) return offersIn(model, frame, expectsValue, text, at, end, caret, typeOfMember(frame))
      const content = text.slice(at + 1, end)
      if (frame?.type !== undefined && !expectsValue) {
        frame.name = content
        frame.seen.add(content)
      } else if (frame?.type !== undefined && frame.name === '@odata.type')
        frame.type = content.replace(/^#(microsoft\.graph\.)?/, '')
      at = end + 1
      continue
    }
    if (character === '{') {
      const inner = frame === undefined ? type : (typeOfMember(frame) ?? '')
      stack.push({ type: inner, items: undefined, name: undefined, seen: new Set() })
      expectsValue = false
    } else if (character === '[') {
      stack.push({ type: undefined, items: typeOfMember(frame), name: undefined, seen: new Set() })
      expectsValue = true
    } else if (character === '}' || character === ']') {
      stack.pop()
      expectsValue = false
    } else if (character === ':') expectsValue = true
    else if (character === ',') expectsValue = stack.at(-1)?.type === undefined
    at += 1
  }
  return undefined
}

function offersIn(
  model: Model,
  frame: Frame | undefined,
  isValue: boolean,
  text: string,
  start: number,
  end: number,
  caret: number,
  memberType: string | undefined,
): Offers | undefined {
  const prefix = text.slice(start + 1, caret).toLowerCase()
  const closed = text[end] === '"'
  const all =
    isValue || frame?.type === undefined
      ? (model.enumOf(memberType ?? '')?.members ?? [])
      : model
          .fieldsOf(frame.type)
          .filter(({ name }) => !frame.seen.has(name))
          .map(({ name }) => name)
  const matching = all.filter((name) => name.toLowerCase().includes(prefix) && name.toLowerCase() !== prefix)
  const sorted = [...matching].sort(
    (one, other) => Number(other.toLowerCase().startsWith(prefix)) - Number(one.toLowerCase().startsWith(prefix)),
  )
  const choices = sorted.slice(0, MOST)
  if (choices.length === 0) return undefined
  return { choices, from: start + 1, to: closed ? end : caret, isName: !isValue && frame?.type !== undefined }
}

/** The place of the closing quote, or the end of the line where there is none. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at += 1
    else if (text[at] === '"' || text[at] === '\n') return at
  }
  return text.length
}

export function complete(
  text: string,
  { from, to, isName }: Offers,
  choice: string,
): { readonly text: string; readonly caret: number } {
  const rest = text.slice(to).replace(/^"/, '')
  const closing = isName && !/^\s*:/.test(rest) ? '": ' : '"'
  return { text: text.slice(0, from) + choice + closing + rest, caret: from + choice.length + closing.length }
}
