/**
 * Writes tokens with the claims that Entra's have. Access tokens are of version 1.0 whatever the endpoint, because that
 * is what Graph accepts.
 *
 * @see https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 */
import { createHash } from 'node:crypto'
import { writeIssuedAt } from '../auth/claims.js'
import type { Claims, Jwt } from '../auth/jwt.js'
import type { Application } from '../store/identity-applications.js'
import { GRAPH_RESOURCE } from '../store/identity-development.js'
import type { Identity } from '../store/identity.js'
import type { Clock, IdSource } from '../store/identity-sql.js'
import type { Tenant } from '../store/identity-tenants.js'

/** Seconds. `expires_in` is one less, as Entra gives it. */
export const ACCESS_TOKEN_LIFE = 3600

/** Directory Readers' default for everybody and every app. */
const DEFAULT_DIRECTORY_ROLE = '0997a1d0-0d1d-4acb-b408-d5ca73121e90'

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
}

const GRAPH = { id: GRAPH_RESOURCE, audience: 'https://graph.microsoft.com' }

export function createIssuer({ identity, jwt, clock, newId }: IssuerDeps): Issuer {
  const sign = async (claims: Claims): Promise<string> => {
    const key = await identity.keys.getActive()
    return jwt.sign(claims, key, { x5t: key.kid, nonce: opaque(newId(), newId()) })
  }
  const times = (): { issuedAt: number; expiresAt: number } => {
    const issuedAt = Math.floor(clock() / 1000)
    return { issuedAt, expiresAt: issuedAt + ACCESS_TOKEN_LIFE }
  }

  return {
    jwt,
    async issueAppToken({ tenant, application, resource = GRAPH, authentication = 'secret' }) {
      const { appId, displayName, servicePrincipalId } = application
      const roles = await identity.applications.listRoles(tenant.id, appId, resource.id)
      const { issuedAt, expiresAt } = times()
      const issuer = `https://sts.windows.net/${tenant.id}/`
      const token = await sign({
        aud: resource.audience,
        iss: issuer,
        iat: issuedAt,
        nbf: issuedAt,
        exp: expiresAt,
        aio: writeIssuedAt(clock(), newId()),
        app_displayname: displayName,
        appid: appId,
        appidacr: APPIDACR[authentication],
        idp: issuer,
        idtyp: 'app',
        oid: servicePrincipalId,
        rh: rh(tenant.id),
        ...(roles.length === 0 ? {} : { roles }),
        sub: servicePrincipalId,
        ...commonClaims(tenant.id, newId),
      })
      return { token, issuedAt, expiresAt }
    },
  }
}

function commonClaims(tenantId: string, newId: IdSource): Claims {
  return {
    tenant_region_scope: 'WW',
    tid: tenantId,
    uti: Buffer.from(newId().replaceAll('-', ''), 'hex').toString('base64url'),
    ver: '1.0',
    wids: [DEFAULT_DIRECTORY_ROLE],
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
