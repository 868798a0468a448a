/**
 * What the path of a URL names.
 *
 * ```
 * path       = "/" version [ "/" ( "$metadata" / "$batch" / root ) ]
 * root       = name [ key ] *( "/" below )
 * below      = key / "$ref" / cast [ key ] / navigation [ key ] / property *( "/" [ cast "/" ] property ) [ "/$value" ]
 *            / action / function [ "/$count" ] / "$count"
 * key        = "(" [ "id=" / name "=" ] "'" text "'" ")" / text   ; in parentheses, or as a segment of its own
 *            / "(" pairs ")" / pairs                                ; where the key is several properties
 * pairs      = name "='" text "'" 1*( "," name "='" text "'" )
 * cast       = ( "microsoft.graph." / "graph." ) type
 * action     = [ "microsoft.graph." / "graph." ] name
 * function   = [ "microsoft.graph." / "graph." ] name [ arguments ]  ; see arguments.ts
 * ```
 *
 * Names are found whatever their letter case, keys keep it; every segment may be percent-encoded, empty ones vanish.
 *
 * @see https://learn.microsoft.com/graph/traverse-the-graph
 */
import { badRequest, invalidVersion, segmentNotFound } from '../errors.js'
import type { Model, Resource } from '../model/model.js'
import { findQualified, NAMESPACE } from '../model/model.js'
import { existsIn, qualifiedName, VERSIONS } from '../model/types.js'
import { isA } from '../model/inheritance.js'
import type { ComplexType, EntityType, Operation, Version } from '../model/types.js'
import { LruCache } from '../lru-cache.js'
import type { Argument } from './arguments.js'
import type { ResourcePath } from './ast.js'
import { findCall } from './bound-operation.js'
import { callableOn, ownersOf } from './derived.js'
import { atRoot, ofType } from './gaps.js'
import { LIMITS } from './limits.js'
import { findNavigation, findProperty, findPropertyOfSubtype } from './members.js'
import type { Member } from './members.js'
import { localName } from './names.js'
import { decodeSegment, requireWholeCharacters } from './percent-encoding.js'
import { nameAndKey, printedKey, printedKeyOf, readKeyPairs, readKeyText } from './key-segments.js'

/** How far the reading has come; becomes a {@link ResourcePath}. */
interface Walk {
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

/** Paths read lately, by their text. Clients come back to the same things, and a path means the same each time. */
const recent = new WeakMap<Model, LruCache<ResourcePath>>()
const REMEMBERED = 4000
const LONGEST_REMEMBERED = 400

/** Reads the path of a URL from the version segment on, without query string. */
export function readResourcePath(model: Model, text: string): ResourcePath {
  let known = recent.get(model)
  if (known === undefined) recent.set(model, (known = new LruCache(REMEMBERED)))
  const found = known.get(text)
  if (found !== undefined) return found
  const path = parseResourcePath(model, text)
  if (text.length <= LONGEST_REMEMBERED) known.set(text, path)
  return path
}

function parseResourcePath(model: Model, text: string): ResourcePath {
  if (text.length > LIMITS.path) throw badRequest(`The path is longer than ${LIMITS.path} characters.`)
  requireWholeCharacters(text)
  const segments = text.split('/').filter((segment) => segment !== '')
  const walk: Walk = {
    model,
    version: readVersion(decodeSegment(segments[0] ?? '')),
    target: 'service',
    resource: undefined,
    type: undefined,
    keys: [],
    keyName: undefined,
    casts: [],
    uncast: undefined,
    references: [],
    properties: [],
    narrowed: undefined,
    qualified: false,
    operation: undefined,
    arguments: [],
    template: '~',
    canonical: '',
  }
  for (let i = 1; i < segments.length; i++) step(walk, decodeSegment(segments[i] as string))
  if (walk.narrowed !== undefined) throw segmentNotFound(walk.narrowed.segment)
  return Object.freeze({
    version: walk.version,
    target: walk.target,
    resource: walk.resource,
    keys: Object.freeze(walk.keys),
    keyName: walk.keyName,
    type: walk.type,
    cast:
      walk.type !== walk.resource?.type &&
      !walk.casts.some(({ resource, key }) => key === undefined && resource === walk.resource),
    casts: Object.freeze(walk.casts),
    uncast: walk.uncast,
    references: Object.freeze(walk.references),
    properties: Object.freeze(walk.properties),
    operation: walk.operation,
    arguments: walk.arguments,
    qualifiedOperation: walk.operation !== undefined && walk.qualified,
    template: walk.template,
    canonical: walk.canonical,
  })
}

function readVersion(segment: string): Version {
  const version = VERSIONS.find((known) => known === segment.toLowerCase())
  if (version === undefined) throw invalidVersion(segment)
  return version
}

function step(walk: Walk, segment: string): void {
  if (walk.target === 'service') fromRoot(walk, segment)
  else if (walk.target === 'collection') fromCollection(walk, segment)
  else if (walk.target === 'entity') fromEntity(walk, segment)
  else if (walk.target === 'property') fromProperty(walk, segment)
  else if (walk.target === 'operation') fromOperation(walk, segment)
  else throw segmentNotFound(segment)
}

function fromRoot(walk: Walk, segment: string): void {
  const lower = segment.toLowerCase()
  if (lower === '$metadata') return end(walk, 'metadata', '$metadata')
  if (lower === '$batch') return end(walk, 'batch', '$batch')
  const { name, key } = nameAndKey(segment)
  const resource = walk.model.roots.get(name.toLowerCase())
  if (resource === undefined || !existsIn(resource.since, walk.version)) throw atRoot(segmentNotFound(name), name)
  enter(walk, resource, key)
}

function fromCollection(walk: Walk, segment: string): void {
  if (segment.toLowerCase() === '$count') return end(walk, 'count', '$count')
  if (isReference(walk, segment)) return end(walk, 'collectionReference', '$ref')
  if (segment.startsWith('$')) throw segmentNotFound(segment)
  if (addPairs(walk, segment)) return
  const { name, key } = nameAndKey(segment)
  if (key === undefined && cast(walk, name)) return
  if (call(walk, name, key, 'collection')) return
  if (localName(segment) === undefined && findQualified(walk, undefined, name) === undefined)
    return addKey(walk, segment)
  if (!cast(walk, name)) throw ofType(segmentNotFound(name), localName(name))
  if (key !== undefined && !addPairs(walk, key)) addKey(walk, readKey(walk, key))
}

/** Only what lives elsewhere is referred to: contained entities are in one place for good. */
function isReference({ resource }: Walk, segment: string): boolean {
  return (resource?.link ?? resource?.referred) !== undefined && segment.toLowerCase() === '$ref'
}

function fromEntity(walk: Walk, segment: string): void {
  if (isReference(walk, segment)) return end(walk, 'entityReference', '$ref')
  const { name, key } = nameAndKey(segment)
  const [resource, type] = [walk.resource as Resource, walk.type as EntityType]
  const below = resource.children.get(name.toLowerCase())
  const child =
    below?.kind === 'entitySet' && existsIn(below.since, walk.version)
      ? below
      : findNavigation(resource, type, walk.version, name)
  if (child !== undefined) return enter(walk, child, key)
  if (name.startsWith('$')) throw segmentNotFound(name)
  if (key === undefined && cast(walk, name)) return
  if (call(walk, name, key, 'entity')) return
  if (enterOfDerived(walk, name, key) || callOfDerived(walk, name, key)) return
  if (followReference(walk, name)) return fromEntity(walk, segment)
  if (key !== undefined) throw segmentNotFound(name)
  addProperty(walk, findProperty(type, walk.version, name) ?? propertyOfDerived(walk, name), name)
}

/** What only derived types navigate to, without a cast before it; items of other types have none (404). */
function enterOfDerived(walk: Walk, name: string, key: string | undefined): boolean {
  const resource = walk.resource as Resource
  const child = resource.children.get(name.toLowerCase())
  const owners = child?.kind === 'navigation' ? ownersOf(walk, resource, child) : []
  if (child === undefined || owners.length === 0) return false
  narrow(walk, owners, name)
  enter(walk, child, key)
  return true
}

/** An operation that only derived types have, without a cast before it. */
function callOfDerived(walk: Walk, name: string, given: string | undefined): boolean {
  const owners = callableOn(walk, name, given)
  if (owners.length === 0) return false
  narrow(walk, owners, name)
  walk.type = owners[0]
  return call(walk, name, given, 'entity')
}

function narrow(walk: Walk, types: readonly EntityType[], segment: string): void {
  const resource = walk.resource as Resource
  walk.casts.push(Object.freeze({ resource, types: Object.freeze(types) }))
  walk.uncast ??= segment
  walk.type = resource.type
}

/** Goes on from the item that is referred to, in the set where it lives, if there is something of this name. */
function followReference(walk: Walk, name: string): boolean {
  const { resource, keys, casts } = walk
  const referred = resource?.referred
  if (resource === undefined || referred === undefined) return false
  if (!referred.children.has(name.toLowerCase())) return false
  walk.references.push(Object.freeze({ resource, keys: Object.freeze(keys), casts: Object.freeze(casts) }))
  walk.keys = ['']
  walk.casts = []
  walk.resource = referred
  if (walk.type === resource.type) walk.type = referred.type
  return true
}

/** What only one derived type has as a property needs no cast either. */
function propertyOfDerived(walk: Walk, name: string): Member | undefined {
  const type = walk.type as EntityType
  const [found, ...others] = walk.model.derivedFrom(type).flatMap((each) => {
    const member = existsIn(each.since, walk.version) ? findProperty(each, walk.version, name) : undefined
    return member?.owner === each ? [member] : []
  })
  if (found === undefined || others.length > 0) return undefined
  walk.type = found.owner as EntityType
  walk.uncast ??= name
  return found
}

/** What a function yields can be counted. Nothing else follows an operation. */
function fromOperation(walk: Walk, segment: string): void {
  const { operation } = walk
  const counted = operation?.kind === 'function' && operation.returns?.collection === true
  if (!counted || segment.toLowerCase() !== '$count') throw segmentNotFound(segment)
  end(walk, 'operationCount', '$count')
}

/** Ends the path with an operation. False if there is none of this name. */
function call(walk: Walk, name: string, given: string | undefined, binding: Operation['binding']): boolean {
  const local = localName(name)
  const called = findCall(walk.type as EntityType, walk.version, local ?? name, given, binding)
  if (called === undefined) return false
  walk.operation = called.operation
  walk.arguments = called.arguments
  if (local !== undefined || name.includes('.')) walk.qualified = true
  end(walk, 'operation', `${NAMESPACE}.${called.canonical}`, called.operation.kind)
  return true
}

function fromProperty(walk: Walk, segment: string): void {
  const { property } = walk.properties.at(-1) as Member
  if (segment.toLowerCase() === '$value' && property.type.kind !== 'complex' && !property.collection)
    return end(walk, 'propertyValue', '$value')
  if (property.type.kind !== 'complex' || property.collection) throw segmentNotFound(segment)
  const type = walk.narrowed?.type ?? property.type
  const local = localName(segment)
  const narrower = findQualified(walk, local, segment)
  if (local === undefined && narrower === undefined) {
    const member =
      findProperty(type, walk.version, segment) ??
      (walk.narrowed === undefined ? findPropertyOfSubtype(property, walk.version, segment) : undefined)
    return addProperty(walk, member, segment)
  }
  if (narrower?.kind !== 'complex' || !(isA(narrower, type) || isA(type, narrower))) throw segmentNotFound(segment)
  walk.narrowed = { type: isA(narrower, type) ? narrower : type, segment }
  append(walk, 'cast', qualifiedName(narrower))
}

function enter(walk: Walk, resource: Resource, key: string | undefined): void {
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
function addKey(walk: Walk, given: string, printed?: string): void {
  const key = walk.resource?.type.key === 'guid' && GUID.test(given) ? given.toLowerCase() : given
  walk.target = 'entity'
  walk.keys.push(key)
  walk.template += '/key'
  walk.canonical += printed ?? printedKey(key)
}

/** A key of several properties: the id is looked for, and the others must be those of the item. False if it is none. */
function addPairs(walk: Walk, text: string): boolean {
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
function cast(walk: Walk, qualified: string): boolean {
  const type = findQualified(walk, localName(qualified), qualified)
  const current = walk.type as EntityType
  if (type?.kind !== 'entity') return false
  // Items are declared to be of a broader type than they are: a cast to another kind of it leaves none.
  const others = walk.resource?.declaredAs !== undefined && isA(type, walk.resource.declaredAs)
  if (!isA(type, current) && !isA(current, type) && !others) return false
  const narrows = type !== current && !isA(current, type)
  if (narrows) walk.type = type
  // What is linked is declared to be of a broader type than it is, and a link to its next page says which.
  if (narrows || (type === current && walk.resource?.declaredAs !== undefined))
    walk.canonical += `/${qualifiedName(type)}`
  walk.template += '/cast'
  walk.qualified = true
  return true
}

function addProperty(walk: Walk, member: Member | undefined, segment: string): void {
  if (member === undefined) throw segmentNotFound(segment)
  walk.target = 'property'
  walk.properties.push(member)
  walk.narrowed = undefined
  append(walk, 'property', member.name)
}

/** The last segment: nothing may follow it. */
function end(walk: Walk, target: ResourcePath['target'], segment: string, kind = segment): void {
  if (walk.narrowed !== undefined) throw segmentNotFound(segment)
  walk.target = target
  append(walk, kind, segment)
}

function append(walk: Walk, kind: string, segment: string): void {
  walk.template += `/${kind}`
  walk.canonical += walk.canonical === '' ? segment : `/${segment}`
}

/** The key in parentheses. Properties other than the id name items only at the root. */
function readKey(walk: Walk, text: string): string {
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
