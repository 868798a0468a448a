/**
 * Brings SQLite's write-ahead log to the disk away from the thread that serves: that is most of what a commit takes with
 * `synchronous=FULL`, and while SQLite does it itself nobody else is served. With `synchronous=NORMAL` it commits without
 * it and still flushes by itself around checkpoints, so the file stays whole; an answer then has to wait for us.
 *
 * @see https://sqlite.org/pragma.html#pragma_synchronous
 */
import { closeSync, fdatasync, openSync } from 'node:fs'
import { promisify } from 'node:util'
import { DatabaseUnavailable } from './work.js'

const sync = promisify(fdatasync)

export class Flusher {
  readonly #file: string
  #fd: number | undefined
  #broken: unknown
  /** The flush under way. What is committed meanwhile is not in it. */
  #current: Promise<void> | undefined
  #next: Promise<void> | undefined

  /** `file` is the database. */
  constructor(file: string) {
    this.#file = `${file}-wal`
  }

  /** Settles when everything that has been committed by now is on the disk. */
  flush(): Promise<void> {
    if (this.#current === undefined) return this.#start()
    this.#next ??= this.#current.then(
      () => this.#start(),
      () => this.#start(),
    )
    return this.#next
  }

  /** Waits for the flushes that were asked for. */
  async close(): Promise<void> {
    while (this.#current !== undefined) await this.#current.catch(() => undefined)
    if (this.#fd !== undefined) closeSync(this.#fd)
    this.#fd = undefined
  }

  #start(): Promise<void> {
    this.#next = undefined
    this.#current = this.#sync().finally(() => {
      // Else the next one takes its place in a moment, and whoever asks until then is in time for it.
      if (this.#next === undefined) this.#current = undefined
    })
    return this.#current
  }

  /** After a flush has failed nobody knows what the disk holds, and asking again would hide it: nothing counts any more. */
  async #sync(): Promise<void> {
    if (this.#broken !== undefined) throw new DatabaseUnavailable(this.#broken)
    try {
      this.#fd ??= openSync(this.#file, 'r+')
      await sync(this.#fd)
    } catch (error) {
      this.#broken = error
      throw new DatabaseUnavailable(error)
    }
  }
}
