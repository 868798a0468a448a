/**
 * The notes of requests on their way into the journal: gathered in memory, and written once a second in blocks. Of a process that
 * is killed the last second is lost; one that stops writes everything.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { addBlocks, trimBlocks } from '../../store/journal/blocks.js'
import type { JournalBounds, NewBlock } from '../../store/journal/blocks.js'
import type { Database } from '../../store/work.js'
import { BlockWriter } from './block-writer.js'
import { Budget } from './budget.js'
import { Noted } from './note.js'
import type { Note } from './note.js'

/** Milliseconds between a note and the transaction that stores it, at most. */
const DELAY = 1000

/** Full blocks that wait for it, at most. */
const WAITING = 80

/** Requests a second of which the bodies are kept as well, how many may be saved up, and the same in characters. */
const BODIES = { rate: 100, most: 1000 }
const CHARACTERS = { rate: 2 ** 20, most: 8 * 2 ** 20 }

/** Blocks in a transaction. */
const TOGETHER = 8

/** What the settings say of the journal. */
export interface JournalOptions {
  readonly bounds: JournalBounds
  /** Requests a second that are noted when there are more of them for long. */
  readonly rate: number
  /** Whether bodies are kept. */
  readonly bodies: boolean
}

export interface RequestLogDeps extends JournalOptions {
  readonly journal: () => Promise<Database>
  /** The clock of the machine, in milliseconds since 1970. */
  readonly clock: () => number
  readonly onFailure: (error: unknown) => void
}

export class RequestLog {
  readonly clock: () => number
  readonly #deps: RequestLogDeps
  readonly #requests: Budget
  readonly #refusals: Budget
  readonly #bodies: Budget
  readonly #characters: Budget
  /** Requests of each tenant that were not noted since its last block. */
  readonly #leftOut = new Map<string, number>()
  /** The block that each tenant's requests go into, and those that are full. */
  #open = new Map<string, BlockWriter>()
  #last: BlockWriter | undefined
  #full: BlockWriter[] = []
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> = Promise.resolve()
  readonly #rooms = new Map<string, Room>()

  constructor(deps: RequestLogDeps) {
    this.#deps = deps
    const { clock, rate, bounds } = deps
    this.clock = clock
    this.#requests = new Budget(clock, { rate, most: Math.max(rate, bounds.entries) })
    this.#refusals = new Budget(clock, { rate, most: Math.max(rate, bounds.entries) })
    this.#bodies = new Budget(clock, BODIES)
    this.#characters = new Budget(clock, CHARACTERS)
  }

  /** For a request that arrives: undefined where it is one too many. Of a batch the parts count as well, once they are noted. */
  begin(): Noted | undefined {
    return this.#requests.take() ? new Noted(this.clock()) : undefined
  }

  /** Whether the bodies of a request are kept that has this many parts, and this many characters together. */
  keepsBodies(characters: number, parts: number): boolean {
    if (!this.#deps.bodies || !this.#bodies.take() || !this.#characters.take(characters)) return false
    this.#bodies.spend(parts)
    return true
  }

  /** For a request that was one too many: whether it is noted all the same, as refusals are within reason. */
  notesRefusal(): boolean {
    return this.#refusals.take()
  }

  leaveOut(tenantId: string): void {
    this.#leftOut.set(tenantId, (this.#leftOut.get(tenantId) ?? 0) + 1)
  }

  note(note: Note): void {
    const block = this.#blockOf(note.tenantId)
    block.add(note)
    if (note.parts !== undefined) this.#requests.spend(note.parts.length)
    this.#timer ??= setTimeout(() => void this.flush(), DELAY).unref()
    if (!block.isFull) return
    this.#open.delete(note.tenantId)
    this.#last = undefined
    this.#full.push(block)
    if (this.#full.length >= WAITING) void this.flush()
  }

  #blockOf(tenantId: string): BlockWriter {
    if (this.#last?.tenantId === tenantId) return this.#last
    let block = this.#open.get(tenantId)
    if (block === undefined) this.#open.set(tenantId, (block = new BlockWriter(tenantId)))
    this.#last = block
    return block
  }

  /** Stores what waits. */
  flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const blocks = [...this.#full, ...this.#open.values()]
    this.#full = []
    this.#open = new Map()
    this.#last = undefined
    if (blocks.length > 0)
      this.#writing = this.#writing
        .then(() => this.#write(blocks))
        .catch((error: unknown) => this.#deps.onFailure(error))
    return this.#writing
  }

  async #write(writers: readonly BlockWriter[]): Promise<void> {
    const { journal, bounds, clock } = this.#deps
    const database = await journal()
    for (let i = 0; i < writers.length; i += TOGETHER) {
      const blocks: NewBlock[] = []
      for (const writer of writers.slice(i, i + TOGETHER)) {
        const { tenantId } = writer
        const leftOut = this.#leftOut.get(tenantId)
        this.#leftOut.delete(tenantId)
        const block = await writer.finish(leftOut)
        blocks.push(block)
        this.#roomOf(tenantId).take(block)
        // Requests have their turn between two blocks.
        await nextTurn()
      }
      await database.write(() => addBlocks(database, blocks))
    }
    for (const tenantId of new Set(writers.map((writer) => writer.tenantId))) {
      const room = this.#roomOf(tenantId)
      if (!room.isUsed(clock())) continue
      const left = await database.write(() => trimBlocks(database, tenantId, bounds, clock()))
      room.looked(left, clock())
    }
  }

  #roomOf(tenantId: string): Room {
    let room = this.#rooms.get(tenantId)
    if (room === undefined) this.#rooms.set(tenantId, (room = new Room(this.#deps.bounds)))
    return room
  }
}

/** How much more of a tenant may be written before its bounds have to be looked at. */
class Room {
  readonly #bounds: JournalBounds
  /** At first it is not known what there is. */
  #entries = -1
  #bytes = 0
  #lookedAt = 0

  constructor(bounds: JournalBounds) {
    this.#bounds = bounds
  }

  take({ entries, facts, bodies }: Pick<NewBlock, 'entries' | 'facts' | 'bodies'>): void {
    this.#entries -= entries
    this.#bytes -= facts.length + (bodies?.length ?? 0)
  }

  isUsed(now: number): boolean {
    return this.#entries < 0 || this.#bytes < 0 || now - this.#lookedAt > HOUR
  }

  /** Other processes write as well: some room is left to them. */
  looked(entries: number, now: number): void {
    this.#entries = Math.min(this.#bounds.entries - entries, Math.floor(this.#bounds.entries / 10))
    this.#bytes = Math.floor(this.#bounds.bytes / 10)
    this.#lookedAt = now
  }
}

const HOUR = 3_600_000
