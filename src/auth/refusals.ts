/** The gateway's ways to say that a token is no good: 401 with a challenge, never nested. */
import { GraphError } from '../errors.js'

export const GRAPH_CLIENT_ID = '00000003-0000-0000-c000-000000000000'

type Reason = 'empty' | 'malformedHeader' | 'notAToken' | 'signature' | 'lifetime' | 'audience' | 'issuer' | 'revoked'

/** Seconds since 1970 before which the user's tokens are worth nothing, for clients that understand claims challenges. */
interface Challenge {
  readonly notBefore: number
}

export type Refusal = Reason | Challenge

export function isRefusal(outcome: object | string): outcome is Refusal {
  return typeof outcome === 'string' || 'notBefore' in outcome
}

const TEXTS: Readonly<Record<Reason, string>> = {
  empty: 'Access token is empty.',
  malformedHeader: 'Access Token missing or malformed.',
  notAToken: 'CompactToken parsing failed with error code: 80049217',
  signature: 'Access token validation failure. Invalid signature.',
  lifetime: 'Access token has expired or is not yet valid.',
  audience: 'Access token validation failure. Invalid audience.',
  issuer: 'Access token validation failure. Invalid issuer.',
  revoked:
    'Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp',
}

/** `login` is the origin where the client may get a better token. */
export function refuse(refusal: Refusal, login: string): GraphError {
  const code = refusal === 'malformedHeader' ? 'Authentication_MissingOrMalformed' : 'InvalidAuthenticationToken'
  const challenge = `Bearer realm="", authorization_uri="${login}/common/oauth2/authorize", client_id="${GRAPH_CLIENT_ID}"`
  if (typeof refusal === 'string')
    return new GraphError(401, code, TEXTS[refusal], { headers: { 'WWW-Authenticate': challenge } })
  return new GraphError(401, code, TEXTS.revoked, {
    headers: {
      'WWW-Authenticate': `${challenge}, errorDescription="${TEXTS.revoked}", error="insufficient_claims", claims="${claimsOf(refusal)}"`,
    },
  })
}

/** @see https://learn.microsoft.com/entra/identity-platform/claims-challenge */
function claimsOf({ notBefore }: Challenge): string {
  const claims = { access_token: { nbf: { essential: true, value: String(notBefore) } } }
  return Buffer.from(JSON.stringify(claims)).toString('base64')
}
