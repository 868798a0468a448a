/** POST and PATCH of entities. */
import type { ResourcePath } from '../odata/ast.js'
import { createEntity, readChanges, readNewEntity, updateEntity } from '../services/entities.js'
import type { Changes } from '../services/entities.js'
import type { NewEntity } from '../services/new-entity.js'
import { asCreated } from '../services/stamps.js'
import type { Work } from '../store/work.js'
import { emptyAnswer, entityAnswer, withHeaders } from './answers.js'
import type { Answer } from './exchange.js'
import { preconditionFailed, readPreconditions } from './preconditions.js'
import { readPreferences } from './preferences.js'
import type { Preferences } from './preferences.js'
import { contextFor, leveled, shapeOf } from './task.js'
import type { Plan, Task } from './task.js'
import { urlOf } from './urls.js'

export function planCreate(task: Task): Plan {
  const { exchange, scope, resource } = task
  const body = readNewEntity(scope, resource, exchange.body)
  const preferences = readPreferences(exchange.headers)
  const { absent } = readPreconditions(exchange)
  return { writes: true, work: () => create(task, body, preferences, absent && !resource.many) }
}

function* create(task: Task, body: NewEntity, preferences: Preferences, ifAbsent: boolean): Work<Answer> {
  const { exchange, scope, resource, keys, level } = task
  if (ifAbsent && (yield* scope.store.exists(resource, keys))) throw preconditionFailed()
  const { json, id } = yield* createEntity(scope, resource, keys, body, shapeOf(task))
  const path = itemPath(exchange.path, resource.many ? id : undefined)
  const headers = { location: urlOf(exchange.origin, path), ...preferences.applied('write') }
  if (preferences.minimal) return emptyAnswer(204, { ...headers, 'odata-entityid': headers.location })
  const answer = entityAnswer(
    scope.profile.createStatus,
    contextFor(task, path),
    leveled(task, asCreated(scope, resource, json)),
    level,
  )
  return withHeaders(answer, headers)
}

export function planUpdate(task: Task): Plan {
  const { exchange, scope, resource } = task
  const changes = readChanges(scope, resource, exchange.body)
  const preferences = readPreferences(exchange.headers)
  const { present } = readPreconditions(exchange)
  return { writes: true, work: () => update(task, changes, preferences, present && !resource.many) }
}

function* update(task: Task, changes: Changes, preferences: Preferences, ifPresent: boolean): Work<Answer> {
  const { exchange, scope, resource, keys, level } = task
  if (ifPresent && !(yield* scope.store.exists(resource, keys))) throw preconditionFailed()
  const json = yield* updateEntity(scope, resource, keys, changes, shapeOf(task))
  const { updateStatus, representsUpdates } = scope.profile
  const represents = preferences.representation && representsUpdates
  const headers = preferences.applied('write')
  if (!represents && (preferences.minimal || updateStatus === 204)) return emptyAnswer(204, headers)
  const answer = entityAnswer(200, contextFor(task, exchange.path), leveled(task, json), level)
  return withHeaders(answer, headers)
}

/** The path of the item that a POST to `path` made. */
function itemPath(path: ResourcePath, id: string | undefined): ResourcePath {
  if (id === undefined) return { ...path, target: 'entity' }
  return {
    ...path,
    target: 'entity',
    keys: [...path.keys, id],
    canonical: `${path.canonical}('${id.replaceAll("'", "''")}')`,
  }
}
