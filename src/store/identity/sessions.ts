/** Browsers that are signed in, by the hash of their cookie. */
import { createEviction } from './bounds.js'
import { hashCredential, newCredential } from './credentials.js'
import { statement, timeFrom } from './sql.js'
import type { IdentityDeps } from './sql.js'
import { one, run } from '../work.js'

export interface Session {
  readonly tenantId: string
  readonly userId: string
  /** Stored form. */
  readonly createdAt: string
}

export interface Sessions {
  /** The value for the cookie. */
  add(tenantId: string, userId: string): Promise<string>
  find(cookie: string): Promise<Session | undefined>
  remove(cookie: string): Promise<void>
}

export const SESSION_LIFE = 24 * 60 * 60 * 1000

export function createSessions(deps: IdentityDeps, most?: number): Sessions {
  const { database, clock } = deps
  const evict = createEviction(deps, 'signInSession', most)
  const insert = statement(
    database,
    `INSERT INTO "signInSession" ("hash", "tenantId", "userId", "createdAt", "expiresAt") VALUES (?1, ?2, ?3, ?4, ?5)`,
  )
  const select = statement(
    database,
    `SELECT "tenantId", "userId", "createdAt", "expiresAt" FROM "signInSession" WHERE "hash" = ?1`,
  )
  const drop = statement(database, `DELETE FROM "signInSession" WHERE "hash" = ?1`)
  return {
    async add(tenantId, userId) {
      const cookie = newCredential()
      const times = [timeFrom(clock, tenantId), timeFrom(clock, tenantId, SESSION_LIFE)]
      const values = [hashCredential(cookie), tenantId, userId, ...times]
      await database.write(() => run(insert, values))
      await evict(tenantId)
      return cookie
    },
    async find(cookie) {
      const row = await database.read(() => one(select, [hashCredential(cookie)]))
      if (row === undefined) return undefined
      const [tenantId, userId, createdAt, expiresAt] = row as string[] as [string, string, string, string]
      return expiresAt > timeFrom(clock, tenantId) ? { tenantId, userId, createdAt } : undefined
    },
    async remove(cookie) {
      await database.write(() => run(drop, [hashCredential(cookie)]))
    },
  }
}
