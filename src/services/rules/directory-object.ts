/**
 * What the directory demands of users and groups. Metadata says of most values that they may be null; the directory
 * wants some of them all the same.
 *
 * @see https://learn.microsoft.com/graph/api/user-post-users
 * @see https://learn.microsoft.com/graph/api/group-post-groups
 */
import { directoryBadRequest } from '../../errors.js'
import type { Entity } from '../../model/payload.js'
import { propertyList } from '../../model/inheritance.js'
import type { EntityType } from '../../model/types.js'
import { hashChosen } from '../hashing.js'
import { readRule, refreshGroup, refreshGroupsNaming, refreshMemberships } from '../membership-rules/apply.js'
import { readMembershipRule } from '../membership-rules/properties.js'
import { RuleError } from '../rule-language/tokens.js'
import type { Rules } from './rules.js'
import { run } from '../../store/work.js'
import type { Location } from '../scope.js'
import { requireMember } from './group-members.js'
import { requireUniqueName, takenUniqueName } from './unique-name.js'

const SIGN_IN_NAME = /^[^\s@]+@[^\s@]+$/

export const user: Rules = {
  hash(body) {
    const profile = (body as Entity | null | undefined)?.['passwordProfile']
    const password = (profile as Entity | null | undefined)?.['password']
    if (typeof password !== 'string' || password === '') return undefined
    const policies = (body as Entity)['passwordPolicies']
    if (!/\bDisableStrongPassword\b/.test(String(policies))) requireStrong(password)
    return hashChosen(password)
  },

  *prepare({ hashed, clock, switches }, location, stored, body) {
    const { entity } = stored
    requireValues('User', ['accountEnabled', 'displayName', 'mailNickname', 'userPrincipalName'], location, body)
    if (location.keys.length === 0 && hashed === undefined && switches.requirePassword)
      throw directoryBadRequest('A password must be specified to create a new user.', 'passwordProfile')
    requireValid('User', body, USER_LIMITS, stored.type)
    if (!SIGN_IN_NAME.test(String(entity['userPrincipalName'])))
      throw directoryBadRequest('Property userPrincipalName is invalid.', 'userPrincipalName')
    if (((body['businessPhones'] ?? []) as string[]).length > 1) throw invalidValue('User', 'businessPhones')
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

  *after(scope, _location, { entity }) {
    yield* refreshMemberships(scope, 'user', entity)
    return 'unchanged'
  },

  /** What the user has consented to names them, and is bound to nothing. */
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
  *prepare(scope, location, { entity }, body) {
    requireValid('Group', body, GROUP_LIMITS)
    yield* requireUniqueName(scope, 'Group', location, body)
    if (isDynamic(entity)) requireValues('Group', ['membershipRule'], CREATING, entity)
    requireMembershipRule(location, entity, body)
    requireValues('Group', ['displayName', 'mailEnabled', 'mailNickname', 'securityEnabled'], location, body)
    entity['renewedDateTime'] ??= entity['createdDateTime']
    entity['securityIdentifier'] ??= securityIdentifier(entity['id'] as string)
    entity['membershipRuleProcessingStatus'] = processingStatus(entity, `${scope.clock.now()}Z`)
  },

  *after(scope, _location, { entity }) {
    if (isDynamic(entity) && entity['membershipRuleProcessingState'] !== 'Paused')
      yield* refreshGroup(scope, { id: String(entity['id']), rule: String(entity['membershipRule']) })
  },

  *refers(scope, { keys: [id = ''] }, { name }) {
    if (name === 'members') yield* refreshGroupsNaming(scope, id)
  },

  links: requireMember,

  duplicate: takenUniqueName,
}

function isDynamic({ groupTypes }: Entity): boolean {
  return (groupTypes as readonly string[]).includes('DynamicMembership')
}

/** A rule that is written follows the grammar (L35 to L41). @see https://learn.microsoft.com/entra/identity/users/groups-dynamic-membership */
function requireMembershipRule({ keys }: Location, entity: Entity, body: Entity): void {
  const state = entity['membershipRuleProcessingState']
  if (state !== null && state !== 'On' && state !== 'Paused')
    throw invalidValue('Group', 'membershipRuleProcessingState')
  const rule = entity['membershipRule']
  if (typeof rule !== 'string' || (keys.length > 0 && !Object.hasOwn(body, 'membershipRule'))) return
  try {
    const { subject } = readMembershipRule(rule)
    if (subject === 'device' && (entity['groupTypes'] as readonly string[]).includes('Unified'))
      throw new RuleError('A Microsoft 365 group has no devices as members.', 0)
  } catch (error) {
    if (!(error instanceof RuleError)) throw error
    throw directoryBadRequest(`Dynamic membership rule validation error: ${error.message}`, 'membershipRule')
  }
}

/** How the rule of a dynamic group was applied last; null for other groups and for paused ones. */
function processingStatus(entity: Entity, lastMembershipUpdated: string): Entity | null {
  if (!isDynamic(entity) || entity['membershipRuleProcessingState'] === 'Paused') return null
  const rule = readRule(String(entity['membershipRule']))
  if (rule?.kind === 'rule') return { status: 'Succeeded', errorMessage: null, lastMembershipUpdated }
  const errorMessage = rule === undefined ? 'The rule is not valid.' : 'Managers of users are not kept.'
  return { status: 'Failed', errorMessage, lastMembershipUpdated: null }
}

/** A device of the directory. */
export const directoryDevice: Rules = {
  *after(scope, _location, { entity }) {
    yield* refreshMemberships(scope, 'device', entity)
    return 'unchanged'
  },
}

/** What is required whenever something is written. */
const CREATING = { keys: [] }

/** The most characters of texts. @see https://learn.microsoft.com/graph/api/resources/user */
const USER_LIMITS = { displayName: 256, givenName: 64, surname: 64, mailNickname: 64, userPrincipalName: 113 }

/** @see https://learn.microsoft.com/graph/api/resources/group */
const GROUP_LIMITS = { displayName: 256, mailNickname: 64, description: 1024 }

/** ASCII, but none of what an address gives a meaning to. */
const NICKNAME = /^[!#$%&'*+\-./0-9=?A-Z^_`a-z{|}~]+$/

/** `nowhereEmpty` is a type whose texts are null or something. */
function requireValid(
  resource: string,
  body: Entity,
  limits: Readonly<Record<string, number>>,
  nowhereEmpty?: EntityType,
): void {
  for (const [name, most] of Object.entries(limits))
    if (typeof body[name] === 'string' && body[name].length > most) throw invalidValue(resource, name)
  if (typeof body['mailNickname'] === 'string' && body['mailNickname'] !== '' && !NICKNAME.test(body['mailNickname']))
    throw invalidValue(resource, 'mailNickname')
  if (nowhereEmpty === undefined) return
  for (const [name, { type }] of propertyList(nowhereEmpty))
    if (body[name] === '' && type.kind === 'primitive' && type.name === 'Edm.String') throw invalidValue(resource, name)
}

function invalidValue(resource: string, name: string): Error {
  return directoryBadRequest(`Invalid value specified for property '${name}' of resource '${resource}'.`, name)
}

const CHARACTERS = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/]

/** Eight to 256 characters of three kinds. @see https://learn.microsoft.com/entra/identity/authentication/concept-sspr-policy */
function requireStrong(password: string): void {
  const kinds = CHARACTERS.filter((kind) => kind.test(password)).length
  if (password.length >= 8 && password.length <= 256 && kinds >= 3) return
  throw directoryBadRequest(
    'The specified password does not comply with password complexity requirements. Please provide a different password.',
    'passwordProfile/password',
  )
}

/** On create they must be there; later they must not be taken away. */
export function requireValues(
  resource: string,
  names: readonly string[],
  { keys }: Pick<Location, 'keys'>,
  body: Entity,
): void {
  const creates = keys.length === 0
  for (const name of names) {
    if (!creates && !Object.hasOwn(body, name)) continue
    const value = body[name]
    if (value === undefined || value === null || (typeof value === 'string' && value.trim() === ''))
      throw directoryBadRequest(`A value is required for property '${name}' of resource '${resource}'.`, name)
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
