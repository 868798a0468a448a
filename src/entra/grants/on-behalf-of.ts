/**
 * `grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer`: an app that was called by a user's app calls another API for that user.
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow
 */
import { isAlive, readLifetime, readSignedInAt, readTenant } from '../../auth/claims.js'
import { publicKeyOf } from '../../auth/key-cache.js'
import type { Claims } from '../../auth/jwt.js'
import type { Application } from '../../store/identity/applications.js'
import type { Tenant } from '../../store/identity/tenants.js'
import { requireConfidentialClient } from '../clients.js'
import { EntraError } from '../errors.js'
import { requireParameter } from '../parameters.js'
import { requireTenant } from '../tenants.js'
import type { EntraDeps, Grant, TokenRequest } from '../token-request.js'
import {
  answerUser,
  knowsContinuousAccess,
  refreshTokenLife,
  requireActiveUser,
  requireConsent,
} from '../user-tokens.js'

export const onBehalfOf: Grant = async (deps, request) => {
  const { parameters, version, segment } = request
  if (parameters.get('requested_token_use') !== 'on_behalf_of') throw new EntraError(900144, ['requested_token_use'])
  const tenant = requireTenant(segment)
  const client = await requireConfidentialClient(deps, tenant, request)
  const claims = await requireUserAssertion(deps, request, tenant, client.application)
  const signedInAt = readSignedInAt(claims)
  const user = await requireActiveUser(deps, tenant.id, String(claims['oid']), signedInAt)
  const scope = version === 1 ? (parameters.get('scope') ?? '') : requireParameter(parameters, 'scope')
  const wanted = version === 1 ? { scope, resource: requireParameter(parameters, 'resource') } : { scope }
  const consent = await requireConsent(deps, request, { tenant, client, user }, wanted)
  const now = deps.clock(tenant.id)
  const grant = {
    ...wanted,
    appId: client.application.appId,
    authTime: Math.floor(signedInAt / 1000),
    signedInAt,
    method: 'pwd' as const,
    continuousAccess: knowsContinuousAccess(parameters.get('claims')),
  }
  const answer = await answerUser(deps, request, { tenant, client, user, grant, consent })
  if (version === 2 && !consent.requested.openId.includes('offline_access')) return answer
  const kept = { tenantId: tenant.id, userId: user.id, grant, family: deps.newId(), life: refreshTokenLife(grant, now) }
  return { ...answer, refreshToken: await deps.identity.credentials.addRefreshToken(kept) }
}

/** A token of ours for a user, issued for the app that presents it. */
async function requireUserAssertion(
  deps: EntraDeps,
  { parameters, origin }: TokenRequest,
  tenant: Tenant,
  application: Application,
): Promise<Claims> {
  const { jwt, identity, clock } = deps
  const assertion = requireParameter(parameters, 'assertion')
  const decoded = jwt.decode(assertion)
  if (decoded === undefined) throw new EntraError(50013, ['The assertion is not a token.'])
  const { header, payload } = decoded
  const key = (await identity.keys.listPublished()).find(({ kid }) => kid === header['kid'])
  if (key === undefined || !jwt.isSignedBy(assertion, { key: publicKeyOf(key.certificate), algorithms: ['RS256'] }))
    throw new EntraError(50013, ['The key was not found, or the signature is not of it.'])
  if (readTenant(payload, origin) !== tenant.id) throw new EntraError(50013, ['The issuer is another tenant.'])
  const { appId, identifierUris } = application
  const audience = String(payload['aud'])
  if (
    ![appId, `api://${appId}`, ...identifierUris].includes(audience.toLowerCase()) &&
    !identifierUris.includes(audience)
  )
    throw new EntraError(500131, [audience, appId, appId])
  const lifetime = readLifetime(payload)
  if (lifetime === undefined || !isAlive(lifetime, clock(tenant.id))) throw new EntraError(500133)
  if (typeof payload['scp'] !== 'string') throw new EntraError(50013, ['The assertion is not of a user.'])
  return payload
}
