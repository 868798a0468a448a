/** GET: an entity, a list, a number. */
import { invalidQuery } from '../errors.js'
import type { Resource } from '../model/model.js'
import type { Expand, Query } from '../odata/ast.js'
import { readQuery } from '../odata/query.js'
import type { RequestQuery } from '../odata/query.js'
import { readSkipToken } from '../odata/skip-token.js'
import { findSingle } from '../services/entities.js'
import { notFound } from '../services/not-found.js'
import { requireParent } from '../services/presence.js'
import { rulesOf } from '../services/rules/registry.js'
import type { Keys } from '../store/query/entities.js'
import type { Shape } from '../store/layout/shape.js'
import { countEntities, findEntity, listEntities } from '../store/query/queries.js'
import type { LinkTo } from '../store/query/next-link.js'
import type { ListOptions, ReadOptions } from '../store/query/queries.js'
import type { SqlValue, Work } from '../store/work.js'
import { expandedBelow, findAbsent } from './absent.js'
import { emptyAnswer, entityAnswer, listAnswer, plainTextAnswer, withHeaders } from './answers.js'
import type { Answer } from './exchange.js'
import { directoryQuery } from './directory-query.js'
import { asListed, listBehaviour, requireExpandable } from './list-behaviour.js'
import { fingerprintOf, linksOf } from './paging.js'
import { readPreferences } from './preferences.js'
import type { ListBehaviour } from '../services/live-lists.js'
import { castsOf, contextBase, contextFor, leveled, metadataLevel, shapeOf } from './task.js'
import type { Plan, Task } from './task.js'

/** Rows of a page, at most, where something is counted for each of them. */
const COUNTED_PAGE = 100

export function planGet(task: Task): Plan {
  const { exchange } = task
  const { query, format } = readQuery(exchange.query, {
    model: task.scope.model,
    path: exchange.path,
    budget: exchange.budget,
  })
  const own = listBehaviour(task)
  requireExpandable(own, 'item', query)
  const level = metadataLevel(exchange, format)
  const leveledTask = level === task.level ? task : { ...task, level }
  return { writes: false, work: () => get(leveledTask, query, own) }
}

/** The JSON of what is kept as the service shows it. */
function asShown({ shownAs }: ListBehaviour, json: string): string {
  return shownAs === undefined ? json : json.replaceAll(...shownAs)
}

function* get(task: Task, query: Query, own: ListBehaviour): Work<Answer> {
  const { resource, keys } = task
  const stored = yield* find(task, query)
  if (stored === undefined && !resource.many && refersToNothing(resource)) return emptyAnswer(204)
  if (stored === undefined) throw notFound(resource, keys)
  const found = asShown(own, yield* withFound(task, stored, !query.select.all))
  return entityAnswer(200, contextFor(task, task.exchange.path, query), leveled(task, found), task.level)
}

/** The JSON of an item, with the members that its rules find among what else is stored; `isNamed` if a client names its members. */
export function* withFound({ scope, resource, keys }: Task, json: string, isNamed: boolean): Work<string> {
  const { found, foundIfNamed } = rulesOf(resource)
  const all = isNamed ? { ...found, ...foundIfNamed } : found
  if (all === undefined) return json
  const entity = JSON.parse(json) as Record<string, unknown>
  for (const [name, read] of Object.entries(all))
    if (Object.hasOwn(entity, name)) entity[name] = (yield* read(scope, { resource, keys })) ?? entity[name]
  return JSON.stringify(entity)
}

/**
 * A single-valued reference that is null has no content; the directory says 404 of its own.
 * @see https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html#sec_RequestingRelatedEntities
 */
export function refersToNothing({ optional, refersTo, backend }: Resource): boolean {
  return (optional || refersTo !== undefined) && backend.kind === 'intune'
}

function* find(task: Task, query: Query): Work<string | undefined> {
  const withholds = task.scope.profile.unselected === 'withheld' ? 'unselected' : undefined
  const { version, select, typeAnnotations } = shapeOf(task, query)
  const shape = { version, select, typeAnnotations, withholds } as const
  const { scope, resource, keys, deps } = task
  if (!resource.many && query.expand.length === 0) return yield* findSingle(scope, resource, keys, shape)
  const found =
    query.expand.length === 0
      ? yield* scope.store.find(resource, keys, shape)
      : yield* findEntity(scope.store, resource, keys, query, {
          pageSize: deps.pageSize,
          casts: undefined,
          ...readOptions(task, shape),
        })
  if (found !== undefined || resource.many) return found
  if (rulesOf(resource).absent !== undefined)
    return yield* findAbsent(task, query, { ...readOptions(task, shape), pageSize: deps.pageSize })
  yield* requireParent(scope, resource, keys, 'read')
  return undefined
}

type SharedOptions = Omit<ReadOptions, 'casts' | 'pageSize' | 'linkTo' | 'counts'> & {
  readonly linkTo: LinkTo
  readonly counts: (resource: Resource) => boolean
}

/** What every read says about what is to be shown. */
function readOptions(task: Task, shape: Shape): SharedOptions {
  const { deps, exchange, scope } = task
  return {
    shape,
    contextBase: contextBase(exchange),
    casted: exchange.path.casts,
    linkTo: linksOf(deps, exchange),
    now: scope.clock.now(),
    absent: (resource: Resource, keys: Keys) => rulesOf(resource).absent?.(scope, { resource, keys }),
    below: (keys: Keys, expand: Expand) =>
      expandedBelow(task, keys, expand, { ...readOptions(task, shape), pageSize: deps.pageSize }),
    counts: (resource: Resource) => rulesOf(resource).counts?.(scope) === true,
  }
}

export function planList(task: Task): Plan {
  const { exchange, scope } = task
  const read = readQuery(exchange.query, { model: scope.model, path: exchange.path, budget: exchange.budget })
  const level = metadataLevel(exchange, read.format)
  return planListOf(level === task.level ? task : { ...task, level }, read)
}

/** A list as a query asks for it; the task knows the metadata level. */
export function planListOf(task: Task, { query: asked, pairs }: RequestQuery): Plan {
  const { deps, exchange } = task
  const own = listBehaviour(task)
  const wanted = asListed(task, directoryQuery(task, asked), pairs)
  const query = own.count === 'all' ? { ...wanted, count: true } : wanted
  if (query.top !== undefined && query.top > deps.maxTop)
    throw invalidQuery(
      `The limit of '${deps.maxTop}' for Top query has been exceeded. The value from the incoming request is '${query.top}'.`,
    )
  const preferences = readPreferences(exchange.headers)
  const pageSize = query.top === undefined ? Math.min(own.pageSize ?? deps.pageSize, deps.pageSize) : deps.pageSize
  const read = readOptions(task, shapeOf(task, query))
  const most = query.expand.some(({ resource }) => !resource.many && read.counts(resource)) ? COUNTED_PAGE : pageSize
  const { skipToken } = query
  const options = {
    pageSize: Math.min(preferences.maxPageSize ?? deps.pageSize, pageSize, most),
    after: skipToken === undefined ? undefined : readSkipToken(deps.pageKey, skipToken, fingerprintOf(exchange, pairs)),
    casts: castsOf(exchange.path),
    // New members first: behind an object that is spread, V8 on Node 20 makes hidden classes anew for them, 2 µs each time.
    ...read,
  }
  const linkTo = (position: readonly SqlValue[]): string => options.linkTo(exchange.path.canonical, pairs, position)
  const headers = preferences.applied('list')
  return { writes: false, work: () => list(task, query, options, linkTo, headers, own) }
}

function* list(
  task: Task,
  query: Query,
  options: ListOptions,
  linkTo: (position: readonly SqlValue[]) => string,
  headers: Answer['headers'],
  own: ListBehaviour,
): Work<Answer> {
  const { exchange, scope, resource, keys, level } = task
  yield* requireParent(scope, resource, keys, 'read')
  const page = yield* listEntities(scope.store, resource, keys, query, options)
  const { next } = page
  const count = page.count ?? (own.count === 'page' ? page.json.length : undefined)
  const shown = own.shownAs === undefined ? page.json : page.json.map((each) => asShown(own, each))
  const json = level === 'full' ? shown.map((each) => leveled(task, each)) : shown
  const nextLink = next && linkTo(next)
  const answer = listAnswer({ context: contextFor(task, exchange.path, query), count, nextLink, json }, level)
  return withHeaders(answer, headers)
}

export function planCount(task: Task): Plan {
  const { exchange, scope } = task
  const { query } = readQuery(exchange.query, { model: scope.model, path: exchange.path, budget: exchange.budget })
  const counted = directoryQuery(task, query)
  return { writes: false, work: () => count(task, counted) }
}

function* count({ exchange, scope, resource, keys }: Task, query: Query): Work<Answer> {
  yield* requireParent(scope, resource, keys, 'read')
  const found = yield* countEntities(scope.store, resource, keys, query, castsOf(exchange.path), scope.clock.now())
  return plainTextAnswer(String(found))
}
