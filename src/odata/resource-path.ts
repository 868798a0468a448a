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
import type { EntityType, Operation, Version } from '../model/types.js'
import { LruCache } from '../lru-cache.js'
import type { ResourcePath } from './ast.js'
import { findCall } from './bound-operation.js'
import { callableOn, ownersOf } from './derived.js'
import { atRoot, ofType } from './gaps.js'
import { LIMITS } from './limits.js'
import { findNavigation, findProperty, findPropertyOfKinds, findPropertyOfSubtype } from './members.js'
import type { Member } from './members.js'
import { localName } from './names.js'
import { decodeSegment, requireWholeCharacters } from './percent-encoding.js'
import { nameAndKey } from './key-segments.js'
import { addKey, addPairs, addProperty, append, cast, end, enter, narrow, noMember, readKey } from './path-walk.js'
import type { Walk } from './path-walk.js'

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
  if (key !== undefined) throw noMember(walk, name)
  const member = findProperty(type, walk.version, name) ?? findPropertyOfKinds(resource, type, walk.version, name)
  addProperty(walk, member ?? propertyOfDerived(walk, name), name)
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
