/**
 * The files of a zip archive, unpacked by the browser.
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
import { LARGEST_FILE, MOST_BYTES, MOST_FILES } from '../../../../src/services/backups/bounds'
import { TEXTS } from '../../texts'
import type { SourceFile } from './backup-files'

const END = 0x06054b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
const [STORED, DEFLATED] = [0, 8]
const ENCRYPTED = 1

export function isArchive(bytes: Uint8Array): boolean {
  return bytes.length > 4 && viewOf(bytes).getUint32(0, true) === LOCAL
}

export async function readArchive(bytes: Uint8Array): Promise<SourceFile[]> {
  try {
    return entriesIn(bytes)
  } catch (error) {
    // A position beyond the end.
    throw error instanceof RangeError ? new Error(TEXTS.state.badZip) : error
  }
}

function entriesIn(bytes: Uint8Array): SourceFile[] {
  const view = viewOf(bytes)
  const end = endOf(view)
  const count = view.getUint16(end + 10, true)
  if (count > MOST_FILES) throw new Error(TEXTS.state.tooMany(MOST_FILES))
  let at = view.getUint32(end + 16, true)
  let all = 0
  const files: SourceFile[] = []
  for (let i = 0; i < count; i++) {
    if (view.getUint32(at, true) !== CENTRAL) throw new Error(TEXTS.state.badZip)
    const [name, extra, comment] = [28, 30, 32].map((field) => view.getUint16(at + field, true)) as [
      number,
      number,
      number,
    ]
    const path = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name)).replaceAll('\\', '/')
    const entry = {
      path,
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    }
    // A link is a file whose content is a path, by the mode of Unix.
    const isLink = ((view.getUint32(at + 38, true) >>> 16) & 0o170000) === 0o120000
    at += 46 + name + extra + comment
    if (path.endsWith('/') || isLink) continue
    all += entry.size
    if (all > MOST_BYTES) throw new Error(TEXTS.state.tooLarge(MOST_BYTES / 2 ** 20))
    files.push({ path, size: entry.size, read: () => unpacked(bytes, entry) })
  }
  return files
}

interface Entry {
  readonly path: string
  readonly flags: number
  readonly method: number
  readonly packed: number
  readonly size: number
  readonly offset: number
}

/** No more than the list of files says is unpacked. */
async function unpacked(bytes: Uint8Array, { path, flags, method, packed, size, offset }: Entry): Promise<Uint8Array> {
  if ((flags & ENCRYPTED) !== 0) throw new Error(TEXTS.state.encryptedZip(path))
  const view = viewOf(bytes)
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== LOCAL || size > LARGEST_FILE)
    throw new Error(TEXTS.state.badZip)
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true)
  const content = bytes.subarray(start, start + packed)
  if (method === STORED) return content
  if (method !== DEFLATED) throw new Error(TEXTS.state.badZip)
  const found = new Uint8Array(size)
  let filled = 0
  try {
    const stream = new Blob([content as BlobPart]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
    const reader = stream.getReader()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      found.set(value, filled)
      filled += value.length
    }
  } catch {
    throw new Error(TEXTS.state.badZip)
  }
  if (filled !== size) throw new Error(TEXTS.state.badZip)
  return found
}

/** The record at the end, before a comment of at most 64 kB. */
function endOf(view: DataView): number {
  const first = Math.max(0, view.byteLength - 22 - 0xffff)
  for (let at = view.byteLength - 22; at >= first; at--) if (view.getUint32(at, true) === END) return at
  throw new Error(TEXTS.state.badZip)
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
