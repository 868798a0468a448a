/**
 * `revokeSignInSessions`: everything that was made of the user's sign-ins so far ends.
 * @see https://learn.microsoft.com/graph/api/user-revokesigninsessions
 */
import { run } from '../../store/work.js'
import { notFound } from '../not-found.js'
import { requireBound } from '../presence.js'
import type { Effect } from './effect.js'

export const revokeSignInSessions: Effect = {
  plan({ scope, resource, keys }) {
    const users = scope.model.resourceAt('users')
    const { store, clock, tenantId } = scope
    return function* () {
      yield* requireBound(scope, { resource, keys }, 'entity')
      const id = keys.slice(-1)
      const stored = yield* store.load(users, id)
      if (stored === undefined) throw notFound(resource, keys)
      const now = clock.now()
      const entity = {
        ...stored.entity,
        signInSessionsValidFromDateTime: `${now}Z`,
        refreshTokensValidFromDateTime: `${now}Z`,
      }
      const shape = { version: 'v1.0', select: ['id'], typeAnnotations: 'none' } as const
      yield* store.update(users, id, { ...stored, entity, columns: { sessionsRevokedAt: now } }, shape)
      const { placeholder } = store.dialect
      yield* run(`DELETE FROM "signInSession" WHERE "tenantId" = ${placeholder(1)} AND "userId" = ${placeholder(2)}`, [
        tenantId,
        id[0] ?? '',
      ])
      return { value: true }
    }
  },
}
