/**
 * The text files of a backup where its owner has it: a folder, an archive, one file, or the standard input. Links are not
 * followed, nothing outside the folder is opened, and nothing is executed (K10).
 */
import { open, readdir, lstat, mkdtemp, rm } from 'node:fs/promises'
import { createWriteStream } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Readable } from 'node:stream'
import type { BackupFile, Note } from './backup.js'
import { DEEPEST_FOLDER, LARGEST_FILE, MOST_BYTES, MOST_FILES } from './bounds.js'
import { requireInside } from './require-inside.js'
import { BackupError } from './errors.js'
import { decodeText } from './text.js'
import { openArchive } from './zip-files.js'

/** What tools write as text. Pictures, installers and the like are none of a backup's objects. */
const TEXT = /\.(?:json|ya?ml|ps1|psd1|sh|mobileconfig|xml|tf|tfstate)$/i

export interface Collected {
  readonly count: number
  /** Bytes of all files, as far as that is known. */
  readonly bytes: number
  /** Reads the files while they are asked for. */
  files(): AsyncGenerator<BackupFile>
  /** What is there and is not read. */
  readonly leftOut: readonly Note[]
  /** Of a tenant that this program has exported: the whole text is the file. */
  readonly single: boolean
  /** Whether it is read from a service, once. */
  readonly remote?: true
  close(): Promise<void>
}

interface Found {
  readonly path: string
  readonly size: number
  read(): Promise<Buffer>
}

export async function collect(path: string, input: Readable = process.stdin): Promise<Collected> {
  if (path === '-') return collectInput(input)
  const stat = await lstat(path).catch((error: NodeJS.ErrnoException) => {
    throw new BackupError(error.code === 'ENOENT' ? 'is not there' : `cannot be read: ${error.message}`, { file: path })
  })
  if (stat.isDirectory()) return collectFolder(path)
  if (!stat.isFile()) throw new BackupError('is neither a folder nor a file', { file: path })
  if (await isArchive(path)) return collectArchive(path)
  const name = basename(path)
  return collected([{ path: name, size: stat.size, read: () => contentOf(path, name) }], [], true)
}

/** What comes in is kept in a file first: an archive is read from its end. */
async function collectInput(input: Readable): Promise<Collected> {
  const folder = await mkdtemp(join(tmpdir(), 'intunite-import-'))
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true })
  try {
    const path = join(folder, 'input')
    await pipeline(input, limited, createWriteStream(path, { mode: 0o600 }))
    const { size } = await lstat(path)
    const found = { path: 'input.json', size, read: () => contentOf(path, 'the standard input') }
    const inside = (await isArchive(path)) ? await collectArchive(path) : collected([found], [], true)
    return {
      ...inside,
      async close() {
        await inside.close()
        await remove()
      },
    }
  } catch (error) {
    await remove()
    throw error
  }
}

async function* limited(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let bytes = 0
  for await (const chunk of source) {
    bytes += chunk.length
    if (bytes > MOST_BYTES) throw new BackupError(`the standard input has more than ${MOST_BYTES / 2 ** 20} MB`)
    yield chunk
  }
}

async function collectFolder(root: string): Promise<Collected> {
  const found: Found[] = []
  const leftOut: Note[] = []
  const walk = async (folder: string, prefix: string, depth: number): Promise<void> => {
    if (depth > DEEPEST_FOLDER)
      throw new BackupError(`has folders in folders that are more than ${DEEPEST_FOLDER} deep`, { file: root })
    const entries = await readdir(folder, { withFileTypes: true })
    entries.sort((a, b) => (a.name < b.name ? -1 : 1))
    for (const entry of entries) {
      if (isHidden(entry.name)) continue
      const [path, full] = [prefix + entry.name, join(folder, entry.name)]
      if (entry.isSymbolicLink()) leftOut.push({ file: path, detail: 'is a link, which is not followed' })
      else if (entry.isDirectory()) await walk(full, `${path}/`, depth + 1)
      else if (entry.isFile() && TEXT.test(entry.name)) {
        if (found.length >= MOST_FILES) throw new BackupError(`has more than ${MOST_FILES} files`, { file: root })
        found.push({ path, size: (await lstat(full)).size, read: () => contentOf(full, path) })
      }
    }
  }
  await walk(root, '', 0)
  return collected(found, leftOut, false)
}

async function collectArchive(path: string): Promise<Collected> {
  const archive = await openArchive(path)
  try {
    const files = archive.files.filter(({ path }) => TEXT.test(path) && !isHidden(path))
    return { ...collected(files, [], false), close: () => archive.close() }
  } catch (error) {
    await archive.close()
    throw error
  }
}

/** Of version control, of editors, and what macOS adds to archives. */
function isHidden(path: string): boolean {
  return path.split('/').some((part) => part.startsWith('.') && !/^\.\.?$/.test(part))
}

function collected(found: readonly Found[], leftOut: readonly Note[], single: boolean): Collected {
  const bytes = found.reduce((sum, { size }) => sum + size, 0)
  if (bytes > MOST_BYTES) throw new BackupError(`it has more than ${MOST_BYTES / 2 ** 20} MB`)
  for (const { path, size } of found) {
    requireInside(path)
    if (size > LARGEST_FILE && !single) throw tooLarge(path)
  }
  return {
    count: found.length,
    bytes,
    leftOut,
    single,
    async *files() {
      for (const { path, read } of found) yield { path, text: decodeText(await read(), path) }
    },
    close: async () => undefined,
  }
}

function tooLarge(file: string): BackupError {
  return new BackupError(`has more than ${LARGEST_FILE / 2 ** 20} MB`, { file })
}

/** Reads no more than a file may have, however it has grown since. A link that has come meanwhile is not followed. */
async function contentOf(path: string, shown: string): Promise<Buffer> {
  const handle = await open(path, 'r').catch((error: Error) => {
    throw new BackupError(`cannot be read: ${error.message}`, { file: shown })
  })
  try {
    const { size } = await handle.stat()
    if (size > LARGEST_FILE) throw tooLarge(shown)
    return await handle.readFile()
  } finally {
    await handle.close()
  }
}

async function isArchive(path: string): Promise<boolean> {
  const handle = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0)
    return bytesRead === 4 && buffer.readUInt32LE(0) === 0x04034b50
  } finally {
    await handle.close()
  }
}
