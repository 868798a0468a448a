import type { Refusal } from './refusals.js'

const SCHEME_AND_TOKEN = /^bearer(?:[ \t]+(\S*))?[ \t]*$/i

/**
 * The bearer token of a request, or why there is none. It looks at the raw headers, because Node hands over only the
 * first of several Authorization headers, and a proxy in front might have judged by the last.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-2.1
 */
export function readBearer(rawHeaders: readonly string[]): { readonly token: string } | { readonly refusal: Refusal } {
  let authorization: string | undefined
  for (let i = 0; i < rawHeaders.length; i += 2) {
    if (rawHeaders[i]?.toLowerCase() !== 'authorization') continue
    if (authorization !== undefined) return { refusal: 'malformedHeader' }
    authorization = rawHeaders[i + 1]
  }
  if (authorization === undefined || authorization.trim() === '') return { refusal: 'empty' }
  const match = SCHEME_AND_TOKEN.exec(authorization)
  if (match === null) return { refusal: 'malformedHeader' }
  const token = match[1] ?? ''
  return token === '' ? { refusal: 'empty' } : { token }
}
