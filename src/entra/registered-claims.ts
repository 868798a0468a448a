/**
 * Claims that tokens have because of an app's registration: its `optionalClaims` and `groupMembershipClaims`. Those of an
 * access token are what the app that offers the API asks for, those of an ID token what the client asks for.
 *
 * @see https://learn.microsoft.com/entra/identity-platform/optional-claims-reference
 */
import { createHash } from 'node:crypto'
import type { Claims } from '../auth/jwt.js'
import type { Application, OptionalClaim } from '../store/identity/applications.js'
import type { Identity } from '../store/identity/identity.js'
import type { User, UserDetails } from '../store/identity/users.js'

/** More groups than a token holds. @see https://learn.microsoft.com/security/zero-trust/develop/configure-tokens-group-claims-app-roles */
const MOST_GROUPS = 200
/** More groups than the fragment of a URL holds. */
const MOST_GROUPS_IN_URL = 5

export interface Registered {
  readonly tenantId: string
  readonly settings: Application['tokens']
  readonly token: 'accessToken' | 'idToken'
  /** Undefined in tokens of an app alone. */
  readonly user: User | undefined
  /** Milliseconds since 1970. */
  readonly signedInAt: number
  /** The token travels in the fragment of a URL. */
  readonly inUrl: boolean
  /** Directory roles of the user. */
  readonly roles: readonly string[]
}

interface Known extends Registered {
  readonly details: UserDetails
}

/** A name that is not here is ignored, as Entra does. */
const VALUES: Readonly<Record<string, (known: Known, claim: OptionalClaim) => unknown>> = {
  acct: ({ user }) => (user === undefined ? undefined : 0),
  auth_time: ({ user, signedInAt }) => (user === undefined ? undefined : Math.floor(signedInAt / 1000)),
  ctry: ({ details }) => details.country,
  email: ({ user }) => user?.mail,
  family_name: ({ user }) => user?.surname,
  given_name: ({ user }) => user?.givenName,
  idtyp({ user, token }, { additionalProperties }) {
    if (token === 'idToken') return undefined
    if (user === undefined) return 'app'
    return additionalProperties.includes('include_user_token') ? 'user' : undefined
  },
  ipaddr: ({ user }) => (user === undefined ? undefined : '127.0.0.1'),
  login_hint: ({ user, token }) => (token === 'idToken' ? user?.userPrincipalName : undefined),
  sid: ({ user, signedInAt }) => (user === undefined ? undefined : sessionIdOf(user, signedInAt)),
  tenant_ctry: ({ details }) => details.tenantCountry,
  tenant_region_scope: () => 'WW',
  upn: ({ user }) => user?.userPrincipalName,
  xms_pl: ({ details }) => details.preferredLanguage,
  xms_tpl: ({ details }) => details.tenantLanguage,
}

const IN_DETAILS = new Set(['ctry', 'tenant_ctry', 'xms_pl', 'xms_tpl'])

export async function registeredClaims({ users }: Pick<Identity, 'users'>, registered: Registered): Promise<Claims> {
  const { settings, token, tenantId, user } = registered
  const asked = settings.optionalClaims[token]
  const details = asked.some(({ name }) => IN_DETAILS.has(name)) ? await users.readDetails(tenantId, user?.id) : {}
  const claims: Record<string, unknown> = {}
  for (const claim of asked) {
    const value = Object.hasOwn(VALUES, claim.name)
      ? VALUES[claim.name]?.({ ...registered, details }, claim)
      : undefined
    if (value !== undefined) claims[claim.name] = value
  }
  if (user === undefined) return claims
  return { ...claims, ...roleClaims(registered), ...(await groupClaims(users, user, registered)) }
}

function roleClaims({ settings: { groupClaims }, roles }: Registered): Claims {
  return groupClaims.has('DirectoryRole') || groupClaims.has('All') ? { wids: roles } : {}
}

/** Groups that are assigned to the app (`ApplicationGroup`) are none: nothing assigns a group to an app here. */
async function groupClaims(
  users: Identity['users'],
  { id, tenantId }: User,
  { settings: { groupClaims, optionalClaims }, token, inUrl }: Registered,
): Promise<Claims> {
  const every = groupClaims.has('All')
  if (!every && !groupClaims.has('SecurityGroup')) return {}
  const most = inUrl ? MOST_GROUPS_IN_URL : MOST_GROUPS
  const groups = await users.listGroups(tenantId, id, every ? 'every' : 'security', most + 1)
  if (groups.length === 0) return {}
  if (groups.length > most) return inUrl ? { hasgroups: true } : overage(tenantId, id)
  const asRoles = optionalClaims[token].some(
    ({ name, additionalProperties }) => name === 'groups' && additionalProperties.includes('emit_as_roles'),
  )
  return { [asRoles ? 'roles' : 'groups']: groups }
}

/** Tells the app to ask Graph for the groups. */
function overage(tenantId: string, userId: string): Claims {
  const endpoint = `https://graph.windows.net/${tenantId}/users/${userId}/getMemberObjects`
  return { _claim_names: { groups: 'src1' }, _claim_sources: { src1: { endpoint } } }
}

/** The same in all tokens that come of one sign-in. */
function sessionIdOf({ id }: User, signedInAt: number): string {
  const hex = createHash('sha256').update(`sid ${id} ${signedInAt}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** Whether `aud` is the client id of the API, however a v1 client named the API. */
export function namesAudienceById({ optionalClaims }: Application['tokens']): boolean {
  return optionalClaims.accessToken.some(
    ({ name, additionalProperties }) => name === 'aud' && additionalProperties.includes('use_guid'),
  )
}
