/**
 * Where an answer may be sent.
 * @see https://learn.microsoft.com/entra/identity-platform/reply-url
 */
import type { Application } from '../store/identity/applications.js'
import type { RedirectUri } from '../store/identity/inserts.js'

const LOOPBACK = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?(?=[/?]|$)/

/** The registered redirect URI that this is. On loopback the port does not count, because apps take a free one. */
export function findRedirect(
  { redirectUris }: Pick<Application, 'redirectUris'>,
  uri: string,
): RedirectUri | undefined {
  return redirectUris.find((each) => each.uri === uri) ?? redirectUris.find((each) => isSameLoopback(each.uri, uri))
}

function isSameLoopback(registered: string, uri: string): boolean {
  if (!LOOPBACK.test(registered) || !LOOPBACK.test(uri)) return false
  const withoutPort = (text: string) => text.replace(LOOPBACK, 'http://$1').replace(/^(http:\/\/[^/?]+)$/, '$1/')
  return withoutPort(registered) === withoutPort(uri)
}
