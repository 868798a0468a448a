/**
 * SQLite, embedded: one connection for everything in this process.
 *
 * Writes share transactions ({@link GroupCommit}). So durability to power loss costs one flush for many requests, reads go
 * on while a slow disk is flushed, and no request ever sees another one half done. A read may see what is being flushed at
 * that moment and not answered yet.
 */
import type SQLite from 'better-sqlite3'
import { badRequest } from '../../errors.js'
import { stoppable } from '../sql/stoppable.js'
import { SAVEPOINT } from '../savepoint.js'
import { QUERY_TIMEOUT, SHORT_READ } from '../work.js'
import type { Client, Command, Database, Outcome, Row, SqlValue, Work, CacheFigures } from '../work.js'
import { HERE, OutOfBudget, RowCounts, TimeBudget } from './budget.js'
import { Checkpoints } from './checkpoints.js'
import { connect, LOG_PAGES, tableFactsOf, translate } from './connection.js'
import { FileIdentity } from './file-identity.js'
import { Flusher, NO_DISK } from './flusher.js'
import { GroupCommit } from './group-commit.js'
import { LongReads } from './long-reads.js'
import { OtherWriters } from './other-writers.js'
import { positional } from './parameters.js'
import { CACHE_BYTES, ReadCache } from './read-cache.js'
import { inOrder, Statements } from './statements.js'
import type { Prepared, Statement } from './statements.js'

export interface SqliteOptions {
  /** Room for what was read, in bytes; with 0 nothing is remembered. */
  readonly cacheBytes?: number | undefined
  /** Told how many writes shared a commit. */
  readonly onCommit?: ((writes: number) => void) | undefined
  /** Seconds that a read may take. */
  readonly queryTimeout?: number | undefined
  /** Whether a loss of power may take what was written last, and damage the file; writes are flushed unless it may. */
  readonly mayBeLost?: boolean | undefined
}

export class SqliteDatabase implements Database {
  readonly provider = 'sqlite'
  readonly connection: SQLite.Database
  readonly #statements: Statements
  readonly #cache: ReadCache
  readonly #others: OtherWriters
  readonly #flusher: Flusher
  readonly #checkpoints: Checkpoints | undefined
  readonly #writes: GroupCommit
  readonly #longReads: LongReads
  readonly #budget: TimeBudget
  readonly #rows: RowCounts
  readonly #identity: FileIdentity
  /** Settles when a transaction that needs several turns (the Prisma client's) is over. */
  #exclusive: Promise<void> | undefined
  /** Settles when another thread of this program has written what it wants to. Reads go on meanwhile. */
  #held: Promise<void> | undefined

  constructor(
    file: string,
    { cacheBytes = CACHE_BYTES, onCommit, queryTimeout = QUERY_TIMEOUT, mayBeLost = false }: SqliteOptions = {},
  ) {
    this.connection = connect(file)
    if (mayBeLost) this.connection.pragma('synchronous = OFF')
    else {
      this.connection.pragma(`wal_autocheckpoint = ${LOG_PAGES}`)
      this.#checkpoints = new Checkpoints(file, async () => (this.#busy === undefined ? this.holdWrites() : undefined))
    }
    this.#flusher = mayBeLost ? new Flusher(file, NO_DISK) : new Flusher(file)
    this.#longReads = new LongReads({ file, timeLimit: queryTimeout })
    this.#budget = new TimeBudget(this.connection)
    this.#rows = new RowCounts(this.connection)
    this.#identity = new FileIdentity(file)
    this.#cache = new ReadCache(cacheBytes, () => tableFactsOf(this.connection))
    this.#statements = new Statements(this.connection, (sql) => this.#cache.sourceOf(sql))
    this.#writes = new GroupCommit({
      connection: this.connection,
      flusher: this.#flusher,
      check: () => this.#identity.require(),
      confirm: () => this.#identity.requireNow(),
      perform: (work) => this.#performWrite(work),
      reserved: () => this.#busy,
      onCommit: (writes) => {
        this.#checkpoints?.committed()
        onCommit?.(writes)
      },
    })
    this.#others = new OtherWriters(this.connection, {
      check: () => this.#identity.require(),
      onWritten: () => this.#cache.clear(),
    })
  }

  async read<T>(work: () => Work<T>, client?: Client): Promise<T> {
    return this.readNow(work, client)
  }

  readNow<T>(work: () => Work<T>, client?: Client): T | Promise<T> {
    if (this.#exclusive !== undefined) return this.#exclusive.then(() => this.readNow(work, client))
    this.#others.heed()
    const steps = work()
    return this.#performRead(steps, steps.next(), client)
  }

  /** In one go: this thread does nothing else meanwhile, and a transaction keeps other programs out of sight. */
  async moment<T>(work: () => Work<T>): Promise<T> {
    await this.whenFree()
    this.connection.exec('BEGIN')
    try {
      this.#others.heed()
      const steps = work()
      return this.#performRead(steps, steps.next(), undefined)
    } finally {
      this.connection.exec('COMMIT')
    }
  }

  write<T>(work: () => Work<T>, flushed?: 'later'): Promise<T> {
    return this.#writes.write(work, flushed)
  }

  /** Waits for the connection and keeps all other requests off it until the returned function is called. */
  async acquireExclusive(): Promise<() => void> {
    await this.whenWritable()
    let open = (): void => undefined
    this.#exclusive = new Promise((resolve) => {
      open = resolve
    })
    return () => {
      this.#cache.clear()
      this.#exclusive = undefined
      open()
      this.#writes.schedule()
    }
  }

  /** Waits until nobody holds the connection for a longer transaction. */
  async whenFree(): Promise<void> {
    while (this.#exclusive !== undefined) await this.#exclusive
  }

  /** Waits until nothing keeps this connection from writing. */
  async whenWritable(): Promise<void> {
    while (this.#busy !== undefined) await this.#busy
  }

  get #busy(): Promise<void> | undefined {
    return this.#exclusive ?? this.#held
  }

  async holdWrites(): Promise<() => void> {
    await this.whenWritable()
    let open = (): void => undefined
    this.#held = new Promise((resolve) => {
      open = resolve
    })
    await this.#writes.committed()
    return () => {
      this.#held = undefined
      open()
      this.#writes.schedule()
    }
  }

  /** A prepared statement that the caller runs at once; what was read is forgotten if it changes anything. */
  prepare(sql: string): Statement {
    const { statement } = this.#statements.prepare(sql)
    if (!statement.readonly) this.#cache.clear()
    return statement
  }

  /** Runs a script that may change anything, the schema included. */
  runScript(sql: string): void {
    this.#cache.forgetTables()
    this.#statements.clear()
    this.connection.exec(sql)
  }

  cacheFigures(): CacheFigures {
    return this.#cache.figures()
  }

  flushed(): Promise<void> {
    return this.#flusher.flush()
  }

  async close(): Promise<void> {
    await this.#writes.drain()
    await this.#longReads.close()
    await this.#checkpoints?.close()
    await this.#flusher.close()
    if (this.connection.open) this.connection.close()
  }

  #performWrite<T>(work: Work<T>): T {
    this.#budget.share(HERE.inTransaction)
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
    this.#others.heed()
    const step = outcome instanceof Error ? work.throw(translate(outcome)) : work.next(outcome)
    return this.#performRead(work, step, client)
  }

  /** Undefined if it would take too long. */
  #readHere(command: Command): Outcome | undefined {
    const prepared = this.#statements.prepare(command.sql)
    const { statement, source } = prepared
    if (!statement.readonly) throw new Error(`a read that changes something: ${command.sql}`)
    const known = this.#cache.find(source, command)
    if (known !== undefined) return { rows: known, changes: 0 }
    const rows = this.#rowsInTime(prepared, command)
    if (rows !== undefined) this.#cache.keep(source, command, rows)
    return rows && { rows, changes: 0 }
  }

  #rowsInTime(prepared: Prepared, command: Command): readonly Row[] | undefined {
    const values = inOrder(prepared, command.values)
    if (command.effort === undefined) return prepared.statement.all(...values) as unknown as Row[]
    const steps = this.#stepsOf(command)
    if (steps <= SHORT_READ && !this.#rows.areLong) return prepared.statement.all(...values) as unknown as Row[]
    if (steps > HERE.perhaps || performance.now() < prepared.slowUntil) return undefined
    try {
      return this.#withinBudget(this.#statements.stopped(prepared, command.sql), values, HERE.milliseconds)
    } catch (error) {
      if (!(error instanceof OutOfBudget)) throw error
      prepared.slowUntil = performance.now() + HERE.avoidedFor
      return undefined
    }
  }

  #withinBudget(statement: Statement, values: readonly SqlValue[], milliseconds: number): readonly Row[] {
    return this.#budget.within(milliseconds, () => statement.all(...values)) as unknown as Row[]
  }

  async #readBeside(command: Command, client: Client | undefined): Promise<Outcome> {
    const prepared = this.#statements.prepare(command.sql)
    const seen = this.#cache.changes
    const sql = positional(stoppable(command.sql)).text
    const rows = await this.#longReads.read(sql, inOrder(prepared, command.values), this.#stepsOf(command), client)
    if (this.#cache.changes === seen) this.#cache.keep(this.#statements.prepare(command.sql).source, command, rows)
    return { rows, changes: 0 }
  }

  #stepsOf({ effort }: Command): number {
    return effort === undefined ? 0 : effort(this.#rows.of)
  }

  /** Nothing is remembered: it may not come to its end. What it changes is forgotten at once. */
  #executeInTransaction(command: Command): Outcome {
    const prepared = this.#statements.prepare(command.sql)
    const { statement, source } = prepared
    // To SQLite a savepoint changes nothing, but it has to lie inside that of the request.
    if (command.sql === SAVEPOINT) this.#writes.guard()
    if (!statement.readonly) {
      if (command.last !== true || command.each !== undefined) this.#writes.guard()
      if (!this.#cache.changed(source, command.about)) this.#statements.clear()
    }
    if (command.each !== undefined) {
      let changes = 0
      for (const values of command.each) changes += statement.run(...inOrder(prepared, values)).changes
      return { rows: NO_ROWS, changes }
    }
    const values = inOrder(prepared, command.values)
    if (!command.returnsRows) return { rows: NO_ROWS, changes: statement.run(...values).changes }
    if (command.effort === undefined) return { rows: statement.all(...values) as unknown as Row[], changes: 0 }
    // A read that a client shapes: everybody waits for it, and only here can it be done.
    try {
      const stopped = this.#statements.stopped(prepared, command.sql)
      return { rows: this.#budget.withinShare(() => stopped.all(...values)) as unknown as Row[], changes: 0 }
    } catch (error) {
      throw error instanceof OutOfBudget ? badRequest('The request is too much work for one transaction.') : error
    }
  }
}

const NO_ROWS: readonly Row[] = []
