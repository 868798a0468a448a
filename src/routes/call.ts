/** Calls of operations: what the registry finds for them, and the answer that its result makes. */
import { valueContextOf } from '../odata/annotations.js'
import { effectOf } from '../services/operations/registry.js'
import type { Work } from '../store/work.js'
import { emptyAnswer, entityAnswer } from './answers.js'
import type { Answer } from './exchange.js'
import type { Plan } from './plan.js'
import { contextBase } from './task.js'
import type { Task } from './task.js'

export function planCall(task: Task): Plan {
  const { exchange, scope, resource, keys } = task
  const { operation, type } = exchange.path
  if (operation === undefined || type === undefined) throw new Error('the path names no operation')
  const work = effectOf(type, operation.name).plan({ scope, resource, keys, body: exchange.body })
  return { writes: true, work: () => call(task, work) }
}

function* call({ exchange, scope, level }: Task, work: () => Work<unknown>): Work<Answer> {
  const result = yield* work()
  const returns = exchange.path.operation?.returns
  if (returns === undefined) return emptyAnswer(scope.profile.actionStatus)
  const { type, collection } = returns
  const name = type.kind === 'primitive' ? type.name : type
  const context = `${contextBase(exchange)}${valueContextOf(name, collection)}`
  return entityAnswer(200, context, JSON.stringify(result), level)
}
