/**
 * Ends the session of a browser, and those of the apps that the user has signed in to with it.
 * @see https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc#send-a-sign-out-request
 */
import { appsOf } from './browser.js'
import type { BrowserAnswer, BrowserRequest } from './browser.js'
import { signedOutPage } from './pages/others.js'
import { portalApplication } from './portal-client.js'
import { findRedirect } from './redirect-uris.js'
import type { EntraDeps } from './token-request.js'

export async function signOut(deps: EntraDeps, request: BrowserRequest): Promise<BrowserAnswer> {
  const { cookie } = request
  const session = cookie === undefined ? undefined : await deps.identity.sessions.find(cookie)
  if (cookie !== undefined) await deps.identity.sessions.remove(cookie)
  const tenantId = request.segment.kind === 'tenant' ? request.segment.tenant.id : session?.tenantId
  const logoutUrls = tenantId === undefined ? [] : await logoutUrlsOf(deps, tenantId, request)
  const location = tenantId === undefined ? undefined : await locationOf(deps, tenantId, request)
  const ended = { cookie: '', apps: '' }
  if (location !== undefined && logoutUrls.length === 0) return { kind: 'redirect', location, ...ended }
  const frames = [...new Set(logoutUrls.map((url) => new URL(url).origin))]
  return { kind: 'page', html: signedOutPage(logoutUrls, location), frames, ...ended }
}

async function logoutUrlsOf({ identity }: EntraDeps, tenantId: string, request: BrowserRequest): Promise<string[]> {
  const found = await Promise.all(appsOf(request).map((appId) => identity.applications.find(tenantId, appId)))
  const urls = found.flatMap((app) => app?.logoutUrl ?? [])
  return urls.filter((url) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol))
}

/** Where the browser goes on: only to where some app of the tenant expects its users. */
async function locationOf(
  { identity, portal }: EntraDeps,
  tenantId: string,
  { parameters, origin }: BrowserRequest,
): Promise<string | undefined> {
  const uri = parameters.get('post_logout_redirect_uri')
  if (uri === undefined) return undefined
  const registered = await identity.applications.listRedirectUris(tenantId)
  const own = portal ? portalApplication({ id: tenantId }, origin).redirectUris : []
  const redirectUris = [...registered, ...own]
  if (findRedirect({ redirectUris }, uri) === undefined) return undefined
  const state = parameters.get('state')
  const separator = uri.includes('?') ? '&' : '?'
  return state === undefined ? uri : `${uri}${separator}${new URLSearchParams({ state }).toString()}`
}
