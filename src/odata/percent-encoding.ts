/** Undoing the percent-encoding of a URL: every name and every value exactly once. */
import { badRequest } from '../errors.js'

const LONE_SURROGATE = /\p{Surrogate}/u

/** Half a character can come in through the JSON of a `$batch`; no URL and no database could hold it. */
export function requireWholeCharacters(url: string): void {
  if (LONE_SURROGATE.test(url)) throw badRequest('The request URI is not valid: it holds half a surrogate pair.')
}

export function decodeSegment(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch (cause) {
    throw cause instanceof URIError ? badRequest(`Malformed percent-encoding in '${text.slice(0, 200)}'.`) : cause
  }
}

/** In a query string, unlike in a path, `+` is a space. */
export function decodeOption(text: string): string {
  return decodeSegment(text.includes('+') ? text.replaceAll('+', ' ') : text)
}
