/** Bodies of the journal as files and people want them. */

export function mimeTypeOf(body: string): string {
  return /^[[{]/.test(body) ? 'application/json' : 'application/x-www-form-urlencoded'
}

/** With line breaks, where it is JSON. */
export function prettyText(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2)
  } catch {
    return body
  }
}
