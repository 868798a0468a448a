/** The pairs of the table `reference`: which items of other sets an item refers to. */
import type { Resource } from '../../model/model.js'
import { containerOf, depthOf } from '../layout/layout.js'
import { layoutOf } from '../layout/layout-of.js'
import type { Keys } from '../layout/layout.js'
import { REFERENCES, referringKey } from '../layout/reference-table.js'
import { constant, identifier } from '../sql/dialect.js'
import { all, run } from '../work.js'
import type { SqlValue, Work } from '../work.js'
import type { EntityStore } from './entities.js'

/**
 * Makes the item that contains `resource` refer to the one whose id comes last in `keys`; a single-valued navigation
 * property no longer refers to another. False if it does so already, or if one of both is not there.
 */
export function* addReference(store: EntityStore, resource: Resource, keys: Keys, id: string): Work<boolean> {
  const { referred } = resource
  if (referred === undefined) throw new Error(`${resource.path} does not refer to another set`)
  if (!resource.many) yield* removeReferences(store, resource, keys)
  const { dialect, tenantId } = store
  const values: SqlValue[] = [tenantId, resource.path, referringKey(resource, keys), id]
  const placeholders = values.map((_, i) => dialect.placeholder(i + 1))
  const from = end(store, containerOf(resource), keys, 'c')
  // An item of the catalog is made anew with each edition of it: the pair names it by its id alone.
  const to = referred.shared ? rowIfOwn(store, referred, id, values) : end(store, referred, [id], 't')
  const ends = [from, to] as const
  const tables: string[] = []
  const conditions: string[] = []
  for (const { from, where } of ends) {
    if (from === undefined || where === undefined) continue
    const before = values.length
    values.push(...where.values(tenantId))
    tables.push(from)
    conditions.push(where.sql((n) => dialect.placeholder(before + n + 1)))
  }
  const columns = ['tenantId', 'path', 'fromKey', 'toKey', 'fromRow', 'fromTable', 'toRow', 'toTable'].map(identifier)
  const { changes } = yield* run(
    `INSERT INTO ${identifier(REFERENCES)} (${columns.join(', ')}) ` +
      `SELECT ${[...placeholders, from.row, from.table, to.row, to.table].join(', ')} FROM ${tables.join(', ')} ` +
      `WHERE ${conditions.join(' AND ')}${dialect.forKeyShare} ON CONFLICT DO NOTHING`,
    values,
  )
  return changes > 0
}

/**
 * Makes each of some items of a root set refer to each of some others, as far as both are there. Pairs that are there already
 * stay.
 */
export function* addReferences(
  store: EntityStore,
  resource: Resource,
  fromIds: readonly string[],
  toIds: readonly string[],
): Work<void> {
  const { referred, parent } = resource
  if (referred === undefined || parent === undefined || referred.shared)
    throw new Error(`${resource.path} refers to no set`)
  const { dialect, tenantId } = store
  const values: SqlValue[] = [tenantId, resource.path]
  const placeholders = values.map((_, n) => dialect.placeholder(n + 1))
  const side = (set: Resource, alias: string, ids: readonly string[]) => {
    const layout = layoutOf(set)
    const isDocument = set.layout === 'document'
    const before = values.length
    values.push(...layout.values('collection', tenantId, []), JSON.stringify(ids))
    const where = layout.where('collection', alias, (n) => dialect.placeholder(before + n + 1), {
      dialect,
      whose: 'own',
    })
    const among = dialect.isAmong(`${alias}."id"`, values.length, 'text')
    return {
      from: `${identifier(layout.table)} ${alias}`,
      where: `${where} AND ${among}`,
      row: isDocument ? `${alias}."row"` : 'NULL',
      table: isDocument ? 'NULL' : constant(layout.table),
    }
  }
  const [from, to] = [side(parent, 'f', fromIds), side(referred, 't', toIds)]
  const columns = ['tenantId', 'path', 'fromKey', 'toKey', 'fromRow', 'fromTable', 'toRow', 'toTable'].map(identifier)
  const selected = [...placeholders, 'f."id"', 't."id"', from.row, from.table, to.row, to.table].join(', ')
  yield* run(
    `INSERT INTO ${identifier(REFERENCES)} (${columns.join(', ')}) SELECT ${selected} FROM ${from.from}, ${to.from} ` +
      `WHERE ${from.where} AND ${to.where}${dialect.forKeyShare} ON CONFLICT DO NOTHING`,
    values,
  )
}

/** Parts each of some items from each of some others. */
export function* dropReferences(
  { dialect, tenantId }: EntityStore,
  resource: Resource,
  fromIds: readonly string[],
  toIds: readonly string[],
): Work<void> {
  const among = (column: string, n: number): string => dialect.isAmong(identifier(column), n, 'text')
  yield* run(
    `DELETE FROM ${identifier(REFERENCES)} WHERE "tenantId" = ${dialect.placeholder(1)} AND "path" = ${dialect.placeholder(2)} ` +
      `AND ${among('fromKey', 3)} AND ${among('toKey', 4)}`,
    [tenantId, resource.path, JSON.stringify(fromIds), JSON.stringify(toIds)],
  )
}

/** A pair as it is stored: the path of the navigation property, the keys of the item that refers, and the other's id. */
export interface StoredReference {
  readonly path: string
  readonly from: string
  readonly id: string
}

/** All pairs of a tenant, sorted. */
export function* listReferences({ dialect, tenantId }: EntityStore): Work<StoredReference[]> {
  const sql = `SELECT "path", "fromKey", "toKey" FROM ${identifier(REFERENCES)} WHERE "tenantId" = ${dialect.placeholder(1)}`
  const rows = yield* all(sql, [tenantId])
  const found = rows.map(([path, from, id]) => ({ path: String(path), from: String(from), id: String(id) }))
  return found.sort((one, other) => (textOf(one) < textOf(other) ? -1 : 1))
}

function textOf({ path, from, id }: StoredReference): string {
  return [path, from, id].join('\n')
}

/** Whether there was a pair to part: that of one item if `id` is given, else all of the navigation property. */
export function* removeReferences(store: EntityStore, resource: Resource, keys: Keys, id?: string): Work<boolean> {
  const fromKey = referringKey(resource, keys)
  return yield* removeWhere(store, { path: resource.path, fromKey, ...(id === undefined ? {} : { toKey: id }) })
}

/** Parts an item from all that refer to it by a navigation property. */
export function* removeReferencesTo(store: EntityStore, { path }: Resource, id: string): Work<void> {
  yield* removeWhere(store, { path, toKey: id })
}

function* removeWhere({ dialect, tenantId }: EntityStore, facts: Readonly<Record<string, string>>): Work<boolean> {
  const named = Object.entries({ tenantId, ...facts })
  const conditions = named.map(([name], i) => `${identifier(name)} = ${dialect.placeholder(i + 1)}`)
  const sql = `DELETE FROM ${identifier(REFERENCES)} WHERE ${conditions.join(' AND ')}`
  const { changes } = yield* run(
    sql,
    named.map(([, value]) => value),
  )
  return changes > 0
}

/** Deletes what documents refer to, and what refers to them, by the numbers of their rows. */
export function* removeReferencesOfRows({ dialect, tenantId }: EntityStore, rows: readonly number[]): Work<void> {
  const ends = ['fromRow', 'toRow'].map((name) => dialect.isAmong(identifier(name), 2, 'integer'))
  yield* run(
    `DELETE FROM ${identifier(REFERENCES)} WHERE "tenantId" = ${dialect.placeholder(1)} AND (${ends.join(' OR ')})`,
    [tenantId, JSON.stringify(rows)],
  )
}

/** The keys that lead to the item that refers, and the id of the one that is referred to. */
export function splitReference(resource: Resource, keys: Keys): readonly [from: Keys, id: string | undefined] {
  const depth = depthOf(resource)
  return [keys.slice(0, depth), keys[depth]]
}

/** The end of a pair that may be an item of the catalog; the row of one of the tenant's own takes the pair with it. */
function rowIfOwn({ dialect, tenantId }: EntityStore, resource: Resource, id: string, values: SqlValue[]) {
  const layout = layoutOf(resource)
  const before = values.length
  values.push(...layout.values('item', tenantId, [id]))
  const own = layout.where('item', 't', (n) => dialect.placeholder(before + n + 1), { dialect, whose: 'own' })
  const row = `(SELECT t."row" FROM ${identifier(layout.table)} t WHERE ${own}${dialect.forKeyShare})`
  return { row, table: 'NULL', from: undefined, where: undefined }
}

/** One end of a pair: a document is told by its row, an item of a table of its type by that table and its id. */
function end({ dialect }: EntityStore, resource: Resource | undefined, keys: Keys, alias: string) {
  if (resource === undefined) return { row: 'NULL', table: 'NULL', from: undefined, where: undefined }
  const layout = layoutOf(resource)
  const isDocument = resource.layout === 'document'
  return {
    row: isDocument ? `${alias}."row"` : 'NULL',
    table: isDocument ? 'NULL' : constant(layout.table),
    from: `${identifier(layout.table)} ${alias}`,
    where: {
      values: (tenantId: string) => layout.values('item', tenantId, keys),
      sql: (mark: (n: number) => string) => layout.where('item', alias, mark, { dialect }),
    },
  }
}
