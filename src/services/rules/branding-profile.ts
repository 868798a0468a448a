/** The default branding stays, with its name (B116). */
import { backendRefusal } from '../../errors.js'
import type { Rules } from './rules.js'

const FIXED = ['profileName', 'profileDescription', 'isDefaultProfile', 'disableClientTelemetry']

export const brandingProfile: Rules = {
  *prepare({ store, profile }, { resource, keys }, { entity }, body) {
    const before = keys.length === 0 ? undefined : yield* store.load(resource, keys)
    if (before === undefined) {
      if (profile.ownMembers === 'kept') entity['isDefaultProfile'] = false
      return
    }
    const changed = FIXED.find((name) => Object.hasOwn(body, name) && body[name] !== before.entity[name])
    if (before.entity['isDefaultProfile'] === true && changed !== undefined)
      throw backendRefusal(`The property '${changed}' of the default branding cannot be changed.`, changed)
  },

  *beforeDelete({ store }, { resource, keys }) {
    const profile = yield* store.load(resource, keys)
    if (profile?.entity['isDefaultProfile'] === true) throw backendRefusal('The default branding cannot be deleted.')
  },
}
