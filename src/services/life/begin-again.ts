/** The clock of a tenant that lives never goes back (L1), unless nothing has happened in it yet: then it begins to live anew. */
import { dialectOf } from '../../store/sql/dialect.js'
import { one } from '../../store/work.js'
import type { Database, Work } from '../../store/work.js'
import { RANKS } from './events.js'
import { forgetLife, holdRecord } from './records.js'

/** Gives whether the clock may go back. What was planned at its begin is forgotten then. */
export function* beginAgain(database: Pick<Database, 'provider'>, tenantId: string): Work<boolean> {
  const record = yield* holdRecord(database, tenantId)
  if (record?.begunAt === undefined) return true
  const mark = dialectOf(database.provider).placeholder(1)
  for (const sql of [
    `SELECT 1 FROM "lifeNote" WHERE "tenantId" = ${mark} LIMIT 1`,
    `SELECT 1 FROM "lifeDevice" WHERE "tenantId" = ${mark} LIMIT 1`,
    // Of a client's write, or of an administrator's.
    `SELECT 1 FROM "lifeEvent" WHERE "tenantId" = ${mark} AND "rank" NOT IN (${RANKS.checkIn}, ${RANKS.aggregation}) LIMIT 1`,
  ])
    if ((yield* one(sql, [tenantId])) !== undefined) return false
  yield* forgetLife(database, tenantId, 'settings')
  return true
}
