/**
 * PostgreSQL. A read is one round trip for each of its statements, and quick ones share it with those of other requests;
 * a write is as many as it has statements, because the beginning of its transaction travels with the first of them and
 * the end with the last. Every statement is prepared once on each connection.
 *
 * When the database is away, everything says {@link DatabaseUnavailable} until it is back, and then goes on.
 */
import pg from 'pg'
import type { PoolUsage } from '../../metrics/metrics.js'
import { Connections, destroy } from './connections.js'
import { isLostRace, isOutOfService, translate } from './failures.js'
import { Pipeline, isOutdated } from './pipeline.js'
import type { PipelineResult, Step } from './pipeline.js'
import { SharedConnections } from './shared-connections.js'
import type { SharedConnectionsDeps } from './shared-connections.js'
import { afterTheLast, Transaction } from './transaction.js'
import { DatabaseUnavailable, LostRace } from '../work.js'
import type { Command, Database, Outcome, Work } from '../work.js'

/** A transaction that lost against another one, or its connection before the end, is tried again this often. */
const ATTEMPTS = 5

const CONNECT_TIMEOUT = 5000
const STATEMENT_TIMEOUT = 30_000
const LOCK_TIMEOUT = 10_000

/** A server that says nothing for this long is not going to: the statement timeout is over. */
const SILENCE = STATEMENT_TIMEOUT + 10_000
const LISTEN_EVERY = 5000

export interface PostgresOptions {
  readonly poolSize: number
  /** Told of connections that the server closed while they were idle. */
  readonly onIdleError: (error: Error) => void
}

export class PostgresDatabase implements Database {
  readonly provider = 'postgresql'
  readonly #connections: Connections
  readonly #reads: SharedConnections | undefined
  readonly #writes: SharedConnections | undefined
  readonly #underWay = new Map<pg.ClientBase, number>()
  readonly #listener: NodeJS.Timeout

  constructor(url: string, { poolSize, onIdleError }: PostgresOptions) {
    const settings: pg.ClientConfig = {
      connectionString: url,
      connectionTimeoutMillis: CONNECT_TIMEOUT,
      statement_timeout: STATEMENT_TIMEOUT,
      lock_timeout: LOCK_TIMEOUT,
      idle_in_transaction_session_timeout: SILENCE,
      keepAlive: true,
      fallback_application_name: 'intunite',
      // Compiling a statement takes longer than ours ever do.
      options: '-c jit=off',
    }
    const lines = poolSize >= 8 ? 2 : poolSize >= 4 ? 1 : 0
    this.#connections = new Connections({ ...settings, max: poolSize - 2 * lines }, onIdleError)
    if (lines > 0) {
      const launch: SharedConnectionsDeps['launch'] = (client, steps, settle) => this.#launch(client, steps, settle)
      const connect: SharedConnectionsDeps['connect'] = (onGone) => connectAlone(settings, onGone, onIdleError)
      this.#reads = new SharedConnections({ lines, carries: 'reads', launch, connect })
      this.#writes = new SharedConnections({ lines, carries: 'writes', launch, connect })
    }
    this.#listener = setInterval(() => this.#hangUpOnSilence(), LISTEN_EVERY).unref()
  }

  /** For whoever needs a connection in another way than as a work. */
  get pool(): pg.Pool {
    return this.#connections.pool
  }

  usage(): PoolUsage {
    const all = [this.#connections.usage, this.#reads?.usage, this.#writes?.usage].filter(
      (usage) => usage !== undefined,
    )
    const sum = (of: (usage: PoolUsage) => number): number => all.reduce((total, usage) => total + of(usage), 0)
    return { busy: sum(({ busy }) => busy), idle: sum(({ idle }) => idle), waiting: sum(({ waiting }) => waiting) }
  }

  async read<T>(work: () => Work<T>): Promise<T> {
    const steps = work()
    let step = steps.next()
    while (step.done !== true) {
      let outcome: Outcome
      try {
        outcome = await this.#ask(step.value)
      } catch (error) {
        step = steps.throw(error)
        continue
      }
      step = steps.next(outcome)
    }
    return step.value
  }

  async write<T>(work: () => Work<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#attempt(work())
      } catch (error) {
        if (!isLostRace(error)) throw error
        if (attempt === ATTEMPTS) throw new DatabaseUnavailable(error)
      }
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#listener)
    await Promise.all([this.#reads?.close(), this.#writes?.close(), this.#connections.close()])
  }

  #ask(command: Command): Promise<Outcome> {
    return command.quick === true && this.#reads !== undefined ? this.#reads.ask(command) : this.#askAlone(command)
  }

  /** A work that is a single quick statement is its own transaction, or shares one with others of its kind. */
  async #attempt<T>(work: Work<T>): Promise<T> {
    const step = work.next()
    if (step.done === true) return step.value
    const { quick, last } = step.value
    if (quick !== true || last !== true || this.#writes === undefined) return this.#transact(work, step)
    let after: IteratorResult<Command, T>
    try {
      after = work.next(await this.#writes.ask(step.value))
    } catch (error) {
      after = work.throw(error)
      // Nothing was kept, so the work may go on in another way.
      if (after.done !== true) return this.#transact(work, after)
    }
    if (after.done !== true) throw afterTheLast(after.value)
    return after.value
  }

  async #transact<T>(work: Work<T>, step: IteratorYieldResult<Command>): Promise<T> {
    const client = await this.#connections.take()
    const transaction = new Transaction((steps) => this.#fly(client, steps))
    try {
      return await transaction.perform(work, step)
    } catch (error) {
      await transaction.rollBack()
      throw transaction.mayBeRepeated ? new LostRace(error) : error
    } finally {
      this.#connections.giveBack(client, transaction.broken)
    }
  }

  /** A read that may take its time, on a connection of its own. */
  async #askAlone(command: Command): Promise<Outcome> {
    for (let attempt = 1; ; attempt += 1) {
      const client = await this.#connections.take()
      const { outcomes, error, lost } = await this.#fly(client, [command])
      this.#connections.giveBack(client, lost || isOutOfService(error))
      const [outcome] = outcomes
      if (outcome !== undefined) return outcome
      if (attempt === 1 && (lost || isOutdated(error))) continue
      throw translate(error)
    }
  }

  #fly(client: pg.ClientBase, steps: readonly Step[]): Promise<PipelineResult> {
    return new Promise((resolve) => this.#launch(client, steps, resolve))
  }

  #launch(client: pg.ClientBase, steps: readonly Step[], settle: (result: PipelineResult) => void): void {
    this.#underWay.set(client, performance.now())
    client.query(
      new Pipeline(steps, (result) => {
        this.#underWay.delete(client)
        settle(result)
      }),
    )
  }

  /** Without this a network that swallows everything would keep requests waiting until the system gives up, for hours. */
  #hangUpOnSilence(): void {
    for (const [client, departure] of this.#underWay) if (performance.now() - departure > SILENCE) destroy(client)
  }
}

/** A connection that is not of the pool. */
async function connectAlone(
  settings: pg.ClientConfig,
  onGone: (client: pg.Client) => void,
  onIdleError: (error: Error) => void,
): Promise<pg.Client> {
  const client = new pg.Client(settings)
  let ready = false
  client.on('error', (error) => {
    onGone(client)
    if (ready) onIdleError(error)
  })
  client.on('end', () => onGone(client))
  await client.connect()
  ready = true
  return client
}
