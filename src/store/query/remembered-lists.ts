/**
 * Statements of lists, kept beside the queries that they were made of: a query that comes again, or with another text in
 * its place, has its statement already.
 */
import type { Resource } from '../../model/model.js'
import type { Query } from '../../odata/ast.js'
import { patternOf, STAND_IN } from '../../odata/one-text.js'
import { layoutOf } from '../layout/layout-of.js'
import type { Keys } from '../layout/layout.js'
import { nameOf } from '../layout/projection.js'
import type { Shape } from '../layout/shape.js'
import { fold } from '../sql/fold.js'
import type { SqlValue, Work } from '../work.js'
import type { EntityStore } from './entities.js'
import type { PageStatement } from './paging.js'

export interface ListStatement {
  readonly page: PageStatement
  /** Those that pick the rows of the collection come first. */
  readonly values: readonly SqlValue[]
  readonly finish: ((json: string) => string) | undefined
  /** Holds the time of the request. */
  readonly tellsTime: boolean
}

/** What a list is asked with beside its query. */
interface Asked {
  readonly after: unknown
  readonly casts: unknown
  readonly shape: Shape
  readonly pageSize: number
}

const statements = new WeakMap<Query, Map<string, ListStatement>>()

/** Of one query, at most: the same one may be asked of many resources and tenants. */
const STATEMENTS = 200

/** The statement of a list that `make` makes of a query, with the values of this request. */
export function* remembered(
  store: EntityStore,
  resource: Resource,
  keys: Keys,
  query: Query,
  { after, casts, shape, pageSize }: Asked,
  make: (query: Query) => Work<ListStatement>,
): Work<ListStatement> {
  // Positions and casts differ from request to request, and what is expanded tells the address of the server.
  if (after !== undefined || casts !== undefined || query.expand.length > 0) return yield* make(query)
  const pattern = patternOf(query)
  const of = pattern?.query ?? query
  let known = statements.get(of)
  const isNew = known === undefined
  if (known === undefined) statements.set(of, (known = new Map<string, ListStatement>()))
  // Most queries that are like no other come once.
  if (isNew && pattern === undefined) return yield* make(query)
  // At one path there may be several kinds of what is linked.
  const { path, type } = resource
  const name = `${store.dialect.provider} ${store.tenantId} ${path} ${type.name} ${pageSize} ${nameOf(shape)}`
  let list = known.get(name)
  if (list === undefined) {
    list = yield* make(of)
    if (list.tellsTime) return pattern === undefined ? list : yield* make(query)
    if (known.size >= STATEMENTS) known.clear()
    known.set(name, list)
  }
  const own = layoutOf(resource).values('collection', store.tenantId, keys)
  const others = list.values
    .slice(own.length)
    .map((value) => (pattern === undefined ? value : filled(value, pattern.text)))
  return { ...list, values: [...own, ...others] }
}

/** A value with the text in its place, folded where the stand-in is. */
function filled(value: SqlValue, text: string): SqlValue {
  if (value === STAND_IN) return text
  return value === FOLDED ? fold(text) : value
}

const FOLDED = fold(STAND_IN)
