/** Where an export goes: a folder or an archive that is not there yet. No name of an object leads out of it. */
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { BackupFile } from '../backup.js'
import { requireInside } from '../bundle.js'
import { BackupError } from '../errors.js'
import { writeZip } from './zip-writer.js'

/** Gives the count of files. */
export async function saveFiles(files: AsyncIterable<BackupFile>, out: string): Promise<number> {
  let count = 0
  async function* checked(): AsyncGenerator<BackupFile> {
    const taken = new Set<string>()
    for await (const file of files) {
      requireInside(file.path)
      // The tools write over the first one of two objects with one name, and so does this.
      if (!taken.has(file.path)) count += 1
      taken.add(file.path)
      yield file
    }
  }
  if (/\.zip$/i.test(out)) await saveArchive(checked(), out)
  else await saveFolder(checked(), out)
  return count
}

async function saveArchive(files: AsyncIterable<BackupFile>, out: string): Promise<void> {
  const last = new Map<string, BackupFile>()
  for await (const file of files) last.set(file.path, file)
  async function* all(): AsyncGenerator<BackupFile> {
    yield* last.values()
  }
  try {
    await pipeline(writeZip(all()), createWriteStream(out, { flags: 'wx', mode: 0o600 }))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw new BackupError('is there already', { file: out })
    throw error
  }
}

async function saveFolder(files: AsyncIterable<BackupFile>, out: string): Promise<void> {
  await mkdir(out, { recursive: true })
  if ((await readdir(out)).some((name) => !name.startsWith('.')))
    throw new BackupError('is not empty: name another folder, or empty it first', { file: out })
  for await (const { path, text } of files) {
    const file = join(out, ...path.split('/'))
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }
}
