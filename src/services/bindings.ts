/**
 * `members@odata.bind`: references in the body of a POST or PATCH, added together with the entity itself.
 * @see https://learn.microsoft.com/graph/api/group-post-groups
 */
import { directoryBadRequest, directoryResourceNotFound } from '../errors.js'
import type { Resource } from '../model/model.js'
import type { Entity } from '../model/payload.js'
import type { Keys } from '../store/query/entities.js'
import { ConstraintViolation } from '../store/work.js'
import type { Work } from '../store/work.js'
import type { Scope } from './scope.js'

const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/** The id at the end of `https://graph.microsoft.com/v1.0/directoryObjects/{id}`, or of a URL of the set. */
const REFERENCE = /^https?:\/\/[^/?#]+\/(?:v1\.0|beta)\/([a-z]+)(?:\/([^/?#()]+)|\('([^'?#]+)'\))$/i

/** More have to come in further requests. */
const MOST = 20

/** The linked resources that a body says something of, and the ids that it names. */
export type Bindings = readonly (readonly [resource: Resource, ids: readonly string[]])[]

const NONE: Bindings = []

export function readBindings(resource: Resource, body: Entity): Bindings {
  if (resource.backend.kind !== 'directory') return NONE
  return [...resource.children.values()].flatMap((child): Bindings => {
    const name = `${child.name}@odata.bind`
    if (child.link?.set === undefined || !Object.hasOwn(body, name)) return NONE
    const references = body[name]
    if (!Array.isArray(references)) throw directoryBadRequest('Invalid URL format specified in payload.')
    if (references.length > MOST)
      throw directoryBadRequest(`The number of references in '${child.name}' must not exceed ${MOST}.`)
    return [[child, references.map((reference) => readReference(child, reference))]]
  })
}

export function* bind(scope: Scope, bindings: Bindings, id: string): Work<void> {
  for (const [resource, others] of bindings) for (const other of others) yield* addPair(scope, resource, [id, other])
}

export function* addPair({ store }: Scope, resource: Resource, keys: Keys): Work<void> {
  const { link } = resource
  if (link === undefined) throw new Error(`${resource.path} is not linked`)
  try {
    if (yield* store.addPair(link, keys)) return
  } catch (error) {
    const missing = error instanceof ConstraintViolation && error.constraint === 'foreignKey'
    throw missing ? directoryResourceNotFound(keys[1] ?? '') : error
  }
  throw directoryBadRequest(
    `One or more added object references already exist for the following modified properties: '${resource.name}'.`,
  )
}

/** The id that a reference to an item of a linked resource names. */
export function readReference({ link }: Resource, value: unknown): string {
  const [, set, ...ids] = (typeof value === 'string' ? REFERENCE.exec(value) : null) ?? []
  const id = ids.find((each) => each !== undefined) ?? ''
  if (set === undefined || !['directoryobjects', link?.set?.toLowerCase()].includes(set.toLowerCase()))
    throw directoryBadRequest('Invalid URL format specified in payload.')
  if (!GUID.test(id)) throw directoryBadRequest(`Invalid object identifier '${id}'.`)
  return id.toLowerCase()
}
