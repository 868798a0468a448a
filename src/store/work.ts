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
  /** Lists of values, for each of which the statement is carried out instead; for SQLite, where none of them travels. */
  readonly each?: readonly (readonly SqlValue[])[]
  /**
   * The first value, in UTF-8, before `values`: a long text for PostgreSQL. So the heap of V8 has no copy of it while the
   * database works, which each collection of garbage would copy.
   */
  readonly longFirst?: Buffer
  /** Whether rows are wanted (SELECT, RETURNING) or just the count of changes. */
  readonly returnsRows: boolean
  /** Takes next to no time: a look-up by key, or a new row. Others may be sent along with it. */
  readonly quick?: boolean
  /** A read whose rows are few as a rule: it may be sent along with quick ones as long as its answers are short. */
  readonly few?: boolean
  /**
   * With this command the work has changed all that it wants to; what follows only shapes what it gives. So the end of
   * the transaction may travel with it. Where works are put together, {@link amid} takes the promise back.
   */
  readonly last?: boolean
  /**
   * The entity, by tenant and root key, that a command is about, and nothing but what belongs to it. Without it, a cache of
   * what was read has to assume that a command is about everything in its tables.
   */
  readonly about?: string | undefined
  /** What it costs, where it may look at many rows; absent where its rows are few. */
  readonly effort?: Effort | undefined
}

/** An estimate of what a statement costs, in the steps of `odata/effort.ts`; numbers of rows are for the database to tell. */
export type Effort = (rowsOf: RowsOf) => number

/** About how many rows a table has; in the table that sets share, how many of a tenant are of one set if they are few. */
export type RowsOf = (table: string, set?: SharedSet) => number

export interface SharedSet {
  readonly tenantId: string
  readonly path: string
}

/** Seconds that a read may take, unless the settings say otherwise. */
export const QUERY_TIMEOUT = 10

/** Reads of up to this many steps are over in a few milliseconds. */
export const SHORT_READ = 50_000

/** The client that waits for an answer. */
export interface Client {
  /** Calls `listener` once when the client has gone. Gives what takes the listener away again. */
  whenGone(listener: () => void): () => void
}

export interface Outcome {
  readonly rows: readonly Row[]
  readonly changes: number
}

export type Work<T> = Generator<Command, T, Outcome>

export function* all(sql: string, values: readonly SqlValue[], effort?: Effort): Work<readonly Row[]> {
  return (yield { sql, values, returnsRows: true, about: undefined, effort }).rows
}

export function* first(sql: string, values: readonly SqlValue[], effort?: Effort): Work<Row | undefined> {
  return (yield { sql, values, returnsRows: true, about: undefined, effort }).rows[0]
}

/** The row with a certain key, or a new one. */
export function* one(sql: string, values: readonly SqlValue[]): Work<Row | undefined> {
  return (yield { sql, values, returnsRows: true, quick: true }).rows[0]
}

/** The rows below a certain key, of which there are few. */
export function* few(sql: string, values: readonly SqlValue[]): Work<readonly Row[]> {
  return (yield { sql, values, returnsRows: true, quick: true }).rows
}

export function* run(sql: string, values: readonly SqlValue[], about?: string, last = false): Work<Outcome> {
  return yield { sql, values, returnsRows: false, about, last }
}

/** On PostgreSQL, a statement whose first value is long. No generator of its own: one would hold its parameters. */
export function runLong(sql: string, first: string, values: readonly SqlValue[], last = false): Work<Outcome> {
  return perform({ sql, values, longFirst: Buffer.from(first), returnsRows: false, last })
}

function* perform(command: Command): Work<Outcome> {
  return yield command
}

/** On SQLite, a statement for each of several lists of values. */
export function* runEach(sql: string, each: readonly (readonly SqlValue[])[], last = false): Work<Outcome> {
  return yield { sql, values: [], each, returnsRows: false, last }
}

/** A unit of work after which others follow in the same transaction. */
export function* amid<T>(work: Work<T>): Work<T> {
  return yield* resume(work, work.next(), (command) => (command.last === true ? { ...command, last: false } : command))
}

/**
 * Leaves `check` out where the work asks the database nothing and refuses nothing: then whatever comes next makes the
 * database check the same.
 */
export function* checkedIfNeeded<T>(check: () => Work<void>, work: Work<T>): Work<T> {
  let step: IteratorResult<Command, T>
  try {
    step = work.next()
  } catch (error) {
    yield* check()
    throw error
  }
  if (step.done === true) return step.value
  yield* check()
  return yield* resume(work, step)
}

/** The rest of a unit of work; its commands may be changed on their way. */
function* resume<T>(work: Work<T>, from: IteratorResult<Command, T>, change?: (command: Command) => Command): Work<T> {
  let step = from
  while (step.done !== true) {
    let outcome: Outcome
    try {
      outcome = yield change === undefined ? step.value : change(step.value)
    } catch (error) {
      step = work.throw(error)
      continue
    }
    step = work.next(outcome)
  }
  return step.value
}

/** The database refused a row. What that means to a client is for the caller to say. */
export class ConstraintViolation extends Error {
  readonly constraint: 'unique' | 'foreignKey' | 'other'

  constructor(constraint: 'unique' | 'foreignKey' | 'other', cause: unknown) {
    super(`${constraint} constraint violated`, { cause })
    this.constraint = constraint
  }
}

/** Another transaction was faster; the whole unit of work is to be done again on what it left. */
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

/** What is wrong with the place where everything is kept. Nothing that a request does can help. */
export type StoreProblem = 'full' | 'read-only' | 'damaged' | 'unreadable' | 'gone' | 'replaced'

const PROBLEMS: Readonly<Record<StoreProblem, string>> = {
  full: 'the disk of the database is full',
  'read-only': 'the database cannot be written: it is read-only',
  damaged: 'the database is damaged: restore it from a backup',
  unreadable: 'the disk of the database cannot be read or written',
  gone: 'the database is gone: put it back, or restart the server to make a new one',
  replaced: 'another database was put in the place of this one: restart the server to use it',
}

export class StoreFailure extends DatabaseUnavailable {
  readonly problem: StoreProblem

  constructor(problem: StoreProblem, cause?: unknown) {
    super(cause)
    this.problem = problem
    this.message = PROBLEMS[problem]
  }
}

/** A read was stopped because it took too long, or waited too long for others that do. */
export class TookTooLong extends DatabaseUnavailable {
  constructor(seconds: number) {
    super(new Error(`a read took more than ${seconds} seconds`))
  }
}

/** The client went away before a read was over. */
export class NobodyWaits extends DatabaseUnavailable {
  constructor() {
    super(new Error('the client has gone'))
  }
}

/** The connection broke while a write was being committed: it may have been kept, or not. */
export class OutcomeUnknown extends DatabaseUnavailable {}

/** What the rooms above know of a database. */
export interface Database {
  readonly provider: 'sqlite' | 'postgresql'
  /**
   * Runs work that changes nothing; it sees every write that was answered before. What takes long is stopped when the
   * `client` that waits for it has gone.
   */
  read<T>(work: () => Work<T>, client?: Client): Promise<T>
  /** The same, without a promise where all of it is known at once; what the work throws is thrown at once then, too. */
  readNow<T>(work: () => Work<T>, client?: Client): T | Promise<T>
  /** Runs work that changes nothing and sees one moment throughout, whatever others write meanwhile. */
  moment<T>(work: () => Work<T>): Promise<T>
  /**
   * Runs work as one transaction: all of it is kept, durably, or none of it. May run it again after a deadlock. What comes about
   * again where a loss of power takes it may be `flushed` later: by the next write that is not, or by {@link flushed}.
   */
  write<T>(work: () => Work<T>, flushed?: 'later'): Promise<T>
  /** Settles when all that has been committed by now is safe from a loss of power. Absent where every write is. */
  flushed?(): Promise<void>
  /**
   * Lets the writes of this thread wait until the returned function is called, because another thread of this program
   * writes for a while. Absent where writers do not hinder each other.
   */
  holdWrites?(): Promise<() => void>
  /** How the memory of what was read does, where there is one. */
  cacheFigures?(): CacheFigures | undefined
  close(): Promise<void>
}

/** The hits, misses and size of the read cache, for the metrics. */
export interface CacheFigures {
  readonly hits: number
  readonly misses: number
  readonly entries: number
  readonly bytes: number
}
