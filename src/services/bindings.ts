/**
 * `members@odata.bind`: references in the body of a POST, PATCH or PUT, added together with the entity itself.
 * @see https://learn.microsoft.com/graph/api/group-post-groups
 */
import { directoryBadRequest, directoryResourceNotFound, shortened } from '../errors.js'
import { invalidBody } from '../model/body-types.js'
import type { Resource } from '../model/model.js'
import type { Entity } from '../model/payload.js'
import { navigationOf } from '../model/resource-tree.js'
import { isContainer, takesReferences } from '../model/resources.js'
import { existsIn } from '../model/types.js'
import { allNavigation } from '../model/inheritance.js'
import type { EntityType } from '../model/types.js'
import { unknownMember } from '../model/validation.js'
import { readResourcePath } from '../odata/resource-path.js'
import type { Keys } from '../store/query/entities.js'
import { addReference, removeReferences, removeReferencesTo } from '../store/query/references.js'
import { addPair as addPairOf } from '../store/query/pairs.js'
import type { Work } from '../store/work.js'
import type { Bindings } from './new-entity.js'
import { takeItems } from './item-budget.js'
import { referredNotFound } from './not-found.js'
import { setPrimaryUser } from './primary-user.js'
import { rulesOf } from './rules/registry.js'
import type { Added } from './rules/rules.js'
import type { Location, Scope } from './scope.js'
import { ID_ALONE } from '../store/layout/shape.js'

const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/** The id at the end of `https://graph.microsoft.com/v1.0/directoryObjects/{id}`, or of a URL of the set. */
const REFERENCE = /^https?:\/\/[^/?#]+\/(?:v1\.0|beta)\/([a-z]+)(?:\/([^/?#()]+)|\('([^'?#]+)'\))$/i

/** A URL, or what of it stands behind the host, or behind the version. */
const URL_OF_ENTITY = /^(?:https?:\/\/[^/?#]+\/)?\/?((v1\.0|beta)\/)?([^?#]+)$/i

/** More have to come in further requests. */
const MOST = 20

const BIND = '@odata.bind'

const NONE: Bindings = []

export function readBindings(scope: Scope, resource: Resource, body: Entity): Bindings {
  const names = Object.keys(body).filter((name) => name.endsWith(BIND))
  if (names.length === 0) return NONE
  return names.flatMap((name): Bindings => {
    const child = resource.children.get(name.slice(0, -BIND.length).toLowerCase())
    if (child === undefined || !existsIn(child.since, scope.version)) return []
    const value = body[name]
    if (isCopied(child)) return [{ resource: child, name, ids: [], copied: readCopied(scope, child, name, value) }]
    if (!takesReferences(child)) return []
    if (child.link !== undefined)
      return readLinked(child, value).map(({ resource, id }) => ({ resource, name, ids: [id] }))
    if (Array.isArray(value) !== child.many)
      throw invalidBody(
        scope,
        `The property '${name}' in the payload is expected to be ${child.many ? 'an array of URLs' : 'a URL'}.`,
        name,
      )
    const references: readonly unknown[] = Array.isArray(value) ? value : [value]
    takeItems(scope.items, references.length)
    return [{ resource: child, name, ids: references.map((each) => readReference(scope, child, name, each)) }]
  })
}

/** Refuses what only items of other types refer to. */
export function requireBindable(scope: Scope, type: EntityType, bindings: Bindings): void {
  for (const { resource, name } of bindings)
    if (!Object.hasOwn(allNavigation(type), resource.name)) throw unknownMember(name, type, scope, name)
}

function readLinked(resource: Resource, references: unknown): Named[] {
  if (!Array.isArray(references)) throw directoryBadRequest('Invalid URL format specified in payload.')
  if (references.length > MOST)
    throw directoryBadRequest(`The number of references in '${resource.name}' must not exceed ${MOST}.`)
  return references.map((reference) => readLinkedReference(resource, reference))
}

/** `keys` lead to the item that the body is about. */
export function* bind(scope: Scope, bindings: Bindings, keys: Keys): Work<void> {
  for (const { resource, name, ids, copied } of bindings) {
    if (copied !== undefined) yield* copy(scope, resource, keys, copied, name)
    for (const id of ids) yield* addPair(scope, resource, keys, id, name)
  }
}

/** Items that are themselves contained, such as presentations of a definition, live in no set. */
function isCopied(child: Resource): boolean {
  return !child.many && child.layout === 'document' && navigationOf(child)?.reference === true
}

function readCopied(scope: Scope, child: Resource, name: string, value: unknown): Location {
  const [, , given = scope.version, path] = (typeof value === 'string' && URL_OF_ENTITY.exec(value)) || []
  try {
    const { resource, keys, target } = readResourcePath(scope.model, `/${given}/${path ?? ''}`)
    if (target === 'entity' && resource?.many === true && resource.type === child.type) return { resource, keys }
  } catch {
    // Told below.
  }
  throw invalidBody(
    scope,
    `'${name}' is expected to be the URL of an entity of the type '${child.type.name}', and is ${shortened(JSON.stringify(value) ?? 'missing')}.`,
    name,
  )
}

/** What it is contained in, the copy refers to. */
function* copy({ store }: Scope, resource: Resource, keys: Keys, from: Location, name: string): Work<void> {
  const found = yield* store.load(from.resource, from.keys, 'unlocked')
  if (found === undefined) throw referredNotFound(resource, name, from.resource, from.keys.at(-1) ?? '')
  yield* store.remove(resource, keys)
  yield* store.insert(resource, keys, found, ID_ALONE)
  for (const child of from.resource.children.values()) {
    const copied = resource.children.get(child.name.toLowerCase())
    if (isContainer(child) && copied?.referred !== undefined)
      yield* addReference(store, copied, keys, from.keys.at(-2) ?? '')
  }
}

/** Makes the item at `keys`, which is there, refer to another one; `name` is the member of the body that says so. */
export function* addPair(scope: Scope, resource: Resource, keys: Keys, id: string, name: string): Work<void> {
  const { link, referred } = resource
  if (link?.own === true && resource.parent !== undefined)
    return void (yield* setPrimaryUser(scope, resource.parent, keys, id))
  if (link !== undefined) return yield* addLink(scope, resource, keys, id)
  if (referred === undefined) throw new Error(`${resource.path} refers to no other set`)
  const type = yield* scope.store.holdType(referred, [id])
  if (type === undefined) throw referredNotFound(resource, name, referred, id)
  if (!resource.concreteTypes.some((each) => each.name === type))
    throw invalidBody(
      scope,
      `'${name}' names ${referred.path}('${shortened(id)}'), which is of type '${type}': '${resource.name}' refers to entities of type '${resource.type.name}'.`,
      name,
    )
  yield* addReference(scope.store, resource, keys, id)
  yield* told(scope, resource, keys, id)
}

/**
 * Tells the item at `keys` what it refers to at a navigation property, or that it refers to nothing, or no longer to what was
 * `parted` from it. Where the other one refers back, it does so from now on, or no longer.
 */
export function* told(
  scope: Scope,
  resource: Resource,
  keys: Keys,
  id: string | undefined,
  parted?: string,
): Work<void> {
  const { parent } = resource
  if (parent !== undefined) yield* rulesOf(parent).refers?.(scope, { resource: parent, keys }, resource, id) ?? []
  const inverse = scope.model.findResource(INVERSE[resource.path] ?? '')
  const [own = ''] = keys
  const other = id ?? parted
  // Where one end refers to one item only, that item is no longer among what another one has.
  if (inverse !== undefined && !resource.many) yield* removeReferencesTo(scope.store, inverse, own)
  if (inverse?.parent === undefined || other === undefined) return
  if (id === undefined) yield* removeReferences(scope.store, inverse, [other], own)
  else yield* addInverse(scope.store, resource, keys, inverse, id)
  const back: Location = { resource: inverse.parent, keys: [other] }
  yield* rulesOf(inverse.parent).refers?.(scope, back, inverse, id === undefined ? undefined : own) ?? []
}

function* addInverse(store: Scope['store'], resource: Resource, keys: Keys, inverse: Resource, id: string): Work<void> {
  const [own = ''] = keys
  yield* addReference(store, inverse, [id], own)
  if (inverse.many) return
  yield* removeReferencesTo(store, resource, id)
  yield* addReference(store, resource, keys, id)
}

/**
 * Navigation properties that tell the same from both ends: an app that was found and the devices that have it, an assignment
 * of a role and that role.
 */
const INVERSE: Readonly<Record<string, string>> = {
  'deviceManagement/roleAssignments/roleDefinition': 'deviceManagement/roleDefinitions/roleAssignments',
  'deviceManagement/roleDefinitions/roleAssignments': 'deviceManagement/roleAssignments/roleDefinition',
  'deviceManagement/detectedApps/managedDevices': 'deviceManagement/managedDevices/detectedApps',
  'deviceManagement/managedDevices/detectedApps': 'deviceManagement/detectedApps/managedDevices',
}

function* addLink(scope: Scope, resource: Resource, keys: Keys, id: string): Work<void> {
  const kind = yield* kindOf(scope, resource, id)
  if (kind?.link === undefined) throw directoryResourceNotFound(id)
  yield* requireLinkable(scope, resource, keys, { kind, id })
  if (!(yield* addPairOf(scope.store, kind.link, [keys.at(-1) ?? '', id])))
    throw directoryBadRequest(
      `One or more added object references already exist for the following modified properties: '${resource.name}'.`,
    )
  yield* told(scope, resource, keys, id)
}

/** The one among the sets of what can be linked here that holds the item, which then stays until the transaction ends. */
function* kindOf({ store }: Scope, resource: Resource, id: string): Work<Resource | undefined> {
  for (const kind of resource.kinds?.values() ?? [resource])
    if (kind.linkedSet !== undefined && (yield* store.hold(kind.linkedSet, [id])) !== undefined) return kind
  return undefined
}

/** `added` is what is to be linked; undefined where something is to be no longer linked. */
export function* requireLinkable(scope: Scope, resource: Resource, keys: Keys, added: Added | undefined): Work<void> {
  const { parent } = resource
  if (parent !== undefined) yield* rulesOf(parent).links?.(scope, { resource: parent, keys }, resource, added) ?? []
}

/** What a reference names: an item, and where it may be looked for. */
export function readNamed(scope: Scope, resource: Resource, name: string, value: unknown): Named {
  if (resource.link !== undefined) return readLinkedReference(resource, value)
  return { resource, id: readReference(scope, resource, name, value) }
}

interface Named {
  readonly resource: Resource
  readonly id: string
}

/** The id that a reference to an item names; `name` is the member of the body, or the query option, that holds it. */
export function readReference(scope: Scope, resource: Resource, name: string, value: unknown): string {
  if (resource.link !== undefined) return readLinkedReference(resource, value).id
  const id = typeof value === 'string' ? (idIn(scope, resource, value) ?? objectIn(resource, value)) : undefined
  if (id !== undefined) return id
  const shown = typeof value === 'string' ? `'${shortened(value)}'` : shortened(JSON.stringify(value) ?? 'missing')
  throw invalidBody(
    scope,
    `'${name}' is expected to be the URL of an entity of '${resource.referred?.path}', and is ${shown}.`,
    name,
  )
}

/** What Graph declares to be any object of the directory may be named as one. */
function objectIn({ declaredAs }: Resource, url: string): string | undefined {
  if (declaredAs?.name !== 'directoryObject') return undefined
  const [, set, ...ids] = REFERENCE.exec(url) ?? []
  const id = ids.find((each) => each !== undefined)
  return set?.toLowerCase() === 'directoryobjects' && id !== undefined && GUID.test(id) ? id.toLowerCase() : undefined
}

function idIn({ model, version }: Scope, { referred }: Resource, url: string): string | undefined {
  const [, , given = version, path] = URL_OF_ENTITY.exec(url) ?? []
  if (path === undefined) return undefined
  try {
    const found = readResourcePath(model, `/${given}/${path}`)
    const [id, ...others] = found.keys
    return found.resource === referred && found.target === 'entity' && others.length === 0 && isText(id)
      ? id
      : undefined
  } catch {
    return undefined
  }
}

function isText(id: string | undefined): id is string {
  return id !== undefined && !id.includes('\0') && id.isWellFormed()
}

/** Whatever can be linked may be named as an object of the directory, or by the set in which it lives. */
function readLinkedReference(resource: Resource, value: unknown): Named {
  const [, set, ...ids] = (typeof value === 'string' ? REFERENCE.exec(value) : null) ?? []
  const id = ids.find((each) => each !== undefined) ?? ''
  const named = set?.toLowerCase()
  const all = [...(resource.kinds?.values() ?? [resource])]
  const kind = all.find(({ linkedSet }) => linkedSet !== undefined && linkedSet.lowerPath === named)
  if (kind === undefined && named !== 'directoryobjects')
    throw directoryBadRequest('Invalid URL format specified in payload.')
  if (!GUID.test(id)) throw directoryBadRequest(`Invalid object identifier '${id}'.`)
  return { resource: kind ?? resource, id: id.toLowerCase() }
}
