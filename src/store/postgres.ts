/** PostgreSQL over a pool, with every statement prepared under a name on each connection. */
import pg from 'pg'
import { ConstraintViolation, DatabaseUnavailable, LostRace } from './work.js'
import type { Command, Database, Outcome, Row, Work } from './work.js'

/** A transaction that lost against another one is tried again this often. */
const ATTEMPTS = 5

const SERIALIZATION_FAILURE = '40001'
const DEADLOCK_DETECTED = '40P01'

export interface PostgresOptions {
  readonly poolSize: number
  /** Told of connections that the server closed while they were idle. */
  readonly onIdleError: (error: Error) => void
}

export class PostgresDatabase implements Database {
  readonly provider = 'postgresql'
  readonly pool: pg.Pool
  readonly #names = new Map<string, string>()

  constructor(url: string, { poolSize, onIdleError }: PostgresOptions) {
    this.pool = new pg.Pool({
      connectionString: url,
      max: poolSize,
      connectionTimeoutMillis: 5000,
      statement_timeout: 30_000,
      lock_timeout: 10_000,
    })
    this.pool.on('error', onIdleError)
  }

  async read<T>(work: () => Work<T>): Promise<T> {
    const client = await this.#connect()
    try {
      return await this.#perform(client, work())
    } finally {
      client.release()
    }
  }

  async write<T>(work: () => Work<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      const client = await this.#connect()
      let broken = false
      try {
        await client.query('BEGIN')
        const value = await this.#perform(client, work())
        await client.query('COMMIT')
        return value
      } catch (error) {
        await client.query('ROLLBACK').catch(() => {
          broken = true
        })
        if (attempt < ATTEMPTS && lostRace(error)) continue
        throw unavailable(error) ? new DatabaseUnavailable(error) : error
      } finally {
        client.release(broken)
      }
    }
  }

  async close(): Promise<void> {
    await this.pool.end()
  }

  async #connect(): Promise<pg.PoolClient> {
    try {
      return await this.pool.connect()
    } catch (error) {
      throw new DatabaseUnavailable(error)
    }
  }

  async #perform<T>(client: pg.PoolClient, work: Work<T>): Promise<T> {
    let step = work.next()
    while (step.done !== true) {
      let outcome: Outcome
      try {
        outcome = await this.#execute(client, step.value)
      } catch (error) {
        step = work.throw(translate(error))
        continue
      }
      step = work.next(outcome)
    }
    return step.value
  }

  async #execute(client: pg.PoolClient, { sql, values }: Command): Promise<Outcome> {
    let name = this.#names.get(sql)
    if (name === undefined) {
      name = `s${this.#names.size}`
      this.#names.set(sql, name)
    }
    const result = await client.query<Row & unknown[]>({
      name,
      text: sql,
      values: values as unknown[],
      rowMode: 'array',
    })
    return { rows: result.rows, changes: result.rowCount ?? 0 }
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

function lostRace(error: unknown): boolean {
  if (error instanceof LostRace) return true
  const code = codeOf(error)
  return code === SERIALIZATION_FAILURE || code === DEADLOCK_DETECTED
}

/** Connection failures (class 08, socket errors), shutdown (57P0x), too many connections (53300), timeouts. */
function unavailable(error: unknown): boolean {
  const code = codeOf(error)
  if (/^(08|57P0|53|ECONN|EPIPE|ETIMEDOUT|57014|55P03)/.test(code)) return true
  return error instanceof Error && error.message.startsWith('Connection terminated')
}

function translate(error: unknown): unknown {
  const code = codeOf(error)
  if (code === '23505') return new ConstraintViolation('unique', error)
  if (code === '23503') return new ConstraintViolation('foreignKey', error)
  if (code.startsWith('23')) return new ConstraintViolation('other', error)
  return unavailable(error) ? new DatabaseUnavailable(error) : error
}
