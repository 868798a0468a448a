import type { Model } from '../model/model.js'
import type { EntityStore } from '../store/entities.js'
import type { Work } from '../store/work.js'

/** Empties a tenant of everything in Intune. Its directory (users, groups, apps) stays. */
export function* resetTenant(model: Model, store: EntityStore): Work<void> {
  for (const place of model.places)
    if (place.kind === 'entitySet' && place.backend.flavour === 'intune') yield* store.removeAll(place)
}
