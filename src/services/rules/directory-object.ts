/**
 * What the directory demands of users and groups. Metadata says of most values that they may be null; the directory
 * wants some of them all the same.
 *
 * @see https://learn.microsoft.com/graph/api/user-post-users
 * @see https://learn.microsoft.com/graph/api/group-post-groups
 */
import { directoryBadRequest } from '../../errors.js'
import type { Entity } from '../../model/payload.js'
import { hashChosen } from '../hashing.js'
import type { Rules } from '../rules.js'
import { run } from '../../store/work.js'
import type { Location } from '../scope.js'

const SIGN_IN_NAME = /^[^\s@]+@[^\s@]+$/

export const user: Rules = {
  hash(body) {
    const profile = (body as Entity | null | undefined)?.['passwordProfile']
    const password = (profile as Entity | null | undefined)?.['password']
    return typeof password === 'string' && password !== '' ? hashChosen(password) : undefined
  },

  *prepare({ hashed, clock }, location, stored, body) {
    const { entity } = stored
    requireValues('User', ['accountEnabled', 'displayName', 'mailNickname', 'userPrincipalName'], location, body)
    if (!SIGN_IN_NAME.test(String(entity['userPrincipalName'])))
      throw directoryBadRequest('Property userPrincipalName is invalid.')
    entity['userType'] ??= 'Member'
    // Passwords are not for reading: sign-in has its own place for them.
    entity['passwordProfile'] = null
    if (hashed !== undefined) {
      entity['lastPasswordChangeDateTime'] = `${clock.now()}Z`
      // What was signed in with the old password ends with it.
      const ended = location.keys.length === 0 ? {} : { sessionsRevokedAt: clock.now() }
      stored.columns = { passwordHash: hashed.hash, ...ended }
    }
    entity['securityIdentifier'] ??= securityIdentifier(entity['id'] as string)
  },

  /** What the user has consented to names him, and is bound to nothing. */
  *beforeDelete({ store, tenantId }, { keys }) {
    const { placeholder } = store.dialect
    yield* run(`DELETE FROM "delegatedGrant" WHERE "tenantId" = ${placeholder(1)} AND "userId" = ${placeholder(2)}`, [
      tenantId,
      keys[0] ?? '',
    ])
  },

  duplicate: () =>
    directoryBadRequest('Another object with the same value for property userPrincipalName already exists.'),
}

export const group: Rules = {
  *prepare(_scope, location, { entity }, body) {
    requireValues('Group', ['displayName', 'mailEnabled', 'mailNickname', 'securityEnabled'], location, body)
    entity['renewedDateTime'] ??= entity['createdDateTime']
    entity['securityIdentifier'] ??= securityIdentifier(entity['id'] as string)
  },
}

/** On create they must be there; later they must not be taken away. */
export function requireValues(resource: string, names: readonly string[], { keys }: Location, body: Entity): void {
  const creates = keys.length === 0
  for (const name of names) {
    if (!creates && !Object.hasOwn(body, name)) continue
    const value = body[name]
    if (value === undefined || value === null || (typeof value === 'string' && value.trim() === ''))
      throw directoryBadRequest(`A value is required for property '${name}' of resource '${resource}'.`)
  }
}

/** The id in the form that Windows knows: four numbers, the bytes of the GUID as they lie in memory. */
export function securityIdentifier(id: string): string {
  const bytes = Buffer.from(id.replaceAll('-', ''), 'hex')
  bytes.subarray(0, 4).reverse()
  bytes.subarray(4, 6).reverse()
  bytes.subarray(6, 8).reverse()
  return `S-1-12-1-${[0, 4, 8, 12].map((at) => bytes.readUInt32LE(at)).join('-')}`
}
