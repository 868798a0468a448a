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
import type { DecodedToken, Jwt } from './jwt.js'
import { createKeyCache, FRESH_FOR } from './key-cache.js'
import { refuse } from './refusals.js'
import type { Refusal } from './refusals.js'
import type { Trust, TrustedIssuer } from './trust.js'

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
  /** Issuers besides our own. */
  readonly trust?: Trust
  /** A clock that nobody sets, in milliseconds. */
  readonly elapsed?: () => number
}

/** Where a token comes from. */
interface Origin {
  readonly tenantId: string
  readonly behaviour: string | undefined
  /** An audience that is taken from this issuer besides Graph's names. */
  readonly audience?: string | undefined
}

interface Remembered {
  readonly claims: AccessClaims
  readonly caller: Caller
  readonly audience: string | undefined
  readonly until: number
}

export function createAdmission(deps: AdmissionDeps): Admission {
  const { identity, jwt, clock, trust, elapsed = () => performance.now() } = deps
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

  /** The tenant whose token this is, if the signature is of one of our keys. */
  const verifyOwn = async (
    token: string,
    { header, payload }: DecodedToken,
    origin: string,
  ): Promise<Origin | Refusal> => {
    const key = typeof header['kid'] === 'string' ? await keys.find(header['kid']) : undefined
    if (key === undefined || !jwt.isSignedBy(token, { key, algorithms: ['RS256'] })) return 'signature'
    const tenantId = readTenant(payload, origin)
    const tenant = tenantId === undefined ? undefined : await identity.tenants.find(tenantId)
    return tenant === undefined ? 'issuer' : { tenantId: tenant.id, behaviour: tenant.profile }
  }

  /** The tenant to which the installation has bound the issuer. */
  const verifyForeign = async (
    token: string,
    decoded: DecodedToken,
    issuer: TrustedIssuer,
  ): Promise<Origin | Refusal> => {
    if (!(await issuer.hasSigned(token, decoded))) return 'signature'
    const { tenants } = identity
    const tenant = (await tenants.find(issuer.tenant)) ?? (await tenants.findByDomain(issuer.tenant))
    return tenant === undefined
      ? 'issuer'
      : { tenantId: tenant.id, behaviour: tenant.profile, audience: issuer.audience }
  }

  const verify = async (token: string, origin: string): Promise<Remembered | Refusal> => {
    const decoded = jwt.decode(token)
    if (decoded === undefined) return 'notAToken'
    const foreign = trust?.find(decoded.payload['iss'])
    const own = await verifyOwn(token, decoded, origin)
    const from = own === 'signature' && foreign !== undefined ? await verifyForeign(token, decoded, foreign) : own
    if (typeof from === 'string') return from
    const claims = readClaims(decoded.payload, from.tenantId)
    if (typeof claims === 'string') return claims
    const { tenantId, appId, kind, permissions, objectId, userPrincipalName } = claims
    const named = userPrincipalName === undefined ? {} : { userPrincipalName }
    const behaviour = from.behaviour === undefined ? {} : { behaviour: from.behaviour }
    const caller = { tenantId, appId, kind, permissions, objectId, ...named, ...behaviour }
    return { claims, caller, audience: from.audience, until: elapsed() + FRESH_FOR }
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
    if (claims.audience !== verified.audience && !isGraphAudience(claims.audience, origin)) return 'audience'
    return caller.kind === 'user' ? asUser(caller, claims) : caller
  }

  /** The caller with what is true of the user now, not when the token was issued. */
  const asUser = async (caller: Caller, { issuedAt }: AccessClaims): Promise<Caller | Refusal> => {
    const { tenantId, objectId, userPrincipalName: name } = caller
    const user =
      (await identity.users.find(tenantId, objectId)) ??
      (name === undefined ? undefined : await identity.users.findByName(tenantId, name))
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
