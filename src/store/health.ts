/** Whether the database does what it is asked: told once when it stops to, and once when it does again. */
import { DatabaseUnavailable, LostRace, NobodyWaits, OutcomeUnknown, run, StoreFailure, TookTooLong } from './work.js'
import type { Database, Work } from './work.js'

type Operation = 'read' | 'write'

/** To be told what is wrong; undefined when nothing is any more. */
export type OnHealth = (problem: string | undefined) => void

export class Health {
  readonly #problems = new Map<Operation, string>()
  readonly #onChange: OnHealth

  constructor(onChange: OnHealth) {
    this.#onChange = onChange
  }

  get isFailing(): boolean {
    return this.#problems.size > 0
  }

  fails(operation: Operation): boolean {
    return this.#problems.has(operation)
  }

  failed(operation: Operation, error: unknown): void {
    if (!isFailure(error)) return
    const wasFailing = this.isFailing
    this.#problems.set(operation, problemOf(error))
    if (!wasFailing) this.#onChange(problemOf(error))
  }

  succeeded(operation: Operation): void {
    if (this.#problems.delete(operation) && !this.isFailing) this.#onChange(undefined)
  }
}

/** A database that notes how it does. */
export function watched(database: Database, health: Health): Database {
  const note = <T>(operation: Operation, asked: Promise<T>): Promise<T> => {
    const succeeded = health.fails(operation) ? () => health.succeeded(operation) : undefined
    asked.then(succeeded, (error: unknown) => health.failed(operation, error))
    return asked
  }
  return {
    provider: database.provider,
    read: (work, client) => note('read', database.read(work, client)),
    readNow(work, client) {
      try {
        const asked = database.readNow(work, client)
        if (asked instanceof Promise) return note('read', asked)
        if (health.fails('read')) health.succeeded('read')
        return asked
      } catch (error) {
        health.failed('read', error)
        throw error
      }
    },
    write: (work) => note('write', database.write(work)),
    moment: (work) => note('read', database.moment(work)),
    ...(database.holdWrites && { holdWrites: database.holdWrites.bind(database) }),
    cacheFigures: () => database.cacheFigures?.(),
    close: () => database.close(),
  }
}

/** Asks the database for something that it has to look up, and to write where writing is what failed. */
export async function requireHealth(database: Database, health: Health): Promise<void> {
  await database.read(look)
  if (health.fails('write')) await database.write(rewrite)
}

/** Without quotes, so that no answer of before is taken for the present one. */
function* look(): Work<void> {
  yield { sql: 'SELECT 1 FROM setting LIMIT 1', values: [], returnsRows: true, quick: true }
}

function* rewrite(): Work<void> {
  yield* run('UPDATE setting SET value = value', [])
}

/** Whether the database is at fault, which is told already: what runs by itself need not tell it again. */
export function isFailure(error: unknown): error is DatabaseUnavailable {
  if (error instanceof TookTooLong || error instanceof NobodyWaits || error instanceof OutcomeUnknown) return false
  // Others were in the way; that is over in a moment.
  if (!(error instanceof DatabaseUnavailable) || error.cause instanceof LostRace) return false
  return !(error.cause instanceof Error && 'code' in error.cause && /^(55P03|57014)$/.test(String(error.cause.code)))
}

export function problemOf(error: unknown): string {
  if (error instanceof StoreFailure) return error.message
  const { cause } = error as Error
  return cause instanceof Error && cause.message !== ''
    ? `${(error as Error).message}: ${cause.message}`
    : String((error as Error).message)
}
