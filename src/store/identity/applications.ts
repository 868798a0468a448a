/** App registrations and their credentials, as sign-in looks them up. */
import { fold } from '../sql/fold.js'
import { insertApplication, insertServicePrincipal } from './inserts.js'
import type { NewApplication, RedirectUri } from './inserts.js'
import { statement, timeFrom } from './sql.js'
import type { IdentityDeps } from './sql.js'
import { all, few, one } from '../work.js'
import type { Row } from '../work.js'

export interface Application {
  readonly tenantId: string
  /** Client id, in lower case. */
  readonly appId: string
  readonly objectId: string
  /** The `oid` of its app-only tokens; empty as long as the app has not been in the tenant. */
  readonly servicePrincipalId: string
  readonly displayName: string
  readonly enabled: boolean
  readonly publicClient: boolean
  readonly redirectUris: readonly RedirectUri[]
  readonly identifierUris: readonly string[]
  readonly requestedScopes: readonly string[]
  /** Whether users of other organizations may sign in: `AzureADMyOrg` or one of the others. */
  readonly signInAudience: string
  /** Where answers go when a request does not say. */
  readonly defaultRedirectUri: string | undefined
  /** What the authorization endpoint may answer beside a code. */
  readonly implicit: { readonly accessToken: boolean; readonly idToken: boolean }
  /** Where the app ends a session of its own when the user signs out. */
  readonly logoutUrl: string | undefined
  /** The delegated permissions that the app offers. */
  readonly scopes: readonly OfferedScope[]
  /** Apps that need no consent for some of them. */
  readonly preAuthorized: readonly { readonly appId: string; readonly scopeIds: readonly string[] }[]
  /** Only users who are assigned may sign in. */
  readonly assignmentRequired: boolean
  readonly tokens: TokenSettings
}

/** What the registration says of tokens: of access tokens for the API that the app offers, and of its own ID tokens. */
export interface TokenSettings {
  readonly accessTokenVersion: 1 | 2
  /** `SecurityGroup`, `ApplicationGroup`, `DirectoryRole`, `All`. */
  readonly groupClaims: ReadonlySet<string>
  readonly optionalClaims: Readonly<Record<'accessToken' | 'idToken', readonly OptionalClaim[]>>
}

export interface OptionalClaim {
  readonly name: string
  readonly additionalProperties: readonly string[]
}

export interface OfferedScope {
  readonly id: string
  readonly value: string
  /** Whether only an administrator may consent. */
  readonly forAdministrators: boolean
}

export interface StoredSecret {
  readonly keyId: string
  readonly hash: string
  readonly expired: boolean
}

export interface StoredCertificate {
  readonly keyId: string
  /** PEM. */
  readonly certificate: string
  readonly sha1: string
  readonly sha256: string
  readonly expired: boolean
}

export interface Applications {
  find(tenantId: string, appId: string): Promise<Application | undefined>
  /** Whether any tenant has an app with the client id. */
  isKnown(appId: string): Promise<boolean>
  /** By display name, whatever the case. */
  findByName(tenantId: string, displayName: string): Promise<Application | undefined>
  /** An app of the tenant that offers an API, by client id or identifier URI. */
  findResource(tenantId: string, identifier: string): Promise<Application | undefined>
  /** Makes an app that comes with the service, unless it is there already. */
  provision(application: NewApplication): Promise<void>
  /** The service principal of an app that has none yet; of several who ask at once all get the same. */
  addServicePrincipal(application: Application, id: string): Promise<string>
  /** Redirect URIs of all apps of the tenant. */
  listRedirectUris(tenantId: string): Promise<readonly RedirectUri[]>
  listSecrets(tenantId: string, appId: string): Promise<readonly StoredSecret[]>
  listCertificates(tenantId: string, appId: string): Promise<readonly StoredCertificate[]>
  /** Application permissions granted to the app on a resource (client id of the resource). */
  listRoles(tenantId: string, appId: string, resourceId: string): Promise<readonly string[]>
}

const COLUMNS = `a."tenantId", a."appId", a."id", coalesce(s."id", ''), a."displayName", CASE WHEN s."accountEnabled" OR s."id" IS NULL THEN 1 ELSE 0 END, CASE WHEN a."publicClient" THEN 1 ELSE 0 END, a."redirectUris", a."identifierUris", a."requestedScopes", a."signInAudience", a."defaultRedirectUri", a."web", a."api", CASE WHEN s."appRoleAssignmentRequired" THEN 1 ELSE 0 END, a."groupMembershipClaims", a."optionalClaims", s."logoutUrl"`

const FROM = `FROM "application" a LEFT JOIN "servicePrincipal" s ON s."tenantId" = a."tenantId" AND s."appId" = a."appId"`

export function createApplications(deps: IdentityDeps): Applications {
  const { database, clock } = deps
  const byAppId = statement(database, `SELECT ${COLUMNS} ${FROM} WHERE a."tenantId" = ?1 AND a."appId" = ?2`)
  const anywhere = statement(database, `SELECT 1 FROM "application" WHERE "appId" = ?1 LIMIT 1`)
  const byName = statement(
    database,
    `SELECT ${COLUMNS} ${FROM} WHERE a."tenantId" = ?1 AND a."displayNameFolded" = ?2 ORDER BY a."id"`,
  )
  const withIdentifiers = statement(
    database,
    `SELECT ${COLUMNS} ${FROM} WHERE a."tenantId" = ?1 AND a."identifierUris" <> '[]'`,
  )
  const redirects = statement(
    database,
    `SELECT "redirectUris" FROM "application" WHERE "tenantId" = ?1 AND "redirectUris" <> '[]'`,
  )
  const secrets = statement(
    database,
    `SELECT "keyId", "hash", "expiresAt" FROM "applicationSecret" WHERE "tenantId" = ?1 AND "appId" = ?2 ORDER BY "createdAt" DESC, "keyId"`,
  )
  const certificates = statement(
    database,
    `SELECT "keyId", "certificate", "sha1", "sha256", "expiresAt" FROM "applicationCertificate" WHERE "tenantId" = ?1 AND "appId" = ?2 ORDER BY "createdAt" DESC, "keyId"`,
  )
  const roles = statement(
    database,
    `SELECT "role" FROM "applicationRole" WHERE "tenantId" = ?1 AND "appId" = ?2 AND "resourceId" = ?3 ORDER BY "role"`,
  )
  const expired = (tenantId: string, expiresAt: unknown): boolean =>
    typeof expiresAt === 'string' && expiresAt <= timeFrom(clock, tenantId)
  const find = async (tenantId: string, appId: string): Promise<Application | undefined> => {
    const row = await database.read(() => one(byAppId, [tenantId, appId.toLowerCase()]))
    return row === undefined ? undefined : toApplication(row)
  }
  return {
    find,
    isKnown: async (appId) => (await database.read(() => one(anywhere, [appId.toLowerCase()]))) !== undefined,
    async findByName(tenantId, displayName) {
      const row = await database.read(() => one(byName, [tenantId, fold(displayName)]))
      return row === undefined ? undefined : toApplication(row)
    },
    async findResource(tenantId, identifier) {
      const rows = await database.read(() => all(withIdentifiers, [tenantId]))
      const named = rows.map(toApplication).find(({ identifierUris }) => identifierUris.includes(identifier))
      return named ?? find(tenantId, identifier)
    },
    async provision(application) {
      await database.write(() => insertApplication(deps, application, 'skip'))
    },
    async addServicePrincipal(application, id) {
      await database.write(() => insertServicePrincipal(deps, { ...application, servicePrincipalId: id }, 'skip'))
      return (await find(application.tenantId, application.appId))?.servicePrincipalId ?? id
    },
    async listRedirectUris(tenantId) {
      const rows = await database.read(() => all(redirects, [tenantId]))
      return rows.flatMap(([json]) => JSON.parse(json as string) as RedirectUri[])
    },
    async listSecrets(tenantId, appId) {
      const rows = await database.read(() => few(secrets, [tenantId, appId.toLowerCase()]))
      return rows.map(([keyId, hash, expiresAt]) => ({
        keyId: keyId as string,
        hash: hash as string,
        expired: expired(tenantId, expiresAt),
      }))
    },
    async listCertificates(tenantId, appId) {
      const rows = await database.read(() => all(certificates, [tenantId, appId.toLowerCase()]))
      return rows.map(([keyId, certificate, sha1, sha256, expiresAt]) => ({
        keyId: keyId as string,
        certificate: certificate as string,
        sha1: sha1 as string,
        sha256: sha256 as string,
        expired: expired(tenantId, expiresAt),
      }))
    },
    async listRoles(tenantId, appId, resourceId) {
      const rows = await database.read(() => few(roles, [tenantId, appId.toLowerCase(), resourceId]))
      return rows.map(([role]) => role as string)
    },
  }
}

function toApplication(row: Row): Application {
  const [
    tenantId,
    appId,
    objectId,
    servicePrincipalId,
    displayName,
    enabled,
    publicClient,
    redirects,
    identifiers,
    scopes,
    signInAudience,
    defaultRedirectUri,
    web,
    api,
    assignmentRequired,
    groupClaims,
    optionalClaims,
    logoutUrl,
  ] = row
  return {
    tenantId: tenantId as string,
    appId: appId as string,
    objectId: objectId as string,
    servicePrincipalId: servicePrincipalId as string,
    displayName: displayName as string,
    enabled: enabled === 1,
    publicClient: publicClient === 1,
    redirectUris: JSON.parse(redirects as string) as RedirectUri[],
    identifierUris: JSON.parse(identifiers as string) as string[],
    requestedScopes: JSON.parse(scopes as string) as string[],
    signInAudience: signInAudience as string,
    defaultRedirectUri: (defaultRedirectUri as string | null) ?? undefined,
    implicit: readImplicit(web as string | null),
    logoutUrl: (logoutUrl as string | null) ?? readLogoutUrl(web as string | null),
    ...readApi(api as string | null),
    assignmentRequired: assignmentRequired === 1,
    tokens: readTokenSettings(api as string | null, groupClaims as string | null, optionalClaims as string | null),
  }
}

/** `web` as Graph shows it. */
export function readImplicit(web: string | null): Application['implicit'] {
  const { implicitGrantSettings, oauth2AllowImplicitFlow } = JSON.parse(web ?? '{}') as {
    implicitGrantSettings?: { enableAccessTokenIssuance?: boolean; enableIdTokenIssuance?: boolean } | null
    oauth2AllowImplicitFlow?: boolean | null
  }
  return {
    accessToken: implicitGrantSettings?.enableAccessTokenIssuance === true || oauth2AllowImplicitFlow === true,
    idToken: implicitGrantSettings?.enableIdTokenIssuance === true,
  }
}

function readLogoutUrl(web: string | null): string | undefined {
  const { logoutUrl } = JSON.parse(web ?? '{}') as { logoutUrl?: string | null }
  return logoutUrl ?? undefined
}

interface StoredApi {
  readonly requestedAccessTokenVersion?: number | null
  readonly oauth2PermissionScopes?: readonly {
    readonly id: string
    readonly value: string | null
    readonly type: string | null
    readonly isEnabled: boolean
  }[]
  readonly preAuthorizedApplications?:
    readonly { readonly appId: string | null; readonly delegatedPermissionIds: readonly string[] }[] | null
}

/** `api` as Graph shows it; most apps offer nothing. */
function readApi(api: string | null): Pick<Application, 'scopes' | 'preAuthorized'> {
  const { oauth2PermissionScopes, preAuthorizedApplications } = JSON.parse(api ?? '{}') as StoredApi
  return {
    scopes: (oauth2PermissionScopes ?? []).flatMap(({ id, value, type, isEnabled }) =>
      value === null || !isEnabled ? [] : { id: id.toLowerCase(), value, forAdministrators: type === 'Admin' },
    ),
    preAuthorized: (preAuthorizedApplications ?? []).map(({ appId, delegatedPermissionIds }) => ({
      appId: (appId ?? '').toLowerCase(),
      scopeIds: delegatedPermissionIds.map((id) => id.toLowerCase()),
    })),
  }
}

function readTokenSettings(api: string | null, groupClaims: string | null, optional: string | null): TokenSettings {
  const { requestedAccessTokenVersion } = JSON.parse(api ?? '{}') as StoredApi
  const claims = JSON.parse(optional ?? 'null') as Partial<TokenSettings['optionalClaims']> | null
  return {
    accessTokenVersion: requestedAccessTokenVersion === 2 ? 2 : 1,
    groupClaims: new Set(groupMembershipClaimsIn(groupClaims)),
    optionalClaims: { accessToken: claims?.accessToken ?? [], idToken: claims?.idToken ?? [] },
  }
}

/** The members of `groupMembershipClaims`, which is one text. */
export function groupMembershipClaimsIn(text: string | null): string[] {
  return (text ?? '').split(',').flatMap((name) => name.trim() || [])
}
