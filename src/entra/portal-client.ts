/**
 * The portal as an app of every tenant. It is kept in no database, so that no tenant can change where its answers go or
 * give it a credential: its only redirect URI is its own address on this server, and its only flow the authorization code
 * with PKCE. It needs no consent, as Microsoft's own portals do not; what it may do is what the user's role allows.
 */
import type { Application } from '../store/identity/applications.js'
import { ADMIN_ROLES } from '../store/identity/development.js'
import { PORTAL_APP } from '../store/identity/portal-app.js'
import { findPermission } from '../store/identity/permissions.js'
import type { Tenant } from '../store/identity/tenants.js'
import { MULTI_TENANT } from './well-known-clients.js'

export const PORTAL_CLIENT = PORTAL_APP.appId

export const PORTAL_NAME = PORTAL_APP.displayName

/** Where the portal is served. */
export const PORTAL_PATH = '/_intunite/portal'

/** Below the origin under which the browser knows this server. */
export function portalAddress(origin: string): string {
  return `${origin}${PORTAL_PATH}/`
}

let scopes: readonly string[] | undefined

/** Everything that this service knows of, as delegated permissions. */
export function portalScopes(): readonly string[] {
  return (scopes ??= ADMIN_ROLES.filter((name) => findPermission(name)?.delegated === true))
}

export function isPortal(appId: string): boolean {
  return appId.toLowerCase() === PORTAL_CLIENT
}

export function portalApplication({ id }: Pick<Tenant, 'id'>, origin: string): Application {
  return {
    tenantId: id,
    appId: PORTAL_CLIENT,
    objectId: PORTAL_CLIENT,
    servicePrincipalId: PORTAL_CLIENT,
    displayName: PORTAL_NAME,
    enabled: true,
    publicClient: false,
    redirectUris: [{ uri: portalAddress(origin), type: 'spa' }],
    identifierUris: [],
    requestedScopes: portalScopes(),
    signInAudience: MULTI_TENANT,
    defaultRedirectUri: undefined,
    implicit: { accessToken: false, idToken: false },
    logoutUrl: undefined,
    scopes: [],
    preAuthorized: [],
    assignmentRequired: false,
    tokens: {
      accessTokenVersion: 1,
      groupClaims: new Set(),
      optionalClaims: { accessToken: [], idToken: [] },
    },
  }
}
