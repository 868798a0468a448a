/**
 * What the service checks of the apps that a configuration is for. Of iOS apps it asks nothing.
 * @see https://learn.microsoft.com/graph/api/resources/intune-apps-manageddevicemobileappconfiguration
 */
import { backendBadRequest } from '../../errors.js'
import type { Entity } from '../../model/payload.js'
import { unreadable } from '../../model/validation.js'
import type { Shape } from '../../store/layout/shape.js'
import type { Work } from '../../store/work.js'
import { hasAny } from '../../store/query/lookups.js'
import type { Rules } from './rules.js'
import type { Scope } from '../scope.js'

const ANDROID = ['androidManagedStoreAppConfiguration', 'androidForWorkMobileAppConfiguration']

export const appConfiguration: Rules = {
  *prepare(scope, { keys }, { type, entity }, body) {
    if (Object.hasOwn(body, 'targetedMobileApps')) entity['targetedMobileApps'] = readAppIds(scope, entity)
    if (!ANDROID.includes(type.name)) return
    const apps = yield* targetedApps(scope, entity)
    const creates = keys.length === 0
    const isUnknown = (id: string, i: number): boolean => apps[i] === undefined && GUID.test(id)
    const named = (entity['targetedMobileApps'] ?? []) as string[]
    if (creates && named.some(isUnknown) && (yield* refusesUnknown(scope))) throw backendBadRequest()
    // Only this type has it (R15).
    if (!Object.hasOwn(entity, 'appSupportsOemConfig')) return
    const android = apps.find((app) => app?.['@odata.type'] === '#microsoft.graph.androidManagedStoreApp')
    entity['appSupportsOemConfig'] = android?.['supportsOemConfig'] ?? false
  },
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The reference's own examples name an app by a text that is no GUID, and no app; the live service does not take that (R13). */
function readAppIds(scope: Scope, { targetedMobileApps }: Entity): string[] {
  return (targetedMobileApps as string[]).map((id, i) => {
    if (GUID.test(id)) return id.toLowerCase()
    if (scope.profile.targetedApps === 'any text') return id
    throw unreadable(id, 'Edm.Guid', scope, `targetedMobileApps/${i}`)
  })
}

const SHAPE: Shape = {
  version: 'beta',
  select: ['microsoft.graph.androidManagedStoreApp/supportsOemConfig'],
  typeAnnotations: 'all',
}

/** The apps in the order in which the configuration names them, undefined for one that the tenant does not have. */
function* targetedApps(scope: Scope, entity: Entity): Work<(Entity | undefined)[]> {
  const apps: (Entity | undefined)[] = []
  for (const id of (entity['targetedMobileApps'] ?? []) as string[]) {
    const json = yield* scope.store.find(scope.model.resourceAt('deviceAppManagement/mobileApps'), [id], SHAPE)
    apps.push(json === undefined ? undefined : (JSON.parse(json) as Entity))
  }
  return apps
}

/** A tenant whose apps nobody has entered could have no Android configuration at all (R13). */
function* refusesUnknown({ switches, store, model }: Scope): Work<boolean> {
  return switches.checkTargetedApps && (yield* hasAny(store, model.resourceAt('deviceAppManagement/mobileApps')))
}
