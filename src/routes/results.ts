/**
 * What an operation yields, as an answer: nothing, a value, an entity, a collection, the bytes of a stream.
 * @see https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html#sec_Operations
 */
import type { Model, Resource } from '../model/model.js'
import type { EntityType, Operation } from '../model/types.js'
import { valueContextOf } from '../odata/annotations.js'
import type { Query, ResourcePath } from '../odata/ast.js'
import { OPTION_NAMES } from '../odata/options.js'
import type { OptionName } from '../odata/options.js'
import { NO_QUERY, readQuery } from '../odata/query.js'
import type { RequestQuery } from '../odata/query.js'
import { among } from '../services/among.js'
import { actionStatus } from '../services/profiles.js'
import { notFound } from '../services/not-found.js'
import type { Result } from '../services/operations/effect.js'
import type { Location } from '../services/scope.js'
import { countEntities } from '../store/query/queries.js'
import type { Work } from '../store/work.js'
import { emptyAnswer, entityAnswer, listAnswer, plainTextAnswer, streamAnswer } from './answers.js'
import type { Answer } from './exchange.js'
import { planListOf } from './reads.js'
import { contextBase, contextFor, leveled, metadataLevel, shapeOf } from './task.js'
import type { Task } from './task.js'

type Returns = NonNullable<Operation['returns']>

/** Reads the query options that the result takes. What it gives writes the answer, inside of the transaction. */
export function answerWriter(task: Task, operation: Operation): (result: Result) => Work<Answer> {
  const { returns } = operation
  const read = readResultQuery(task, operation)
  const level = metadataLevel(task.exchange, read.format)
  const leveledTask = level === task.level ? task : { ...task, level }
  return (result) => {
    if (result === undefined || returns === undefined) return nothing(task, operation)
    if ('entities' in result) return collection(leveledTask, result.entities, result.ids, read)
    if ('changes' in result) throw new Error('changes have a writer of their own')
    if ('entity' in result) return single(leveledTask, result.entity)
    return value(leveledTask, returns, result.value, read.query)
  }
}

/** The options for a page of any collection, whatever its items are. */
const OF_COLLECTIONS: readonly OptionName[] = ['$top', '$skip', '$count', '$format']

/** Functions take options as reads of the same kind do; actions only `$format`. */
function readResultQuery({ scope, exchange }: Task, { kind, returns }: Operation): RequestQuery {
  const { path, query, budget } = exchange
  if (kind === 'action' || returns?.collection !== true)
    return readQuery(query, { model: scope.model, path, allowed: ['$format'] })
  const set = returns.type.kind === 'entity' ? setOf(scope.model, returns.type) : undefined
  const counted = path.target === 'operationCount'
  if (set === undefined)
    return readQuery(query, { model: scope.model, path, budget, allowed: counted ? ['$format'] : OF_COLLECTIONS })
  const there: ResourcePath = { ...path, resource: set, type: set.type, target: counted ? 'count' : 'collection' }
  return readQuery(query, {
    model: scope.model,
    path: there,
    budget,
    allowed: counted ? ['$filter', '$search', '$format'] : OPTION_NAMES,
  })
}

/** The set whose entities are of a type, straight below the service or a singleton. */
function setOf({ roots }: Model, type: EntityType): Resource | undefined {
  for (const root of roots.values()) {
    if (root.kind === 'entitySet' && root.type === type) return root
    for (const child of root.children.values()) if (child.many && child.type === type) return child
  }
  return undefined
}

/** A null has no body either. */
function* nothing({ scope, exchange, resource }: Task, { kind, name, returns }: Operation): Work<Answer> {
  if (exchange.path.target === 'operationCount') return plainTextAnswer('0')
  if (kind === 'function' || returns !== undefined) return emptyAnswer(204)
  return emptyAnswer(actionStatus(scope.profile, resource, name))
}

function* value(task: Task, { type, collection }: Returns, result: unknown, query: Query): Work<Answer> {
  const { exchange, level } = task
  if (type.kind === 'primitive' && (type.name as string) === 'Edm.Stream') return streamAnswer(JSON.stringify(result))
  const name = type.kind === 'primitive' ? (type.declaredAs ?? type.name) : type
  const context = `${contextBase(exchange)}${valueContextOf(name, collection)}`
  if (collection) {
    const items = result as readonly unknown[]
    if (exchange.path.target === 'operationCount') return plainTextAnswer(String(items.length))
    const skipped = items.slice(query.skip ?? 0)
    const json = (query.top === undefined ? skipped : skipped.slice(0, query.top)).map((item) => JSON.stringify(item))
    return listAnswer({ context, count: query.count ? items.length : undefined, nextLink: undefined, json }, level)
  }
  const whole = typeof result === 'object' ? result : { value: result }
  return entityAnswer(200, context, JSON.stringify(whole), level)
}

function* single(task: Task, { resource, keys }: Location): Work<Answer> {
  const there = at(task, { resource, keys }, 'entity')
  const json = yield* task.scope.store.find(resource, keys, shapeOf(there))
  if (json === undefined) throw notFound(resource, keys)
  return entityAnswer(200, contextFor(there, there.exchange.path), leveled(there, json), task.level)
}

function* collection(
  task: Task,
  location: Location,
  ids: readonly string[] | undefined,
  read: RequestQuery,
): Work<Answer> {
  const counted = task.exchange.path.target === 'operationCount'
  const there = at(task, location, counted ? 'count' : 'collection')
  const { scope, resource, keys } = there
  const query =
    ids === undefined ? read.query : { ...read.query, filter: among(resource, ids, scope.version, read.query.filter) }
  if (!counted) return yield* planListOf(there, { ...read, query }).work()
  const count = yield* countEntities(scope.store, resource, keys, query ?? NO_QUERY, undefined, scope.clock.now())
  return plainTextAnswer(String(count))
}

/** The task of reading what is elsewhere; links go on leading to the operation. */
function at(task: Task, { resource, keys }: Location, target: 'entity' | 'collection' | 'count'): Task {
  const { exchange } = task
  const path: ResourcePath = {
    ...exchange.path,
    target,
    resource,
    keys,
    type: resource.type,
    cast: false,
    casts: [],
    properties: [],
  }
  return { ...task, resource, keys, exchange: { ...exchange, path } }
}
