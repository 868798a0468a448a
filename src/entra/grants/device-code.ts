/**
 * `grant_type=urn:ietf:params:oauth:grant-type:device_code`, and the request for the code itself.
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code
 */
import type { Tenant } from '../../store/identity/tenants.js'
import type { KeptDeviceCode } from '../../store/identity/device-codes.js'
import { findClient, requireAnyClient, requireKnownClient } from '../clients.js'
import { EntraError } from '../errors.js'
import { requireNotCrossOrigin } from '../cross-origin.js'
import { requireParameter } from '../parameters.js'
import { isPortal } from '../portal-client.js'
import { parseScopes } from '../resources.js'
import type { EntraDeps, Grant, TokenRequest } from '../token-request.js'
import {
  answerUser,
  knowsContinuousAccess,
  refreshTokenLife,
  requireActiveUser,
  requireConsent,
} from '../user-tokens.js'

const LIFE = 900
const INTERVAL = 5

const LONGEST_RESOURCE = 2048

/** Clients keep time less exactly than we do. */
const TOLERANCE = 1

/** `POST /{tenant}/oauth2/v2.0/devicecode` */
export async function beginDevice(deps: EntraDeps, request: TokenRequest): Promise<Record<string, unknown>> {
  const { parameters, segment, version, origin } = request
  const clientId = requireParameter(parameters, 'client_id')
  const scope = version === 1 ? (parameters.get('scope') ?? '') : requireParameter(parameters, 'scope')
  const resource = version === 1 ? parameters.get('resource') : undefined
  parseScopes(scope)
  const tenant = segment.kind === 'tenant' ? segment.tenant : undefined
  requireNotCrossOrigin(request)
  // It is no public client, and would show users its name for the code of another person.
  if (isPortal(clientId)) throw new EntraError(7000218)
  if (resource !== undefined && resource.length > LONGEST_RESOURCE)
    throw new EntraError(500011, [resource, request.segmentText])
  const appId =
    tenant === undefined
      ? await requireKnownClient(deps, clientId, request.segmentText)
      : (await findClient(deps, tenant, clientId, origin)).appId
  const grant = {
    appId,
    scope,
    ...(resource === undefined ? {} : { resource }),
    continuousAccess: knowsContinuousAccess(parameters.get('claims')),
  }
  const added = await deps.identity.deviceCodes.add(tenant?.id ?? '', grant, LIFE * 1000)
  if (added === undefined) throw new EntraError(90055, [], { headers: { 'retry-after': '60' } })
  const { deviceCode, userCode } = added
  const page = `${origin}/common/oauth2/deviceauth`
  const message = `To sign in, use a web browser to open the page ${page} and enter the code ${userCode} to authenticate.`
  const number = (value: number) => (version === 1 ? String(value) : value)
  return {
    user_code: userCode,
    device_code: deviceCode,
    [version === 1 ? 'verification_url' : 'verification_uri']: page,
    expires_in: number(LIFE),
    interval: number(INTERVAL),
    message,
  }
}

export const deviceCode: Grant = async (deps, request) => {
  const { parameters, version } = request
  const { deviceCodes, credentials } = deps.identity
  const code =
    parameters.get('device_code') ??
    (version === 1 ? parameters.get('code') : undefined) ??
    requireParameter(parameters, 'device_code')
  const kept = await deviceCodes.find(code)
  if (kept === undefined) throw new EntraError(70018)
  if (kept.state === 'redeemed') throw new EntraError(70000, ['device_code'])
  if (kept.grant.appId !== requireParameter(parameters, 'client_id').toLowerCase())
    throw new EntraError(70000, ['device_code'])
  requireDecided(kept, await deviceCodes.poll(code, (INTERVAL - TOLERANCE) * 1000))

  const tenant = await requireTenantOf(deps, request, kept)
  const client = await requireAnyClient(deps, tenant, request)
  const { signedInAt = 0 } = kept.grant
  const user = await requireActiveUser(deps, tenant.id, kept.userId ?? '', signedInAt)
  const consent = await requireConsent(deps, request, { tenant, client, user }, kept.grant)
  if (!(await deviceCodes.redeem(code, tenant.id))) throw new EntraError(70000, ['device_code'])
  const now = deps.clock(tenant.id)
  const grant = { ...kept.grant, authTime: Math.floor(signedInAt / 1000), method: 'pwd' as const }
  const answer = await answerUser(deps, request, { tenant, client, user, grant, consent })
  if (version === 2 && !consent.requested.openId.includes('offline_access')) return answer
  const refreshToken = {
    tenantId: tenant.id,
    userId: user.id,
    grant,
    family: deps.newId(),
    life: refreshTokenLife(grant, now),
  }
  return { ...answer, refreshToken: await credentials.addRefreshToken(refreshToken) }
}

/** An answer that is there is given however often the device has asked. */
function requireDecided({ state, expired }: KeptDeviceCode, inTime: boolean): void {
  if (expired) throw new EntraError(70019)
  if (state === 'declined') throw new EntraError(130503)
  if (state === 'approved') return
  throw new EntraError(inTime ? 70016 : 130502)
}

async function requireTenantOf(
  { identity }: EntraDeps,
  { segment }: TokenRequest,
  kept: KeptDeviceCode,
): Promise<Tenant> {
  if (segment.kind === 'tenant' && segment.tenant.id !== kept.tenantId) throw new EntraError(70000, ['device_code'])
  const tenant = await identity.tenants.find(kept.tenantId)
  if (tenant === undefined) throw new EntraError(70000, ['device_code'])
  return tenant
}
