/** Profiles of Windows updates tell by name what they offer: it is in the catalog of updates (B190, B191). */
import type { Entity } from '../../model/payload.js'
import type { Work } from '../../store/work.js'
import { itemsAt, quoted } from '../items.js'
import type { Scope } from '../scope.js'
import type { Rules } from './rules.js'

const CATALOG = 'deviceManagement/windowsUpdateCatalogItems'

function* catalogItem(scope: Scope, type: string, property: string, value: string): Work<Entity | undefined> {
  const filter = `isof('microsoft.graph.${type}') and ${property} eq ${value}`
  const [found] = yield* itemsAt(scope, scope.model.resourceAt(CATALOG), [], { filter, firstBy: 'id' })
  return found?.entity
}

/** Sets what the service tells by itself; the reference also shows it in bodies (B30). */
function tell({ profile }: Scope, entity: Entity, body: Entity, told: Entity): void {
  for (const [name, value] of Object.entries(told))
    if (profile.ownMembers === 'kept' || !Object.hasOwn(body, name)) entity[name] = value
}

export const featureUpdateProfile: Rules = {
  *prepare(scope, _location, { entity }, body) {
    const version = String(entity['featureUpdateVersion'])
    const item = yield* catalogItem(scope, 'windowsFeatureUpdateCatalogItem', 'displayName', quoted(version))
    if (item === undefined) return
    tell(scope, entity, body, { deployableContentDisplayName: version, endOfSupportDate: item['endOfSupportDate'] })
  },
}

const DATE = /^(\d{4})-(\d\d)-(\d\d)/

export const qualityUpdateProfile: Rules = {
  *prepare(scope, _location, { entity }, body) {
    const { qualityUpdateRelease } = (entity['expeditedUpdateSettings'] ?? {}) as Entity
    const [date, year, month, day] = DATE.exec(String(qualityUpdateRelease)) ?? []
    if (date === undefined) return
    const item = yield* catalogItem(scope, 'windowsQualityUpdateCatalogItem', 'releaseDateTime', `${date}T00:00:00Z`)
    if (item === undefined) return
    const told = {
      deployableContentDisplayName: item['displayName'],
      releaseDateDisplayName: `${month}/${day}/${year}`,
    }
    tell(scope, entity, body, told)
  },
}
