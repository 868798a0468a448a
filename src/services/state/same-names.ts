/** Two tenants have other ids for the same: objects of the same set and name count as the same one. */
import { nameIn } from './diff.js'
import type { Item } from './diff.js'

/** The items of the second tenant with the ids that objects of the same set and name have in the first one. */
export function translated(
  items: readonly Item[],
  others: readonly Item[],
  known: ReadonlyMap<string, string>,
): Item[] {
  const [own, theirs] = [byName(items), byName(others)]
  const words = new Map(known)
  for (const [name, entity] of own) {
    const match = theirs.get(name)
    if (entity === undefined || match === undefined) continue
    for (const member of ['id', 'appId'])
      if (typeof entity[member] === 'string' && typeof match[member] === 'string')
        words.set(entity[member], match[member])
  }
  words.delete('')
  const inText = (text: string): string => words.get(text) ?? text.replace(WORD, (word) => words.get(word) ?? word)
  return items.map(
    (item) =>
      JSON.parse(JSON.stringify(item), (_name, value: unknown) =>
        typeof value === 'string' ? inText(value) : value,
      ) as Item,
  )
}

const WORD = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[\w-]+(?:\.[\w-]+)+/gi

/** By set and name; undefined where several have the same one. */
function byName(items: readonly Item[]): Map<string, Item['entity'] | undefined> {
  const found = new Map<string, Item['entity'] | undefined>()
  for (const { set, below, entity } of items) {
    const name = below.length === 0 ? nameIn(entity) : undefined
    if (name === undefined) continue
    const key = JSON.stringify([set, name])
    found.set(key, found.has(key) ? undefined : entity)
  }
  return found
}
