/**
 * A unit of work against the database, written once for a synchronous driver (SQLite) and an asynchronous one
 * (PostgreSQL): a generator that yields commands and receives their outcomes. On SQLite it runs in one go, so that
 * nothing else can come between its statements; on PostgreSQL it runs inside a transaction on one connection.
 *
 * ```ts
 * function* rename(id: string, name: string): Work<boolean> {
 *   const { changes } = yield* run('UPDATE thing SET name = ?1 WHERE id = ?2', [name, id])
 *   return changes === 1
 * }
 * await database.write(() => rename('1', 'a'))
 * ```
 */

export type SqlValue = string | number | bigint | null

/** One row, values in the order of the selected columns. */
export type Row = readonly SqlValue[]

export interface Command {
  readonly sql: string
  readonly values: readonly SqlValue[]
  /** Whether rows are wanted (SELECT, RETURNING) or just the count of changes. */
  readonly returnsRows: boolean
}

export interface Outcome {
  readonly rows: readonly Row[]
  readonly changes: number
}

export type Work<T> = Generator<Command, T, Outcome>

export function* all(sql: string, values: readonly SqlValue[]): Work<readonly Row[]> {
  return (yield { sql, values, returnsRows: true }).rows
}

export function* first(sql: string, values: readonly SqlValue[]): Work<Row | undefined> {
  return (yield { sql, values, returnsRows: true }).rows[0]
}

export function* run(sql: string, values: readonly SqlValue[]): Work<Outcome> {
  return yield { sql, values, returnsRows: false }
}

/** The database refused a row. What that means to a client is for the caller to say. */
export class ConstraintViolation extends Error {
  readonly constraint: 'unique' | 'foreignKey' | 'other'

  constructor(constraint: 'unique' | 'foreignKey' | 'other', cause: unknown) {
    super(`${constraint} constraint violated`, { cause })
    this.constraint = constraint
  }
}

/** Somebody else was faster; the whole work is to be done again on what they left. */
export class LostRace extends Error {
  constructor(cause: unknown) {
    super('lost a race against another transaction', { cause })
  }
}

/** The database cannot be reached or is too busy; trying again later may help. */
export class DatabaseUnavailable extends Error {
  constructor(cause: unknown) {
    super('the database is not available', { cause })
  }
}

/** What the rooms above know of a database. */
export interface Database {
  readonly provider: 'sqlite' | 'postgresql'
  /** Runs work that changes nothing; it sees every write that was answered before. */
  read<T>(work: () => Work<T>): Promise<T>
  /** Runs work as one transaction: all of it is kept, durably, or none of it. May run it again after a deadlock. */
  write<T>(work: () => Work<T>): Promise<T>
  close(): Promise<void>
}
