/**
 * The rows of declared entity sets: finds, lists, inserts, updates, deletes. No rules here; absence is `undefined`,
 * a refusal of the database a {@link ConstraintViolation}.
 *
 * Everything is said for one tenant at a time: the {@link EntityStore} is made for it.
 */
import type { Version } from '../../model/edm.js'
import type { Resource } from '../../model/model.js'
import type { Entity } from '../../model/payload.js'
import type { EntityType, Link } from '../../model/types.js'
import { dialectOf, identifier } from '../sql/dialect.js'
import type { Dialect } from '../sql/dialect.js'
import { isPaired } from '../filter/paths.js'
import { projection } from '../layout/projection.js'
import type { Shape } from '../layout/projection.js'
import { tableOf, toRow } from '../layout/tables.js'
import type { Table } from '../layout/tables.js'
import { all, first, run } from '../work.js'
import type { Command, SqlValue, Work } from '../work.js'

/** An entity as a writer needs it: its concrete type and all its properties. */
export interface Stored {
  readonly type: EntityType
  readonly entity: Entity
  /** Columns that the declaration does not tell of. */
  columns?: Readonly<Record<string, SqlValue>>
}

/** Which row: keys from the root down; a single-valued navigation has none of its own. */
export type Keys = readonly string[]

/** Everything that is stored, whatever the version of the reader. */
const WHOLE: Shape = { version: 'beta', select: undefined, typeAnnotations: 'none' }

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
      const table = tableOf(resource)
      return `SELECT ${projection(this.dialect, resource, 't', shape)} FROM ${identifier(table.name)} t WHERE ${this.#whereKey(table, 't')}`
    })
    return (yield this.#ask(sql, resource, keys, this.#key(resource, keys), true)).rows[0]?.[0] as string | undefined
  }

  /**
   * The JSON text of a contained single value together with its parent: undefined if there is no parent, null if the
   * parent has none.
   */
  *findSingle(resource: Resource, keys: Keys, shape: Shape): Work<string | null | undefined> {
    const sql = this.#statement('findSingle', resource, shape, () => {
      const table = tableOf(resource)
      const parent = table.parent
      if (parent === undefined) throw new Error(`${resource.path} has no parent`)
      return (
        `SELECT CASE WHEN t."id" IS NULL THEN NULL ELSE ${projection(this.dialect, resource, 't', shape)} END ` +
        `FROM ${identifier(parent.name)} p LEFT JOIN ${identifier(table.name)} t ON t."tenantId" = p."tenantId" AND t."parentId" = p."id" ` +
        `WHERE ${this.#whereKey(parent, 'p')}`
      )
    })
    const { rows } = yield this.#ask(sql, resource, keys, this.#key(resource.parent ?? resource, keys), true)
    return rows[0]?.[0] as string | null | undefined
  }

  /** An entity to be changed, its row locked until the transaction ends. */
  *load(resource: Resource, keys: Keys): Work<Stored | undefined> {
    const sql = this.#statement('load', resource, WHOLE, () => {
      const table = tableOf(resource)
      const type = table.typed ? 't."odataType"' : 'NULL'
      return (
        `SELECT ${type}, ${projection(this.dialect, resource, 't', WHOLE)} FROM ${identifier(table.name)} t ` +
        `WHERE ${this.#whereKey(table, 't')}${this.dialect.forUpdate}`
      )
    })
    const row = (yield this.#ask(sql, resource, keys, this.#key(resource, keys))).rows[0]
    if (row === undefined) return undefined
    const type =
      resource.concreteTypes.find(({ name }) => name === row[0]) ?? resource.concreteTypes[0] ?? resource.type
    return { type, entity: JSON.parse(row[1] as string) as Entity }
  }

  /** One column of an entity, whose row stays where it is until the transaction ends; undefined if there is none. */
  *hold(resource: Resource, keys: Keys, property = 'id'): Work<SqlValue | undefined> {
    const table = tableOf(resource)
    const sql = this.#statement(`hold ${property}`, resource, WHOLE, () => {
      return `SELECT t.${identifier(property)} FROM ${identifier(table.name)} t WHERE ${this.#whereKey(table, 't')}${this.dialect.forKeyShare}`
    })
    return (yield this.#ask(sql, resource, keys, this.#key(resource, keys))).rows[0]?.[0]
  }

  *exists(resource: Resource, keys: Keys): Work<boolean> {
    const table = tableOf(resource)
    const sql = this.#statement(
      'exists',
      resource,
      WHOLE,
      () => `SELECT 1 FROM ${identifier(table.name)} t WHERE ${this.#whereKey(table, 't')}`,
    )
    return (yield this.#ask(sql, resource, keys, this.#key(resource, keys), true)).rows.length > 0
  }

  /** Adds an entity and gives its JSON text. `last` is what {@link Command} means by it. */
  *insert(resource: Resource, keys: Keys, { type, entity, columns }: Stored, shape: Shape, last = false): Work<string> {
    const table = tableOf(resource)
    const row = toRow(table, type, this.#rowKey(table, keys, entity), entity)
    const sql = this.#statement(withColumns('insert', row, columns), resource, shape, () => {
      // SQLite knows no alias in RETURNING, only the name of the table.
      const alias = identifier(table.name)
      const names = [...row.keys()].map(identifier).join(', ')
      const values = [...row.keys()].map((_, i) => this.dialect.placeholder(i + 1)).join(', ')
      return `INSERT INTO ${alias} (${names}) VALUES (${values}) RETURNING ${projection(this.dialect, resource, alias, shape)}`
    })
    const about = table.parent === undefined && !table.single ? [entity['id'] as string] : keys
    return (yield this.#ask(sql, resource, about, [...row.values()], true, last)).rows[0]?.[0] as string
  }

  /** Writes all properties of an entity whose row was loaded before, and gives its JSON text. `last` as in {@link insert}. */
  *update(resource: Resource, keys: Keys, { type, entity, columns }: Stored, shape: Shape, last = false): Work<string> {
    const table = tableOf(resource)
    const row = toRow(table, type, this.#rowKey(table, keys, entity), entity)
    const name = withColumns('update', row, columns)
    const key = new Set(keyColumns(table))
    const changed = [...row.keys()].filter((name) => !key.has(name))
    const sql = this.#statement(name, resource, shape, () => {
      const first = key.size + 1
      const sets = changed.map((name, i) => `${identifier(name)} = ${this.dialect.placeholder(first + i)}`).join(', ')
      const alias = identifier(table.name)
      return `UPDATE ${alias} SET ${sets} WHERE ${this.#whereKey(table, alias)} RETURNING ${projection(this.dialect, resource, alias, shape)}`
    })
    const values = [...this.#key(resource, keys), ...changed.map((name) => row.get(name) ?? null)]
    return (yield this.#ask(sql, resource, keys, values, false, last)).rows[0]?.[0] as string
  }

  /** Whether there was something to delete. What it contains goes with it. `last` as in {@link insert}. */
  *remove(resource: Resource, keys: Keys, last = false): Work<boolean> {
    const table = tableOf(resource)
    const sql = this.#statement(
      'remove',
      resource,
      WHOLE,
      () => `DELETE FROM ${identifier(table.name)} AS t WHERE ${this.#whereKey(table, 't')}`,
    )
    const values = this.#key(resource, keys)
    return (yield { sql, values, returnsRows: false, last, about: this.#about(resource, keys) }).changes > 0
  }

  /** Pairs an item of the linked resource with the one above it. False if they are a pair already. */
  *addPair({ pairs, from, to }: Link, [one = '', other = '']: Keys): Work<boolean> {
    const columns = ['tenantId', from, to]
    const marks = columns.map((_, i) => this.dialect.placeholder(i + 1)).join(', ')
    const sql = `INSERT INTO ${identifier(pairs)} (${columns.map(identifier).join(', ')}) VALUES (${marks}) ON CONFLICT DO NOTHING`
    return (yield* run(sql, [this.tenantId, one, other])).changes > 0
  }

  /** Whether there was a pair to part. */
  *removePair({ pairs, from, to }: Link, [one = '', other = '']: Keys): Work<boolean> {
    const conditions = ['tenantId', from, to].map(
      (name, i) => `${identifier(name)} = ${this.dialect.placeholder(i + 1)}`,
    )
    const sql = `DELETE FROM ${identifier(pairs)} WHERE ${conditions.join(' AND ')}`
    return (yield* run(sql, [this.tenantId, one, other])).changes > 0
  }

  /** Deletes all that hangs below one parent. */
  *removeChildren(resource: Resource, keys: Keys): Work<void> {
    const table = tableOf(resource)
    yield* run(
      `DELETE FROM ${identifier(table.name)} WHERE "tenantId" = ${this.dialect.placeholder(1)} AND "parentId" = ${this.dialect.placeholder(2)}`,
      [this.tenantId, keys[0] ?? ''],
      this.#about(resource, keys),
    )
  }

  /** Deletes every entity of the tenant in a root set, and what they contain. */
  *removeAll(resource: Resource): Work<void> {
    yield* run(`DELETE FROM ${identifier(tableOf(resource).name)} WHERE "tenantId" = ${this.dialect.placeholder(1)}`, [
      this.tenantId,
    ])
  }

  /** Texts of one column where another one equals a text, without regard to case. For rules that look things up. */
  *lookUp(resource: Resource, wanted: string, column: string, foldedText: string): Work<string | undefined> {
    const table = tableOf(resource)
    const property = Object.fromEntries(table.columns)[column]
    const inDocument = (): string =>
      property?.opaque === true ? identifier(column) : this.dialect.textMember('"folded"', column)
    const expression = property?.indexed === true ? `"${column}Folded"` : inDocument()
    const sql = `SELECT ${identifier(wanted)} FROM ${identifier(table.name)} WHERE "tenantId" = ${this.dialect.placeholder(1)} AND ${expression} = ${this.dialect.placeholder(2)} ORDER BY "id" LIMIT 1`
    return (yield* first(sql, [this.tenantId, foldedText]))?.[0] as string | undefined
  }

  /** How many entities below one parent have each value of a property. */
  *countBy(resource: Resource, keys: Keys, property: string): Work<Map<SqlValue, number>> {
    const sql = this.#statement(`countBy ${property}`, resource, WHOLE, () => {
      const column = identifier(property)
      return (
        `SELECT ${column}, count(*) FROM ${identifier(tableOf(resource).name)} ` +
        `WHERE "tenantId" = ${this.dialect.placeholder(1)} AND "parentId" = ${this.dialect.placeholder(2)} GROUP BY ${column}`
      )
    })
    const rows = yield* all(sql, [this.tenantId, keys[0] ?? ''])
    return new Map(rows.map(([value = null, count]) => [value, Number(count)]))
  }

  /** Whether the tenant has anything at `resource`. */
  *hasAny(resource: Resource): Work<boolean> {
    const sql = `SELECT 1 FROM ${identifier(tableOf(resource).name)} WHERE "tenantId" = ${this.dialect.placeholder(1)} LIMIT 1`
    return (yield* first(sql, [this.tenantId])) !== undefined
  }

  /** The highest of ids that are numbers; -1 if there is none. */
  *highestNumber(resource: Resource): Work<number> {
    const sql = `SELECT max(CAST("id" AS INTEGER)) FROM ${identifier(tableOf(resource).name)} WHERE "tenantId" = ${this.dialect.placeholder(1)}`
    return Number((yield* first(sql, [this.tenantId]))?.[0] ?? -1)
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
    return tableOf(resource).standsAlone ? `${this.tenantId} ${keys[0] ?? ''}` : undefined
  }

  #whereKey(table: Table, alias: string): string {
    const { placeholder } = this.dialect
    if (table.link !== undefined)
      return `${alias}."tenantId" = ${placeholder(1)} AND ${alias}."id" = ${placeholder(3)} AND ${isPaired(table.link, alias, placeholder(1), placeholder(2))}`
    return keyColumns(table)
      .map((name, i) => `${alias}.${identifier(name)} = ${this.dialect.placeholder(i + 1)}`)
      .join(' AND ')
  }

  #key(resource: Resource, keys: Keys): SqlValue[] {
    const table = tableOf(resource)
    return [this.tenantId, ...keys.slice(0, table.link === undefined ? keyColumns(table).length - 1 : 2)]
  }

  #rowKey(table: Table, keys: Keys, entity: Entity): { tenantId: string; parentId?: string; id: string } {
    const key = { tenantId: this.tenantId, id: entity['id'] as string }
    return table.parent === undefined ? key : { ...key, parentId: keys[0] ?? '' }
  }

  #statement(kind: string, resource: Resource, shape: Shape, make: () => string): string {
    const of = statements[this.dialect.provider]
    let known = of.get(resource)
    if (known === undefined) of.set(resource, (known = new Map<string, string>()))
    const name = `${kind} ${shapeName(shape)}`
    let sql = known.get(name)
    if (sql === undefined) {
      sql = make()
      if (known.size >= STATEMENTS) known.clear()
      known.set(name, sql)
    }
    return sql
  }
}

/** Adds further columns to a row, and to the name of the statement that writes it. */
function withColumns(kind: string, row: Map<string, SqlValue>, columns: Stored['columns']): string {
  if (columns === undefined) return kind
  for (const [name, value] of Object.entries(columns)) row.set(name, value)
  return `${kind} ${Object.keys(columns).join()}`
}

/** SQL texts by resource and by what they do; they depend on nothing but the declared model. */
const statements = {
  sqlite: new WeakMap<Resource, Map<string, string>>(),
  postgresql: new WeakMap<Resource, Map<string, string>>(),
}
const STATEMENTS = 200

function shapeName({ version, select, typeAnnotations }: Shape): string {
  return `${version satisfies Version} ${typeAnnotations} ${select === undefined ? '*' : select.join()}`
}

/** The primary key; that of what there is once per tenant or per parent needs no id. */
export function keyColumns(table: Table): string[] {
  if (table.parent === undefined) return table.single ? ['tenantId'] : ['tenantId', 'id']
  return table.single ? ['tenantId', 'parentId'] : ['tenantId', 'parentId', 'id']
}
