/** Single properties of an entity: `/displayName`, `/displayName/$value`. */
import { getSingle, notFound } from '../services/entities.js'
import type { Work } from '../store/work.js'
import { GraphError, segmentNotFound } from '../errors.js'
import { emptyAnswer, entityAnswer, plainTextAnswer } from './answers.js'
import type { Answer } from './exchange.js'
import { contextFor, shapeOf } from './perform.js'
import type { Task } from './perform.js'

export async function readProperty(task: Task): Promise<Answer> {
  const { deps, exchange, level } = task
  const value = valueAt(JSON.parse(await deps.store.database.read(() => find(task))) as unknown, task)
  if (exchange.operation.name === 'property value') {
    if (value === null) return emptyAnswer(204)
    if (typeof value === 'object') throw segmentNotFound('$value')
    return plainTextAnswer(String(value))
  }
  if (value === null) return emptyAnswer(204)
  const context = contextFor(task, exchange.path)
  const json = typeof value === 'object' && !Array.isArray(value) ? value : { value }
  return entityAnswer(200, context, JSON.stringify(json), level)
}

function* find(task: Task): Work<string> {
  const { scope, place, keys } = task
  const shape = { ...shapeOf(task), select: undefined }
  if (!place.many && place.parent !== undefined) return yield* getSingle(scope, place, keys, shape)
  const found = yield* scope.store.find(place, keys, shape)
  if (found === undefined) throw notFound(place, keys)
  return found
}

/** Follows the property path; an entity of a type without the property has none (404). */
function valueAt(entity: unknown, { exchange, place, keys }: Task): unknown {
  let value = entity
  for (const { name } of exchange.path.properties) {
    if (value === null) return null
    const members = value as Record<string, unknown>
    if (!Object.hasOwn(members, name)) throw notFound(place, keys) as GraphError
    value = members[name]
  }
  return value
}
