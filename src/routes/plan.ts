/**
 * From an admitted request to what is to be done for it: everything that needs no database is decided here, the rest is
 * work that yields the answer. Its caller runs it, alone or together with others (`$batch`).
 */
import { requireOwnMembers } from '../auth/own-profile.js'
import { deleteEntity, readNewEntity, replaceEntity } from '../services/entities.js'
import { alternateKeyOf, resolveAlternateKey } from '../services/keys.js'
import { requireTypes } from '../services/presence.js'
import { addReference, removeReference } from '../services/references.js'
import type { Cast } from '../services/presence.js'
import { rulesOf } from '../services/rules/registry.js'
import type { Rules } from '../services/rules/rules.js'
import type { Scope } from '../services/scope.js'
import { metered } from '../store/metered.js'
import type { Spent } from '../store/metered.js'
import type { Database, Work } from '../store/work.js'
import { emptyAnswer } from './answers.js'
import { approvable } from './approvals.js'
import { audited } from './audit.js'
import { planCall } from './call.js'
import { withCatalog } from './catalog.js'
import type { Answer, Exchange } from './exchange.js'
import { alive } from './life.js'
import { planReference, planReferences } from './references.js'
import { readPreconditions } from './preconditions.js'
import { inContextOf, inItsSet } from './directory-objects.js'
import { planProperty, planPropertyUpdate } from './property.js'
import { planCount, planGet, planList } from './reads.js'
import { castItemsOf, taskOf } from './task.js'
import type { GraphDeps, Plan, Task } from './task.js'
import { planThroughReferences } from './through-references.js'
import { upsert } from './upsert.js'
import { planCreate, planUpdate } from './writes.js'

export function planOf(deps: GraphDeps, exchange: Exchange): Plan {
  const task = taskOf(deps, exchange)
  return withCatalog(approvable(alive(audited(planFor(task), task), task), task), task)
}

function planFor(task: Task): Plan {
  const { exchange } = task
  if (task.resource.itemsOf !== undefined && task.keys.length > 0)
    return { writes: exchange.operation.writes, work: () => elsewhere(task) }
  const referred = planThroughReferences(task, planCast)
  if (referred !== undefined) return referred
  const property = alternateKeyOf(task.resource, task.keys, exchange.path.keyName)
  if (property === undefined) return planCast(task)
  return { writes: exchange.operation.writes, work: () => resolved(task, property) }
}

function* resolved(task: Task, property: string): Work<Answer> {
  const { scope, resource, keys } = task
  const found = yield* resolveAlternateKey(scope, resource, keys, property)
  return found === undefined ? yield* upsert(task, property) : yield* planCast({ ...task, keys: found }).work()
}

function* elsewhere(task: Task): Work<Answer> {
  const there = yield* inItsSet(task)
  return inContextOf(task, there, yield* planCast(there).work())
}

function planCast(task: Task): Plan {
  const plan = planSettled(task)
  const casts = castItemsOf(task)
  if (casts.length === 0) return plan
  return { writes: plan.writes, work: () => ifOfTypes(task.scope, casts, plan) }
}

function* ifOfTypes(scope: Scope, casts: readonly Cast[], plan: Plan): Work<Answer> {
  yield* requireTypes(scope, casts)
  return yield* plan.work()
}

/** A read of what changes with time brings it up to date first. */
function planSettled(task: Task): Plan {
  const plan = planTask(task)
  const { settle, settlesLife } = rulesOf(task.resource)
  if (plan.writes || settle === undefined) return plan
  if (settlesLife === true && !task.deps.life.lives(task.scope.tenantId)) return plan
  return { writes: true, work: () => afterSettling(task, settle, plan) }
}

function* afterSettling({ scope, resource, keys }: Task, settle: Settle, plan: Plan): Work<Answer> {
  yield* settle(scope, { resource, keys })
  return yield* plan.work()
}

type Settle = NonNullable<Rules['settle']>

function planTask(task: Task): Plan {
  const { exchange, scope, resource, keys } = task
  switch (exchange.operation.name) {
    case 'list':
      return planList(task)
    case 'count':
      return planCount(task)
    case 'get':
      return planGet(task)
    case 'property':
    case 'property value':
      return planProperty(task)
    case 'update property':
      return planPropertyUpdate(task)
    case 'create':
    case 'create single':
      return planCreate(task)
    case 'update':
      // Without a role it can only be the user who calls.
      if (resource.path === 'users') requireOwnMembers(exchange.caller, exchange.body)
      return planUpdate(task)
    case 'replace': {
      readPreconditions(exchange)
      const body = readNewEntity(scope, resource, exchange.body)
      return thenEmpty(() => replaceEntity(scope, resource, keys, body), 204)
    }
    case 'delete':
      readPreconditions(exchange)
      return thenEmpty(() => deleteEntity(scope, resource, keys), scope.profile.deleteStatus)
    case 'action':
    case 'function':
    case 'function count':
      return planCall(task)
    case 'list references':
      return planReferences(task)
    case 'get reference':
      return planReference(task)
    case 'add reference':
      return thenEmpty(addReference(scope, resource, keys, exchange.body), 204)
    case 'remove reference':
      return thenEmpty(removeReference(scope, resource, keys, referenceIn(exchange.query)), 204)
    case 'service document':
    case 'metadata':
    case 'batch':
      throw new Error(`${exchange.operation.name} is not about entities`)
  }
}

export function runPlan(
  database: Database,
  plan: Plan,
  { client, noted }: Pick<Exchange, 'client' | 'noted'>,
): Answer | Promise<Answer> {
  if (plan.before !== undefined) {
    const { before, ...rest } = plan
    return before().then(() => runPlan(database, rest, { client, noted }))
  }
  if (!plan.writes) return database.readNow(() => workOf(plan, noted), client)
  const { done } = plan
  const written = database.write(() => workOf(plan, noted))
  return done === undefined ? written : written.then((answer) => (done(answer), answer))
}

/** What a plan does; how long the database takes for it is noted where that is wanted. */
export function workOf(plan: Plan, noted: Spent | undefined): Work<Answer> {
  return noted === undefined ? plan.work() : metered(plan.work(), noted)
}

function thenEmpty(work: () => Work<void>, status: number): Plan {
  return { writes: true, work: () => emptyAfter(work, status) }
}

function* emptyAfter(work: () => Work<void>, status: number): Work<Answer> {
  yield* work()
  return emptyAnswer(status)
}

/** The URL in a query that says which reference ends; Graph's own pages call it \`@id\`. */
function referenceIn(query: string): string | null {
  const options = new URLSearchParams(query)
  return options.get('$id') ?? options.get('@id') ?? options.get('@odata.id')
}
