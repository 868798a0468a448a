/** `/directoryObjects/{id}`: an item that is named without its set. The set in which it lives answers. */
import type { Resource } from '../model/model.js'
import { isA } from '../model/inheritance.js'
import { methodNotAllowed } from '../errors.js'
import { notFound } from '../services/not-found.js'
import type { Work } from '../store/work.js'
import type { Answer } from './exchange.js'
import { methodsOf } from './operations.js'
import type { Task } from './task.js'

/** The task as the set of the item has it. */
export function* inItsSet(task: Task): Work<Task> {
  const { exchange, scope, resource, keys } = task
  const { path } = exchange
  for (const name of resource.itemsOf ?? []) {
    const set = scope.model.resourceAt(name)
    if (!(yield* scope.store.exists(set, keys))) continue
    if (path.type === undefined || (path.cast && !isA(set.type, path.type))) break
    requireDeletable(exchange.operation.name, set, task)
    const there = { ...path, resource: set, type: set.type, cast: false, casts: [] }
    const profile = { ...scope.profile, typeAnnotations: 'all' } as const
    return { ...task, resource: set, exchange: { ...exchange, path: there }, scope: { ...scope, profile } }
  }
  throw notFound(resource, keys)
}

/** Which tenant there is is not for its callers to say. */
function requireDeletable(operation: string, set: Resource, { exchange }: Task): void {
  if (operation === 'delete' && !set.deletable)
    throw methodNotAllowed(Object.keys(methodsOf({ ...exchange.path, resource: set })))
}

/** The answer of that set, with the context that was asked. */
export function inContextOf({ resource }: Task, { resource: set }: Task, answer: Answer): Answer {
  if (typeof answer.body !== 'string') return answer
  return { ...answer, body: answer.body.replace(`/$metadata#${set.name}`, () => `/$metadata#${resource.name}`) }
}
