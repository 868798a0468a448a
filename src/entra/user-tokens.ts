/** The tokens of a signed-in user, as all grants with a user answer them. */
import { isRevoked } from '../auth/revocation.js'
import type { Grant } from '../store/identity/credentials.js'
import type { Tenant } from '../store/identity/tenants.js'
import type { User } from '../store/identity/users.js'
import type { Client } from './clients.js'
import { requireGranted, readConsent, writeScope } from './consent.js'
import type { Consent } from './consent.js'
import { EntraError } from './errors.js'
import type { EntraDeps, TokenAnswer, TokenRequest } from './token-request.js'

export interface UserTokens {
  readonly tenant: Tenant
  readonly client: Client
  readonly user: User
  /** What the tokens are for; its `scope` and `resource` are this request's. */
  readonly grant: Grant
  readonly consent: Consent
  /** A nonce to repeat in the ID token. */
  readonly nonce?: string | undefined
}

const DAY = 24 * 60 * 60 * 1000

/** Milliseconds within which a refresh token has to be used to live on; those of browsers do not live on. */
export function refreshTokenLife({ spa, authTime }: Grant, now: number): number {
  return spa === true ? authTime * 1000 + DAY - now : 90 * DAY
}

/** The consent behind a grant, if everything asked for has been granted. */
export async function requireConsent(
  deps: EntraDeps,
  { origin }: TokenRequest,
  tokens: Pick<UserTokens, 'tenant' | 'client' | 'user'>,
  { scope, resource }: Pick<Grant, 'scope' | 'resource'>,
): Promise<Consent> {
  const { tenant, client, user } = tokens
  const consent = await readConsent(deps, { tenant, application: client.application, user, scope, resource, origin })
  requireGranted(consent, client.application)
  return consent
}

/** Everything but a refresh token, which is kept in different ways. */
export async function answerUser(deps: EntraDeps, request: TokenRequest, tokens: UserTokens): Promise<TokenAnswer> {
  const { tenant, client, user, grant, consent, nonce } = tokens
  const { application, authentication } = client
  const { resource, requested, granted } = consent
  const openId = resource.isGraph ? requested.openId.filter((scope) => scope !== 'offline_access') : []
  const { token, issuedAt, expiresAt } = await deps.issuer.issueUserToken({
    tenant,
    application,
    user,
    resource: { ...resource, audience: audienceOf(consent) },
    scopes: [...new Set([...granted, ...openId])],
    authentication,
    method: grant.method,
    signedInAt: signedInAtOf(grant),
    continuousAccess: grant.continuousAccess,
  })
  const idToken = requested.openId.includes('openid')
    ? await deps.issuer.issueIdToken({
        tenant,
        application,
        clientId: request.parameters.get('client_id') ?? application.appId,
        user,
        version: request.version,
        origin: request.origin,
        authTime: grant.authTime,
        nonce,
      })
    : undefined
  return {
    tenant,
    accessToken: token,
    issuedAt,
    expiresAt,
    resource: resource.audience,
    scope: writeScope(consent),
    ...(idToken === undefined ? {} : { idToken }),
    ...(request.parameters.get('client_info') === '1' ? { clientInfo: clientInfo(user) } : {}),
  }
}

/** Version 2 endpoints name Graph by its id when the client used short scopes. */
function audienceOf({ resource, requested }: Consent): string {
  const short = resource.isGraph && requested.permissions.every(({ resource: name }) => name === '')
  return short && requested.permissions.length > 0 ? resource.id : resource.audience
}

export function clientInfo({ id, tenantId }: User): string {
  return Buffer.from(JSON.stringify({ uid: id, utid: tenantId })).toString('base64url')
}

/** Whether the client said in `claims` that it understands claims challenges. */
export function knowsContinuousAccess(claims: string | undefined): boolean {
  return claims !== undefined && claims.includes('"cp1"')
}

/** The user behind a code or token of a sign-in, if the user is enabled and the sign-in still counts. */
export async function requireActiveUser(
  { identity }: EntraDeps,
  tenantId: string,
  userId: string,
  signedInAt: number,
): Promise<User> {
  const user = await identity.users.find(tenantId, userId)
  if (user === undefined) throw new EntraError(50034, [userId, tenantId])
  if (!user.enabled) throw new EntraError(50057)
  if (isRevoked(user, signedInAt)) throw revoked()
  return user
}

export function signedInAtOf({ signedInAt, authTime }: Pick<Grant, 'signedInAt' | 'authTime'>): number {
  return signedInAt ?? authTime * 1000
}

export function revoked(): EntraError {
  return new EntraError(50173, [], { suberror: 'bad_token' })
}
