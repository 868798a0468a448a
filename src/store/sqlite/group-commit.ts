/**
 * Group commit: write requests that arrive while another transaction is under way share the next one, each in a savepoint
 * of its own, and are answered when their common commit has been flushed to the disk ({@link Flusher}), where one of them asks for that.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type SQLite from 'better-sqlite3'
import { workAtEndOfTurn } from '../../turn.js'
import { DatabaseUnavailable } from '../work.js'
import type { SqlValue, Work } from '../work.js'
import { CommitDelay } from './commit-delay.js'
import { isBusy, translate } from './connection.js'
import type { Flusher } from './flusher.js'
import type { Statement } from './statements.js'

/** Milliseconds for which another program may write before writes are refused, and between two tries. */
const OTHERS_MAY_TAKE = 5000
const BETWEEN_TRIES = 20

/** Milliseconds after which no further write joins a transaction. */
const MAY_LAST = 50

export interface GroupCommitDeps {
  readonly connection: SQLite.Database
  readonly flusher: Flusher
  /** Called before a transaction begins; throws if it must not. */
  readonly check: () => void
  /** Called before the writes of a transaction are answered; throws if they are not kept. */
  readonly confirm: () => void
  readonly perform: <T>(work: Work<T>) => T
  /** Whether the connection is reserved for another transaction, and until when. */
  readonly reserved: () => Promise<void> | undefined
  /** Told how many writes shared a commit. */
  readonly onCommit: ((writes: number) => void) | undefined
}

interface Pending {
  readonly work: () => Work<unknown>
  readonly flushed: 'later' | undefined
  readonly resolve: (value: unknown) => void
  readonly reject: (reason: unknown) => void
}

export class GroupCommit {
  readonly #deps: GroupCommitDeps
  readonly #begin: Statement
  readonly #commit: Statement
  readonly #savepoint: Statement
  readonly #release: Statement
  readonly #rollbackTo: Statement
  readonly #delay = new CommitDelay()
  #pending: Pending[] = []
  #scheduled = false
  /** Settles when the writes that were committed last have been answered. */
  #committing: Promise<void> | undefined
  /** Whether the write that is being performed shares its transaction with others, and what it changes can be undone. */
  #shares = false
  #guarded = false

  constructor(deps: GroupCommitDeps) {
    this.#deps = deps
    const simple = (sql: string): Statement => deps.connection.prepare<SqlValue[]>(sql)
    this.#begin = simple('BEGIN IMMEDIATE')
    this.#commit = simple('COMMIT')
    this.#savepoint = simple('SAVEPOINT request')
    this.#release = simple('RELEASE request')
    this.#rollbackTo = simple('ROLLBACK TO request')
  }

  write<T>(work: () => Work<T>, flushed?: 'later'): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#pending.push({ work, flushed, resolve: resolve as (value: unknown) => void, reject })
      this.schedule()
    })
  }

  /** Commits what is pending at the end of this turn, or a little later if more is expected. */
  schedule(): void {
    if (this.#scheduled || this.#committing !== undefined || this.#pending.length === 0) return
    if (this.#deps.reserved() !== undefined) return
    this.#scheduled = true
    workAtEndOfTurn(() => {
      this.#scheduled = false
      if (this.#delay.isOver(this.#pending.length, () => this.schedule())) void this.#commitPending()
    })
  }

  /** Called before a change that another statement follows. The only change of a write undoes itself when it fails. */
  guard(): void {
    if (!this.#shares || this.#guarded) return
    this.#savepoint.run()
    this.#guarded = true
  }

  /** Settles when the transaction that is under way is over. */
  async committed(): Promise<void> {
    await this.#committing
  }

  /** Settles when nothing is pending any more. */
  async drain(): Promise<void> {
    while (this.#pending.length > 0 || this.#committing !== undefined || this.#deps.reserved() !== undefined) {
      await this.#deps.reserved()
      await (this.#committing ?? this.#commitPending())
    }
  }

  async #commitPending(): Promise<void> {
    if (this.#deps.reserved() !== undefined || this.#committing !== undefined || this.#pending.length === 0) return
    const batch = this.#pending
    this.#pending = []
    this.#delay.begun()
    this.#committing = this.#commitTogether(batch)
    await this.#committing
    this.#committing = undefined
    this.schedule()
  }

  /** One transaction for all of them. Answers go out only after the flush. */
  async #commitTogether(batch: Pending[]): Promise<void> {
    const { connection, flusher, check, confirm, onCommit } = this.#deps
    const answers: (() => void)[] = []
    try {
      check()
      if (!this.#begins() && !(await this.#beginsLater())) {
        this.#pending.unshift(...batch)
        return
      }
      const until = performance.now() + MAY_LAST
      this.#shares = batch.length > 1
      for (const [i, pending] of batch.entries()) {
        answers.push(this.#perform(pending))
        // Other requests have their turn before the rest is written.
        if (performance.now() > until) this.#pending.unshift(...batch.splice(i + 1))
      }
      if (connection.inTransaction) {
        this.#commit.run()
        if (batch.some(({ flushed }) => flushed !== 'later')) {
          await flusher.flush()
          confirm()
        }
      }
    } catch (error) {
      if (connection.inTransaction) connection.exec('ROLLBACK')
      const failure = translate(error)
      for (const { reject } of batch) reject(failure)
      return
    }
    onCommit?.(batch.length)
    this.#delay.answered(batch.length, this.#pending.length)
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

  /** False where the connection is reserved meanwhile: who reserves it waits until no transaction is on its way. */
  async #beginsLater(): Promise<boolean> {
    const until = performance.now() + OTHERS_MAY_TAKE
    do {
      await delay(BETWEEN_TRIES)
      if (this.#deps.reserved() !== undefined) return false
      if (this.#begins()) return true
    } while (performance.now() < until)
    throw new DatabaseUnavailable(new Error('another program writes to the database'))
  }

  /**
   * Performs one of the writes of a transaction; what it changed is undone if it fails, with the transaction if it has that for
   * itself: a savepoint keeps a copy of each page that changes. Returns what answers it.
   */
  #perform({ work, resolve, reject }: Pending): () => void {
    const { connection } = this.#deps
    this.#guarded = false
    try {
      const value = this.#deps.perform(work())
      if (this.#guarded) this.#release.run()
      return () => resolve(value)
    } catch (error) {
      if (this.#guarded) {
        this.#rollbackTo.run()
        this.#release.run()
      } else if (!this.#shares && connection.inTransaction) {
        connection.exec('ROLLBACK')
      }
      return () => reject(error)
    }
  }
}
