/** What the claims of an access token have to be for Graph to take it. Pure; the signature has been checked before. */
import { loginOriginOf } from '../http/origin.js'
import type { Claims } from './jwt.js'
import { GRAPH_CLIENT_ID } from './refusals.js'
import type { Refusal } from './refusals.js'

/** How far clocks may be apart. */
const SKEW = 300

const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/

const GRAPH_AUDIENCES: ReadonlySet<string> = new Set([
  GRAPH_CLIENT_ID,
  'https://graph.microsoft.com',
  'https://graph.microsoft.com/',
])

/** Seconds since 1970 between which a token counts, skew included. */
export interface Lifetime {
  readonly from: number
  readonly to: number
}

export interface AccessClaims {
  readonly tenantId: string
  readonly audience: string
  readonly lifetime: Lifetime
  readonly appId: string
  readonly kind: 'app' | 'user'
  readonly permissions: ReadonlySet<string>
  readonly objectId: string
  readonly userPrincipalName: string | undefined
  /** When the user signed in, in milliseconds since 1970; that of other issuers is when the token was issued. */
  readonly signedInAt: number
  /** The client understands claims challenges. */
  readonly continuousAccess: boolean
}

export function readLifetime({ exp, nbf }: Claims): Lifetime | undefined {
  if (!isTime(exp) || (nbf !== undefined && !isTime(nbf))) return undefined
  return { from: nbf === undefined ? -Infinity : nbf - SKEW, to: exp + SKEW }
}

/** `now` in milliseconds. */
export function isAlive({ from, to }: Lifetime, now: number): boolean {
  return now >= from * 1000 && now < to * 1000
}

/** Graph under Microsoft's names and under the name that the client used itself, with and without port. */
export function isGraphAudience(audience: string, origin: string): boolean {
  if (GRAPH_AUDIENCES.has(audience)) return true
  const trimmed = audience.replace(/\/$/, '')
  return trimmed === origin || trimmed === origin.replace(/:\d+$/, '')
}

/** The tenant whose token this is, if the issuer is that tenant's: in v1 or v2 form, under Microsoft's or our name. */
export function readTenant({ iss, tid }: Claims, origin: string): string | undefined {
  if (typeof tid !== 'string' || typeof iss !== 'string') return undefined
  const tenantId = tid.toLowerCase()
  if (!GUID.test(tenantId)) return undefined
  const issuers = [
    `https://sts.windows.net/${tenantId}/`,
    `https://login.microsoftonline.com/${tenantId}/v2.0`,
    `${loginOriginOf(origin)}/${tenantId}/v2.0`,
  ]
  return issuers.includes(iss) ? tenantId : undefined
}

/** Everything that Graph reads out of the claims, or what is wrong with them. */
export function readClaims(claims: Claims, tenantId: string): AccessClaims | Refusal {
  const lifetime = readLifetime(claims)
  if (lifetime === undefined) return 'lifetime'
  const audience = claims['aud']
  if (typeof audience !== 'string') return 'audience'
  const scopes = claims['scp']
  const roles = claims['roles']
  const delegated = typeof scopes === 'string' && claims['idtyp'] !== 'app'
  const granted = delegated ? scopes.split(' ') : Array.isArray(roles) ? (roles as unknown[]) : []
  return {
    tenantId,
    audience,
    lifetime,
    appId: text(claims['appid'] ?? claims['azp']).toLowerCase(),
    kind: delegated ? 'user' : 'app',
    permissions: new Set(granted.filter((name): name is string => typeof name === 'string' && name !== '')),
    objectId: text(claims['oid']).toLowerCase(),
    userPrincipalName: delegated ? text(claims['upn'] ?? claims['preferred_username']) || undefined : undefined,
    signedInAt: readSignedInAt(claims),
    continuousAccess: Array.isArray(claims['xms_cc']) && claims['xms_cc'].includes('cp1'),
  }
}

/** `aio` means nothing to clients; our issuer writes into it when the user signed in. */
export function writeSignedInAt(milliseconds: number, id: string): string {
  return Buffer.from(`${milliseconds}:${id}`).toString('base64url')
}

export function readSignedInAt({ aio, iat }: Claims): number {
  const exact = /^(\d{1,15}):/.exec(Buffer.from(text(aio), 'base64url').toString())?.[1]
  if (exact !== undefined) return Number(exact)
  return isTime(iat) ? iat * 1000 : 0
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

/** A text that can be looked up; PostgreSQL takes no NUL. */
function text(value: unknown): string {
  return typeof value === 'string' && !value.includes('\0') ? value : ''
}
