/**
 * The resource tree. It is grown from declared sets and singletons and from the navigation of types, each resource when it
 * is first reached, because types may contain each other.
 */
import type { Types } from './hierarchy.js'
import { allNavigation, isA } from './inheritance.js'
import { parentPath } from './resource-paths.js'
import type { Resource } from './resources.js'
import type { Backend, Declaration, EntitySet } from './sets.js'
import { existsIn } from './types.js'
import type { EntityType, Layout, Link, Navigation, Version } from './types.js'

/** How a resource gets its children, and finds others by their path. */
interface Grow {
  (resource: Resource): ReadonlyMap<string, Resource>
  find(path: string): Resource | undefined
}

/** What is known of a resource without looking at what derives from its type, or at what is below it. */
interface ResourceFacts extends Omit<
  Resource,
  'lowerPath' | 'concreteTypes' | 'children' | 'referred' | 'kinds' | 'linkedSet'
> {
  readonly findTypes: () => readonly EntityType[]
}

/**
 * What a resource finds out when it is first asked. A class, and not getters of a frozen object: V8 keeps such an object as a
 * dictionary, and each look at a resource costs several times as much.
 */
class Growth {
  readonly #facts: ResourceFacts
  readonly #grow: Grow
  #concreteTypes: readonly EntityType[] | undefined
  #children: ReadonlyMap<string, Resource> | undefined
  #kinds: ReadonlyMap<string, Resource> | undefined
  #referred: Resource | undefined

  constructor(facts: ResourceFacts, grow: Grow) {
    this.#facts = facts
    this.#grow = grow
  }

  get kinds(): ReadonlyMap<string, Resource> | undefined {
    const { link } = this.#facts
    if (link?.kinds === undefined || link.kind !== undefined) return undefined
    return (this.#kinds ??= kindsOf(this.#facts, link, this.#grow))
  }

  get linkedSet(): Resource | undefined {
    const [only, ...others] = this.#facts.link?.sets ?? []
    return only === undefined || others.length > 0 ? undefined : this.#grow.find(only)
  }

  get referred(): Resource | undefined {
    const { refersTo } = this.#facts
    return refersTo === undefined ? undefined : (this.#referred ??= this.#grow.find(refersTo))
  }

  get layout(): Layout {
    return this.referred?.layout ?? this.#facts.layout
  }

  get concreteTypes(): readonly EntityType[] {
    if (this.#concreteTypes === undefined) {
      const several = this.kinds && [...this.kinds.values()].map(({ type }) => type)
      const { link, findTypes } = this.#facts
      const set = link?.livesAt === undefined ? this.linkedSet : this.#grow.find(link.livesAt)
      this.#concreteTypes = concrete(several ?? set?.concreteTypes ?? findTypes())
    }
    return this.#concreteTypes
  }

  get children(): ReadonlyMap<string, Resource> {
    return (this.#children ??= this.#grow(this as unknown as Resource))
  }
}

function growing(facts: ResourceFacts, grow: Grow): Resource {
  const { findTypes: _findTypes, layout: _layout, ...told } = facts
  return Object.freeze(Object.assign(new Growth(facts, grow), told, { lowerPath: facts.path.toLowerCase() }))
}

/** A resource for each of the sets that the model has. */
function kindsOf(facts: ResourceFacts, { sets = [], ...link }: Link, grow: Grow): ReadonlyMap<string, Resource> {
  const found = sets.flatMap((path) => grow.find(path) ?? [])
  return new Map(
    found.map(({ path, type, layout, storedAt }) => {
      const own = { ...facts, type, layout, storedAt, link: { ...link, sets: [path], kind: type.name } }
      return [type.name, growing({ ...own, findTypes: () => [type] }, grow)]
    }),
  )
}

/** The navigation property that a resource is, to tell circles. */
const navigations = new WeakMap<Resource, Navigation>()

/** The declaration that a resource comes from, if it is a navigation property. */
export function navigationOf(resource: Resource): Navigation | undefined {
  return navigations.get(resource)
}

/** The roots by lower-case name; `declarations` of other paths become children of what is there. */
export function growTree(declarations: readonly Declaration[], types: Types): ReadonlyMap<string, Resource> {
  const below = new Map<string, Declaration[]>()
  for (const declaration of declarations) {
    const parent = parentPath(declaration.path)
    below.set(parent, [...(below.get(parent) ?? []), declaration])
  }
  const declaredBelow = (path: string): [string, Resource][] =>
    (below.get(path.toLowerCase()) ?? []).map((declaration) => {
      const resource = declaredResource(declaration, types, grow)
      return [resource.name.toLowerCase(), resource]
    })
  const childrenOf = (resource: Resource): ReadonlyMap<string, Resource> => {
    const children = new Map<string, Resource>(resource.many ? [] : declaredBelow(resource.path))
    if (resource.link === undefined && resource.refersTo === undefined) growNavigation(resource, children, types, grow)
    return children
  }
  const grow: Grow = Object.assign(childrenOf, { find: (path: string) => resourceIn(roots, path) })
  const roots = new Map(declaredBelow(''))
  return roots
}

/** The resource at a path without keys. */
export function resourceIn(roots: ReadonlyMap<string, Resource>, path: string): Resource | undefined {
  const [first = '', ...names] = path.toLowerCase().split('/')
  return names.reduce((at, name) => at?.children.get(name), roots.get(first))
}

function declaredResource(declaration: Declaration, types: Types, grow: Grow): Resource {
  const { kind, path, entityType: type, since, permissions, backend, layout } = declaration
  const set = declaration.kind === 'entitySet' ? declaration : undefined
  const changing = set !== undefined && !set.readOnly && !set.fixedMembers
  const facts = {
    kind,
    name: path.slice(path.lastIndexOf('/') + 1),
    path,
    type,
    findTypes: () =>
      set === undefined || keepsOneType(set) ? [type] : [type, ...set.derivedTypes, ...types.derivedFrom(type)],
    many: set !== undefined,
    since,
    readOnly: declaration.readOnly,
    creatable: changing && set?.itemsOf === undefined,
    optional: false,
    deletable: changing,
    permissions,
    backend,
    storedAt: set?.storedWith ?? path,
    layout,
    link: undefined,
    refersTo: undefined,
    declaredAs: undefined,
    shared: false,
    namedIn: undefined,
    ownItemOf: declaration.kind === 'singleton' ? declaration.ownItemOf : undefined,
    itemsOf: set?.itemsOf,
    parent: undefined,
  }
  return growing(facts, grow)
}

/** A table without declared derived types has no column that tells types apart: it holds the declared type alone. */
function keepsOneType({ layout, entityType, derivedTypes, itemsOf }: EntitySet): boolean {
  if (itemsOf !== undefined) return true
  return layout === 'table' && !entityType.abstract && derivedTypes.length === 0
}

/** `../` in front of a name leads to what lives beside a single value, whose items have the same keys. */
function storedBelow({ storedAt, many, parent }: Resource, name: string): string {
  if (!name.startsWith('../')) return `${storedAt}/${name}`
  if (many || parent === undefined) throw new Error(`nothing lives beside ${storedAt}`)
  return `${parent.storedAt}/${name.slice(3)}`
}

function concrete(types: readonly EntityType[]): EntityType[] {
  return [...new Set(types)].filter(({ abstract }) => !abstract)
}

/** Adds what items of `resource` navigate to, whichever of their types declares it. */
function growNavigation(resource: Resource, children: Map<string, Resource>, types: Types, grow: Grow): void {
  for (const type of new Set([resource.type, ...resource.concreteTypes]))
    for (const [name, navigation] of Object.entries(allNavigation(type))) {
      const key = name.toLowerCase()
      const known = children.get(key)
      if (known === undefined) children.set(key, navigationResource(resource, name, navigation, types, grow))
      else if (known.kind === 'navigation' && known.type !== navigation.target)
        children.set(key, joined(resource, known, navigation, types, grow))
      else if (known.kind === 'navigation' && known.since === 'beta' && sinceBelow(resource, navigation) === 'v1.0')
        children.set(key, navigationResource(resource, name, navigation, types, grow))
    }
}

/**
 * One resource for what two types that can be above it declare under one name: its type is what the targets have in
 * common, and it holds what either of them may be.
 */
function joined(above: Resource, known: Resource, navigation: Navigation, types: Types, grow: Grow): Resource {
  const { target } = navigation
  let common: EntityType | undefined = known.type
  while (common !== undefined && !isA(target, common)) common = common.baseType as EntityType | undefined
  if (common === undefined)
    throw new Error(
      `${known.path}: two types that can be above it declare '${known.name}', one to '${known.type.name}' and one to ` +
        `'${target.name}', which have no base type in common`,
    )
  const facts = navigationFacts(above, known.name, navigation, types)
  const since = known.since === 'v1.0' ? 'v1.0' : facts.since
  const findTypes = (): readonly EntityType[] => [...known.concreteTypes, ...facts.findTypes()]
  const resource = growing({ ...facts, type: common, since, findTypes }, grow)
  navigations.set(resource, navigation)
  return resource
}

function navigationResource(above: Resource, name: string, navigation: Navigation, types: Types, grow: Grow): Resource {
  const resource = growing(navigationFacts(above, name, navigation, types), grow)
  navigations.set(resource, navigation)
  return resource
}

function navigationFacts(above: Resource, name: string, navigation: Navigation, types: Types): ResourceFacts {
  const { target, many, link, refersTo } = navigation
  const facts = {
    kind: 'navigation',
    name,
    path: `${above.path}/${name}`,
    type: target,
    findTypes: () => (link === undefined ? [target, ...types.derivedFrom(target)] : [target]),
    many,
    since: sinceBelow(above, navigation),
    readOnly: above.readOnly || refersTo !== undefined,
    creatable: navigation.creatable && !above.readOnly && refersTo === undefined,
    optional: navigation.optional ?? false,
    deletable: !above.readOnly && refersTo === undefined,
    permissions: above.permissions,
    backend: backendBelow(above, name),
    storedAt: storedBelow(above, navigation.storedWith ?? name),
    layout: layoutBelow(above, navigation),
    link: undefined,
    refersTo,
    declaredAs: navigation.declaredAs,
    shared: navigation.shared ?? (refersTo === undefined && link === undefined && above.shared),
    namedIn: navigation.namedIn,
    ownItemOf: above.ownItemOf,
    itemsOf: undefined,
    parent: above,
  } as const
  return link === undefined ? facts : { ...facts, ...linked(above, link) }
}

function backendBelow({ backend }: Resource, name: string): Backend {
  const service = backend.parts?.[name]
  if (backend.parts === undefined) return backend
  const { parts: _parts, ...own } = backend
  return service === undefined ? own : { ...own, service }
}

function sinceBelow({ since }: Resource, navigation: Navigation): Version {
  return existsIn(since, 'v1.0') ? navigation.since : since
}

function layoutBelow({ path, layout }: Resource, { layout: declared = layout, target, link }: Navigation): Layout {
  if (layout === 'document' && declared === 'table' && link === undefined)
    throw new Error(`${path}: '${target.name}' cannot have a table of its own below documents`)
  return declared
}

/** What is linked is read here, and changed where it lives. */
function linked({ permissions, ownItemOf }: Resource, link: Link) {
  const declared = link.permissions ?? permissions
  const seen =
    declared === undefined || ownItemOf === undefined || link.readableByOwner !== true
      ? declared
      : { ...declared, read: [...new Set([...(permissions?.read ?? []), ...declared.read])] }
  return { link, layout: 'table', readOnly: true, creatable: false, deletable: false, permissions: seen } as const
}

/** A resource and everything below it, parents before children, but for paths that repeat a navigation property. */
export function withDescendants(resource: Resource, above: readonly Navigation[] = []): Resource[] {
  const own = navigations.get(resource)
  const path = own === undefined ? above : [...above, own]
  const children = [...resource.children.values()].filter((child) => {
    const navigation = navigations.get(child)
    return navigation === undefined || !path.includes(navigation)
  })
  return [resource, ...children.flatMap((child) => withDescendants(child, path))]
}
