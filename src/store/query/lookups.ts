/** Questions about the rows of a resource whose answer is not an entity, for rules that look things up. */
import type { Resource } from '../../model/model.js'
import { layoutOf } from '../layout/layout-of.js'
import type { Keys } from '../layout/layout.js'
import { all, first } from '../work.js'
import type { SqlValue, Work } from '../work.js'
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

/** Whether the tenant has anything at `resource`. */
export function* hasAny(store: EntityStore, resource: Resource): Work<boolean> {
  const layout = layoutOf(resource)
  const sql = `SELECT 1 FROM ${rowsOf(store.dialect, layout, 'collection', 't')} LIMIT 1`
  return (yield* first(sql, layout.values('collection', store.tenantId, []))) !== undefined
}

/** The highest of ids that are numbers, below one parent; -1 if there is none. */
export function* highestNumber(store: EntityStore, resource: Resource, keys: Keys): Work<number> {
  const layout = layoutOf(resource)
  const sql = `SELECT max(CAST(t."id" AS INTEGER)) FROM ${rowsOf(store.dialect, layout, 'collection', 't')} AND length(t."id") < 10`
  return Number((yield* first(sql, layout.values('collection', store.tenantId, keys)))?.[0] ?? -1)
}
