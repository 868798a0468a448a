/**
 * The actions `addPassword` and `removePassword` of an app registration. The secret is made up here, shown once and kept
 * as a hash.
 * @see https://learn.microsoft.com/graph/api/application-addpassword
 */
import { directoryBadRequest } from '../errors.js'
import { readDateTimeOffset } from '../model/date-time.js'
import { requireObject } from '../model/payload.js'
import type { Entity } from '../model/payload.js'
import type { Resource } from '../model/model.js'
import type { Keys } from '../store/query/entities.js'
import { first, run } from '../store/work.js'
import type { Work } from '../store/work.js'
import { notFound } from './entities.js'
import type { Scope } from './scope.js'

const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

const LONGEST_NAME = 256

export function addPassword(scope: Scope, resource: Resource, keys: Keys, body: unknown): () => Work<Entity> {
  const asked = readNewPassword(body)
  const { secret, hash } = scope.hashed ?? {}
  if (secret === undefined || hash === undefined) throw new Error('the secret was not made beforehand')
  return function* () {
    const appId = yield* appIdOf(scope, resource, keys)
    const now = scope.clock.now()
    const endsAt = asked.endsAt ?? inTwoYears(now)
    const keyId = scope.newId()
    const hint = secret.slice(0, 3)
    const columns = ['tenantId', 'appId', 'keyId', 'hash', 'displayName', 'hint', 'createdAt', 'expiresAt']
    const marks = columns.map((_, i) => scope.store.dialect.placeholder(i + 1))
    yield* run(
      `INSERT INTO "applicationSecret" (${columns.map((name) => `"${name}"`).join(', ')}) VALUES (${marks.join(', ')})`,
      [scope.tenantId, appId, keyId, hash, asked.displayName, hint, asked.startsAt ?? now, endsAt],
    )
    return {
      customKeyIdentifier: null,
      displayName: asked.displayName,
      endDateTime: `${endsAt}Z`,
      hint,
      keyId,
      secretText: secret,
      startDateTime: `${asked.startsAt ?? now}Z`,
    }
  }
}

export function removePassword(scope: Scope, resource: Resource, keys: Keys, body: unknown): () => Work<void> {
  requireObject(body)
  const keyId = body['keyId']
  if (typeof keyId !== 'string' || !GUID.test(keyId))
    throw directoryBadRequest("A value is required for property 'keyId' of resource 'PasswordCredential'.")
  return function* () {
    const appId = yield* appIdOf(scope, resource, keys)
    const { placeholder } = scope.store.dialect
    const { changes } = yield* run(
      `DELETE FROM "applicationSecret" WHERE "tenantId" = ${placeholder(1)} AND "appId" = ${placeholder(2)} AND "keyId" = ${placeholder(3)}`,
      [scope.tenantId, appId, keyId.toLowerCase()],
    )
    if (changes === 0) throw directoryBadRequest(`No password credential found with keyId '${keyId}'.`)
  }
}

function* appIdOf({ store, tenantId }: Scope, resource: Resource, keys: Keys): Work<string> {
  const { placeholder, forUpdate } = store.dialect
  const row = yield* first(
    `SELECT "appId" FROM "application" WHERE "tenantId" = ${placeholder(1)} AND "id" = ${placeholder(2)}${forUpdate}`,
    [tenantId, keys[0] ?? ''],
  )
  if (row === undefined) throw notFound(resource, keys)
  return row[0] as string
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
