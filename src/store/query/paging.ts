/**
 * Keyset paging. A page ends at a position in the sort order, not at a number of rows, and the next one starts behind
 * it, whatever was inserted or deleted meanwhile. Every order is total: ties are broken by the key of the row.
 */
import { invalidQuery } from '../../errors.js'
import type { Resource } from '../../model/model.js'
import type { Expression, OrderBy } from '../../odata/ast.js'
import { propertyOf, typeOf } from '../../odata/value-types.js'
import { constant, identifier } from '../sql/dialect.js'
import type { Dialect, Kind } from '../sql/dialect.js'
import { enumNumber } from '../filter/comparisons.js'
import type { Compiler, Parameters, Value } from '../filter/scope.js'
import { layoutOf } from '../layout/layout-of.js'
import { all } from '../work.js'
import type { Effort, SqlValue, Work } from '../work.js'

export interface SortKey {
  /** SQL that sorts, by code point if it is text. */
  readonly sql: string
  readonly kind: Kind
  readonly nullable: boolean
  /** Whether the order says where nulls come, even if there are none. */
  readonly placesNulls: boolean
  readonly descending: boolean
}

/**
 * The keys of an order. The row's own key comes last, in the direction of the key before it, so that one index serves
 * the order and its reverse.
 */
export function sortKeysOf(
  compiler: Compiler,
  resource: Resource,
  alias: string,
  orderBy: readonly OrderBy[],
): readonly SortKey[] {
  const { order } = layoutOf(resource)
  const rowKey = (column: string, kind: Kind, descending: boolean): SortKey => {
    return { sql: `${alias}.${identifier(column)}`, kind, nullable: false, placesNulls: false, descending }
  }
  const keys: SortKey[] = []
  for (const { expression, descending } of orderBy) {
    if (propertyOf(expression) === 'id' && resource.many) return [...keys, rowKey('id', 'text', descending)]
    keys.push(sortKey(compiler, expression, descending))
  }
  return [...keys, rowKey(order.column, order.kind, keys.at(-1)?.descending ?? false)]
}

function sortKey(compiler: Compiler, expression: Expression, descending: boolean): SortKey {
  const { sql, kind, nullable, column, nullsInIndex } = valueToSortBy(compiler, expression)
  return {
    sql: kind === 'text' && !column ? compiler.dialect.ordered(sql) : sql,
    kind,
    nullable,
    placesNulls: nullable || nullsInIndex === true,
    descending,
  }
}

function valueToSortBy(compiler: Compiler, expression: Expression): Value {
  const type = typeOf(expression)
  if (typeof type === 'object' && type.kind === 'enum') return enumNumber(compiler, expression, type)
  return compiler.value(expression)
}

export function orderClause(dialect: Dialect, keys: readonly SortKey[]): string {
  // A bare number would not be a value here, but mean the n-th column of the answer.
  const items = keys.map(
    ({ sql, placesNulls, descending }) =>
      `${sql.includes('."') ? sql : `coalesce(${sql}, NULL)`}${descending ? ' DESC' : ''}${placesNulls ? dialect.nullsFirst(descending) : ''}`,
  )
  return `ORDER BY ${items.join(', ')}`
}

export interface PageRows {
  /** An entity each. */
  readonly json: readonly string[]
  /** Where the page ends in the order of the list, if there is more behind it. A JSON document keeps it exactly. */
  readonly next: readonly SqlValue[] | undefined
  /** Of all pages together, where it was asked for and the same statement tells it. */
  readonly count?: number | undefined
}

interface PageSql {
  /** SQL of the JSON text of a row. */
  readonly json: string
  readonly sortKeys: readonly SortKey[]
  /** From `FROM` on: the rows of the page in their order, and one more. */
  readonly rows: string
  readonly size: number
  readonly effort: Effort | undefined
  /** SQL that counts all pages together. */
  readonly total?: string | undefined
}

export interface PageStatement {
  readonly sql: string
  readonly size: number
  /** How many sort keys it tells of a row, or of the last one. */
  readonly keys: number
  readonly counts: boolean
  readonly effort: Effort | undefined
}

/** JSON has no control characters. */
const BETWEEN = '\u001e'

export function pageStatement(dialect: Dialect, { json, sortKeys, rows, size, effort, total }: PageSql): PageStatement {
  const names = sortKeys.map((_, i) => `key${i}`)
  const keys = sortKeys.map((key, i) => `, ${positionColumn(key)} AS ${names[i] ?? ''}`)
  const each = `SELECT ${json} AS json${keys.join('')} ${rows}`
  const sql = dialect.aggregateRows?.(each, constant(BETWEEN), names, size, total) ?? each
  return { sql, size, keys: names.length, counts: total !== undefined, effort }
}

export function* readPage(
  { aggregateRows }: Dialect,
  { sql, size, keys, counts, effort: estimate }: PageStatement,
  values: readonly SqlValue[],
  isCounted: boolean,
): Work<PageRows> {
  const effort = isCounted ? estimate : undefined
  if (aggregateRows === undefined) {
    const found = yield* all(sql, values, effort)
    const page = found.slice(0, size)
    return { json: page.map(([each]) => each as string), next: found.length > size ? page.at(-1)?.slice(1) : undefined }
  }
  const few = estimate === undefined
  const [joined, ...others] = (yield { sql, values, returnsRows: true, effort, few }).rows[0] ?? []
  const found = typeof joined === 'string' ? joined.split(BETWEEN) : []
  return {
    json: found.slice(0, size),
    next: found.length > size ? others.slice(0, keys) : undefined,
    count: counts ? Number(others[keys]) : undefined,
  }
}

/** A sort key as a column of the answer, in a form that a JSON document keeps exactly. */
function positionColumn({ sql, kind }: SortKey): string {
  if (kind === 'integer') return `CAST(${sql} AS TEXT)`
  return kind === 'boolean' ? `CAST(${sql} AS INTEGER)` : sql
}

/** JSON text of the position of a row, as {@link behind} takes it. */
export function positionJson(dialect: Dialect, keys: readonly SortKey[]): string {
  const values = keys.map((key) => {
    if (key.kind === 'text') return dialect.jsonString(dialect.cast(key.sql, 'text'))
    if (key.kind === 'double') return `coalesce(${dialect.exactDouble(key.sql)}, 'null')`
    const text = `CAST(${positionColumn(key)} AS TEXT)`
    return key.kind === 'integer' ? `coalesce('"' || ${text} || '"', 'null')` : `coalesce(${text}, 'null')`
  })
  return `'[' || ${values.join(` || ',' || `)} || ']'`
}

/** The condition that a row comes behind a position, a value of {@link positionColumn} for each key. */
export function behind(parameters: Parameters, keys: readonly SortKey[], position: readonly SqlValue[]): string {
  if (position.length !== keys.length || !keys.every((key, i) => fits(key, position[i] as SqlValue)))
    throw invalidQuery('The skip token does not belong to this query.')
  const values = keys.map(({ kind }, i) => parameter(parameters, kind, position[i] as SqlValue))
  const [first] = keys as [SortKey]
  if (keys.every(({ nullable, descending }) => !nullable && descending === first.descending)) {
    const symbol = first.descending ? '<' : '>'
    return `(${keys.map(({ sql }) => sql).join(', ')}) ${symbol} (${values.join(', ')})`
  }
  return keys.reduceRight((rest, key, i) => behindKey(key, values[i], rest), '')
}

/** Behind in this key, or equal in it and behind in the rest. */
function behindKey({ sql, nullable, descending }: SortKey, value: string | undefined, rest: string): string {
  const equal = value === undefined ? `${sql} IS NULL` : `${sql} = ${value}`
  const later =
    value === undefined ? (descending ? '' : `${sql} IS NOT NULL`) : laterThan(sql, value, nullable, descending)
  const tied = rest === '' ? '' : `(${equal} AND ${rest})`
  if (later === '' || tied === '') return later === '' ? tied : later
  return `(${later} OR ${tied})`
}

function laterThan(sql: string, value: string, nullable: boolean, descending: boolean): string {
  if (!descending) return `${sql} > ${value}`
  return nullable ? `(${sql} < ${value} OR ${sql} IS NULL)` : `${sql} < ${value}`
}

function parameter(parameters: Parameters, kind: Kind, value: SqlValue): string | undefined {
  if (value === null) return undefined
  return parameters.add(kind === 'boolean' ? Number(value) === 1 : value, kind)
}

function fits({ kind, nullable }: SortKey, value: SqlValue): boolean {
  if (value === null) return nullable
  switch (kind) {
    case 'text':
      return typeof value === 'string'
    case 'integer':
      return typeof value === 'string' && /^-?\d{1,19}$/.test(value)
    case 'double':
      return typeof value === 'number'
    case 'boolean':
      return Number(value) === 0 || Number(value) === 1
  }
}
