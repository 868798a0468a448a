/**
 * A part of the connections for commands that may take long: a limited number of them at once, however many come. The others are
 * left to those that take no time.
 */
import { NobodyWaits, TookTooLong } from '../work.js'
import type { Client } from '../work.js'

interface Entry {
  readonly enter: () => void
}

export class Lane {
  readonly #width: number
  readonly #limit: number
  readonly #waiting: Entry[] = []
  #inside = 0

  /** `width` commands at once; others wait for a number of seconds. */
  constructor(width: number, seconds: number) {
    this.#width = width
    this.#limit = seconds
  }

  get waiting(): number {
    return this.#waiting.length
  }

  /** Settles when there is room. Gives what makes room again. */
  async enter(client?: Client): Promise<() => void> {
    if (this.#inside < this.#width) this.#inside += 1
    else await this.#wait(client)
    let left = false
    return () => {
      if (left) return
      left = true
      const next = this.#waiting.shift()
      if (next === undefined) this.#inside -= 1
      else next.enter()
    }
  }

  #wait(client: Client | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      let stayed = (): void => undefined
      const leave = (why: Error): void => {
        const at = this.#waiting.indexOf(entry)
        if (at === -1) return
        this.#waiting.splice(at, 1)
        clearTimeout(late)
        stayed()
        reject(why)
      }
      const late = setTimeout(() => leave(new TookTooLong(this.#limit)), this.#limit * 1000)
      const entry: Entry = {
        enter() {
          clearTimeout(late)
          stayed()
          resolve()
        },
      }
      this.#waiting.push(entry)
      stayed = client?.whenGone(() => leave(new NobodyWaits())) ?? stayed
    })
  }
}
