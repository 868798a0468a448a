/**
 * Connections for one at a time. Those that were just used are kept idle, because asking the pool for one costs more
 * than many a statement; the pool still counts them all, makes them, and gets them back when a caller waits.
 */
import type { Duplex } from 'node:stream'
import pg from 'pg'
import type { PoolUsage } from '../../metrics/metrics.js'
import { unavailable } from './failures.js'

/** Idle connections that nobody has wanted for this long go back to the pool, which closes them. */
const KEPT_FOR = 10_000

/** A transaction of the Prisma client, and one beside it. */
const LEFT_TO_OTHERS = 2

export class Connections {
  readonly pool: pg.Pool
  readonly #idle: pg.PoolClient[] = []
  readonly #room: number
  readonly #sweeper: NodeJS.Timeout
  /** The fewest that were idle at any time since the last sweep: these were not needed. */
  #spare = 0
  #closed = false
  readonly #check: () => void

  /** `check` throws where nobody is to get a connection. */
  constructor(
    settings: pg.PoolConfig & { readonly max: number },
    onIdleError: (error: Error) => void,
    check: () => void = () => undefined,
  ) {
    this.pool = new pg.Pool(settings)
    this.#check = check
    // The pool cannot ask for its connections back, so some are left to those who come to it.
    this.#room = settings.max - LEFT_TO_OTHERS
    this.pool.on('error', onIdleError)
    // A connection that breaks while it is in use fails for its user.
    this.pool.on('connect', (client) => {
      client.on('error', (error) => {
        const at = this.#idle.indexOf(client)
        if (at === -1) return
        this.#idle.splice(at, 1)
        client.release(true)
        onIdleError(error)
      })
    })
    this.#sweeper = setInterval(() => this.#sweep(), KEPT_FOR).unref()
  }

  get usage(): PoolUsage {
    const { totalCount, idleCount, waitingCount } = this.pool
    const idle = idleCount + this.#idle.length
    return { busy: totalCount - idle, idle, waiting: waitingCount }
  }

  /** Throws {@link DatabaseUnavailable} if there is none to be had in time. */
  async take(): Promise<pg.PoolClient> {
    this.#check()
    const client = this.#idle.pop()
    if (client !== undefined) {
      if (this.#idle.length < this.#spare) this.#spare = this.#idle.length
      return client
    }
    this.#spare = 0
    try {
      return await this.pool.connect()
    } catch (error) {
      throw unavailable(error)
    }
  }

  giveBack(client: pg.PoolClient, broken: boolean): void {
    const wanted = this.pool.waitingCount > 0 || this.#idle.length >= this.#room
    if (broken || wanted || this.#closed) client.release(broken)
    else this.#idle.push(client)
  }

  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#sweeper)
    for (const client of this.#idle.splice(0)) client.release()
    await this.pool.end()
  }

  #sweep(): void {
    for (const client of this.#idle.splice(0, this.#spare)) client.release()
    this.#spare = this.#idle.length
  }
}

export function destroy(client: pg.ClientBase): void {
  const { connection } = client as unknown as { connection: { stream: Duplex } }
  connection.stream.destroy()
}
