/**
 * Which groups an object of the directory is in. Only users are members, and groups in groups are not kept, so what a user
 * is in directly is all that there is.
 *
 * @see https://learn.microsoft.com/graph/api/directoryobject-checkmembergroups
 * @see https://learn.microsoft.com/graph/api/directoryobject-getmembergroups
 */
import { directoryBadRequest } from '../../errors.js'
import { all } from '../../store/work.js'
import type { Work } from '../../store/work.js'
import { requireBound } from '../presence.js'
import type { Scope } from '../scope.js'
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
        const groups = new Set(yield* groupsOf(call, false))
        return { value: [...new Set(ids)].filter((id) => groups.has(id)) }
      }
    },
  }
}

export const getMember: Effect = {
  plan(call) {
    const securityOnly = call.read()['securityEnabledOnly'] === true
    return function* () {
      return { value: yield* groupsOf(call, securityOnly) }
    }
  },
}

/** Ids in lower case, as they are kept. */
export function requireIds(ids: readonly string[]): string[] {
  for (const id of ids) if (!GUID.test(id)) throw directoryBadRequest(`Invalid object identifier '${id}'.`)
  return ids.map((id) => id.toLowerCase())
}

function* groupsOf({ scope, resource, keys, type }: Call, securityOnly: boolean): Work<string[]> {
  yield* requireBound(scope, { resource, keys }, 'entity')
  return type.name === 'user' ? yield* groupsOfUser(scope, keys.at(-1) ?? '', securityOnly) : []
}

/** The ids of the groups that a user is in. */
export function* groupsOfUser(scope: Scope, userId: string, securityOnly = false): Work<string[]> {
  const { placeholder } = scope.store.dialect
  const only = securityOnly ? ' AND g."securityEnabled"' : ''
  const rows = yield* all(
    `SELECT g."id" FROM "groupMember" m JOIN "group" g ON g."tenantId" = m."tenantId" AND g."id" = m."groupId" WHERE m."tenantId" = ${placeholder(1)} AND m."userId" = ${placeholder(2)}${only} ORDER BY g."id"`,
    [scope.tenantId, userId],
  )
  return rows.map(([id]) => String(id))
}
