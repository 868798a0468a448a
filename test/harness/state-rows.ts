/** The rows of a tenant in the tables that hold its state. */
import { dialectOf } from '../../src/store/sql/dialect.js'
import { STATE_TABLES } from '../../src/store/state/tenant-tables.js'
import { all } from '../../src/store/work.js'
import type { Database, Work } from '../../src/store/work.js'

/** By table, as JSON texts in the order of the database. The count of restores is no state. */
export function* readStateRows(
  { provider }: Pick<Database, 'provider'>,
  tenantId: string,
): Work<Map<string, string[]>> {
  const mark = dialectOf(provider).placeholder(1)
  const tables = new Map<string, string[]>()
  for (const table of STATE_TABLES) {
    const where =
      table === 'tenant'
        ? `"id" = ${mark}`
        : table === 'setting'
          ? `"name" = 'seed of ' || ${mark}`
          : `"tenantId" = ${mark}`
    const rows = yield* all(`SELECT * FROM "${table}" WHERE ${where}`, [tenantId])
    tables.set(
      table,
      rows.map((row) => JSON.stringify(table === 'tenant' ? row.slice(0, -1) : row)),
    )
  }
  return tables
}
