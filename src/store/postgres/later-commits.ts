/**
 * Commits that waited for no flush, and the flush of all of them: a transaction that writes to the log alone, whose commit waits for
 * the disk and so for all that were committed before it.
 *
 * @see https://www.postgresql.org/docs/current/wal-async-commit.html
 */
import { run } from '../work.js'
import type { Database } from '../work.js'

export class LaterCommits {
  readonly #write: Database['write']
  /** Settles when all of them are safe; undefined where one has come since it was asked for. */
  #flushed: Promise<void> | undefined = Promise.resolve()

  constructor(write: Database['write']) {
    this.#write = write
  }

  /** To be called after such a commit. */
  committed(): void {
    this.#flushed = undefined
  }

  flushed(): Promise<void> {
    if (this.#flushed !== undefined) return this.#flushed
    const flushed = this.#write(() => run(`SELECT pg_logical_emit_message(true, 'intunite', '')`, [])).then(
      () => undefined,
      (error: unknown) => {
        if (this.#flushed === flushed) this.#flushed = undefined
        throw error
      },
    )
    this.#flushed = flushed
    return flushed
  }
}
