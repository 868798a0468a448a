/**
 * The thread for what is done with large tenants, as the thread that serves sees it: one job at a time, because each takes
 * memory. It is started when it is needed and ends when nothing was asked of it for a while.
 *
 * The thread has a connection of its own. While it writes to SQLite, which has one writer at a time, the writes of this
 * thread wait; reads go on, and see nothing of it before it is complete.
 */
import type { Worker } from 'node:worker_threads'
import type { CsdlText } from '../../model/csdl/csdl.js'
import type { Store, StoreLocation } from '../../store/store.js'
import { DatabaseUnavailable, StoreFailure } from '../../store/work.js'
import { IdleThread, startThread } from '../../thread.js'
import { TransferError } from '../transfer/errors.js'
import type { Job } from './jobs.js'

export interface JobThreadData {
  readonly location: StoreLocation
  /** What the model is made of besides what is built in. */
  readonly texts: readonly CsdlText[]
}

/** A job, or that the writes of this thread wait, as the other one asked. */
export type ToJobs = Job | 'held'

/** `hold` asks for the writes of the other thread to wait, `release` lets them go on. */
export type FromJobs = 'hold' | 'release' | { readonly result: unknown } | { readonly failure: Failure }

/** An error on its way to another thread. */
export interface Failure extends Pick<Error, 'name' | 'message' | 'stack'> {
  readonly code: unknown
  readonly issues: unknown
  readonly problem: unknown
}

interface Pending {
  resolve(result: unknown): void
  reject(error: Error): void
}

export class JobThread {
  readonly #store: Store
  readonly #texts: readonly CsdlText[]
  readonly #thread: IdleThread
  #pending: Pending | undefined
  #last: Promise<unknown> = Promise.resolve()
  #release = (): void => undefined
  #closed = false

  constructor(store: Store, texts: readonly CsdlText[]) {
    this.#store = store
    this.#texts = texts
    const ended = (): Error => new DatabaseUnavailable(new Error('the thread for large tenants has ended'))
    this.#thread = new IdleThread(
      () => this.#start(),
      (failure = ended()) => this.#failed(failure),
    )
  }

  run(job: Job): Promise<unknown> {
    const ours = this.#last.then(() => this.#begin(job))
    this.#last = ours.catch(() => undefined)
    return ours
  }

  /** Ends what is under way; none of it is kept. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#thread.close()
    await this.#last
  }

  #begin(job: Job): Promise<unknown> {
    if (this.#closed) return Promise.reject(new DatabaseUnavailable(new Error('the server is being stopped')))
    const thread = this.#thread.wake()
    return new Promise((resolve, reject) => {
      this.#pending = { resolve, reject }
      thread.postMessage(job satisfies ToJobs)
    })
  }

  #start(): Worker {
    const data: JobThreadData = { location: this.#store.location, texts: this.#texts }
    const thread = startThread('services/tenant-jobs/thread', data)
    thread.on('message', (message: FromJobs) => {
      if (message === 'hold') void this.#hold(thread)
      else if (message === 'release') this.#letGo()
      else this.#done(message)
    })
    return thread
  }

  #failed(failure: Error): void {
    this.#letGo()
    this.#pending?.reject(failure)
    this.#pending = undefined
  }

  async #hold(thread: Worker): Promise<void> {
    const release = await this.#store.database.holdWrites?.()
    if (release !== undefined) this.#release = release
    if (this.#thread.current === thread) thread.postMessage('held' satisfies ToJobs)
    else this.#letGo()
  }

  #letGo(): void {
    this.#release()
    this.#release = () => undefined
  }

  #done(message: Exclude<FromJobs, string>): void {
    if ('failure' in message) this.#pending?.reject(revived(message.failure))
    else this.#pending?.resolve(message.result)
    this.#pending = undefined
    this.#thread.rest()
  }
}

function revived({ name, message, stack, code, issues, problem }: Failure): Error {
  if (name === 'TransferError')
    return new TransferError(code as TransferError['code'], message, issues as TransferError['issues'])
  if (typeof problem === 'string') return new StoreFailure(problem as StoreFailure['problem'])
  const cause = Object.assign(new Error(message), { stack })
  return name === 'DatabaseUnavailable' ? new DatabaseUnavailable(cause) : cause
}
