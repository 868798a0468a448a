/**
 * `syncLicenses` of a token of Apple's volume purchase: there is no store to ask, so it is done at once (B172).
 * @see https://learn.microsoft.com/graph/api/intune-onboarding-vpptoken-synclicenses
 */
import { notFound } from '../not-found.js'
import type { Effect } from './effect.js'
import { ID_ALONE } from '../../store/layout/shape.js'

export const syncLicenses: Effect = {
  plan({ scope, resource, keys, read }) {
    read()
    return function* () {
      const stored = yield* scope.store.load(resource, keys)
      if (stored === undefined) throw notFound(resource, keys)
      const synced = { lastSyncDateTime: `${scope.clock.now()}Z`, lastSyncStatus: 'completed' }
      yield* scope.store.update(resource, keys, { ...stored, entity: { ...stored.entity, ...synced } }, ID_ALONE)
      return { entity: { resource, keys } }
    }
  },
}
