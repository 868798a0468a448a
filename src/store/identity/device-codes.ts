/** Device codes: a device polls with one half, a user approves the other. @see https://www.rfc-editor.org/rfc/rfc8628 */
import { randomInt } from 'node:crypto'
import { dateTimeFromClock } from '../../model/date-time.js'
import { MOST } from './bounds.js'
import { hashCredential, newCredential } from './credentials.js'
import type { Grant } from './credentials.js'
import { statement, timeFrom } from './sql.js'
import type { IdentityDeps } from './sql.js'
import { all, ConstraintViolation, one, run } from '../work.js'
import type { Row, Work } from '../work.js'

/** `signedInAt` is that of the user who decided. */
export type DeviceGrant = Pick<Grant, 'appId' | 'scope' | 'resource' | 'continuousAccess' | 'signedInAt'>

export type DeviceState = 'pending' | 'approved' | 'declined' | 'redeemed'

export interface KeptDeviceCode {
  /** Empty as long as nobody has signed in, if the device asked a shared name. */
  readonly tenantId: string
  readonly userId: string | undefined
  readonly userCode: string
  readonly grant: DeviceGrant
  readonly state: DeviceState
  readonly expired: boolean
}

export interface NewDeviceCode {
  readonly deviceCode: string
  readonly userCode: string
}

export interface DeviceDecision {
  readonly user: { readonly tenantId: string; readonly id: string }
  readonly grant: DeviceGrant
  readonly state: 'approved' | 'declined'
}

export interface DeviceCodes {
  /** `life` in milliseconds. Undefined if there are as many as are kept. */
  add(tenantId: string, grant: DeviceGrant, life: number): Promise<NewDeviceCode | undefined>
  find(deviceCode: string): Promise<KeptDeviceCode | undefined>
  findByUserCode(userCode: string): Promise<KeptDeviceCode | undefined>
  /** Notes a poll. False if the one before is less than `interval` milliseconds ago. */
  poll(deviceCode: string, interval: number): Promise<boolean>
  /** What the user said. False if it is too late, or another decision came first. */
  decide(userCode: string, decision: DeviceDecision): Promise<boolean>
  /** True for the first caller that asks for the tokens of an approved code. */
  redeem(deviceCode: string, tenantId: string): Promise<boolean>
}

/** Without vowels, so that no words come of it, and without what looks alike. */
const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ'
const LENGTH = 9

const COLUMNS = `"tenantId", "userId", "userCode", "grant", "state", "expiresAt"`

export function createDeviceCodes(
  { database, clock, machine = () => clock(undefined) }: IdentityDeps,
  most: number = MOST.deviceCode,
): DeviceCodes {
  /** A code of no tenant yet goes by the server's clock. */
  const nowOf = (tenantId: string): number => clock(tenantId === '' ? undefined : tenantId)
  const sql = (text: string): string => statement(database, text)
  const insert = sql(
    `INSERT INTO "deviceCode" ("hash", "userCode", "tenantId", "appId", "grant", "state", "expiresAt") SELECT ?1, ?2, ?3, ?4, ?5, 'pending', ?6 WHERE (SELECT count(*) FROM "deviceCode") < ${most}`,
  )
  const tenants = sql(`SELECT DISTINCT "tenantId" FROM "deviceCode"`)
  const dropExpired = sql(`DELETE FROM "deviceCode" WHERE "tenantId" = ?1 AND "expiresAt" <= ?2`)
  const byHash = sql(`SELECT ${COLUMNS} FROM "deviceCode" WHERE "hash" = ?1`)
  const byUserCode = sql(`SELECT ${COLUMNS} FROM "deviceCode" WHERE "userCode" = ?1`)
  const poll = sql(
    `UPDATE "deviceCode" SET "polledAt" = ?1 WHERE "hash" = ?2 AND ("polledAt" IS NULL OR "polledAt" <= ?3)`,
  )
  const decide = sql(
    `UPDATE "deviceCode" SET "state" = ?1, "tenantId" = ?2, "userId" = ?3, "grant" = ?4, "expiresAt" = ?5 WHERE "userCode" = ?6 AND "state" = 'pending' AND "expiresAt" = ?7`,
  )
  const redeem = sql(
    `UPDATE "deviceCode" SET "state" = 'redeemed' WHERE "hash" = ?1 AND "state" = 'approved' AND "expiresAt" > ?2`,
  )
  const toKept = (row: Row | undefined): KeptDeviceCode | undefined => {
    if (row === undefined) return undefined
    const [tenantId, userId, userCode, grant, state, expiresAt] = row
    return {
      tenantId: tenantId as string,
      userId: (userId as string | null) ?? undefined,
      userCode: userCode as string,
      grant: JSON.parse(grant as string) as DeviceGrant,
      state: state as DeviceState,
      expired: (expiresAt as string) <= dateTimeFromClock(nowOf(tenantId as string), 0),
    }
  }
  return {
    async add(tenantId, grant, life) {
      const deviceCode = newCredential()
      for (;;) {
        const userCode = newUserCode()
        const values = [
          hashCredential(deviceCode),
          userCode,
          tenantId,
          grant.appId,
          JSON.stringify(grant),
          dateTimeFromClock(nowOf(tenantId) + life, 0),
        ]
        try {
          const added = await database.write(function* (): Work<boolean> {
            if ((yield* run(insert, values)).changes === 1) return true
            for (const [id] of yield* all(tenants, []))
              yield* run(dropExpired, [id as string, dateTimeFromClock(nowOf(id as string), 0)])
            return (yield* run(insert, values)).changes === 1
          })
          return added ? { deviceCode, userCode } : undefined
        } catch (error) {
          if (!(error instanceof ConstraintViolation)) throw error
        }
      }
    },
    find: async (deviceCode) => toKept(await database.read(() => one(byHash, [hashCredential(deviceCode)]))),
    findByUserCode: async (userCode) => toKept(await database.read(() => one(byUserCode, [normalise(userCode)]))),
    async poll(deviceCode, interval) {
      // The device has really waited, whatever the clock of the tenant shows.
      const now = machine()
      const { changes } = await database.write(() => run(poll, [now, hashCredential(deviceCode), now - interval]))
      return changes === 1
    },
    async decide(userCode, { user, grant, state }) {
      const code = normalise(userCode)
      return database.write(function* (): Work<boolean> {
        const row = yield* one(byUserCode, [code])
        if (row === undefined) return false
        const [before, , , , , expiresAt] = row as string[] as [string, string, string, string, string, string]
        const left = Date.parse(`${expiresAt}Z`) - nowOf(before)
        if (left <= 0) return false
        // From now on it goes by the clock of the user's tenant.
        const until = before === user.tenantId ? expiresAt : timeFrom(clock, user.tenantId, left)
        const values = [state, user.tenantId, user.id, JSON.stringify(grant), until, code, expiresAt]
        return (yield* run(decide, values)).changes === 1
      })
    },
    async redeem(deviceCode, tenantId) {
      const now = timeFrom(clock, tenantId)
      const { changes } = await database.write(() => run(redeem, [hashCredential(deviceCode), now]))
      return changes === 1
    },
  }
}

function newUserCode(): string {
  return Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('')
}

/** As people type it. */
function normalise(userCode: string): string {
  return userCode.toUpperCase().replace(/[^A-Z]/g, '')
}
