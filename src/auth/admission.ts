/**
 * Admits a request by its bearer token, as the gateway of Graph does: signature, lifetime, audience, issuer and tenant.
 *
 * A verified token is remembered for a moment by the exact text of its header, because checking an RSA signature costs as
 * much as the rest of a small request; and by the connection it came over, because even the hash of a long text is work.
 * Its lifetime and audience are looked at every time, and so is the user behind it; a changed key makes all of it
 * forgotten at once.
 */
import type { FastifyRequest } from 'fastify'
import { loginOriginOf, originOf } from '../http/origin.js'
import { LruCache } from '../lru-cache.js'
import type { Identity } from '../store/identity/identity.js'
import type { Clock } from '../store/identity/sql.js'
import { authorizationOf, tokenIn } from './bearer.js'
import type { Caller } from './caller.js'
import { isAlive, isGraphAudience, readClaims, readTenant } from './claims.js'
import type { AccessClaims } from './claims.js'
import type { DecodedToken, Jwt } from './jwt.js'
import { createKeyCache, FRESH_FOR } from './key-cache.js'
import { isRefusal, refuse } from './refusals.js'
import type { Refusal } from './refusals.js'
import { isRevoked, millisecondsOf } from './revocation.js'
import type { Trust, TrustedIssuer } from './trust.js'
import type { User } from '../store/identity/users.js'

/** Tokens remembered at most, half as many at least. */
const REMEMBERED = 500

export interface Admission {
  /**
   * Who sends the request, at once if the token is known. Throws the GraphError to be answered if nobody who could be
   * believed. `origin` is that of the request, where the caller knows it already.
   */
  admit(request: FastifyRequest, origin?: string): Caller | Promise<Caller>
  /** To be called when tenants, keys or trust have changed. */
  forget(): void
}

export interface AdmissionDeps {
  readonly identity: Pick<Identity, 'keys' | 'tenants' | 'users' | 'onChange'>
  readonly jwt: Jwt
  readonly clock: Clock
  /** The time of the machine, in milliseconds since 1970: tokens of other issuers go by it. The server's unless given. */
  readonly machine?: () => number
  /** Issuers besides our own. */
  readonly trust?: Trust
  /** A clock that nobody sets, in milliseconds. */
  readonly elapsed?: () => number
}

/** Where a token comes from. */
interface Origin {
  readonly tenantId: string
  readonly behaviour: string | undefined
  readonly restored: number
  /** Of an issuer that is not ours. */
  readonly foreign?: TrustedIssuer
}

interface Remembered {
  readonly claims: AccessClaims
  readonly caller: Caller
  readonly foreign: TrustedIssuer | undefined
  readonly until: number
  /** The count of what had been forgotten when its verification began. */
  readonly generation: number
}

export function createAdmission(deps: AdmissionDeps): Admission {
  const { identity, jwt, clock, machine = () => clock(undefined), trust, elapsed = () => performance.now() } = deps
  const keys = createKeyCache(identity.keys, elapsed)
  const remembered = new LruCache<Remembered>(REMEMBERED)
  /** The last header of each connection: clients send the same one again. */
  let connections = new WeakMap<object, { readonly authorization: string; readonly remembered: Remembered }>()
  const underWay = new Map<string, Promise<Remembered | Refusal>>()
  /** Counts what was forgotten, so that a verification under way meanwhile is not remembered. */
  let generation = 0
  const forget = (): void => {
    generation += 1
    keys.forget()
    remembered.clear()
    connections = new WeakMap()
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
    return tenant === undefined
      ? 'issuer'
      : { tenantId: tenant.id, behaviour: tenant.profile, restored: tenant.restored }
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
      : { tenantId: tenant.id, behaviour: tenant.profile, restored: tenant.restored, foreign: issuer }
  }

  const verify = async (token: string, origin: string): Promise<Remembered | Refusal> => {
    const before = generation
    const decoded = jwt.decode(token)
    if (decoded === undefined) return 'notAToken'
    const foreign = trust?.find(decoded.payload['iss'])
    const own = await verifyOwn(token, decoded, origin)
    const from = own === 'signature' && foreign !== undefined ? await verifyForeign(token, decoded, foreign) : own
    if (isRefusal(from)) return from
    const claims = readClaims(decoded.payload, from.tenantId)
    if (isRefusal(claims)) return claims
    const { tenantId, appId, kind, permissions, objectId, userPrincipalName } = claims
    const named = userPrincipalName === undefined ? {} : { userPrincipalName }
    const behaviour = from.behaviour === undefined ? {} : { behaviour: from.behaviour }
    const restored = from.restored === 0 ? {} : { restored: from.restored }
    const caller = { tenantId, appId, kind, permissions, objectId, ...named, ...behaviour, ...restored }
    return { claims, caller, foreign: from.foreign, until: elapsed() + FRESH_FOR, generation: before }
  }

  const recall = (authorization: string, connection: object): Remembered | undefined => {
    const last = connections.get(connection)
    const known = last?.authorization === authorization ? last.remembered : remembered.get(authorization)
    if (known === undefined) return undefined
    if (elapsed() >= known.until) {
      remembered.delete(authorization)
      connections.delete(connection)
      return undefined
    }
    if (known !== last?.remembered) connections.set(connection, { authorization, remembered: known })
    return known
  }

  const check = async (authorization: string, origin: string): Promise<Caller | Refusal> => {
    const bearer = tokenIn(authorization)
    if ('refusal' in bearer) return bearer.refusal
    const verified = await verifyOnce(bearer.token, origin)
    if (isRefusal(verified)) return verified
    if (verified.generation === generation) remembered.set(authorization, verified)
    return judge(verified, origin)
  }

  /** Requests that bring the same token while it is being verified wait for the one outcome. */
  const verifyOnce = (token: string, origin: string): Promise<Remembered | Refusal> => {
    const name = `${generation} ${origin} ${token}`
    const under = underWay.get(name)
    if (under !== undefined) return under
    const verified = verify(token, origin).finally(() => underWay.delete(name))
    underWay.set(name, verified)
    return verified
  }

  /** What can have changed since the signature was verified. */
  const judge = (verified: Remembered, origin: string): Caller | Refusal | Promise<Caller | Refusal> => {
    const { claims, caller, foreign } = verified
    // Another issuer does not go by the clock of a tenant here.
    const now = foreign === undefined ? clock(caller.tenantId) : machine()
    if (!isAlive(claims.lifetime, now)) return 'lifetime'
    if (claims.audience !== foreign?.audience && !isGraphAudience(claims.audience, origin)) return 'audience'
    return caller.kind === 'user' ? asUser(verified) : caller
  }

  /** The caller with what is true of the user now, not when the token was issued. */
  const asUser = async ({ caller, claims, foreign }: Remembered): Promise<Caller | Refusal> => {
    const { tenantId, objectId, userPrincipalName: name } = caller
    // Other issuers know our users by name; a token of ours is for the user with that id and for no other.
    const user =
      (await identity.users.find(tenantId, objectId)) ??
      (name === undefined || foreign === undefined ? undefined : await identity.users.findByName(tenantId, name))
    if (user === undefined || !user.enabled || isRevoked(user, claims.signedInAt)) return revoked(claims, user)
    const { id, userPrincipalName, intuneRole } = user
    return { ...caller, userId: id, userPrincipalName, intuneRole }
  }

  /** A client that understands it is told how new the next token has to be. */
  const revoked = ({ continuousAccess, tenantId }: AccessClaims, user: User | undefined): Refusal => {
    if (!continuousAccess) return 'revoked'
    const at = user?.sessionsRevokedAt === undefined ? clock(tenantId) : millisecondsOf(user.sessionsRevokedAt)
    return { notBefore: Math.floor(at / 1000) }
  }

  const admitted = (outcome: Caller | Refusal, origin: string): Caller => {
    if (isRefusal(outcome)) throw refuse(outcome, loginOriginOf(origin))
    return outcome
  }

  return {
    admit(request, origin = originOf(request)) {
      const authorization = authorizationOf(request.raw.rawHeaders)
      if (typeof authorization !== 'string') return admitted(authorization.refusal, origin)
      const known = recall(authorization, request.raw.socket ?? request.raw)
      const outcome = known === undefined ? check(authorization, origin) : judge(known, origin)
      return outcome instanceof Promise
        ? outcome.then((settled) => admitted(settled, origin))
        : admitted(outcome, origin)
    },
    forget,
  }
}
