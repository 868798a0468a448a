/** Single properties of an entity: `/displayName`, `/displayName/$value`. */
import { segmentNotFound } from '../errors.js'
import { requireObject } from '../model/payload.js'
import { getSingle, readChanges, updateEntity } from '../services/entities.js'
import { notFound } from '../services/not-found.js'
import type { Work } from '../store/work.js'
import { emptyAnswer, entityAnswer, plainTextAnswer, streamAnswer } from './answers.js'
import type { Answer } from './exchange.js'
import { withFound } from './reads.js'
import { contextFor, shapeOf } from './task.js'
import type { Plan, Task } from './task.js'

export function planProperty(task: Task): Plan {
  return { writes: false, work: () => getProperty(task) }
}

/** PATCH of a complex property: what the body says of it changes, the rest of it stays. */
export function planPropertyUpdate(task: Task): Plan {
  const { exchange, scope, resource, keys } = task
  const { body } = exchange
  const name = exchange.path.properties[0]?.name ?? ''
  requireObject(body)
  const changed = readChanges(scope, resource, { [name]: body })
  return {
    writes: true,
    work: function* () {
      const current = (JSON.parse(yield* find(task)) as Record<string, object | null>)[name]
      const changes = current === null ? changed : readChanges(scope, resource, { [name]: { ...current, ...body } })
      const json = yield* updateEntity(scope, resource, keys, changes, { ...shapeOf(task), select: undefined })
      return answerWith(valueAt(JSON.parse(json), task), task)
    },
  }
}

function* getProperty(task: Task): Work<Answer> {
  return answerWith(valueAt(JSON.parse(yield* withFound(task, yield* find(task), true)), task), task)
}

function answerWith(value: unknown, task: Task): Answer {
  if (value === null) return emptyAnswer(204)
  if (task.exchange.operation.name === 'property value') {
    if (typeof value === 'object') throw segmentNotFound('$value')
    if (isBinary(task)) return streamAnswer(Buffer.from(value as string, 'base64'))
    return plainTextAnswer(`${value as string | number | boolean}`)
  }
  const json = typeof value === 'object' && !Array.isArray(value) ? value : { value }
  return entityAnswer(200, contextFor(task, task.exchange.path), JSON.stringify(json), task.level)
}

/** The raw value of binary data are its bytes. @see https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html#sec_RequestingaRawValue */
function isBinary({ exchange }: Task): boolean {
  const type = exchange.path.properties.at(-1)?.property.type
  return type?.kind === 'primitive' && type.name === 'Edm.Binary'
}

function* find(task: Task): Work<string> {
  const { scope, resource, keys, exchange } = task
  // Each kind of a mixed list would show what it shows by default.
  const select = resource.kinds && exchange.path.properties.slice(0, 1).map(({ name }) => name)
  const shape = { ...shapeOf(task), select }
  if (!resource.many) return yield* getSingle(scope, resource, keys, shape)
  const found = yield* scope.store.find(resource, keys, shape)
  if (found === undefined) throw notFound(resource, keys)
  return found
}

/** Follows the property path; an entity of a type without the property has none (404). */
function valueAt(entity: unknown, { exchange, resource, keys }: Task): unknown {
  let value = entity
  for (const { name } of exchange.path.properties) {
    if (value === null) return null
    const members = value as Record<string, unknown>
    if (!Object.hasOwn(members, name)) throw notFound(resource, keys)
    value = members[name]
  }
  return value
}
