/**
 * PostgreSQL. A read is one round trip for each of its statements, and quick ones share it with those of other requests;
 * a write is as many as it has statements, because the beginning of its transaction travels with the first of them and
 * the end with the last. Every statement is prepared once on each connection.
 *
 * When the database is away, everything says {@link DatabaseUnavailable} until it is back, and then goes on.
 */
import type { Socket } from 'node:net'
import pg from 'pg'
import type { PoolUsage } from '../../metrics/metrics.js'
import { connectAlone } from './connect-alone.js'
import { Connections } from './connections.js'
import { isLostRace, isOutOfService, translate, unavailable } from './failures.js'
import { Lane } from './lane.js'
import { LaterCommits } from './later-commits.js'
import { LockedTables } from './locked-tables.js'
import { LongAnswers } from './long-answers.js'
import { LongReads } from './long-reads.js'
import { isOutdated } from './pipeline.js'
import { PipelineRunner } from './pipeline-runner.js'
import { SharedConnections } from './shared-connections.js'
import type { SharedConnectionsDeps } from './shared-connections.js'
import { Sockets } from './sockets.js'
import { TABLE_SIZES, TableSizes } from './table-sizes.js'
import { afterTheLast, Transaction } from './transaction.js'
import { DatabaseUnavailable, LostRace, QUERY_TIMEOUT, run, SHORT_READ } from '../work.js'
import type { Client, Command, Database, Outcome, Work } from '../work.js'

/** A transaction that lost against another one, or its connection before the end, is tried again this often. */
const ATTEMPTS = 5

const CONNECT_TIMEOUT = 4000
const GREETING = 1500
const STATEMENT_TIMEOUT = 30_000
/** What waits for a lock keeps its connection from others; on a connection that many share it is to wait elsewhere. */
const LOCK_TIMEOUT = 2000
const SHARED_LOCK_TIMEOUT = 500

/** A server that says nothing for this long is not going to: the statement timeout is over. */
const SILENCE = STATEMENT_TIMEOUT + 10_000

export interface PostgresOptions {
  readonly poolSize: number
  /** Told of connections that the server closed while they were idle. */
  readonly onIdleError: (error: Error) => void
  /** Seconds that a read may take. */
  readonly queryTimeout?: number | undefined
  /** Whether a statement may take as long as the server works on it. */
  readonly takesItsTime?: boolean | undefined
}

export class PostgresDatabase implements Database {
  readonly provider = 'postgresql'
  readonly #connections: Connections
  readonly #reads: SharedConnections | undefined
  readonly #writes: SharedConnections | undefined
  readonly #runner: PipelineRunner
  readonly #sockets = new Sockets()
  readonly #settings: pg.ClientConfig
  readonly #later = new LaterCommits((work) => this.write(work))
  /** Reads that may take long, and what waits for locks, each have a part of the connections. */
  readonly #longReads: LongReads
  readonly #locked: Lane
  readonly #locks = new LockedTables()
  readonly #long = new LongAnswers()
  readonly #sizes = new TableSizes(async () => {
    const sizes = await this.#askAlone({ sql: TABLE_SIZES, values: [], returnsRows: true })
    return sizes.rows
  })

  constructor(
    url: string,
    { poolSize, onIdleError, queryTimeout = QUERY_TIMEOUT, takesItsTime = false }: PostgresOptions,
  ) {
    const settings: pg.ClientConfig = {
      connectionString: url,
      connectionTimeoutMillis: CONNECT_TIMEOUT,
      statement_timeout: takesItsTime ? 0 : Math.max(STATEMENT_TIMEOUT, (queryTimeout + 5) * 1000),
      lock_timeout: LOCK_TIMEOUT,
      idle_in_transaction_session_timeout: SILENCE,
      keepAlive: true,
      fallback_application_name: 'intunite',
      // Compiling a statement takes longer than ours ever do.
      options: '-c jit=off',
      stream: this.#sockets.create,
    }
    this.#settings = settings
    this.#runner = new PipelineRunner({ settings, silence: SILENCE })
    const lines = poolSize >= 8 ? 2 : poolSize >= 4 ? 1 : 0
    const alone = poolSize - 2 * lines
    this.#locked = new Lane(Math.max(1, Math.floor(alone / 3)), LOCK_TIMEOUT / 1000)
    this.#connections = new Connections({ ...settings, max: alone }, onIdleError, () => this.#runner.requireAnswers())
    this.#longReads = new LongReads({
      settings,
      connections: this.#connections,
      runner: this.#runner,
      width: Math.max(1, Math.floor(alone / 2)),
      timeLimit: queryTimeout,
    })
    if (lines > 0) {
      const launch: SharedConnectionsDeps['launch'] = (client, steps, settle) =>
        this.#runner.launch(client, steps, settle)
      const shared = { ...settings, lock_timeout: SHARED_LOCK_TIMEOUT }
      const connect: SharedConnectionsDeps['connect'] = (onGone) => {
        this.#runner.requireAnswers()
        return connectAlone(shared, onGone, onIdleError)
      }
      this.#reads = new SharedConnections({ lines, carries: 'reads', locks: this.#locks, launch, connect })
      this.#writes = new SharedConnections({ lines, carries: 'writes', locks: this.#locks, launch, connect })
    }
  }

  /** For connections beside those of this class: {@link close} does not leave them open either. */
  get newSocket(): () => Socket {
    return this.#sockets.create
  }

  /** For callers that need a connection of their own: the Prisma client, announcements. */
  get pool(): pg.Pool {
    return this.#connections.pool
  }

  /** Fails soon where nobody answers. To be called at the start, which has nothing better to do than to wait for this. */
  async greet(): Promise<void> {
    const settings = { ...this.#settings, connectionTimeoutMillis: GREETING }
    const client = await connectAlone(
      settings,
      () => undefined,
      () => undefined,
    ).catch((error: unknown) => {
      throw unavailable(error)
    })
    await client.end()
  }

  usage(): PoolUsage {
    const all = [this.#connections.usage, this.#reads?.usage, this.#writes?.usage].filter(
      (usage) => usage !== undefined,
    )
    const sum = (of: (usage: PoolUsage) => number): number => all.reduce((total, usage) => total + of(usage), 0)
    const lanes = this.#longReads.waiting + this.#locked.waiting
    return {
      busy: sum(({ busy }) => busy),
      idle: sum(({ idle }) => idle),
      waiting: sum(({ waiting }) => waiting) + lanes,
    }
  }

  async read<T>(work: () => Work<T>, client?: Client): Promise<T> {
    const steps = work()
    let step = steps.next()
    while (step.done !== true) {
      let outcome: Outcome
      try {
        outcome = await this.#ask(step.value, client)
      } catch (error) {
        step = steps.throw(error)
        continue
      }
      step = steps.next(outcome)
    }
    return step.value
  }

  readNow<T>(work: () => Work<T>, client?: Client): Promise<T> {
    return this.read(work, client)
  }

  moment<T>(work: () => Work<T>): Promise<T> {
    return this.write(function* (): Work<T> {
      yield* run('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY', [])
      return yield* work()
    })
  }

  async write<T>(work: () => Work<T>, flushed?: 'later'): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const result = await this.#attempt(work(), flushed)
        if (flushed === 'later') this.#later.committed()
        return result
      } catch (error) {
        if (!isLostRace(error)) throw error
        if (attempt === ATTEMPTS) throw new DatabaseUnavailable(error)
      }
    }
  }

  flushed(): Promise<void> {
    return this.#later.flushed()
  }

  /** Takes a second at most, also where the server does not answer. */
  async close(): Promise<void> {
    this.#runner.close()
    const ended = Promise.all([this.#reads?.close(), this.#writes?.close(), this.#connections.close()])
    const emptied = this.#sockets.close()
    await Promise.race([ended, emptied])
    await emptied
  }

  #ask(command: Command, client: Client | undefined): Promise<Outcome> {
    if (command.effort !== undefined && command.effort(this.#sizes.of) > SHORT_READ)
      return this.#longReads.read(command, client)
    const isQuick = command.quick === true || (command.few === true && !this.#long.has(command.sql))
    const shared = isQuick && !this.#locks.has(command.sql) ? this.#reads : undefined
    return shared === undefined ? this.#askAlone(command) : this.#askShared(shared, command)
  }

  /** What meets a lock waits for it where nobody else has to. */
  async #askShared(shared: SharedConnections, command: Command): Promise<Outcome> {
    try {
      const outcome = await shared.ask(command)
      if (command.few === true) this.#long.note(command.sql, outcome)
      return outcome
    } catch (error) {
      if (!this.#locks.note(command.sql, error)) throw error
      return this.#askAlone(command)
    }
  }

  /** A unit of work that is a single quick statement is its own transaction, or shares one with others of its kind. */
  async #attempt<T>(work: Work<T>, flushed: 'later' | undefined): Promise<T> {
    const step = work.next()
    if (step.done === true) return step.value
    const { quick, last } = step.value
    if (quick !== true || last !== true || this.#writes === undefined || this.#locks.has(step.value.sql))
      return this.#transact(work, step, flushed)
    let after: IteratorResult<Command, T>
    try {
      after = work.next(await this.#writes.ask(step.value))
    } catch (error) {
      if (this.#locks.note(step.value.sql, error)) return this.#transact(work, step, flushed)
      after = work.throw(error)
      // Nothing was kept, so the work may go on in another way.
      if (after.done !== true) return this.#transact(work, after, flushed)
    }
    if (after.done !== true) throw afterTheLast(after.value)
    return after.value
  }

  async #transact<T>(work: Work<T>, step: IteratorYieldResult<Command>, flushed: 'later' | undefined): Promise<T> {
    const { client, leave } = await this.#connectionFor(step.value)
    try {
      const transaction = new Transaction((steps) => this.#runner.run(client, steps), flushed)
      return await this.#transactOn(client, transaction, work, step)
    } finally {
      leave()
    }
  }

  async #transactOn<T>(
    client: pg.PoolClient,
    transaction: Transaction,
    work: Work<T>,
    step: IteratorYieldResult<Command>,
  ): Promise<T> {
    try {
      return await transaction.perform(work, step)
    } catch (error) {
      this.#locks.note(step.value.sql, error)
      await transaction.rollBack()
      throw transaction.mayBeRepeated ? new LostRace(error) : error
    } finally {
      this.#connections.giveBack(client, transaction.broken)
    }
  }

  /** On a connection of its own. */
  async #askAlone(command: Command): Promise<Outcome> {
    for (let attempt = 1; ; attempt += 1) {
      const { client, leave } = await this.#connectionFor(command)
      const { outcomes, error, lost } = await this.#runner.run(client, [command])
      this.#connections.giveBack(client, lost || isOutOfService(error))
      leave()
      const [outcome] = outcomes
      if (outcome !== undefined) return outcome
      if (attempt === 1 && (lost || isOutdated(error))) continue
      this.#locks.note(command.sql, error)
      throw translate(error)
    }
  }

  /** A connection, and what is to be called when it is not needed any more. */
  async #connectionFor({ sql }: Command): Promise<{ readonly client: pg.PoolClient; readonly leave: () => void }> {
    if (!this.#locks.has(sql)) {
      const client = await this.#connections.take()
      if (!this.#locks.has(sql)) return { client, leave: () => undefined }
      this.#connections.giveBack(client, false)
    }
    const leave = await this.#locked.enter()
    try {
      return { client: await this.#connections.take(), leave }
    } catch (error) {
      leave()
      throw error
    }
  }
}
