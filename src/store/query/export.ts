/** The entities of a tenant, for an export of all of it. */
import type { Resource } from '../../model/model.js'
import type { Entity } from '../../model/payload.js'
import { constant, identifier } from '../sql/dialect.js'
import type { EntityStore } from './entities.js'
import { projection } from '../layout/projection.js'
import { keyColumns, tableOf } from '../layout/tables.js'
import { all, run } from '../work.js'
import type { Work } from '../work.js'

export interface EntityExport {
  /** Id of the entity that contains this one. */
  readonly parentId: string | undefined
  /** Name of the concrete type, where a resource holds more than one. */
  readonly type: string | undefined
  /** Everything that is stored, whatever version knows it. */
  readonly entity: Entity
}

/** Some entities of a resource in the order of their keys, behind the one with the id `after`. */
export function listPage(
  store: EntityStore,
  resource: Resource,
  after: string | undefined,
  limit: number,
): Work<EntityExport[]> {
  if (after === undefined) return list(store, resource, () => '', [], limit)
  return list(store, resource, (mark) => ` AND t."id" > ${mark(2)}`, [after], limit)
}

/** What is at a contained resource in the items whose ids are from `first` to `last`. */
export function listInside(store: EntityStore, resource: Resource, first: string, last: string): Work<EntityExport[]> {
  return list(store, resource, (mark) => ` AND t."parentId" BETWEEN ${mark(2)} AND ${mark(3)}`, [first, last])
}

function* list(
  { dialect, tenantId }: EntityStore,
  resource: Resource,
  condition: (mark: (n: number) => string) => string,
  values: readonly string[],
  limit?: number,
): Work<EntityExport[]> {
  const table = tableOf(resource)
  const json = projection(dialect, resource, 't', { version: 'beta', select: undefined, typeAnnotations: 'none' })
  const columns = [table.parent === undefined ? 'NULL' : 't."parentId"', table.typed ? 't."odataType"' : 'NULL', json]
  const order = keyColumns(table).map((name) => `t.${identifier(name)}`)
  const sql =
    `SELECT ${columns.join(', ')} FROM ${identifier(table.name)} t WHERE t."tenantId" = ${dialect.placeholder(1)}` +
    `${condition((n) => dialect.placeholder(n))} ORDER BY ${order.join(', ')}${limit === undefined ? '' : ` LIMIT ${limit}`}`
  const rows = yield* all(sql, [tenantId, ...values])
  return rows.map(([parentId, type, text]) => ({
    parentId: typeof parentId === 'string' ? parentId : undefined,
    type: typeof type === 'string' ? type : undefined,
    entity: JSON.parse(text as string) as Entity,
  }))
}

/** A document with what leads to it. */
export interface DocumentExport {
  /** Its place in the order in which documents were made. */
  readonly row: number
  /** Names from the service root without keys. */
  readonly path: string
  /** Keys of the items that contain it, as they are stored. */
  readonly above: string
  /** Everything that is stored as JSON, its type in front. */
  readonly body: string
}

/** Some documents of a tenant behind a row, in the order in which they were made: what contains others comes before them. */
export function* listDocuments(
  { dialect, tenantId }: EntityStore,
  after: number,
  limit: number,
): Work<DocumentExport[]> {
  // The plus keeps SQLite from sorting all documents of the tenant for each page.
  const tenant = dialect.provider === 'sqlite' ? '+"tenantId"' : '"tenantId"'
  const rows = yield* all(
    `SELECT "row", "path", "above", CAST("body" AS TEXT) FROM "entity" WHERE ${tenant} = ${dialect.placeholder(1)} AND "row" > ${dialect.placeholder(2)} ORDER BY "row" LIMIT ${limit}`,
    [tenantId, after],
  )
  return rows.map(([row, path, above, body]) => ({
    row: Number(row),
    path: path as string,
    above: above as string,
    body: body as string,
  }))
}

/** Deletes the documents of a tenant: all, or those whose paths begin with one of certain names, but for the rows that stay. */
export function* removeDocuments(
  { dialect, tenantId }: EntityStore,
  roots?: readonly string[],
  stay: readonly number[] = [],
): Work<void> {
  if (roots?.length === 0) return
  const gone = roots === undefined ? '' : ` AND ${below(roots)}`
  const stays = stay.length === 0 ? '' : ` AND NOT ${dialect.isAmong('"row"', 2, 'integer')}`
  const values = [tenantId, ...(stay.length === 0 ? [] : [JSON.stringify(stay)])]
  yield* run(`DELETE FROM "entity" WHERE "tenantId" = ${dialect.placeholder(1)}${gone}${stays}`, values)
}

function below(roots: readonly string[]): string {
  const within = roots.map(
    (name) => `"path" = ${constant(name)} OR ("path" >= ${constant(`${name}/`)} AND "path" < ${constant(`${name}0`)})`,
  )
  return `(${within.join(' OR ')})`
}

/** The rows of documents that contain no other one, by path and id with their bodies, if all of them are there as they are given. */
export function* rowsOfIntact(
  { dialect, tenantId }: EntityStore,
  documents: ReadonlyMap<string, ReadonlyMap<string, string>>,
): Work<readonly number[]> {
  const paths = [...documents.keys()].map(constant)
  const rows = yield* all(
    `SELECT "row", "path", "id", CAST("body" AS TEXT) FROM "entity" WHERE "tenantId" = ${dialect.placeholder(1)} AND "path" IN (${paths.join(', ')}) AND "above" = ''`,
    [tenantId],
  )
  const intact = rows.filter(([, path, id, body]) => documents.get(String(path))?.get(String(id)) === body)
  const count = [...documents.values()].reduce((sum, { size }) => sum + size, 0)
  return intact.length === count ? intact.map(([row]) => Number(row)) : []
}
