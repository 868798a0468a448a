/**
 * `grant_type=authorization_code`, with PKCE. Everything is checked before the code is redeemed, and the redemption
 * itself is a race that one request wins.
 *
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow#redeem-a-code-for-an-access-token
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Application } from '../../store/identity/applications.js'
import type { Grant as Granted, KeptGrant } from '../../store/identity/credentials.js'
import type { Tenant } from '../../store/identity/tenants.js'
import { requireAnyClient } from '../clients.js'
import { EntraError } from '../errors.js'
import { requireParameter } from '../parameters.js'
import { findRedirect } from '../redirect-uris.js'
import type { EntraDeps, Grant, TokenRequest } from '../token-request.js'
import {
  answerUser,
  knowsContinuousAccess,
  refreshTokenLife,
  requireActiveUser,
  requireConsent,
  signedInAtOf,
} from '../user-tokens.js'

export const authorizationCode: Grant = async (deps, request) => {
  const { parameters, version } = request
  const { credentials } = deps.identity
  const code = requireParameter(parameters, 'code')
  const kept = await credentials.findCode(code)
  if (kept === undefined) throw new EntraError(70000, ['code'])
  const tenant = await requireSameTenant(deps, request, kept)
  const client = await requireAnyClient(deps, tenant, request, (application) => isPublic(application, kept.grant))
  requireSameClient(request, client.application, kept.grant)
  requireVerifier(request, kept.grant)
  if (kept.expired && !kept.redeemed) throw new EntraError(70008)
  const user = await requireActiveUser(deps, tenant.id, kept.userId, signedInAtOf(kept.grant))

  const grant = withClaims(kept.grant, parameters.get('claims'))
  const wanted = wantedOf(request, grant)
  // A code that was used before must not be told apart by what is missing otherwise.
  if (!(await credentials.redeemCode(code, tenant.id))) throw new EntraError(54005)
  const consent = await requireConsent(deps, request, { tenant, client, user }, wanted)
  const answer = await answerUser(deps, request, { tenant, client, user, grant, consent, nonce: grant.nonce })
  if (version === 2 && !`${grant.scope} ${wanted.scope}`.split(' ').includes('offline_access')) return answer
  const { nonce: _nonce, challenge: _challenge, challengeMethod: _method, ...lasting } = grant
  const life = refreshTokenLife(grant, deps.clock(tenant.id))
  const refreshToken = { tenantId: tenant.id, userId: user.id, grant: lasting, family: kept.family, life }
  return { ...answer, refreshToken: await credentials.addRefreshToken(refreshToken) }
}

async function requireSameTenant({ identity }: EntraDeps, { segment }: TokenRequest, kept: KeptGrant): Promise<Tenant> {
  if (segment.kind === 'tenant' && segment.tenant.id !== kept.tenantId) throw new EntraError(70000, ['code'])
  const tenant = await identity.tenants.find(kept.tenantId)
  if (tenant === undefined) throw new EntraError(70000, ['code'])
  return tenant
}

function isPublic(application: Application, { redirectUri = '' }: Granted): boolean {
  const redirect = findRedirect(application, redirectUri)
  return application.publicClient || (redirect !== undefined && redirect.type !== 'web')
}

function requireSameClient({ parameters, crossOrigin }: TokenRequest, { appId }: Application, grant: Granted): void {
  if (appId !== grant.appId) throw new EntraError(70000, ['code'])
  const { redirectUri = '', spa } = grant
  const given = parameters.get('redirect_uri') ?? ''
  if (given !== redirectUri) throw new EntraError(500112, [given, redirectUri])
  if (spa === true && crossOrigin === undefined) throw new EntraError(9002327)
  if (spa !== true && crossOrigin !== undefined) throw new EntraError(9002326, [crossOrigin])
}

/** @see https://www.rfc-editor.org/rfc/rfc7636#section-4.6 */
function requireVerifier({ parameters }: TokenRequest, { challenge, challengeMethod }: Granted): void {
  const verifier = parameters.get('code_verifier')
  if (challenge === undefined && verifier === undefined) return
  const made =
    challengeMethod === 'S256'
      ? createHash('sha256')
          .update(verifier ?? '')
          .digest('base64url')
      : (verifier ?? '')
  const [given, expected] = [Buffer.from(made), Buffer.from(challenge ?? '')]
  if (given.length === 0 || given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new EntraError(501481)
}

function withClaims(grant: Granted, claims: string | undefined): Granted {
  return claims === undefined ? grant : { ...grant, continuousAccess: knowsContinuousAccess(claims) }
}

function wantedOf({ parameters, version }: TokenRequest, grant: Granted): { scope: string; resource?: string } {
  if (version === 2) return { scope: parameters.get('scope') ?? grant.scope }
  const resource = parameters.get('resource') ?? grant.resource
  return resource === undefined ? { scope: grant.scope } : { scope: grant.scope, resource }
}
