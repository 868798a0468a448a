/** Where stored JSON mentions an id: what refers to something without a reference of the model, as assignments do. */
import type { Resource } from '../../model/model.js'
import { DOCUMENTS } from '../layout/document-table.js'
import { tableOf } from '../layout/tables.js'
import { constant, identifier } from '../sql/dialect.js'
import { all, first } from '../work.js'
import type { Work } from '../work.js'
import type { EntityStore } from './entities.js'

/** Something that mentions an id, with the path of its resource and the key of the item that contains it. */
export interface Mention {
  readonly path: string
  readonly above: string
  /** The JSON of the property, or of all that has it. */
  readonly json: string
}

/** Whether an item below `resources` mentions the id in a property. */
export function* isMentioned(
  store: EntityStore,
  resources: readonly Resource[],
  property: string,
  id: string,
): Work<boolean> {
  for (const question of questionsAbout(store, resources, property))
    if ((yield* first(`${question} LIMIT 1`, [store.tenantId, `%${id}%`])) !== undefined) return true
  return false
}

/** Every item below `resources` whose property mentions the id. */
export function* mentionsOf(
  store: EntityStore,
  resources: readonly Resource[],
  property: string,
  id: string,
): Work<Mention[]> {
  const found: Mention[] = []
  for (const question of questionsAbout(store, resources, property))
    for (const [path, above, json] of yield* all(question, [store.tenantId, `%${id}%`]))
      found.push({ path: String(path), above: String(above), json: String(json) })
  return found
}

/** GUIDs need no escape in a pattern. */
function questionsAbout({ dialect }: EntityStore, resources: readonly Resource[], property: string): string[] {
  const tables = resources.filter(({ layout }) => layout === 'table')
  const names = new Set(resources.filter(({ layout }) => layout === 'document').map(({ name }) => name))
  const [tenant, pattern] = [dialect.placeholder(1), dialect.placeholder(2)]
  const like = (column: string): string => `CAST(${identifier(column)} AS TEXT) LIKE ${pattern}`
  return [
    ...tables.map(
      (resource) =>
        `SELECT ${constant(resource.path)}, "parentId", CAST(${identifier(property)} AS TEXT) ` +
        `FROM ${identifier(tableOf(resource).name)} WHERE "tenantId" = ${tenant} AND ${like(property)}`,
    ),
    ...[...names].map(
      (name) =>
        `SELECT "path", "above", CAST("body" AS TEXT) FROM ${identifier(DOCUMENTS)} ` +
        `WHERE "tenantId" = ${tenant} AND "path" LIKE '%/${name}' AND ${like('body')}`,
    ),
  ]
}
