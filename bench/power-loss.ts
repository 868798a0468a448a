/**
 * What a loss of power would leave. A server runs with bench/power-loss.c preloaded, which writes down every write,
 * every flush and every answer in order. From that, this puts together the files as the disk may have had them at a
 * given moment: what was flushed is there; of what was not, nothing, or any part that chance picks, down to sectors.
 */

/** Disks write whole sectors. */
const SECTOR = 512

type Kind = 'write' | 'truncate' | 'flush' | 'unlink' | 'answer'

export interface Event {
  readonly kind: Kind
  readonly file: 'database' | 'log' | undefined
  readonly offset: number
  readonly data: Buffer
}

const KINDS: Readonly<Record<string, Kind>> = { W: 'write', T: 'truncate', S: 'flush', U: 'unlink', A: 'answer' }
const FILES = [undefined, 'database', 'log'] as const

/** The events of a journal. The last one may have been broken off by the death of its writer. */
export function readJournal(journal: Buffer): Event[] {
  const events: Event[] = []
  for (let at = 0; at + 16 <= journal.length;) {
    const length = journal.readUInt32LE(at + 4)
    const kind = KINDS[String.fromCharCode(journal[at] ?? 0)]
    if (kind === undefined) throw new Error(`no event at ${at}`)
    const data = journal.subarray(at + 16, at + 16 + length)
    if (data.length < length) break
    events.push({ kind, file: FILES[journal[at + 1] ?? 0], offset: Number(journal.readBigUInt64LE(at + 8)), data })
    at += 16 + length
  }
  return events
}

class Image {
  #bytes = Buffer.alloc(0)
  #length = 0

  copy(): Image {
    const copy = new Image()
    copy.#bytes = Buffer.from(this.bytes())
    copy.#length = this.#length
    return copy
  }

  bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length)
  }

  apply({ kind, offset, data }: Pick<Event, 'kind' | 'offset' | 'data'>): void {
    if (kind === 'truncate') {
      if (offset < this.#length) this.#bytes.fill(0, offset, this.#length)
      this.#length = Math.min(this.#length, offset)
      return
    }
    const end = offset + data.length
    if (end > this.#bytes.length) {
      const larger = Buffer.alloc(Math.max(end, 2 * this.#bytes.length))
      this.bytes().copy(larger)
      this.#bytes = larger
    }
    data.copy(this.#bytes, offset)
    this.#length = Math.max(this.#length, end)
  }
}

/** One of SQLite's files: what the disk certainly has, and what it may have besides. */
class Disk {
  #durable: Image | undefined
  #pending: Event[] = []

  take(event: Event): void {
    if (event.kind === 'unlink') {
      this.#durable = undefined
      this.#pending = []
    } else if (event.kind === 'flush') {
      this.#durable ??= new Image()
      for (const pending of this.#pending) this.#durable.apply(pending)
      this.#pending = []
    } else this.#pending.push(event)
  }

  /** After a loss of power. `chance` says for each sector that was under way whether it arrived; none without it. */
  left(chance?: () => boolean): Buffer | undefined {
    if (this.#durable === undefined || chance === undefined) return this.#durable?.bytes()
    const image = this.#durable.copy()
    for (const { kind, offset, data } of this.#pending) {
      if (kind === 'truncate') {
        if (chance()) image.apply({ kind, offset, data })
        continue
      }
      for (let from = 0; from < data.length;) {
        const length = Math.min(SECTOR - ((offset + from) % SECTOR), data.length - from)
        if (chance()) image.apply({ kind, offset: offset + from, data: data.subarray(from, from + length) })
        from += length
      }
    }
    return image.bytes()
  }
}

export interface Loss {
  /** Index of the event before which the power went. */
  readonly at: number
  readonly database: Buffer | undefined
  readonly log: Buffer | undefined
  /** Everything that had been answered, or was just about to be. */
  readonly answers: readonly string[]
}

export interface LossOptions {
  /** Indices of events after which the power goes. */
  readonly moments: ReadonlySet<number>
  /** Whether a sector that was under way arrived. */
  readonly chance?: (() => boolean) | undefined
  /** For the counter-check: the disk ignores flushes of the log from this event on. */
  readonly brokenFrom?: number
}

/** The bytes of a loss change with the next one. */
export function* losses(events: readonly Event[], options: LossOptions): Generator<Loss> {
  const disks = { database: new Disk(), log: new Disk() }
  const answers: string[] = []
  for (const [at, event] of events.entries()) {
    const ignored = event.kind === 'flush' && event.file === 'log' && at >= (options.brokenFrom ?? Infinity)
    if (event.kind === 'answer') answers.push(event.data.toString('latin1'))
    else if (event.file !== undefined && !ignored) disks[event.file].take(event)
    if (!options.moments.has(at)) continue
    const { chance } = options
    yield { at, database: disks.database.left(chance), log: disks.log.left(chance), answers: [...answers] }
  }
}
