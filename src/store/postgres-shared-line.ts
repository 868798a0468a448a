/**
 * Connections that carry the quick reads of all requests: what has come together while the others were under way goes
 * in one message and comes back in one. That saves most of what a round trip costs, on both sides.
 *
 * Only for commands that wait for nobody and take next to no time ({@link Command.quick}): whatever is behind one of
 * them waits for it. They are opened when they are needed, and again after they broke.
 */
import type pg from 'pg'
import { isOutdated } from './postgres-flight.js'
import type { Landing, Step } from './postgres-flight.js'
import { translate } from './postgres-failures.js'
import { DatabaseUnavailable } from './work.js'
import type { Command, Outcome } from './work.js'

/** Commands in a flight, at most: nobody waits for more than so many others. */
const SEATS = 50

interface Ask {
  readonly command: Command
  readonly resolve: (outcome: Outcome) => void
  readonly reject: (reason: unknown) => void
  retried: boolean
}

interface Line {
  client: pg.Client | undefined
  busy: boolean
}

export interface SharedLinesDeps {
  readonly lines: number
  /** Gives a connection that is ready, and tells when it has gone. */
  readonly connect: (onGone: (client: pg.Client) => void) => Promise<pg.Client>
  readonly launch: (client: pg.Client, steps: readonly Step[], land: (landing: Landing) => void) => void
}

export class SharedLines {
  readonly #deps: SharedLinesDeps
  readonly #lines: readonly Line[]
  #waiting: Ask[] = []
  #woken = false
  #closed = false

  constructor(deps: SharedLinesDeps) {
    this.#deps = deps
    this.#lines = Array.from({ length: deps.lines }, () => ({ client: undefined, busy: false }))
  }

  ask(command: Command): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ command, resolve, reject, retried: false })
      if (this.#woken) return
      this.#woken = true
      // By then everything that has arrived in this turn of the event loop is there.
      setImmediate(() => {
        this.#woken = false
        this.#depart()
      })
    })
  }

  async close(): Promise<void> {
    this.#closed = true
    await Promise.all(this.#lines.map(async ({ client }) => client?.end()))
  }

  #depart(): void {
    for (const line of this.#lines) {
      if (this.#waiting.length === 0) return
      if (line.busy) continue
      line.busy = true
      if (line.client === undefined) void this.#open(line)
      else this.#launch(line, line.client)
    }
  }

  async #open(line: Line): Promise<void> {
    try {
      const client = await this.#deps.connect((gone) => {
        if (line.client === gone) line.client = undefined
      })
      if (this.#closed) await client.end()
      else line.client = client
      this.#launch(line, client)
    } catch (error) {
      line.busy = false
      // Whoever has another line to take gets it from there.
      if (this.#lines.some(({ busy, client }) => busy && client !== undefined)) return
      for (const { reject } of this.#waiting.splice(0)) reject(new DatabaseUnavailable(error))
    }
  }

  #launch(line: Line, client: pg.Client): void {
    if (this.#waiting.length === 0) {
      line.busy = false
      return
    }
    const passengers = this.#waiting.length <= SEATS ? this.#waiting : this.#waiting.splice(0, SEATS)
    if (passengers === this.#waiting) this.#waiting = []
    const commands = passengers.map(({ command }) => command)
    this.#deps.launch(client, commands, (landing) => {
      line.busy = false
      if (landing.lost) line.client = undefined
      this.#welcome(passengers, landing)
      this.#depart()
    })
  }

  #welcome(passengers: readonly Ask[], { outcomes, error, lost }: Landing): void {
    for (const [i, ask] of passengers.entries()) {
      const outcome = outcomes[i]
      if (outcome !== undefined) ask.resolve(outcome)
      // Those behind the one that failed were not looked at, and it is not their fault.
      else if (!lost && i > outcomes.length) this.#waiting.push(ask)
      else if (!ask.retried && (lost || isOutdated(error))) {
        ask.retried = true
        this.#waiting.push(ask)
      } else ask.reject(translate(error))
    }
  }
}
