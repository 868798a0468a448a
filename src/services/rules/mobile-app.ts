/**
 * What the service says of apps itself: whether they are published, and how large their content is (B160, B161).
 * @see https://learn.microsoft.com/graph/api/resources/intune-apps-mobileapp
 */
import { backendRefusal } from '../../errors.js'
import type { Entity } from '../../model/payload.js'
import type { EntityType } from '../../model/types.js'
import type { Work } from '../../store/work.js'
import { itemsAt } from '../items.js'
import type { Location, Scope } from '../scope.js'
import { filesOf } from './mobile-app-content.js'
import type { Rules } from './rules.js'

export const mobileApp: Rules = {
  *prepare(scope, location, { type, entity }, body) {
    if (location.keys.length === 0) return publishFirst(type, entity)
    if (Object.hasOwn(body, 'committedContentVersion')) yield* publishContent(scope, location, entity)
  },
}

/** Apps of the line of business wait for their content; all others need none. */
function publishFirst(type: EntityType, entity: Entity): void {
  const published = !hasContent(type)
  Object.assign(entity, { publishingState: published ? 'published' : 'notPublished', uploadState: published ? 1 : 0 })
  if (!published) Object.assign(entity, { committedContentVersion: null, size: 0 })
}

function hasContent(type: EntityType): boolean {
  for (let at: EntityType | undefined = type; at !== undefined; at = at.baseType as EntityType | undefined)
    if (at.name === 'mobileLobApp' || at.name === 'managedMobileLobApp') return true
  return false
}

/** The app has the content of this version from now on, once all of it is committed. */
function* publishContent(scope: Scope, { resource, keys }: Location, entity: Entity): Work<void> {
  const before = yield* scope.store.load(resource, keys)
  const version = entity['committedContentVersion']
  if (before === undefined || before.entity['committedContentVersion'] === version) return
  const versions = resource.children.get('contentversions')
  if (versions === undefined) throw new Error(`${resource.path} has no contentVersions`)
  const files = typeof version === 'string' ? yield* itemsAt(scope, filesOf(versions), [...keys, version]) : []
  if (files.length === 0 || files.some((file) => file.entity['isCommitted'] !== true))
    throw backendRefusal(
      `'committedContentVersion' is ${JSON.stringify(version)}: the app has no such content version whose files are committed.`,
      'committedContentVersion',
    )
  const size = files.reduce((sum, file) => sum + Number(file.entity['size']), 0)
  Object.assign(entity, { publishingState: 'published', uploadState: 1, size })
}
