/**
 * `grant_type=password`: the app asks for name and password itself.
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth-ropc
 */
import type { Tenant } from '../../store/identity/tenants.js'
import type { User } from '../../store/identity/users.js'
import { requireAnyClient } from '../clients.js'
import { EntraError } from '../errors.js'
import { requireParameter } from '../parameters.js'
import type { EntraDeps, Grant, TokenRequest } from '../token-request.js'
import { answerUser, knowsContinuousAccess, refreshTokenLife, requireConsent } from '../user-tokens.js'

export const password: Grant = async (deps, request) => {
  const { parameters, version } = request
  const username = requireParameter(parameters, 'username')
  const tenant = await tenantOfUser(deps, request, username)
  const client = await requireAnyClient(deps, tenant, request)
  const scope = version === 1 ? (parameters.get('scope') ?? '') : requireParameter(parameters, 'scope')
  const user = await requireUser(deps, tenant, username, requireParameter(parameters, 'password'))
  const resource = version === 1 ? requireParameter(parameters, 'resource') : undefined
  const consent = await requireConsent(
    deps,
    request,
    { tenant, client, user },
    resource === undefined ? { scope } : { scope, resource },
  )
  const now = deps.clock(tenant.id)
  const grant = {
    appId: client.application.appId,
    scope,
    ...(resource === undefined ? {} : { resource }),
    authTime: Math.floor(now / 1000),
    signedInAt: now,
    method: 'pwd' as const,
    continuousAccess: knowsContinuousAccess(parameters.get('claims')),
  }
  const answer = await answerUser(deps, request, { tenant, client, user, grant, consent })
  if (version === 2 && !consent.requested.openId.includes('offline_access')) return answer
  const kept = { tenantId: tenant.id, userId: user.id, grant, family: deps.newId(), life: refreshTokenLife(grant, now) }
  return { ...answer, refreshToken: await deps.identity.credentials.addRefreshToken(kept) }
}

/** The tenant of the URL, or at `organizations` the one that the user's domain belongs to. */
async function tenantOfUser({ identity }: EntraDeps, { segment }: TokenRequest, username: string): Promise<Tenant> {
  if (segment.kind === 'tenant') return segment.tenant
  if (segment.name !== 'organizations') throw new EntraError(9001023)
  const domain = username.split('@')[1] ?? ''
  const tenant = await identity.tenants.findByDomain(domain)
  if (tenant === undefined) throw new EntraError(50034, [username, domain])
  return tenant
}

async function requireUser(
  { identity, secrets }: EntraDeps,
  tenant: Tenant,
  username: string,
  secret: string,
): Promise<User> {
  const user = await identity.users.findByName(tenant.id, username)
  if (user === undefined) throw new EntraError(50034, [username, tenant.displayName])
  const { passwordHash } = user
  const match = passwordHash === undefined ? undefined : await secrets.findMatch(secret, [{ hash: passwordHash }])
  if (match === undefined) throw new EntraError(50126)
  if (!user.enabled) throw new EntraError(50057)
  return user
}
