/**
 * Reads that a client's query options shape: lists, counts, items with expanded navigation. First version: plain
 * columns only.
 */
import type { Query } from '../odata/ast.js'
import type { Place } from '../model/model.js'
import type { EntityType } from '../model/types.js'
import { constant, identifier } from './dialect.js'
import type { EntityStore, Keys } from './entities.js'
import { projection } from './projection.js'
import type { Shape } from './projection.js'
import { tableOf } from './tables.js'
import { all, first } from './work.js'
import type { SqlValue, Work } from './work.js'

/** One page of entities. */
export interface Page {
  readonly json: readonly string[]
  readonly count: number | undefined
  /** Position of the last row, if there are more. */
  readonly next: readonly SqlValue[] | undefined
}

export interface ListOptions {
  readonly shape: Shape
  readonly contextBase: string
  readonly pageSize: number
  readonly after: readonly SqlValue[] | undefined
  readonly casts: readonly EntityType[] | undefined
}

export function* listEntities(store: EntityStore, place: Place, keys: Keys, query: Query, options: ListOptions): Work<Page> {
  const { dialect } = store
  const table = tableOf(place)
  const count = query.count ? yield* countEntities(store, place, keys, query, options.casts) : undefined
  const size = Math.min(query.top ?? options.pageSize, options.pageSize)
  if (size === 0) return { json: [], count, next: undefined }
  const values: SqlValue[] = [store.tenantId]
  let where = `t."tenantId" = ${dialect.placeholder(1)}`
  if (table.parent !== undefined) {
    values.push(keys[0] ?? '')
    where += ` AND t."parentId" = ${dialect.placeholder(2)}`
  }
  if (options.casts !== undefined && table.typed) where += ` AND t."odataType" IN (${options.casts.map(({ name }) => constant(name)).join(', ')})`
  if (options.after !== undefined) {
    values.push(options.after[0] ?? '')
    where += ` AND t."id" > ${dialect.placeholder(values.length)}`
  }
  const skip = options.after === undefined && query.skip !== undefined ? ` OFFSET ${query.skip}` : ''
  const rows = yield* all(
    `SELECT ${projection(dialect, place, 't', options.shape)}, t."id" FROM ${identifier(table.name)} t WHERE ${where} ORDER BY t."id" LIMIT ${size + 1}${skip}`,
    values,
  )
  const page = rows.slice(0, size)
  const last = page.at(-1)
  return { json: page.map((row) => row[0] as string), count, next: rows.length > size && last !== undefined ? last.slice(1) : undefined }
}

export function* countEntities(
  store: EntityStore,
  place: Place,
  keys: Keys,
  _query: Pick<Query, 'filter' | 'search'>,
  casts: readonly EntityType[] | undefined,
): Work<number> {
  const { dialect } = store
  const table = tableOf(place)
  let where = `t."tenantId" = ${dialect.placeholder(1)}`
  if (table.parent !== undefined) where += ` AND t."parentId" = ${dialect.placeholder(2)}`
  if (casts !== undefined && table.typed) where += ` AND t."odataType" IN (${casts.map(({ name }) => constant(name)).join(', ')})`
  const values = table.parent === undefined ? [store.tenantId] : [store.tenantId, keys[0] ?? '']
  const row = yield* first(`SELECT CAST(count(*) AS INTEGER) FROM ${identifier(table.name)} t WHERE ${where}`, values)
  return Number(row?.[0] ?? 0)
}

export function* findEntity(store: EntityStore, place: Place, keys: Keys, _query: Pick<Query, 'select' | 'expand'>, options: ListOptions): Work<string | undefined> {
  return yield* store.find(place, keys, options.shape)
}
