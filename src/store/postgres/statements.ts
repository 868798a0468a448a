/**
 * What one connection to PostgreSQL keeps prepared: the text of a statement travels once, and so does the description
 * of its rows. Bounded, because texts differ with the shape of every query and each costs memory on the server.
 */
import pg from 'pg'
import { serialize } from 'pg-protocol/dist/serializer'
import type { SqlValue } from '../work.js'

/** Statements kept prepared on a connection. When there are more, those that were not used for longest are closed. */
export const KEPT = 200

/** Turns the text of a value into the value; undefined where the text is the value. */
export type Decoder = ((text: string) => SqlValue) | undefined

export interface Prepared {
  readonly name: string
  readonly sql: string
  /** Undefined until the server has described the rows; `plain` if all of them are texts, or if there are none. */
  decoders: readonly Decoder[] | 'plain' | undefined
  used: number
}

export class PreparedStatements {
  readonly #bySql = new Map<string, Prepared>()
  /** Of these it is not known whether the server has them. */
  readonly #doubtful: string[] = []
  #made = 0
  #uses = 0

  get size(): number {
    return this.#bySql.size
  }

  /** The statement for a text; adds to `messages` what the server has to be told first. */
  prepare(messages: Buffer[], sql: string): Prepared {
    let statement = this.#bySql.get(sql)
    if (statement === undefined) {
      if (this.#bySql.size >= KEPT) this.#evict(messages)
      for (let name = this.#doubtful.pop(); name !== undefined; name = this.#doubtful.pop())
        messages.push(serialize.close({ type: 'S', name }))
      statement = { name: `s${(this.#made += 1)}`, sql, decoders: undefined, used: 0 }
      this.#bySql.set(sql, statement)
      messages.push(serialize.parse({ name: statement.name, text: sql }))
    }
    statement.used = this.#uses += 1
    return statement
  }

  /** After a failure: the server skipped what came later, or can no longer use the statement. */
  forget(statement: Prepared): void {
    if (this.#bySql.get(statement.sql) !== statement) return
    this.#bySql.delete(statement.sql)
    this.#doubtful.push(statement.name)
  }

  #evict(messages: Buffer[]): void {
    const oldest = [...this.#bySql.values()].sort((a, b) => a.used - b.used).slice(0, KEPT / 4)
    for (const { sql, name } of oldest) {
      this.#bySql.delete(sql)
      messages.push(serialize.close({ type: 'S', name }))
    }
  }
}

const kept = new WeakMap<object, PreparedStatements>()

export function statementsOf(connection: object): PreparedStatements {
  let statements = kept.get(connection)
  if (statements === undefined) kept.set(connection, (statements = new PreparedStatements()))
  return statements
}

const UNKNOWN = 705

/** What the driver does with values of types that it does not know: it takes their text. */
const asText: unknown = pg.types.getTypeParser(UNKNOWN as number, 'text')

export function decodersFor(typeIds: readonly number[]): readonly Decoder[] | 'plain' {
  const decoders = typeIds.map((id): Decoder => {
    const decode: unknown = pg.types.getTypeParser(id, 'text')
    return decode === asText ? undefined : (decode as Decoder)
  })
  return decoders.every((decode) => decode === undefined) ? 'plain' : decoders
}
