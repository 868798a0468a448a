/** POST and PATCH of entities. */
import type { ResourcePath } from '../odata/ast.js'
import { createEntity, updateEntity } from '../services/entities.js'
import { emptyAnswer, entityAnswer } from './answers.js'
import type { Plan } from './plan.js'
import { preconditionFailed, readPreconditions } from './preconditions.js'
import { readPreferences } from './preferences.js'
import { contextFor, leveled, shapeOf } from './task.js'
import type { Task } from './task.js'
import { urlOf } from './urls.js'

export function planCreate(task: Task): Plan {
  const { exchange, scope, place, keys, level } = task
  const create = createEntity(scope, place, keys, exchange.body, shapeOf(task))
  const preferences = readPreferences(exchange.headers)
  const { absent } = readPreconditions(exchange)
  return {
    writes: true,
    *work() {
      if (absent && !place.many && (yield* scope.store.exists(place, keys))) throw preconditionFailed()
      const { json, id } = yield* create()
      const path = itemPath(exchange.path, place.many ? id : undefined)
      const headers = {
        location: urlOf(exchange.origin, path),
        ...preferences.applied('write'),
      }
      if (preferences.minimal) return emptyAnswer(204, { ...headers, 'odata-entityid': headers.location })
      const answer = entityAnswer(201, contextFor(task, path), leveled(task, json), level)
      return { ...answer, headers: { ...answer.headers, ...headers } }
    },
  }
}

export function planUpdate(task: Task): Plan {
  const { exchange, scope, place, keys, level } = task
  const update = updateEntity(scope, place, keys, exchange.body, shapeOf(task))
  const preferences = readPreferences(exchange.headers)
  const { present } = readPreconditions(exchange)
  const { updateStatus, representsUpdates } = scope.profile
  const represents = preferences.representation && representsUpdates
  const bodyless = !represents && (preferences.minimal || updateStatus === 204)
  return {
    writes: true,
    *work() {
      if (present && !place.many && !(yield* scope.store.exists(place, keys))) throw preconditionFailed()
      const json = yield* update()
      if (bodyless) return emptyAnswer(204, preferences.applied('write'))
      const answer = entityAnswer(200, contextFor(task, exchange.path), leveled(task, json), level)
      return { ...answer, headers: { ...answer.headers, ...preferences.applied('write') } }
    },
  }
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
