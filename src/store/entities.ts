/**
 * The rows of declared entity sets: finds, lists, inserts, updates, deletes. No rules here; absence is `undefined`,
 * a refusal of the database a {@link ConstraintViolation}.
 *
 * Everything is said for one tenant at a time: the {@link EntityStore} is made for it.
 */
import type { Version } from '../model/edm.js'
import type { Place } from '../model/model.js'
import type { Entity } from '../model/payload.js'
import type { EntityType, Link } from '../model/types.js'
import { dialectOf, identifier } from './dialect.js'
import type { Dialect } from './dialect.js'
import { isPaired } from './expressions-paths.js'
import { projection } from './projection.js'
import type { Shape } from './projection.js'
import { tableOf, toRow } from './tables.js'
import type { Table } from './tables.js'
import { all, first, run } from './work.js'
import type { Command, SqlValue, Work } from './work.js'

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
  *find(place: Place, keys: Keys, shape: Shape): Work<string | undefined> {
    const sql = this.#statement('find', place, shape, () => {
      const table = tableOf(place)
      return `SELECT ${projection(this.dialect, place, 't', shape)} FROM ${identifier(table.name)} t WHERE ${this.#whereKey(table, 't')}`
    })
    return (yield this.#ask(sql, place, keys, this.#key(place, keys), true)).rows[0]?.[0] as string | undefined
  }

  /**
   * The JSON text of a contained single value together with its parent: undefined if there is no parent, null if the
   * parent has none.
   */
  *findSingle(place: Place, keys: Keys, shape: Shape): Work<string | null | undefined> {
    const sql = this.#statement('findSingle', place, shape, () => {
      const table = tableOf(place)
      const parent = table.parent
      if (parent === undefined) throw new Error(`${place.path} has no parent`)
      return (
        `SELECT CASE WHEN t."id" IS NULL THEN NULL ELSE ${projection(this.dialect, place, 't', shape)} END ` +
        `FROM ${identifier(parent.name)} p LEFT JOIN ${identifier(table.name)} t ON t."tenantId" = p."tenantId" AND t."parentId" = p."id" ` +
        `WHERE ${this.#whereKey(parent, 'p')}`
      )
    })
    const { rows } = yield this.#ask(sql, place, keys, this.#key(place.parent ?? place, keys), true)
    return rows[0]?.[0] as string | null | undefined
  }

  /** An entity to be changed, its row locked until the transaction ends. */
  *load(place: Place, keys: Keys): Work<Stored | undefined> {
    const sql = this.#statement('load', place, WHOLE, () => {
      const table = tableOf(place)
      const type = table.typed ? 't."odataType"' : 'NULL'
      return (
        `SELECT ${type}, ${projection(this.dialect, place, 't', WHOLE)} FROM ${identifier(table.name)} t ` +
        `WHERE ${this.#whereKey(table, 't')}${this.dialect.forUpdate}`
      )
    })
    const row = (yield this.#ask(sql, place, keys, this.#key(place, keys))).rows[0]
    if (row === undefined) return undefined
    const type = place.concreteTypes.find(({ name }) => name === row[0]) ?? place.concreteTypes[0] ?? place.type
    return { type, entity: JSON.parse(row[1] as string) as Entity }
  }

  /** One column of an entity, whose row stays where it is until the transaction ends; undefined if there is none. */
  *hold(place: Place, keys: Keys, property = 'id'): Work<SqlValue | undefined> {
    const table = tableOf(place)
    const sql = this.#statement(`hold ${property}`, place, WHOLE, () => {
      return `SELECT t.${identifier(property)} FROM ${identifier(table.name)} t WHERE ${this.#whereKey(table, 't')}${this.dialect.forKeyShare}`
    })
    return (yield this.#ask(sql, place, keys, this.#key(place, keys))).rows[0]?.[0]
  }

  *exists(place: Place, keys: Keys): Work<boolean> {
    const table = tableOf(place)
    const sql = this.#statement(
      'exists',
      place,
      WHOLE,
      () => `SELECT 1 FROM ${identifier(table.name)} t WHERE ${this.#whereKey(table, 't')}`,
    )
    return (yield this.#ask(sql, place, keys, this.#key(place, keys), true)).rows.length > 0
  }

  /** Adds an entity and gives its JSON text. `last` is what {@link Command} means by it. */
  *insert(place: Place, keys: Keys, { type, entity, columns }: Stored, shape: Shape, last = false): Work<string> {
    const table = tableOf(place)
    const row = toRow(table, type, this.#rowKey(table, keys, entity), entity)
    const sql = this.#statement(withColumns('insert', row, columns), place, shape, () => {
      // SQLite knows no alias in RETURNING, only the name of the table.
      const alias = identifier(table.name)
      const names = [...row.keys()].map(identifier).join(', ')
      const values = [...row.keys()].map((_, i) => this.dialect.placeholder(i + 1)).join(', ')
      return `INSERT INTO ${alias} (${names}) VALUES (${values}) RETURNING ${projection(this.dialect, place, alias, shape)}`
    })
    const about = table.parent === undefined && !table.single ? [entity['id'] as string] : keys
    return (yield this.#ask(sql, place, about, [...row.values()], true, last)).rows[0]?.[0] as string
  }

  /** Writes all properties of an entity whose row was loaded before, and gives its JSON text. `last` as in {@link insert}. */
  *update(place: Place, keys: Keys, { type, entity, columns }: Stored, shape: Shape, last = false): Work<string> {
    const table = tableOf(place)
    const row = toRow(table, type, this.#rowKey(table, keys, entity), entity)
    const name = withColumns('update', row, columns)
    const key = new Set(keyColumns(table))
    const changed = [...row.keys()].filter((name) => !key.has(name))
    const sql = this.#statement(name, place, shape, () => {
      const first = key.size + 1
      const sets = changed.map((name, i) => `${identifier(name)} = ${this.dialect.placeholder(first + i)}`).join(', ')
      const alias = identifier(table.name)
      return `UPDATE ${alias} SET ${sets} WHERE ${this.#whereKey(table, alias)} RETURNING ${projection(this.dialect, place, alias, shape)}`
    })
    const values = [...this.#key(place, keys), ...changed.map((name) => row.get(name) ?? null)]
    return (yield this.#ask(sql, place, keys, values, false, last)).rows[0]?.[0] as string
  }

  /** Whether there was something to delete. What it contains goes with it. `last` as in {@link insert}. */
  *remove(place: Place, keys: Keys, last = false): Work<boolean> {
    const table = tableOf(place)
    const sql = this.#statement(
      'remove',
      place,
      WHOLE,
      () => `DELETE FROM ${identifier(table.name)} AS t WHERE ${this.#whereKey(table, 't')}`,
    )
    const values = this.#key(place, keys)
    return (yield { sql, values, returnsRows: false, last, about: this.#about(place, keys) }).changes > 0
  }

  /** Pairs an item of the linked place with the one above it. False if they are a pair already. */
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
  *removeChildren(place: Place, keys: Keys): Work<void> {
    const table = tableOf(place)
    yield* run(
      `DELETE FROM ${identifier(table.name)} WHERE "tenantId" = ${this.dialect.placeholder(1)} AND "parentId" = ${this.dialect.placeholder(2)}`,
      [this.tenantId, keys[0] ?? ''],
      this.#about(place, keys),
    )
  }

  /** Deletes every entity of the tenant in a root set, and what they contain. */
  *removeAll(place: Place): Work<void> {
    yield* run(`DELETE FROM ${identifier(tableOf(place).name)} WHERE "tenantId" = ${this.dialect.placeholder(1)}`, [
      this.tenantId,
    ])
  }

  /** Texts of one column where another one equals a text, without regard to case. For rules that look things up. */
  *lookUp(place: Place, wanted: string, column: string, foldedText: string): Work<string | undefined> {
    const table = tableOf(place)
    const property = Object.fromEntries(table.columns)[column]
    const inDocument = (): string =>
      property?.opaque === true ? identifier(column) : this.dialect.textMember('"folded"', column)
    const expression = property?.indexed === true ? `"${column}Folded"` : inDocument()
    const sql = `SELECT ${identifier(wanted)} FROM ${identifier(table.name)} WHERE "tenantId" = ${this.dialect.placeholder(1)} AND ${expression} = ${this.dialect.placeholder(2)} ORDER BY "id" LIMIT 1`
    return (yield* first(sql, [this.tenantId, foldedText]))?.[0] as string | undefined
  }

  /** How many entities below one parent have each value of a property. */
  *countBy(place: Place, keys: Keys, property: string): Work<Map<SqlValue, number>> {
    const sql = this.#statement(`countBy ${property}`, place, WHOLE, () => {
      const column = identifier(property)
      return (
        `SELECT ${column}, count(*) FROM ${identifier(tableOf(place).name)} ` +
        `WHERE "tenantId" = ${this.dialect.placeholder(1)} AND "parentId" = ${this.dialect.placeholder(2)} GROUP BY ${column}`
      )
    })
    const rows = yield* all(sql, [this.tenantId, keys[0] ?? ''])
    return new Map(rows.map(([value = null, count]) => [value, Number(count)]))
  }

  /** Whether the tenant has anything at `place`. */
  *hasAny(place: Place): Work<boolean> {
    const sql = `SELECT 1 FROM ${identifier(tableOf(place).name)} WHERE "tenantId" = ${this.dialect.placeholder(1)} LIMIT 1`
    return (yield* first(sql, [this.tenantId])) !== undefined
  }

  /** The highest of ids that are numbers; -1 if there is none. */
  *highestNumber(place: Place): Work<number> {
    const sql = `SELECT max(CAST("id" AS INTEGER)) FROM ${identifier(tableOf(place).name)} WHERE "tenantId" = ${this.dialect.placeholder(1)}`
    return Number((yield* first(sql, [this.tenantId]))?.[0] ?? -1)
  }

  *rows(sql: string, values: readonly SqlValue[]): Work<readonly (readonly SqlValue[])[]> {
    return yield* all(sql, values)
  }

  /** A statement about one entity, and what belongs to it. `quick` and `last` are what {@link Command} means by them. */
  #ask(sql: string, place: Place, keys: Keys, values: readonly SqlValue[], quick = false, last = false): Command {
    return { sql, values, returnsRows: true, quick, last, about: this.#about(place, keys) }
  }

  /**
   * The root that a row belongs to: its own, or the one that contains it. Undefined where more is shown than that row, or
   * where the keys lead to it by way of another one.
   */
  #about(place: Place, keys: Keys): string | undefined {
    return tableOf(place).standsAlone ? `${this.tenantId} ${keys[0] ?? ''}` : undefined
  }

  #whereKey(table: Table, alias: string): string {
    const { placeholder } = this.dialect
    if (table.link !== undefined)
      return `${alias}."tenantId" = ${placeholder(1)} AND ${alias}."id" = ${placeholder(3)} AND ${isPaired(table.link, alias, placeholder(1), placeholder(2))}`
    return keyColumns(table)
      .map((name, i) => `${alias}.${identifier(name)} = ${this.dialect.placeholder(i + 1)}`)
      .join(' AND ')
  }

  #key(place: Place, keys: Keys): SqlValue[] {
    const table = tableOf(place)
    return [this.tenantId, ...keys.slice(0, table.link === undefined ? keyColumns(table).length - 1 : 2)]
  }

  #rowKey(table: Table, keys: Keys, entity: Entity): { tenantId: string; parentId?: string; id: string } {
    const key = { tenantId: this.tenantId, id: entity['id'] as string }
    return table.parent === undefined ? key : { ...key, parentId: keys[0] ?? '' }
  }

  #statement(kind: string, place: Place, shape: Shape, make: () => string): string {
    const of = statements[this.dialect.provider]
    let known = of.get(place)
    if (known === undefined) of.set(place, (known = new Map<string, string>()))
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

/** SQL texts by place and by what they do; they depend on nothing but the declared model. */
const statements = {
  sqlite: new WeakMap<Place, Map<string, string>>(),
  postgresql: new WeakMap<Place, Map<string, string>>(),
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
