/** Rules that remove devices: a platform has one at most (B118). */
import { backendRefusal } from '../../errors.js'
import { itemsAt, quoted } from '../items.js'
import type { Rules } from './rules.js'

const PLATFORM = 'deviceCleanupRulePlatformType'

export const cleanupRule: Rules = {
  *prepare(scope, { resource, keys }, { entity }) {
    const filter = `${PLATFORM} eq ${quoted(String(entity[PLATFORM]))}`
    const others = yield* itemsAt(scope, resource, [], { filter, select: ['id'] })
    if (others.some((other) => other.entity['id'] !== keys[0]))
      throw backendRefusal(`There is a cleanup rule for the platform '${String(entity[PLATFORM])}' already.`, PLATFORM)
  },
}
