/**
 * SQLite, embedded: one connection for everything in this process.
 *
 * Writes that arrive while another one is under way share a transaction, each in a savepoint of its own, and are answered
 * when the common commit has been flushed to the disk ({@link Flusher}). So durability to power loss costs one flush for
 * many requests, reads go on while a slow disk is flushed, and no request ever sees another one half done. A read may see
 * what is being flushed at that moment and not answered yet.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type SQLite from 'better-sqlite3'
import { LruCache } from '../../lru-cache.js'
import { workAtEndOfTurn } from '../../turn.js'
import { Flusher } from './flusher.js'
import { positional } from './parameters.js'
import { CommitDelay } from './commit-delay.js'
import { CACHE_BYTES, ReadCache } from './read-cache.js'
import type { CacheFigures, Source } from './read-cache.js'
import { connect, isBusy, tableFactsOf, translate } from './connection.js'
import { FileIdentity } from './file-identity.js'
import { LongReads } from './long-reads.js'
import { HERE, OutOfBudget, RowCounts, TimeBudget } from './budget.js'
import { badRequest } from '../../errors.js'
import { stoppable } from '../sql/stoppable.js'
import { DatabaseUnavailable, QUERY_TIMEOUT, SHORT_READ } from '../work.js'
import type { Client, Command, Database, Outcome, Row, SqlValue, Work } from '../work.js'

/** Statements kept prepared at least; twice as many at most. */
const STATEMENTS = 300

/** Milliseconds for which another program may write before writes are refused; they are tried again so often. */
const OTHERS_MAY_TAKE = 5000
const BETWEEN_TRIES = 20

type Statement = SQLite.Statement<SqlValue[]>

interface Prepared {
  readonly statement: Statement
  /** Which value stands at each mark, if they are not all there once and in order. */
  readonly order: readonly number[] | undefined
  readonly source: Source
  /** Until then it goes to another thread at once: it has taken too long here. */
  slowUntil: number
}

export interface SqliteOptions {
  /** Room for what was read, in bytes; with 0 nothing is remembered. */
  readonly cacheBytes?: number | undefined
  /** Told how many writes shared a commit. */
  readonly onCommit?: ((writes: number) => void) | undefined
  /** Seconds that a read may take. */
  readonly queryTimeout?: number | undefined
}

interface Pending {
  readonly work: () => Work<unknown>
  readonly resolve: (value: unknown) => void
  readonly reject: (reason: unknown) => void
}

export class SqliteDatabase implements Database {
  readonly provider = 'sqlite'
  readonly connection: SQLite.Database
  readonly #statements = new LruCache<Prepared>(STATEMENTS)
  readonly #cache: ReadCache
  readonly #begin: Statement
  readonly #commit: Statement
  readonly #savepoint: Statement
  readonly #release: Statement
  readonly #rollbackTo: Statement
  readonly #othersVersion: Statement
  #seenVersion: unknown
  #othersChecked = false
  #pending: Pending[] = []
  #commitScheduled = false
  /** Settles when the writes that were committed last have been answered. */
  #committing: Promise<void> | undefined
  readonly #flusher: Flusher
  readonly #commitDelay = new CommitDelay()
  readonly #longReads: LongReads
  readonly #budget: TimeBudget
  readonly #rows: RowCounts
  readonly #identity: FileIdentity
  /** Whether the work that is being performed shares its transaction with others, and what it changes can be undone. */
  #shares = false
  #guarded = false
  /** Settles when the transaction of somebody who needs several turns (the Prisma client) is over. */
  #exclusive: Promise<void> | undefined
  readonly #onCommit: ((writes: number) => void) | undefined

  constructor(file: string, { cacheBytes = CACHE_BYTES, onCommit, queryTimeout = QUERY_TIMEOUT }: SqliteOptions = {}) {
    this.#onCommit = onCommit
    this.connection = connect(file)
    this.#flusher = new Flusher(file)
    this.#longReads = new LongReads({ file, timeLimit: queryTimeout })
    this.#budget = new TimeBudget(this.connection)
    this.#rows = new RowCounts(this.connection)
    this.#identity = new FileIdentity(file)
    this.#cache = new ReadCache(cacheBytes, () => tableFactsOf(this.connection))
    const simple = (sql: string): Statement => this.connection.prepare<SqlValue[]>(sql)
    this.#begin = simple('BEGIN IMMEDIATE')
    this.#commit = simple('COMMIT')
    this.#savepoint = simple('SAVEPOINT request')
    this.#release = simple('RELEASE request')
    this.#rollbackTo = simple('ROLLBACK TO request')
    this.#othersVersion = simple('PRAGMA data_version').pluck()
  }

  read<T>(work: () => Work<T>, client?: Client): Promise<T> {
    if (this.#exclusive !== undefined) return this.#exclusive.then(() => this.read(work, client))
    return new Promise((resolve) => {
      this.#heedOthers()
      const steps = work()
      resolve(this.#performRead(steps, steps.next(), client))
    })
  }

  write<T>(work: () => Work<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#pending.push({ work, resolve: resolve as (value: unknown) => void, reject })
      this.#scheduleCommit()
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
      this.#cache.clear()
      this.#exclusive = undefined
      open()
      if (this.#pending.length > 0) this.#scheduleCommit()
    }
  }

  /** Waits until nobody holds the connection for a longer transaction. */
  async whenFree(): Promise<void> {
    while (this.#exclusive !== undefined) await this.#exclusive
  }

  /** A prepared statement for somebody who runs it himself, at once; what was read is forgotten if it changes anything. */
  prepare(sql: string): Statement {
    const { statement } = this.#prepared(sql)
    if (!statement.readonly) this.#cache.clear()
    return statement
  }

  /** Runs a script that may change whatever it likes. */
  runScript(sql: string): void {
    this.#cache.forgetTables()
    this.#statements.clear()
    this.connection.exec(sql)
  }

  cacheFigures(): CacheFigures {
    return this.#cache.figures()
  }

  /** Settles when all that has been committed by now is safe from a loss of power. */
  flushed(): Promise<void> {
    return this.#flusher.flush()
  }

  async close(): Promise<void> {
    while (this.#pending.length > 0 || this.#committing !== undefined || this.#exclusive !== undefined) {
      await this.#exclusive
      await (this.#committing ?? this.#commitPending())
    }
    await this.#longReads.close()
    await this.#flusher.close()
    if (this.connection.open) this.connection.close()
  }

  /** At the end of this turn, or a little later if there are more to come. */
  #scheduleCommit(): void {
    if (this.#commitScheduled || this.#committing !== undefined || this.#exclusive !== undefined) return
    this.#commitScheduled = true
    workAtEndOfTurn(() => {
      this.#commitScheduled = false
      if (this.#commitDelay.isOver(this.#pending.length, () => this.#scheduleCommit())) void this.#commitPending()
    })
  }

  async #commitPending(): Promise<void> {
    if (this.#exclusive !== undefined || this.#committing !== undefined || this.#pending.length === 0) return
    const batch = this.#pending
    this.#pending = []
    this.#commitDelay.begun()
    this.#committing = this.#commitTogether(batch)
    await this.#committing
    this.#committing = undefined
    if (this.#pending.length > 0) this.#scheduleCommit()
  }

  /** One transaction for all of them. Answers go out only after the flush. */
  async #commitTogether(batch: readonly Pending[]): Promise<void> {
    const answers: (() => void)[] = []
    try {
      this.#identity.require()
      if (!this.#begins()) await this.#beginLater()
      for (const pending of batch) answers.push(this.#performShared(pending))
      this.#commit.run()
      await this.#flusher.flush()
    } catch (error) {
      if (this.connection.inTransaction) this.connection.exec('ROLLBACK')
      const failure = translate(error)
      for (const { reject } of batch) reject(failure)
      return
    }
    this.#onCommit?.(batch.length)
    this.#commitDelay.answered(batch.length, this.#pending.length)
    for (const answer of answers) answer()
  }

  /** Begins a transaction; false if another program is writing. */
  #begins(): boolean {
    try {
      this.#begin.run()
      return true
    } catch (error) {
      if (isBusy(error)) return false
      throw error
    }
  }

  async #beginLater(): Promise<void> {
    const until = performance.now() + OTHERS_MAY_TAKE
    do {
      await delay(BETWEEN_TRIES)
      await this.whenFree()
      if (this.#begins()) return
    } while (performance.now() < until)
    throw new DatabaseUnavailable(new Error('another program writes to the database'))
  }

  /** Performs one of several works in a transaction; what it changed is undone if it fails. Gives what answers it. */
  #performShared({ work, resolve, reject }: Pending): () => void {
    this.#shares = true
    this.#guarded = false
    try {
      const value = this.#performWrite(work())
      if (this.#guarded) this.#release.run()
      return () => resolve(value)
    } catch (error) {
      if (this.#guarded) {
        this.#rollbackTo.run()
        this.#release.run()
      }
      return () => reject(error)
    } finally {
      this.#shares = false
    }
  }

  /** Before a change that something else follows. The only change of a work undoes itself when it fails. */
  #guard(): void {
    if (!this.#shares || this.#guarded) return
    this.#savepoint.run()
    this.#guarded = true
  }

  #performWrite<T>(work: Work<T>): T {
    let step = work.next()
    while (step.done !== true) {
      let outcome: Outcome
      try {
        outcome = this.#executeInTransaction(step.value)
      } catch (error) {
        step = work.throw(translate(error))
        continue
      }
      step = work.next(outcome)
    }
    return step.value
  }

  /** At once, up to a command that takes long. */
  #performRead<T>(work: Work<T>, from: IteratorResult<Command, T>, client: Client | undefined): T | Promise<T> {
    let step = from
    while (step.done !== true) {
      let outcome: Outcome | undefined
      try {
        outcome = this.#readHere(step.value)
      } catch (error) {
        step = work.throw(translate(error))
        continue
      }
      if (outcome === undefined) return this.#performBeside(work, step.value, client)
      step = work.next(outcome)
    }
    return step.value
  }

  /** A command in another thread, and what comes behind it. */
  async #performBeside<T>(work: Work<T>, command: Command, client: Client | undefined): Promise<T> {
    const outcome = await this.#readBeside(command, client).catch((error: unknown) => error as Error)
    await this.whenFree()
    this.#heedOthers()
    const step = outcome instanceof Error ? work.throw(translate(outcome)) : work.next(outcome)
    return this.#performRead(work, step, client)
  }

  /** Undefined if it would take too long. */
  #readHere(command: Command): Outcome | undefined {
    const prepared = this.#prepared(command.sql)
    const { statement, source } = prepared
    if (!statement.readonly) throw new Error(`a read that changes something: ${command.sql}`)
    const known = this.#cache.find(source, command)
    if (known !== undefined) return { rows: known, changes: 0 }
    const rows = this.#rowsInTime(prepared, command)
    if (rows !== undefined) this.#cache.keep(source, command, rows)
    return rows && { rows, changes: 0 }
  }

  #rowsInTime(prepared: Prepared, command: Command): readonly Row[] | undefined {
    const values = valuesOf(prepared, command)
    if (command.effort === undefined) return prepared.statement.all(...values) as unknown as Row[]
    const steps = this.#stepsOf(command)
    if (steps <= SHORT_READ && !this.#rows.areLong) return prepared.statement.all(...values) as unknown as Row[]
    if (steps > HERE.perhaps || performance.now() < prepared.slowUntil) return undefined
    try {
      return this.#withinBudget(command, values, HERE.milliseconds)
    } catch (error) {
      if (!(error instanceof OutOfBudget)) throw error
      prepared.slowUntil = performance.now() + HERE.avoidedFor
      return undefined
    }
  }

  #withinBudget({ sql }: Command, values: readonly SqlValue[], milliseconds: number): readonly Row[] {
    const { statement } = this.#prepared(stoppable(sql))
    return this.#budget.within(milliseconds, () => statement.all(...values)) as unknown as Row[]
  }

  async #readBeside(command: Command, client: Client | undefined): Promise<Outcome> {
    const prepared = this.#prepared(command.sql)
    const seen = this.#cache.changes
    const sql = positional(stoppable(command.sql)).text
    const rows = await this.#longReads.read(sql, valuesOf(prepared, command), this.#stepsOf(command), client)
    if (this.#cache.changes === seen) this.#cache.keep(this.#prepared(command.sql).source, command, rows)
    return { rows, changes: 0 }
  }

  #stepsOf({ effort }: Command): number {
    return effort === undefined ? 0 : effort(this.#rows.of)
  }

  /** Nothing is remembered: it may not come to its end. What it changes is forgotten at once. */
  #executeInTransaction(command: Command): Outcome {
    const prepared = this.#prepared(command.sql)
    const { statement, source } = prepared
    if (!statement.readonly) {
      if (command.last !== true) this.#guard()
      if (!this.#cache.changed(source, command.about)) this.#statements.clear()
    }
    const values = valuesOf(prepared, command)
    if (!command.returnsRows) return { rows: NO_ROWS, changes: statement.run(...values).changes }
    if (command.effort === undefined) return { rows: statement.all(...values) as unknown as Row[], changes: 0 }
    // A read that a client shapes: everybody waits for it, and only here can it be done.
    try {
      return { rows: this.#withinBudget(command, values, HERE.inTransaction), changes: 0 }
    } catch (error) {
      throw error instanceof OutOfBudget ? badRequest('The query is too much work for an atomicity group.') : error
    }
  }

  #prepared(sql: string): Prepared {
    const known = this.#statements.get(sql)
    if (known !== undefined) return known
    const { text, order } = positional(sql)
    const statement = this.connection.prepare<SqlValue[]>(text)
    if (statement.reader) statement.raw(true)
    const prepared = { statement, order, source: this.#cache.sourceOf(sql), slowUntil: 0 }
    this.#statements.set(sql, prepared)
    return prepared
  }

  /**
   * Other processes have no business in this file while we run, but the commands of this program do, and people with
   * tools. SQLite tells in a microsecond whether anybody else has written; asked once in a turn.
   */
  #heedOthers(): void {
    if (this.#othersChecked) return
    this.#identity.require()
    this.#othersChecked = true
    queueMicrotask(() => {
      this.#othersChecked = false
    })
    const version = this.#othersVersion.get()
    if (version !== this.#seenVersion) this.#cache.clear()
    this.#seenVersion = version
  }
}

const NO_ROWS: readonly Row[] = []

function valuesOf({ order }: Prepared, { values }: Command): SqlValue[] {
  return (order === undefined ? values : order.map((n) => values[n])) as SqlValue[]
}
