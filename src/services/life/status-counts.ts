/**
 * How many devices, or users, are in each state of a policy. Rows are counted once, and what changes from then on changes the
 * numbers: as long as no client has rows of its own below a policy, they tell of the same.
 */
import { policiesOf, statusOf } from './memory.js'
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
    for (const [id, { s: status }] of policiesOf(before)) this.move(id, status, statusOf(after, id))
    for (const [id, { s: status }] of policiesOf(after))
      if (statusOf(before, id) === undefined) this.#add(id, status, 1)
  }

  /** One row below a policy has another status now; undefined where there is no row. */
  move(policyId: string, before: string | undefined, after: string | undefined): void {
    if (before === after) return
    if (before !== undefined) this.#add(policyId, before, -1)
    if (after !== undefined) this.#add(policyId, after, 1)
  }

  /** A state that none is in is not told, as in a count of the rows. */
  #add(policyId: string, status: string, more: number): void {
    const counts = this.#byPolicy.get(policyId)
    if (counts === undefined) return
    const count = (counts.get(status) ?? 0) + more
    if (count === 0) counts.delete(status)
    else counts.set(status, count)
  }
}
