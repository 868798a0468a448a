/** Where an export goes: a folder or an archive that is not there yet. No name of an object leads out of it. */
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { BackupFile } from '../backup.js'
import { BackupError } from '../errors.js'
import { requireInside } from '../require-inside.js'
import { filesByPath, writeZip } from './zip-writer.js'

/** Gives the count of files. */
export function saveFiles(files: AsyncIterable<BackupFile>, out: string): Promise<number> {
  return /\.zip$/i.test(out) ? saveArchive(files, out) : saveFolder(files, out)
}

async function saveArchive(files: AsyncIterable<BackupFile>, out: string): Promise<number> {
  const byPath = await filesByPath(files)
  try {
    await pipeline(writeZip(byPath.values()), createWriteStream(out, { flags: 'wx', mode: 0o600 }))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw new BackupError('is there already', { file: out })
    throw error
  }
  return byPath.size
}

async function saveFolder(files: AsyncIterable<BackupFile>, out: string): Promise<number> {
  await mkdir(out, { recursive: true })
  if ((await readdir(out)).some((name) => !name.startsWith('.')))
    throw new BackupError('is not empty: name another folder, or empty it first', { file: out })
  const written = new Set<string>()
  for await (const { path, text } of files) {
    requireInside(path)
    const file = join(out, ...path.split('/'))
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
    written.add(path)
  }
  return written.size
}
