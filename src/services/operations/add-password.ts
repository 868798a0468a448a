/**
 * The action `addPassword` of an app registration. The secret is generated, shown once and kept as a hash.
 * @see https://learn.microsoft.com/graph/api/application-addpassword
 */
import { directoryBadRequest } from '../../errors.js'
import { readDateTimeOffset } from '../../model/date-time.js'
import { requireObject } from '../../model/payload.js'
import type { Entity } from '../../model/payload.js'
import { run } from '../../store/work.js'
import { hashGenerated } from '../hashing.js'
import { holdAppId } from './application-id.js'
import type { Effect } from './effect.js'

const LONGEST_NAME = 256

export const addPassword: Effect = {
  hash: hashGenerated,

  plan({ scope, resource, keys, sent: body }) {
    const asked = readNewPassword(body)
    const { secret, hash } = scope.hashed ?? {}
    if (secret === undefined || hash === undefined) throw new Error('the secret was not made beforehand')
    return function* () {
      const appId = yield* holdAppId(scope, resource, keys)
      const now = scope.clock.now()
      const endsAt = asked.endsAt ?? inTwoYears(now)
      const keyId = scope.newId()
      const hint = secret.slice(0, 3)
      const columns = ['tenantId', 'appId', 'keyId', 'hash', 'displayName', 'hint', 'createdAt', 'expiresAt']
      const placeholders = columns.map((_, i) => scope.store.dialect.placeholder(i + 1))
      yield* run(
        `INSERT INTO "applicationSecret" (${columns.map((name) => `"${name}"`).join(', ')}) VALUES (${placeholders.join(', ')})`,
        [scope.tenantId, appId, keyId, hash, asked.displayName, hint, asked.startsAt ?? now, endsAt],
      )
      const value = {
        customKeyIdentifier: null,
        displayName: asked.displayName,
        endDateTime: `${endsAt}Z`,
        hint,
        keyId,
        secretText: secret,
        startDateTime: `${asked.startsAt ?? now}Z`,
      }
      return { value }
    }
  },
}

interface NewPassword {
  readonly displayName: string | null
  readonly startsAt: string | undefined
  readonly endsAt: string | undefined
}

function readNewPassword(body: unknown): NewPassword {
  const { passwordCredential = null } = (body ?? {}) as { passwordCredential?: unknown }
  if (passwordCredential === null) return { displayName: null, startsAt: undefined, endsAt: undefined }
  requireObject(passwordCredential)
  const { displayName = null } = passwordCredential
  if (displayName !== null && (typeof displayName !== 'string' || displayName.length > LONGEST_NAME))
    throw invalid('displayName')
  return {
    displayName: displayName === null ? null : displayName.replaceAll('\0', '').toWellFormed(),
    startsAt: readTime(passwordCredential, 'startDateTime'),
    endsAt: readTime(passwordCredential, 'endDateTime'),
  }
}

function readTime(credential: Entity, name: string): string | undefined {
  const value = credential[name] ?? undefined
  if (value === undefined) return undefined
  const time = typeof value === 'string' ? readDateTimeOffset(value) : undefined
  if (time === undefined) throw invalid(name)
  return time
}

function invalid(name: string): Error {
  return directoryBadRequest(`Invalid value specified for property '${name}' of resource 'PasswordCredential'.`)
}

/** The same moment two years on; where there is no such day, the one after. */
function inTwoYears(now: string): string {
  const year = Number(now.slice(0, 4)) + 2
  const day = now.slice(4, 10) === '-02-29' ? '-03-01' : now.slice(4, 10)
  return `${year}${day}${now.slice(10)}`
}
