/**
 * What an app may do on behalf of a user: what the user or an administrator has agreed to.
 * @see https://learn.microsoft.com/entra/identity-platform/permissions-consent-overview
 */
import type { Application } from '../store/identity/applications.js'
import type { User } from '../store/identity/users.js'
import type { Tenant } from '../store/identity/tenants.js'
import { findPermission } from '../store/identity/permissions.js'
import { EntraError } from './errors.js'
import { isPortal } from './portal-client.js'
import { findResource, parseScopes, requireOneResource } from './resources.js'
import type { RequestedScopes, Resource } from './resources.js'
import type { EntraDeps } from './token-request.js'

export interface ScopeRequest {
  readonly tenant: Tenant
  readonly application: Application
  readonly user: Pick<User, 'id'> | undefined
  readonly scope: string
  /** The resource of a version 1 request, which takes all that was granted on it. */
  readonly resource?: string | undefined
  readonly origin: string
}

/** Requested scopes against granted ones. */
export interface Consent {
  readonly resource: Resource
  readonly requested: RequestedScopes
  /** Everything that the app may do on the resource, asked for now or not. */
  readonly granted: readonly string[]
  /** What still has to be agreed to. */
  readonly missing: readonly string[]
  /** Some of that only an administrator may agree to. */
  readonly needsAdministrator: boolean
}

const PERMISSION = /^[A-Za-z][\w.-]{0,119}$/

export async function readConsent(deps: EntraDeps, request: ScopeRequest): Promise<Consent> {
  const { tenant, application, user, scope, origin } = request
  if (application.assignmentRequired && user !== undefined)
    throw new EntraError(50105, [user.id, application.appId, application.displayName])
  const parsed = parseScopes(scope)
  const name = request.resource ?? requireOneResource(parsed)
  const resource = await findResource(deps.identity, tenant, name, origin)
  const requested = withKnownNames(parsed, resource)
  const key = { tenantId: tenant.id, appId: application.appId, resourceId: resource.id, userId: user?.id }
  const kept = await deps.identity.consents.listGranted(key)
  const granted = [...new Set([...kept, ...preAuthorized(resource, application), ...ownOf(resource, application)])]
  const wanted =
    request.resource === undefined ? wantedPermissions(requested, application) : defaultPermissions(application)
  const missing = wanted.filter((permission) => !granted.includes(permission))
  if (missing.length > 0 && isPortal(application.appId)) throw new EntraError(70011, [missing.join(' ')])
  const forAdministrators = missing.map((permission) => {
    const known = findScope(resource, permission)
    if (known === undefined) throw new EntraError(650053, [application.displayName, permission, resource.id])
    return known.forAdministrators
  })
  return { resource, requested, granted, missing, needsAdministrator: forAdministrators.includes(true) }
}

/** A delegated permission that the resource offers; letter case does not count. */
function findScope(
  { isGraph, application }: Resource,
  permission: string,
): { readonly value: string; readonly forAdministrators: boolean } | undefined {
  if (isGraph) {
    const found = findPermission(permission)
    return found?.delegated === true ? { value: found.name, forAdministrators: !found.byUsers } : undefined
  }
  const name = permission.toLowerCase()
  return application?.scopes.find(({ value }) => value.toLowerCase() === name)
}

function withKnownNames({ openId, permissions }: RequestedScopes, resource: Resource): RequestedScopes {
  const known = (permission: string): string => findScope(resource, permission)?.value ?? permission
  return { openId, permissions: permissions.map((each) => ({ ...each, permission: known(each.permission) })) }
}

/** Permissions that the client has without consent. */
function preAuthorized({ application: offering }: Resource, { appId }: Application): string[] {
  const ids = offering?.preAuthorized.find((each) => each.appId === appId)?.scopeIds ?? []
  return offering?.scopes.filter(({ id }) => ids.includes(id)).map(({ value }) => value) ?? []
}

/** What the portal may do on Graph without being agreed to. */
function ownOf({ isGraph }: Resource, { appId, requestedScopes }: Application): readonly string[] {
  return isGraph && isPortal(appId) ? requestedScopes : []
}

/** Permissions asked for by name, and those that `.default` stands for. */
function wantedPermissions({ permissions }: RequestedScopes, application: Application): string[] {
  const named = permissions.filter(({ permission }) => permission !== '.default')
  const isDefault = named.length < permissions.length
  if (isDefault && named.length > 0) throw new EntraError(70011, [permissions.map(({ text }) => text).join(' ')])
  for (const { permission, text } of named) if (!PERMISSION.test(permission)) throw new EntraError(70011, [text])
  return isDefault ? defaultPermissions(application) : named.map(({ permission }) => permission)
}

function defaultPermissions({ requestedScopes }: Application): string[] {
  return [...requestedScopes]
}

/** Whether the user may agree to what is missing. */
export function mayConsent(
  { userConsent }: Tenant,
  { intuneRole }: User,
  { missing, needsAdministrator }: Consent,
): boolean {
  return intuneRole === 'administrator' || missing.length === 0 || (userConsent && !needsAdministrator)
}

/** Where nobody can be asked: everything wanted must have been granted before. */
export function requireGranted({ missing, granted, requested }: Consent, { appId, displayName }: Application): void {
  const isDefault = requested.permissions.some(({ permission }) => permission === '.default')
  if (missing.length === 0 && !(isDefault && granted.length === 0)) return
  throw new EntraError(65001, [appId, displayName], { suberror: 'consent_required' })
}

/**
 * `scope` of a token response: the scopes as they were asked for, because clients look tokens up by that text, and
 * whatever else was granted.
 */
export function writeScope({ requested, granted, resource }: Consent): string {
  const asked = requested.permissions.map(({ text }) => text)
  const covered = new Set(requested.permissions.map(({ permission }) => permission))
  const prefix = requested.permissions.find(({ resource: name }) => name !== '')?.resource
  const others = granted
    .filter((permission) => !covered.has(permission))
    .map((permission) =>
      prefix === undefined && resource.isGraph ? permission : `${prefix ?? resource.audience}/${permission}`,
    )
  const openId = requested.openId.filter((scope) => scope !== 'offline_access')
  return [...new Set([...asked, ...others, ...openId])].join(' ')
}
