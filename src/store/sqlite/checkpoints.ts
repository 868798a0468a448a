/**
 * Checkpoints beside the thread that serves: another thread copies the pages of the log into the database and flushes both, while
 * this one goes on to read and to write; then what was written meanwhile, until that is little. Writes wait for the rest of it,
 * since only then the log is begun anew. Where none of this is done in time SQLite does it within a commit
 * ({@link file://./connection.ts}).
 */
import { closeSync, openSync, readSync } from 'node:fs'
import type SQLite from 'better-sqlite3'
import { IdleThread, startThread } from '../../thread.js'
import { CHECKPOINT_PAGES } from './connection.js'

/** After this many commits it is looked at how long the log is. */
const COMMITS = 8

/** Writes may wait for this many pages; to have no more of them the log is copied this many times at most. */
const FEW = 100
const ROUNDS = 2

/** Milliseconds after which it is tried again where a reader keeps the log, or the thread failed. */
const PAUSE = 1000

/** Milliseconds for which the thread is kept between checkpoints: to start it takes as long as hundreds of writes. */
const IDLE = 60_000

/** The parts of a log, in bytes: https://sqlite.org/fileformat2.html#the_write_ahead_log */
const HEADER = 32
const FRAME_HEADER = 24
const PAGE = 4096
const SALTS = 8

export interface Copied {
  /** Pages of the log, and those of them that are in the database. */
  readonly pages: number
  readonly copied: number
}

/** Copies what the log holds, as far as no reader and no writer is in the way. */
export function copyLog(connection: SQLite.Database): Copied {
  const [{ log = 0, checkpointed = 0 } = {}] = connection.pragma('wal_checkpoint(PASSIVE)') as Partial<{
    log: number
    checkpointed: number
  }>[]
  return { pages: log, copied: checkpointed }
}

/** Keeps writes back until the returned function is called; undefined where something else does that. */
export type Hold = () => Promise<(() => void) | undefined>

export class Checkpoints {
  readonly #hold: Hold
  readonly #log: string
  readonly #thread: IdleThread
  readonly #here = Buffer.alloc(SALTS)
  readonly #there = Buffer.alloc(SALTS)
  #fd: number | undefined
  #commits = 0
  #isCopying = false
  #rounds = 0
  #copiedPages = 0
  #release: (() => void) | undefined
  #notBefore = 0

  constructor(file: string, hold: Hold) {
    this.#hold = hold
    this.#log = `${file}-wal`
    this.#thread = new IdleThread(
      () => {
        const thread = startThread('store/sqlite/checkpoint-thread', file)
        thread.on('message', (copied: Copied) => this.#copied(copied))
        return thread
      },
      () => this.#rest(PAUSE),
      IDLE,
    )
  }

  /** To be called after each commit. */
  committed(): void {
    this.#commits += 1
    if (this.#commits < COMMITS || this.#isCopying || performance.now() < this.#notBefore) return
    this.#commits = 0
    try {
      if (this.#isLong()) this.#copy()
    } catch {
      // What is wrong with the log the next commit says.
      this.#rest(PAUSE)
    }
  }

  async close(): Promise<void> {
    await this.#thread.close()
    if (this.#fd !== undefined) closeSync(this.#fd)
    this.#fd = undefined
  }

  /** Frames of a log that was begun anew have other salts than those that it has not written over. */
  #isLong(): boolean {
    this.#fd ??= openSync(this.#log, 'r')
    const read = (into: Buffer, at: number): boolean => readSync(this.#fd ?? 0, into, 0, SALTS, at) === SALTS
    const frame = HEADER + (CHECKPOINT_PAGES - 1) * (FRAME_HEADER + PAGE)
    return read(this.#there, frame + 8) && read(this.#here, 16) && this.#here.equals(this.#there)
  }

  #copy(): void {
    this.#isCopying = true
    this.#rounds = 0
    this.#copiedPages = 0
    this.#thread.wake().postMessage('copy')
  }

  #copied({ pages, copied }: Copied): void {
    // A reader sees the log as it was, or another program copies it (-1).
    if (copied < pages || pages < 0) return this.#rest(PAUSE)
    if (this.#release !== undefined) return this.#rest(0)
    const more = pages - this.#copiedPages
    this.#copiedPages = pages
    this.#rounds += 1
    const { current } = this.#thread
    if (more > FEW && this.#rounds < ROUNDS && current !== undefined) return current.postMessage('copy')
    void this.#copyRest()
  }

  async #copyRest(): Promise<void> {
    const release = await this.#hold()
    const thread = this.#thread.current
    if (release === undefined || thread === undefined) {
      release?.()
      return this.#rest(PAUSE)
    }
    this.#release = release
    thread.postMessage('copy')
  }

  #rest(pause: number): void {
    this.#notBefore = performance.now() + pause
    this.#release?.()
    this.#release = undefined
    if (this.#isCopying) this.#thread.rest()
    this.#isCopying = false
  }
}
