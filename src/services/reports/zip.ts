/**
 * An archive with one file in it, compressed while it is written: its size and checksum follow its content.
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
import { createDeflateRaw, crc32 } from 'node:zlib'
import { Readable } from 'node:stream'

const VERSION = 20
/** Sizes follow the content, and the name is UTF-8. */
const FLAGS = 0x0808
const DEFLATED = 8

export async function* zipped(name: string, content: AsyncIterable<Buffer>, time: Date): AsyncGenerator<Buffer> {
  let checksum = 0
  let size = 0
  let packed = 0
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const chunk of content) {
      checksum = crc32(chunk, checksum)
      size += chunk.length
      yield chunk
    }
  }
  const file = Buffer.from(name)
  const head = record(0x04034b50, [[2, VERSION], ...common(time), [4, 0], [4, 0], [4, 0], [2, file.length], [2, 0]])
  yield Buffer.concat([head, file])
  for await (const chunk of Readable.from(counted()).compose(createDeflateRaw()) as AsyncIterable<Buffer>) {
    packed += chunk.length
    yield chunk
  }
  const sizes = [
    [4, checksum],
    [4, packed],
    [4, size],
  ] as const
  yield record(0x08074b50, sizes)
  const directory = record(0x02014b50, [
    [2, VERSION],
    [2, VERSION],
    ...common(time),
    ...sizes,
    [2, file.length],
    [4, 0],
    [4, 0],
    [4, 0],
    [4, 0],
  ])
  const end = record(0x06054b50, [
    [4, 0],
    [2, 1],
    [2, 1],
    [4, directory.length + file.length],
    [4, head.length + file.length + packed + 16],
    [2, 0],
  ])
  yield Buffer.concat([directory, file, end])
}

type Field = readonly [bytes: 2 | 4, value: number]

/** Flags, method, time and date. */
function common(time: Date): readonly Field[] {
  const [date, clock] = [
    (Math.max(time.getUTCFullYear() - 1980, 0) << 9) | ((time.getUTCMonth() + 1) << 5) | time.getUTCDate(),
    (time.getUTCHours() << 11) | (time.getUTCMinutes() << 5) | (time.getUTCSeconds() >> 1),
  ]
  return [
    [2, FLAGS],
    [2, DEFLATED],
    [2, clock],
    [2, date],
  ]
}

function record(signature: number, fields: readonly Field[]): Buffer {
  const all: readonly Field[] = [[4, signature], ...fields]
  const buffer = Buffer.alloc(all.reduce((sum, [bytes]) => sum + bytes, 0))
  let at = 0
  for (const [bytes, value] of all) at = buffer.writeUIntLE(value, at, bytes)
  return buffer
}
