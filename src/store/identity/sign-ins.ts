/** What a user is signed in with: browsers, and apps that hold a refresh token. */
import { createFamilyRevocation } from './credentials.js'
import type { Grant } from './credentials.js'
import { statement, timeFrom } from './sql.js'
import type { IdentityDeps } from './sql.js'
import { all, first, run } from '../work.js'
import type { Work } from '../work.js'
import type { User } from './users.js'

export interface SignIn {
  /** Of the hash of a session, or of the family of a refresh token. */
  readonly id: string
  readonly kind: 'browser' | 'app'
  /** Of an app. */
  readonly appId?: string
  readonly scope?: string
  /** Milliseconds since 1970. */
  readonly signedInAt: number
  /** Stored form. */
  readonly usedAt: string
  readonly expiresAt: string
}

type Owner = Pick<User, 'tenantId' | 'id'>

export interface SignIns {
  /** Those that neither have expired nor were ended, the newest first. */
  list(user: Owner): Promise<readonly SignIn[]>
  /** False if the user is not signed in with it. */
  end(user: Owner, id: string): Promise<boolean>
}

export function createSignIns(deps: IdentityDeps): SignIns {
  const { database, clock } = deps
  const sql = (text: string): string => statement(database, text)
  const sessions = sql(
    `SELECT "hash", "createdAt", "expiresAt" FROM "signInSession" WHERE "tenantId" = ?1 AND "userId" = ?2 AND "expiresAt" > ?3`,
  )
  const tokens = sql(
    `SELECT t."family", t."grant", t."createdAt", t."expiresAt" FROM "refreshToken" t WHERE t."tenantId" = ?1 AND t."userId" = ?2 AND t."expiresAt" > ?3 AND t."redeemedAt" IS NULL AND NOT EXISTS (SELECT 1 FROM "revokedFamily" f WHERE f."family" = t."family")`,
  )
  const family = sql(
    `SELECT "family" FROM "refreshToken" WHERE "tenantId" = ?1 AND "userId" = ?2 AND "family" = ?3 LIMIT 1`,
  )
  const endSession = sql(`DELETE FROM "signInSession" WHERE "tenantId" = ?1 AND "userId" = ?2 AND "hash" = ?3`)
  const revoke = createFamilyRevocation(deps)
  return {
    async list({ tenantId, id }) {
      const key = [tenantId, id, timeFrom(clock, tenantId)]
      const [browsers, apps] = await database.read(function* (): Work<[SignIn[], SignIn[]]> {
        const held = yield* all(sessions, key)
        return [held.map(toBrowser), (yield* all(tokens, key)).map(toApp)]
      })
      return [...browsers, ...apps].sort((a, b) => b.signedInAt - a.signedInAt || (a.id < b.id ? -1 : 1))
    },
    end({ tenantId, id: userId }, id) {
      return database.write(function* (): Work<boolean> {
        const { changes } = yield* run(endSession, [tenantId, userId, id])
        if (changes > 0) return true
        if ((yield* first(family, [tenantId, userId, id])) === undefined) return false
        return yield* revoke(id)
      })
    },
  }
}

function toBrowser(row: readonly unknown[]): SignIn {
  const [id, createdAt, expiresAt] = row as [string, string, string]
  return { id, kind: 'browser', signedInAt: Date.parse(`${createdAt}Z`), usedAt: createdAt, expiresAt }
}

function toApp(row: readonly unknown[]): SignIn {
  const [id, grant, usedAt, expiresAt] = row as [string, string, string, string]
  const { appId, scope, authTime, signedInAt = authTime * 1000 } = JSON.parse(grant) as Grant
  return { id, kind: 'app', appId, scope, signedInAt, usedAt, expiresAt }
}
