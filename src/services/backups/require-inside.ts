import { BackupError } from './errors.js'

/** Paths lead to files below the folder, and nowhere else. */
export function requireInside(path: string): void {
  const parts = path.split('/')
  // eslint-disable-next-line no-control-regex
  const unfit = /[\u0000-\u001f\\]/.test(path) || parts.some((part) => part === '' || part === '.' || part === '..')
  if (unfit || /^[A-Za-z]:/.test(path) || !path.isWellFormed())
    throw new BackupError(`the path ${JSON.stringify(path).slice(0, 200)} leads out of the backup, or nowhere`)
}
