/** Keys in the segments of a path. */
import type { EntityType } from '../model/types.js'

/** A key as canonical paths hold it. */
export function printedKey(key: string): string {
  return `('${key.replaceAll("'", "''")}')`
}

/** The key of an entity of a type, whose id may be one of several properties. */
export function printedKeyOf({ compositeKey }: EntityType, entity: Readonly<Record<string, unknown>>): string {
  const text = (name: string): string => {
    const value = entity[name]
    return typeof value === 'string' ? value.replaceAll("'", "''") : ''
  }
  if (compositeKey === undefined) return `('${text('id')}')`
  return `(${compositeKey.map((name) => `${name}='${text(name)}'`).join()})`
}

/** `name(key)` taken apart; a segment without parentheses is all name. */
export function nameAndKey(segment: string): { name: string; key: string | undefined } {
  const open = segment.indexOf('(')
  return open === -1 ? { name: segment, key: undefined } : { name: segment.slice(0, open), key: segment.slice(open) }
}

const PAIRS = /^[a-z]\w*='(?:[^']|'')*'(?:,[a-z]\w*='(?:[^']|'')*')+$/i

/** `name='key',name='key'`, in parentheses or as a segment of its own; undefined for any other text. */
export function readKeyPairs(text: string): readonly (readonly [name: string, key: string])[] | undefined {
  const inner = text.startsWith('(') && text.endsWith(')') ? text.slice(1, -1) : text
  if (!PAIRS.test(inner)) return undefined
  return [...inner.matchAll(/(\w+)='((?:[^']|'')*)'/g)].map(([, name = '', key = '']) => [
    name,
    key.replaceAll("''", "'"),
  ])
}

const KEY = /^\((?:([a-z]+)=)?'([^']*(?:''[^']*)*)'\)$/i

/** The key in `('key')`, `(id='key')` or `(appId='key')`, and the name of its property; undefined for any other text. */
export function readKeyText(text: string): { name: string; key: string } | undefined {
  const match = KEY.exec(text)
  if (match === null) return undefined
  const [, name = 'id', key = ''] = match
  return { name, key: key.replaceAll("''", "'") }
}
