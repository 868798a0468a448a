/** Rows below policies that a batch has changed: those of one set are written together. */
import type { Resource } from '../../model/model.js'
import { complete } from '../../model/payload.js'
import type { Entity } from '../../model/payload.js'
import { holdEach, putAll, removeEach } from '../../store/query/bulk.js'
import type { BulkRow } from '../../store/query/bulk.js'
import type { EntityStore } from '../../store/query/entities.js'
import type { SqlValue, Work } from '../../store/work.js'

type Keys = readonly string[]

const NO_KEYS: Keys = []

/** A row to be written, or, without anything stored, to be taken away. */
type ChangedRow = BulkRow | { readonly keys: Keys; readonly stored: undefined }

/** By the ids of rows. */
type Rows = Map<string, ChangedRow>

export class ChangedRows {
  /** How many were put since all were written. */
  count = 0
  /** By the id of what contains them; '' is nothing. */
  readonly #rows = new Map<Resource, Map<string, Rows>>()
  readonly #keys = new Map<string, Keys>()

  /** `above` is the id of the policy that contains it. */
  put(resource: Resource, above: string | undefined, entity: Entity): void {
    const keys = above === undefined ? NO_KEYS : this.#keysOf(above)
    const stored = { type: resource.type, entity: complete(resource.type, entity) }
    this.count += 1
    this.#rowsOf(resource, above ?? '').set(String(entity['id']), { keys, stored })
  }

  /** `keys` lead to the row itself. */
  take(resource: Resource, keys: Keys): void {
    this.#rowsOf(resource, keys.length > 1 ? String(keys[0]) : '').set(String(keys.at(-1)), { keys, stored: undefined })
  }

  /** Writes what has changed, or what has below one policy, and forgets it. */
  *write(store: EntityStore, policyId?: string): Work<void> {
    if (policyId === undefined) this.count = 0
    for (const [resource, byPolicy] of this.#rows) {
      const ids = policyId === undefined ? [...byPolicy.keys()] : [policyId]
      const rows = ids.flatMap((id) => [...(byPolicy.get(id)?.values() ?? [])])
      if (rows.length === 0) continue
      for (const id of ids) byPolicy.delete(id)
      const held = yield* parentsOf(store, resource, rows)
      const all = held === undefined ? rows : rows.filter(({ keys: [id = ''] }) => held.has(id))
      yield* removeEach(
        store,
        resource,
        all.flatMap(({ keys, stored }) => (stored === undefined ? [keys] : [])),
      )
      yield* putAll(
        store,
        resource,
        all.filter((row): row is BulkRow => row.stored !== undefined),
        held,
      )
    }
  }

  /** The same ones for all rows below a policy: what contains them is then looked up once. */
  #keysOf(policyId: string): Keys {
    let keys = this.#keys.get(policyId)
    if (keys === undefined) this.#keys.set(policyId, (keys = [policyId]))
    return keys
  }

  #rowsOf(resource: Resource, above: string): Rows {
    let byPolicy = this.#rows.get(resource)
    if (byPolicy === undefined) this.#rows.set(resource, (byPolicy = new Map<string, Rows>()))
    let rows = byPolicy.get(above)
    if (rows === undefined) byPolicy.set(above, (rows = new Map<string, ChangedRow>()))
    return rows
  }
}

/** The policies that are still there: what a client deletes is told later. Undefined of what no policy contains. */
function* parentsOf(
  store: EntityStore,
  { parent }: Resource,
  rows: readonly ChangedRow[],
): Work<ReadonlyMap<string, SqlValue> | undefined> {
  if (parent === undefined) return undefined
  return yield* holdEach(store, parent, [...new Set(rows.map(({ keys: [id = ''] }) => id))])
}
