/** So much a second, and what is not used is saved up to a bound: everything while people and tests are at work, and some of it under load. */
export class Budget {
  readonly #clock: () => number
  readonly #rate: number
  readonly #most: number
  #left: number
  #filled: number

  /** `clock` is in milliseconds. */
  constructor(clock: () => number, { rate, most }: { readonly rate: number; readonly most: number }) {
    this.#clock = clock
    this.#rate = rate
    this.#most = most
    this.#left = most
    this.#filled = clock()
  }

  /** Whether there is enough; then it is used. */
  take(amount = 1): boolean {
    if (this.#left < amount) this.#fill()
    if (this.#left < amount) return false
    this.#left -= amount
    return true
  }

  /** Uses so much whether it is there or not: what is missing comes out of what is added later. */
  spend(amount: number): void {
    this.#fill()
    this.#left -= amount
  }

  #fill(): void {
    const now = this.#clock()
    const seconds = (now - this.#filled) / 1000
    // A clock that was set back.
    if (seconds < 0) this.#filled = now
    if (seconds < 0.1) return
    this.#filled = now
    this.#left = Math.min(this.#most, this.#left + seconds * this.#rate)
  }
}
