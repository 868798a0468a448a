/** Policies that a transaction holds: they stay where they are until it ends, so each is looked up once. */
import type { Resource } from '../../model/model.js'
import { holdEach, holdVersions } from '../../store/query/bulk.js'
import type { HeldItems } from '../../store/query/bulk.js'
import type { EntityStore } from '../../store/query/entities.js'
import type { SqlValue, Work } from '../../store/work.js'

export class HeldPolicies {
  readonly #held = new Map<Resource, Map<string, SqlValue>>()
  readonly #looked = new Map<Resource, Set<string>>()
  readonly #versions = new Map<Resource, HeldItems>();

  /** All of a set that are held, and these if they are there: what a client deletes is told later. */
  *hold(store: EntityStore, set: Resource, ids: Iterable<string>): Work<HeldItems> {
    const [held, looked] = [entryOf(this.#held, set, newMap), entryOf(this.#looked, set, newSet)]
    const missing = [...new Set(ids)].filter((id) => !looked.has(id))
    if (missing.length === 0) return held
    for (const id of missing) looked.add(id)
    for (const [id, row] of yield* holdEach(store, set, missing)) held.set(id, row)
    return held
  }

  /** Holds policies of a set that will be counted, and reads their versions. */
  *expect(store: EntityStore, set: Resource, ids: readonly string[]): Work<void> {
    const { held, versions } = yield* holdVersions(store, set, ids)
    this.#versions.set(set, versions)
    for (const id of ids) entryOf(this.#looked, set, newSet).add(id)
    for (const [id, row] of held) entryOf(this.#held, set, newMap).set(id, row)
  }

  /** Undefined of one that was not expected, and of one that has none. */
  versionOf(set: Resource, id: string): SqlValue | undefined {
    return this.#versions.get(set)?.get(id) ?? undefined
  }
}

const newMap = (): Map<string, SqlValue> => new Map()
const newSet = (): Set<string> => new Set()

function entryOf<V>(map: Map<Resource, V>, key: Resource, make: () => V): V {
  let found = map.get(key)
  if (found === undefined) map.set(key, (found = make()))
  return found
}
