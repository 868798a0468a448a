/**
 * References: which entities of another set belong to an item, said by `POST …/$ref` and taken back by `DELETE …/$ref`.
 * @see https://learn.microsoft.com/graph/api/group-post-members
 */
import type { Resource } from '../model/model.js'
import { requireObject } from '../model/payload.js'
import type { Keys } from '../store/query/entities.js'
import { removeReferences, splitReference } from '../store/query/references.js'
import { removePair } from '../store/query/pairs.js'
import type { Work } from '../store/work.js'
import { addPair, readNamed, readReference, requireLinkable, told } from './bindings.js'
import { notFound } from './not-found.js'
import { requireParent } from './presence.js'
import { setPrimaryUser } from './primary-user.js'
import type { Scope } from './scope.js'

const ID = '@odata.id'

export function addReference(scope: Scope, resource: Resource, keys: Keys, body: unknown): () => Work<void> {
  requireObject(body)
  const named = readNamed(scope, resource, ID, Object.hasOwn(body, ID) ? body[ID] : undefined)
  return function* () {
    yield* requireParent(scope, resource, keys, 'write')
    yield* addPair(scope, named.resource, keys, named.id, ID)
  }
}

/** `url` names the item of a collection whose key is not in the path: `DELETE …/$ref?$id=…`. */
export function removeReference(scope: Scope, resource: Resource, keys: Keys, url: string | null): () => Work<void> {
  const [from, inPath] = splitReference(resource, keys)
  if (resource.link?.own === true && inPath === undefined && url === null) return () => clear(scope, resource, from)
  const id = inPath ?? (resource.many ? readReference(scope, resource, '$id', url ?? undefined) : undefined)
  return () => remove(scope, resource, keys, from, id)
}

function* clear(scope: Scope, { parent }: Resource, keys: Keys): Work<void> {
  if (parent !== undefined) yield* setPrimaryUser(scope, parent, keys, undefined)
}

function* remove(scope: Scope, resource: Resource, keys: Keys, from: Keys, id: string | undefined): Work<void> {
  const { link } = resource
  const { store } = scope
  if (link?.own === true) {
    const user = id === undefined ? false : yield* store.exists(resource, [...from, id])
    if (!user) throw notFound(resource, keys)
    return yield* clear(scope, resource, from)
  }
  if (link !== undefined) yield* requireLinkable(scope, resource, from, undefined)
  const there =
    link === undefined ? yield* removeReferences(store, resource, from, id) : yield* removePair(store, link, keys)
  if (!there) throw notFound(resource, keys)
  yield* told(scope, resource, from, undefined, id)
}
