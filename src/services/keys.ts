/** The keys in a path, in the form in which they are stored. */
import { backendBadRequest, directoryBadRequest } from '../errors.js'
import type { Resource } from '../model/model.js'
import type { Keys } from '../store/query/entities.js'
import { fold } from '../store/sql/fold.js'
import type { Work } from '../store/work.js'
import { lookUp } from '../store/query/lookups.js'
import type { Scope } from './scope.js'

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Is stored as it is, as whatever key. */
const CANONICAL = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Keys of paths that were read and are canonical. */
const canonical = new WeakSet<Keys>()

/** Keys in canonical form: GUIDs in lower case; what is no GUID where one belongs is refused (R10). */
export function canonicalKeys(resource: Resource, keys: Keys, keyName?: string): string[] {
  if (areCanonical(keys)) return [...keys]
  const chain: Resource[] = []
  for (let at: Resource | undefined = resource; at !== undefined; at = at.parent) if (at.many) chain.unshift(at)
  return keys.map((key, i) => {
    if (chain[i]?.type.key !== 'guid') return requireText(key)
    if (GUID.test(key)) return key.toLowerCase()
    if (chain[i]?.type.alternateKey !== undefined || (i === 0 && keyName !== undefined)) return requireText(key)
    throw resource.backend.kind === 'directory'
      ? directoryBadRequest(`Invalid object identifier '${key}'.`)
      : backendBadRequest()
  })
}

function areCanonical(keys: Keys): boolean {
  if (canonical.has(keys)) return true
  const found = keys.every((key) => CANONICAL.test(key))
  // Those of a path that was read are the same object each time; others are made for one request.
  if (found && Object.isFrozen(keys)) canonical.add(keys)
  return found
}

/** The property by which the first item of a path is named, if it is not the id. */
export function alternateKeyOf(resource: Resource, keys: Keys, keyName: string | undefined): string | undefined {
  if (keyName !== undefined) return keyName
  const [first] = keys
  const { alternateKey } = setOf(resource).type
  return first === undefined || alternateKey === undefined || GUID.test(first) ? undefined : alternateKey
}

/** The keys with the first one by id; undefined if there is no such item. */
export function* resolveAlternateKey(
  { store }: Scope,
  resource: Resource,
  keys: Keys,
  property: string,
): Work<Keys | undefined> {
  const [first = '', ...others] = keys
  const id = yield* lookUp(store, setOf(resource), 'id', property, fold(first))
  return id === undefined ? undefined : [id, ...others]
}

/** The set at the beginning of the path to a resource. */
export function setOf(resource: Resource): Resource {
  return resource.parent?.many === true ? setOf(resource.parent) : resource
}

function requireText(key: string): string {
  if (key.includes('\0') || !key.isWellFormed()) throw backendBadRequest()
  return key
}
