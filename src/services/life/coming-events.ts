/** The events that come about in a transaction, in the order in which they happen, and those of the queue that it takes back. */
import { compareEvents } from './events.js'
import type { LifeEvent } from './events.js'

export class ComingEvents {
  #added: LifeEvent[] = []
  readonly #dropped: LifeEvent[] = []

  /** What has come about and has not been taken. */
  get added(): readonly LifeEvent[] {
    return this.#added
  }

  get dropped(): readonly LifeEvent[] {
    return this.#dropped
  }

  add(event: LifeEvent): void {
    // Most come in their order; a search for the place is short.
    let [low, high] = [0, this.#added.length]
    while (low < high) {
      const middle = (low + high) >> 1
      const order = compareEvents(this.#added[middle] as LifeEvent, event)
      if (order === 0) return
      if (order < 0) low = middle + 1
      else high = middle
    }
    this.#added.splice(low, 0, event)
  }

  /** Takes back an event that is in the queue, or has just come about. */
  drop(event: LifeEvent): void {
    const at = this.#added.findIndex((each) => compareEvents(each, event) === 0)
    if (at >= 0) this.#added.splice(at, 1)
    this.#dropped.push(event)
  }

  /** The first event that has come about, if it comes before `horizon`. */
  takeBefore(horizon: LifeEvent | number): LifeEvent | undefined {
    const [next] = this.#added
    if (next === undefined) return undefined
    const isDue = typeof horizon === 'number' ? next.at <= horizon : compareEvents(next, horizon) < 0
    return isDue ? this.#added.shift() : undefined
  }

  /** Takes back what has come about and is the same as the next event of the queue: there it would have been one with it. */
  dropSame(event: LifeEvent): void {
    const [next] = this.#added
    if (next !== undefined && compareEvents(next, event) === 0) this.#added.shift()
  }

  isDropped(event: LifeEvent): boolean {
    return this.#dropped.some((each) => compareEvents(each, event) === 0)
  }

  /** Those of a device that is gone. */
  forget(deviceId: string): void {
    this.#added = this.#added.filter((each) => each.deviceId !== deviceId)
  }
}
