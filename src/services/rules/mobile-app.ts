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
import { hideFromOther } from './mobile-app-relationship.js'
import type { Rules } from './rules.js'
import { mirrorWin32Rules } from './win32-rules.js'

export const mobileApp: Rules = {
  *prepare(scope, location, { type, entity }, body) {
    const { profile } = scope
    if (type.name === 'win32LobApp') mirrorWin32Rules(entity, body)
    if (location.keys.length === 0) {
      if (profile.storeApps === 'of the store') requireOwnApp(type, entity)
      if (profile.appMembers === 'fixed') requireFileFormat(body)
      return publishFirst(type, entity, profile.appMembers === 'fixed')
    }
    const before = yield* scope.store.load(location.resource, location.keys)
    if (before === undefined) return
    if (profile.appMembers === 'fixed') requireSame(type, before.entity, entity)
    if (Object.hasOwn(body, 'committedContentVersion')) yield* publishContent(scope, location, before.entity, entity)
  },

  *beforeDelete(scope, { resource, keys }) {
    const app = yield* scope.store.load(resource, keys)
    if (scope.profile.storeApps === 'of the store' && app?.type.name === 'microsoftStoreForBusinessApp')
      throw backendRefusal(`The app '${keys[0]}' is of the Microsoft Store for Business and is not deleted here.`)
    const relationships = resource.children.get('relationships')
    if (app === undefined || relationships === undefined) return
    for (const { entity } of yield* itemsAt(scope, relationships, keys))
      yield* hideFromOther(scope, relationships, keys, entity)
  },
}

/** Apps that come from a store or with the service, and by no POST (B170). */
const OF_STORES = [
  'androidManagedStoreApp',
  'androidManagedStoreWebApp',
  'iosVppApp',
  'macOsVppApp',
  'microsoftStoreForBusinessApp',
]

function requireOwnApp({ name }: EntityType, { appAvailability }: Entity): void {
  if (OF_STORES.includes(name) || appAvailability === 'global')
    throw backendRefusal(`Apps of the type '${name}' are not created: they come with their store.`, '@odata.type')
}

/** An Office suite says with which files it begins (B169). */
function requireFileFormat({ officeSuiteAppDefaultFileFormat: format }: Entity): void {
  if (format === 'notConfigured')
    throw backendRefusal(
      "'notConfigured' as 'officeSuiteAppDefaultFileFormat' is not accepted: name a format.",
      'officeSuiteAppDefaultFileFormat',
    )
}

/** What stays as it was created, by type (B160). */
const FIXED: Readonly<Record<string, readonly string[]>> = {
  androidManagedStoreApp: ['appIdentifier', 'appStoreUrl', 'isSystemApp'],
  androidStoreApp: ['appIdentifier', 'appStoreUrl'],
  iosStoreApp: ['appStoreUrl'],
  macOSMicrosoftEdgeApp: ['channel'],
  officeSuiteApp: ['developer', 'owner', 'publisher', 'officePlatformArchitecture'],
  webApp: ['appUrl'],
  winGetApp: ['installExperience', 'manifestHash', 'packageIdentifier'],
  windowsMicrosoftEdgeApp: ['channel'],
  windowsMobileMSI: ['useDeviceContext'],
  windowsUniversalAppX: ['isBundle'],
}

function requireSame({ name }: EntityType, before: Entity, after: Entity): void {
  for (const member of FIXED[name] ?? [])
    if (JSON.stringify(before[member]) !== JSON.stringify(after[member]))
      throw backendRefusal(`'${member}' of an app of the type '${name}' cannot be changed.`, member)
}

/** Apps of the line of business wait for their content; all others need none. */
function publishFirst(type: EntityType, entity: Entity, fixed: boolean): void {
  const published = !hasContent(type)
  Object.assign(entity, { publishingState: published ? 'published' : 'notPublished', uploadState: published ? 1 : 0 })
  // The reference's own bodies say a version and a size of content that there is none of.
  const version = entity['committedContentVersion']
  const named = typeof version === 'string' && /^\d+$/.test(version)
  if (!published && (fixed || named)) Object.assign(entity, { committedContentVersion: null, size: 0 })
}

function hasContent(type: EntityType): boolean {
  for (let at: EntityType | undefined = type; at !== undefined; at = at.baseType as EntityType | undefined)
    if (at.name === 'mobileLobApp' || at.name === 'managedMobileLobApp') return true
  return false
}

/** The app has the content of this version from now on, once all of it is committed. */
function* publishContent(scope: Scope, { resource, keys }: Location, before: Entity, entity: Entity): Work<void> {
  const version = entity['committedContentVersion']
  if (before['committedContentVersion'] === version) return
  // The reference's own bodies have a text there that names no version.
  if (scope.profile.appMembers === 'changed' && !/^\d+$/.test(String(version))) return
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
