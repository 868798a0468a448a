/**
 * The files of an archive, one after the other. Sizes are those that the archive tells, and no more is unpacked than that; an
 * archive of which a small part claims to be huge is refused before any of it is unpacked.
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { promisify } from 'node:util'
import { crc32, inflateRaw } from 'node:zlib'
import { LARGEST_FILE, MOST_BYTES, MOST_FILES } from './bounds.js'
import { BackupError } from './errors.js'

const unpack = promisify(inflateRaw)

const END = 0x06054b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
const ENCRYPTED = 1
const UTF8 = 0x0800
const [STORED, DEFLATED] = [0, 8]

/** Bytes of the list of files, at most: a name may have 64 kB. */
const LARGEST_LIST = 64 * 2 ** 20

export interface ArchivedFile {
  readonly path: string
  readonly size: number
  read(): Promise<Buffer>
}

export interface Archive {
  readonly files: readonly ArchivedFile[]
  close(): Promise<void>
}

export async function openArchive(path: string): Promise<Archive> {
  const handle = await open(path, 'r')
  try {
    return { files: await filesIn(handle, path), close: () => handle.close() }
  } catch (error) {
    await handle.close()
    throw error
  }
}

async function filesIn(handle: FileHandle, archive: string): Promise<ArchivedFile[]> {
  const wrong = (reason: string): BackupError =>
    new BackupError(`is no archive that can be read: ${reason}`, { file: archive })
  const { size } = await handle.stat()
  const tail = await bytesAt(handle, Math.max(0, size - 66_000), Math.min(size, 66_000))
  const end = lastRecord(tail)
  if (end === undefined) throw wrong('its list of files is missing')
  const [count, length, offset] = [
    tail.readUInt16LE(end + 10),
    tail.readUInt32LE(end + 12),
    tail.readUInt32LE(end + 16),
  ]
  if (count === 0xffff || offset === 0xffffffff) throw wrong('it is larger than 4 GB, or has more than 65534 files')
  if (count > MOST_FILES) throw new BackupError(`has more than ${MOST_FILES} files`, { file: archive })
  if (length > LARGEST_LIST || offset + length > size) throw wrong('its list of files is cut off')
  const list = await bytesAt(handle, offset, length)
  const files: ArchivedFile[] = []
  let all = 0
  for (let at = 0, i = 0; i < count; i += 1) {
    if (at + 46 > list.length || list.readUInt32LE(at) !== CENTRAL) throw wrong('its list of files is cut off')
    const [name, extra, comment] = [28, 30, 32].map((field) => list.readUInt16LE(at + field)) as [
      number,
      number,
      number,
    ]
    const raw = list.subarray(at + 46, at + 46 + name)
    const flags = list.readUInt16LE(at + 8)
    const entry = {
      path: raw.toString((flags & UTF8) === 0 && isAscii(raw) ? 'latin1' : 'utf8').replaceAll('\\', '/'),
      flags,
      method: list.readUInt16LE(at + 10),
      checksum: list.readUInt32LE(at + 16),
      packed: list.readUInt32LE(at + 20),
      size: list.readUInt32LE(at + 24),
      offset: list.readUInt32LE(at + 42),
      // A link is a file whose content is a path, by the mode of Unix.
      link: ((list.readUInt32LE(at + 38) >>> 16) & 0o170000) === 0o120000,
    }
    at += 46 + name + extra + comment
    if (entry.path.endsWith('/') || entry.link) continue
    all += entry.size
    if (all > MOST_BYTES)
      throw new BackupError(`has more than ${MOST_BYTES / 2 ** 20} MB when it is unpacked`, { file: archive })
    files.push({ path: entry.path, size: entry.size, read: () => contentOf(handle, entry, archive) })
  }
  return files
}

interface ZipEntry {
  readonly path: string
  readonly flags: number
  readonly method: number
  readonly checksum: number
  readonly packed: number
  readonly size: number
  readonly offset: number
}

async function contentOf(handle: FileHandle, entry: ZipEntry, archive: string): Promise<Buffer> {
  const wrong = (reason: string): BackupError => new BackupError(reason, { file: `${archive}/${entry.path}` })
  if (entry.size > LARGEST_FILE || entry.packed > LARGEST_FILE)
    throw wrong(`has more than ${LARGEST_FILE / 2 ** 20} MB`)
  if ((entry.flags & ENCRYPTED) !== 0) throw wrong('is encrypted')
  if (entry.method !== STORED && entry.method !== DEFLATED) throw wrong('is packed in a way that is not read here')
  const head = await bytesAt(handle, entry.offset, 30)
  if (head.length < 30 || head.readUInt32LE(0) !== LOCAL) throw wrong('is not where the list of files says')
  const start = entry.offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28)
  const packed = await bytesAt(handle, start, entry.packed)
  if (packed.length < entry.packed) throw wrong('is cut off')
  const content = entry.method === STORED ? packed : await unpacked(packed, entry, wrong)
  if (content.length !== entry.size || crc32(content) !== entry.checksum)
    throw wrong('is not what the list of files says')
  return content
}

async function unpacked(packed: Buffer, { size }: ZipEntry, wrong: (reason: string) => BackupError): Promise<Buffer> {
  try {
    return await unpack(packed, { maxOutputLength: size + 1 })
  } catch (error) {
    throw wrong(
      error instanceof RangeError
        ? 'is larger than the list of files says'
        : `cannot be unpacked: ${(error as Error).message}`,
    )
  }
}

function lastRecord(tail: Buffer): number | undefined {
  for (let at = tail.length - 22; at >= 0; at -= 1) if (tail.readUInt32LE(at) === END) return at
  return undefined
}

function isAscii(bytes: Buffer): boolean {
  return bytes.every((byte) => byte < 0x80)
}

async function bytesAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, position + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return buffer.subarray(0, filled)
}
