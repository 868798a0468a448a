/** Notes what a request has written in Intune, once it is stored. */
import type { Entity } from '../model/payload.js'
import { told } from '../services/audit/entry.js'
import type { AuditedOperation } from '../services/audit/operation.js'
import { AUDIT_EVENTS, settleAudit } from '../services/rules/audit-event.js'
import type { Answer } from './exchange.js'
import type { Plan, Task } from './task.js'

const OPERATIONS: Readonly<Record<string, AuditedOperation>> = {
  create: 'Create',
  'create single': 'Create',
  update: 'Patch',
  'update property': 'Patch',
  replace: 'Patch',
  delete: 'Delete',
  action: 'Action',
  'add reference': 'SetReference',
  'remove reference': 'DeleteReference',
}

/**
 * The plan, which notes what it did. Before events are read all notes are stored, and made into events: in a transaction of
 * its own, because a read within one may take less time.
 */
export function audited(plan: Plan, task: Task): Plan {
  const { scope, resource, exchange, deps } = task
  if (resource.path === AUDIT_EVENTS) {
    const before = () => scope.audit.flush().then(() => deps.store.database.write(() => settleAudit(scope)))
    return { ...plan, before }
  }
  const operation = OPERATIONS[exchange.operation.name]
  if (!plan.writes || operation === undefined || !scope.audit.isOn) return plan
  // What is not in Intune has a history, and no audit events of Intune.
  if (resource.backend.kind !== 'intune' && !scope.audit.hasHistory) return plan
  // Member by member, here and below: V8 takes several times as long to spread one object into another.
  return { writes: true, before: plan.before, work: plan.work, done: (answer) => note(task, operation, answer) }
}

function note({ scope, resource, keys, exchange }: Task, operation: AuditedOperation, answer: Answer): void {
  if (answer.status >= 400) return
  // An action may store other things than what it is called on.
  const { before, after, type } = operation === 'Action' ? {} : scope.trace
  const { tenantId, clock, newId, version, caller } = scope
  const sent = exchange.body as Entity | undefined
  const named = after ?? before
  const name = named?.['displayName'] ?? named?.['name'] ?? undefined
  const all = operation === 'Create' && after !== undefined ? [...keys, after['id'] as string] : keys
  const facts = {
    tenantId,
    id: newId(),
    at: clock.now(),
    version,
    operation,
    action: operation === 'Action' ? exchange.path.operation?.name : undefined,
    path: resource.path,
    type: type ?? resource.type.name,
    key: all.at(-1),
    keys: all.length > 1 ? all : undefined,
    unlisted: resource.backend.kind === 'intune' ? undefined : true,
    name: typeof name === 'string' ? name : undefined,
    appId: caller.appId,
    userId: caller.userId,
    correlationId: exchange.correlation.requestId,
  }
  const bodies = { before: operation === 'Delete' && scope.audit.hasHistory ? before : told(before, sent), sent }
  const body = scope.audit.note(facts, bodies, exchange.bodyText)
  if (body !== undefined && exchange.noted !== undefined) exchange.noted.sent = body
}
