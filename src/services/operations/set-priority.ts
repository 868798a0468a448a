/**
 * `setPriority`: the item takes this place among those of its type, and the others move up or down (B91). The defaults that
 * every tenant has keep the priority 0.
 *
 * @see https://learn.microsoft.com/graph/api/intune-onboarding-deviceenrollmentconfiguration-setpriority
 */
import { backendBadRequest } from '../../errors.js'
import type { Entity } from '../../model/payload.js'
import { allProperties } from '../../model/inheritance.js'
import type { Shape } from '../../store/layout/projection.js'
import { listEntities } from '../../store/query/queries.js'
import { NO_QUERY } from '../../odata/query.js'
import { notFound } from '../presence.js'
import type { Effect } from './effect.js'

const PLACES: Shape = { version: 'beta', select: ['id', 'priority'], typeAnnotations: 'all' }
const MOST = 1000

export const setPriority: Effect = {
  fits: ({ parameters }, type) =>
    Object.hasOwn(parameters, 'priority') && Object.hasOwn(allProperties(type), 'priority'),

  plan(call) {
    const { scope, resource, keys } = call
    const wanted = call.read()['priority'] as number
    if (wanted < 1) throw backendBadRequest()
    return function* () {
      const item = yield* scope.store.load(resource, keys)
      if (item === undefined) throw notFound(resource, keys)
      if (item.entity['priority'] === wanted || isDefault(item.entity)) throw backendBadRequest()
      const options = { shape: PLACES, contextBase: '', pageSize: MOST, casts: [item.type], after: undefined }
      const { json } = yield* listEntities(scope.store, resource, keys.slice(0, -1), NO_QUERY, options)
      const others = json
        .map((text) => JSON.parse(text) as Entity)
        .filter((each) => each['id'] !== item.entity['id'] && !isDefault(each))
        .sort((a, b) => (a['priority'] as number) - (b['priority'] as number))
        .map((each) => each['id'] as string)
      others.splice(wanted - 1, 0, item.entity['id'] as string)
      for (const [i, id] of others.entries()) {
        const place = [...keys.slice(0, -1), id]
        const each = yield* scope.store.load(resource, place)
        if (each === undefined || each.entity['priority'] === i + 1) continue
        yield* scope.store.update(resource, place, { ...each, entity: { ...each.entity, priority: i + 1 } }, PLACES)
      }
      return undefined
    }
  },
}

/** Ids of defaults say so (B87). */
function isDefault({ id }: Entity): boolean {
  return /_(?:Default|WindowsRestore)/.test(String(id))
}
