/** The `Prefer` header: what is known is honoured and said so, the rest is overlooked. */

export interface Preferences {
  readonly minimal: boolean
  readonly representation: boolean
  /** A PATCH makes what it names by an alternate key, if it is not there. */
  readonly createIfMissing: boolean
  readonly maxPageSize: number | undefined
  /** `Preference-Applied`, if a preference made a difference to a list or to a write. */
  applied(to: 'list' | 'write'): Record<string, string>
}

const NONE: Preferences = {
  minimal: false,
  representation: false,
  createIfMissing: false,
  maxPageSize: undefined,
  applied: () => ({}),
}

/** A preference with its value, bare or quoted; parameters behind a semicolon say nothing to the ones that are known. */
const PREFERENCE = /^\s*([^\s=;]+)(?:\s*=\s*(?:"([^"]*)"|([^\s;"]*)))?\s*(?:;|$)/

/** @see https://www.rfc-editor.org/rfc/rfc7240 */
export function readPreferences(headers: Readonly<Record<string, string | string[] | undefined>>): Preferences {
  const header = headers['prefer']
  if (header === undefined) return NONE
  const given = preferencesIn(String(header))
  const minimal = given.get('return') === 'minimal'
  const representation = given.get('return') === 'representation'
  const maxPageSize = pageSize(given.get('odata.maxpagesize') ?? given.get('maxpagesize'))
  return {
    minimal,
    representation,
    createIfMissing: given.has('create-if-missing'),
    maxPageSize,
    applied(to) {
      if (to === 'list')
        return maxPageSize === undefined ? {} : { 'preference-applied': `odata.maxpagesize=${maxPageSize}` }
      if (minimal) return { 'preference-applied': 'return=minimal' }
      return representation ? { 'preference-applied': 'return=representation' } : {}
    },
  }
}

/** Values by name. Case does not count; of several with one name the first does. */
function preferencesIn(header: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const part of header.split(',')) {
    const [, name = '', quoted, bare = ''] = PREFERENCE.exec(part.toLowerCase()) ?? []
    if (name !== '' && !found.has(name)) found.set(name, quoted ?? bare)
  }
  return found
}

function pageSize(value: string | undefined): number | undefined {
  return value !== undefined && /^\d{1,6}$/.test(value) && Number(value) > 0 ? Number(value) : undefined
}
