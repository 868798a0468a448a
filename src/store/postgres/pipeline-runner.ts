/**
 * Runs pipelines of statements on connections, and keeps watch over those that have not been answered: when an answer is
 * late, {@link Pulse} finds out whether the database still answers at all.
 */
import type pg from 'pg'
import { DatabaseUnavailable } from '../work.js'
import { destroy } from './connections.js'
import { Pipeline } from './pipeline.js'
import type { PipelineResult, Step } from './pipeline.js'
import { MISSED_AFTER, Pulse } from './pulse.js'

const WATCH_EVERY = 500

export interface PipelineRunnerDeps {
  readonly settings: pg.ClientConfig
  /** Milliseconds without an answer after which a connection is given up. */
  readonly silence: number
}

export class PipelineRunner {
  readonly #underWay = new Map<pg.ClientBase, number>()
  readonly #watch: NodeJS.Timeout
  readonly #pulse: Pulse
  readonly #silence: number
  #closed = false

  constructor({ settings, silence }: PipelineRunnerDeps) {
    this.#silence = silence
    this.#pulse = new Pulse({ settings, onSilence: () => this.#destroyAfter(0) })
    this.#watch = setInterval(() => this.#look(), WATCH_EVERY).unref()
  }

  run(client: pg.ClientBase, steps: readonly Step[]): Promise<PipelineResult> {
    return new Promise((resolve) => this.launch(client, steps, resolve))
  }

  launch(client: pg.ClientBase, steps: readonly Step[], settle: (result: PipelineResult) => void): void {
    this.#underWay.set(client, performance.now())
    client.query(
      new Pipeline(steps, (result) => {
        this.#underWay.delete(client)
        settle(result)
      }),
    )
  }

  /** Throws if a new statement would not be answered. */
  requireAnswers(): void {
    if (this.#closed) throw new DatabaseUnavailable(new Error('the database is closed'))
    if (this.#pulse.isSilent) throw new DatabaseUnavailable(new Error('the database does not answer'))
  }

  close(): void {
    this.#closed = true
    clearInterval(this.#watch)
    this.#pulse.close()
  }

  #look(): void {
    const now = performance.now()
    for (const launched of this.#underWay.values())
      if (now - launched > MISSED_AFTER) {
        this.#pulse.feel()
        break
      }
    this.#destroyAfter(this.#silence)
  }

  #destroyAfter(silence: number): void {
    for (const [client, launched] of this.#underWay) if (performance.now() - launched > silence) destroy(client)
  }
}
