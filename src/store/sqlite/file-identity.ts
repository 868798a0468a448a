/**
 * Whether the file that is open is still the one that a restart would open. A deleted file takes every write, and nothing
 * is there afterwards.
 */
import { statSync } from 'node:fs'
import { StoreFailure } from '../work.js'

/** Before reads and writes it is looked at so often at most, in milliseconds. */
const EVERY = 20

export class FileIdentity {
  readonly #file: string
  readonly #database: string | undefined
  #log: string | undefined
  #failure: StoreFailure | undefined
  #next = 0

  constructor(file: string) {
    this.#file = file
    this.#database = identityOf(file)
  }

  /** Throws where reads and writes would go to a file that is not there. A read may be as old as the last look. */
  require(): void {
    if (performance.now() >= this.#next) this.requireNow()
    if (this.#failure !== undefined) throw this.#failure
  }

  /** Throws where what was just committed is in a file that is not there. */
  requireNow(): void {
    this.#next = performance.now() + EVERY
    this.#failure = this.#look()
    if (this.#failure !== undefined) throw this.#failure
  }

  #look(): StoreFailure | undefined {
    const database = identityOf(this.#file)
    if (database === undefined) return new StoreFailure('gone')
    if (database !== this.#database) return new StoreFailure('replaced')
    // SQLite makes the log when it is first needed, and keeps it as long as it is open.
    const log = identityOf(`${this.#file}-wal`)
    this.#log ??= log
    if (log === this.#log) return undefined
    return new StoreFailure(log === undefined ? 'gone' : 'replaced')
  }
}

function identityOf(file: string): string | undefined {
  try {
    const { dev, ino } = statSync(file)
    return `${dev} ${ino}`
  } catch {
    return undefined
  }
}
