/**
 * The rows of declared entity sets: finds, lists, inserts, updates, deletes. No rules here; absence is `undefined`,
 * a refusal of the database a {@link ConstraintViolation}.
 *
 * Everything is said for one tenant at a time: the {@link EntityStore} is made for it.
 */
import type { Resource } from '../../model/model.js'
import type { Entity } from '../../model/payload.js'
import type { EntityType } from '../../model/types.js'
import { dialectOf, identifier } from '../sql/dialect.js'
import type { Dialect } from '../sql/dialect.js'
import { containerOf } from '../layout/layout.js'
import { layoutOf } from '../layout/layout-of.js'
import type { Container, Keys, Layout, Whose } from '../layout/layout.js'
import type { Shape } from '../layout/shape.js'
import { selecting } from '../layout/selection.js'
import { all, ConstraintViolation, run } from '../work.js'
import type { Command, SqlValue, Work } from '../work.js'
import { readingOf, rowsOf, statementText, whereOf, WHOLE } from './statement-texts.js'

/** An entity as a writer needs it: its concrete type and all its properties. */
export interface Stored {
  readonly type: EntityType
  readonly entity: Entity
  /** Columns that the declaration does not tell of. */
  columns?: Readonly<Record<string, SqlValue>>
}

export type { Keys } from '../layout/layout.js'

type Lock = 'alone' | 'beside' | 'unlocked'

export class EntityStore {
  readonly tenantId: string
  readonly dialect: Dialect

  constructor(provider: 'sqlite' | 'postgresql', tenantId: string) {
    this.dialect = dialectOf(provider)
    this.tenantId = tenantId
  }

  /** The JSON text of an entity. */
  *find(resource: Resource, keys: Keys, shape: Shape): Work<string | undefined> {
    const sql = this.#statement('find', resource, shape, () => {
      const layout = layoutOf(resource)
      return `SELECT ${layout.shown(this.dialect, 't', shape)} FROM ${rowsOf(this.dialect, layout, 'item', 't')}`
    })
    const { rows } = yield this.#ask(sql, resource, keys, this.#key(resource, keys), true)
    return selected(resource, shape, rows[0]?.[0] as string | undefined)
  }

  /**
   * The JSON text of a contained single value: undefined if the item that contains it does not exist, null if that has
   * none.
   */
  *findSingle(resource: Resource, keys: Keys, shape: Shape): Work<string | null | undefined> {
    const container = containerOf(resource)
    if (container === undefined) return (yield* this.find(resource, keys, shape)) ?? null
    const values = [...this.#key(container, keys), ...this.#key(resource, keys)]
    const sql = this.#statement('findSingle', resource, shape, () => {
      const [layout, above] = [layoutOf(resource), layoutOf(container)]
      const before = this.#key(container, keys).length
      const own = layout.where('item', 't', (n) => this.dialect.placeholder(before + n + 1), this)
      return (
        `SELECT CASE WHEN t."id" IS NULL THEN NULL ELSE ${layout.shown(this.dialect, 't', shape)} END ` +
        `FROM ${identifier(above.table)} p LEFT JOIN ${identifier(layout.table)} t ON ${own} ` +
        `WHERE ${whereOf(this.dialect, above, 'item', 'p')}`
      )
    })
    const { rows } = yield this.#ask(sql, resource, keys, values, true)
    return selected(resource, shape, rows[0]?.[0] as string | null | undefined)
  }

  /**
   * An entity to be changed, its row locked until the transaction ends. A transaction that
   * holds the row already, because it adds something below it, loads it `beside` others that do: two of them would wait for
   * each other otherwise. One that is only looked at, which may be one of the catalog, is loaded `unlocked`.
   */
  *load(resource: Resource, keys: Keys, lock: Lock = 'alone'): Work<Stored | undefined> {
    const { forUpdate, forNoKeyUpdate } = this.dialect
    const locking = { alone: forUpdate, beside: forNoKeyUpdate, unlocked: '' }[lock]
    const whose = lock === 'unlocked' ? 'shown' : 'own'
    const sql = this.#statement(`load ${lock}`, resource, WHOLE, () => {
      const layout = layoutOf(resource)
      const type = layout.typed ? 't."odataType"' : 'NULL'
      const shown = layout.shown(this.dialect, 't', WHOLE)
      return `SELECT ${type}, ${shown} FROM ${rowsOf(this.dialect, layout, 'item', 't', whose)}${locking}`
    })
    const row = (yield this.#ask(sql, resource, keys, this.#key(resource, keys))).rows[0]
    if (row === undefined) return undefined
    const type =
      resource.concreteTypes.find(({ name }) => name === row[0]) ?? resource.concreteTypes[0] ?? resource.type
    return { type, entity: JSON.parse(row[1] as string) as Entity }
  }

  /** Lets one transaction at a time take numbers below an item, until it ends. SQLite has one writer anyhow. */
  *takeTurn(resource: Resource, keys: Keys): Work<void> {
    const { forNoKeyUpdate } = this.dialect
    if (forNoKeyUpdate === '') return
    const sql = this.#statement('takeTurn', resource, WHOLE, () => {
      return `SELECT 1 FROM ${rowsOf(this.dialect, layoutOf(resource), 'item', 't')}${forNoKeyUpdate}`
    })
    yield this.#ask(sql, resource, keys, this.#key(resource, keys))
  }

  /** The name of the concrete type of an entity, whose row stays where it is until the transaction ends. */
  *holdType(resource: Resource, keys: Keys): Work<string | undefined> {
    const name = layoutOf(resource).typed ? 't."odataType"' : `'${resource.type.name}'`
    return (yield* this.#hold(`hold type`, resource, keys, name)) as string | undefined
  }

  /** The value of a property of an entity, whose row stays where it is until the transaction ends; undefined if there is none. */
  *hold(resource: Resource, keys: Keys, property = 'id'): Work<SqlValue | undefined> {
    const value = property === 'id' ? 't."id"' : readingOf(this.dialect, resource, property).original.text()
    return yield* this.#hold(`hold ${property}`, resource, keys, value)
  }

  *#hold(kind: string, resource: Resource, keys: Keys, value: string): Work<SqlValue | undefined> {
    const sql = this.#statement(kind, resource, WHOLE, () => {
      const layout = layoutOf(resource)
      const lock = layout.from === undefined ? this.dialect.forKeyShare : ''
      return `SELECT ${value} FROM ${rowsOf(this.dialect, layout, 'item', 't')}${lock}`
    })
    return (yield this.#ask(sql, resource, keys, this.#key(resource, keys))).rows[0]?.[0]
  }

  *exists(resource: Resource, keys: Keys, whose: Whose = 'shown'): Work<boolean> {
    const sql = this.#statement(`exists ${whose}`, resource, WHOLE, () => {
      return `SELECT 1 FROM ${rowsOf(this.dialect, layoutOf(resource), 'item', 't', whose)}`
    })
    return (yield this.#ask(sql, resource, keys, this.#key(resource, keys), true)).rows.length > 0
  }

  /** Adds an entity and gives its JSON text. `last` is what {@link Command} means by it. */
  *insert(resource: Resource, keys: Keys, { type, entity, columns }: Stored, shape: Shape, last = false): Work<string> {
    const layout = layoutOf(resource)
    const row = withColumns('insert', layout, layout.row(this.tenantId, keys, type, entity), columns)
    const { values } = row
    const { container } = layout
    const sql = this.#statement(row.kind, resource, shape, () => {
      // SQLite knows no alias in RETURNING, only the name of the table.
      const alias = identifier(layout.table)
      const names = [...row.columns, ...(container === undefined ? [] : ['parentRow'])].map(identifier).join(', ')
      const placeholders = row.columns.map((_, i) => this.dialect.placeholder(i + 1)).join(', ')
      const source =
        container === undefined ? `VALUES (${placeholders})` : this.#below(container, placeholders, row.columns.length)
      return `INSERT INTO ${alias} (${names}) ${source} RETURNING ${layout.shown(this.dialect, alias, shape)}`
    })
    const about = keys.length === 0 && resource.many ? [entity['id'] as string] : keys
    if (container !== undefined) values.push(...this.#key(container.resource, keys))
    const { rows } = yield this.#ask(sql, resource, about, values, true, last)
    if (rows[0] === undefined) throw new ConstraintViolation('foreignKey', new Error(`nothing contains the new row`))
    return selected(resource, shape, rows[0][0] as string)
  }

  /** Values of a new row beside the row that contains it, which stays where it is until the transaction ends. */
  #below({ resource, row }: Container, placeholders: string, taken: number): string {
    const layout = layoutOf(resource)
    const where = layout.where('item', 'c', (n) => this.dialect.placeholder(taken + n + 1), {
      dialect: this.dialect,
      whose: 'own',
    })
    return `SELECT ${placeholders}, ${row} FROM ${identifier(layout.table)} c WHERE ${where}${this.dialect.forKeyShare}`
  }

  /** Writes all properties of an entity whose row was loaded before, and gives its JSON text. `last` as in {@link insert}. */
  *update(resource: Resource, keys: Keys, { type, entity, columns }: Stored, shape: Shape, last = false): Work<string> {
    const layout = layoutOf(resource)
    const row = withColumns('update', layout, layout.row(this.tenantId, keys, type, entity), columns)
    const isKey = row.columns.map((name) => layout.key.includes(name))
    const sql = this.#statement(row.kind, resource, shape, () => {
      const first = layout.key.length + 1
      const changed = row.columns.filter((_, i) => isKey[i] === false)
      const sets = changed.map((name, i) => `${identifier(name)} = ${this.dialect.placeholder(first + i)}`).join(', ')
      const alias = identifier(layout.table)
      return `UPDATE ${alias} SET ${sets} WHERE ${whereOf(this.dialect, layout, 'item', alias, 'own')} RETURNING ${layout.shown(this.dialect, alias, shape)}`
    })
    const values = [...this.#key(resource, keys), ...row.values.filter((_, i) => isKey[i] === false)]
    return selected(resource, shape, (yield this.#ask(sql, resource, keys, values, false, last)).rows[0]?.[0] as string)
  }

  /** Whether there was something to delete. What it contains goes with it. `last` as in {@link insert}. */
  *remove(resource: Resource, keys: Keys, last = false): Work<boolean> {
    const sql = this.#statement('remove', resource, WHOLE, () => {
      const layout = layoutOf(resource)
      const below = layout.belowSingle?.('t', (n) => this.dialect.placeholder(n + 1))
      const own = whereOf(this.dialect, layout, 'item', 't', 'own')
      return `DELETE FROM ${identifier(layout.table)} AS t WHERE ${below === undefined ? own : `(${own}) OR (${below})`}`
    })
    const values = this.#key(resource, keys)
    return (yield { sql, values, returnsRows: false, last, about: this.#about(resource, keys) }).changes > 0
  }

  /** Deletes all that one parent contains at `resource`. */
  *removeChildren(resource: Resource, keys: Keys): Work<void> {
    const layout = layoutOf(resource)
    yield* run(
      `DELETE FROM ${identifier(layout.table)} AS t WHERE ${whereOf(this.dialect, layout, 'collection', 't', 'own')}`,
      layout.values('collection', this.tenantId, keys),
      this.#about(resource, keys),
    )
  }

  /** Deletes every entity of the tenant in a root set, and what they contain. */
  *removeAll(resource: Resource): Work<void> {
    const layout = layoutOf(resource)
    const sql = `DELETE FROM ${identifier(layout.table)} AS t WHERE ${whereOf(this.dialect, layout, 'collection', 't', 'own')}`
    yield* run(sql, layout.values('collection', this.tenantId, []))
  }

  *rows(sql: string, values: readonly SqlValue[]): Work<readonly (readonly SqlValue[])[]> {
    return yield* all(sql, values)
  }

  /** A statement about one entity, and what belongs to it. `quick` and `last` are what {@link Command} means by them. */
  #ask(sql: string, resource: Resource, keys: Keys, values: readonly SqlValue[], quick = false, last = false): Command {
    return { sql, values, returnsRows: true, quick, last, about: this.#about(resource, keys) }
  }

  /**
   * The root that a row belongs to: its own, or the one that contains it. Undefined where more is shown than that row, or
   * where the keys lead to it by way of another one.
   */
  #about(resource: Resource, keys: Keys): string | undefined {
    return layoutOf(resource).standsAlone ? `${this.tenantId} ${keys[0] ?? ''}` : undefined
  }

  #key(resource: Resource, keys: Keys): SqlValue[] {
    return layoutOf(resource).values('item', this.tenantId, keys)
  }

  #statement(kind: string, resource: Resource, shape: Shape, make: () => string): string {
    return statementText(this.dialect, { kind, resource, shape }, make)
  }
}

/** What is selected of an entity that was found. */
function selected<T extends string | null | undefined>(resource: Resource, shape: Shape, json: T): T | string {
  const select = typeof json === 'string' ? selecting(resource, shape) : undefined
  return select === undefined ? json : select(json as string)
}

interface WrittenRow {
  /** The kind of the statement that writes it. */
  readonly kind: string
  readonly columns: readonly string[]
  readonly values: SqlValue[]
}

/** A row with further columns, or other values in its own. */
function withColumns(kind: string, layout: Layout, values: SqlValue[], further: Stored['columns']): WrittenRow {
  if (further === undefined) return { kind, columns: layout.columns, values }
  const columns = [...layout.columns]
  for (const [name, value] of Object.entries(further)) {
    const at = columns.indexOf(name)
    if (at >= 0) values[at] = value
    else values[columns.push(name) - 1] = value
  }
  return { kind: `${kind} ${Object.keys(further).join()}`, columns, values }
}
