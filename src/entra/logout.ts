/** Ends the session of a browser. @see https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc#send-a-sign-out-request */
import type { BrowserAnswer, BrowserRequest } from './browser.js'
import { messagePage } from './pages/others.js'
import { findRedirect } from './redirect-uris.js'
import type { EntraDeps } from './token-request.js'

export async function signOut(deps: EntraDeps, request: BrowserRequest): Promise<BrowserAnswer> {
  const { parameters, cookie } = request
  const session = cookie === undefined ? undefined : await deps.identity.sessions.find(cookie)
  if (cookie !== undefined) await deps.identity.sessions.remove(cookie)
  const asked = parameters.get('post_logout_redirect_uri')
  const tenantId = request.segment.kind === 'tenant' ? request.segment.tenant.id : session?.tenantId
  if (asked === undefined || tenantId === undefined || !(await isRegistered(deps, tenantId, asked)))
    return {
      kind: 'page',
      html: messagePage('Signed out', 'You have signed out. You may now close this window.'),
      cookie: '',
    }
  const state = parameters.get('state')
  const separator = asked.includes('?') ? '&' : '?'
  const location = state === undefined ? asked : `${asked}${separator}${new URLSearchParams({ state }).toString()}`
  return { kind: 'redirect', location, cookie: '' }
}

/** Sent on only to where some app of the tenant expects its users, and nowhere else. */
async function isRegistered({ identity }: EntraDeps, tenantId: string, uri: string): Promise<boolean> {
  const redirectUris = await identity.applications.listRedirectUris(tenantId)
  return findRedirect({ redirectUris }, uri) !== undefined
}
