/** The `Prefer` header: what is known is honoured and said so, the rest is overlooked. */

export interface Preferences {
  readonly minimal: boolean
  readonly representation: boolean
  readonly maxPageSize: number | undefined
  /** `Preference-Applied`, if a preference made a difference to a list or to a write. */
  applied(to: 'list' | 'write'): Record<string, string>
}

const NONE: Preferences = { minimal: false, representation: false, maxPageSize: undefined, applied: () => ({}) }

/** @see https://www.rfc-editor.org/rfc/rfc7240 */
export function readPreferences(headers: Readonly<Record<string, string | string[] | undefined>>): Preferences {
  const header = headers['prefer']
  if (header === undefined) return NONE
  const tokens = String(header)
    .split(',')
    .map((token) => token.trim().toLowerCase())
  const minimal = tokens.includes('return=minimal')
  const representation = !minimal && tokens.includes('return=representation')
  const size = tokens
    .map((token) => /^(?:odata\.)?maxpagesize="?(\d{1,6})"?$/.exec(token)?.[1])
    .find((match) => match !== undefined)
  const maxPageSize = size === undefined || Number(size) === 0 ? undefined : Number(size)
  return {
    minimal,
    representation,
    maxPageSize,
    applied(to) {
      if (to === 'list')
        return maxPageSize === undefined ? {} : { 'preference-applied': `odata.maxpagesize=${maxPageSize}` }
      if (minimal) return { 'preference-applied': 'return=minimal' }
      return representation ? { 'preference-applied': 'return=representation' } : {}
    },
  }
}
