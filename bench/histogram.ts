/** Latencies in buckets that grow by 1 %, from 1 µs to 100 s: quantiles without keeping every value. */
const GROWTH = Math.log(1.01)
const BUCKETS = Math.ceil(Math.log(1e8) / GROWTH) + 1

export class Histogram {
  readonly #counts = new Float64Array(BUCKETS)
  #total = 0

  add(milliseconds: number): void {
    const bucket = Math.round(Math.log(Math.max(1, milliseconds * 1000)) / GROWTH)
    this.#counts[Math.min(bucket, BUCKETS - 1)]! += 1
    this.#total += 1
  }

  merge(other: Histogram): void {
    for (let i = 0; i < BUCKETS; i += 1) this.#counts[i]! += other.#counts[i]!
    this.#total += other.#total
  }

  /** In milliseconds. */
  quantile(q: number): number {
    let rest = this.#total * q
    for (let i = 0; i < BUCKETS; i += 1) {
      rest -= this.#counts[i]!
      if (rest <= 0) return Math.exp(i * GROWTH) / 1000
    }
    return 0
  }
}
