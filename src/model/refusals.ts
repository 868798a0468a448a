/** What a model may not declare, because the store or the routes could not serve it: one sentence each. */
import type { Resource } from './resources.js'
import { parentPath } from './resource-paths.js'
import type { Declaration } from './sets.js'
import { allProperties } from './inheritance.js'
import type { ComplexType, EntityType, Property } from './types.js'

export function refuseUnservable(
  declarations: readonly Declaration[],
  find: (path: string) => Resource | undefined,
): void {
  const paths = new Set<string>()
  const tables = new Map<string, string>()
  for (const { path } of declarations) {
    if (paths.has(path.toLowerCase())) throw new Error(`${path}: is declared twice`)
    paths.add(path.toLowerCase())
    requirePlace(path, find)
    const resource = find(path)
    if (resource !== undefined) requireTables(resource, 0, tables)
  }
}

/** A set is at the root, or below what there is only one of. */
function requirePlace(path: string, find: (path: string) => Resource | undefined): void {
  const above = parentPath(path)
  if (above === '') return
  const parent = find(above)
  if (parent === undefined) throw new Error(`${path}: nothing is declared at '${above}', which is before it`)
  if (parent.many) throw new Error(`${path}: '${above}' is a collection; what its items contain is their navigation`)
}

/** A table belongs to one resource and holds what is at most one level below it; its columns are as deep as its types. */
function requireTables(resource: Resource, level: number, tables: Map<string, string>): void {
  const { path, type, layout, link, refersTo, ownItemOf, concreteTypes } = resource
  if (layout !== 'table' || (link ?? refersTo ?? ownItemOf) !== undefined) return
  if (level > 1)
    throw new Error(`${path}: a table holds what is at most one level below a set; what is deeper is a document`)
  const other = tables.get(type.name)
  if (other !== undefined)
    throw new Error(`${path}: the table of '${type.name}' belongs to '${other}'; a type in two places is a document`)
  tables.set(type.name, path)
  for (const each of [type, ...concreteTypes]) requireColumns(path, each)
  for (const child of resource.children.values())
    if (child.kind === 'navigation') requireTables(child, resource.kind === 'singleton' ? 0 : level + 1, tables)
}

function requireColumns(path: string, type: EntityType): void {
  const known = new Set<ComplexType>()
  for (const [name, property] of Object.entries(allProperties(type))) {
    const circle = repeated(property, [], known)
    if (circle !== undefined)
      throw new Error(`${path}: '${type.name}/${name}' holds '${circle.name}', which holds itself: only documents can`)
  }
}

/** The first complex type that a value of the property may hold a value of the same type in. `known` have none. */
function repeated(
  { type, subtypes }: Property,
  above: readonly ComplexType[],
  known: Set<ComplexType>,
): ComplexType | undefined {
  if (type.kind !== 'complex') return undefined
  for (const each of new Set<ComplexType>([type, ...subtypes])) {
    if (above.includes(each)) return each
    if (known.has(each)) continue
    for (const property of Object.values(allProperties(each))) {
      const found = repeated(property, [...above, each], known)
      if (found !== undefined) return found
    }
    known.add(each)
  }
  return undefined
}
