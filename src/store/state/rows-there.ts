/** Which tables hold anything of a tenant: a statement for each of them would take longer than what it does. */
import { dialectOf, identifier } from '../sql/dialect.js'
import { first } from '../work.js'
import type { Database, Work } from '../work.js'
import { isOfTenant, readStateTables } from './tenant-tables.js'

/** Rows that are counted at most. */
export const MANY = 1000

/** By table of the tenant's state, how many rows there are, up to {@link MANY}. Tables without any are left out. */
export function* rowsThere(
  { provider }: Pick<Database, 'provider'>,
  tenantId: string,
): Work<ReadonlyMap<string, number>> {
  const dialect = dialectOf(provider)
  const tables = yield* readStateTables(dialect)
  const counts = tables.map(
    (table) =>
      `(SELECT count(*) FROM (SELECT 1 FROM ${identifier(table.name)} t WHERE ${isOfTenant(table, dialect.placeholder(1))} LIMIT ${MANY}) r)`,
  )
  const row = (yield* first(`SELECT ${counts.join(', ')}`, [tenantId])) ?? []
  return new Map(tables.flatMap(({ name }, i) => (Number(row[i]) > 0 ? [[name, Number(row[i])] as const] : [])))
}
