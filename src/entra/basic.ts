/**
 * Client id and secret from `Authorization: Basic`, each form-encoded before they were joined.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1
 */
import { EntraError } from './errors.js'

export function readBasic(header: string | undefined): { readonly id: string; readonly secret: string } | undefined {
  const encoded = /^basic +([A-Za-z0-9+/=_-]+) *$/i.exec(header ?? '')?.[1]
  if (encoded === undefined) return undefined
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  if (colon < 0 || text.includes('\0') || /%00/.test(text)) throw new EntraError(9002313)
  return { id: decode(text.slice(0, colon)), secret: decode(text.slice(colon + 1)) }
}

/** Clients that do not encode are taken at their word, unless what they send looks encoded. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', '%20'))
  } catch {
    return text
  }
}
