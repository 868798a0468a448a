/** Items of a root set by their ids: those that are to be changed are read, and those that others are put into are held. */
import type { Resource } from '../../model/model.js'
import { propertyList } from '../../model/inheritance.js'
import { DOCUMENTS } from '../layout/document-table.js'
import { layoutOf } from '../layout/layout-of.js'
import type { Layout } from '../layout/layout.js'
import { identifier } from '../sql/dialect.js'
import { all } from '../work.js'
import type { Row, SqlValue, Work } from '../work.js'
import type { EntityStore, Stored } from './entities.js'
import { readingOf, WHOLE } from './statement-texts.js'

/** The items of a root set with these ids that are there, to be changed; all of them, or the members that are selected. */
export function* loadEach(
  store: EntityStore,
  resource: Resource,
  ids: readonly string[],
  select?: readonly string[],
): Work<Map<string, Stored>> {
  const { dialect } = store
  const layout = layoutOf(resource)
  const type = layout.typed ? 't."odataType"' : 'NULL'
  const shown = `t."id", ${type}, ${layout.shown(dialect, 't', select === undefined ? WHOLE : { ...WHOLE, select })}`
  const rows = yield* selectEach(store, layout, shown, ids, dialect.forUpdate)
  const typeNamed = new Map(resource.concreteTypes.map((each) => [each.name, each]))
  return new Map(
    rows.map(([id, name, json]) => [
      String(id),
      {
        type: typeNamed.get(String(name)) ?? resource.concreteTypes[0] ?? resource.type,
        entity: JSON.parse(String(json)) as Stored['entity'],
      },
    ]),
  )
}

/** Items whose rows stay where they are until the transaction ends: the numbers of documents, by which what they contain refers to them. */
export type HeldItems = ReadonlyMap<string, SqlValue>

/**
 * Those of these ids that are in a root set. No document is read for that. `known` are numbers of rows as they were before: it is
 * quicker to look whether they are there than to find them.
 */
export function* holdEach(
  store: EntityStore,
  resource: Resource,
  ids: readonly string[],
  known?: HeldItems,
): Work<HeldItems> {
  return new Map((yield* holdRows(store, resource, ids, known)).map(([id, row = null]) => [String(id), row]))
}

/** The same with the version of each: null of what has none. */
export function* holdVersions(
  store: EntityStore,
  resource: Resource,
  ids: readonly string[],
  known?: HeldItems,
): Work<{ readonly held: HeldItems; readonly versions: HeldItems }> {
  const isVersioned = propertyList(resource.type).some(([name]) => name === 'version')
  const version = isVersioned ? readingOf(store.dialect, resource, 'version').original.text() : 'NULL'
  const rows = yield* holdRows(store, resource, ids, known, `, ${version}`)
  return {
    held: new Map(rows.map(([id, row = null]) => [String(id), row])),
    versions: new Map(rows.map(([id, , found = null]) => [String(id), found])),
  }
}

function* holdRows(
  store: EntityStore,
  resource: Resource,
  ids: readonly string[],
  known: HeldItems = new Map(),
  more = '',
): Work<readonly Row[]> {
  const layout = layoutOf(resource)
  const isDocument = layout.table === DOCUMENTS
  const shown = `t."id", ${isDocument ? 't."row"' : 'NULL'}${more}`
  const places = isDocument && store.dialect.provider === 'sqlite' ? ids.flatMap((id) => known.get(id) ?? []) : []
  const there = places.length === 0 ? [] : yield* selectPlaces(store, layout, shown, places)
  const found = new Set(there.map(([id]) => id))
  const others = ids.filter((id) => !found.has(id))
  if (others.length === 0) return there
  return [...there, ...(yield* selectEach(store, layout, shown, others, store.dialect.forKeyShare))]
}

/** Rows of SQLite by their numbers, as far as those are still of this set. */
function selectPlaces(
  { dialect, tenantId }: EntityStore,
  layout: Layout,
  shown: string,
  places: readonly SqlValue[],
): Work<readonly Row[]> {
  const values = layout.values('collection', tenantId, [])
  const mark = (n: number): string => dialect.placeholder(n + 1)
  const where = layout.where('collection', 't', mark, { dialect, whose: 'own' })
  const from = `${dialect.elements(mark(values.length), 'v')} CROSS JOIN ${identifier(layout.table)} t`
  return all(`SELECT ${shown} FROM ${from} WHERE t."row" = v.value AND ${where}`, [...values, JSON.stringify(places)])
}

function* selectEach(
  { dialect, tenantId }: EntityStore,
  layout: Layout,
  shown: string,
  ids: readonly string[],
  lock: string,
): Work<readonly Row[]> {
  const values = layout.values('collection', tenantId, [])
  const mark = (n: number): string => dialect.placeholder(n + 1)
  const where = layout.where('collection', 't', mark, { dialect, whose: 'own' })
  const among = `t."id" IN (SELECT v.value FROM ${dialect.elements(mark(values.length), 'v')})`
  return yield* all(
    `SELECT ${shown} FROM ${identifier(layout.table)} t WHERE ${where} AND ${among} ORDER BY t."id"${lock === '' ? '' : `${lock} OF t`}`,
    [...values, JSON.stringify(ids)],
  )
}
