/**
 * When to begin the next common transaction. A flush to the disk costs about the same however many writers share it, and
 * nobody else is served meanwhile. So whoever has just been answered gets a moment to come back, if the flushes take
 * long enough for that to pay: half as long as one takes, at most. A writer who is alone never waits.
 */

/** Milliseconds: shorter flushes are not worth waiting for, */
const WORTHWHILE = 0.8
/** and nobody waits longer than this. */
const LONGEST = 5

/** How much the last flush counts for what a flush takes. */
const WEIGHT = 0.2

export class Patience {
  /** What a flush takes, in milliseconds. */
  #duration = 0
  /** How many the last transaction was shared by. */
  #shared = 0
  /** How many writers there seem to be: those who were answered last, and those who had come meanwhile. */
  #expected = 1
  #counted = true
  #timer: NodeJS.Timeout | undefined
  #proceed: (() => void) | undefined

  /** Calls `proceed` once: now, when enough writers are there, or when the time is up. To be called for every arrival. */
  wait(pending: number, proceed: () => void): void {
    if (!this.#counted) {
      this.#counted = true
      this.#expected = this.#shared + pending
    }
    this.#proceed = proceed
    if (pending >= this.#expected || this.#duration < WORTHWHILE) return this.#end()
    this.#timer ??= setTimeout(() => this.#end(), Math.min(Math.max(1, Math.round(this.#duration / 2)), LONGEST))
  }

  took(milliseconds: number, shared: number): void {
    this.#duration += (milliseconds - this.#duration) * WEIGHT
    this.#shared = shared
    this.#counted = false
  }

  #end(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const proceed = this.#proceed
    this.#proceed = undefined
    proceed?.()
  }
}
