/** Which tenants and documents are so large that what is done with all of them takes a while. */
import type { Model } from '../../model/model.js'
import { DOCUMENTS } from '../../store/layout/document-table.js'
import { tableOf } from '../../store/layout/tables.js'
import { dialectOf, identifier } from '../../store/sql/dialect.js'
import { first } from '../../store/work.js'
import type { Database, Work } from '../../store/work.js'
import { containedResources, rootResources } from '../transfer/resources.js'

/** Bytes that are imported in less than 100 ms. */
export const LARGE_DOCUMENT = 512 * 1024

/** Rows that are read or removed in less than 100 ms. */
export const LARGE_TENANT = 5000

/** Counts no more rows than it has to. */
export function* isLarge(model: Model, { provider }: Pick<Database, 'provider'>, tenantId: string): Work<boolean> {
  const roots = rootResources(model)
  const resources = [...roots, ...roots.flatMap((root) => containedResources(root))]
  const tables = new Set([...resources.map((resource) => tableOf(resource).name), 'groupMember', DOCUMENTS])
  const mark = dialectOf(provider).placeholder(1)
  const few = [...tables].map(
    (table) =>
      `SELECT 1 FROM (SELECT 1 FROM ${identifier(table)} WHERE "tenantId" = ${mark} LIMIT ${LARGE_TENANT + 1}) ${identifier(`few ${table}`)}`,
  )
  const sql = `SELECT count(*) FROM (SELECT 1 FROM (${few.join(' UNION ALL ')}) rows LIMIT ${LARGE_TENANT + 1}) counted`
  return Number((yield* first(sql, [tenantId]))?.[0] ?? 0) > LARGE_TENANT
}
