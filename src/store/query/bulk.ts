/** Many rows at once, for seeds, imports, what a body contains, and what devices report; none is rendered. */
import type { Resource } from '../../model/model.js'
import { propertyList } from '../../model/inheritance.js'
import { identifier } from '../sql/dialect.js'
import { givenRecords } from '../sql/records.js'
import type { EntityStore, Keys, Stored } from './entities.js'
import { DOCUMENTS } from '../layout/document-table.js'
import { layoutOf } from '../layout/layout-of.js'
import type { Layout } from '../layout/layout.js'
import { all, one, run, runEach, runLong } from '../work.js'
import { readingOf, WHOLE } from './statement-texts.js'
import type { Row, SqlValue, Work } from '../work.js'

export interface BulkRow {
  /** Keys of the entity that contains this one, from the root down. */
  readonly keys: Keys
  readonly stored: Stored
}

/**
 * Adds entities to `resource`; those that are there already, by their key, stay as they are. Gives the count of new ones.
 * `last` is what {@link Command} means by it.
 */
export function* insertAll(
  store: EntityStore,
  resource: Resource,
  rows: readonly BulkRow[],
  last = false,
): Work<number> {
  return yield* write(store, resource, rows, last, 'kept')
}

/**
 * Adds entities; those that are there already, by their key, become what is given. `held` are the items that contain them, where
 * those are held.
 */
export function* putAll(
  store: EntityStore,
  resource: Resource,
  rows: readonly BulkRow[],
  held?: HeldItems,
): Work<number> {
  return yield* write(store, resource, rows, false, 'replaced', held)
}

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

/** Those of these ids that are in a root set. No document is read for that. */
export function* holdEach(store: EntityStore, resource: Resource, ids: readonly string[]): Work<HeldItems> {
  const rows = yield* holdRows(store, resource, ids)
  return new Map(rows.map(([id, row = null]) => [String(id), row]))
}

/** The same with the version of each: null of what has none. */
export function* holdVersions(
  store: EntityStore,
  resource: Resource,
  ids: readonly string[],
): Work<{ readonly held: HeldItems; readonly versions: HeldItems }> {
  const isVersioned = propertyList(resource.type).some(([name]) => name === 'version')
  const version = isVersioned ? readingOf(store.dialect, resource, 'version').original.text() : 'NULL'
  const rows = yield* holdRows(store, resource, ids, `, ${version}`)
  return {
    held: new Map(rows.map(([id, row = null]) => [String(id), row])),
    versions: new Map(rows.map(([id, , found = null]) => [String(id), found])),
  }
}

function holdRows(store: EntityStore, resource: Resource, ids: readonly string[], more = ''): Work<readonly Row[]> {
  const layout = layoutOf(resource)
  const row = layout.table === DOCUMENTS ? 't."row"' : 'NULL'
  return selectEach(store, layout, `t."id", ${row}${more}`, ids, store.dialect.forKeyShare)
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
  const among = dialect.isAmong('t."id"', values.length + 1, 'text')
  return yield* all(
    `SELECT ${shown} FROM ${identifier(layout.table)} t WHERE ${where} AND ${among} ORDER BY t."id"${lock === '' ? '' : `${lock} OF t`}`,
    [...values, JSON.stringify(ids)],
  )
}

/** Deletes the entities with these keys, and what they contain. Those that are not there are left out. */
export function* removeEach(store: EntityStore, resource: Resource, keys: readonly Keys[]): Work<void> {
  if (keys.length === 0) return
  const { dialect, tenantId } = store
  const layout = layoutOf(resource)
  const table = identifier(layout.table)
  const values = keys.map((each) => layout.values('item', tenantId, each))
  if (dialect.provider === 'sqlite') {
    const where = layout.where('item', 't', (n) => dialect.placeholder(n + 1), { dialect, whose: 'own' })
    yield* runEach(`DELETE FROM ${table} AS t WHERE ${where}`, values)
    return
  }
  const records = values.map((row) => Object.fromEntries(layout.key.map((name, n) => [name, row[n]])))
  const typed = layout.key.map((name) => `${identifier(name)} text`).join(', ')
  const same = layout.key.map((name) => `t.${identifier(name)} = k.${identifier(name)}`).join(' AND ')
  const source = givenRecords(`json_to_recordset($1::json) AS k(${typed})`)
  yield* run(`DELETE FROM ${table} t USING ${source} k WHERE ${same}`, [JSON.stringify(records), keys.length])
}

/** What becomes of a row that is there already. */
type Present = 'kept' | 'replaced'

function conflictOf(
  key: readonly string[],
  columns: readonly string[],
  present: Present,
  fixed: readonly string[] = [],
): string {
  const target = `ON CONFLICT (${key.map(identifier).join(', ')}) DO`
  if (present === 'kept') return `${target} NOTHING`
  const others = columns.filter((name) => !key.includes(name) && !fixed.includes(name))
  return `${target} UPDATE SET ${others.map((name) => `${identifier(name)} = excluded.${identifier(name)}`).join(', ')}`
}

function* write(
  store: EntityStore,
  resource: Resource,
  rows: readonly BulkRow[],
  last: boolean,
  present: Present,
  held?: HeldItems,
): Work<number> {
  const layout = layoutOf(resource)
  const { columns, container } = layout
  const values = rows.map(({ keys, stored: { type, entity } }) => layout.row(store.tenantId, keys, type, entity))
  if (rows.length === 0) return 0
  if (layout.table !== DOCUMENTS) return yield* writeValues(store, layout.table, columns, layout.key, values, present)
  const options = { last, present, held, fixed: layout.fixed }
  if (container?.resource.layout !== 'document')
    return yield* writeDocuments(store, columns, values, undefined, options)
  const above = containersOf(rows, (keys) => layoutOf(container.resource).values('item', store.tenantId, keys))
  return yield* writeDocuments(store, columns, values, above, options)
}

/** The key of the container of each row; of rows with the same keys, the same one. */
function containersOf(rows: readonly BulkRow[], keyOf: (keys: Keys) => readonly string[]): (readonly string[])[] {
  const known = new Map<Keys, readonly string[]>()
  return rows.map(({ keys }) => {
    let key = known.get(keys)
    if (key === undefined) known.set(keys, (key = keyOf(keys)))
    return key
  })
}

interface WriteOptions {
  readonly last: boolean
  readonly present: Present
  readonly fixed: Layout['fixed']
  /** Items of a root set that contain documents. */
  readonly held: HeldItems | undefined
}

/** Adds documents; `above` are the keys of the documents that contain them. */
function* writeDocuments(
  { dialect }: Pick<EntityStore, 'dialect'>,
  columns: readonly string[],
  rows: SqlValue[][],
  above: readonly (readonly string[])[] | undefined,
  { last, present, held, fixed }: WriteOptions,
): Work<number> {
  const into = `INSERT INTO "entity" (${columns.map(identifier).join(', ')}, "parentRow")`
  const tail = conflictOf(['tenantId', 'path', 'above', 'id'], columns, present, fixed)
  // What is held is locked already.
  const lock = held === undefined ? dialect.forKeyShare : ''
  const rowOf = (placeholders: readonly string[]): string =>
    `SELECT c."row" FROM "entity" c WHERE ${placeholders.map((each, i) => `c.${KEY[i]} = ${each}`).join(' AND ')}${lock}`
  if (dialect.provider === 'postgresql') {
    // What is the same in all rows, and the item that contains all of them, is sent once.
    const values: SqlValue[] = []
    const placeholders = new Map<string, string>()
    for (const [n, name] of columns.entries())
      if (SHARED.has(name) && rows.every((row) => row[n] === rows[0]?.[n]))
        placeholders.set(name, `$${values.push(rows[0]?.[n] ?? null) + 1}::text`)
    const [shared] = above !== undefined && new Set(above.map(String)).size === 1 ? above : []
    const ofEach = above === undefined || shared !== undefined ? [] : CONTAINER
    const ofParent =
      shared?.map((value) => `$${values.push(value) + 1}::text`) ?? ofEach.map((name) => `v.${identifier(name)}`)
    const own = [...columns.keys()].filter((n) => !placeholders.has(columns[n] ?? ''))
    const names = [...own.map((n) => columns[n] ?? ''), ...ofEach]
    const members = names.map((name) => `"${name}":`)
    const isJson = names.map((name) => JSON_COLUMNS.has(name))
    const record = (row: readonly SqlValue[], i: number): string => {
      const container = ofEach.length === 0 ? [] : (above?.[i] ?? [])
      let record = '{'
      for (let n = 0; n < names.length; n += 1) {
        const value = (n < own.length ? row[own[n] as number] : container[n - own.length]) ?? null
        if (value === null) continue
        if (record.length > 1) record += ','
        // What is JSON already stands in it as it is: as a text in a text it would be read and written twice.
        record += members[n] as string
        record += isJson[n] === true ? (value as string) : JSON.stringify(value)
      }
      return `${record}}`
    }
    const typed = names.map((name, n) => `${identifier(name)} ${isJson[n] === true ? 'json' : 'text'}`).join(', ')
    const selected = columns.map((name) => placeholders.get(name) ?? `v.${identifier(name)}`).join(', ')
    const parent = above === undefined ? 'NULL' : `(${rowOf(ofParent)})`
    const sql = `${into} SELECT ${selected}, ${parent} FROM json_to_recordset($1::json) AS v(${typed}) ${tail}`
    return (yield* runLong(sql, `[${rows.map(record).join()}]`, values, last)).changes
  }
  // One row in a statement is what SQLite is quickest with: 6 µs for each of a hundred rows, 14 µs if there are ten in one.
  const placeholders = Array.from({ length: columns.length + 1 }, (_, n) => dialect.placeholder(n + 1))
  const parentRows = new Map<readonly string[] | undefined, SqlValue>()
  for (const key of new Set(above)) {
    const known = held?.get(key.at(-1) ?? '')
    const found = known === undefined ? yield* one(rowOf(key.map((_, n) => dialect.placeholder(n + 1))), key) : [known]
    parentRows.set(key, found?.[0] ?? null)
  }
  for (const [i, row] of rows.entries()) row.push(parentRows.get(above?.[i]) ?? null)
  return (yield* runEach(`${into} VALUES (${placeholders.join(', ')}) ${tail}`, rows, last)).changes
}

const KEY = ['"tenantId"', '"path"', '"above"', '"id"'] as const
const CONTAINER = ['container tenantId', 'container path', 'container above', 'container id'] as const
const SHARED = new Set(['tenantId', 'path', 'above', 'parentTable', 'odataType'])
const JSON_COLUMNS = new Set(['body', 'bodyV1', 'folded'])

/** Adds rows to a table that holds no declared entities: who is a member of what. */
export function* insertValues(
  store: Pick<EntityStore, 'dialect'>,
  table: string,
  columns: readonly string[],
  key: readonly string[],
  rows: readonly (readonly SqlValue[])[],
): Work<number> {
  return yield* writeValues(store, table, columns, key, rows, 'kept')
}

/** The same where rows that are there become what is given. */
export function* putValues(
  store: Pick<EntityStore, 'dialect'>,
  table: string,
  columns: readonly string[],
  key: readonly string[],
  rows: readonly (readonly SqlValue[])[],
): Work<number> {
  return yield* writeValues(store, table, columns, key, rows, 'replaced')
}

function* writeValues(
  { dialect }: Pick<EntityStore, 'dialect'>,
  table: string,
  columns: readonly string[],
  key: readonly string[],
  rows: readonly (readonly SqlValue[])[],
  present: Present,
): Work<number> {
  const names = columns.map(identifier).join(', ')
  const tail = conflictOf(key, columns, present)
  if (rows.length === 0) return 0
  if (dialect.provider === 'postgresql') {
    // One parameter with everything in it is several times faster than one for every value.
    const source = `json_populate_recordset(NULL::${identifier(table)}, $1::json)`
    const records = rows.map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i]])))
    const sql = `INSERT INTO ${identifier(table)} (${names}) SELECT ${names} FROM ${source} ${tail}`
    return (yield* run(sql, [JSON.stringify(records)])).changes
  }
  const placeholders = columns.map((_, n) => dialect.placeholder(n + 1)).join(', ')
  return (yield* runEach(`INSERT INTO ${identifier(table)} (${names}) VALUES (${placeholders}) ${tail}`, rows)).changes
}
