/**
 * References: which entities of another set belong to an item, said by `POST …/$ref` and taken back by `DELETE …/$ref`.
 * @see https://learn.microsoft.com/graph/api/group-post-members
 */
import { directoryBadRequest } from '../errors.js'
import type { Place } from '../model/model.js'
import { requireObject } from '../model/payload.js'
import type { Keys } from '../store/entities.js'
import { ConstraintViolation } from '../store/work.js'
import type { Work } from '../store/work.js'
import { notFound, requireParent } from './entities.js'
import type { Scope } from './scope.js'

const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/** The id at the end of `https://graph.microsoft.com/v1.0/directoryObjects/{id}`, or of a URL of the set. */
const REFERENCE = /^https?:\/\/[^/?#]+\/(?:v1\.0|beta)\/([a-z]+)(?:\/([^/?#()]+)|\('([^'?#]+)'\))$/i

export function addReference(scope: Scope, place: Place, keys: Keys, body: unknown): () => Work<void> {
  requireObject(body)
  const id = readReference(place, Object.hasOwn(body, '@odata.id') ? body['@odata.id'] : undefined)
  return function* () {
    yield* requireParent(scope, place, keys, 'write')
    yield* addPair(scope, place, [keys[0] ?? '', id])
  }
}

export function* removeReference({ store }: Scope, place: Place, keys: Keys): Work<void> {
  if (place.link === undefined || !(yield* store.removePair(place.link, keys))) throw notFound(place, keys)
}

function* addPair({ store }: Scope, place: Place, keys: Keys): Work<void> {
  const { link } = place
  if (link === undefined) throw new Error(`${place.path} is not linked`)
  try {
    if (yield* store.addPair(link, keys)) return
  } catch (error) {
    throw error instanceof ConstraintViolation && error.constraint === 'foreignKey' ? notFound(place, keys) : error
  }
  throw directoryBadRequest(
    `One or more added object references already exist for the following modified properties: '${place.name}'.`,
  )
}

function readReference({ link }: Place, value: unknown): string {
  const [, set, ...ids] = (typeof value === 'string' ? REFERENCE.exec(value) : null) ?? []
  const id = ids.find((each) => each !== undefined) ?? ''
  if (set === undefined || !['directoryobjects', link?.set?.toLowerCase()].includes(set.toLowerCase()))
    throw directoryBadRequest('Invalid URL format specified in payload.')
  if (!GUID.test(id)) throw directoryBadRequest(`Invalid object identifier '${id}'.`)
  return id.toLowerCase()
}
