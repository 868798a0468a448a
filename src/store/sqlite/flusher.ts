/**
 * Brings SQLite's write-ahead log to the disk. With `synchronous=FULL` SQLite does that itself within each commit, and
 * while a slow disk takes its time nobody else is served. With `synchronous=NORMAL` it commits without it and still flushes
 * by itself around checkpoints, so the file stays whole; an answer then has to wait for us.
 *
 * On a fast disk a flush is over before another thread could have taken it on and said so: there the thread that serves
 * makes it. A slow disk is left to another thread, and tried again after a while. See
 * docs/adr/0009-flushes-beside-the-serving-thread.md.
 *
 * @see https://sqlite.org/pragma.html#pragma_synchronous
 */
import { closeSync, fdatasync, fdatasyncSync, openSync } from 'node:fs'
import { promisify } from 'node:util'
import { DatabaseUnavailable } from '../work.js'

/** The two ways to flush a file, and the clock that says how long one took. */
export interface Disk {
  /** On this thread, which does nothing else meanwhile. */
  flushHere(fd: number): void
  /** On another one. */
  flushBeside(fd: number): Promise<void>
  /** Milliseconds since some moment. */
  now(): number
}

const systemDisk: Disk = {
  flushHere: fdatasyncSync,
  flushBeside: promisify(fdatasync),
  now: () => performance.now(),
}

/** For what may be lost. */
export const NO_DISK: Disk = {
  flushHere: () => undefined,
  flushBeside: () => Promise.resolve(),
  now: () => 0,
}

/** Milliseconds that everybody may wait for a flush. */
const SHORT = 0.5
/** A disk is slow when this many flushes in a row took longer; every disk has a slow one now and then. */
const IN_A_ROW = 3
/** The disk is tried again after this multiple of what the last flush took. */
const PAUSE = 100

export class Flusher {
  readonly #file: string
  readonly #disk: Disk
  #fd: number | undefined
  #broken: unknown
  #longOnes = 0
  /** Until then flushes go to another thread. */
  #slowUntil = 0
  /** The flush under way. What is committed meanwhile is not in it. */
  #current: Promise<void> | undefined
  #next: Promise<void> | undefined

  /** `file` is the database. */
  constructor(file: string, disk = systemDisk) {
    this.#file = `${file}-wal`
    this.#disk = disk
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
      // Else the next one takes its place in a moment, and callers that ask until then are in time for it.
      if (this.#next === undefined) this.#current = undefined
    })
    return this.#current
  }

  /** After a flush has failed nobody knows what the disk holds, and asking again would hide it: nothing counts any more. */
  async #sync(): Promise<void> {
    if (this.#broken !== undefined) throw new DatabaseUnavailable(this.#broken)
    try {
      this.#fd ??= openSync(this.#file, 'r+')
      if (this.#disk.now() < this.#slowUntil) await this.#disk.flushBeside(this.#fd)
      else this.#flushHere(this.#fd)
    } catch (error) {
      this.#broken = error
      throw new DatabaseUnavailable(error)
    }
  }

  #flushHere(fd: number): void {
    const began = this.#disk.now()
    this.#disk.flushHere(fd)
    const took = this.#disk.now() - began
    this.#longOnes = took > SHORT ? this.#longOnes + 1 : 0
    if (this.#longOnes >= IN_A_ROW) this.#slowUntil = began + took * (1 + PAUSE)
  }
}
