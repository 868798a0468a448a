/**
 * How the rows of a resource are stored, as far as statements about them need to know: in a table of their type, or as
 * documents in the shared table; what is referred to, as the set that it lives in. Everything that reads and writes entities asks this interface and nothing else.
 */
import type { Resource } from '../../model/model.js'
import type { Entity } from '../../model/payload.js'
import type { EntityType, Property } from '../../model/types.js'
import { identifier } from '../sql/dialect.js'
import type { Dialect, Kind } from '../sql/dialect.js'
import type { SqlValue } from '../work.js'
import type { Tails } from './projection.js'
import type { Shape } from './shape.js'

/** Keys from the root down; a single-valued navigation has none of its own. */
export type Keys = readonly string[]

/** Whose rows: those of the tenant alone, as for changes, or also those of the catalog, where the resource has such. */
export type Whose = 'own' | 'shown'

/** Which rows are asked for, and in which dialect: that counts where JSON says which there are. */
export interface Asked {
  readonly dialect: Dialect
  readonly whose?: Whose | undefined
}

/** The tenant of the rows of the catalog, which every tenant is shown. */
export const CATALOG = ''

/** One row, by all its keys; or the rows of a collection, by the keys of the item that contains them. */
export type Rows = 'item' | 'collection'

export interface Layout {
  readonly table: string
  /** The columns of its key. */
  readonly key: readonly string[]
  /** Rows are of several types, and tell theirs in `odataType`. */
  readonly typed: boolean
  /** What is shown of a row comes from that row alone, and its keys name it. */
  readonly standsAlone: boolean
  /** What breaks ties between rows that sort alike, and orders them where nothing else does. */
  readonly order: { readonly column: string; readonly kind: Kind }
  /** What a new row takes from the row of the item that contains it. Without it a foreign key checks that there is one. */
  readonly container?: Container | undefined
  /** SQL of the rows, where they are not simply those of the table; `mark` as in {@link where}. */
  from?(alias: string, mark: (n: number) => string): string
  /** The condition that picks rows of the tenant; `mark` is SQL of one of the {@link values}, counted from 0. */
  where(rows: Rows, alias: string, mark: (n: number) => string, asked?: Asked): string
  /** The condition of what a contained single value contains, which no foreign key deletes with it. */
  belowSingle?(alias: string, mark: (n: number) => string): string
  values(rows: Rows, tenantId: string, keys: Keys): string[]
  /** The condition that makes rows those that the row `parent` contains or is paired with. */
  below(alias: string, parent: string, dialect: Dialect): string
  /** Where the value of a property is read. */
  reading(dialect: Dialect, name: string, property: Property, alias: string): Readings
  /** SQL of the JSON text of a row. */
  shown(dialect: Dialect, alias: string, shape: Shape, tails?: Tails): string
  /** All columns of a row. */
  readonly columns: readonly string[]
  /** Those besides the key that follow from it, or that no row has: an index of them stays as it is where a row is replaced. */
  readonly fixed?: readonly string[] | undefined
  /** Their values. */
  row(tenantId: string, keys: Keys, type: EntityType, entity: Entity): SqlValue[]
}

/** The item that contains a row, as the statement that inserts the row calls it `c`. */
export interface Container {
  readonly resource: Resource
  /** The value of the column `parentRow`. */
  readonly row: string
}

/** How the value of a property is read from where it lies. */
export interface Reading {
  /** A scalar of this kind. */
  scalar(kind: Kind): string
  /** A text, or the JSON text of a complex value or collection. */
  text(): string
  /** Is a column: already sorted by code point, and served by an index if there is one. */
  readonly column: boolean
  /** Its index sorts nulls, of other sets at least; an order has to say where they come, or the index does not serve it. */
  readonly nullsInIndex?: true
}

/** The value as it is, and with its texts in folded case if there are any that case does not matter to. */
export interface Readings {
  readonly original: Reading
  readonly folded: Reading | undefined
}

/** The rows among which `where` picks, as `alias`. */
export function fromOf(layout: Layout, alias: string, mark: (n: number) => string): string {
  return layout.from?.(alias, mark) ?? `${identifier(layout.table)} ${alias}`
}

/** The rows among which `below` picks, for the row `parent`. */
export function fromBelow(layout: Layout, alias: string, parent: string): string {
  return fromOf(layout, alias, (n) => `${parent}.${n === 0 ? '"tenantId"' : '"id"'}`)
}

/** The nearest item that contains what is at `resource`; undefined if it is in nothing that has a key. */
export function containerOf({ parent }: Resource): Resource | undefined {
  return parent === undefined || parent.many ? parent : containerOf(parent)
}

export interface RowsElsewhere {
  /** The layout that the rows would have at the resource: the type that it declares decides how they are shown. */
  readonly own: Layout
  /** The layout of the set in which the rows live. */
  readonly set: Layout
}

/** Rows of a set as another resource shows them; which of them these are is still to be told. */
export function livingIn({ own, set }: RowsElsewhere): Layout {
  return { ...own, order: set.order, reading: set.reading, standsAlone: false, container: undefined }
}

/** How many keys lead to the container. */
export function depthOf(resource: Resource): number {
  const container = containerOf(resource)
  return container === undefined ? 0 : depthOf(container) + 1
}

/** The condition of rows of a tenant, and of the catalog if those are `shared`; `tenant` is SQL. */
export function ofTenant(alias: string, tenant: string, shared: boolean): string {
  return shared ? `${alias}."tenantId" IN (${tenant}, '${CATALOG}')` : `${alias}."tenantId" = ${tenant}`
}
