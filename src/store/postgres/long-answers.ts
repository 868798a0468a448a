/**
 * Statements whose answers are short as a rule, and were long a moment ago: of a list by name, where hundreds have the name. For a
 * while they do not share a connection with quick ones, which would wait for them.
 */
import type { Outcome } from '../work.js'

/** Characters; as many are sent and taken apart in less than a millisecond. */
const LONG = 65_536
const FOR = 5000
/** Statements that are remembered: as many texts as a client can make. */
const MOST = 1000

export class LongAnswers {
  readonly #until = new Map<string, number>()

  note(sql: string, { rows }: Outcome): void {
    let length = 0
    for (const row of rows) for (const value of row) if (typeof value === 'string') length += value.length
    if (length <= LONG) return
    if (this.#until.size >= MOST) this.#until.clear()
    this.#until.set(sql, performance.now() + FOR)
  }

  has(sql: string): boolean {
    if (this.#until.size === 0) return false
    const until = this.#until.get(sql)
    if (until === undefined) return false
    if (until >= performance.now()) return true
    return !this.#until.delete(sql)
  }
}
