/** The reading of a path: how far it has come, and what a key, a name or a cast does to it. */
import { badRequest, segmentNotFound } from '../errors.js'
import type { GraphError } from '../errors.js'
import type { Model, Resource } from '../model/model.js'
import { findQualified } from '../model/model.js'
import { isA } from '../model/inheritance.js'
import { qualifiedName } from '../model/types.js'
import type { ComplexType, EntityType, Operation, Version } from '../model/types.js'
import type { Argument } from './arguments.js'
import type { ResourcePath } from './ast.js'
import { atRoot } from './gaps.js'
import { printedKey, printedKeyOf, readKeyPairs, readKeyText } from './key-segments.js'
import type { Member } from './members.js'
import { localName } from './names.js'

/** How far the reading has come; becomes a {@link ResourcePath}. */
export interface Walk {
  readonly model: Model
  readonly version: Version
  target: ResourcePath['target']
  resource: Resource | undefined
  type: EntityType | undefined
  keys: string[]
  keyName: string | undefined
  casts: ResourcePath['casts'][number][]
  uncast: string | undefined
  readonly references: ResourcePath['references'][number][]
  readonly properties: ResourcePath['properties'][number][]
  /** The type of a complex value was narrowed by this segment; a property must follow. */
  narrowed: { readonly type: ComplexType; readonly segment: string } | undefined
  /** A cast segment stands between the resource's name and here. */
  qualified: boolean
  operation: Operation | undefined
  arguments: readonly Argument[]
  template: string
  canonical: string
}

export function enter(walk: Walk, resource: Resource, key: string | undefined): void {
  if (walk.resource !== undefined && walk.type !== undefined && walk.type !== walk.resource.type)
    walk.casts.push(Object.freeze({ resource: walk.resource, types: Object.freeze([walk.type]) }))
  walk.target = resource.many ? 'collection' : 'entity'
  walk.resource = resource
  walk.type = resource.type
  walk.qualified = false
  // A set below a singleton is, seen from the singleton, a navigation property.
  const kind = resource.kind === 'entitySet' ? (walk.canonical === '' ? 'entityset' : 'navigation') : resource.kind
  append(walk, kind, resource.name)
  if (key === undefined) return
  if (!resource.many) throw segmentNotFound(resource.name + key)
  if (!addPairs(walk, key)) addKey(walk, readKey(walk, key))
}

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** GUIDs are stored, and so printed, in lower case, however they are asked for. */
export function addKey(walk: Walk, given: string, printed?: string): void {
  const key = walk.resource?.type.key === 'guid' && GUID.test(given) ? given.toLowerCase() : given
  walk.target = 'entity'
  walk.keys.push(key)
  walk.template += '/key'
  walk.canonical += printed ?? printedKey(key)
}

/** A key of several properties: the id is looked for, and the others must be those of the item. False if it is none. */
export function addPairs(walk: Walk, text: string): boolean {
  const names = walk.resource?.type.compositeKey
  const pairs = names === undefined ? undefined : readKeyPairs(text)
  if (walk.resource === undefined || names === undefined || pairs === undefined) return false
  const key: Record<string, string> = {}
  for (const [given, value] of pairs) {
    const name = names.find((each) => each.toLowerCase() === given.toLowerCase())
    if (name === undefined || Object.hasOwn(key, name)) throw segmentNotFound(text)
    key[name] = value
  }
  if (pairs.length !== names.length)
    throw badRequest(
      `The number of keys specified in the URI does not match number of key properties for the resource '${qualifiedName(walk.resource.type)}'.`,
    )
  addKey(walk, key['id'] ?? '', printedKeyOf(walk.resource.type, key))
  walk.casts.push(
    Object.freeze({ resource: walk.resource, types: Object.freeze([walk.resource.type]), key: Object.freeze(key) }),
  )
  return true
}

/** Narrows the type; a cast to the type itself or to a base of it changes no row. False if no such cast is possible. */
export function cast(walk: Walk, qualified: string): boolean {
  const type = findQualified(walk, localName(qualified), qualified)
  const current = walk.type as EntityType
  if (type?.kind !== 'entity') return false
  // Items are declared to be of a broader type than they are: a cast to another kind of it leaves none.
  const others = walk.resource?.declaredAs !== undefined && isA(type, walk.resource.declaredAs)
  if (!isA(type, current) && !isA(current, type) && !others) return false
  const kind = walk.resource?.kinds?.get(type.name)
  if (kind !== undefined) {
    walk.resource = kind
    walk.type = type
    walk.canonical += `/${qualifiedName(type)}`
    walk.template += '/cast'
    walk.qualified = true
    return true
  }
  const narrows = type !== current && !isA(current, type)
  if (narrows) walk.type = type
  // What is linked is declared to be of a broader type than it is, and a link to its next page says which.
  if (narrows || (type === current && walk.resource?.declaredAs !== undefined))
    walk.canonical += `/${qualifiedName(type)}`
  walk.template += '/cast'
  walk.qualified = true
  return true
}

export function narrow(walk: Walk, types: readonly EntityType[], segment: string): void {
  const resource = walk.resource as Resource
  walk.casts.push(Object.freeze({ resource, types: Object.freeze(types) }))
  walk.uncast ??= segment
  walk.type = resource.type
}

/** The error for what nothing of this name is at, which tells whether Graph has more there than is served. */
export function noMember({ resource }: Walk, segment: string): GraphError {
  return atRoot(segmentNotFound(segment), resource?.path ?? '')
}

export function addProperty(walk: Walk, member: Member | undefined, segment: string): void {
  if (member === undefined) throw noMember(walk, segment)
  walk.target = 'property'
  walk.properties.push(member)
  walk.narrowed = undefined
  append(walk, 'property', member.name)
}

/** The last segment: nothing may follow it. */
export function end(walk: Walk, target: ResourcePath['target'], segment: string, kind = segment): void {
  if (walk.narrowed !== undefined) throw segmentNotFound(segment)
  walk.target = target
  append(walk, kind, segment)
}

export function append(walk: Walk, kind: string, segment: string): void {
  walk.template += `/${kind}`
  walk.canonical += walk.canonical === '' ? segment : `/${segment}`
}

/** The key in parentheses. Properties other than the id name items only at the root. */
export function readKey(walk: Walk, text: string): string {
  const found = readKeyText(text)
  if (found === undefined) throw badRequest('Bad Request - Error in query syntax.')
  const { name, key } = found
  if (name.toLowerCase() !== 'id') {
    const known = walk.keys.length === 0 ? walk.resource?.type.namedKeys : undefined
    walk.keyName = known?.find((each) => each.toLowerCase() === name.toLowerCase())
    if (walk.keyName === undefined) throw segmentNotFound(text)
  }
  return key
}
