/**
 * The key of the control face. It lives in the database, so that all processes on it know the same one; the file
 * `control.key` in the data folder is a copy of the key that counts, for the command line and for scripts to read.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../config.js'
import type { Identity } from '../store/identity/identity.js'

export const KEY_FILE = 'control.key'

/** The header that carries the key. A browser sends no such header to another origin without asking first, and we never agree. */
export const KEY_HEADER = 'x-intunite-key'

export interface KeyOptions {
  readonly data: string
  /** Instead of the one that was made up. */
  readonly key?: string | undefined
  /** Told when the copy cannot be written, as on a read-only disk. */
  readonly onUnwritable: (error: Error) => void
}

/** Who may use the control face of a server; undefined if nobody may. */
export async function openControl(
  { control, controlKey: key, data }: Pick<Config, 'control' | 'controlKey' | 'data'>,
  identity: Pick<Identity, 'settings'>,
  log: { warn(error: Error, message: string): void },
): Promise<{ key: string; from: 'loopback' | 'anywhere' } | undefined> {
  if (control === 'off') return undefined
  const onUnwritable = (error: Error): void => log.warn(error, `${KEY_FILE} could not be written`)
  return { key: await keepControlKey(identity, { data, key, onUnwritable }), from: control }
}

/** The key that counts; made if there is none yet. */
export async function keepControlKey(
  { settings }: Pick<Identity, 'settings'>,
  { data, key: given, onUnwritable }: KeyOptions,
): Promise<string> {
  const key = given ?? (await settings.findOrMake('controlKey', () => randomBytes(32).toString('base64url')))
  try {
    await copyTo(data, key)
  } catch (error) {
    onUnwritable(error as Error)
  }
  return key
}

async function copyTo(data: string, key: string): Promise<void> {
  const file = join(data, KEY_FILE)
  if ((await readControlKey(data)) !== key) {
    await mkdir(data, { recursive: true, mode: 0o700 })
    // Whole or not at all, and never readable for others, not even for a moment.
    const fresh = `${file}.${process.pid}`
    await writeFile(fresh, `${key}\n`, { mode: 0o600 })
    await rename(fresh, file)
  }
  await chmod(file, 0o600)
}

/** The copy in a data folder; undefined if there is none that may be read. */
export async function readControlKey(data: string): Promise<string | undefined> {
  try {
    return (await readFile(join(data, KEY_FILE), 'utf8')).trim()
  } catch {
    return undefined
  }
}

/** Takes as long for every wrong key, whatever it has in common with the right one, and however long it is. */
export function isControlKey(key: string): (sent: unknown) => boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  const right = digest(key)
  return (sent) => timingSafeEqual(digest(typeof sent === 'string' ? sent : ''), right) && typeof sent === 'string'
}
