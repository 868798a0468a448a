/** The declarations, joined: a tree of resources where entities live, and the types by name. */
import { declaredTypes } from './hierarchy.js'
import type { Declared, Types } from './hierarchy.js'
import { growTree, resourceIn, withDescendants } from './resource-tree.js'
import type { Resource } from './resources.js'
import { refuseUnservable } from './refusals.js'
import type { Declaration } from './sets.js'
import { existsIn } from './types.js'
import type { StructuredType, Version } from './types.js'

export { NAMESPACE } from './types.js'
export type { Resource } from './resources.js'

export interface Model {
  /** Root singletons and entity sets by lower-case name. Sets below a singleton are its children. */
  readonly roots: ReadonlyMap<string, Resource>
  /** All resources, parents before children, but for paths that repeat a navigation property. Found when first read. */
  readonly resources: readonly Resource[]
  /** All types, in order of declaration. Made when first read. */
  readonly types: readonly Declared[]
  /** A type by its name without `microsoft.graph.`, if it exists in `version`. Letter case does not count. */
  findType(name: string, version: Version): Declared | undefined
  /** What derives from a type, over any number of levels. */
  derivedFrom<T extends StructuredType>(type: T): readonly T[]
  /** The resource at a path without keys. */
  resourceAt(path: string): Resource
  findResource(path: string): Resource | undefined
  /** What every tenant has from its first moment and keeps. */
  builtIn(tenantId: string): readonly BuiltIn[]
  /** What all tenants find in the catalog, beside their own items; made when it is asked for. */
  catalog(): Promise<readonly CatalogRows[]>
}

/** Entities of a set. Each says its concrete type where the set has several. */
export interface BuiltIn {
  readonly path: string
  readonly entities: readonly Readonly<Record<string, unknown>>[]
}

/** Items of one place with the keys of what contains them, or which items of a place refer to which others. */
export interface CatalogRows {
  readonly path: string
  readonly rows: readonly { readonly keys: readonly string[]; readonly entity: Readonly<Record<string, unknown>> }[]
  readonly pairs?: readonly (readonly [from: string, to: string])[]
}

/**
 * The type that a text names in full: `local` is what stands behind `microsoft.graph.`, or its alias, if that is how it
 * begins. Types of other namespaces go by all of the text.
 */
export function findQualified(
  { model, version }: { readonly model: Model; readonly version: Version },
  local: string | undefined,
  qualified: string,
): Declared | undefined {
  const type = model.findType(local ?? qualified, version)
  return (type?.ownNamespace === true) === (local === undefined) ? type : undefined
}

/** Joins declarations, and refuses what cannot be served. `types` are all types of the model, those of the declarations included. */
export const createModel: JoinModel = (declarations, types, contents) => {
  const model = joinUnasked(declarations, types, contents)
  refuseUnservable(declarations, (path) => model.findResource(path))
  return model
}

/** Joins declarations that are known to be servable: to ask takes time and memory at every start. */
export const joinUnasked: JoinModel = (
  declarations,
  types = declaredTypes(declarations),
  { builtIn, catalog } = { builtIn: () => [], catalog: () => Promise.resolve([]) },
) => new JoinedModel(growTree(declarations, types), types, builtIn, catalog)

export type JoinModel = (
  declarations: readonly Declaration[],
  types?: Types,
  contents?: Pick<Model, 'builtIn' | 'catalog'>,
) => Model

/** A class, because V8 keeps an object with getters in a literal as a dictionary, and every request reads this one. */
class JoinedModel implements Model {
  readonly roots: Model['roots']
  readonly builtIn: Model['builtIn']
  readonly catalog: Model['catalog']
  readonly #types: Types
  #resources: readonly Resource[] | undefined
  #allTypes: readonly Declared[] | undefined
  #names: ReadonlyMap<string, string> | undefined

  constructor(roots: Model['roots'], types: Types, builtIn: Model['builtIn'], catalog: Model['catalog']) {
    this.roots = roots
    this.#types = types
    this.builtIn = builtIn
    this.catalog = catalog
  }

  get resources(): readonly Resource[] {
    return (this.#resources ??= [...this.roots.values()].flatMap((root) => withDescendants(root)))
  }

  get types(): readonly Declared[] {
    return (this.#allTypes ??= [...this.#types.names()].flatMap((name) => this.#types.find(name) ?? []))
  }

  findType(name: string, version: Version): Declared | undefined {
    this.#names ??= new Map([...this.#types.names()].map((each) => [each.toLowerCase(), each]))
    const type = this.#types.find(this.#names.get(name.toLowerCase()) ?? '')
    return type !== undefined && existsIn(type.since, version) ? type : undefined
  }

  derivedFrom<T extends StructuredType>(type: T): readonly T[] {
    return this.#types.derivedFrom(type)
  }

  findResource(path: string): Resource | undefined {
    return resourceIn(this.roots, path)
  }

  resourceAt(path: string): Resource {
    const resource = this.findResource(path)
    if (resource === undefined) throw new Error(`nothing is declared at ${path}`)
    return resource
  }
}
