/**
 * Writes tokens with the claims that Entra's have. Access tokens are of version 1.0 whatever the endpoint, because that
 * is what Graph accepts; an app that offers an API may ask for version 2.0.
 *
 * @see https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 */
import { writeSignedInAt } from '../auth/claims.js'
import type { Claims, Jwt } from '../auth/jwt.js'
import type { Application } from '../store/identity/applications.js'
import type { SigningKey } from '../store/identity/keys.js'
import { GRAPH_RESOURCE } from '../store/identity/development.js'
import type { Identity } from '../store/identity/identity.js'
import type { Clock, IdSource } from '../store/identity/sql.js'
import type { Tenant } from '../store/identity/tenants.js'
import type { User } from '../store/identity/users.js'
import { namesAudienceById, registeredClaims } from './registered-claims.js'
import {
  clientClaims,
  DIRECTORY_ROLES,
  directoryRolesOf,
  firstVersionOf,
  halfHash,
  joinClaims,
  nameClaims,
  opaque,
  pairwiseSubject,
  rh,
  shortId,
  TENANT_CLAIMS,
  versionOf,
} from './token-parts.js'
import type { ClientAuthentication, TokenResource } from './token-parts.js'

/** Seconds. `expires_in` is one less, as Entra gives it. */
export const ACCESS_TOKEN_LIFE = 3600

export interface IssuerDeps {
  readonly identity: Pick<Identity, 'keys' | 'applications' | 'users'>
  readonly jwt: Jwt
  readonly clock: Clock
  /** How the clock of a tenant differs from the machine's; undefined if it does not. */
  readonly clockNote?: (tenantId: string) => string | undefined
  readonly newId: IdSource
}

export interface AppTokenRequest {
  readonly tenant: Pick<Tenant, 'id'>
  readonly application: Application
  /** Graph, unless said otherwise. */
  readonly resource?: TokenResource
  readonly authentication?: ClientAuthentication
}

export interface UserTokenRequest {
  readonly tenant: Pick<Tenant, 'id'>
  readonly application: Application
  readonly user: User
  readonly resource: TokenResource
  readonly scopes: readonly string[]
  readonly authentication: ClientAuthentication
  /** How the user signed in. */
  readonly method: 'pwd' | 'none'
  /** Milliseconds since 1970 of the sign-in that the token comes of. */
  readonly signedInAt: number | 'now'
  /** The client understands claims challenges. */
  readonly continuousAccess?: boolean | undefined
  /** The token travels in the fragment of a URL. */
  readonly inUrl?: boolean
}

export interface IdTokenRequest {
  readonly tenant: Pick<Tenant, 'id'>
  readonly application: Application
  /** As the client writes its id; it compares letter by letter. */
  readonly clientId: string
  readonly user: User
  readonly version: 1 | 2
  readonly origin: string
  /** Seconds since 1970 of the sign-in. */
  readonly authTime: number
  /** The token travels in the fragment of a URL. */
  readonly inUrl?: boolean
  /** Only if the client sent one: clients refuse what they did not ask for. */
  readonly nonce?: string | undefined
  /** What comes in the same answer, and is tied to the token by a hash. */
  readonly code?: string | undefined
  readonly accessToken?: string | undefined
}

export interface IssuedToken {
  readonly token: string
  /** Seconds since 1970. */
  readonly issuedAt: number
  readonly expiresAt: number
}

export interface Issuer {
  /** What signs, for callers that have to check such a signature. */
  readonly jwt: Jwt
  /** An app-only token with the roles that the app has been granted on the resource. */
  issueAppToken(request: AppTokenRequest): Promise<IssuedToken>
  /** A token for an app on behalf of a user. */
  issueUserToken(request: UserTokenRequest): Promise<IssuedToken>
  /** Tells the app who has signed in. @see https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference */
  issueIdToken(request: IdTokenRequest): Promise<string>
}

/** In tokens by a clock that is not the machine's; Entra has no such claim. */
export const CLOCK_CLAIM = 'intunite_clock'

const GRAPH = { id: GRAPH_RESOURCE, audience: 'https://graph.microsoft.com' }

export function createIssuer({ identity, jwt, clock, clockNote, newId }: IssuerDeps): Issuer {
  /** A token by a clock that was set says so. */
  const sign = async (issued: Claims, known?: SigningKey): Promise<string> => {
    const note = clockNote?.(String(issued['tid']))
    const claims = note === undefined ? issued : { ...issued, [CLOCK_CLAIM]: note }
    const key = known ?? (await identity.keys.getActive())
    return jwt.sign(claims, key, { x5t: key.kid, nonce: opaque(newId(), newId()) })
  }
  const times = ({ id }: Pick<Tenant, 'id'>): { issuedAt: number; expiresAt: number } => {
    const issuedAt = Math.floor(clock(id) / 1000)
    return { issuedAt, expiresAt: issuedAt + ACCESS_TOKEN_LIFE }
  }
  /** What an access token begins with, in both versions. */
  const frame = (resource: TokenResource, tenant: Pick<Tenant, 'id'>, issuedAt: number): Claims => {
    const times = { iat: issuedAt, nbf: issuedAt, exp: issuedAt + ACCESS_TOKEN_LIFE }
    const ids = { rh: rh(tenant.id), tid: tenant.id, uti: shortId(newId()) }
    if (versionOf(resource) === 2) {
      const iss = `${resource.origin ?? 'https://login.microsoftonline.com'}/${tenant.id}/v2.0`
      return joinClaims({ aud: resource.id, iss }, times, ids, { ver: '2.0' })
    }
    const byId = resource.application !== undefined && namesAudienceById(resource.application.tokens)
    const aud = byId ? resource.id : resource.audience
    return joinClaims({ aud, iss: `https://sts.windows.net/${tenant.id}/` }, times, ids, TENANT_CLAIMS, { ver: '1.0' })
  }
  /** Graph's tokens always tell directory roles; those for other APIs what the API asks for. */
  const registeredFor = async (
    { application }: TokenResource,
    { id }: Pick<Tenant, 'id'>,
    user: User | undefined,
    signedInAt: number,
    roles: readonly string[],
    inUrl = false,
  ): Promise<Claims> =>
    application === undefined
      ? { wids: roles }
      : registeredClaims(identity, {
          tenantId: id,
          settings: application.tokens,
          token: 'accessToken',
          user,
          signedInAt,
          inUrl,
          roles,
        })

  return {
    jwt,
    async issueAppToken({ tenant, application, resource = GRAPH, authentication = 'secret' }) {
      const { appId } = application
      // An app that was registered through Graph comes to be in the tenant when it first signs in.
      const servicePrincipalId =
        application.servicePrincipalId || (await identity.applications.addServicePrincipal(application, newId()))
      // Asked for together, they share a round trip.
      const [roles, key] = await Promise.all([
        identity.applications.listRoles(tenant.id, appId, resource.id),
        identity.keys.getActive(),
      ])
      const { issuedAt, expiresAt } = times(tenant)
      const registered = await registeredFor(resource, tenant, undefined, clock(tenant.id), [DIRECTORY_ROLES.app])
      const claims = joinClaims(
        frame(resource, tenant, issuedAt),
        { aio: writeSignedInAt(clock(tenant.id), newId()) },
        clientClaims(resource, application, authentication),
        versionOf(resource) === 2 ? {} : { idp: `https://sts.windows.net/${tenant.id}/`, idtyp: 'app' },
        { oid: servicePrincipalId },
        roles.length === 0 ? {} : { roles },
        { sub: servicePrincipalId },
        registered,
      )
      const token = await sign(claims, key)
      return { token, issuedAt, expiresAt }
    },

    async issueUserToken(request) {
      const { tenant, application, user, resource, scopes, authentication, continuousAccess, inUrl } = request
      const { issuedAt, expiresAt } = times(tenant)
      const signedInAt = request.signedInAt === 'now' ? clock(tenant.id) : request.signedInAt
      const registered = await registeredFor(resource, tenant, user, signedInAt, directoryRolesOf(user), inUrl)
      const claims = joinClaims(
        frame(resource, tenant, issuedAt),
        { aio: writeSignedInAt(signedInAt, newId()) },
        clientClaims(resource, application, authentication),
        versionOf(resource) === 2
          ? { name: user.displayName, preferred_username: user.userPrincipalName }
          : firstVersionOf(user, request.method),
        { oid: user.id, scp: scopes.join(' '), sub: pairwiseSubject(tenant.id, resource.id, user.id) },
        continuousAccess === true ? { xms_cc: ['cp1'] } : {},
        registered,
      )
      const token = await sign(claims)
      return { token, issuedAt, expiresAt }
    },

    async issueIdToken(request) {
      const { tenant, application, clientId, user, version, origin, authTime, nonce, code, accessToken } = request
      const { issuedAt, expiresAt } = times(tenant)
      const subject = pairwiseSubject(tenant.id, application.appId, user.id)
      const ids = { oid: user.id, rh: rh(tenant.id), sub: subject, tid: tenant.id, uti: shortId(newId()) }
      const optional = joinClaims(
        user.mail === undefined ? {} : { email: user.mail },
        nonce === undefined ? {} : { nonce },
        code === undefined ? {} : { c_hash: halfHash(code) },
        accessToken === undefined ? {} : { at_hash: halfHash(accessToken) },
      )
      const lifetime = { iat: issuedAt, nbf: issuedAt, exp: expiresAt, auth_time: authTime }
      const registered = await registeredClaims(identity, {
        tenantId: tenant.id,
        settings: application.tokens,
        token: 'idToken',
        user,
        signedInAt: authTime * 1000,
        inUrl: request.inUrl === true,
        roles: directoryRolesOf(user),
      })
      const own =
        version === 1
          ? joinClaims(
              { aud: clientId, iss: `https://sts.windows.net/${tenant.id}/` },
              lifetime,
              { amr: ['pwd'] },
              nameClaims(user),
              ids,
              { unique_name: user.userPrincipalName, upn: user.userPrincipalName, ver: '1.0' },
            )
          : joinClaims(
              { aud: clientId, iss: `${origin}/${tenant.id}/v2.0` },
              lifetime,
              { aio: writeSignedInAt(clock(tenant.id), newId()) },
              { name: user.displayName, preferred_username: user.userPrincipalName },
              ids,
              { ver: '2.0' },
            )
      return sign(joinClaims(own, optional, registered))
    },
  }
}
