/**
 * Keys that sign tokens. They live in the database, so that tokens outlive a restart and every process signs alike.
 * After a rotation the former key stays published until no token that it signed can still be valid.
 *
 * @see https://learn.microsoft.com/entra/identity-platform/signing-key-rollover
 */
import { createPrivateKey, createPublicKey, generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import { selfSigned, thumbprint } from './self-signed.js'
import { statement, timeFrom } from './sql.js'
import type { IdentityDeps } from './sql.js'
import { all, one, run } from '../work.js'
import type { Work } from '../work.js'

export interface SigningKey {
  /** Also its `x5t`. */
  readonly kid: string
  /** PEM. */
  readonly privateKey: string
}

export interface PublishedKey {
  readonly kid: string
  /** PEM. */
  readonly certificate: string
}

export interface SigningKeys {
  /** The key that signs; made if there is none yet. */
  getActive(): Promise<SigningKey>
  /** All keys whose signatures count, the active one first. */
  listPublished(): Promise<readonly PublishedKey[]>
  /** Makes a new key the active one. */
  rotate(): Promise<SigningKey>
  /** Takes a key that does not sign any more out of the published ones at once. False if there is no such key. */
  remove(kid: string): Promise<boolean>
}

/** A token lives 90 minutes at most, or 28 hours where clients know continuous access evaluation. */
const OVERLAP = 2 * 24 * 60 * 60 * 1000

const DAY = 24 * 60 * 60 * 1000

/** `announce` is called after the keys have changed. */
export function createSigningKeys({ database, clock }: IdentityDeps, announce: () => Promise<void>): SigningKeys {
  const selectActive = statement(database, `SELECT "kid", "privateKey" FROM "signingKey" WHERE "slot" = 'signing'`)
  const selectPublished = statement(
    database,
    `SELECT "kid", "certificate" FROM "signingKey" WHERE "slot" = 'signing' OR "retiredAt" > ?1 ORDER BY "slot" IS NULL, "retiredAt" DESC`,
  )
  const insert = statement(
    database,
    `INSERT INTO "signingKey" ("kid", "privateKey", "certificate", "slot", "createdAt") VALUES (?1, ?2, ?3, 'signing', ?4) ON CONFLICT DO NOTHING`,
  )
  const retire = statement(database, `UPDATE "signingKey" SET "slot" = NULL, "retiredAt" = ?1 WHERE "slot" = 'signing'`)
  const drop = statement(database, `DELETE FROM "signingKey" WHERE "kid" = ?1 AND "slot" IS NULL`)
  const purge = statement(database, `DELETE FROM "signingKey" WHERE "retiredAt" <= ?1`)
  const findActive = async (): Promise<SigningKey | undefined> => {
    const row = await database.read(() => one(selectActive, []))
    return row === undefined ? undefined : { kid: row[0] as string, privateKey: row[1] as string }
  }
  const make = async (): Promise<SigningKey & PublishedKey> => {
    const pair = await promisify(generateKeyPair)('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    })
    const certificate = selfSigned({
      publicKey: createPublicKey(pair.publicKey),
      privateKey: createPrivateKey(pair.privateKey),
      commonName: 'Intunite token signing',
      notBefore: clock(undefined) - DAY,
      notAfter: clock(undefined) + 5 * 365 * DAY,
    })
    return { kid: thumbprint(certificate, 'sha1'), privateKey: pair.privateKey, certificate }
  }
  const get = async (): Promise<SigningKey> => {
    const active = await findActive()
    if (active === undefined) throw new Error('there is no signing key')
    return active
  }

  return {
    async getActive() {
      const active = await findActive()
      if (active !== undefined) return active
      const made = await make()
      // Two processes may get here at once; the slot has room for one, and both go on with that.
      await database.write(() => run(insert, [made.kid, made.privateKey, made.certificate, timeFrom(clock, undefined)]))
      await announce()
      return get()
    },
    async listPublished() {
      const rows = await database.read(() => all(selectPublished, [timeFrom(clock, undefined, -OVERLAP)]))
      return rows.map(([kid, certificate]) => ({ kid: kid as string, certificate: certificate as string }))
    },
    async rotate() {
      const made = await make()
      await database.write(function* (): Work<void> {
        const now = timeFrom(clock, undefined)
        yield* run(purge, [timeFrom(clock, undefined, -OVERLAP)])
        yield* run(retire, [now])
        yield* run(insert, [made.kid, made.privateKey, made.certificate, now])
      })
      await announce()
      return get()
    },
    async remove(kid) {
      const { changes } = await database.write(() => run(drop, [kid]))
      await announce()
      return changes > 0
    },
  }
}
