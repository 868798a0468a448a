/** Apps that were found on devices tell on how many: on those that they refer to, once they refer to one (B129). */
import { itemsAt } from '../items.js'
import type { Rules } from './rules.js'
import { ID_ALONE } from '../../store/layout/shape.js'

export const detectedApp: Rules = {
  *refers(scope, { resource, keys }, navigation) {
    if (navigation.name !== 'managedDevices') return
    const stored = yield* scope.store.load(resource, keys)
    if (stored === undefined) return
    const deviceCount = (yield* itemsAt(scope, navigation, keys, { select: ['id'] })).length
    yield* scope.store.update(resource, keys, { ...stored, entity: { ...stored.entity, deviceCount } }, ID_ALONE)
  },
}
