/** `POST /{tenant}/oauth2/v2.0/token` and its elder at `/{tenant}/oauth2/token`. */
import { requireNotCrossOrigin } from './cross-origin.js'
import { EntraError } from './errors.js'
import { authorizationCode } from './grants/authorization-code.js'
import { clientCredentials } from './grants/client-credentials.js'
import { deviceCode } from './grants/device-code.js'
import { onBehalfOf } from './grants/on-behalf-of.js'
import { password } from './grants/password.js'
import { refreshToken } from './grants/refresh-token.js'
import { requireParameter } from './parameters.js'
import type { EntraDeps, Grant, TokenAnswer, TokenRequest } from './token-request.js'

const GRANTS: ReadonlyMap<string, Grant> = new Map([
  ['authorization_code', authorizationCode],
  ['client_credentials', clientCredentials],
  ['urn:ietf:params:oauth:grant-type:device_code', deviceCode],
  // What it was called before there was a standard.
  ['device_code', deviceCode],
  ['urn:ietf:params:oauth:grant-type:jwt-bearer', onBehalfOf],
  ['password', password],
  ['refresh_token', refreshToken],
])

/** These look at the origin themselves: it depends on the redirect URI. */
const OF_PAGES = new Set(['authorization_code', 'refresh_token'])

export async function answerTokenRequest(deps: EntraDeps, request: TokenRequest): Promise<Record<string, unknown>> {
  const name = requireParameter(request.parameters, 'grant_type')
  const grant = GRANTS.get(name)
  if (grant === undefined) throw new EntraError(70003, [name])
  if (!OF_PAGES.has(name)) requireNotCrossOrigin(request)
  const answer = await grant(deps, request)
  return request.version === 1 ? writeVersion1(answer) : writeVersion2(answer)
}

/** Members that do not apply are absent: some clients cannot read a null. */
function writeVersion2(answer: TokenAnswer): Record<string, unknown> {
  const lifetime = answer.expiresAt - answer.issuedAt - 1
  return {
    token_type: 'Bearer',
    ...(answer.scope === undefined ? {} : { scope: answer.scope }),
    expires_in: lifetime,
    ext_expires_in: lifetime,
    access_token: answer.accessToken,
    ...tokensOf(answer),
  }
}

/** Version 1 writes its numbers as texts. */
function writeVersion1(answer: TokenAnswer): Record<string, unknown> {
  const lifetime = String(answer.expiresAt - answer.issuedAt - 1)
  return {
    token_type: 'Bearer',
    ...(answer.scope === undefined ? {} : { scope: answer.scope }),
    expires_in: lifetime,
    ext_expires_in: lifetime,
    expires_on: String(answer.expiresAt),
    not_before: String(answer.issuedAt),
    resource: answer.resource,
    access_token: answer.accessToken,
    ...tokensOf(answer),
  }
}

function tokensOf({ refreshToken, idToken, clientInfo }: TokenAnswer): Record<string, unknown> {
  return {
    ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
    ...(idToken === undefined ? {} : { id_token: idToken }),
    ...(clientInfo === undefined ? {} : { client_info: clientInfo }),
  }
}
