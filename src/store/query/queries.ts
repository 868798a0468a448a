/**
 * The reads that a client shapes with query options: lists, counts, and single entities with what they contain. Each is
 * one statement, so that nothing is written between its parts; on SQLite, where nothing comes between two statements of a
 * read, the total is a second one.
 *
 * The text of a statement depends on the shape of a query and never on the constants in it, so that the same question
 * about another name finds its statement prepared.
 */
import type { Resource } from '../../model/model.js'
import { pathWithKeys } from '../../model/resource-paths.js'
import type { ItemTypes } from '../../model/resource-paths.js'
import type { Entity } from '../../model/payload.js'
import type { EntityType } from '../../model/types.js'
import type { Expand, Query } from '../../odata/ast.js'
import { mayStop } from '../layout/loops.js'
import type { EntityStore, Keys } from './entities.js'
import { isOneOf } from '../filter/paths.js'
import { Parameters } from '../filter/scope.js'
import { compilerFor } from '../filter/compiler.js'
import type { Statement } from '../filter/compiler.js'
import { behind, orderClause, pageStatement, readPage, sortKeysOf } from './paging.js'
import type { PageRows } from './paging.js'
import type { Shape } from '../layout/shape.js'
import { fillCounted } from './counted.js'
import type { Absent, Below } from './counted.js'
import { addressOf, PARENT_KEY, tailsOf } from './expand.js'
import { resolveLinks } from './next-link.js'
import type { LinkTo } from './next-link.js'
import { searchCondition } from './search.js'
import { countEffort, findEffort, listEffort } from './effort.js'
import { remembered } from './remembered-lists.js'
import { isIndexRange } from './index-range.js'
import { layoutOf } from '../layout/layout-of.js'
import { fromOf } from '../layout/layout.js'
import type { Rows } from '../layout/layout.js'
import { selecting } from '../layout/selection.js'
import { first } from '../work.js'
import type { Effort, Row, SqlValue, Work } from '../work.js'

export { PARENT_KEY } from './expand.js'

/** One page of entities. */
export interface Page extends PageRows {
  /** Of all pages together, if it was asked for. */
  readonly count: number | undefined
}

export interface ReadOptions {
  readonly shape: Shape
  /** What contexts of expanded navigation start with: `http://host/v1.0/$metadata#`. */
  readonly contextBase: string
  /** The link to the rest of an expanded collection. */
  readonly linkTo?: LinkTo | undefined
  /** Entities of a page at most, also of a page inside of another entity. */
  readonly pageSize: number
  /** The concrete types that a cast leaves. */
  readonly casts: readonly EntityType[] | undefined
  /** The casts on the way to what is read, for links to what is expanded. */
  readonly casted?: ItemTypes | undefined
  /** What `now()` is, in the stored form: to be given where a query is a client's. */
  readonly now?: string | undefined
  /**
   * What is shown of a contained single value that is not stored; its parent's key is {@link PARENT_KEY}. Where there is
   * nothing to show, null is shown.
   */
  readonly absent?: Absent | undefined
  readonly below?: Below | undefined
  /** Whether that is counted from what is stored, and so another one for each row. */
  readonly counts?: ((resource: Resource) => boolean) | undefined
}

export interface ListOptions extends ReadOptions {
  /** The position from a skip token. It takes the place of `$skip`. */
  readonly after: readonly SqlValue[] | undefined
  /** Withholds nothing of what lists do not show. */
  readonly whole?: boolean
  /** A part of a write whose work is not the client's choice: it does not count among what a transaction may read. */
  readonly uncounted?: boolean | undefined
}

const ROW = 't'

export function* listEntities(
  store: EntityStore,
  resource: Resource,
  keys: Keys,
  query: Query,
  given: ListOptions,
): Work<Page> {
  const withholds = given.whole === true ? undefined : 'from lists'
  // By Object.assign: for a new member behind a spread object V8 on Node 20 makes a hidden class each time, which takes 2 µs.
  const options = { ...given, shape: Object.assign({}, given.shape, { withholds }) } as const
  if (options.casts?.length === 0) return { json: [], count: query.count ? 0 : undefined, next: undefined }
  const { dialect } = store
  const size = Math.min(query.top ?? options.pageSize, options.pageSize)
  const countsHere = query.count && size > 0 && dialect.aggregateRows !== undefined
  const count =
    query.count && !countsHere
      ? yield* countEntities(store, resource, keys, query, options.casts, options.now)
      : undefined
  if (size === 0) return { json: [], count, next: undefined }
  const list = yield* remembered(store, resource, keys, query, options, function* (query) {
    const statement = newStatement(store, options.now, isIndexRange(query))
    const matched = matching(statement, store, resource, keys, query, options.casts)
    const total = countsHere ? countOf(resource, matched) : undefined
    const conditions = [...matched.conditions]
    const sortKeys = sortKeysOf(compilerFor(statement, resource, ROW), resource, ROW, query.orderBy)
    if (options.after !== undefined) conditions.push(behind(statement.parameters, sortKeys, options.after))
    const json = yield* entityJson(statement, resource, keys, query.expand, options)
    const skip =
      options.after === undefined && query.skip !== undefined && query.skip > 0 ? ` OFFSET ${query.skip}` : ''
    const rows =
      `FROM ${matched.from} ` +
      `WHERE ${mayStop(resource, ROW)}${conditions.join(' AND ')} ${orderClause(dialect, sortKeys)} LIMIT ${size + 1}${skip}`
    const [ofList, ofCount] = [
      listEffort(store.tenantId, resource, query, size, options.casts),
      countEffort(store.tenantId, resource, query),
    ]
    const effort: Effort | undefined = countsHere ? (rowsOf) => (ofList?.(rowsOf) ?? 0) + ofCount(rowsOf) : ofList
    return {
      page: pageStatement(dialect, { json, sortKeys, rows, size, effort, total }),
      values: statement.parameters.values,
      finish: finishing(resource, query.expand, options),
      tellsTime: statement.tellsTime,
    }
  })
  const { finish } = list
  const page = yield* readPage(dialect, list.page, list.values, given.uncounted !== true)
  const counting = { expands: query.expand, counted: countedIn(query.expand, options) }
  const rows = yield* fillCounted(page.json, resource, keys, counting, options)
  return {
    json: finish === undefined ? rows : rows.map(finish),
    next: page.next,
    count: page.count ?? count,
  }
}

export function* countEntities(
  store: EntityStore,
  resource: Resource,
  keys: Keys,
  query: Pick<Query, 'filter' | 'search'>,
  casts: readonly EntityType[] | undefined,
  now?: string,
): Work<number> {
  if (casts?.length === 0) return 0
  const statement = newStatement(store, now)
  const row = yield* first(
    countOf(resource, matching(statement, store, resource, keys, query, casts)),
    statement.parameters.values,
    countEffort(store.tenantId, resource, query),
  )
  return Number(row?.[0] ?? 0)
}

function countOf(resource: Resource, { from, conditions }: Matched): string {
  return `SELECT count(*) FROM ${from} WHERE ${mayStop(resource, ROW)}${conditions.join(' AND ')}`
}

/** An entity with what it contains; undefined if there is none, or none of the types that a cast leaves. */
export function* findEntity(
  store: EntityStore,
  resource: Resource,
  keys: Keys,
  { expand }: Pick<Query, 'select' | 'expand'>,
  options: ReadOptions,
): Work<string | undefined> {
  const statement = newStatement(store, options.now)
  const layout = layoutOf(resource)
  const { from, conditions } = ownRows(statement, store, resource, 'item', keys)
  if (options.casts !== undefined && layout.typed) conditions.push(isOneOf(ROW, options.casts))
  const json = yield* entityJson(statement, resource, keys, expand, options)
  const row = yield* first(
    `SELECT ${json} FROM ${from} WHERE ${conditions.join(' AND ')}`,
    statement.parameters.values,
    findEffort(expand, options.pageSize),
  )
  const found = row && jsonOf(row)
  if (found === undefined) return undefined
  const above = resource.many ? keys.slice(0, -1) : keys
  const counting = { expands: expand, counted: countedIn(expand, options) }
  const [whole = found] = yield* fillCounted([found], resource, above, counting, options)
  return finishing(resource, expand, options)?.(whole) ?? whole
}

/** What is left to do with the text of a row: links are made, and what was not selected is left out. */
function finishing(
  resource: Resource,
  expands: readonly Expand[],
  { shape, linkTo }: ReadOptions,
): ((json: string) => string) | undefined {
  const select = selecting(resource, shape, expands)
  if (expands.length === 0) return select
  return (json) => {
    const linked = resolveLinks(json, linkTo)
    return select === undefined ? linked : select(linked)
  }
}

function jsonOf(row: Row): string {
  return row[0] as string
}

interface TimedStatement extends Statement {
  /** Whether it holds the time of the request. */
  tellsTime: boolean
}

function newStatement({ dialect }: EntityStore, now: string | undefined, generic = false): TimedStatement {
  const parameters = new Parameters(dialect, generic)
  return {
    dialect,
    parameters,
    names: 0,
    tellsTime: false,
    get now() {
      this.tellsTime = true
      return now
    },
  }
}

/** Rows, and the conditions of those that are meant. */
interface Matched {
  readonly from: string
  readonly conditions: string[]
}

/** The rows that a query is about. */
function matching(
  statement: Statement,
  store: EntityStore,
  resource: Resource,
  keys: Keys,
  { filter, search }: Pick<Query, 'filter' | 'search'>,
  casts: readonly EntityType[] | undefined,
): Matched {
  const { from, conditions } = ownRows(statement, store, resource, 'collection', keys)
  if (casts !== undefined && layoutOf(resource).typed) conditions.push(isOneOf(ROW, casts))
  if (filter !== undefined) conditions.push(compilerFor(statement, resource, ROW).condition(filter))
  if (search !== undefined) conditions.push(searchCondition(statement, resource, ROW, search))
  return { from, conditions }
}

/** One row, or the rows of a collection. */
function ownRows(
  { dialect, parameters }: Statement,
  { tenantId }: EntityStore,
  resource: Resource,
  rows: Rows,
  keys: Keys,
): Matched {
  const layout = layoutOf(resource)
  const placeholders = layout.values(rows, tenantId, keys).map((value) => parameters.add(value, 'text'))
  const placeholder = (n: number): string => placeholders[n] ?? ''
  return { from: fromOf(layout, ROW, placeholder), conditions: [layout.where(rows, ROW, placeholder, { dialect })] }
}

function* entityJson(
  statement: Statement,
  resource: Resource,
  keys: Keys,
  expands: readonly Expand[],
  { shape, contextBase, pageSize, casted, absent, counts }: ReadOptions,
): Work<string> {
  const { dialect } = statement
  if (expands.length === 0) return layoutOf(resource).shown(dialect, ROW, shape)
  const values = yield* absentValues(expands, absent)
  const path = pathWithKeys(resource, keys, casted)
  const level = {
    statement,
    shape,
    pageSize,
    absent: values,
    counted: countedIn(expands, { counts }),
    address: shape.typeAnnotations === 'none' ? undefined : addressOf(statement, contextBase + path),
    link: addressOf(statement, path),
  }
  return layoutOf(resource).shown(dialect, ROW, shape, tailsOf(level, resource, ROW, expands))
}

/** Below what is expanded nothing is counted: it has the values of a row without anything. */
function countedIn(expands: readonly Expand[], { counts }: Pick<ReadOptions, 'counts'>): ReadonlySet<Resource> {
  return new Set(expands.flatMap(({ resource }) => (!resource.many && counts?.(resource) === true ? [resource] : [])))
}

function* absentValues(
  expands: readonly Expand[],
  absent: ReadOptions['absent'],
  found = new Map<Resource, Entity>(),
): Work<ReadonlyMap<Resource, Entity>> {
  for (const { resource, query } of expands) {
    const work = resource.many ? undefined : absent?.(resource, [PARENT_KEY])
    const entity = work === undefined ? undefined : yield* work
    if (entity !== undefined) found.set(resource, entity)
    yield* absentValues(query.expand, absent, found)
  }
  return found
}
