/**
 * What users may not change of themselves without a role: the members that decide who signs in, and how.
 * @see https://learn.microsoft.com/graph/api/user-update#permissions
 */
import { denied, isAdministrator } from './authorize.js'
import type { Caller } from './caller.js'

const FOR_ADMINISTRATORS = [
  'accountEnabled',
  'identities',
  'mail',
  'mailNickname',
  'onPremisesImmutableId',
  'otherMails',
  'passwordPolicies',
  'passwordProfile',
  'proxyAddresses',
  'userPrincipalName',
  'userType',
]

/** `body` is a change of the user who calls. */
export function requireOwnMembers(caller: Caller, body: unknown): void {
  if (caller.kind !== 'user' || isAdministrator(caller) || typeof body !== 'object' || body === null) return
  if (FOR_ADMINISTRATORS.some((name) => Object.hasOwn(body, name))) throw denied()
}
