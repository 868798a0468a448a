/**
 * What a path names by another property than its id, and what is not there: with `Prefer: create-if-missing` a PATCH makes
 * it.
 *
 * @see https://learn.microsoft.com/graph/api/group-upsert
 */
import { directoryBadRequest } from '../errors.js'
import { requireObject } from '../model/payload.js'
import type { Entity } from '../model/payload.js'
import { allProperties } from '../model/inheritance.js'
import { notFound } from '../services/not-found.js'
import { ConstraintViolation, LostRace } from '../store/work.js'
import type { Work } from '../store/work.js'
import { withHeaders } from './answers.js'
import type { Answer } from './exchange.js'
import { readPreferences } from './preferences.js'
import type { Plan, Task } from './task.js'
import { planCreate } from './writes.js'

/** Makes the item that `property` names, if the request says so; refuses otherwise. */
export function* upsert(task: Task, property: string): Work<Answer> {
  const { exchange, resource, keys } = task
  const [key = ''] = keys
  if (!mayCreate(task, property)) throw notFound(resource, [key])
  const path = { ...exchange.path, target: 'collection', keys: [], canonical: resource.path } as const
  const body = bodyWith(exchange.body, property, key)
  const plan: Plan = planCreate({ ...task, keys: [], exchange: { ...exchange, path, body, bodyText: undefined } })
  const answer = yield* asOneOfSeveral(plan.work())
  const applied = [answer.headers['preference-applied'], 'create-if-missing'].filter(Boolean).join(', ')
  return withHeaders(answer, { 'preference-applied': applied })
}

/** Where another request has made the item meanwhile, the work is done again, and finds it. */
function* asOneOfSeveral<T>(work: Work<T>): Work<T> {
  try {
    return yield* work
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined
    throw cause instanceof ConstraintViolation && cause.constraint === 'unique' ? new LostRace(cause) : error
  }
}

/** What the service sets itself names nothing that a caller could make. */
function mayCreate({ exchange, resource }: Task, property: string): boolean {
  const { path, operation, headers } = exchange
  const named = operation.name === 'update' && path.keyName !== undefined && resource.kind === 'entitySet'
  return named && readPreferences(headers).createIfMissing && allProperties(resource.type)[property]?.computed === false
}

/** The body with the key that the path names; another one in it is refused. */
function bodyWith(body: unknown, property: string, key: string): Entity {
  requireObject(body)
  const given = body[property] ?? key
  if (typeof given !== 'string' || given.toLowerCase() !== key.toLowerCase())
    throw directoryBadRequest(`The value of property '${property}' is not the one that the URL names.`, property)
  return { ...body, [property]: given }
}
