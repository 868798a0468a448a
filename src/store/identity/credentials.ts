/**
 * Credentials that count once: authorization codes, refresh tokens, device codes, identifiers of client assertions.
 * Each is redeemed by a single UPDATE that only the first of several can win, so it does not matter how many processes
 * try. Only hashes are kept.
 */
import { createHash, randomBytes } from 'node:crypto'
import { dateTimeFromClock } from '../../model/date-time.js'
import { createEviction } from './bounds.js'
import { statement, timeFrom } from './sql.js'
import type { IdentityDeps } from './sql.js'
import { forgetRemoved } from '../query/changes.js'
import { all, first, one, run } from '../work.js'
import type { Work } from '../work.js'

/** What a code or refresh token stands for. */
export interface Grant {
  readonly appId: string
  /** Scopes as the client asked for them, separated by spaces. */
  readonly scope: string
  /** The `resource` of a version 1 request. */
  readonly resource?: string
  readonly redirectUri?: string
  readonly nonce?: string
  readonly challenge?: string
  readonly challengeMethod?: string
  /** Seconds since 1970 of the sign-in. */
  readonly authTime: number
  /** The same in milliseconds; what an earlier version kept has only the seconds. */
  readonly signedInAt?: number
  readonly method: 'pwd' | 'none'
  /** Redeemed in a browser only, and not for long. */
  readonly spa?: boolean
  /** The client understands claims challenges. */
  readonly continuousAccess?: boolean
}

export interface KeptGrant {
  readonly tenantId: string
  readonly userId: string
  readonly grant: Grant
  readonly family: string
  readonly createdAt: string
  readonly redeemed: boolean
  readonly revoked: boolean
  readonly expired: boolean
}

export interface NewGrant {
  readonly tenantId: string
  readonly userId: string
  readonly grant: Grant
  readonly family: string
  /** Milliseconds. */
  readonly life: number
}

export interface Credentials {
  /** A new authorization code. */
  addCode(code: NewGrant): Promise<string>
  findCode(code: string): Promise<KeptGrant | undefined>
  /** True for the first caller. Later callers revoke the tokens that were made of the code. */
  redeemCode(code: string, tenantId: string): Promise<boolean>
  addRefreshToken(token: NewGrant): Promise<string>
  findRefreshToken(token: string): Promise<KeptGrant | undefined>
  /** The next token of the family for the first caller; undefined for later callers, and the family is revoked. */
  rotateRefreshToken(token: string, next: NewGrant): Promise<string | undefined>
  revokeFamily(family: string): Promise<void>
  /** False if the assertion has been used before. `expiresAt` in milliseconds since 1970. */
  useAssertion(tenantId: string, appId: string, jti: string, expiresAt: number): Promise<boolean>
}

/** How long a redeemed credential is remembered, so that its second use is recognised for what it is. */
const MEMORY = 24 * 60 * 60 * 1000
const FAMILY_MEMORY = 91 * 24 * 60 * 60 * 1000

/** Between two removals of what has expired. */
const PURGE_EVERY = 60_000

export function newCredential(): string {
  return randomBytes(48).toString('base64url')
}

export function hashCredential(credential: string): string {
  return createHash('sha256').update(credential).digest('base64url')
}

/** Revokes a family of tokens as one step of a transaction. Whether it was not revoked before. */
export function createFamilyRevocation({ database, clock }: IdentityDeps): (family: string) => Work<boolean> {
  const sql = statement(
    database,
    `INSERT INTO "revokedFamily" ("family", "expiresAt") VALUES (?1, ?2) ON CONFLICT DO NOTHING`,
  )
  return function* (family) {
    return (yield* run(sql, [family, timeFrom(clock, undefined, FAMILY_MEMORY)])).changes > 0
  }
}

export function createCredentials(
  deps: IdentityDeps,
  most: { readonly authorizationCode?: number; readonly refreshToken?: number } = {},
): Credentials {
  const { database, clock } = deps
  const sql = (text: string): string => statement(database, text)
  const select = (table: string): string =>
    sql(
      `SELECT c."tenantId", c."userId", c."grant", c."family", ${table === 'refreshToken' ? 'c."createdAt"' : `''`}, c."redeemedAt", f."family", c."expiresAt" FROM "${table}" c LEFT JOIN "revokedFamily" f ON f."family" = c."family" WHERE c."hash" = ?1`,
    )
  const redeem = (table: string): string =>
    sql(
      `UPDATE "${table}" SET "redeemedAt" = ?1 WHERE "hash" = ?2 AND "redeemedAt" IS NULL AND "expiresAt" > ?1 AND NOT EXISTS (SELECT 1 FROM "revokedFamily" f WHERE f."family" = "${table}"."family")`,
    )
  const selectCode = select('authorizationCode')
  const selectToken = select('refreshToken')
  const redeemCode = redeem('authorizationCode')
  const redeemToken = redeem('refreshToken')
  const insertCode = sql(
    `INSERT INTO "authorizationCode" ("hash", "tenantId", "userId", "grant", "family", "expiresAt") VALUES (?1, ?2, ?3, ?4, ?5, ?6)`,
  )
  const insertToken = sql(
    `INSERT INTO "refreshToken" ("hash", "tenantId", "userId", "grant", "family", "expiresAt", "createdAt") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)`,
  )
  const familyOfCode = sql(`SELECT "family" FROM "authorizationCode" WHERE "hash" = ?1 AND "redeemedAt" IS NOT NULL`)
  const familyOfToken = sql(`SELECT "family" FROM "refreshToken" WHERE "hash" = ?1 AND "redeemedAt" IS NOT NULL`)
  const insertAssertion = sql(
    `INSERT INTO "clientAssertion" ("tenantId", "appId", "jti", "expiresAt") VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING`,
  )
  const purge = createPurge(deps)
  const evictCodes = createEviction(deps, 'authorizationCode', most.authorizationCode)
  const evictTokens = createEviction(deps, 'refreshToken', most.refreshToken)

  const find = async (text: string, credential: string): Promise<KeptGrant | undefined> => {
    const row = await database.read(() => one(text, [hashCredential(credential)]))
    if (row === undefined) return undefined
    const [tenantId, userId, grant, family, createdAt, redeemedAt, revoked, expiresAt] = row as string[]
    return {
      tenantId: tenantId as string,
      userId: userId as string,
      grant: JSON.parse(grant as string) as Grant,
      family: family as string,
      createdAt: createdAt as string,
      redeemed: redeemedAt !== null,
      revoked: revoked !== null,
      expired: (expiresAt as string) <= timeFrom(clock, tenantId),
    }
  }
  const values = (hash: string, { tenantId, userId, grant, family, life }: NewGrant): string[] => [
    hash,
    tenantId,
    userId,
    JSON.stringify(grant),
    family,
    timeFrom(clock, tenantId, life),
  ]
  const revoke = createFamilyRevocation(deps)
  /** A credential that is redeemed twice is in two hands: neither is believed from now on. */
  function* revokeReused(text: string, hash: string): Work<void> {
    const row = yield* first(text, [hash])
    if (row !== undefined) yield* revoke(row[0] as string)
  }

  return {
    async addCode(code) {
      await purge()
      const credential = newCredential()
      await database.write(() => run(insertCode, values(hashCredential(credential), code)))
      await evictCodes(code.tenantId)
      return credential
    },
    findCode: (code) => find(selectCode, code),
    redeemCode(code, tenantId) {
      const hash = hashCredential(code)
      return database.write(function* (): Work<boolean> {
        const { changes } = yield* run(redeemCode, [timeFrom(clock, tenantId), hash])
        if (changes === 0) yield* revokeReused(familyOfCode, hash)
        return changes === 1
      })
    },
    async addRefreshToken(token) {
      await purge()
      const credential = newCredential()
      const now = timeFrom(clock, token.tenantId)
      await database.write(() => run(insertToken, [...values(hashCredential(credential), token), now]))
      await evictTokens(token.tenantId)
      return credential
    },
    findRefreshToken: (token) => find(selectToken, token),
    rotateRefreshToken(token, next) {
      const hash = hashCredential(token)
      const credential = newCredential()
      return database.write(function* (): Work<string | undefined> {
        const now = timeFrom(clock, next.tenantId)
        const { changes } = yield* run(redeemToken, [now, hash])
        if (changes === 0) {
          yield* revokeReused(familyOfToken, hash)
          return undefined
        }
        yield* run(insertToken, [...values(hashCredential(credential), next), now])
        return credential
      })
    },
    async revokeFamily(family) {
      await database.write(() => revoke(family))
    },
    async useAssertion(tenantId, appId, jti, expiresAt) {
      await purge()
      const until = dateTimeFromClock(expiresAt, 0)
      const { changes } = await database.write(() =>
        run(insertAssertion, [tenantId, appId, hashCredential(jti), until]),
      )
      return changes === 1
    },
  }
}

/** Removes what has expired, now and then, when something is added. What is of a tenant expires by its clock. */
function createPurge({ database, clock, machine = () => clock(undefined) }: IdentityDeps): () => Promise<void> {
  const deletions: [string, number][] = [
    ['authorizationCode', MEMORY],
    ['refreshToken', MEMORY],
    ['deviceCode', MEMORY],
    ['clientAssertion', 0],
    ['signInSession', 0],
  ]
  const own = statement(database, `SELECT "tenantId" FROM "clock" WHERE "tenantId" <> ''`)
  let last = machine()
  return async () => {
    if (Math.abs(machine() - last) < PURGE_EVERY) return
    last = machine()
    await database.write(function* (): Work<void> {
      const tenants = (yield* all(own, [])).map(([id]) => id as string)
      for (const [table, memory] of deletions) {
        const old = `DELETE FROM "${table}" WHERE "expiresAt" < ?1`
        for (const id of tenants)
          yield* run(statement(database, `${old} AND "tenantId" = ?2`), [timeFrom(clock, id, -memory), id])
        const others = tenants.length === 0 ? '' : ` AND "tenantId" NOT IN (SELECT "tenantId" FROM "clock")`
        yield* run(statement(database, old + others), [timeFrom(clock, undefined, -memory)])
      }
      yield* run(statement(database, `DELETE FROM "revokedFamily" WHERE "expiresAt" < ?1`), [
        timeFrom(clock, undefined),
      ])
      yield* forgetRemoved(database, (ago) => timeFrom(machine, undefined, -ago))
    })
  }
}
