/** What differs between two tenants as they are. Their ids differ: objects are matched by set and name. */
import type { Model } from '../../model/model.js'
import { readTenant } from '../../store/identity/export.js'
import { dialectOf } from '../../store/sql/dialect.js'
import { namesOf } from '../../store/state/names.js'
import { createSnapshot, freeze, takeTurn } from '../../store/state/snapshots.js'
import type { Database, Work } from '../../store/work.js'
import { diffStates, nameIn, withNames } from './diff.js'
import type { DiffOptions, Item } from './diff.js'
import { changedItems } from './items.js'
import { takingBack } from './snapshots.js'
import type { Difference, StateDeps } from './snapshots.js'
import { guidsIn } from './words.js'

export function differenceOfTenants(
  { model, database }: StateDeps,
  one: string,
  other: string,
  options: DiffOptions,
): Promise<Difference> {
  const dialect = dialectOf(database.provider)
  // Both are read as snapshots that are never kept.
  return takingBack(database, function* (): Work<Difference> {
    const [earlier, later] = [one, other].sort() as [string, string]
    yield* freeze(database, earlier)
    yield* takeTurn(database, later)
    const before = yield* itemsOf(model, database, one)
    const after = translated(yield* itemsOf(model, database, other), before, yield* aliases(database, one, other))
    const changes = diffStates(before, after, options)
    const ids = [...new Set([...changes.flatMap(({ id }) => id ?? []), ...guidsIn(changes)])]
    const names = yield* namesOf(dialect, other, ids)
    for (const [id, name] of yield* namesOf(dialect, one, ids)) names.set(id, name)
    return { changes: withNames(changes, names), names: Object.fromEntries(names) }
  })
}

function* itemsOf(model: Model, database: Pick<Database, 'provider'>, tenantId: string): Work<Item[]> {
  const now = { id: '', name: '\n', description: undefined, createdAt: '' }
  const { number } = yield* createSnapshot(database, tenantId, now)
  return yield* changedItems(model, dialectOf(database.provider), { tenantId, of: number, than: 0 })
}

/** What the second tenant is called in the first one: its id and its domain. */
function* aliases(database: Pick<Database, 'provider'>, one: string, other: string): Work<Map<string, string>> {
  const [first, second] = [yield* readTenant(database, one), yield* readTenant(database, other)]
  return new Map([
    [other, one],
    [second?.defaultDomain ?? '', first?.defaultDomain ?? ''],
  ])
}

/** The items of the second tenant with the ids that objects of the same set and name have in the first one. */
function translated(items: readonly Item[], others: readonly Item[], known: ReadonlyMap<string, string>): Item[] {
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
