/** All entities of a resource at once, for who takes a whole tenant along. */
import type { Resource } from '../../model/model.js'
import type { Entity } from '../../model/payload.js'
import { constant, identifier } from '../sql/dialect.js'
import type { EntityStore } from './entities.js'
import { projection } from '../layout/projection.js'
import { keyColumns, tableOf } from '../layout/tables.js'
import { all, run } from '../work.js'
import type { Database, Work } from '../work.js'

export interface EntityExport {
  /** Id of the entity that contains this one. */
  readonly parentId: string | undefined
  /** Name of the concrete type, where a resource holds more than one. */
  readonly type: string | undefined
  /** Everything that is stored, whatever version knows it. */
  readonly entity: Entity
}

/** In the order of their keys. */
export function* listAll({ dialect, tenantId }: EntityStore, resource: Resource): Work<EntityExport[]> {
  const table = tableOf(resource)
  const json = projection(dialect, resource, 't', { version: 'beta', select: undefined, typeAnnotations: 'none' })
  const columns = [table.parent === undefined ? 'NULL' : 't."parentId"', table.typed ? 't."odataType"' : 'NULL', json]
  const order = keyColumns(table).map((name) => `t.${identifier(name)}`)
  const sql = `SELECT ${columns.join(', ')} FROM ${identifier(table.name)} t WHERE t."tenantId" = ${dialect.placeholder(1)} ORDER BY ${order.join(', ')}`
  const rows = yield* all(sql, [tenantId])
  return rows.map(([parentId, type, text]) => ({
    parentId: typeof parentId === 'string' ? parentId : undefined,
    type: typeof type === 'string' ? type : undefined,
    entity: JSON.parse(text as string) as Entity,
  }))
}

/** A document with what leads to it. */
export interface DocumentExport {
  /** Names from the service root without keys. */
  readonly path: string
  /** Keys of the items that contain it, as they are stored. */
  readonly above: string
  /** Everything that is stored, its type in front. */
  readonly entity: Entity
}

/** All documents of a tenant in the order in which they were made: what contains others comes before them. */
export function* listDocuments({ dialect, tenantId }: EntityStore): Work<DocumentExport[]> {
  const rows = yield* all(
    `SELECT "path", "above", CAST("body" AS TEXT) FROM "entity" WHERE "tenantId" = ${dialect.placeholder(1)} ORDER BY "row"`,
    [tenantId],
  )
  return rows.map(([path, above, body]) => ({
    path: path as string,
    above: above as string,
    entity: JSON.parse(body as string) as Entity,
  }))
}

/** Deletes the documents of a tenant: all, or those whose paths begin with one of certain names. */
export function* removeDocuments({ dialect, tenantId }: EntityStore, roots?: readonly string[]): Work<void> {
  const within = roots?.map(
    (name) => `"path" = ${constant(name)} OR ("path" >= ${constant(`${name}/`)} AND "path" < ${constant(`${name}0`)})`,
  )
  if (within?.length === 0) return
  const which = within === undefined ? '' : ` AND (${within.join(' OR ')})`
  yield* run(`DELETE FROM "entity" WHERE "tenantId" = ${dialect.placeholder(1)}${which}`, [tenantId])
}

/** Makes the rest of a unit of work see one moment. SQLite, which runs it in one go, shows nothing else anyhow. */
export function* freezeMoment({ provider }: Pick<Database, 'provider'>): Work<void> {
  if (provider === 'postgresql') yield* run('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ', [])
}
