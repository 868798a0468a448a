/**
 * `$batch`: each part takes the same way as a request of its own, inside the process and with the token of the envelope.
 * Parts run side by side unless one depends on another; parts of an atomicity group share one transaction.
 *
 * @see https://learn.microsoft.com/graph/json-batching
 */
import { randomUUID } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { answerTooLarge, badRequest, GraphError } from '../errors.js'
import { isJson, notJson } from '../http/bodies.js'
import type { Correlation } from '../http/correlation.js'
import { tooManyValues } from '../http/bodies-in-flight.js'
import { errorBody } from '../http/error-body.js'
import type { ErrorSubject } from '../http/error-body.js'
import { isFault, toGraphError } from '../http/errors.js'
import { newStepBudget } from '../odata/effort.js'
import { LIMITS } from '../odata/limits.js'
import { newItemBudget } from '../services/item-budget.js'
import { amid } from '../store/work.js'
import { answerToKeep, headersToKeep, Noted } from '../services/requests/note.js'
import type { NotedPart } from '../services/requests/note.js'
import type { Work } from '../store/work.js'
import { odataHeaders } from './answers.js'
import { renderPart } from './batch-answers.js'
import { readBatch } from './batch-envelope.js'
import type { BatchPart } from './batch-envelope.js'
import type { Answer, Exchange } from './exchange.js'
import { planOf, runPlan, workOf } from './plan.js'
import { routeFor, splitUrl } from './route.js'
import { hashSecrets } from './hash-secrets.js'
import type { GraphDeps, Plan } from './task.js'

/** A part on its way. */
interface Step {
  readonly part: BatchPart
  readonly correlation: Correlation
  subject: ErrorSubject | undefined
  /** What is gathered of it for the journal of requests. */
  readonly noted: Noted | undefined
  /** Milliseconds. */
  took: number
}

/** Milliseconds after which other requests have their turn. */
const TURN = 10

export async function performBatch(deps: GraphDeps, envelope: Exchange): Promise<Answer> {
  const exchange = { ...envelope, budget: newStepBudget() }
  const steps = readBatch(exchange.body).map((part) => stepOf(part, exchange.noted !== undefined))
  const answers: (Answer | Promise<Answer>)[] = []
  let worked = 0
  for (const [i, step] of steps.entries()) {
    if (worked > TURN) {
      await nextTurn()
      worked = 0
    }
    const { group, dependsOn } = step.part
    if (group === undefined && dependsOn.length === 0) {
      answers[i] = performAlone(deps, exchange, step)
      worked += step.took
      continue
    }
    const first = group === undefined ? i : steps.findIndex(({ part }) => part.group === group)
    if (first < i) continue
    const members = group === undefined ? [step] : steps.filter(({ part }) => part.group === group)
    const outcome = performTogether(deps, exchange, members, answers, steps)
    for (const [m, member] of members.entries())
      answers[steps.indexOf(member)] = outcome.then((all) => all[m] as Answer)
  }
  const parts = withinRoom(deps, exchange, steps, await allOf(answers))
  if (exchange.noted !== undefined) noteParts(exchange.noted, steps, parts, exchange.path.version)
  const responses = parts.map((answer, i) => renderPart(steps[i]?.part.id ?? '', answer))
  return { status: 200, headers: odataHeaders('minimal'), body: `{"responses":[${responses.join(',')}]}` }
}

/** Most reads are answered at once, and a promise for each of them costs more than a look. */
function allOf(answers: readonly (Answer | Promise<Answer>)[]): readonly Answer[] | Promise<readonly Answer[]> {
  return areKnown(answers) ? answers : Promise.all(answers.map(async (answer) => answer))
}

function areKnown(answers: readonly (Answer | Promise<Answer>)[]): answers is readonly Answer[] {
  return answers.every((answer) => !(answer instanceof Promise))
}

/** All answers together may be as long as one; a read that has no room left says so. */
function withinRoom(
  deps: GraphDeps,
  exchange: Exchange,
  steps: readonly Step[],
  answers: readonly Answer[],
): readonly Answer[] {
  let left: number = LIMITS.answer
  return answers.map((answer, i) => {
    const step = steps[i]
    left -= answer.body?.length ?? 0
    return left < 0 && step?.part.method === 'GET' ? failure(deps, exchange, step, answerTooLarge()) : answer
  })
}

function stepOf(part: BatchPart, isNoted: boolean): Step {
  const requestId = randomUUID()
  const clientRequestId = part.headers['client-request-id'] ?? requestId
  const noted = isNoted ? new Noted() : undefined
  return { part, correlation: { requestId, clientRequestId }, subject: undefined, noted, took: 0 }
}

function noteParts(batch: Noted, steps: readonly Step[], answers: readonly Answer[], version: string): void {
  batch.parts = steps.map(({ part, correlation, noted = new Noted(), took }, i): NotedPart => {
    const { status = 0, body } = answers[i] ?? {}
    batch.sql += noted.sql
    batch.statements += noted.statements
    return {
      method: part.method,
      url: locate(part.url, version),
      status,
      ms: took,
      requestId: correlation.requestId,
      spent: noted,
      failure: noted.failure,
      headers: headersToKeep(part.headers),
      sent: part.body,
      answer: answerToKeep(body),
    }
  })
}

/** One part, or all parts of a group, after what they depend on. */
async function performTogether(
  deps: GraphDeps,
  exchange: Exchange,
  members: readonly Step[],
  answers: readonly (Answer | Promise<Answer>)[],
  steps: readonly Step[],
): Promise<Answer[]> {
  const inside = new Set(members.map((member) => steps.indexOf(member)))
  const awaited = members.flatMap(({ part }) => part.dependsOn).filter((i) => !inside.has(i))
  // What is awaited stands before, so its promise is there already.
  const before = await allOf(awaited.flatMap((i) => answers[i] ?? []))
  if (before.some(({ status }) => status >= 400))
    return members.map((step) => failure(deps, exchange, step, dependencyFailed()))
  const [only] = members
  if (members.length === 1 && only !== undefined) return [await performAlone(deps, exchange, only)]
  return performAtomically(deps, exchange, members)
}

function performAlone(deps: GraphDeps, exchange: Exchange, step: Step): Answer | Promise<Answer> {
  const began = performance.now()
  const asked = { client: exchange.client, noted: step.noted }
  try {
    const plan = planFor(deps, exchange, step, { left: LIMITS.values })
    const answer =
      plan instanceof Promise
        ? plan.then((ready) => runPlan(deps.store.database, ready, asked))
        : runPlan(deps.store.database, plan, asked)
    return answer instanceof Promise ? answerLater(deps, exchange, step, { began, answer }) : answer
  } catch (error) {
    return failure(deps, exchange, step, error)
  } finally {
    step.took = performance.now() - began
  }
}

async function answerLater(
  deps: GraphDeps,
  exchange: Exchange,
  step: Step,
  { began, answer }: { readonly began: number; readonly answer: Promise<Answer> },
): Promise<Answer> {
  try {
    return await answer
  } catch (error) {
    return failure(deps, exchange, step, error)
  } finally {
    step.took = performance.now() - began
  }
}

/** All parts in one transaction. If one fails nothing is kept, and the others say that it was not for them. */
async function performAtomically(deps: GraphDeps, exchange: Exchange, members: readonly Step[]): Promise<Answer[]> {
  let at = 0
  const items = newItemBudget()
  const values = { left: LIMITS.values }
  try {
    const plans: Plan[] = []
    for (at = 0; at < members.length; at += 1) {
      const began = performance.now()
      const plan = await planFor(deps, { ...exchange, items }, members[at] as Step, values)
      await plan.before?.()
      plans.push(plan)
      if (performance.now() - began > TURN) await nextTurn()
    }
    const answers = await deps.store.database.write(function* (): Work<Answer[]> {
      const done: Answer[] = []
      for (at = 0; at < plans.length; at += 1) {
        const began = performance.now()
        const step = members[at] as Step
        done.push(yield* amid(workOf(plans[at] as Plan, step.noted)))
        step.took = performance.now() - began
      }
      return done
    })
    for (const [i, answer] of answers.entries()) plans[i]?.done?.(answer)
    return answers
  } catch (error) {
    return members.map((step, i) => failure(deps, exchange, step, i === at ? error : dependencyFailed()))
  }
}

/** `values` are those that the body may have, together with others of its group. */
function planFor(deps: GraphDeps, exchange: Exchange, step: Step, values: { left: number }): Plan | Promise<Plan> {
  const { part, correlation } = step
  const [pathname, query] = splitUrl(locate(part.url, exchange.path.version))
  const route = routeFor(deps, exchange.caller, part.method, pathname, step)
  if (route.path.resource === undefined) throw badRequest('Requests of this kind cannot be part of a batch.')
  const { method, headers } = part
  const body = bodyOf(part)
  values.left -= countIn(body)
  if (values.left < 0) throw tooManyValues(LIMITS.values)
  const { origin, caller, client, budget, noted, items } = exchange
  // Member by member: V8 takes several times as long to spread one object into another.
  const asked: Exchange = {
    method,
    path: route.path,
    operation: route.operation,
    query,
    origin,
    caller,
    correlation,
    client,
    headers,
    body,
    budget,
    noted,
    items,
  }
  const hashing = hashSecrets(asked)
  return hashing === undefined ? planOf(deps, asked) : hashing.then((hashed) => planOf(deps, hashed))
}

const HOST = /^https?:\/\/[^/?#]*/i
const VERSIONED = /^\/+(v1\.0|beta)(\/|\?|$)/i

/** The path of a part from the version on: parts may be relative to it, name it, or name a whole URL. */
function locate(url: string, version: string): string {
  const path = url.replace(HOST, '')
  const rooted = path.startsWith('/') ? path : `/${path}`
  return VERSIONED.test(rooted) ? rooted : `/${version}${rooted}`
}

/** JSON values in a body. */
function countIn(body: unknown): number {
  if (typeof body !== 'object' || body === null) return 1
  let values = 1
  for (const value of Object.values(body)) values += countIn(value)
  return values
}

function bodyOf({ body, headers, method }: BatchPart): unknown {
  if (body === undefined || body === null || method === 'GET' || method === 'DELETE') return undefined
  const type = headers['content-type']
  if (type === undefined)
    throw badRequest('Write requests (excluding DELETE) must contain the Content-Type header declaration.')
  if (!isJson(type)) throw notJson()
  if (typeof body !== 'string') return body
  try {
    return JSON.parse(Buffer.from(body, 'base64').toString('utf8')) as unknown
  } catch {
    throw badRequest(
      'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
    )
  }
}

function dependencyFailed(): GraphError {
  return new GraphError(424, 'FailedDependency', 'Request failed due to the failure of a request that it depends on.')
}

function failure({ clocks, onBug }: GraphDeps, { caller }: Exchange, step: Step, thrown: unknown): Answer {
  const { correlation, subject } = step
  const error = toGraphError(thrown)
  if (isFault(error)) onBug(error.cause, correlation.requestId)
  if (step.noted !== undefined) step.noted.failure = { code: error.code, message: error.message }
  return {
    status: error.status,
    headers: { ...error.headers, 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: errorBody(error, correlation, clocks.of(caller.tenantId).now(), subject),
  }
}
