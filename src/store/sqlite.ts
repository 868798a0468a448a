/**
 * SQLite, embedded: one connection for everything in this process.
 *
 * Writes that arrive within one turn of the event loop share a transaction, each in a savepoint of its own, and are
 * answered after the common commit. So durability to power loss (`synchronous=FULL`) costs one flush per turn and not
 * one per request, and no request ever sees another one half done.
 */
import SQLite from 'better-sqlite3'
import { ConstraintViolation } from './work.js'
import type { Command, Database, Outcome, Row, SqlValue, Work } from './work.js'

/** Statements kept prepared; the least recently used go first. */
const STATEMENT_CACHE = 500

type Statement = SQLite.Statement<(SqlValue | Record<number, SqlValue>)[]>

interface Pending {
  readonly work: () => Work<unknown>
  readonly resolve: (value: unknown) => void
  readonly reject: (reason: unknown) => void
}

export class SqliteDatabase implements Database {
  readonly provider = 'sqlite'
  readonly connection: SQLite.Database
  readonly #statements = new Map<string, Statement>()
  #pending: Pending[] = []
  #flushScheduled = false
  /** Settles when the transaction of somebody who needs several turns (the Prisma client) is over. */
  #exclusive: Promise<void> | undefined
  readonly #onCommit: ((writes: number) => void) | undefined

  /** `onCommit` is told how many writes shared a commit. */
  constructor(file: string, onCommit: ((writes: number) => void) | undefined = undefined) {
    this.#onCommit = onCommit
    this.connection = new SQLite(file)
    this.connection.pragma('journal_mode = WAL')
    this.connection.pragma('synchronous = FULL')
    this.connection.pragma('foreign_keys = ON')
    this.connection.pragma('busy_timeout = 5000')
  }

  async read<T>(work: () => Work<T>): Promise<T> {
    while (this.#exclusive !== undefined) await this.#exclusive
    return this.#perform(work())
  }

  write<T>(work: () => Work<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#pending.push({ work, resolve: resolve as (value: unknown) => void, reject })
      this.#scheduleFlush()
    })
  }

  /** Waits for the connection and keeps everybody else off it until the returned function is called. */
  async acquireExclusive(): Promise<() => void> {
    while (this.#exclusive !== undefined) await this.#exclusive
    let open = (): void => undefined
    this.#exclusive = new Promise((resolve) => {
      open = resolve
    })
    return () => {
      this.#exclusive = undefined
      open()
      if (this.#pending.length > 0) this.#scheduleFlush()
    }
  }

  /** Waits until nobody holds the connection for a longer transaction. */
  async whenFree(): Promise<void> {
    while (this.#exclusive !== undefined) await this.#exclusive
  }

  /** A prepared statement from the cache. */
  prepare(sql: string): Statement {
    let statement = this.#statements.get(sql)
    if (statement === undefined) {
      statement = this.connection.prepare<(SqlValue | Record<number, SqlValue>)[]>(sql)
      if (statement.reader) statement.raw(true)
      if (this.#statements.size >= STATEMENT_CACHE) this.#statements.delete(this.#statements.keys().next().value ?? '')
    } else this.#statements.delete(sql)
    this.#statements.set(sql, statement)
    return statement
  }

  async close(): Promise<void> {
    while (this.#pending.length > 0 || this.#exclusive !== undefined) {
      await this.#exclusive
      this.#flush()
    }
    if (this.connection.open) this.connection.close()
  }

  #scheduleFlush(): void {
    if (this.#flushScheduled || this.#exclusive !== undefined) return
    this.#flushScheduled = true
    setImmediate(() => {
      this.#flushScheduled = false
      this.#flush()
    })
  }

  /** One transaction for all that is pending. Answers go out only after the commit. */
  #flush(): void {
    if (this.#exclusive !== undefined || this.#pending.length === 0) return
    const batch = this.#pending
    this.#pending = []
    const answers: (() => void)[] = []
    try {
      this.prepare('BEGIN IMMEDIATE').run()
      for (const { work, resolve, reject } of batch) {
        this.prepare('SAVEPOINT request').run()
        try {
          const value = this.#perform(work())
          answers.push(() => resolve(value))
        } catch (error) {
          this.prepare('ROLLBACK TO request').run()
          answers.push(() => reject(error))
        }
        this.prepare('RELEASE request').run()
      }
      this.prepare('COMMIT').run()
    } catch (error) {
      if (this.connection.inTransaction) this.connection.exec('ROLLBACK')
      for (const { reject } of batch) reject(error)
      return
    }
    this.#onCommit?.(batch.length)
    for (const answer of answers) answer()
  }

  #perform<T>(work: Work<T>): T {
    let step = work.next()
    while (step.done !== true) {
      let outcome: Outcome
      try {
        outcome = this.#execute(step.value)
      } catch (error) {
        step = work.throw(translate(error))
        continue
      }
      step = work.next(outcome)
    }
    return step.value
  }

  #execute({ sql, values, returnsRows }: Command): Outcome {
    const statement = this.prepare(sql)
    const bound = values.length === 0 ? [] : [numbered(values)]
    if (returnsRows) return { rows: statement.all(...bound) as unknown as Row[], changes: 0 }
    return { rows: [], changes: statement.run(...bound).changes }
  }
}

/** To the driver `?1` is a name, and named parameters travel in an object. */
function numbered(values: readonly SqlValue[]): Record<number, SqlValue> {
  const named: Record<number, SqlValue> = {}
  for (let i = 0; i < values.length; i++) named[i + 1] = values[i] as SqlValue
  return named
}

function translate(error: unknown): unknown {
  if (!(error instanceof SQLite.SqliteError) || !error.code.startsWith('SQLITE_CONSTRAINT')) return error
  if (error.code === 'SQLITE_CONSTRAINT_UNIQUE' || error.code === 'SQLITE_CONSTRAINT_PRIMARYKEY')
    return new ConstraintViolation('unique', error)
  if (error.code === 'SQLITE_CONSTRAINT_FOREIGNKEY') return new ConstraintViolation('foreignKey', error)
  return new ConstraintViolation('other', error)
}
