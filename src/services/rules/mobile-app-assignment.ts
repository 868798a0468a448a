/** Assignments of apps: only a published app has some (B29). */
import { backendRefusal } from '../../errors.js'
import type { Entity } from '../../model/payload.js'
import type { Stored } from '../../store/query/entities.js'
import { assignment } from './assignment.js'
import type { Rules } from './rules.js'

export const mobileAppAssignment: Rules = {
  ...assignment,

  *prepare(scope, location, stored, body) {
    yield* assignment.prepare?.(scope, location, stored, body) ?? []
    const apps = scope.model.resourceAt('deviceAppManagement/mobileApps')
    const app = yield* scope.store.load(apps, location.keys.slice(0, 1), 'beside')
    if (app === undefined) return
    requirePublished(app)
    if (scope.profile.assignmentFilters === 'existing') requireNoFilter(app, stored)
  },
}

/** Microsoft Edge is for all devices of a group, or for none (B29). */
function requireNoFilter({ type }: Stored, { entity }: Stored): void {
  const kind = (entity['target'] as Entity | null)?.['deviceAndAppManagementAssignmentFilterType'] ?? 'none'
  if (type.name === 'windowsMicrosoftEdgeApp' && kind !== 'none')
    throw backendRefusal(`An assignment of an app of the type '${type.name}' takes no filter.`, 'target')
}

export function requirePublished({ entity }: Stored): void {
  if (entity['publishingState'] === 'notPublished')
    throw backendRefusal("Invalid operation: app's PublishingState is not 'Published'.")
}
