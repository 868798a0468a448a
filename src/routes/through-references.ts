/**
 * Requests whose path leads through what an item refers to, or ends there: they are about the item in the set where it
 * lives.
 */
import { allProperties, isA } from '../model/inheritance.js'
import { isObject, requireObject } from '../model/payload.js'
import type { Entity } from '../model/payload.js'
import type { Resource } from '../model/model.js'
import { qualifiedName } from '../model/types.js'
import type { EntityType } from '../model/types.js'
import { readQuery } from '../odata/query.js'
import { addPair } from '../services/bindings.js'
import { createEntity, readNewEntity } from '../services/entities.js'
import type { Created } from '../services/entities.js'
import { canonicalKeys } from '../services/keys.js'
import { notFound } from '../services/not-found.js'
import { referredId, requireParent, requireTypes } from '../services/presence.js'
import { ID_ALONE } from '../store/layout/shape.js'
import type { Keys } from '../store/query/entities.js'
import type { Work } from '../store/work.js'
import { emptyAnswer, entityAnswer, listAnswer } from './answers.js'
import type { Answer } from './exchange.js'
import { refersToNothing } from './reads.js'
import { castItems, contextFor, leveled, shapeOf, taskOf } from './task.js'
import type { Plan, Task } from './task.js'

/** The plan for the same request at another place. */
type PlanAt = (task: Task) => Plan

/** Undefined where the path leads through no reference, or ends at one that the request reads or makes. */
export function planThroughReferences(task: Task, planAt: PlanAt): Plan | undefined {
  const { exchange, resource } = task
  const { writes, name } = exchange.operation
  if (exchange.path.references.length > 0) return { writes, work: () => follow(task, planAt) }
  const set = homeOf(task)
  if (set === undefined) return undefined
  if (resource.link !== undefined && isCall(task)) return { writes, work: () => change(task, set, planAt) }
  if (name === 'create') return { writes, work: () => createReferred(task, set, 201) }
  if (name === 'update' || name === 'delete') return { writes, work: () => change(task, set, planAt) }
  return undefined
}

/** The set in which items live that are not contained. */
function homeOf({ resource: { referred, link }, scope }: Task): Resource | undefined {
  return link?.livesAt === undefined ? referred : scope.model.resourceAt(link.livesAt)
}

function isCall({ exchange: { path } }: Task): boolean {
  return path.target === 'operation' && path.operation?.binding === 'entity'
}

/** Follows one reference after the other. */
function* follow(task: Task, planAt: PlanAt): Work<Answer> {
  const { scope, resource, exchange } = task
  const { references, keys } = exchange.path
  let first: string | undefined
  for (const [i, reference] of references.entries()) {
    const from = canonicalKeys(reference.resource, startingWith(first, reference.keys))
    yield* requireTypes(scope, castItems(reference.casts, from))
    if (scope.profile.changesReferred && !(yield* scope.store.exists(reference.resource, from))) {
      yield* requireParent(scope, reference.resource, from, 'read')
      const answer = ofNothing(task)
      if (answer !== undefined) return answer
      yield* makeReferred(task, reference.resource, from, references[i + 1]?.casts ?? exchange.path.casts)
    }
    first = yield* referredId(scope, reference.resource, from)
  }
  const found = canonicalKeys(resource, startingWith(first, keys))
  const path = { ...exchange.path, keys: found, references: [] }
  const there = { ...task, keys: found, exchange: { ...exchange, path } }
  return yield* (planThroughReferences(there, planAt) ?? planAt(there)).work()
}

/** Below what nothing refers to is nothing to read or to delete; undefined for other requests. */
function ofNothing(task: Task): Answer | undefined {
  const { scope, exchange, resource, level } = task
  const { name } = exchange.operation
  if (name === 'delete' && !resource.many) return emptyAnswer(scope.profile.deleteStatus)
  if (name === 'get' && !resource.many && refersToNothing(resource)) return emptyAnswer(204)
  if (name !== 'list') return undefined
  const { path, budget } = exchange
  const { query } = readQuery(exchange.query, { model: scope.model, path, budget })
  const count = query.count ? 0 : undefined
  return listAnswer({ context: contextFor(task, path, query), count, nextLink: undefined, json: [] }, level)
}

/** A POST or PATCH below what nothing refers to makes it, of the type that the path says, or of the first that there is. */
function* makeReferred(task: Task, resource: Resource, keys: Keys, casts: Casts): Work<void> {
  const { scope, exchange } = task
  const set = resource.referred
  const { name } = exchange.operation
  if (set?.creatable !== true || (name !== 'create' && name !== 'update')) throw notFound(resource, keys)
  const wanted = casts.find((each) => each.resource === set)?.types ?? [resource.type]
  const fits = (type: EntityType): boolean => isA(type, resource.type) && wanted.some((each) => isA(type, each))
  const type = set.concreteTypes.find(fits) ?? resource.type
  const body = readNewEntity(scope, set, { '@odata.type': `#${qualifiedName(type)}`, ...unnamed(resource, type) })
  const { id } = yield* createEntity(scope, set, [], body, ID_ALONE, false)
  yield* addPair(scope, resource, keys, id, resource.name)
}

/** What is made by the way, or by a PATCH that names nothing, is called as the reference that leads to it. */
function unnamed(resource: Resource, type: EntityType): Entity {
  return Object.hasOwn(allProperties(type), 'displayName') ? { displayName: resource.name } : {}
}

type Casts = Task['exchange']['path']['casts']

function startingWith(first: string | undefined, keys: Keys): Keys {
  return first === undefined ? keys : [first, ...keys.slice(1)]
}

/** PATCH and DELETE of what an item refers to; a single value that is not there is made, or stays away. */
function* change(task: Task, set: Resource, planAt: PlanAt): Work<Answer> {
  const { scope, resource, keys, exchange } = task
  yield* requireTypes(scope, castItems(exchange.path.casts, keys))
  if (resource.many || (yield* scope.store.exists(resource, keys))) {
    const id = yield* referredId(scope, resource, keys)
    const path = { ...exchange.path, resource: set, type: set.type, cast: false, casts: [], keys: [id] }
    const body = withoutDeclaredType(resource, exchange.body)
    return yield* planAt(taskOf(task.deps, { ...exchange, path, body, bodyText: undefined })).work()
  }
  if (exchange.operation.name === 'update') return yield* createReferred(task, set, 200)
  yield* requireParent(scope, resource, keys, 'read')
  return emptyAnswer(scope.profile.deleteStatus)
}

/** Makes an item in its set, and the reference to it. */
function* createReferred(task: Task, set: Resource, status: number): Work<Answer> {
  const { scope, resource, keys, exchange, level } = task
  const sent = withoutDeclaredType(resource, exchange.body)
  requireObject(sent)
  const { link } = resource
  const linked = link === undefined ? {} : { [link.from]: keys[0] }
  const patched = exchange.operation.name === 'update' && scope.profile.changesReferred
  const named = patched ? unnamed(resource, resource.type) : {}
  const body = readNewEntity(scope, set, { ...named, ...sent, ...linked })
  yield* requireTypes(scope, castItems(exchange.path.casts, keys))
  yield* requireParent(scope, resource, keys, 'write')
  const { json, id }: Created = yield* createEntity(scope, set, [], body, shapeOf({ ...task, resource: set }), false)
  if (link === undefined) yield* addPair(scope, resource, keys, id, resource.name)
  const path = {
    ...exchange.path,
    target: 'entity',
    resource: set,
    keys: [id],
    canonical: `${set.path}('${id}')`,
  } as const
  return entityAnswer(status, contextFor(task, path), leveled(task, json), level)
}

/** A body may name the type that the items are declared to have there, of which those of the set are a kind. */
function withoutDeclaredType({ declaredAs }: Resource, body: unknown): unknown {
  if (declaredAs === undefined || !isObject(body)) return body
  const { '@odata.type': named, ...others } = body
  return typeof named === 'string' && named.replace(/^#/, '') === qualifiedName(declaredAs) ? others : body
}
