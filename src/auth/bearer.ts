import type { Refusal } from './refusals.js'

const SCHEME_AND_TOKEN = /^bearer(?:[ \t]+(\S*))?[ \t]*$/i
const NAME = 'authorization'

interface Refused {
  readonly refusal: Refusal
}

/**
 * The text of the `Authorization` header, or why there is none that counts. It looks at the raw headers, because Node
 * hands over only the first of several, and a proxy in front might have judged by the last.
 */
export function authorizationOf(rawHeaders: readonly string[]): string | Refused {
  let text: string | undefined
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] as string
    if (name.length !== NAME.length || name.toLowerCase() !== NAME) continue
    if (text !== undefined) return { refusal: 'malformedHeader' }
    text = rawHeaders[i + 1] ?? ''
  }
  return text ?? { refusal: 'empty' }
}

/**
 * The bearer token of a request, or why there is none.
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-2.1
 */
export function readBearer(rawHeaders: readonly string[]): { readonly token: string } | Refused {
  const authorization = authorizationOf(rawHeaders)
  return typeof authorization === 'string' ? tokenIn(authorization) : authorization
}

export function tokenIn(authorization: string): { readonly token: string } | Refused {
  if (authorization.trim() === '') return { refusal: 'empty' }
  const match = SCHEME_AND_TOKEN.exec(authorization)
  if (match === null) return { refusal: 'malformedHeader' }
  const token = match[1] ?? ''
  return token === '' ? { refusal: 'empty' } : { token }
}
