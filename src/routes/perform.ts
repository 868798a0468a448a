/** From an admitted request to its answer: read the query, let a service decide, write OData. */
import type { Clock, NewId } from '../clock.js'
import { invalidQuery } from '../errors.js'
import type { Model, Place } from '../model/model.js'
import { NAMESPACE } from '../model/model.js'
import { isA } from '../model/types.js'
import { contextOf } from '../odata/annotations.js'
import type { Query, ResourcePath } from '../odata/ast.js'
import { readQuery } from '../odata/query.js'
import type { MetadataLevel } from '../odata/query.js'
import { readSkipToken, writeSkipToken } from '../odata/skip-token.js'
import { assign } from '../services/assign.js'
import { canonicalKeys, createEntity, deleteEntity, getSingle, notFound, requireParent, updateEntity } from '../services/entities.js'
import type { Profile, Switches } from '../services/profiles.js'
import type { Scope } from '../services/scope.js'
import type { Keys } from '../store/entities.js'
import type { Shape } from '../store/projection.js'
import { countEntities, findEntity, listEntities } from '../store/queries.js'
import type { Store } from '../store/store.js'
import type { Work } from '../store/work.js'
import { emptyAnswer, entityAnswer, listAnswer, plainTextAnswer } from './answers.js'
import type { Answer, Exchange } from './exchange.js'
import { fingerprintOf, nextLinkOf } from './paging.js'
import { readPreferences } from './preferences.js'
import { readProperty } from './property.js'

export interface GraphDeps {
  readonly model: Model
  readonly store: Store
  readonly clock: Clock
  readonly newId: NewId
  readonly switches: Switches
  readonly pageSize: number
  readonly maxTop: number
  /** Signs page tokens. */
  readonly pageKey: Buffer
  profileOf(tenantId: string): Profile
}

/** Everything that the steps below need to know of one request. */
export interface Task {
  readonly deps: GraphDeps
  readonly exchange: Exchange
  readonly scope: Scope
  readonly place: Place
  readonly keys: Keys
  readonly level: MetadataLevel
}

export async function perform(deps: GraphDeps, exchange: Exchange): Promise<Answer> {
  const task = taskOf(deps, exchange)
  switch (exchange.operation.name) {
    case 'list':
      return list(task)
    case 'count':
      return count(task)
    case 'get':
      return get(task)
    case 'property':
    case 'property value':
      return readProperty(task)
    case 'create':
    case 'create single':
      return create(task)
    case 'update':
      return update(task)
    case 'delete':
      await task.deps.store.database.write(() => deleteEntity(task.scope, task.place, task.keys))
      return emptyAnswer(task.scope.profile.deleteStatus)
    case 'action':
      await task.deps.store.database.write(assign(task.scope, task.place, task.keys, exchange.body))
      return emptyAnswer(task.scope.profile.actionStatus)
    default:
      throw new Error(`no handler for ${exchange.operation.name}`)
  }
}

function taskOf(deps: GraphDeps, exchange: Exchange): Task {
  const { path, caller } = exchange
  const { place } = path
  if (place === undefined) throw new Error(`${path.target} is not about entities`)
  return {
    deps,
    exchange,
    place,
    keys: canonicalKeys(place, path.keys),
    level: metadataLevel(exchange),
    scope: {
      model: deps.model,
      version: path.version,
      errorNamespace: place.backend.flavour === 'intune' ? 'microsoft.management.services.api' : NAMESPACE,
      tenantId: caller.tenantId,
      store: deps.store.entities(caller.tenantId),
      profile: deps.profileOf(caller.tenantId),
      switches: deps.switches,
      clock: deps.clock,
      newId: deps.newId,
    },
  }
}

/** `$format` outweighs the Accept header. */
export function metadataLevel({ headers }: Pick<Exchange, 'headers'>, format?: MetadataLevel): MetadataLevel {
  if (format !== undefined) return format
  const wanted = /odata\.metadata=(none|minimal|full)/i.exec(String(headers['accept'] ?? ''))
  return (wanted?.[1]?.toLowerCase() as MetadataLevel | undefined) ?? 'minimal'
}

export function shapeOf({ scope, level }: Task, query?: Query): Shape {
  const select = query === undefined || query.select.all ? undefined : query.select.names
  return { version: scope.version, select, typeAnnotations: level === 'none' ? 'none' : scope.profile.typeAnnotations }
}

/** `http://host/v1.0/$metadata#` and the context that belongs to the path. */
export function contextFor({ exchange, scope }: Task, path: ResourcePath, query?: Query): string {
  return `${contextBase(exchange)}${contextOf({ ...path, version: scope.version }, query)}`
}

function contextBase({ origin, path }: Exchange): string {
  return `${origin}/${path.version}/$metadata#`
}

async function get(task: Task): Promise<Answer> {
  const { deps, exchange } = task
  const { query, format } = readQuery(exchange.query, queryContext(task))
  const level = metadataLevel(exchange, format)
  const json = await deps.store.database.read(() => find({ ...task, level }, query))
  return entityAnswer(200, contextFor(task, exchange.path, query), json, level)
}

function* find(task: Task, query: Query): Work<string> {
  const shape = shapeOf(task, query)
  const { exchange, scope, place, keys, deps } = task
  if (!place.many && place.parent !== undefined && query.expand.length === 0) return yield* getSingle(scope, place, keys, shape)
  const options = { shape, contextBase: contextBase(exchange), pageSize: deps.pageSize, after: undefined, casts: castsOf(exchange.path) }
  const found =
    query.expand.length === 0 && options.casts === undefined
      ? yield* scope.store.find(place, keys, shape)
      : yield* findEntity(scope.store, place, keys, query, options)
  if (found === undefined) throw notFound(place, keys)
  return found
}

/** The concrete types that a cast segment leaves; undefined where there is none. */
export function castsOf({ place, type, cast }: ResourcePath) {
  if (!cast || place === undefined || type === undefined) return undefined
  return place.concreteTypes.filter((concrete) => isA(concrete, type))
}

function queryContext({ exchange, scope }: Task) {
  return { model: scope.model, path: exchange.path }
}

async function list(task: Task): Promise<Answer> {
  const { deps, exchange, scope, place, keys } = task
  const { query, format, pairs } = readQuery(exchange.query, queryContext(task))
  if (query.top !== undefined && query.top > deps.maxTop)
    throw invalidQuery(`The limit of '${deps.maxTop}' for Top query has been exceeded. The value from the incoming request is '${query.top}'.`)
  const preferences = readPreferences(exchange.headers)
  const fingerprint = fingerprintOf(exchange, pairs)
  const after = query.skipToken === undefined ? undefined : readSkipToken(deps.pageKey, query.skipToken, fingerprint)
  const options = {
    shape: shapeOf(task, query),
    contextBase: contextBase(exchange),
    pageSize: Math.min(preferences.maxPageSize ?? deps.pageSize, deps.pageSize),
    after,
    casts: castsOf(exchange.path),
  }
  const page = await deps.store.database.read(function* () {
    yield* requireParent(scope, { place, keys: [...keys, ''] })
    return yield* listEntities(scope.store, place, keys, query, options)
  })
  const answer = listAnswer(
    {
      context: contextFor(task, exchange.path, query),
      count: page.count,
      nextLink: page.next && nextLinkOf(exchange, pairs, writeSkipToken(deps.pageKey, { fingerprint, position: page.next })),
      json: page.json,
    },
    metadataLevel(exchange, format),
  )
  return { ...answer, headers: { ...answer.headers, ...preferences.applied('list') } }
}

async function count(task: Task): Promise<Answer> {
  const { deps, exchange, scope, place, keys } = task
  const { query } = readQuery(exchange.query, queryContext(task))
  const total = await deps.store.database.read(function* () {
    yield* requireParent(scope, { place, keys: [...keys, ''] })
    return yield* countEntities(scope.store, place, keys, query, castsOf(exchange.path))
  })
  return plainTextAnswer(String(total))
}

async function create(task: Task): Promise<Answer> {
  const { deps, exchange, scope, place, keys, level } = task
  const work = createEntity(scope, place, keys, exchange.body, shapeOf(task))
  const { json, id } = await deps.store.database.write(work)
  const path = itemPath(exchange.path, place.many ? id : undefined)
  const location = `${exchange.origin}/${scope.version}/${path.canonical}`
  const preferences = readPreferences(exchange.headers)
  if (preferences.minimal) return emptyAnswer(204, { location, ...preferences.applied('write') })
  const answer = entityAnswer(201, contextFor(task, path), json, level)
  return { ...answer, headers: { ...answer.headers, location, ...preferences.applied('write') } }
}

async function update(task: Task): Promise<Answer> {
  const { deps, exchange, scope, place, keys, level } = task
  const json = await deps.store.database.write(updateEntity(scope, place, keys, exchange.body, shapeOf(task)))
  const preferences = readPreferences(exchange.headers)
  const noBody = preferences.representation ? false : preferences.minimal || scope.profile.updateStatus === 204
  if (noBody) return emptyAnswer(204, preferences.applied('write'))
  const answer = entityAnswer(200, contextFor(task, exchange.path), json, level)
  return { ...answer, headers: { ...answer.headers, ...preferences.applied('write') } }
}

/** The path of the item that a POST to `path` made. */
function itemPath(path: ResourcePath, id: string | undefined): ResourcePath {
  if (id === undefined) return { ...path, target: 'entity' }
  return { ...path, target: 'entity', keys: [...path.keys, id], canonical: `${path.canonical}('${id.replaceAll("'", "''")}')` }
}
