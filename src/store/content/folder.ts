/**
 * The content folder: what clients upload as content of apps, as files beside the database. What each file is part of is in
 * the database ({@link file://./uploads.ts}); a file that nothing there names is left over, from an upload that broke off or
 * from an app that was deleted, and {@link ContentFolder.sweep} removes it.
 *
 * A file is written once, under a name of its own, and is on the disk before the database names it. So any number of
 * processes may share a folder, and a process may be killed at any time.
 */
import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, rm, rmdir, stat } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { StoreFailure } from '../work.js'

/** Whose content it is: the file of an app's content, which a client uploads. */
export interface UploadKey {
  readonly tenantId: string
  readonly id: string
}

/** A file in the folder. */
export interface Kept {
  readonly file: string
  readonly size: number
  /** Of what was written, in base64. */
  readonly md5: string
}

/** A part of a blob: a whole file of the folder. */
export interface Part {
  readonly file: string
  readonly size: number
}

/** Bytes that are read at a time. */
const CHUNK = 256 * 1024

/** Milliseconds after which a file that nothing names is no upload under way. */
const ABANDONED = 3_600_000

export class ContentFolder {
  readonly #root: string

  constructor(root: string) {
    this.#root = root
  }

  /** Writes what comes to a new file, as fast as the disk takes it. When this settles, it is on the disk. */
  async keep(upload: UploadKey, source: Readable): Promise<Kept> {
    const folder = this.#folderOf(upload)
    const file = randomUUID()
    try {
      await this.#make(folder)
      const handle = await open(join(folder, file), 'wx', 0o600)
      try {
        const written = await write(handle, source)
        await handle.sync()
        return { file, ...written }
      } finally {
        await handle.close()
        await syncFolder(folder)
      }
    } catch (error) {
      await this.remove(upload, [file])
      throw inWords(error)
    }
  }

  async remove(upload: UploadKey, files: Iterable<string>): Promise<void> {
    const folder = this.#folderOf(upload)
    for (const file of files) await rm(join(folder, file), { force: true })
  }

  /** The bytes from `start` up to before `end` of the blob that the parts make. */
  async *read(upload: UploadKey, parts: readonly Part[], start = 0, end = Infinity): AsyncGenerator<Buffer> {
    let before = 0
    for (const { file, size } of parts) {
      const [from, to] = [Math.max(start - before, 0), Math.min(end - before, size)]
      before += size
      if (from < to) yield* readFile(join(this.#folderOf(upload), file), from, to)
    }
  }

  /** The uploads that have a folder here. */
  async *uploads(): AsyncGenerator<UploadKey> {
    for (const tenantId of await namesIn(this.#root))
      for (const id of await namesIn(join(this.#root, tenantId))) yield { tenantId, id }
  }

  /** Removes the folder of an upload: all of it, or what is in it for long and is not one of `named`. */
  async sweep(upload: UploadKey, named: ReadonlySet<string> | undefined): Promise<void> {
    const folder = this.#folderOf(upload)
    if (named === undefined) {
      await rm(folder, { recursive: true, force: true })
      // The folder of the tenant goes with the last one in it.
      return rmdir(join(this.#root, upload.tenantId)).catch(() => undefined)
    }
    for (const file of await namesIn(folder)) {
      if (named.has(file)) continue
      const age = await stat(join(folder, file)).then(
        ({ mtimeMs }) => Date.now() - mtimeMs,
        () => 0,
      )
      if (age > ABANDONED) await this.remove(upload, [file])
    }
  }

  /** Makes a folder, and the names that lead to it durable. */
  async #make(folder: string): Promise<void> {
    const first = await mkdir(folder, { recursive: true, mode: 0o700 })
    if (first === undefined) return
    for (let at = folder; at.length >= first.length; at = dirname(at)) await syncFolder(dirname(at))
  }

  #folderOf({ tenantId, id }: UploadKey): string {
    return join(this.#root, tenantId, id)
  }
}

async function write(handle: FileHandle, source: Readable): Promise<Omit<Kept, 'file'>> {
  const hash = createHash('md5')
  let size = 0
  for await (const chunk of source as AsyncIterable<Buffer>) {
    hash.update(chunk)
    for (let at = 0; at < chunk.length;) at += (await handle.write(chunk, at)).bytesWritten
    size += chunk.length
  }
  return { size, md5: hash.digest('base64') }
}

async function* readFile(path: string, from: number, to: number): AsyncGenerator<Buffer> {
  const handle = await open(path)
  try {
    for (let at = from; at < to;) {
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(Math.min(CHUNK, to - at)), { position: at })
      if (bytesRead === 0) throw new Error(`${path} ends at ${at}`)
      yield buffer.subarray(0, bytesRead)
      at += bytesRead
    }
  } finally {
    await handle.close()
  }
}

/** Makes the names in a folder durable, where the system can. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return []
    throw error
  })
}

/** What is wrong with the disk, as of the database. */
function inWords(error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOSPC' || code === 'EDQUOT') return new StoreFailure('full', error)
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') return new StoreFailure('read-only', error)
  return code === 'EIO' ? new StoreFailure('unreadable', error) : error
}
