/**
 * Answers of `delta`. The first reading lists the set, page by page; its last page has a deltaLink, behind which are the
 * changes since the first page was read, and so on. A link is good for a week, as long as it is known what was removed.
 *
 * ```
 * token      = listing / changes                      ; as a page token is written
 * listing    = "listing" since *sort-key              ; $skiptoken
 * changes    = "changes" since sequence id            ; $skiptoken, behind a change
 *            / "delta" since issued                   ; $deltatoken, milliseconds since 1970
 * ```
 *
 * @see https://learn.microsoft.com/graph/api/user-delta
 * @see https://learn.microsoft.com/graph/api/group-delta
 */
import { badRequest, GraphError } from '../errors.js'
import { NAMESPACE } from '../model/types.js'
import type { Expression, Query } from '../odata/ast.js'
import type { OptionName } from '../odata/options.js'
import { readOptions } from '../odata/options.js'
import { NO_QUERY, readQuery } from '../odata/query.js'
import type { RequestQuery } from '../odata/query.js'
import { readSkipToken, writeSkipToken } from '../odata/skip-token.js'
import { among } from '../services/among.js'
import type { Result } from '../services/operations/effect.js'
import {
  changesAfter,
  lastChange,
  lastForgotten,
  memberChanges,
  membersOf,
  REMEMBERED,
} from '../store/query/changes.js'
import type { Change, ChangePosition, Member } from '../store/query/changes.js'
import { listEntities } from '../store/query/queries.js'
import type { ListOptions } from '../store/query/queries.js'
import type { SqlValue, Work } from '../store/work.js'
import { listAnswer, withHeaders } from './answers.js'
import type { Answer } from './exchange.js'
import { encodedPairs, fingerprintOf } from './paging.js'
import { readPreferences } from './preferences.js'
import { contextBase, contextFor, leveled, metadataLevel, shapeOf } from './task.js'
import type { Task } from './task.js'
import { urlOf } from './urls.js'

const OPTIONS: readonly OptionName[] = ['$select', '$filter', '$skiptoken', '$deltatoken', '$format']

const MOST_IDS = 50

/** What a request asks for, read before the transaction begins. */
interface Reading {
  readonly task: Task
  readonly read: RequestQuery
  readonly query: Query
  readonly from: Start
  readonly pageSize: number
  /** The only ids that are asked for. */
  readonly ids: readonly string[] | undefined
  readonly members: boolean
  readonly headers: Answer['headers']
}

type Start =
  | { readonly kind: 'listing'; readonly since: number | undefined; readonly after: readonly SqlValue[] | undefined }
  | { readonly kind: 'changes'; readonly since: number; readonly position: ChangePosition }
  | { readonly kind: 'latest' }

export function deltaWriter(asked: Task): (result: Result) => Work<Answer> {
  const { exchange, scope, resource, deps } = asked
  if (exchange.path.target === 'operationCount') throw unsupported("'$count' of delta is not supported by the service.")
  const set = { ...exchange.path, target: 'collection', operation: undefined, canonical: resource.path } as const
  const read = readQuery(exchange.query, { model: scope.model, path: set, allowed: OPTIONS })
  const task: Task = { ...asked, level: metadataLevel(exchange, read.format), exchange: { ...exchange, path: set } }
  const given = readOptions(exchange.query).values
  const selected = given.get('$select')?.toLowerCase().split(',')
  const preferences = readPreferences(exchange.headers)
  const ids = read.query.filter === undefined ? undefined : idsIn(read.query.filter)
  const reading: Reading = {
    task,
    read,
    query: {
      ...NO_QUERY,
      select: withId(read.query.select),
      filter: ids && among(resource, ids, scope.version, undefined),
    },
    from: readStart(task, read, given),
    pageSize: Math.min(preferences.maxPageSize ?? deps.pageSize, deps.pageSize),
    ids,
    members: resource.path === 'groups' && (selected?.some((name) => name.trim() === 'members') ?? true),
    headers: preferences.applied('list'),
  }
  return () => (reading.from.kind === 'listing' ? listing(reading, reading.from) : changed(reading, reading.from))
}

/** A client that follows changes cannot use an item without its id. */
function withId({ all, names }: Query['select']): Query['select'] {
  return all ? { all, names } : { all, names: [...new Set(['id', ...names])] }
}

function readStart(task: Task, { pairs }: RequestQuery, given: ReadonlyMap<OptionName, string>): Start {
  const [skip, delta] = [given.get('$skiptoken'), given.get('$deltatoken')]
  if (skip !== undefined && delta !== undefined)
    throw badRequest("The query options '$skiptoken' and '$deltatoken' cannot be used together.")
  if (delta?.toLowerCase() === 'latest') return { kind: 'latest' }
  if (delta !== undefined && delta.trim() !== '') return readDelta(task, pairs, delta)
  if (skip === undefined) return { kind: 'listing', since: undefined, after: undefined }
  const [kind, since, ...rest] = readSkipToken(task.deps.pageKey, skip, fingerprint(task, pairs))
  if (kind === 'listing') return { kind, since: Number(since), after: rest }
  const [sequence, id] = rest
  return { kind: 'changes', since: Number(since), position: { sequence: Number(sequence), id: String(id) } }
}

function readDelta(task: Task, pairs: RequestQuery['pairs'], token: string): Start {
  const position = readSkipToken(task.deps.pageKey, token, `${fingerprint(task, pairs)} delta`, '$deltatoken')
  const [, since, issued] = position.map(Number) as [number, number, number]
  if (Math.abs(task.scope.clock.milliseconds() - issued) > REMEMBERED) throw gone(task, pairs)
  return { kind: 'changes', since, position: behind(since) }
}

/** Behind all of a change: no id begins like that. */
function behind(sequence: number): ChangePosition {
  return { sequence, id: '~' }
}

/** @see https://learn.microsoft.com/graph/delta-query-overview#resource-representation-in-the-delta-query-response */
function gone({ exchange }: Task, pairs: RequestQuery['pairs']): GraphError {
  const location = `${urlOf(exchange.origin, deltaPath(exchange.path))}?${[...encodedPairs(pairs), '$deltatoken='].join('&')}`
  return new GraphError(
    410,
    'syncStateNotFound',
    'The sync state of the $deltatoken is no longer known. Begin again without a token.',
    { headers: { location } },
  )
}

/** Tokens are for one set, in one tenant, with one filter. */
function fingerprint({ exchange }: Task, pairs: RequestQuery['pairs']): string {
  // A restore is told as changes.
  const { tenantId } = exchange.caller
  return fingerprintOf({ path: deltaPath(exchange.path), caller: { tenantId } }, pairs)
}

function deltaPath({ version, canonical }: Task['exchange']['path']) {
  return { version, canonical: `${canonical}/delta` }
}

function linkTo({ task, read }: Reading, option: '$skiptoken' | '$deltatoken', position: readonly SqlValue[]): string {
  const { exchange, deps } = task
  const bound = fingerprint(task, read.pairs) + (option === '$deltatoken' ? ' delta' : '')
  const token = writeSkipToken(deps.pageKey, { fingerprint: bound, position })
  const options = [...encodedPairs(read.pairs), `${option}=${token}`]
  return `${urlOf(exchange.origin, deltaPath(exchange.path))}?${options.join('&')}`
}

/** The link to what changes after a change. */
function deltaLink(reading: Reading, since: number): string {
  return linkTo(reading, '$deltatoken', ['delta', since, reading.task.scope.clock.milliseconds()])
}

/** The ids of `id eq '…' or id eq '…'`: the directory follows nothing else. */
function idsIn(filter: Expression): string[] {
  const ids = idsOf(filter)
  if (ids === undefined)
    throw unsupported("The query option '$filter' of delta takes 'id eq' conditions, joined by 'or', and nothing else.")
  if (ids.length > MOST_IDS) throw unsupported(`The query option '$filter' of delta takes at most ${MOST_IDS} ids.`)
  return ids
}

function idsOf(expression: Expression): string[] | undefined {
  if (expression.node === 'or') {
    const [left, right] = [idsOf(expression.left), idsOf(expression.right)]
    return left && right && [...left, ...right]
  }
  if (expression.node !== 'comparison' || expression.operator !== 'eq') return undefined
  const { left, right } = expression
  const [step, ...others] = left.node === 'path' ? left.steps : []
  if (step?.step !== 'property' || step.name !== 'id' || others.length > 0 || right.node !== 'literal') return undefined
  return typeof right.value === 'string' ? [right.value.toLowerCase()] : undefined
}

function unsupported(message: string): GraphError {
  return new GraphError(400, 'Request_UnsupportedQuery', message)
}

function* listing(reading: Reading, { since, after }: Start & { kind: 'listing' }): Work<Answer> {
  const { store } = reading.task.scope
  const from = since ?? (yield* lastChange(store))
  const { json, next } = yield* objects(reading, reading.query, reading.pageSize, after)
  const ids = json.map(idOf)
  const members = reading.members ? yield* membersOf(store, ids) : []
  const shown = json.map((text, i) => withMembers(reading, text, ids[i] ?? '', members))
  return answer(reading, shown, next && ['listing', from, ...next], from)
}

function* changed(reading: Reading, from: Exclude<Start, { kind: 'listing' }>): Work<Answer> {
  const { task, pageSize, ids } = reading
  const { store } = task.scope
  const last = yield* lastChange(store)
  if (from.kind === 'latest') return answer(reading, [], undefined, last)
  // A database that was restored knows fewer changes than the token does.
  if (from.since > last) throw gone(task, reading.read.pairs)
  // The clock of the tenant may say that the link is young, and that of the database that removals since are a week old.
  if (from.since < (yield* lastForgotten(store, task.resource.path))) throw gone(task, reading.read.pairs)
  const found = yield* changesAfter(store, task.resource.path, from.position, pageSize + 1, ids)
  const page = found.slice(0, pageSize)
  const there = page.filter(({ removed }) => !removed).map(({ id }) => id)
  const byId = new Map<string, string>()
  if (there.length > 0) {
    const query = { ...reading.query, filter: among(task.resource, there, task.scope.version, undefined) }
    for (const text of (yield* objects(reading, query, there.length, undefined)).json) byId.set(idOf(text), text)
  }
  const members = reading.members ? yield* memberChanges(store, there, from.since) : []
  const shown = page.flatMap((change) => itemOf(reading, change, byId.get(change.id), members))
  const end = page.at(-1)
  const next = found.length > pageSize && end !== undefined ? ['changes', from.since, end.sequence, end.id] : undefined
  return answer(reading, shown, next, end?.sequence ?? from.position.sequence)
}

function* objects({ task }: Reading, query: Query, pageSize: number, after: ListOptions['after']) {
  const { scope, resource, exchange } = task
  const options = { shape: shapeOf(task, query), contextBase: contextBase(exchange), pageSize, after, casts: undefined }
  const page = yield* listEntities(scope.store, resource, [], query, options)
  return task.level === 'full' ? { ...page, json: page.json.map((each) => leveled(task, each)) } : page
}

function itemOf(
  reading: Reading,
  { id, removed }: Change,
  json: string | undefined,
  members: readonly Member[],
): string[] {
  if (removed) return [`{"id":${JSON.stringify(id)},"@removed":{"reason":"deleted"}}`]
  return json === undefined ? [] : [withMembers(reading, json, id, members)]
}

/** The item with `members@delta`, where there is anything to say of its members. */
function withMembers({ task }: Reading, json: string, group: string, members: readonly Member[]): string {
  const own = members.filter((member) => member.group === group)
  if (own.length === 0) return json
  const list = own.map(({ id, type, removed }) => ({
    ...(task.level === 'none' ? {} : { '@odata.type': `#${NAMESPACE}.${type}` }),
    id,
    ...(removed ? { '@removed': { reason: 'deleted' } } : {}),
  }))
  return `${json.slice(0, -1)},"members@delta":${JSON.stringify(list)}}`
}

function idOf(json: string): string {
  return (JSON.parse(json) as { id: string }).id
}

function answer(
  reading: Reading,
  json: readonly string[],
  next: readonly SqlValue[] | undefined,
  since: number,
): Answer {
  const { task, read, headers } = reading
  const links =
    next === undefined
      ? { nextLink: undefined, deltaLink: deltaLink(reading, since) }
      : { nextLink: linkTo(reading, '$skiptoken', next) }
  const context = contextFor(task, task.exchange.path, read.query)
  const written = listAnswer({ context, count: undefined, ...links, json }, task.level)
  return withHeaders(written, headers)
}
