/**
 * Single values that the service always has, with what they contain, as long as no request has written them: no row is
 * there to be expanded.
 */
import type { Entity } from '../model/payload.js'
import { plainContextOf, selectionOf } from '../odata/annotations.js'
import type { Expand, Query } from '../odata/ast.js'
import { findSingle, getSingle } from '../services/entities.js'
import type { Shape } from '../store/layout/shape.js'
import { linkOptions } from '../store/query/next-link.js'
import { listEntities } from '../store/query/queries.js'
import type { ReadOptions } from '../store/query/queries.js'
import type { Keys } from '../store/query/entities.js'
import type { Work } from '../store/work.js'
import { contextBase, shapeOf } from './task.js'
import type { Task } from './task.js'

/** Undefined where there is none, although what would contain it exists. */
export function* findAbsent(task: Task, query: Query, options: Omit<ReadOptions, 'casts'>): Work<string | undefined> {
  const { scope, resource, keys } = task
  const found = yield* findSingle(scope, resource, keys, options.shape)
  if (found === undefined) return undefined
  const entity = JSON.parse(found) as Entity
  const { canonical } = task.exchange.path
  for (const expand of query.expand) Object.assign(entity, yield* expanded(task, keys, canonical, expand, options))
  return JSON.stringify(entity)
}

/** The same of a value that was expanded itself, and has `keys`. */
export function expandedBelow(
  task: Task,
  keys: Keys,
  expand: Expand,
  options: Omit<ReadOptions, 'casts'>,
): Work<Entity> {
  const { parent } = expand.resource
  return expanded(task, keys, parent === undefined ? '' : plainContextOf(parent, keys), expand, options)
}

/** What a value contains at a navigation property, with the annotations of it; `canonical` is the path of the value. */
function* expanded(
  task: Task,
  keys: Keys,
  canonical: string,
  { name, resource, query }: Expand,
  options: Omit<ReadOptions, 'casts'>,
): Work<Entity> {
  const entity: Entity = {}
  const { scope, exchange, level } = task
  const shape: Shape = { ...shapeOf(task), select: query.select.all ? undefined : query.select.names }
  const context = `${contextBase(exchange)}${canonical}/${name}${selectionOf(query)}`
  if (!resource.many) {
    if (level !== 'none') entity[`${name}@odata.context`] = `${context}/$entity`
    entity[name] = JSON.parse(yield* getSingle(scope, resource, keys, shape))
    return entity
  }
  const list = { ...options, shape, casts: undefined, after: undefined }
  const { json, next, count } = yield* listEntities(scope.store, resource, keys, query, list)
  if (level !== 'none') entity[`${name}@odata.context`] = context
  if (count !== undefined) entity[`${name}@odata.count`] = count
  if (next !== undefined)
    entity[`${name}@odata.nextLink`] = options.linkTo?.(
      `${canonical}/${name}`,
      linkOptions({ ...query, skip: undefined }),
      next,
    )
  entity[name] = json.map((each) => JSON.parse(each) as Entity)
  return entity
}
