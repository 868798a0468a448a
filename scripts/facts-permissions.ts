/** The permission map in lines: what a path and method ask for, unless the path above says the same. */

export interface PermissionSource {
  readonly permissions: readonly string[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Partial<Record<Kind, readonly string[]>>>>>>
}

type Kind = 'application' | 'delegated'

/** Permissions of one method: a letter each, least privileged first; the delegated ones only where they differ. */
type Methods = Map<string, string>

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'

export function permissionLines({ permissions, paths }: PermissionSource): string[] {
  const letterOf = new Map(permissions.map((name, i) => [name, LETTERS[i] as string]))
  const entries = new Map<string, Methods>()
  for (const [path, methods] of Object.entries(paths)) {
    const key = keyless(path)
    if (passesReference(key)) continue
    const known = entries.get(key) ?? new Map<string, string>()
    for (const [names, { application = [], delegated = [] }] of Object.entries(methods)) {
      const letters = (list: readonly string[]): string => list.map((each) => letterOf.get(each) ?? '').join('')
      const [app, user] = [letters(application), letters(delegated)]
      for (const method of names.split(',')) known.set(method, app === user ? app : `${app}/${user}`)
    }
    entries.set(key, known)
  }
  const lines = [...entries]
    .map(
      ([path, methods]) =>
        [path, new Map([...methods].filter(([method, text]) => text !== above(entries, path, method)))] as const,
    )
    .filter(([, methods]) => methods.size > 0)
    .map(([path, methods]) => [path, ...[...methods].sort().map(([method, text]) => `${method}=${text}`)].join(' '))
  return [...[...letterOf].map(([name, letter]) => `${letter} ${name}`), ...lines]
}

/** A path without keys, casts and parameters, in lower case: `/devicemanagement/deviceconfigurations/assign`. */
function keyless(path: string): string {
  const segments = path.split('/').filter((segment) => !/^\{|^(microsoft\.)?graph\./.test(segment))
  return segments.map((segment) => segment.replace(/\(.*$/, '').toLowerCase()).join('/')
}

/** Paths that go on behind a reference say again what the path of the set says. */
function passesReference(path: string): boolean {
  return (
    /\/(?:manageddevices?|users)\/.*\/?(?:manageddevices?|users)(?:\/|$)/.test(path) ||
    /\/(?:detectedapps|devicerunstates)\/manageddevices?\//.test(path)
  )
}

/** What the nearest path above answers for the same kind of access. */
function above(entries: ReadonlyMap<string, Methods>, path: string, method: string): string | undefined {
  for (let at = parentOf(path); at !== ''; at = parentOf(at)) {
    const methods = entries.get(at)
    if (methods !== undefined) return inheritedFrom(methods, method)
  }
  return undefined
}

/** The rule that the reader applies, too: reads as GET, writes as the same method or any other write. */
export function inheritedFrom(methods: ReadonlyMap<string, string>, method: string): string | undefined {
  if (method === 'GET') return methods.get('GET')
  return (
    methods.get(method) ?? methods.get('PATCH') ?? methods.get('POST') ?? methods.get('PUT') ?? methods.get('DELETE')
  )
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0))
}
