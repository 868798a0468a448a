/**
 * Remembers what was used lately, in two generations: when the younger one is full it becomes the elder, and what the
 * elder still holds then is gone. So a hit costs one look into a map and moves nothing, and memory is bounded.
 */
export class LruCache<V> {
  readonly #most: number
  #younger = new Map<string, V>()
  #elder = new Map<string, V>()

  /** `most` is how many a generation holds; up to twice as many are remembered. */
  constructor(most: number) {
    this.#most = most
  }

  get(name: string): V | undefined {
    const found = this.#younger.get(name)
    if (found !== undefined) return found
    const elder = this.#elder.get(name)
    if (elder !== undefined) this.set(name, elder)
    return elder
  }

  set(name: string, value: V): void {
    if (this.#younger.size >= this.#most) {
      this.#elder = this.#younger
      this.#younger = new Map()
    }
    this.#younger.set(name, value)
  }

  delete(name: string): void {
    this.#younger.delete(name)
    this.#elder.delete(name)
  }

  clear(): void {
    this.#younger.clear()
    this.#elder.clear()
  }
}
