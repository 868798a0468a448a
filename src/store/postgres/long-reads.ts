/**
 * Reads that may take long: on a part of the connections, within a time limit, and only as long as their client waits for
 * the answer.
 */
import type pg from 'pg'
import { NobodyWaits, TookTooLong } from '../work.js'
import type { Client, Command, Outcome } from '../work.js'
import { cancelStatement } from './cancel.js'
import { destroy } from './connections.js'
import type { Connections } from './connections.js'
import { isOutOfService, translate } from './failures.js'
import { Lane } from './lane.js'
import { isOutdated } from './pipeline.js'
import type { PipelineResult } from './pipeline.js'
import type { PipelineRunner } from './pipeline-runner.js'

/** Milliseconds for which a cancelled statement may go on; then its connection is closed. */
const ENDS_WITHIN = 2000

export interface LongReadsDeps {
  readonly settings: pg.ClientConfig
  readonly connections: Connections
  readonly runner: PipelineRunner
  /** How many of the connections they may use at once. */
  readonly width: number
  /** Seconds. */
  readonly timeLimit: number
}

export class LongReads {
  readonly #deps: LongReadsDeps
  readonly #lane: Lane

  constructor(deps: LongReadsDeps) {
    this.#deps = deps
    this.#lane = new Lane(deps.width, deps.timeLimit)
  }

  get waiting(): number {
    return this.#lane.waiting
  }

  async read(command: Command, client: Client | undefined): Promise<Outcome> {
    const leave = await this.#lane.enter(client)
    try {
      for (let attempt = 1; ; attempt += 1) {
        const connection = await this.#deps.connections.take()
        const { outcomes, error, lost, stopped } = await this.#runStoppable(connection, command, client)
        const [outcome] = outcomes
        if (outcome !== undefined) return outcome
        if (stopped !== undefined) throw stopped
        if (attempt === 1 && (lost || isOutdated(error))) continue
        throw translate(error)
      }
    } finally {
      leave()
    }
  }

  async #runStoppable(
    connection: pg.PoolClient,
    command: Command,
    client: Client | undefined,
  ): Promise<PipelineResult & { readonly stopped: Error | undefined }> {
    const { settings, connections, runner, timeLimit } = this.#deps
    let stopped: Error | undefined
    const timers: NodeJS.Timeout[] = []
    const stop = (why: Error): void => {
      if (stopped !== undefined) return
      stopped = why
      cancelStatement(connection, settings)
      timers.push(setTimeout(() => destroy(connection), ENDS_WITHIN))
    }
    timers.push(setTimeout(() => stop(new TookTooLong(timeLimit)), timeLimit * 1000))
    const stayed = client?.whenGone(() => stop(new NobodyWaits()))
    const result = await runner.run(connection, [command])
    for (const timer of timers) clearTimeout(timer)
    stayed?.()
    // A cancellation that has not arrived yet must not meet another statement.
    connections.giveBack(connection, result.lost || stopped !== undefined || isOutOfService(result.error))
    return { ...result, stopped }
  }
}
