/**
 * `grant_type=refresh_token`, for the resource it was issued for or another one. Every use gives a new token and makes
 * the used one worthless; a second use shows that it was stolen, and revokes the whole family.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2
 */
import type { KeptGrant } from '../../store/identity/credentials.js'
import type { Application } from '../../store/identity/applications.js'
import type { Tenant } from '../../store/identity/tenants.js'
import { requireAnyClient } from '../clients.js'
import { EntraError } from '../errors.js'
import { requireParameter } from '../parameters.js'
import type { EntraDeps, Grant, TokenRequest } from '../token-request.js'
import {
  answerUser,
  knowsContinuousAccess,
  refreshTokenLife,
  requireActiveUser,
  requireConsent,
  revoked,
  signedInAtOf,
} from '../user-tokens.js'

export const refreshToken: Grant = async (deps, request) => {
  const token = requireParameter(request.parameters, 'refresh_token')
  const kept = await deps.identity.credentials.findRefreshToken(token)
  if (kept === undefined) throw new EntraError(70000, ['refresh_token'])
  const tenant = await requireSameTenant(deps, request, kept)
  const client = await requireAnyClient(deps, tenant, request, (application) => isPublic(application, kept))
  if (client.application.appId !== kept.grant.appId) throw new EntraError(70000, ['refresh_token'])
  requireOrigin(request, kept)
  const user = await requireActiveUser(deps, tenant.id, kept.userId, signedInAtOf(kept.grant))
  requireAlive(kept)

  const { scope, resource } = wanted(request, kept)
  const consent = await requireConsent(
    deps,
    request,
    { tenant, client, user },
    resource === undefined ? { scope } : { scope, resource },
  )
  const { parameters } = request
  const claims = parameters.get('claims')
  const grant = claims === undefined ? kept.grant : { ...kept.grant, continuousAccess: knowsContinuousAccess(claims) }
  const answer = await answerUser(deps, request, { tenant, client, user, grant, consent })
  const next = {
    tenantId: tenant.id,
    userId: user.id,
    grant,
    family: kept.family,
    life: refreshTokenLife(grant, deps.clock(tenant.id)),
  }
  const rotated = await deps.identity.credentials.rotateRefreshToken(token, next)
  if (rotated === undefined) throw revoked()
  return { ...answer, refreshToken: rotated }
}

async function requireSameTenant({ identity }: EntraDeps, { segment }: TokenRequest, kept: KeptGrant): Promise<Tenant> {
  if (segment.kind === 'tenant' && segment.tenant.id !== kept.tenantId) throw new EntraError(70000, ['refresh_token'])
  const tenant = await identity.tenants.find(kept.tenantId)
  if (tenant === undefined) throw new EntraError(70000, ['refresh_token'])
  return tenant
}

/** A client that got the token without a credential may renew it without one. */
function isPublic({ publicClient, redirectUris }: Application, { grant }: KeptGrant): boolean {
  if (publicClient || grant.spa === true) return true
  return redirectUris.some(({ uri, type }) => type !== 'web' && uri === grant.redirectUri)
}

function requireOrigin({ crossOrigin }: TokenRequest, { grant }: KeptGrant): void {
  if (grant.spa === true && crossOrigin === undefined) throw new EntraError(9002327)
  if (grant.spa !== true && crossOrigin !== undefined) throw new EntraError(9002326, [crossOrigin])
}

function requireAlive({ expired, revoked: familyRevoked, redeemed, createdAt }: KeptGrant): void {
  if (familyRevoked) throw revoked()
  if (expired && !redeemed) throw new EntraError(700082, [`${createdAt}Z`])
}

function wanted({ parameters, version }: TokenRequest, { grant }: KeptGrant): { scope: string; resource?: string } {
  const scope = parameters.get('scope') ?? grant.scope
  if (version === 2) return { scope: scope === '' ? grant.scope : scope }
  const resource = parameters.get('resource') ?? grant.resource
  return resource === undefined ? { scope } : { scope, resource }
}
