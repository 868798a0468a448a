/** A resource: where entities live. */
import type { Backend, Permissions } from './sets.js'
import type { EntityType, Layout, Link, Version } from './types.js'

/** A resource in the tree: a root singleton or entity set, one below a singleton, or a navigation property of an item. */
export interface Resource {
  readonly kind: 'singleton' | 'entitySet' | 'navigation'
  readonly name: string
  /** Names from the service root, joined with `/`, without keys. */
  readonly path: string
  /** The same in lower case, by which profiles name it. */
  readonly lowerPath: string
  readonly type: EntityType
  /** The concrete types that can be stored here. */
  readonly concreteTypes: readonly EntityType[]
  readonly many: boolean
  readonly since: Version
  readonly readOnly: boolean
  /** POST makes a new one here. */
  readonly creatable: boolean
  /** A single value that is not there until a request makes it. */
  readonly optional: boolean
  /** What is here can be deleted. */
  readonly deletable: boolean
  /** What the set was declared with; undefined where the permission map says it. */
  readonly permissions: Permissions | undefined
  readonly backend: Backend
  /** Path under which documents are stored, by which several resources may show the same items. */
  readonly storedAt: string
  /** How what is here is stored. Children of documents are documents. */
  readonly layout: Layout
  /** What is here lives elsewhere, and is here because of a pair. */
  readonly link: Link | undefined
  /** What is here lives in the set at this path, and is here because an item refers to it. */
  readonly refersTo: string | undefined
  /** What Graph declares to be here, where items that live elsewhere are of a narrower type; each says what it is. */
  readonly declaredAs: EntityType | undefined
  /** Beside the items of a tenant there are those of the catalog, which no request changes. */
  readonly shared: boolean
  /** The member of the containing item that names what is here. */
  readonly namedIn: string | undefined
  /** The set at that path. */
  readonly referred: Resource | undefined
  /** What is linked here from each of several sets, by the name of its type; undefined where all is of one set. */
  readonly kinds: ReadonlyMap<string, Resource> | undefined
  /** The set of a linked resource, where it is one, and its pairs are made at this end. */
  readonly linkedSet: Resource | undefined
  /** Another name for the caller's own item of the set at this path. */
  readonly ownItemOf: string | undefined
  /** Another place for the items of the sets at these paths. */
  readonly itemsOf: readonly string[] | undefined
  /** The resource that contains this one; only navigation properties have one. */
  readonly parent: Resource | undefined
  /** What is below an item of this resource, by lower-case name. Without end where types contain each other. */
  readonly children: ReadonlyMap<string, Resource>
}

/** Whether what an item refers to at `resource` is the item that contains it, and never another one. */
export function isContainer({ many, layout, referred, parent }: Resource): boolean {
  if (many || layout !== 'document' || parent?.many !== true || (parent.link ?? parent.refersTo) !== undefined)
    return false
  return referred !== undefined && parent.parent?.path === referred.path
}

/** Whether items can be referred to, and no longer referred to, at `resource`. */
export function takesReferences(resource: Resource): boolean {
  const { link, referred, namedIn, parent } = resource
  if (isContainer(resource)) return false
  if (link !== undefined) return link.sets !== undefined && link.transitive === undefined
  return referred !== undefined && namedIn === undefined && parent?.readOnly === false
}
