/**
 * Which groups an object of the directory is in, by itself or by way of other groups.
 *
 * @see https://learn.microsoft.com/graph/api/directoryobject-checkmembergroups
 * @see https://learn.microsoft.com/graph/api/directoryobject-getmembergroups
 */
import { directoryBadRequest } from '../../errors.js'
import { listGroupsOf } from '../../store/query/memberships.js'
import type { Work } from '../../store/work.js'
import { requireBound } from '../presence.js'
import type { Call, Effect } from './effect.js'

const MOST = 20
const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/** Those of the ids in `parameter` that are of groups which the object is in. */
export function checkMember(parameter: string): Effect {
  return {
    plan(call) {
      const ids = requireIds(call.read()[parameter] as readonly string[])
      if (ids.length > MOST) throw directoryBadRequest(`Too many values in '${parameter}': at most ${MOST} are taken.`)
      return function* () {
        const groups = new Set(yield* boundGroups(call, false))
        return { value: [...new Set(ids)].filter((id) => groups.has(id)) }
      }
    },
  }
}

export const getMember: Effect = {
  plan(call) {
    const securityOnly = call.read()['securityEnabledOnly'] === true
    return function* () {
      return { value: yield* boundGroups(call, securityOnly) }
    }
  },
}

/** Ids in lower case, as they are kept. */
export function requireIds(ids: readonly string[]): string[] {
  for (const id of ids) if (!GUID.test(id)) throw directoryBadRequest(`Invalid object identifier '${id}'.`)
  return ids.map((id) => id.toLowerCase())
}

function* boundGroups({ scope, resource, keys }: Call, securityOnly: boolean): Work<string[]> {
  yield* requireBound(scope, { resource, keys }, 'entity')
  return yield* listGroupsOf(scope.store, keys.at(-1) ?? '', securityOnly)
}
