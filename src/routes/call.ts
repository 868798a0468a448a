/** Calls of operations: what the registry finds for them, and the answers that their results make. */
import { readParameters } from '../model/parameters.js'
import { changes, isFollowed } from '../services/operations/changes.js'
import { effectOf } from '../services/operations/registry.js'
import { takeListed } from '../services/item-budget.js'
import type { Work } from '../store/work.js'
import type { Answer } from './exchange.js'
import { sentParameters } from './call-parameters.js'
import { deltaWriter } from './delta.js'
import { answerWriter } from './results.js'
import type { Plan, Task } from './task.js'
import type { Result } from '../services/operations/effect.js'

export function planCall(task: Task): Plan {
  const { exchange, scope, resource, keys } = task
  const { operation, type, canonical } = exchange.path
  if (operation === undefined || type === undefined) throw new Error('the path names no operation')
  const effect = effectOf(type, operation)
  const answer = effect === changes && isFollowed(resource) ? deltaWriter(task) : answerWriter(task, operation)
  const sent = sentParameters(exchange, operation)
  for (const [name, value] of Object.entries(sent))
    if (Array.isArray(value)) takeListed(scope.items, name, value.length)
  const work = effect.plan({
    scope,
    operation,
    resource,
    type,
    keys,
    path: canonical.slice(0, canonical.lastIndexOf('/')),
    sent,
    read: () => readParameters(operation, sent, scope),
  })
  return { writes: exchange.operation.writes, work: () => call(work, answer) }
}

function* call(work: () => Work<Result>, answer: (result: Result) => Work<Answer>): Work<Answer> {
  return yield* answer(yield* work())
}
