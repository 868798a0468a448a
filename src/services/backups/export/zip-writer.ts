/** An archive of text files, one compressed after the other. Times are none: the same files give the same bytes. */
import { crc32, deflateRawSync } from 'node:zlib'
import type { BackupFile } from '../backup.js'

const VERSION = 20
/** The name is UTF-8. */
const FLAGS = 0x0800
const DEFLATED = 8
/** 1 January 1980, the first day that an archive knows. */
const DATE = 0x0021

export async function* writeZip(files: AsyncIterable<BackupFile>): AsyncGenerator<Buffer> {
  const directory: Buffer[] = []
  let position = 0
  for await (const { path, text } of files) {
    const name = Buffer.from(path)
    const content = Buffer.from(text)
    const packed = deflateRawSync(content)
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
    const head = Buffer.concat([record(0x04034b50, [[2, VERSION], ...common]), name])
    const rest = [
      [2, 0],
      [2, 0],
      [2, 0],
      [4, 0],
      [4, position],
    ] as const
    directory.push(Buffer.concat([record(0x02014b50, [[2, VERSION], [2, VERSION], ...common, ...rest]), name]))
    position += head.length + packed.length
    yield head
    yield packed
  }
  const list = Buffer.concat(directory)
  yield list
  yield record(0x06054b50, [
    [4, 0],
    [2, directory.length],
    [2, directory.length],
    [4, list.length],
    [4, position],
    [2, 0],
  ])
}

function record(signature: number, fields: readonly (readonly [bytes: 2 | 4, value: number])[]): Buffer {
  const buffer = Buffer.alloc(4 + fields.reduce((sum, [bytes]) => sum + bytes, 0))
  buffer.writeUInt32LE(signature)
  let at = 4
  for (const [bytes, value] of fields) {
    if (bytes === 2) buffer.writeUInt16LE(value, at)
    else buffer.writeUInt32LE(value >>> 0, at)
    at += bytes
  }
  return buffer
}
