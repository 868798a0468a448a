/** Many items at once that were loaded before, of which little changes: what devices report of themselves. */
import { allProperties } from '../../model/inheritance.js'
import type { Resource } from '../../model/model.js'
import type { Entity } from '../../model/payload.js'
import type { Property } from '../../model/types.js'
import { layoutOf } from '../layout/layout-of.js'
import type { Layout } from '../layout/layout.js'
import { toColumn } from '../layout/tables.js'
import { identifier } from '../sql/dialect.js'
import { givenRecords } from '../sql/records.js'
import { run, runEach } from '../work.js'
import type { SqlValue, Work } from '../work.js'
import type { EntityStore, Stored } from './entities.js'

/** An item of a root set whose row was loaded before, and what it is to become. */
export interface BulkChange {
  readonly id: string
  readonly before: Stored
  readonly stored: Stored
}

/** Changes items of a root set; of each row those columns alone are written that differ. */
export function* changeAll(store: EntityStore, resource: Resource, changes: readonly BulkChange[]): Work<void> {
  const layout = layoutOf(resource)
  const rowOf = ({ type, entity }: Stored): SqlValue[] => layout.row(store.tenantId, [], type, entity)
  const changed = changes.flatMap(({ id, before, stored }): Changed[] => {
    const [former, row] = [rowOf(before), rowOf(stored)]
    const differing = [...row.keys()].filter((n) => row[n] !== former[n])
    if (differing.length === 0) return []
    return [{ id, names: differing.map((n) => layout.columns[n] ?? ''), values: differing.map((n) => row[n] ?? null) }]
  })
  yield* writeChanged(store, layout, changed)
}

/** Members of items of a root set that become something else: each is a column of its table, and nothing else follows from it. */
export interface PlainChange {
  readonly id: string
  readonly members: Entity
}

/** The same without looking at the rest of each row. */
export function* changePlainly(store: EntityStore, resource: Resource, changes: readonly PlainChange[]): Work<void> {
  const layout = layoutOf(resource)
  const properties = allProperties(resource.type)
  const changed = changes.map(({ id, members }): Changed => {
    const names = Object.keys(members)
    return { id, names, values: names.map((name) => toColumn(properties[name] as Property, members[name])) }
  })
  yield* writeChanged(store, layout, changed)
}

/** An item, and what is to be in columns of its row. */
interface Changed {
  readonly id: string
  readonly names: readonly string[]
  readonly values: readonly SqlValue[]
}

/** Rows of which the same columns change are written together. */
function* writeChanged(store: EntityStore, layout: Layout, changed: readonly Changed[]): Work<void> {
  const alike = new Map<string, { readonly names: readonly string[]; readonly rows: SqlValue[][] }>()
  for (const { id, names, values } of changed) {
    const same = alike.get(names.join()) ?? { names, rows: [] }
    alike.set(names.join(), same)
    same.rows.push([...layout.values('item', store.tenantId, [id]), ...values])
  }
  for (const { names, rows } of alike.values()) yield* changeColumns(store, layout, names, rows)
}

/** Each row is its key and then the values of the columns that are named. */
function* changeColumns(
  { dialect }: Pick<EntityStore, 'dialect'>,
  { table, key }: Layout,
  names: readonly string[],
  rows: readonly (readonly SqlValue[])[],
): Work<void> {
  const alias = identifier(table)
  if (dialect.provider === 'postgresql') {
    const columns = [...key, ...names]
    const records = rows.map((row) => Object.fromEntries(columns.map((name, n) => [name, row[n]])))
    const sets = names.map((name) => `${identifier(name)} = v.${identifier(name)}`).join(', ')
    const same = key.map((name) => `${alias}.${identifier(name)} = v.${identifier(name)}`).join(' AND ')
    const source = givenRecords(`json_populate_recordset(NULL::${alias}, $1::json)`)
    yield* run(`UPDATE ${alias} SET ${sets} FROM ${source} v WHERE ${same}`, [JSON.stringify(records), rows.length])
    return
  }
  const sets = names.map((name, n) => `${identifier(name)} = ${dialect.placeholder(key.length + n + 1)}`).join(', ')
  const same = key.map((name, n) => `${identifier(name)} = ${dialect.placeholder(n + 1)}`).join(' AND ')
  yield* runEach(`UPDATE ${alias} SET ${sets} WHERE ${same}`, rows)
}
