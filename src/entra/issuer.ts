/**
 * Writes tokens with the claims that Entra's have. Access tokens are of version 1.0 whatever the endpoint, because that
 * is what Graph accepts.
 *
 * @see https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 */
import { createHash } from 'node:crypto'
import { writeSignedInAt } from '../auth/claims.js'
import type { Claims, Jwt } from '../auth/jwt.js'
import type { Application } from '../store/identity/applications.js'
import type { SigningKey } from '../store/identity/keys.js'
import { GRAPH_RESOURCE } from '../store/identity/development.js'
import type { Identity } from '../store/identity/identity.js'
import type { Clock, IdSource } from '../store/identity/sql.js'
import type { Tenant } from '../store/identity/tenants.js'
import type { User } from '../store/identity/users.js'

/** Seconds. `expires_in` is one less, as Entra gives it. */
export const ACCESS_TOKEN_LIFE = 3600

/**
 * Templates of directory roles: what every app has, what every user has, and the Intune administrators.
 * @see https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference
 */
const DIRECTORY_ROLES = {
  app: '0997a1d0-0d1d-4acb-b408-d5ca73121e90',
  user: 'b79fbf4d-3ef9-4689-8143-76b194e85509',
  intuneAdministrator: '3a2c62db-5318-420d-8d74-23affee5d9d5',
} as const

/** How the client showed who it is, as `appidacr` tells it. */
export type ClientAuthentication = 'none' | 'secret' | 'certificate'

const APPIDACR: Readonly<Record<ClientAuthentication, string>> = { none: '0', secret: '1', certificate: '2' }

export interface IssuerDeps {
  readonly identity: Pick<Identity, 'keys' | 'applications'>
  readonly jwt: Jwt
  readonly clock: Clock
  readonly newId: IdSource
}

export interface AppTokenRequest {
  readonly tenant: Pick<Tenant, 'id'>
  readonly application: Application
  /** Graph, unless said otherwise. */
  readonly resource?: { readonly id: string; readonly audience: string }
  readonly authentication?: ClientAuthentication
}

export interface UserTokenRequest {
  readonly tenant: Pick<Tenant, 'id'>
  readonly application: Application
  readonly user: User
  readonly resource: { readonly id: string; readonly audience: string }
  readonly scopes: readonly string[]
  readonly authentication: ClientAuthentication
  /** How the user signed in. */
  readonly method: 'pwd' | 'none'
  /** Milliseconds since 1970 of the sign-in that the token comes of. */
  readonly signedInAt: number | 'now'
  /** The client understands claims challenges. */
  readonly continuousAccess?: boolean | undefined
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
  /** What signs, for whoever has to check such a signature. */
  readonly jwt: Jwt
  /** An app-only token with the roles that the app has been granted on the resource. */
  issueAppToken(request: AppTokenRequest): Promise<IssuedToken>
  /** A token for an app on behalf of a user. */
  issueUserToken(request: UserTokenRequest): Promise<IssuedToken>
  /** Tells the app who has signed in. @see https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference */
  issueIdToken(request: IdTokenRequest): Promise<string>
}

const GRAPH = { id: GRAPH_RESOURCE, audience: 'https://graph.microsoft.com' }

export function createIssuer({ identity, jwt, clock, newId }: IssuerDeps): Issuer {
  const sign = async (claims: Claims, known?: SigningKey): Promise<string> => {
    const key = known ?? (await identity.keys.getActive())
    return jwt.sign(claims, key, { x5t: key.kid, nonce: opaque(newId(), newId()) })
  }
  const times = (): { issuedAt: number; expiresAt: number } => {
    const issuedAt = Math.floor(clock() / 1000)
    return { issuedAt, expiresAt: issuedAt + ACCESS_TOKEN_LIFE }
  }

  return {
    jwt,
    async issueAppToken({ tenant, application, resource = GRAPH, authentication = 'secret' }) {
      const { appId, displayName } = application
      // An app that was registered through Graph comes to be in the tenant when it first signs in.
      const servicePrincipalId =
        application.servicePrincipalId || (await identity.applications.addServicePrincipal(application, newId()))
      // Asked for together, they share a round trip.
      const [roles, key] = await Promise.all([
        identity.applications.listRoles(tenant.id, appId, resource.id),
        identity.keys.getActive(),
      ])
      const { issuedAt, expiresAt } = times()
      const issuer = `https://sts.windows.net/${tenant.id}/`
      const token = await sign(
        {
          aud: resource.audience,
          iss: issuer,
          iat: issuedAt,
          nbf: issuedAt,
          exp: expiresAt,
          aio: writeSignedInAt(clock(), newId()),
          app_displayname: displayName,
          appid: appId,
          appidacr: APPIDACR[authentication],
          idp: issuer,
          idtyp: 'app',
          oid: servicePrincipalId,
          rh: rh(tenant.id),
          ...(roles.length === 0 ? {} : { roles }),
          sub: servicePrincipalId,
          ...commonClaims(tenant.id, newId, [DIRECTORY_ROLES.app]),
        },
        key,
      )
      return { token, issuedAt, expiresAt }
    },

    async issueUserToken(request) {
      const { tenant, application, user, resource, scopes, authentication, method, continuousAccess } = request
      const { issuedAt, expiresAt } = times()
      const signedInAt = request.signedInAt === 'now' ? clock() : request.signedInAt
      const token = await sign({
        aud: resource.audience,
        iss: `https://sts.windows.net/${tenant.id}/`,
        iat: issuedAt,
        nbf: issuedAt,
        exp: expiresAt,
        acct: 0,
        acr: '1',
        aio: writeSignedInAt(signedInAt, newId()),
        amr: ['pwd'],
        app_displayname: application.displayName,
        appid: application.appId,
        appidacr: APPIDACR[authentication],
        ...nameClaims(user),
        idtyp: 'user',
        ipaddr: '127.0.0.1',
        oid: user.id,
        platf: '14',
        puid: opaque('puid', user.id).slice(0, 16).toUpperCase(),
        rh: rh(tenant.id),
        scp: scopes.join(' '),
        ...(method === 'none' ? {} : { signin_state: ['kmsi'] }),
        sub: pairwiseSubject(tenant.id, resource.id, user.id),
        unique_name: user.userPrincipalName,
        upn: user.userPrincipalName,
        ...(continuousAccess === true ? { xms_cc: ['cp1'] } : {}),
        ...commonClaims(tenant.id, newId, directoryRolesOf(user)),
      })
      return { token, issuedAt, expiresAt }
    },

    async issueIdToken({ tenant, application, clientId, user, version, origin, authTime, nonce, code, accessToken }) {
      const { issuedAt, expiresAt } = times()
      const subject = pairwiseSubject(tenant.id, application.appId, user.id)
      const ids = { oid: user.id, rh: rh(tenant.id), sub: subject, tid: tenant.id, uti: shortId(newId()) }
      const optional = {
        ...(user.mail === undefined ? {} : { email: user.mail }),
        ...(nonce === undefined ? {} : { nonce }),
        ...(code === undefined ? {} : { c_hash: halfHash(code) }),
        ...(accessToken === undefined ? {} : { at_hash: halfHash(accessToken) }),
      }
      const lifetime = { iat: issuedAt, nbf: issuedAt, exp: expiresAt, auth_time: authTime }
      if (version === 1)
        return sign({
          aud: clientId,
          iss: `https://sts.windows.net/${tenant.id}/`,
          ...lifetime,
          amr: ['pwd'],
          ...nameClaims(user),
          ...ids,
          unique_name: user.userPrincipalName,
          upn: user.userPrincipalName,
          ver: '1.0',
          ...optional,
        })
      return sign({
        aud: clientId,
        iss: `${origin}/${tenant.id}/v2.0`,
        ...lifetime,
        aio: writeSignedInAt(clock(), newId()),
        name: user.displayName,
        preferred_username: user.userPrincipalName,
        ...ids,
        ver: '2.0',
        ...optional,
      })
    },
  }
}

function directoryRolesOf({ intuneRole }: User): string[] {
  const { user, intuneAdministrator } = DIRECTORY_ROLES
  return intuneRole === 'administrator' ? [intuneAdministrator, user] : [user]
}

function nameClaims({ displayName, givenName, surname }: User): Claims {
  return {
    ...(surname === undefined ? {} : { family_name: surname }),
    ...(givenName === undefined ? {} : { given_name: givenName }),
    name: displayName,
  }
}

/** The same for every token of a user to an app, and different for every app. */
export function pairwiseSubject(...parts: string[]): string {
  return opaque('sub', ...parts)
}

/** @see https://openid.net/specs/openid-connect-core-1_0.html#CodeIDToken */
function halfHash(text: string): string {
  return createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url')
}

function shortId(id: string): string {
  return Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url')
}

function commonClaims(tenantId: string, newId: IdSource, wids: readonly string[]): Claims {
  return {
    tenant_region_scope: 'WW',
    tid: tenantId,
    uti: shortId(newId()),
    ver: '1.0',
    wids,
    xms_idrel: '7 24',
    xms_tcdt: 1_600_000_000,
    xms_tdbr: 'NA',
  }
}

/** Meaningless to clients, and not to be looked into. */
function opaque(...parts: string[]): string {
  return createHash('sha256').update(parts.join()).digest('base64url')
}

function rh(tenantId: string): string {
  return `1.A${opaque('rh', tenantId).slice(0, 24)}.`
}
