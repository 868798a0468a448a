/**
 * Commands that go to PostgreSQL together and come back together: any number of statements, one round trip, one `Sync`
 * at the end. Outside a transaction they are one by themselves, as PostgreSQL has it: all of them or none.
 *
 * It is a query to the driver, as its cursors and streams are, so connecting, authentication and the framing of messages
 * stay with the driver.
 *
 * @see https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-EXT-QUERY
 */
import pg from 'pg'
import { serialize } from 'pg-protocol/dist/serializer'
import { decodersFor, statementsOf } from './statements.js'
import type { Decoder, Prepared, PreparedStatements } from './statements.js'
import type { Outcome, Row, SqlValue } from '../work.js'

export interface Step {
  readonly sql: string
  readonly values: readonly SqlValue[]
  readonly longFirst?: Buffer
}

interface DataRow {
  readonly fields: (SqlValue | null)[]
}

/** How a pipeline ended. */
export interface PipelineResult {
  /** Of the commands that were carried out, from the first one on. */
  readonly outcomes: readonly Outcome[]
  /** Why there are not more of them; also when the commit at the end failed. */
  readonly error: Error | undefined
  /** Whether the connection is gone with it. */
  readonly lost: boolean
  /** Whether nothing of it can have happened. */
  readonly undone: boolean
}

export class Pipeline implements pg.Submittable {
  readonly #steps: readonly Step[]
  readonly #settle: (result: PipelineResult) => void
  readonly #prepared: Prepared[] = []
  readonly #outcomes: Outcome[] = []
  #statements: PreparedStatements | undefined
  #rows: Row[] | undefined
  #settled = false

  constructor(steps: readonly Step[], settle: (result: PipelineResult) => void) {
    this.#steps = steps
    this.#settle = settle
  }

  /** An error if nothing was sent. */
  submit(connection: pg.Connection): Error | undefined {
    if (!connection.stream.writable) return new Error('Connection terminated before the statement was sent')
    const statements = statementsOf(connection)
    const messages: Buffer[] = []
    this.#statements = statements
    for (const { sql, values, longFirst } of this.#steps) {
      const statement = statements.prepare(messages, sql)
      const given = (longFirst === undefined ? values : [longFirst, ...values]) as unknown[]
      this.#prepared.push(statement)
      messages.push(serialize.bind({ statement: statement.name, values: given, valueMapper: toText }))
      if (statement.decoders === undefined) messages.push(DESCRIBE)
      messages.push(EXECUTE)
    }
    messages.push(SYNC)
    connection.stream.write(Buffer.concat(messages))
    return undefined
  }

  handleRowDescription({ fields }: { readonly fields: readonly { readonly dataTypeID: number }[] }): void {
    const statement = this.#prepared[this.#outcomes.length]
    if (statement !== undefined) statement.decoders = decodersFor(fields.map(({ dataTypeID }) => dataTypeID))
  }

  handleDataRow({ fields }: DataRow): void {
    const decoders = this.#prepared[this.#outcomes.length]?.decoders
    if (decoders !== 'plain' && decoders !== undefined) decode(fields, decoders)
    if (this.#rows === undefined) this.#rows = [fields]
    else this.#rows.push(fields)
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    const statement = this.#prepared[this.#outcomes.length]
    if (statement !== undefined) statement.decoders ??= 'plain'
    const changes = Number(text.slice(text.lastIndexOf(' ') + 1))
    this.#outcomes.push({ rows: this.#rows ?? NONE, changes: Number.isNaN(changes) ? 0 : changes })
    this.#rows = undefined
  }

  /** The end of a pipeline that went well. */
  handleReadyForQuery(): void {
    this.#end(undefined, false)
  }

  /** The end of every other one: the server skips the rest, or is no longer there. */
  handleError(error: Error): void {
    const lost = !(error instanceof pg.DatabaseError) || error.severity === 'FATAL' || error.severity === 'PANIC'
    if (!lost)
      for (const statement of this.#prepared.slice(this.#outcomes.length))
        if (statement.decoders === undefined || isOutdated(error)) this.#statements?.forget(statement)
    this.#end(error, lost)
  }

  #end(error: Error | undefined, lost: boolean): void {
    if (this.#settled) return
    this.#settled = true
    const outcomes = this.#outcomes
    this.#settle({ outcomes, error, lost, undone: error !== undefined && this.#isUndone(error, lost) })
  }

  /**
   * An error of the server undoes everything, and a server that says so before it leaves has not come to the end
   * either. From a connection that just breaks nobody can tell.
   */
  #isUndone(error: Error, lost: boolean): boolean {
    if (this.#statements === undefined || !lost) return true
    const begun = this.#steps.findIndex(({ sql }) => sql === COMMIT)
    const needed = begun === -1 ? this.#steps.length : begun
    return error instanceof pg.DatabaseError && this.#outcomes.length < needed
  }
}

export const BEGIN = 'BEGIN'
export const COMMIT = 'COMMIT'
export const ROLLBACK = 'ROLLBACK'

const NONE: readonly Row[] = []

/** Of the unnamed portal, all of its rows. */
const DESCRIBE = serialize.describe({ type: 'P', name: '' })
const EXECUTE = serialize.execute({})
const SYNC = serialize.sync()

/** Another process has changed the tables since the statement was prepared. */
export function isOutdated(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '0A000' && error.routine === 'RevalidateCachedQuery'
}

function toText(value: SqlValue | Buffer): string | Buffer | null {
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : value
}

function decode(fields: (SqlValue | null)[], decoders: readonly Decoder[]): void {
  for (let i = 0; i < fields.length; i += 1) {
    const text = fields[i]
    const decoder = decoders[i]
    if (decoder !== undefined && typeof text === 'string') fields[i] = decoder(text)
  }
}
