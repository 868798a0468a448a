/** SQL texts of statements about entities, made once for each resource, and the pieces that they are made of. */
import type { Resource } from '../../model/model.js'
import { propertyList } from '../../model/inheritance.js'
import { layoutOf } from '../layout/layout-of.js'
import { fromOf } from '../layout/layout.js'
import type { Layout, Readings, Rows, Whose } from '../layout/layout.js'
import { nameOf } from '../layout/projection.js'
import type { Shape } from '../layout/shape.js'
import type { Dialect } from '../sql/dialect.js'

/** Everything that is stored, whatever the version of the reader. */
export const WHOLE: Shape = { version: 'beta', select: undefined, typeAnnotations: 'none' }

/** What a statement does, to what, and how it shows what it returns. */
export interface StatementName {
  readonly kind: string
  readonly resource: Resource
  readonly shape: Shape
}

/** SQL texts by resource and by what they do; they depend on nothing but the declared model. */
const statements = {
  sqlite: new WeakMap<Resource, Map<string, string>>(),
  postgresql: new WeakMap<Resource, Map<string, string>>(),
}
const STATEMENTS = 200

/** Statements that select nothing, found by what they are of: to put a name together takes longer. */
interface Plain extends Pick<Shape, 'version' | 'typeAnnotations' | 'withholds'> {
  readonly kind: string
  readonly sql: string
}

const plain = { sqlite: new WeakMap<Resource, Plain[]>(), postgresql: new WeakMap<Resource, Plain[]>() }
const PLAIN = 16

export function statementText(
  { provider }: Dialect,
  { kind, resource, shape }: StatementName,
  make: () => string,
): string {
  const { version, typeAnnotations, withholds, select } = shape
  if (select !== undefined) return namedText(provider, { kind, resource, shape }, make)
  let lately = plain[provider].get(resource)
  if (lately === undefined) plain[provider].set(resource, (lately = []))
  for (const each of lately)
    if (
      each.kind === kind &&
      each.version === version &&
      each.typeAnnotations === typeAnnotations &&
      each.withholds === withholds
    )
      return each.sql
  const sql = namedText(provider, { kind, resource, shape }, make)
  if (lately.length >= PLAIN) lately.length = 0
  lately.push({ kind, version, typeAnnotations, withholds, sql })
  return sql
}

function namedText(
  provider: Dialect['provider'],
  { kind, resource, shape }: StatementName,
  make: () => string,
): string {
  const of = statements[provider]
  let known = of.get(resource)
  if (known === undefined) of.set(resource, (known = new Map<string, string>()))
  const name = `${kind} ${nameOf(shape)}`
  let sql = known.get(name)
  if (sql === undefined) {
    sql = make()
    if (known.size >= STATEMENTS) known.clear()
    known.set(name, sql)
  }
  return sql
}

/** `FROM` and `WHERE` of rows of a layout, of which `before` values of the statement are not. */
export function rowsOf(dialect: Dialect, layout: Layout, rows: Rows, alias: string, whose?: Whose, before = 0): string {
  const from = fromOf(layout, alias, (n) => dialect.placeholder(before + n + 1))
  return `${from} WHERE ${whereOf(dialect, layout, rows, alias, whose, before)}`
}

export function whereOf(
  dialect: Dialect,
  layout: Layout,
  rows: Rows,
  alias: string,
  whose?: Whose,
  before = 0,
): string {
  return layout.where(rows, alias, (n) => dialect.placeholder(before + n + 1), { dialect, whose })
}

/** Where the rows `t` of a resource have a property. */
export function readingOf(dialect: Dialect, resource: Resource, name: string): Readings {
  const property = propertyList(resource.type).find(([each]) => each === name)?.[1]
  if (property === undefined) throw new Error(`${resource.path} has no ${name}`)
  return layoutOf(resource).reading(dialect, name, property, 't')
}
