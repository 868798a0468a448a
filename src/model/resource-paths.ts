/** Paths of resources, with and without keys. */
import { allNavigation } from './inheritance.js'
import type { Resource } from './resources.js'
import { qualifiedName } from './types.js'
import type { EntityType } from './types.js'

/** Of which types the items on the way to a resource are said to be, outermost first. */
export type ItemTypes = readonly {
  readonly resource: Resource
  readonly types: readonly EntityType[]
  /** What the key in the path says beside the id. */
  readonly key?: Readonly<Record<string, string>>
}[]

/**
 * The path to a resource with the keys of the items that contain it in parentheses. What only a derived type contains
 * stands behind a cast, which `casts` names.
 */
export function pathWithKeys(resource: Resource, keys: readonly string[], casts: ItemTypes = []): string {
  const chain: Resource[] = []
  for (let at: Resource | undefined = resource; at !== undefined; at = at.parent) chain.unshift(at)
  const [root] = chain
  let path = root?.path ?? ''
  let depth = 0
  for (const [i, { name, many }] of chain.entries()) {
    if (i > 0) path += `${castBefore(name, chain[i - 1], casts)}/${name}`
    if (many && i < chain.length - 1) path += `('${(keys[depth++] ?? '').replaceAll("'", "''")}')`
  }
  return path
}

function castBefore(name: string, above: Resource | undefined, casts: ItemTypes): string {
  if (above === undefined || Object.hasOwn(allNavigation(above.type), name)) return ''
  const [type] = casts.find(({ resource }) => resource === above)?.types ?? []
  return type === undefined ? '' : `/${qualifiedName(type)}`
}

/** The path without its last name, in lower case; empty for a root. */
export function parentPath(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0)).toLowerCase()
}
