/** What is known of a permission of Microsoft Graph by its name, whatever the case. */
import { GRANTED_BY_ADMINISTRATORS, GRANTED_BY_USERS, OF_APPLICATIONS } from './permission-names.js'

export interface GraphPermission {
  /** As Graph writes it. */
  readonly name: string
  /** There is a delegated permission of that name, */
  readonly delegated: boolean
  /** which users may grant for themselves. */
  readonly byUsers: boolean
  /** There is an application permission of that name. */
  readonly application: boolean
}

/** Undefined if Graph has no such permission. */
export function findPermission(name: string): GraphPermission | undefined {
  return permissions().get(name.toLowerCase())
}

export function listPermissions(kind: 'delegated' | 'application'): string[] {
  return [...permissions().values()].filter((each) => each[kind]).map(({ name }) => name)
}

let known: Map<string, GraphPermission> | undefined

/** Read when it is first asked for: most processes never are. */
function permissions(): Map<string, GraphPermission> {
  if (known !== undefined) return known
  const [byUsers, byAdministrators, ofApplications] = [
    GRANTED_BY_USERS,
    GRANTED_BY_ADMINISTRATORS,
    OF_APPLICATIONS,
  ].map((text) => new Set(namesIn(text))) as [Set<string>, Set<string>, Set<string>]
  known = new Map()
  for (const name of new Set([...byUsers, ...byAdministrators, ...ofApplications]))
    known.set(name.toLowerCase(), {
      name,
      delegated: byUsers.has(name) || byAdministrators.has(name),
      byUsers: byUsers.has(name),
      application: ofApplications.has(name),
    })
  return known
}

function namesIn(text: string): string[] {
  let resource = ''
  return text.split(/\s+/).flatMap((word) => {
    if (word === '') return []
    if (word.endsWith(':')) {
      resource = word.slice(0, -1)
      return []
    }
    return word === '-' ? resource : `${resource}.${word}`
  })
}
