/**
 * Reads that may take long, beside the thread that serves: each in a thread with a connection of its own, where it is
 * stopped when its time is over or when nobody waits for it any more. A transaction of SQLite's that begins now sees every
 * write that was committed before, in whatever thread it is.
 *
 * The threads are started when they are needed and end when nothing was asked of them for a while. One of them is kept for
 * reads that should be over soon, so that those do not wait for the others.
 */
import type { Worker } from 'node:worker_threads'
import { answerTooLarge } from '../../errors.js'
import { startThread } from '../../thread.js'
import { DatabaseUnavailable, NobodyWaits, TookTooLong } from '../work.js'
import type { Client, Row, SqlValue } from '../work.js'

export interface ReaderData {
  readonly file: string
  /** The number of the read that is to be stopped. */
  readonly stop: SharedArrayBuffer
}

export interface ToReader {
  readonly id: number
  readonly sql: string
  readonly values: readonly SqlValue[]
}

export type FromReader = 'ready' | Result

interface Result {
  readonly id: number
  /** The statement is about to be run; what came of it follows. */
  readonly begun?: true
  readonly rows?: readonly Row[]
  /** There are more rows than one answer can hold. */
  readonly tooLarge?: boolean
  readonly error?: { readonly message: string; readonly code: string | undefined }
}

/** What SQLite said in another thread. */
export class ReaderError extends Error {
  readonly code: string | undefined

  constructor({ message, code }: NonNullable<Result['error']>) {
    super(message)
    this.code = code
  }
}

export interface LongReadsOptions {
  readonly file: string
  /** Seconds that a read may wait for others, and that it may take. */
  readonly timeLimit: number
}

/** Reads of fewer steps should be over in a second. */
const SOON = 10_000_000

const IDLE = 20_000

/** Between one row and the next a statement cannot be stopped; a thread that is still busy after this is left to itself. */
const GRACE = 3000

interface Job {
  readonly id: number
  readonly sql: string
  readonly values: readonly SqlValue[]
  readonly long: boolean
  /** Its time begins anew. */
  begin(): void
  settle(result: readonly Row[] | Error): void
}

interface Reader {
  readonly worker: Worker
  readonly stop: Int32Array
  readonly forShortOnes: boolean
  ready: boolean
  job: Job | undefined
  timer: NodeJS.Timeout | undefined
}

export class LongReads {
  readonly #options: LongReadsOptions
  readonly #readers = new Set<Reader>()
  readonly #waiting: Job[] = []
  #ids = 0
  #closed = false

  constructor(options: LongReadsOptions) {
    this.#options = options
  }

  /** Reads under way, and those that wait. */
  get count(): number {
    return this.#waiting.length + [...this.#readers].filter(({ job }) => job !== undefined).length
  }

  read(sql: string, values: readonly SqlValue[], steps: number, client?: Client): Promise<readonly Row[]> {
    if (this.#closed) return Promise.reject(new DatabaseUnavailable(new Error('the database is closed')))
    return new Promise((resolve, reject) => {
      const id = (this.#ids = (this.#ids % 2 ** 30) + 1)
      let stayed = (): void => undefined
      const { timeLimit } = this.#options
      const late = setTimeout(() => this.#stop(job, new TookTooLong(timeLimit)), timeLimit * 1000)
      const begin = (): void => void late.refresh()
      const settle = (result: readonly Row[] | Error): void => {
        clearTimeout(late)
        stayed()
        if (result instanceof Error) reject(result)
        else resolve(result)
      }
      const job: Job = { id, sql, values, long: steps > SOON, begin, settle }
      this.#waiting.push(job)
      stayed = client?.whenGone(() => this.#stop(job, new NobodyWaits())) ?? stayed
      this.#assign()
    })
  }

  async close(): Promise<void> {
    this.#closed = true
    const gone = new DatabaseUnavailable(new Error('the database is being closed'))
    for (const job of this.#waiting.splice(0)) job.settle(gone)
    await Promise.all([...this.#readers].map((reader) => this.#leave(reader, gone)))
  }

  #assign(): void {
    for (const job of [...this.#waiting]) {
      const reader = this.#readerFor(job)
      if (reader === undefined) continue
      this.#waiting.splice(this.#waiting.indexOf(job), 1)
      clearTimeout(reader.timer)
      reader.job = job
      const { id, sql, values } = job
      reader.worker.postMessage({ id, sql, values } satisfies ToReader)
    }
  }

  /** One that is free; where there is none, another may be on its way. */
  #readerFor({ long }: Job): Reader | undefined {
    const able = [...this.#readers].filter(({ forShortOnes }) => !long || !forShortOnes)
    const free = able.find(({ ready, job }) => ready && job === undefined)
    if (free !== undefined || able.some(({ ready }) => !ready)) return free
    const forShortOnes = [...this.#readers].some((reader) => !reader.forShortOnes)
    if (this.#readers.size < 2 && !(forShortOnes && long)) this.#start(forShortOnes)
    return undefined
  }

  #start(forShortOnes: boolean): void {
    const stop = new SharedArrayBuffer(4)
    const workerData: ReaderData = { file: this.#options.file, stop }
    const worker = startThread('store/sqlite/reader-thread', workerData)
    const own = { worker, stop: new Int32Array(stop), forShortOnes }
    const reader: Reader = { ...own, ready: false, job: undefined, timer: undefined }
    worker.unref()
    worker.on('message', (message: FromReader) => {
      if (message === 'ready') {
        reader.ready = true
        this.#assign()
      } else if (reader.job?.id !== message.id) return
      else if (message.begun === true) reader.job.begin()
      else this.#free(reader, resultOf(message))
    })
    worker.on('error', (error) => this.#failed(reader, new DatabaseUnavailable(error)))
    this.#readers.add(reader)
  }

  /** Who waits would wait in vain for a thread that cannot start. */
  #failed(reader: Reader, why: Error): void {
    if (!reader.ready) for (const job of this.#waiting.splice(0)) job.settle(why)
    void this.#leave(reader, why)
  }

  #free(reader: Reader, result: readonly Row[] | Error): void {
    const { job } = reader
    clearTimeout(reader.timer)
    reader.job = undefined
    reader.timer = setTimeout(() => void this.#leave(reader), IDLE).unref()
    job?.settle(result)
    this.#assign()
  }

  /** What waits does not begin; what is under way ends with its next row. */
  #stop(job: Job, why: Error): void {
    const at = this.#waiting.indexOf(job)
    if (at !== -1) this.#waiting.splice(at, 1)
    job.settle(why)
    for (const reader of this.#readers) {
      if (reader.job !== job) continue
      Atomics.store(reader.stop, 0, job.id)
      clearTimeout(reader.timer)
      reader.timer = setTimeout(() => void this.#leave(reader), GRACE).unref()
    }
  }

  async #leave(reader: Reader, why?: Error): Promise<void> {
    if (!this.#readers.delete(reader)) return
    clearTimeout(reader.timer)
    if (reader.job !== undefined) Atomics.store(reader.stop, 0, reader.job.id)
    if (why !== undefined) reader.job?.settle(why)
    reader.job = undefined
    const ended = reader.worker.terminate()
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, GRACE).unref())])
    if (!this.#closed) this.#assign()
  }
}

function resultOf({ rows, error, tooLarge }: Result): readonly Row[] | Error {
  if (tooLarge === true) return answerTooLarge()
  return error === undefined ? (rows ?? []) : new ReaderError(error)
}
