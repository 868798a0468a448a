/**
 * An archive of text files, one compressed after the other, with what Node.js and browsers both have. Times are none: the same
 * files give the same bytes.
 */
import type { BackupFile } from '../backup.js'
import { requireInside } from '../require-inside.js'

const VERSION = 20
/** The name is UTF-8. */
const FLAGS = 0x0800
const DEFLATED = 8
/** 1 January 1980, the first day that an archive knows. */
const DATE = 0x0021

/** What a writer gives, by paths that lead nowhere else. The tools write over the first of two files with one path, and so does this. */
export async function filesByPath(
  files: AsyncIterable<BackupFile>,
  told?: (count: number) => void,
): Promise<ReadonlyMap<string, BackupFile>> {
  const byPath = new Map<string, BackupFile>()
  for await (const file of files) {
    requireInside(file.path)
    byPath.set(file.path, file)
    told?.(byPath.size)
  }
  return byPath
}

export async function* writeZip(files: Iterable<BackupFile>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const directory: Uint8Array<ArrayBuffer>[] = []
  const encoder = new TextEncoder()
  let position = 0
  for (const { path, text } of files) {
    const name = encoder.encode(path)
    const content = encoder.encode(text)
    const packed = await deflated(content)
    const common = [
      [2, FLAGS],
      [2, DEFLATED],
      [2, 0],
      [2, DATE],
      [4, crc32(content)],
      [4, packed.length],
      [4, content.length],
      [2, name.length],
      [2, 0],
    ] as const
    const head = joined([record(0x04034b50, [[2, VERSION], ...common]), name])
    const rest = [
      [2, 0],
      [2, 0],
      [2, 0],
      [4, 0],
      [4, position],
    ] as const
    directory.push(record(0x02014b50, [[2, VERSION], [2, VERSION], ...common, ...rest]), name)
    position += head.length + packed.length
    yield head
    yield packed
  }
  const list = joined(directory)
  const count = directory.length / 2
  yield list
  yield record(0x06054b50, [
    [4, 0],
    [2, count],
    [2, count],
    [4, list.length],
    [4, position],
    [2, 0],
  ])
}

async function deflated(content: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([content]).stream().pipeThrough(new CompressionStream('deflate-raw'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

const REMAINDERS = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte
  for (let bit = 0; bit < 8; bit += 1)
    remainder = (remainder & 1) === 0 ? remainder >>> 1 : 0xedb88320 ^ (remainder >>> 1)
  return remainder
})

function crc32(content: Uint8Array): number {
  let sum = 0xffffffff
  for (const byte of content) sum = (REMAINDERS[(sum ^ byte) & 0xff] ?? 0) ^ (sum >>> 8)
  return ~sum >>> 0
}

function record(
  signature: number,
  fields: readonly (readonly [bytes: 2 | 4, value: number])[],
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4 + fields.reduce((sum, [size]) => sum + size, 0))
  const view = new DataView(bytes.buffer)
  view.setUint32(0, signature, true)
  let at = 4
  for (const [size, value] of fields) {
    if (size === 2) view.setUint16(at, value, true)
    else view.setUint32(at, value, true)
    at += size
  }
  return bytes
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
