/**
 * Where the CA and the server's certificate are kept: in the data folder, or in PostgreSQL, where every process that
 * shares the database finds the same CA.
 */
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Settings } from '../store/identity/settings.js'
import type { KeyAndCertificate } from './certificates.js'

export type KeptName = 'ca' | 'server'

export interface Keep {
  /** For people: where the CA is. */
  readonly place: string
  /** What to do to be rid of it. */
  readonly howToRemove: string
  find(name: KeptName): Promise<KeyAndCertificate | undefined>
  /** Gives what is kept from now on: of several processes that add, all get the same. */
  add(name: KeptName, made: KeyAndCertificate): Promise<KeyAndCertificate>
  replace(name: KeptName, made: KeyAndCertificate): Promise<void>
}

export const tlsFolderOf = (data: string): string => join(data, 'tls')

/** `ca.pem` and `ca.key`, `server.pem` and `server.key`; for one process, as the SQLite database beside it. */
export function folderKeep(folder: string): Keep {
  const replace: Keep['replace'] = async (name, { key, certificate }) => {
    await writeWhole(folder, `${name}.key`, key, 0o600)
    await writeWhole(folder, `${name}.pem`, certificate, 0o644)
  }
  return {
    place: folder,
    howToRemove: `Remove ${folder}`,
    replace,
    async find(name) {
      const [key, certificate] = await Promise.all([
        readIfThere(join(folder, `${name}.key`)),
        readIfThere(join(folder, `${name}.pem`)),
      ])
      return key === undefined || certificate === undefined ? undefined : { key, certificate }
    },
    async add(name, made) {
      await replace(name, made)
      return made
    },
  }
}

export function databaseKeep({ find, findOrMake, set }: Settings): Keep {
  const settingOf = (name: KeptName): string => `tls.${name}`
  return {
    place: 'the database',
    howToRemove: `Delete the row 'tls.ca' of the table "setting"`,
    async find(name) {
      const kept = await find(settingOf(name))
      return kept === undefined ? undefined : (JSON.parse(kept) as KeyAndCertificate)
    },
    async add(name, made) {
      return JSON.parse(await findOrMake(settingOf(name), () => JSON.stringify(made))) as KeyAndCertificate
    },
    async replace(name, made) {
      await set(settingOf(name), JSON.stringify(made))
    },
  }
}

/** Beside the old one, then in its place: nobody reads half a file, also not after a crash. */
export async function writeWhole(folder: string, name: string, text: string, mode: number): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, name)
  const next = `${file}.${process.pid}`
  await writeFile(next, text, { mode })
  await chmod(next, mode)
  await rename(next, file)
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
