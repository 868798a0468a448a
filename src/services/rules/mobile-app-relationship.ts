/**
 * How apps relate to each other (B167): one depends on another, or supersedes it. Clients say so of the app that depends or
 * supersedes; the other one shows the same relationship from its own end, as of its parent. The counts of both follow.
 *
 * @see https://learn.microsoft.com/graph/api/resources/intune-apps-mobileapprelationship
 */
import { backendRefusal, conflict } from '../../errors.js'
import type { Resource } from '../../model/model.js'
import type { Entity } from '../../model/payload.js'
import { ID_ALONE } from '../../store/layout/shape.js'
import type { Keys, Stored } from '../../store/query/entities.js'
import type { Work } from '../../store/work.js'
import { itemsAt } from '../items.js'
import { referredNotFound } from '../not-found.js'
import type { Scope } from '../scope.js'
import { requirePublished } from './mobile-app-assignment.js'
import type { Rules } from './rules.js'

const APPS = 'deviceAppManagement/mobileApps'

export const mobileAppRelationship: Rules = {
  /** In the set of all there is no app that the relationship is one of. */
  *newId(scope, { keys: [source] }, { targetId }) {
    return source === undefined ? scope.newId() : idOf(source, targetId)
  },

  *prepare(scope, { keys }, { entity }) {
    const [own, other] = [yield* appAt(scope, keys[0]), yield* appAt(scope, entity['targetId'])]
    const isText = namesNoApp(scope, entity)
    if (keys.length > 1 && !isText) requireChild(entity)
    if (keys.length > 1 && idOf(keys[0], entity['targetId']) !== entity['id'])
      throw backendRefusal("'targetId' of a relationship cannot be changed.", 'targetId')
    if (isText) return
    if (typeof entity['targetId'] !== 'string') throw backendRefusal("'targetId' has to name an app.", 'targetId')
    if (other === undefined) {
      const apps = scope.model.resourceAt(APPS)
      throw referredNotFound(apps, 'targetId', apps, entity['targetId'])
    }
    if (own === undefined) return
    if (own.entity['id'] === other.entity['id'])
      throw backendRefusal("'targetId' is the app itself: an app is not related to itself.", 'targetId')
    for (const app of [own, other]) requirePublished(app)
    Object.assign(entity, { targetType: 'child', targetId: other.entity['id'] }, ends(own.entity, other.entity))
  },

  *after(scope, { resource, keys }, stored) {
    yield* showToOther(scope, resource, keys.slice(0, 1), stored)
  },

  *beforeDelete(scope, { resource, keys }) {
    const stored = keys.length > 1 ? yield* scope.store.load(resource, keys) : undefined
    if (stored === undefined) return
    if (!namesNoApp(scope, stored.entity)) requireChild(stored.entity)
    yield* hideFromOther(scope, resource, keys.slice(0, 1), stored.entity)
  },

  duplicate: ({ keys }) => conflict(`The app '${keys[0]}' already has a relationship to that app.`),
}

export function idOf(source: string | undefined, target: unknown): string {
  return `${source}_${String(target).toLowerCase()}`
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The reference's own example names a text that is the id of nothing; such a relationship stays as it is sent. */
function namesNoApp({ profile }: Scope, { targetId }: Entity): boolean {
  return profile.relatedApps === 'any text' && typeof targetId === 'string' && targetId !== '' && !GUID.test(targetId)
}

/** What the other app shows is changed where the relationship was made. */
function requireChild({ id, targetId, targetType }: Entity): void {
  if (targetType === 'parent')
    throw backendRefusal(
      `The relationship '${String(id)}' is that of the app '${String(targetId)}', and is changed there.`,
    )
}

function* appAt(scope: Scope, id: unknown): Work<Stored | undefined> {
  return typeof id === 'string'
    ? yield* scope.store.load(scope.model.resourceAt(APPS), [id.toLowerCase()], 'beside')
    : undefined
}

/** Names and versions of both ends. */
export function ends(source: Entity, target: Entity): Entity {
  return {
    sourceId: source['id'],
    sourceDisplayName: source['displayName'],
    sourceDisplayVersion: source['displayVersion'] ?? null,
    sourcePublisherDisplayName: source['publisher'],
    targetDisplayName: target['displayName'],
    targetDisplayVersion: target['displayVersion'] ?? null,
    targetPublisher: target['publisher'],
    targetPublisherDisplayName: target['publisher'],
  }
}

/** The app at `keys` has a relationship, and the other app shows it. */
function* showToOther(scope: Scope, resource: Resource, keys: Keys, { type, entity }: Stored): Work<void> {
  const [source, target] = [yield* appAt(scope, keys[0]), yield* appAt(scope, entity['targetId'])]
  if (source === undefined || target === undefined) return
  const other = [target.entity['id'] as string]
  const id = idOf(other[0], keys[0])
  const shown = { ...entity, ...ends(target.entity, source.entity), id, targetId: keys[0], targetType: 'parent' }
  yield* scope.store.remove(resource, [...other, id])
  yield* scope.store.insert(resource, other, { type, entity: shown }, ID_ALONE)
  for (const app of [keys, other]) yield* recount(scope, resource, app)
}

/** The app at `keys` is about to lose a relationship, and the other app shows it no longer. */
export function* hideFromOther(scope: Scope, resource: Resource, keys: Keys, { id, targetId }: Entity): Work<void> {
  const other = String(targetId)
  yield* scope.store.remove(resource, [other, idOf(other, keys[0])])
  yield* recount(scope, resource, [other])
  yield* recount(scope, resource, keys, id)
}

/** The counts of an app, after its relationships changed; the one with the id `without` is about to go. */
function* recount(scope: Scope, resource: Resource, keys: Keys, without?: unknown): Work<void> {
  const apps = scope.model.resourceAt(APPS)
  const app = yield* scope.store.load(apps, keys, 'beside')
  if (app === undefined) return
  const items = (yield* itemsAt(scope, resource, keys)).filter(({ entity }) => entity['id'] !== without)
  const count = (type: string, end: string): number =>
    items.filter((each) => each.type.name === type && each.entity['targetType'] === end).length
  const counts = {
    dependentAppCount: count('mobileAppDependency', 'child'),
    supersedingAppCount: count('mobileAppSupersedence', 'child'),
    supersededAppCount: count('mobileAppSupersedence', 'parent'),
  }
  yield* scope.store.update(apps, keys, { ...app, entity: { ...app.entity, ...counts } }, ID_ALONE)
}
