/** Overviews of what devices reported of a policy: as long as none was written, that of an idle policy (B38, B75). */
import type { Resource } from '../../model/model.js'
import { complete } from '../../model/payload.js'
import type { Keys } from '../../store/query/entities.js'
import type { Work } from '../../store/work.js'
import type { Scope } from '../scope.js'
import type { Rules } from './rules.js'

export const policyOverview: Rules = {
  *absent({ store, clock }, { resource: { type, parent }, keys }) {
    const ofDevices = type.name.endsWith('DeviceOverview')
    const version = ofDevices && parent !== undefined ? yield* versionOf(store, parent, keys) : 0
    return {
      ...complete(type, { configurationVersion: version, lastUpdateDateTime: `${clock.now()}Z` }),
      id: keys.join('_'),
    }
  },
}

const VERSION = { version: 'beta', select: ['version'], typeAnnotations: 'none' } as const

function* versionOf(store: Scope['store'], policies: Resource, keys: Keys): Work<number> {
  const json = yield* store.find(policies, keys, VERSION)
  return Number((JSON.parse(json ?? '{}') as { version?: number }).version ?? 0)
}
