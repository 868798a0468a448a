/**
 * Reads a JSON text piece by piece, from any position: the members of an object, the elements of an array, whole values.
 * Only one value is in memory at a time, so a document may be far larger than a text can be.
 */
import { TransferError } from './errors.js'
import type { ByteSource } from './spool.js'

const WINDOW = 256 * 1024

/** Bytes of a value that is read as one. */
const LARGEST_VALUE = 64 * 2 ** 20

/** Levels of a value; more than any that is stored has. */
const DEEPEST = 200

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a]
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d]

export type JsonKind = 'object' | 'array' | 'other'

export class JsonReader {
  readonly #source: ByteSource
  readonly #decoder = new TextDecoder('utf-8', { fatal: true })
  #buffer = Buffer.allocUnsafe(WINDOW)
  /** Position of the first byte of the buffer, the number of bytes in it, and the next one to be read. */
  #start = 0
  #length = 0
  #at = 0

  constructor(source: ByteSource) {
    this.#source = source
    // A byte order mark.
    if (this.#byte() === 0xef) this.#at = 3
  }

  get position(): number {
    return this.#start + this.#at
  }

  seek(position: number): void {
    const at = position - this.#start
    if (at >= 0 && at <= this.#length) this.#at = at
    else {
      this.#start = position
      this.#length = 0
      this.#at = 0
    }
  }

  /** What comes next. */
  kind(): JsonKind {
    const byte = this.#next()
    return byte === OPEN_OBJECT ? 'object' : byte === OPEN_ARRAY ? 'array' : 'other'
  }

  /** The names of the members of the object that comes next. The caller reads or skips each value. */
  *members(): Generator<string> {
    this.#take(OPEN_OBJECT)
    if (this.#next() === CLOSE_OBJECT) return void (this.#at += 1)
    for (;;) {
      if (this.#next() !== QUOTE) throw this.#unreadable()
      const name = this.value() as string
      this.#take(COLON)
      this.#next()
      yield name
      if (this.#next() === CLOSE_OBJECT) return void (this.#at += 1)
      this.#take(COMMA)
    }
  }

  /** The indexes of the elements of the array that comes next. The caller reads or skips each. */
  *elements(): Generator<number> {
    this.#take(OPEN_ARRAY)
    if (this.#next() === CLOSE_ARRAY) return void (this.#at += 1)
    for (let index = 0; ; index += 1) {
      this.#next()
      yield index
      if (this.#next() === CLOSE_ARRAY) return void (this.#at += 1)
      this.#take(COMMA)
    }
  }

  value(): unknown {
    this.#next()
    const position = this.position
    const bytes = this.#pass(true)
    try {
      return JSON.parse(this.#decoder.decode(bytes)) as unknown
    } catch {
      throw unreadable(position)
    }
  }

  skip(): void {
    this.#next()
    this.#pass(false)
  }

  /** Nothing but white space may follow. */
  end(): void {
    if (this.#next() !== undefined) throw this.#unreadable()
  }

  /** Goes behind the value that comes next, and gives its bytes if they are to be kept. They hold until the next call. */
  #pass(keep: boolean): Buffer {
    let from = this.#at
    let at = from
    let depth = 0
    let inText = false
    for (;;) {
      if (at >= this.#length) {
        const dropped = keep ? from : this.#length
        const more = this.#fill(dropped)
        at -= dropped
        from -= dropped
        if (more) continue
        // The text ends here, which is right for a number or a word alone.
        if (depth > 0 || inText) throw unreadable(this.#start + this.#length)
        break
      }
      const byte = this.#buffer[at]
      if (inText) {
        if (byte === BACKSLASH) at += 1
        else if (byte === QUOTE) inText = false
        at += 1
        if (!inText && depth === 0) break
      } else if (byte === QUOTE) {
        inText = true
        at += 1
      } else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
        depth += 1
        if (depth > DEEPEST) throw new TransferError('invalid', `${PREFIX}a value has more than ${DEEPEST} levels`)
        at += 1
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
        if (depth === 0) break
        depth -= 1
        at += 1
        if (depth === 0) break
      } else if (depth === 0 && (byte === COMMA || byte === COLON || isSpace(byte))) break
      else at += 1
    }
    this.#at = at
    return this.#buffer.subarray(Math.max(from, 0), at)
  }

  #take(wanted: number): void {
    if (this.#next() !== wanted) throw this.#unreadable()
    this.#at += 1
  }

  /** The next byte that is no white space; undefined at the end. */
  #next(): number | undefined {
    let byte = this.#byte()
    while (isSpace(byte)) {
      this.#at += 1
      byte = this.#byte()
    }
    return byte
  }

  #byte(): number | undefined {
    if (this.#at < this.#length) return this.#buffer[this.#at]
    const dropped = this.#length
    const more = this.#fill(dropped)
    this.#at -= dropped
    return more ? this.#buffer[this.#at] : undefined
  }

  /** Reads on, and forgets the first `dropped` bytes of the buffer. False at the end. */
  #fill(dropped: number): boolean {
    this.#buffer.copyWithin(0, dropped, this.#length)
    this.#start += dropped
    this.#length -= dropped
    if (this.#length === this.#buffer.length) {
      if (this.#length >= LARGEST_VALUE)
        throw new TransferError('invalid', `${PREFIX}a value has more than ${LARGEST_VALUE / 2 ** 20} MB`)
      this.#buffer = Buffer.concat([this.#buffer], this.#length * 2)
    }
    const read = this.#source.read(this.#buffer, this.#length, this.#start + this.#length)
    this.#length += read
    return read > 0
  }

  #unreadable(): TransferError {
    return unreadable(this.position)
  }
}

const PREFIX = 'the document cannot be imported: '

function unreadable(position: number): TransferError {
  return new TransferError('invalid', `${PREFIX}it is no JSON, or cut off, at byte ${position}`)
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
}
