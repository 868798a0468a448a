/**
 * How many devices are in each state of a policy. Rows are counted once, and what devices remember from then on changes the
 * numbers: as long as no client has rows of its own below a policy, they tell of the same.
 */
import { policiesOf } from './memory.js'
import type { Memory } from './memory.js'

export type StatusCount = ReadonlyMap<string, number>

export class StatusCounts {
  readonly #byPolicy = new Map<string, Map<string, number>>()

  /** Undefined of a policy whose rows have not been counted. */
  of(policyId: string): StatusCount | undefined {
    return this.#byPolicy.get(policyId)
  }

  set(policyId: string, counted: StatusCount): void {
    this.#byPolicy.set(policyId, new Map(counted))
  }

  forget(policyId: string): void {
    this.#byPolicy.delete(policyId)
  }

  /** A device remembers something else. */
  change(before: Memory, after: Memory): void {
    if (before.state?.policies === after.state?.policies && before.pending === after.pending) return
    const now = new Map([...policiesOf(after)].map(([id, { s: status }]) => [id, status]))
    for (const [id, { s: status }] of policiesOf(before)) {
      if (now.get(id) === status) now.delete(id)
      else this.#add(id, status, -1)
    }
    for (const [id, status] of now) this.#add(id, status, 1)
  }

  #add(policyId: string, status: string, more: number): void {
    const counts = this.#byPolicy.get(policyId)
    counts?.set(status, (counts.get(status) ?? 0) + more)
  }
}
