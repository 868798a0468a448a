/**
 * When to begin the next common transaction. Its flush to the disk costs about the same however many writers share it, so
 * those who have just been answered get a moment to come back. A writer who is alone never waits.
 */

/** How long anybody waits for others, in milliseconds; timers make it a little longer. */
const MOMENT = 2

export class Patience {
  /** How many writers there may be: those who shared the last transaction, and those who had come meanwhile. */
  #expected = 1
  #timer: NodeJS.Timeout | undefined

  /** Calls `proceed` once: now, when as many writers are there as may be expected, or when the time is up. */
  wait(pending: number, proceed: () => void): void {
    if (pending < this.#expected) {
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined
        proceed()
      }, MOMENT)
      return
    }
    clearTimeout(this.#timer)
    this.#timer = undefined
    proceed()
  }

  /** To be told when `writers` are about to be answered; others are `waiting` already. */
  answered(writers: number, waiting: number): void {
    this.#expected = writers + waiting
  }
}
