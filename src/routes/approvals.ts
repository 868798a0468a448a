/** Writes that need the approval of another administrator are held until they come with it (B119). */
import type { GraphError } from '../errors.js'
import { errorBody } from '../http/error-body.js'
import { isA } from '../model/inheritance.js'
import type { Entity } from '../model/payload.js'
import { protectionOf } from '../services/approvals/protection.js'
import { completeRequest, judge } from '../services/approvals/requests.js'
import type { HeldWrite } from '../services/approvals/requests.js'
import { amid } from '../store/work.js'
import type { Work } from '../store/work.js'
import type { Answer } from './exchange.js'
import type { Plan, Task } from './task.js'

/** The plan; of a tenant that lives, it asks first whether the write has to wait. */
export function approvable(plan: Plan, task: Task): Plan {
  const { deps, scope, exchange } = task
  if (!plan.writes || !exchange.operation.writes || !deps.life.lives(scope.tenantId)) return plan
  const write = heldWriteOf(task)
  return write === undefined ? plan : { ...plan, work: () => held(plan, task, write) }
}

function heldWriteOf({ exchange, resource, keys, deps }: Task): HeldWrite | undefined {
  const { operation, path, method, body, headers } = exchange
  const isNew = operation.name === 'create' && keys.length === 0
  const type = resource.concreteTypes.find(
    ({ name }) => (body as Entity | undefined)?.['@odata.type'] === `#microsoft.graph.${name}`,
  )
  const withContent = deps.model.findType('mobileLobApp', 'beta')
  const protection = protectionOf({
    resource,
    isNew,
    hasContent: type !== undefined && withContent?.kind === 'entity' && isA(type, withContent),
    isDelete: operation.name === 'delete',
    action: operation.name === 'action' ? path.operation?.name : undefined,
    parameters: (body ?? {}) as Entity,
  })
  if (protection === undefined) return undefined
  return { protection, method, path: path.canonical, body, subject: keys[0], headers }
}

function* held(plan: Plan, task: Task, write: HeldWrite): Work<Answer> {
  const verdict = yield* judge(task.scope, write)
  if ('held' in verdict) return answerOf(task, verdict.held)
  const answer = yield* amid(plan.work())
  if (verdict.completes !== undefined) yield* completeRequest(task.scope, verdict.completes)
  return answer
}

/** No error is thrown: the request for approval has to be stored. */
function answerOf({ scope, resource, exchange: { correlation, path } }: Task, error: GraphError): Answer {
  const subject = { service: resource.backend.service ?? '', path: path.canonical }
  return {
    status: error.status,
    headers: { ...error.headers, 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: errorBody(error, correlation, scope.clock.now(), subject),
  }
}
