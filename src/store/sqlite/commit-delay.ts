/**
 * When to begin the next common transaction. Its flush to the disk costs about the same however many writers share it, so
 * those who have just been answered get a moment to come back. A writer who is alone never waits.
 */

/** In milliseconds. Node's timers take at least one, so where nobody else comes it is that. */
const MOMENT = 0.3

export class CommitDelay {
  /** How many writers there may be: those who shared the last transaction, and those who had come meanwhile. */
  #expected = 1
  #waitingSince: number | undefined
  #timer: NodeJS.Timeout | undefined
  #isTimeUp = false

  /** Whether no more writers are waited for, `pending` being there. If not, `tryAgain` is called when the time is up. */
  isOver(pending: number, tryAgain: () => void): boolean {
    if (this.#isTimeUp || pending >= this.#expected) return true
    const now = performance.now()
    this.#waitingSince ??= now
    this.#timer ??= setTimeout(() => {
      // By the clock it may be early: timers count from the beginning of the turn that has set them.
      this.#isTimeUp = true
      tryAgain()
    }, MOMENT)
    return now - this.#waitingSince >= MOMENT
  }

  /** To be told when a transaction begins; the next one has its own time. */
  begun(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#waitingSince = undefined
    this.#isTimeUp = false
  }

  /** To be told when `writers` are about to be answered; others are `waiting` already. */
  answered(writers: number, waiting: number): void {
    this.#expected = writers + waiting
  }
}
