/**
 * Scopes and the resources they belong to: `https://graph.microsoft.com/User.Read`, `api://files/.default`, and short
 * ones, which are Graph's.
 *
 * @see https://learn.microsoft.com/entra/identity-platform/scopes-oidc
 */
import type { Application } from '../store/identity/applications.js'
import type { Identity } from '../store/identity/identity.js'
import { GRAPH_RESOURCE } from '../store/identity/development.js'
import type { Tenant } from '../store/identity/tenants.js'
import { graphOriginOf } from '../http/origin.js'
import { EntraError } from './errors.js'

export interface Resource {
  /** Client id of the app that offers it. */
  readonly id: string
  /** What the `aud` of tokens for it is. */
  readonly audience: string
  readonly isGraph: boolean
  /** Undefined for Graph. */
  readonly application: Application | undefined
  /** The name of this server that the caller used, for issuers of tokens. */
  readonly origin: string
}

export interface RequestedScopes {
  /** `openid`, `profile`, `email`, `offline_access`. */
  readonly openId: readonly string[]
  /** What remains, each split into the resource (empty for a short one) and the permission. */
  readonly permissions: readonly RequestedScope[]
}

export interface RequestedScope {
  /** As the client wrote it. */
  readonly text: string
  readonly resource: string
  readonly permission: string
}

export const OPEN_ID = new Set(['openid', 'profile', 'email', 'offline_access'])

/** More than clients ask for, and little enough to be kept. */
const LONGEST = 4096

export function parseScopes(text: string): RequestedScopes {
  if (text.length > LONGEST) throw new EntraError(70011, [text])
  const openId: string[] = []
  const permissions: RequestedScope[] = []
  for (const scope of new Set(text.split(/\s+/).filter((part) => part !== ''))) {
    if (OPEN_ID.has(scope.toLowerCase())) openId.push(scope.toLowerCase())
    else permissions.push(splitScope(scope))
  }
  return { openId, permissions }
}

function splitScope(text: string): RequestedScope {
  const slash = text.lastIndexOf('/')
  if (slash < 0) return { text, resource: '', permission: text }
  const permission = text.slice(slash + 1)
  if (permission === '' || slash === 0) throw new EntraError(70011, [text])
  return { text, resource: text.slice(0, slash), permission }
}

/** The one resource of all scopes. */
export function requireOneResource({ permissions }: RequestedScopes): string {
  const [first, ...others] = permissions
  if (first === undefined) return ''
  const other = others.find(
    ({ resource }) => trimSlash(resource) !== trimSlash(first.resource) && !bothGraph(resource, first.resource),
  )
  if (other !== undefined) throw new EntraError(28000, [permissions.map(({ text }) => text).join(' ')])
  return first.resource
}

/** A resource by the name in a scope, or in the `resource` parameter of v1. */
export async function findResource(
  identity: Pick<Identity, 'applications'>,
  tenant: Tenant,
  name: string,
  origin: string,
): Promise<Resource> {
  if (isGraph(name, origin)) {
    const audience = name === GRAPH_RESOURCE ? GRAPH_RESOURCE : 'https://graph.microsoft.com'
    return { id: GRAPH_RESOURCE, audience, isGraph: true, application: undefined, origin }
  }
  const application =
    (await identity.applications.findResource(tenant.id, name)) ??
    (await identity.applications.findResource(tenant.id, trimSlash(name)))
  if (application === undefined) throw new EntraError(500011, [name, tenant.displayName])
  return { id: application.appId, audience: name, isGraph: false, application, origin }
}

function isGraph(name: string, origin: string): boolean {
  const known = trimSlash(name)
  const own = graphOriginOf(origin)
  return isWellKnownGraph(known) || known === own || known === own.replace(/:\d+$/, '')
}

function isWellKnownGraph(name: string): boolean {
  return name === '' || name === 'https://graph.microsoft.com' || name === GRAPH_RESOURCE
}

function bothGraph(one: string, other: string): boolean {
  return isWellKnownGraph(trimSlash(one)) && isWellKnownGraph(trimSlash(other))
}

/** A resource whose name ends in a slash is written with two of them in a scope. */
function trimSlash(name: string): string {
  return name.endsWith('/') ? name.slice(0, -1) : name
}
