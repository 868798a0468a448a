/**
 * `getByIds`: objects of the directory of any type, in the order of their ids. What does not exist is left out.
 * @see https://learn.microsoft.com/graph/api/directoryobject-getbyids
 */
import { directoryBadRequest } from '../../errors.js'
import type { Resource } from '../../model/model.js'
import { defaultSelectionIn } from '../../model/views.js'
import { NO_QUERY } from '../../odata/query.js'
import { listEntities } from '../../store/query/queries.js'
import type { Work } from '../../store/work.js'
import { among } from '../among.js'
import type { Scope } from '../scope.js'
import type { Effect } from './effect.js'
import { requireIds } from './memberships.js'

const MOST = 1000
const ANY = 'directoryobject'

export const getByIds: Effect = {
  plan(call) {
    const { scope } = call
    const { ids, types } = call.read() as { readonly ids: readonly string[]; readonly types: readonly string[] }
    if (ids.length > MOST) throw directoryBadRequest(`Too many values in 'ids': at most ${MOST} are taken.`)
    const wanted = new Set(requireIds(ids))
    const named = new Set(types.map((name) => name.replace(/^#?microsoft\.graph\./i, '').toLowerCase()))
    const sets = directorySets(scope).filter(
      ({ type }) => named.size === 0 || named.has(ANY) || named.has(type.name.toLowerCase()),
    )
    return function* () {
      const found = new Map<string, unknown>()
      for (const set of sets)
        for (const object of yield* objectsIn(scope, set, [...wanted])) found.set(object.id, object)
      return { value: [...wanted].flatMap((id) => found.get(id) ?? []) }
    }
  },
}

function directorySets({ model }: Scope): Resource[] {
  return [...model.roots.values()].filter(
    ({ backend, many, itemsOf }) => many && itemsOf === undefined && backend.kind === 'directory',
  )
}

function* objectsIn(scope: Scope, set: Resource, ids: readonly string[]): Work<{ readonly id: string }[]> {
  const { version, store } = scope
  const shape = { version, select: defaultSelectionIn(set.type, version), typeAnnotations: 'all' } as const
  const query = { ...NO_QUERY, filter: among(set, ids, version, undefined) }
  const options = { shape, contextBase: '', pageSize: MOST, casts: undefined, after: undefined }
  const { json } = yield* listEntities(store, set, [], query, options)
  return json.map((text) => JSON.parse(text) as { id: string })
}
