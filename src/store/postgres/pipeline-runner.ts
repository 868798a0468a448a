/**
 * Runs pipelines of statements on connections, and keeps watch over those that have not been answered: when an answer is
 * late, {@link Pulse} finds out whether the database still answers at all.
 */
import type pg from 'pg'
import { DatabaseUnavailable } from '../work.js'
import { destroy } from './connections.js'
import { Pipeline } from './pipeline.js'
import type { PipelineResult, Step } from './pipeline.js'
import { MISSED_AFTER, Pulse, worksFor } from './pulse.js'

const WATCH_EVERY = 500

export interface PipelineRunnerDeps {
  readonly settings: pg.ClientConfig
  /** Milliseconds without an answer after which a connection is given up on which the server does nothing. */
  readonly silence: number
}

export class PipelineRunner {
  readonly #underWay = new Map<pg.ClientBase, number>()
  readonly #watch: NodeJS.Timeout
  readonly #pulse: Pulse
  readonly #silence: number
  readonly #settings: pg.ClientConfig
  /** Connections whose server is being asked about them. */
  readonly #asked = new WeakSet<pg.ClientBase>()
  #closed = false

  constructor({ settings, silence }: PipelineRunnerDeps) {
    this.#silence = silence
    this.#settings = settings
    this.#pulse = new Pulse({ settings, onSilence: () => this.#destroyAll() })
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
    for (const [client, launched] of this.#underWay)
      if (now - launched > this.#silence && !this.#asked.has(client)) void this.#giveUpUnlessAtWork(client, launched)
  }

  /** Statements that may take as long as they need are not given up as long as the server works on them. */
  async #giveUpUnlessAtWork(client: pg.ClientBase, launched: number): Promise<void> {
    this.#asked.add(client)
    const isAtWork = await worksFor(client, this.#settings)
    this.#asked.delete(client)
    if (this.#underWay.get(client) !== launched) return
    if (isAtWork) this.#underWay.set(client, performance.now())
    else destroy(client)
  }

  #destroyAll(): void {
    for (const client of this.#underWay.keys()) destroy(client)
  }
}
