/** Lets the life of a tenant know what a request has written, in the same transaction. */
import { eventsOf } from '../services/life/feed.js'
import type { LifeEvent } from '../services/life/events.js'
import { amid } from '../store/work.js'
import type { Work } from '../store/work.js'
import type { Entity } from '../model/payload.js'
import type { Answer } from './exchange.js'
import type { Plan, Task } from './task.js'

const WRITES: ReadonlySet<string> = new Set([
  'create',
  'create single',
  'update',
  'update property',
  'replace',
  'delete',
  'action',
  'add reference',
  'remove reference',
])

/** The plan; of a tenant that lives, it tells the queue what it did. */
export function alive(plan: Plan, task: Task): Plan {
  const { exchange, scope, deps } = task
  if (!plan.writes || !deps.life.lives(scope.tenantId) || !WRITES.has(exchange.operation.name)) return plan
  const told: LifeEvent[] = []
  return {
    ...plan,
    work: () => telling(plan, task, told),
    done(answer) {
      plan.done?.(answer)
      deps.life.fed(scope.tenantId, told)
    },
  }
}

function* telling(plan: Plan, task: Task, told: LifeEvent[]): Work<Answer> {
  const { scope, resource, keys, exchange, deps } = task
  told.length = 0
  const answer = yield* amid(plan.work())
  const settings = deps.life.settingsOf(scope.tenantId)
  if (answer.status >= 400 || settings === undefined) return answer
  const { name } = exchange.operation
  const isNew = name === 'create' && scope.trace.after !== undefined
  const written = {
    resource,
    keys: isNew ? [...keys, String(scope.trace.after?.['id'])] : keys,
    operation: name,
    action: name === 'action' ? exchange.path.operation?.name : undefined,
    parameters: (exchange.body ?? {}) as Entity,
    isNew,
  }
  told.push(...eventsOf(written, scope.clock.milliseconds(), settings))
  yield* deps.life.feed(scope.tenantId, told)
  return answer
}
