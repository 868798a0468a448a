/** What differs between two tenants as they are. Their ids differ: objects are matched by set and name. */
import type { Model } from '../../model/model.js'
import { readTenant } from '../../store/identity/export.js'
import { dialectOf } from '../../store/sql/dialect.js'
import { namesOf } from '../../store/state/names.js'
import { createSnapshot, freeze, takeTurn } from '../../store/state/snapshots.js'
import type { Database, Work } from '../../store/work.js'
import { diffStates, withNames } from './diff.js'
import type { DiffOptions, Item } from './diff.js'
import { changedItems } from './items.js'
import { translated } from './same-names.js'
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
