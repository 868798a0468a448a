/** Questions about the rows of a resource whose answer is not an entity, for rules that look things up. */
import type { Resource } from '../../model/model.js'
import { DOCUMENTS } from '../layout/document-table.js'
import { layoutOf } from '../layout/layout-of.js'
import type { Keys } from '../layout/layout.js'
import { all, first } from '../work.js'
import { constant, identifier } from '../sql/dialect.js'
import type { Effort, SqlValue, Work } from '../work.js'
import type { EntityStore } from './entities.js'
import { readingOf, rowsOf, statementText, WHOLE } from './statement-texts.js'

/** Texts of one property where another one equals a text, without regard to case. */
export function* lookUp(
  store: EntityStore,
  resource: Resource,
  wanted: string,
  property: string,
  foldedText: string,
): Work<string | undefined> {
  const layout = layoutOf(resource)
  const { original, folded = original } = readingOf(store.dialect, resource, property)
  const values = [...layout.values('collection', store.tenantId, []), foldedText]
  const sql =
    `SELECT ${readingOf(store.dialect, resource, wanted).original.text()} FROM ${rowsOf(store.dialect, layout, 'collection', 't')} ` +
    `AND ${folded.text()} = ${store.dialect.placeholder(values.length)} ORDER BY t."id" LIMIT 1`
  return (yield* first(sql, values))?.[0] as string | undefined
}

/** How many entities below one parent have each value of a property. */
export function* countBy(
  store: EntityStore,
  resource: Resource,
  keys: Keys,
  property: string,
): Work<Map<SqlValue, number>> {
  const layout = layoutOf(resource)
  const sql = statementText(store.dialect, { kind: `countBy ${property}`, resource, shape: WHOLE }, () => {
    const value = readingOf(store.dialect, resource, property).original.text()
    return `SELECT ${value}, count(*) FROM ${rowsOf(store.dialect, layout, 'collection', 't')} GROUP BY ${value}`
  })
  const rows = yield* all(sql, layout.values('collection', store.tenantId, keys))
  return new Map(rows.map(([value = null, count]) => [value, Number(count)]))
}

export interface Worst {
  /** The values of the property, the worst first; others count as `otherwise`. */
  readonly order: readonly string[]
  readonly otherwise: string
  /** Only below these parents. */
  readonly parents?: readonly string[] | undefined
  /** A part of a write whose work is not the client's choice. */
  readonly uncounted?: boolean | undefined
}

/** Steps to read a value out of a row and to sort it in. */
const LOOK = 10

/**
 * How many subjects have each value of a property of the entities that items of a set contain: each subject once, by the worst
 * of its values. A subject is what ids end with, where that is a GUID.
 */
export function* countWorst(
  { dialect, tenantId }: EntityStore,
  resource: Resource,
  property: string,
  { order, otherwise, parents, uncounted }: Worst,
): Work<Map<string, number>> {
  const layout = layoutOf(resource)
  const isDocument = layout.table === DOCUMENTS
  const { placeholder: mark } = dialect
  const value = readingOf(dialect, resource, property).original.text()
  const ranks = order.map((each, rank) => `WHEN ${constant(each)} THEN ${rank}`).join(' ')
  const above = isDocument ? 'above' : 'parentId'
  const own = isDocument ? ` AND t."path" = ${constant(resource.storedAt)}` : ''
  const among = parents === undefined ? '' : ` AND ${dialect.isAmong(`t."${above}"`, 2, 'text')}`
  const set = isDocument ? { tenantId, path: resource.storedAt } : undefined
  const effort: Effort | undefined = uncounted === true ? undefined : (rowsOf) => LOOK * rowsOf(layout.table, set)
  const rows = yield* all(
    `SELECT q."rank", count(*) FROM (SELECT CASE WHEN length(t."id") > 36 THEN substr(t."id", length(t."id") - 35) ELSE t."id" END AS "who", ` +
      `min(CASE ${value} ${ranks} ELSE ${order.indexOf(otherwise)} END) AS "rank" FROM ${identifier(layout.table)} t ` +
      `WHERE t."tenantId" = ${mark(1)}${own}${among} GROUP BY 1) q GROUP BY q."rank"`,
    parents === undefined ? [tenantId] : [tenantId, JSON.stringify(parents)],
    effort,
  )
  return new Map(rows.map(([rank, count]) => [order[Number(rank)] ?? otherwise, Number(count)]))
}

/** Whether the tenant has anything at `resource`. */
export function* hasAny(store: EntityStore, resource: Resource): Work<boolean> {
  const layout = layoutOf(resource)
  const sql = `SELECT 1 FROM ${rowsOf(store.dialect, layout, 'collection', 't')} LIMIT 1`
  return (yield* first(sql, layout.values('collection', store.tenantId, []))) !== undefined
}

/** Whether the tenant has something at each of `resources`, in one round trip. */
export function* hasSomeOfEach(store: EntityStore, resources: readonly Resource[]): Work<boolean> {
  const values: SqlValue[] = []
  const conditions = resources.map((resource) => {
    const layout = layoutOf(resource)
    const rows = rowsOf(store.dialect, layout, 'collection', 't', undefined, values.length)
    values.push(...layout.values('collection', store.tenantId, []))
    return `EXISTS (SELECT 1 FROM ${rows})`
  })
  return (yield* first(`SELECT 1 WHERE ${['1 = 1', ...conditions].join(' AND ')}`, values)) !== undefined
}

/** The highest of ids that are numbers, below one parent; -1 if there is none. */
export function* highestNumber(store: EntityStore, resource: Resource, keys: Keys): Work<number> {
  const layout = layoutOf(resource)
  const sql = `SELECT max(CAST(t."id" AS INTEGER)) FROM ${rowsOf(store.dialect, layout, 'collection', 't')} AND length(t."id") < 10`
  return Number((yield* first(sql, layout.values('collection', store.tenantId, keys)))?.[0] ?? -1)
}
