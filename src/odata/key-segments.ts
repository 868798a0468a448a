/** Keys in the segments of a path. */

/** A key as canonical paths hold it. */
export function printedKey(key: string): string {
  return `('${key.replaceAll("'", "''")}')`
}

/** `name(key)` taken apart; a segment without parentheses is all name. */
export function nameAndKey(segment: string): { name: string; key: string | undefined } {
  const open = segment.indexOf('(')
  return open === -1 ? { name: segment, key: undefined } : { name: segment.slice(0, open), key: segment.slice(open) }
}

const KEY = /^\((?:([a-z]+)=)?'([^']*(?:''[^']*)*)'\)$/i

/** The key in `('key')`, `(id='key')` or `(appId='key')`, and the name of its property; undefined for any other text. */
export function readKeyText(text: string): { name: string; key: string } | undefined {
  const match = KEY.exec(text)
  if (match === null) return undefined
  const [, name = 'id', key = ''] = match
  return { name, key: key.replaceAll("''", "'") }
}
