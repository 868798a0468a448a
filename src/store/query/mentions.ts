/** Where stored JSON mentions an id: what refers to something without a reference of the model, as assignments do. */
import type { Resource } from '../../model/model.js'
import { DOCUMENTS } from '../layout/document-table.js'
import { tableOf } from '../layout/tables.js'
import { identifier } from '../sql/dialect.js'
import { first } from '../work.js'
import type { Work } from '../work.js'
import type { EntityStore } from './entities.js'

/** Whether an item below `resources` mentions the id in a property. GUIDs need no escape in a pattern. */
export function* isMentioned(
  { dialect, tenantId }: EntityStore,
  resources: readonly Resource[],
  property: string,
  id: string,
): Work<boolean> {
  const tables = resources.filter(({ layout }) => layout === 'table').map((resource) => tableOf(resource).name)
  const names = new Set(resources.filter(({ layout }) => layout === 'document').map(({ name }) => name))
  const [tenant, pattern] = [dialect.placeholder(1), dialect.placeholder(2)]
  const like = (column: string): string => `CAST(${identifier(column)} AS TEXT) LIKE ${pattern}`
  const questions = tables.map(
    (table) => `SELECT 1 FROM ${identifier(table)} WHERE "tenantId" = ${tenant} AND ${like(property)}`,
  )
  for (const name of names)
    questions.push(
      `SELECT 1 FROM ${identifier(DOCUMENTS)} WHERE "tenantId" = ${tenant} AND "path" LIKE '%/${name}' AND ${like('body')}`,
    )
  for (const question of questions)
    if ((yield* first(`${question} LIMIT 1`, [tenantId, `%${id}%`])) !== undefined) return true
  return false
}
