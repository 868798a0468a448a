/** A device shows the name of the category that it refers to (B115). */
import type { Rules } from './rules.js'
import { ID_ALONE } from '../../store/layout/shape.js'

export const managedDevice: Rules = {
  *refers({ store }, { resource, keys }, { name, referred }, id) {
    const device = name === 'deviceCategory' ? yield* store.load(resource, keys) : undefined
    if (device === undefined) return
    const category = id === undefined || referred === undefined ? undefined : yield* store.load(referred, [id])
    const deviceCategoryDisplayName = category?.entity['displayName'] ?? ''
    yield* store.update(
      resource,
      keys,
      { ...device, entity: { ...device.entity, deviceCategoryDisplayName } },
      ID_ALONE,
    )
  },
}
