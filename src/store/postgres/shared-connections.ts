/**
 * Connections that carry quick commands of all requests: what has come together while the others were under way goes in
 * one message and comes back in one. That saves most of what a round trip costs, on both sides; and writes that travel
 * together are committed together, and so flushed to the disk once.
 *
 * Only for commands that take next to no time ({@link Command.quick}), because whatever is behind one of them waits for
 * it. The connections are opened when they are needed, and again after they broke.
 */
import type pg from 'pg'
import type { PoolUsage } from '../../metrics/metrics.js'
import { TableLocked } from './locked-tables.js'
import type { LockedTables } from './locked-tables.js'
import { isOutdated } from './pipeline.js'
import type { PipelineResult, Step } from './pipeline.js'
import { isOutOfService, translate, unavailable } from './failures.js'
import { OutcomeUnknown } from '../work.js'
import type { Command, Outcome } from '../work.js'

/** Commands in a pipeline, at most: a command waits for no more than these. */
const MAX_BATCH = 50

interface Ask {
  readonly command: Command
  readonly resolve: (outcome: Outcome) => void
  readonly reject: (reason: unknown) => void
  retried: boolean
  /** Whether it has to travel without company. */
  alone: boolean
}

interface Connection {
  client: pg.Client | undefined
  busy: boolean
}

export interface SharedConnectionsDeps {
  readonly lines: number
  readonly carries: 'reads' | 'writes'
  /** Gives a connection that is ready, and tells when it has gone. */
  readonly connect: (onGone: (client: pg.Client) => void) => Promise<pg.Client>
  /** A command for a locked table is refused at once, so that the others do not wait with it. */
  readonly locks: LockedTables
  readonly launch: (client: pg.Client, steps: readonly Step[], settle: (result: PipelineResult) => void) => void
}

export class SharedConnections {
  readonly #deps: SharedConnectionsDeps
  readonly #connections: readonly Connection[]
  #waiting: Ask[] = []
  #woken = false
  #closed = false

  constructor(deps: SharedConnectionsDeps) {
    this.#deps = deps
    this.#connections = Array.from({ length: deps.lines }, () => ({ client: undefined, busy: false }))
  }

  ask(command: Command): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ command, resolve, reject, retried: false, alone: false })
      if (this.#woken) return
      this.#woken = true
      // By then everything that has arrived in this turn of the event loop is there.
      setImmediate(() => {
        this.#woken = false
        this.#flush()
      })
    })
  }

  get usage(): PoolUsage {
    const busy = this.#connections.filter((line) => line.busy).length
    const connected = this.#connections.filter(({ client }) => client !== undefined).length
    return { busy, idle: Math.max(connected - busy, 0), waiting: this.#waiting.length }
  }

  async close(): Promise<void> {
    this.#closed = true
    const clients = this.#connections.flatMap(({ client }) => client ?? [])
    await Promise.all(clients.map((client) => client.end()))
  }

  #flush(): void {
    for (const line of this.#connections) {
      if (this.#waiting.length === 0) return
      if (line.busy) continue
      line.busy = true
      if (line.client === undefined) void this.#open(line)
      else this.#launch(line, line.client)
    }
  }

  async #open(line: Connection): Promise<void> {
    try {
      const client = await this.#deps.connect((gone) => {
        if (line.client === gone) line.client = undefined
      })
      if (this.#closed) await client.end()
      else line.client = client
      this.#launch(line, client)
    } catch (error) {
      line.busy = false
      // They may get through on another line, if there is one.
      if (this.#connections.some(({ busy, client }) => busy && client !== undefined)) return
      for (const { reject } of this.#waiting.splice(0)) reject(unavailable(error))
    }
  }

  #launch(line: Connection, client: pg.Client): void {
    const pending = this.#enqueue()
    if (pending.length === 0) {
      line.busy = false
      return
    }
    const commands = pending.map(({ command }) => command)
    this.#deps.launch(client, commands, (result) => {
      line.busy = false
      if (result.lost) this.#leave(line)
      this.#deps.locks.note(pending[result.outcomes.length]?.command.sql ?? '', result.error)
      // What this server says of itself goes for the other connections to it as well.
      if (isOutOfService(result.error)) for (const idle of this.#connections) if (!idle.busy) this.#leave(idle)
      if (this.#deps.carries === 'reads') this.#takeReads(pending, result)
      else this.#welcomeWrites(pending, result)
      this.#flush()
    })
  }

  #enqueue(): readonly Ask[] {
    if (this.#deps.locks.any) this.#sendAway()
    const waiting = this.#waiting
    if (waiting[0]?.alone === true) return waiting.splice(0, 1)
    const end = waiting.findIndex(({ alone }, i) => alone || i === MAX_BATCH)
    if (end > 0) return waiting.splice(0, end)
    this.#waiting = []
    return waiting
  }

  #sendAway(): void {
    const { locks } = this.#deps
    this.#waiting = this.#waiting.filter(({ command, reject }) => {
      const isLocked = locks.has(command.sql)
      if (isLocked) reject(new TableLocked())
      return !isLocked
    })
  }

  #leave(line: Connection): void {
    line.client?.end().catch(() => undefined)
    line.client = undefined
  }

  /** Every read stands for itself: what came before an error is good, what was behind it goes again. */
  #takeReads(pending: readonly Ask[], { outcomes, error, lost }: PipelineResult): void {
    for (const [i, ask] of pending.entries()) {
      const outcome = outcomes[i]
      if (outcome !== undefined) ask.resolve(outcome)
      else if (!lost && i > outcomes.length) this.#waiting.push(ask)
      else this.#repeatOnce(ask, lost || isOutdated(error), error)
    }
  }

  /** Writes are one transaction: all of them are kept, or each of them has to try for itself. */
  #welcomeWrites(pending: readonly Ask[], { outcomes, error, lost, undone }: PipelineResult): void {
    for (const [i, ask] of pending.entries()) {
      if (error === undefined) ask.resolve(outcomes[i] as Outcome)
      else if (!undone) ask.reject(new OutcomeUnknown(error))
      else if (pending.length > 1 && !lost) {
        ask.alone = true
        this.#waiting.push(ask)
      } else this.#repeatOnce(ask, lost || isOutdated(error) || isOutOfService(error), error)
    }
  }

  #repeatOnce(ask: Ask, worthIt: boolean, error: unknown): void {
    if (ask.retried || !worthIt) ask.reject(translate(error))
    else {
      ask.retried = true
      this.#waiting.push(ask)
    }
  }
}
