/** Prepared statements of a connection, and the order of their values. */
import type SQLite from 'better-sqlite3'
import { LruCache } from '../../lru-cache.js'
import type { SqlValue } from '../work.js'
import { stoppable } from '../sql/stoppable.js'
import { positional } from './parameters.js'
import type { Source } from './read-cache.js'

/** Statements kept prepared at least; twice as many at most. */
const STATEMENTS = 300

export type Statement = SQLite.Statement<SqlValue[]>

export interface Prepared {
  readonly statement: Statement
  /** Which value stands at each parameter, unless each value is used once and in order. */
  readonly order: readonly number[] | undefined
  readonly source: Source
  /** The same as it can be stopped; prepared when it is first needed. */
  stopped: Statement | undefined
  /** Until then the statement goes to another thread at once: it has taken too long in this one. */
  slowUntil: number
}

export class Statements {
  readonly #prepared = new LruCache<Prepared>(STATEMENTS)
  readonly #connection: SQLite.Database
  readonly #sourceOf: (sql: string) => Source

  /** `sourceOf` tells the read cache which tables a statement reads or changes. */
  constructor(connection: SQLite.Database, sourceOf: (sql: string) => Source) {
    this.#connection = connection
    this.#sourceOf = sourceOf
  }

  prepare(sql: string): Prepared {
    const known = this.#prepared.get(sql)
    if (known !== undefined) return known
    const { text, order } = positional(sql)
    const statement = this.#connection.prepare<SqlValue[]>(text)
    if (statement.reader) statement.raw(true)
    const prepared = { statement, order, source: this.#sourceOf(sql), stopped: undefined, slowUntil: 0 }
    this.#prepared.set(sql, prepared)
    return prepared
  }

  /** A statement that a budget of time can stop. */
  stopped(prepared: Prepared, sql: string): Statement {
    return (prepared.stopped ??= this.#connection.prepare<SqlValue[]>(positional(stoppable(sql)).text).raw(true))
  }

  clear(): void {
    this.#prepared.clear()
  }
}

export function inOrder({ order }: Prepared, values: readonly SqlValue[]): SqlValue[] {
  return (order === undefined ? values : order.map((n) => values[n])) as SqlValue[]
}
