/**
 * References: which entities of another set belong to an item, said by `POST …/$ref` and taken back by `DELETE …/$ref`.
 * @see https://learn.microsoft.com/graph/api/group-post-members
 */
import type { Resource } from '../model/model.js'
import { requireObject } from '../model/payload.js'
import type { Keys } from '../store/query/entities.js'
import type { Work } from '../store/work.js'
import { addPair, readReference } from './bindings.js'
import { notFound, requireParent } from './entities.js'
import type { Scope } from './scope.js'

export function addReference(scope: Scope, resource: Resource, keys: Keys, body: unknown): () => Work<void> {
  requireObject(body)
  const id = readReference(resource, Object.hasOwn(body, '@odata.id') ? body['@odata.id'] : undefined)
  return function* () {
    yield* requireParent(scope, resource, keys, 'write')
    yield* addPair(scope, resource, [keys[0] ?? '', id])
  }
}

export function* removeReference({ store }: Scope, resource: Resource, keys: Keys): Work<void> {
  if (resource.link === undefined || !(yield* store.removePair(resource.link, keys))) throw notFound(resource, keys)
}
