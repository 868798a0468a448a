/**
 * How many rows of a kind are kept that callers may add without a credential of their own. Where users need no password,
 * anyone can sign in, again and again: of what a sign-in leaves the oldest rows of the same tenant make room. A device code
 * that is being waited for must not be taken away: there the next request is refused.
 */
import { statement } from './sql.js'
import type { IdentityDeps } from './sql.js'
import { first, run } from '../work.js'
import type { Work } from '../work.js'

export const MOST = {
  deviceCode: 5000,
  signInSession: 10_000,
  authorizationCode: 10_000,
  refreshToken: 100_000,
} as const

type Table = keyof typeof MOST

/** To be called after each row that was added to a tenant. It counts once in a while, so there may be a few more. */
export function createEviction(
  { database }: IdentityDeps,
  table: Table,
  most: number = MOST[table],
): (tenantId: string) => Promise<void> {
  const every = Math.max(1, Math.floor(most / 100))
  const count = statement(database, `SELECT count(*) FROM "${table}" WHERE "tenantId" = ?1`)
  const evict = statement(
    database,
    `DELETE FROM "${table}" WHERE "hash" IN (SELECT "hash" FROM "${table}" WHERE "tenantId" = ?1 ORDER BY "expiresAt", "hash" LIMIT ?2)`,
  )
  /** Rows that were added since a tenant's rows were counted. */
  const added = new Map<string, number>()
  return async (tenantId) => {
    const more = (added.get(tenantId) ?? 0) + 1
    added.set(tenantId, more % every)
    if (more < every) return
    await database.write(function* (): Work<void> {
      const tooMany = Number((yield* first(count, [tenantId]))?.[0] ?? 0) - most
      if (tooMany > 0) yield* run(evict, [tenantId, tooMany])
    })
  }
}
