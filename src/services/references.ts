/**
 * References: which entities of another set belong to an item, said by `POST …/$ref` and taken back by `DELETE …/$ref`.
 * @see https://learn.microsoft.com/graph/api/group-post-members
 */
import type { Place } from '../model/model.js'
import { requireObject } from '../model/payload.js'
import type { Keys } from '../store/entities.js'
import type { Work } from '../store/work.js'
import { addPair, readReference } from './bindings.js'
import { notFound, requireParent } from './entities.js'
import type { Scope } from './scope.js'

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
