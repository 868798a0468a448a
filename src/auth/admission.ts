/**
 * Admits a request by its bearer token, as the gateway of Graph does: signature, lifetime, audience, issuer and tenant.
 *
 * A verified token is remembered for a moment by its exact text, because checking an RSA signature costs as much as the
 * rest of a small request. Its lifetime and audience are looked at every time, and so is the user behind it; a changed
 * key makes all of it forgotten at once.
 */
import type { FastifyRequest } from 'fastify'
import { loginOriginOf, originOf } from '../http/origin.js'
import type { Identity } from '../store/identity.js'
import type { Clock } from '../store/identity-sql.js'
import { readBearer } from './bearer.js'
import type { Caller } from './caller.js'
import { isAlive, isGraphAudience, readClaims, readTenant } from './claims.js'
import type { AccessClaims } from './claims.js'
import type { Jwt } from './jwt.js'
import { createKeyCache, FRESH_FOR } from './key-cache.js'
import { refuse } from './refusals.js'
import type { Refusal } from './refusals.js'

/** Tokens remembered at most. */
const REMEMBERED = 1000

export interface Admission {
  /** Who sends the request. Throws the GraphError to be answered if nobody who could be believed. */
  admit(request: FastifyRequest): Promise<Caller>
  /** To be called when tenants, keys or trust have changed. */
  forget(): void
}

export interface AdmissionDeps {
  readonly identity: Pick<Identity, 'keys' | 'tenants' | 'users' | 'onChange'>
  readonly jwt: Jwt
  readonly clock: Clock
  /** A clock that nobody sets, in milliseconds. */
  readonly elapsed?: () => number
}

interface Remembered {
  readonly claims: AccessClaims
  readonly caller: Caller
  readonly until: number
}

export function createAdmission({ identity, jwt, clock, elapsed = () => performance.now() }: AdmissionDeps): Admission {
  const keys = createKeyCache(identity.keys, elapsed)
  const remembered = new Map<string, Remembered>()
  /** Counts what was forgotten, so that a verification under way meanwhile is not remembered. */
  let generation = 0
  const forget = (): void => {
    generation += 1
    keys.forget()
    remembered.clear()
  }
  identity.onChange(forget)

  const verify = async (token: string, origin: string): Promise<Remembered | Refusal> => {
    const decoded = jwt.decode(token)
    if (decoded === undefined) return 'notAToken'
    const { kid } = decoded.header
    const key = typeof kid === 'string' ? await keys.find(kid) : undefined
    if (key === undefined || !jwt.isSignedBy(token, { key, algorithms: ['RS256'] })) return 'signature'
    const tenantId = readTenant(decoded.payload, origin)
    if (tenantId === undefined || !(await identity.tenants.exists(tenantId))) return 'issuer'
    const claims = readClaims(decoded.payload, tenantId)
    if (typeof claims === 'string') return claims
    const { appId, kind, permissions, objectId } = claims
    return { claims, caller: { tenantId, appId, kind, permissions, objectId }, until: elapsed() + FRESH_FOR }
  }

  const recall = async (token: string, origin: string): Promise<Remembered | Refusal> => {
    const known = remembered.get(token)
    if (known !== undefined && elapsed() < known.until) return known
    remembered.delete(token)
    const before = generation
    const verified = await verify(token, origin)
    if (typeof verified === 'string' || generation !== before) return verified
    if (remembered.size >= REMEMBERED) remembered.delete(remembered.keys().next().value ?? '')
    remembered.set(token, verified)
    return verified
  }

  const check = async (rawHeaders: readonly string[], origin: string): Promise<Caller | Refusal> => {
    const bearer = readBearer(rawHeaders)
    if ('refusal' in bearer) return bearer.refusal
    const verified = await recall(bearer.token, origin)
    if (typeof verified === 'string') return verified
    const { claims, caller } = verified
    if (!isAlive(claims.lifetime, clock())) return 'lifetime'
    if (!isGraphAudience(claims.audience, origin)) return 'audience'
    return caller.kind === 'user' ? asUser(caller, claims) : caller
  }

  /** The caller with what is true of the user now, not when the token was issued. */
  const asUser = async (caller: Caller, { issuedAt }: AccessClaims): Promise<Caller | Refusal> => {
    const user = await identity.users.find(caller.tenantId, caller.objectId)
    if (user === undefined || !user.enabled) return 'revoked'
    if (user.sessionsRevokedAt !== undefined && issuedAt < Date.parse(`${user.sessionsRevokedAt}Z`)) return 'revoked'
    const { id, userPrincipalName, intuneRole } = user
    return { ...caller, userId: id, userPrincipalName, intuneRole }
  }

  return {
    async admit(request) {
      const origin = originOf(request)
      const admitted = await check(request.raw.rawHeaders, origin)
      if (typeof admitted === 'string') throw refuse(admitted, loginOriginOf(origin))
      return admitted
    },
    forget,
  }
}
