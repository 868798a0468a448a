/** A histogram as Prometheus understands it. Observing is a few comparisons and three additions, and allocates nothing. */

/** Upper bounds in seconds, from what a read takes to what a client still waits for. */
export const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const

export class Histogram {
  readonly bounds: readonly number[]
  /** How many values fell into each bucket, not counting the buckets below; the last one has no bound. */
  readonly counts: number[]
  sum = 0

  constructor(bounds: readonly number[] = SECONDS) {
    this.bounds = bounds
    this.counts = Array.from({ length: bounds.length + 1 }, () => 0)
  }

  observe(value: number): void {
    const { bounds, counts } = this
    let i = 0
    while (i < bounds.length && value > (bounds[i] as number)) i += 1
    counts[i] = (counts[i] as number) + 1
    this.sum += value
  }
}
