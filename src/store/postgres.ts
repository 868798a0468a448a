/**
 * PostgreSQL. A read is one round trip for each of its statements, and quick ones share it with those of other requests;
 * a write is as many as it has statements, because the beginning of its transaction travels with the first of them and
 * the end with the last. Every statement is prepared once on each connection.
 *
 * When the database is away, everything says {@link DatabaseUnavailable} until it is back, and then goes on.
 */
import pg from 'pg'
import { Connections, hangUp } from './postgres-connections.js'
import { isLostRace, isOutOfService, translate } from './postgres-failures.js'
import { Flight, isOutdated } from './postgres-flight.js'
import type { Landing, Step } from './postgres-flight.js'
import { SharedLines } from './postgres-shared-line.js'
import { Transaction } from './postgres-transaction.js'
import type { Command, Database, Outcome, Work } from './work.js'

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
  readonly #shared: SharedLines | undefined
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
    const lines = poolSize >= 4 ? 2 : poolSize - 2
    this.#connections = new Connections({ ...settings, max: poolSize - lines }, onIdleError)
    if (lines > 0)
      this.#shared = new SharedLines({
        lines,
        launch: (client, steps, land) => this.#launch(client, steps, land),
        async connect(onGone) {
          const client = new pg.Client(settings)
          let idle = false
          client.on('error', (error) => {
            onGone(client)
            if (idle) onIdleError(error)
          })
          client.on('end', () => onGone(client))
          await client.connect()
          idle = true
          return client
        },
      })
    this.#listener = setInterval(() => this.#hangUpOnSilence(), LISTEN_EVERY).unref()
  }

  /** For whoever needs a connection in another way than as a work. */
  get pool(): pg.Pool {
    return this.#connections.pool
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
      const client = await this.#connections.take()
      const transaction = new Transaction((steps) => this.#fly(client, steps))
      try {
        return await transaction.perform(work())
      } catch (error) {
        await transaction.rollBack()
        if (attempt < ATTEMPTS && (isLostRace(error) || transaction.mayBeRepeated)) continue
        throw translate(error)
      } finally {
        this.#connections.giveBack(client, transaction.broken)
      }
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#listener)
    await Promise.all([this.#shared?.close(), this.#connections.close()])
  }

  #ask(command: Command): Promise<Outcome> {
    return command.quick === true && this.#shared !== undefined ? this.#shared.ask(command) : this.#askAlone(command)
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

  #fly(client: pg.ClientBase, steps: readonly Step[]): Promise<Landing> {
    return new Promise((resolve) => this.#launch(client, steps, resolve))
  }

  #launch(client: pg.ClientBase, steps: readonly Step[], land: (landing: Landing) => void): void {
    this.#underWay.set(client, performance.now())
    client.query(
      new Flight(steps, (landing) => {
        this.#underWay.delete(client)
        land(landing)
      }),
    )
  }

  /** Without this a network that swallows everything would keep requests waiting until the system gives up, for hours. */
  #hangUpOnSilence(): void {
    for (const [client, departure] of this.#underWay) if (performance.now() - departure > SILENCE) hangUp(client)
  }
}
