/** What reads that a client shapes cost, by the number of rows of the tables that they look at. */
import type { Resource } from '../../model/model.js'
import { propertyList } from '../../model/inheritance.js'
import type { EntityType } from '../../model/types.js'
import type { Expand, Query } from '../../odata/ast.js'
import { stepsOfConditions, stepsOfOrder } from '../../odata/effort.js'
import { propertyOf } from '../../odata/value-types.js'
import { orderedProperty } from '../layout/document-table.js'
import { containerOf } from '../layout/layout.js'
import { layoutOf } from '../layout/layout-of.js'
import type { Effort, RowsOf, SharedSet } from '../work.js'

/** Steps to sort a row among others, to count one in an index, and to make the JSON of one. */
const SORT = 10
const COUNT = 0.1
const SHOW = 20

/** A row may hold more than is assumed, so what costs much for one row is taken for long even if there are few. */
const ROWS = 500

/** A list of `size` entities at most; undefined where no more rows than that are read. */
export function listEffort(
  tenantId: string,
  resource: Resource,
  query: Query,
  size: number,
  casts?: readonly EntityType[],
): Effort | undefined {
  if (casts === undefined && isOneName(resource, query)) return undefined
  const sorts = !isIndexOrder(resource, query)
  const perRow = stepsOfConditions(query) + (sorts ? stepsOfOrder(query) + SORT : 0)
  const expands = query.expand.filter((expand) => expand.resource.many)
  const { table } = layoutOf(resource)
  const set = sharedSet(tenantId, resource)
  return (rowsOf) => {
    const rows = rowsOf(table, set)
    const shown = Math.min(size, rows)
    const skipped = Math.min(query.skip ?? 0, rows)
    return Math.max(rows, ROWS) * perRow + skipped * COUNT + shown * stepsOfExpands(expands, rows, rowsOf, size)
  }
}

export function countEffort(tenantId: string, resource: Resource, query: Pick<Query, 'filter' | 'search'>): Effort {
  const perRow = stepsOfConditions(query) + COUNT
  const { table } = layoutOf(resource)
  const set = sharedSet(tenantId, resource)
  return (rowsOf) => Math.max(rowsOf(table, set), ROWS) * perRow
}

function sharedSet(tenantId: string, { layout, storedAt, referred }: Resource): SharedSet | undefined {
  return layout === 'document' && referred === undefined ? { tenantId, path: storedAt } : undefined
}

/** One entity with what it contains. */
export function findEffort(expand: readonly Expand[], pageSize: number): Effort | undefined {
  const expands = expand.filter((each) => each.resource.many)
  return expands.length === 0 ? undefined : (rowsOf) => stepsOfExpands(expands, 1, rowsOf, pageSize)
}

/** Of one of `parents` rows. They may have very different numbers of children: few of them twice the average. */
function stepsOfExpands(expands: readonly Expand[], parents: number, rowsOf: RowsOf, pageSize: number): number {
  let steps = 0
  for (const { resource, query } of expands) {
    const rows = rowsOf(layoutOf(resource).table)
    const children = Math.min(rows, parents === 1 ? rows : 2 + (2 * rows) / Math.max(parents, 1))
    const looksAtAll =
      query.filter !== undefined || query.search !== undefined || query.orderBy.length > 0 || query.count
    const perChild = stepsOfConditions(query) + stepsOfOrder(query) + (looksAtAll ? SORT : 0)
    const below = query.expand.filter((each) => each.resource.many)
    const shown = Math.min(children, query.top ?? pageSize, pageSize)
    steps += children * perChild + shown * (SHOW + stepsOfExpands(below, rows, rowsOf, pageSize))
  }
  return steps
}

/** Whether the rows are the documents of one name, which their index has one after the other in the order of the list. */
function isOneName(resource: Resource, { filter, orderBy, search, skip = 0, expand }: Query): boolean {
  if (
    resource.layout !== 'document' ||
    resource.referred !== undefined ||
    containerOf(resource) !== undefined ||
    resource.storedAt !== resource.path
  )
    return false
  if (orderBy.length > 0 || search !== undefined || skip > 0 || expand.length > 0) return false
  if (filter?.node !== 'comparison' || filter.operator !== 'eq' || filter.right.node !== 'literal') return false
  const name = propertyOf(filter.left)
  return name !== undefined && name === orderedProperty(resource) && typeof filter.right.value === 'string'
}

/** Whether the rows come in the order of an index: that of their keys, or that of an indexed text. */
function isIndexOrder(resource: Resource, { orderBy }: Query): boolean {
  const [first, ...others] = orderBy
  if (first === undefined) return true
  const name = propertyOf(first.expression)
  if (name === 'id') return true
  const isIndexed = propertyList(resource.type).some(([column, { indexed }]) => column === name && indexed)
  return isIndexed && others.length === 0 && resource.link === undefined && !layoutOf(resource).key.includes('parentId')
}
