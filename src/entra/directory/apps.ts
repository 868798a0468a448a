import { dateTimeFromClock } from '../../model/date-time.js'
import { X509Certificate } from 'node:crypto'
import type { Application } from '../../store/identity/applications.js'
import { readImplicit } from '../../store/identity/applications.js'
import { GRAPH_RESOURCE } from '../../store/identity/inserts.js'
import type { ImplicitGrants, RedirectUri } from '../../store/identity/inserts.js'
import { findPermission, listPermissions } from '../../store/identity/permissions.js'
import { suggestion } from '../../settings.js'
import { OPEN_ID } from '../resources.js'
import { timeFrom } from '../../store/identity/sql.js'
import { hashSecret, newSecret } from '../../store/identity/secret-hash.js'
import { thumbprint } from '../../store/identity/self-signed.js'
import { getTenant, isGuid, requireText, unlessTaken } from './deps.js'
import type { DirectoryDeps } from './deps.js'
import { invalid, notFound } from './errors.js'

export interface AppOptions {
  readonly displayName: string
  /** Client id, a GUID; made up unless given. */
  readonly appId?: string | undefined
  /** A secret to use, or true for a made-up one. */
  readonly secret?: string | boolean | undefined
  readonly publicClient?: boolean | undefined
  readonly redirectUris?: readonly RedirectUri[] | undefined
  readonly identifierUris?: readonly string[] | undefined
  /** Delegated permissions that `.default` stands for. */
  readonly requestedScopes?: readonly string[] | undefined
  /** `AzureADMyOrg` unless given: the app cannot be used at `common` and `organizations`. */
  readonly signInAudience?: string | undefined
  /** Tokens of the authorization endpoint; none unless given. */
  readonly implicit?: ImplicitGrants | undefined
  /** Application permissions on Graph, granted at once. */
  readonly roles?: readonly string[] | undefined
}

export interface CreatedApp {
  readonly appId: string
  readonly objectId: string
  readonly servicePrincipalId: string
  readonly displayName: string
  /** Only ever shown here. */
  readonly secret?: string
}

export interface SecretOptions {
  readonly secret?: string | undefined
  readonly displayName?: string | undefined
  /** Milliseconds; for ever unless given. */
  readonly life?: number | undefined
}

type Changeable =
  | 'displayName'
  | 'publicClient'
  | 'redirectUris'
  | 'identifierUris'
  | 'requestedScopes'
  | 'signInAudience'
  | 'implicit'
  | 'enabled'

export type AppChanges = { readonly [K in Changeable]?: Application[K] | undefined }

/** By client id or display name. */
export async function getApp(deps: DirectoryDeps, tenantId: string, name: string): Promise<Application> {
  const { applications, tenants } = deps.identity
  const found = (await applications.find(tenantId, name)) ?? (await applications.findByName(tenantId, name))
  if (found !== undefined) return found
  const where = `in the tenant ${(await tenants.find(tenantId))?.defaultDomain ?? tenantId}`
  throw notFound('app', name, where, await deps.records.listAppNames(tenantId))
}

export function appDirectory(deps: DirectoryDeps) {
  const { records, newId, clock } = deps
  return {
    async create(tenant: string, options: AppOptions): Promise<CreatedApp> {
      const { id: tenantId } = await getTenant(deps, tenant)
      const { appId = newId(), secret = false } = options
      if (appId.toLowerCase() === GRAPH_RESOURCE) throw invalid('that client id is the one of Microsoft Graph')
      if (!isGuid(appId)) throw invalid(`a client id must be a GUID, not '${appId}'`)
      const displayName = requireText(options.displayName, 'the name of an app')
      const made = { appId: appId.toLowerCase(), objectId: newId(), servicePrincipalId: newId(), displayName }
      const shown = secret === true ? newSecret() : secret === false ? undefined : secret
      await unlessTaken(
        records.insertApplication({
          ...made,
          tenantId,
          publicClient: options.publicClient ?? false,
          redirectUris: (options.redirectUris ?? []).map(requireRedirect),
          identifierUris: (options.identifierUris ?? []).map(requireIdentifier),
          requestedScopes: (options.requestedScopes ?? []).map(requireDelegated),
          signInAudience: options.signInAudience,
          implicit: options.implicit,
          roles: (options.roles ?? []).map((role) => ({
            resourceId: GRAPH_RESOURCE,
            role: requirePermission(role, 'application'),
          })),
          secret: shown === undefined ? undefined : { keyId: newId(), hash: await hashOf(shown, secret === true) },
        }),
        `there is an app with the client id ${made.appId} already`,
      )
      return shown === undefined ? made : { ...made, secret: shown }
    },
    list: async (tenant: string) => (await records.listApplications((await getTenant(deps, tenant)).id)).map(show),
    find: async (tenant: string, app: string) => getApp(deps, (await getTenant(deps, tenant)).id, app),
    async show(tenant: string, app: string) {
      const { tenantId, appId } = await getApp(deps, (await getTenant(deps, tenant)).id, app)
      const [found] = await records.listApplications(tenantId, appId)
      if (found === undefined) throw notFound('app', app, `in the tenant ${tenant}`)
      return show(found)
    },
    async update(tenant: string, app: string, changes: AppChanges): Promise<void> {
      const { tenantId, appId } = await getApp(deps, (await getTenant(deps, tenant)).id, app)
      const { displayName } = changes
      await records.updateApplication(tenantId, appId, {
        ...changes,
        displayName: displayName === undefined ? undefined : requireText(displayName, 'the name of an app'),
        redirectUris: changes.redirectUris?.map(requireRedirect),
        identifierUris: changes.identifierUris?.map(requireIdentifier),
        requestedScopes: changes.requestedScopes?.map(requireDelegated),
      })
    },
    async delete(tenant: string, app: string): Promise<void> {
      const { tenantId, appId } = await getApp(deps, (await getTenant(deps, tenant)).id, app)
      await records.deleteApplication(tenantId, appId)
    },
    async addSecret(tenant: string, app: string, { secret, displayName, life }: SecretOptions = {}) {
      const { tenantId, appId } = await getApp(deps, (await getTenant(deps, tenant)).id, app)
      const shown = secret ?? newSecret()
      const keyId = newId()
      const expiresAt = life === undefined ? undefined : timeFrom(clock, tenantId, life)
      await records.addSecret(tenantId, appId, {
        keyId,
        hash: await hashOf(shown, secret === undefined),
        displayName,
        expiresAt,
      })
      return { keyId, secret: shown, expiresDateTime: expiresAt === undefined ? null : `${expiresAt}Z` }
    },
    async deleteSecret(tenant: string, app: string, keyId: string): Promise<void> {
      const { tenantId, appId } = await getApp(deps, (await getTenant(deps, tenant)).id, app)
      if (!(await records.deleteSecret(tenantId, appId, keyId))) throw notFound('secret', keyId, `of the app ${app}`)
    },
    /** `pem` holds a certificate; a private key in it is not looked at. */
    async addCertificate(tenant: string, app: string, pem: string) {
      const { tenantId, appId } = await getApp(deps, (await getTenant(deps, tenant)).id, app)
      const keyId = newId()
      const expiresAt = dateTimeFromClock(readCertificate(pem), 0)
      await records.addCertificate(tenantId, appId, keyId, pem, expiresAt)
      return { keyId, thumbprint: hexOf(thumbprint(pem, 'sha1')), expiresDateTime: `${expiresAt}Z` }
    },
    async deleteCertificate(tenant: string, app: string, keyId: string): Promise<void> {
      const { tenantId, appId } = await getApp(deps, (await getTenant(deps, tenant)).id, app)
      if (!(await records.deleteCertificate(tenantId, appId, keyId)))
        throw notFound('certificate', keyId, `of the app ${app}`)
    },
  }
}

type AppRecord = Awaited<ReturnType<DirectoryDeps['records']['listApplications']>>[number]

/** Without anything by which a secret could be found. */
function show(record: AppRecord) {
  const { appId, displayName, id, servicePrincipal, publicClient } = record
  const time = (text: string | null) => (text === null ? null : `${text}Z`)
  return {
    appId,
    displayName,
    objectId: id,
    servicePrincipalId: servicePrincipal?.id ?? '',
    enabled: servicePrincipal?.accountEnabled ?? false,
    publicClient,
    redirectUris: JSON.parse(record.redirectUris) as RedirectUri[],
    identifierUris: JSON.parse(record.identifierUris) as string[],
    signInAudience: record.signInAudience,
    implicit: readImplicit(record.web),
    requestedScopes: JSON.parse(record.requestedScopes) as string[],
    roles: record.roles.map(({ resourceId, role }) => ({ resourceId, role })),
    grants: record.grants.map(({ resourceId, userId, scope }) => ({
      resourceId,
      userId: userId === '' ? null : userId,
      scope,
    })),
    secrets: record.secrets.map(({ keyId, displayName: name, createdAt, expiresAt }) => ({
      keyId,
      displayName: name,
      createdDateTime: time(createdAt),
      expiresDateTime: time(expiresAt),
    })),
    certificates: record.certificates.map(({ keyId, sha1, createdAt, expiresAt }) => ({
      keyId,
      thumbprint: hexOf(sha1),
      createdDateTime: time(createdAt),
      expiresDateTime: time(expiresAt),
    })),
  }
}

/** A thumbprint as certificate stores show it. */
function hexOf(base64url: string): string {
  return Buffer.from(base64url, 'base64url').toString('hex').toUpperCase()
}

function hashOf(secret: string, generated: boolean): Promise<string> {
  if (secret === '' || secret.length > 1000) throw invalid('a secret must have 1 to 1000 characters')
  return hashSecret(secret, generated ? 'generated' : 'chosen')
}

/** When the certificate ends, in milliseconds since 1970. */
function readCertificate(pem: string): number {
  try {
    const certificate = new X509Certificate(pem)
    if (certificate.publicKey.asymmetricKeyType !== 'rsa') throw invalid('the certificate must be of an RSA key')
    return Date.parse(certificate.validTo)
  } catch (error) {
    if (error instanceof Error && error.name === 'DirectoryError') throw error
    throw invalid('this is no certificate in PEM form (-----BEGIN CERTIFICATE-----)')
  }
}

function requireRedirect({ uri, type }: RedirectUri): RedirectUri {
  if (!URL.canParse(uri) || uri.includes('#') || /^(javascript|data|vbscript):/i.test(uri))
    throw invalid(`'${uri}' cannot be a redirect URI: it must be absolute and without a fragment`)
  return { uri, type }
}

/** An identifier that is an origin could be taken for this server's own name. */
function requireIdentifier(uri: string): string {
  if (/^(api:\/\/|urn:)[\w.:/-]+$/.test(uri) || /^https:\/\/[\w.-]+\/[\w./-]+$/.test(uri)) return uri
  throw invalid(`'${uri}' cannot identify an app: it must be like api://name, urn:name or https://contoso.test/name`)
}

function requireDelegated(name: string): string {
  return requirePermission(name, 'delegated')
}

/** The permission of Microsoft Graph, as Graph writes its name. */
export function requirePermission(name: string, kind: 'application' | 'delegated'): string {
  if (kind === 'delegated' && OPEN_ID.has(name)) return name
  const found = findPermission(name)
  if (found?.[kind] === true) return found.name
  const other = kind === 'application' ? 'a delegated' : 'an application'
  if (found !== undefined) throw invalid(`'${found.name}' is ${other} permission of Microsoft Graph alone`)
  throw invalid(`Microsoft Graph has no ${kind} permission '${name}'${suggestion(name, listPermissions(kind))}`)
}

/** A permission that another app of the tenant offers. */
export function requireScopeName(name: string): string {
  if (!/^[A-Za-z][\w.-]{0,119}$/.test(name))
    throw invalid(`'${name}' is no permission such as DeviceManagementApps.Read.All`)
  return name
}
