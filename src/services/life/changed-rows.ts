/** Rows below policies that a batch has changed: those of one set are written together. */
import type { Resource } from '../../model/model.js'
import { complete } from '../../model/payload.js'
import type { Entity } from '../../model/payload.js'
import { putAll, removeEach } from '../../store/query/bulk.js'
import type { BulkRow, HeldItems } from '../../store/query/bulk.js'
import type { EntityStore } from '../../store/query/entities.js'
import type { Work } from '../../store/work.js'
import type { HeldPolicies } from './held-policies.js'

type Keys = readonly string[]

const NO_KEYS: Keys = []

/** A row to be written, or, without anything stored, to be taken away. */
type ChangedRow = BulkRow | { readonly keys: Keys; readonly stored: undefined }

/**
 * Rows are written in the order in which they came about: those of one device come together, and come to lie together in the
 * database, where the next check-in of the device changes them again.
 */
export class ChangedRows {
  /** How many were put since all were written. */
  count = 0
  /** By the keys that lead to them. */
  readonly #rows = new Map<Resource, Map<string, ChangedRow>>()
  readonly #keys = new Map<string, Keys>()
  readonly #policies: HeldPolicies

  constructor(policies: HeldPolicies) {
    this.#policies = policies
  }

  /** `above` is the id of the policy that contains it. */
  put(resource: Resource, above: string | undefined, entity: Entity): void {
    this.putWhole(resource, above, complete(resource.type, entity))
  }

  /** The same of one with all its members. */
  putWhole(resource: Resource, above: string | undefined, entity: Entity): void {
    const keys = above === undefined ? NO_KEYS : this.#keysOf(above)
    const stored = { type: resource.type, entity }
    this.count += 1
    this.#rowsOf(resource).set(`${above ?? ''} ${String(entity['id'])}`, { keys, stored })
  }

  /** `keys` lead to the row itself. */
  take(resource: Resource, keys: Keys): void {
    const above = keys.length > 1 ? keys[0] : ''
    this.#rowsOf(resource).set(`${above} ${keys.at(-1)}`, { keys, stored: undefined })
  }

  /** Writes what has changed, and forgets it. */
  *write(store: EntityStore): Work<void> {
    this.count = 0
    for (const [resource, byKeys] of this.#rows) {
      const rows = [...byKeys.values()]
      if (rows.length === 0) continue
      byKeys.clear()
      const held = yield* this.#parentsOf(store, resource, rows)
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

  /** The policies that are still there. Undefined of what no policy contains. */
  *#parentsOf(store: EntityStore, { parent }: Resource, rows: readonly ChangedRow[]): Work<HeldItems | undefined> {
    if (parent === undefined) return undefined
    const ids = rows.map(({ keys: [id = ''] }) => id)
    return yield* this.#policies.hold(store, parent, ids)
  }

  /** The same ones for all rows below a policy: what contains them is then looked up once. */
  #keysOf(policyId: string): Keys {
    let keys = this.#keys.get(policyId)
    if (keys === undefined) this.#keys.set(policyId, (keys = [policyId]))
    return keys
  }

  #rowsOf(resource: Resource): Map<string, ChangedRow> {
    let rows = this.#rows.get(resource)
    if (rows === undefined) this.#rows.set(resource, (rows = new Map<string, ChangedRow>()))
    return rows
  }
}
