/** One attempt at a write, on one connection: BEGIN travels with the first command and COMMIT with the last one. */
import { isOutOfService, translate } from './failures.js'
import { BEGIN, COMMIT, isOutdated, ROLLBACK } from './pipeline.js'
import type { PipelineResult, Step } from './pipeline.js'
import { OutcomeUnknown } from '../work.js'
import type { Command, Outcome, Work } from '../work.js'

const begin: Step = { sql: BEGIN, values: [] }
/** The commit does not wait for the disk; nothing that is committed later is kept without it. */
const flushLater: Step = { sql: 'SET LOCAL synchronous_commit TO off', values: [] }
const commit: Step = { sql: COMMIT, values: [] }
const rollBack: Step = { sql: ROLLBACK, values: [] }

export class Transaction {
  /** Whether the connection is of no further use. */
  broken = false
  /** Whether nothing of it was kept, for a reason that a second attempt would not meet. */
  mayBeRepeated = false
  readonly #fly: (steps: readonly Step[]) => Promise<PipelineResult>
  readonly #begin: readonly Step[]
  #state: 'new' | 'open' | 'failed' | 'over' = 'new'

  constructor(fly: (steps: readonly Step[]) => Promise<PipelineResult>, flushed?: 'later') {
    this.#fly = fly
    this.#begin = flushed === 'later' ? [begin, flushLater] : [begin]
  }

  /** Carries out a unit of work from the command on that it has yielded. */
  async perform<T>(work: Work<T>, command: IteratorYieldResult<Command>): Promise<T> {
    let step: IteratorResult<Command, T> = command
    let failure: unknown
    while (step.done !== true) {
      const result = await this.#send(step.value)
      if (result instanceof Error) {
        failure = result
        step = work.throw(result)
      } else step = work.next(result)
    }
    // The work has got over a failure, the database has not.
    if (this.#state === 'failed') throw failure
    if (this.#state === 'open') {
      const refusal = this.#settle(await this.#fly([commit]), true)
      if (refusal !== undefined) throw refusal
    }
    return step.value
  }

  /** Leaves the connection as if nothing had happened. */
  async rollBack(): Promise<void> {
    if (this.broken || this.#state === 'new' || this.#state === 'over') return
    const { error } = await this.#fly([rollBack])
    if (error !== undefined) this.broken = true
  }

  /** What came of a command, or the error with which the database refused it. Throws when the database is gone. */
  async #send(command: Command): Promise<Outcome | Error> {
    if (this.#state === 'over') throw afterTheLast(command)
    const ends = command.last === true
    const steps =
      this.#state === 'new' ? (ends ? [command] : [...this.#begin, command]) : ends ? [command, commit] : [command]
    const result = await this.#fly(steps)
    const refusal = this.#settle(result, ends)
    if (refusal !== undefined) return refusal
    return result.outcomes[steps.indexOf(command)] as Outcome
  }

  #settle({ error, lost, undone }: PipelineResult, ends: boolean): Error | undefined {
    if (error === undefined) {
      this.#state = ends ? 'over' : 'open'
      return undefined
    }
    this.broken = lost || isOutOfService(error)
    this.mayBeRepeated = lost ? undone || !ends : this.broken || isOutdated(error)
    if (lost && ends && !undone) throw new OutcomeUnknown(error)
    if (lost) throw translate(error)
    if (this.#state === 'open' || !ends) this.#state = 'failed'
    return translate(error) as Error
  }
}

/** A mistake in a unit of work: the command that was marked as the last one may have been committed by now. */
export function afterTheLast({ sql }: Command): Error {
  return new Error(`a command after the last one: ${sql}`)
}
