/**
 * How many devices and users are in each state over several policies, each once by its worst (L55), from what devices remember:
 * their rows say the same, and are many.
 */
import { policiesOf } from '../memory.js'
import type { Memory } from '../memory.js'
import { WORST_FIRST } from '../outcomes/worst.js'
import type { Counted } from '../outcomes/worst.js'

const RANKS: ReadonlyMap<string, number> = new Map(WORST_FIRST.map((status, rank) => [status, rank]))
const UNKNOWN = RANKS.get('unknown') ?? 0

export class WorstStates {
  readonly #counts: (policyId: string) => boolean
  readonly #devices = WORST_FIRST.map(() => 0)
  readonly #users = new Map<string, number>()

  constructor(counts: (policyId: string) => boolean) {
    this.#counts = counts
  }

  look(userId: string | undefined, memory: Memory): void {
    let found: number | undefined
    for (const [id, { s: status }] of policiesOf(memory))
      if (this.#counts(id)) found = Math.min(found ?? Infinity, RANKS.get(status) ?? UNKNOWN)
    if (found === undefined) return
    this.#devices[found] = (this.#devices[found] ?? 0) + 1
    if (userId !== undefined) this.#users.set(userId, Math.min(this.#users.get(userId) ?? Infinity, found))
  }

  get devices(): Counted {
    return counted(this.#devices)
  }

  get users(): Counted {
    const counts = WORST_FIRST.map(() => 0)
    for (const rank of this.#users.values()) counts[rank] = (counts[rank] ?? 0) + 1
    return counted(counts)
  }
}

function counted(counts: readonly number[]): Counted {
  return Object.fromEntries(WORST_FIRST.map((status, rank) => [status, counts[rank] ?? 0])) as Counted
}
