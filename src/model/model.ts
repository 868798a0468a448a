/** The declarations, joined: a tree of resources where entities live, and the types by name. */
import type { Backend, Declaration, Permissions } from './sets.js'
import { existsIn, allNavigation } from './types.js'
import type { EntityType, EnumType, Layout, Link, Navigation, StructuredType } from './types.js'
import type { Version } from './edm.js'

/** The namespace of every type; `graph` is its alias. */
export const NAMESPACE = 'microsoft.graph'

/** A resource in the containment tree: a root singleton or entity set, or a contained navigation property of one. */
export interface Resource {
  readonly kind: 'singleton' | 'entitySet' | 'navigation'
  readonly name: string
  /** Names from the service root, joined with `/`, without keys. */
  readonly path: string
  readonly type: EntityType
  /** The concrete types that can be stored here. */
  readonly concreteTypes: readonly EntityType[]
  readonly many: boolean
  readonly since: Version
  readonly readOnly: boolean
  /** POST makes a new one here. */
  readonly creatable: boolean
  /** What is here can be deleted. */
  readonly deletable: boolean
  readonly permissions: Permissions
  readonly backend: Backend
  /** How what is here is stored. Children of documents are documents. */
  readonly layout: Layout
  /** What is here lives elsewhere, and is here because of a pair. */
  readonly link?: Link
  /** Another name for the caller's own item of the set at this path. */
  readonly ownItemOf?: string
  /** The resource that contains this one; only navigation properties of stored entities have one. */
  readonly parent: Resource | undefined
  readonly children: ReadonlyMap<string, Resource>
}

type GrowingResource = Omit<Resource, 'children'> & { readonly children: Map<string, GrowingResource> }

export interface Model {
  /** Root singletons and entity sets by lower-case name. Sets below a singleton are its children. */
  readonly roots: ReadonlyMap<string, Resource>
  /** All resources, parents before children. */
  readonly resources: readonly Resource[]
  /** All declared types, in order of first mention. */
  readonly types: readonly (StructuredType | EnumType)[]
  /** A type by its name without namespace, if it exists in `version`. Letter case does not count. */
  findType(name: string, version: Version): StructuredType | EnumType | undefined
}

export function createModel(declarations: readonly Declaration[]): Model {
  const roots = new Map<string, GrowingResource>()
  for (const declaration of declarations) {
    const [first, second] = declaration.path.split('/') as [string, string?]
    if (second === undefined) {
      roots.set(first.toLowerCase(), rootResource(declaration, first))
      continue
    }
    const singleton = roots.get(first.toLowerCase())
    if (singleton === undefined) throw new Error(`${declaration.path}: declare the singleton '${first}' before it`)
    singleton.children.set(second.toLowerCase(), rootResource(declaration, second))
  }
  const resources = [...roots.values()].flatMap(withDescendants)
  const types = typesOf(declarations)
  const byName = new Map(types.map((type) => [type.name.toLowerCase(), type]))
  if (byName.size !== types.length) throw new Error('two declared types share a name')
  return {
    roots,
    resources,
    types,
    findType(name, version) {
      const type = byName.get(name.toLowerCase())
      return type !== undefined && existsIn(type.since, version) ? type : undefined
    },
  }
}

function rootResource(declaration: Declaration, name: string): GrowingResource {
  const types =
    declaration.kind === 'entitySet' ? [declaration.entityType, ...declaration.derivedTypes] : [declaration.entityType]
  const resource: GrowingResource = {
    kind: declaration.kind,
    name,
    path: declaration.path,
    type: declaration.entityType,
    concreteTypes: types.filter((type) => !type.abstract),
    many: declaration.kind === 'entitySet',
    since: declaration.since,
    readOnly: declaration.kind === 'entitySet' && declaration.readOnly,
    creatable: declaration.kind === 'entitySet' && !declaration.readOnly && !declaration.fixedMembers,
    deletable: declaration.kind === 'entitySet' && !declaration.readOnly && !declaration.fixedMembers,
    permissions: declaration.permissions,
    backend: declaration.backend,
    layout: declaration.layout,
    ...(declaration.kind === 'singleton' && declaration.ownItemOf !== undefined
      ? { ownItemOf: declaration.ownItemOf }
      : {}),
    parent: undefined,
    children: new Map(),
  }
  growNavigation(resource, types)
  return resource
}

function growNavigation(resource: GrowingResource, types: readonly EntityType[]): void {
  for (const type of types)
    for (const [name, navigation] of Object.entries(allNavigation(type))) {
      if (resource.children.has(name.toLowerCase())) continue
      const child: GrowingResource = {
        ...resource,
        kind: 'navigation',
        name,
        path: `${resource.path}/${name}`,
        type: navigation.target,
        concreteTypes: [navigation.target],
        many: navigation.many,
        creatable: navigation.creatable && !resource.readOnly,
        deletable: !resource.readOnly,
        since: existsIn(resource.since, 'v1.0') ? navigation.since : resource.since,
        layout: layoutBelow(resource, navigation),
        parent: resource,
        children: new Map(),
        ...(navigation.link === undefined ? {} : linkedResource(resource, navigation.link)),
      }
      resource.children.set(name.toLowerCase(), child)
      if (navigation.link === undefined) growNavigation(child, [navigation.target])
    }
}

function layoutBelow({ path, layout }: Resource, { layout: declared = layout, target, link }: Navigation): Layout {
  if (layout === 'document' && declared === 'table' && link === undefined)
    throw new Error(`${path}: '${target.name}' cannot have a table of its own below documents`)
  return declared
}

/** What is linked is read here, and changed where it lives. */
function linkedResource({ permissions, ownItemOf }: Resource, link: Link) {
  const { read, write } = link.permissions ?? permissions
  // Who may see himself may see what he belongs to.
  const seen = ownItemOf === undefined ? read : [...new Set([...permissions.read, ...read])]
  return { link, readOnly: true, creatable: false, deletable: false, permissions: { read: seen, write } }
}

function withDescendants(resource: Resource): Resource[] {
  return [resource, ...[...resource.children.values()].flatMap(withDescendants)]
}

/** The types that declarations lead to, bases before what derives from them. */
export function typesOf(declarations: readonly Declaration[]): (StructuredType | EnumType)[] {
  const found = new Set<StructuredType | EnumType>()
  const visit = (type: StructuredType | EnumType): void => {
    if (found.has(type)) return
    if (type.kind === 'enum') return void found.add(type)
    const base = type.baseType as StructuredType | undefined
    if (base !== undefined) visit(base)
    found.add(type)
    for (const property of Object.values(type.properties)) {
      if (property.type.kind !== 'primitive') visit(property.type)
      property.subtypes.forEach(visit)
    }
    if (type.kind !== 'entity') return
    for (const navigation of Object.values(type.navigation)) visit(navigation.target)
    for (const { parameters, returns } of type.operations)
      for (const { type } of [...Object.values(parameters), ...(returns === undefined ? [] : [returns])])
        if (type.kind !== 'primitive') visit(type)
  }
  for (const declaration of declarations) {
    visit(declaration.entityType)
    if (declaration.kind === 'entitySet') declaration.derivedTypes.forEach(visit)
  }
  return [...found]
}
