/** What an item contains, level by level: one statement for all items of a level. */
import type { Entity } from '../../model/payload.js'
import type { Resource } from '../../model/model.js'
import type { EntityType } from '../../model/types.js'
import { joinKeys } from '../layout/document-table.js'
import type { Keys } from '../layout/layout.js'
import { REFERENCES } from '../layout/reference-table.js'
import { constant, identifier } from '../sql/dialect.js'
import { all } from '../work.js'
import type { Work } from '../work.js'
import type { EntityStore } from './entities.js'

export interface DocumentBelow {
  readonly row: number
  /** Of the document that contains it; null if that has a table of its own. */
  readonly parentRow: number | null
  readonly type: EntityType
  readonly entity: Entity
}

/** The documents at `resource` in the item at `keys`, `resources` being the resources on the way from it, in their order. */
export function* documentsBelow(store: EntityStore, resources: readonly Resource[], keys: Keys): Work<DocumentBelow[]> {
  const resource = resources.at(-1)
  if (resource === undefined) return []
  const columns = '"row", "parentRow", "odataType", CAST("body" AS TEXT)'
  const rows = yield* all(`SELECT ${columns} FROM "entity" WHERE ${within(store, resources)} ORDER BY "row"`, [
    store.tenantId,
    joinKeys(keys),
  ])
  return rows.map(([row, parentRow, type, body]) => ({
    row: Number(row),
    parentRow: parentRow === null ? null : Number(parentRow),
    type: resource.concreteTypes.find(({ name }) => name === type) ?? resource.type,
    entity: JSON.parse(body as string) as Entity,
  }))
}

/** The ids that the same documents refer to at the navigation property `referring`, by the row of the document. */
export function* referencesBelow(
  store: EntityStore,
  resources: readonly Resource[],
  referring: Resource,
  keys: Keys,
): Work<Map<number, string[]>> {
  const sql =
    `SELECT "fromRow", "toKey" FROM ${identifier(REFERENCES)} WHERE "path" = ${constant(referring.path)} ` +
    `AND "fromRow" IN (SELECT "row" FROM "entity" WHERE ${within(store, resources)}) ORDER BY "fromRow", "toRow", "toKey"`
  const found = new Map<number, string[]>()
  for (const [row, id] of yield* all(sql, [store.tenantId, joinKeys(keys)]))
    found.set(Number(row), [...(found.get(Number(row)) ?? []), String(id)])
  return found
}

/** The condition of the documents at the last of `resources`. */
function within({ dialect }: EntityStore, resources: readonly Resource[]): string {
  return resources.reduce((above, { storedAt }) => {
    const own = `"tenantId" = ${dialect.placeholder(1)} AND "path" = ${constant(storedAt)}`
    if (above === '') return `${own} AND "above" = ${dialect.placeholder(2)}`
    return `${own} AND "parentRow" IN (SELECT "row" FROM "entity" WHERE ${above})`
  }, '')
}
