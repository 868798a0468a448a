/**
 * The package that speaks to SQLite, loaded when the first connection is opened. better-sqlite3 13 has its binaries
 * inside and needs no install script, but Node 22; version 12, for older ones, has to fetch or compile a binary.
 *
 * @see docs/adr/0011-two-versions-of-the-sqlite-binding.md
 */
import { createRequire } from 'node:module'
import type SQLite from 'better-sqlite3'

/** SQLite cannot be used on this machine. The message says what to do. */
export class DriverError extends Error {}

export interface SqliteError extends Error {
  readonly code: string
}

/** Names of packages, the first that can be loaded counts. Version 13 must not even be tried on Node 20: it crashes. */
const WITH_BINARIES = 'better-sqlite3-napi'
const WITH_SCRIPT = 'better-sqlite3'
const NODE = Number(process.versions.node.split('.')[0])

const load = createRequire(import.meta.url)

let driver: typeof SQLite | undefined

export function openSqlite(file: string, options?: SQLite.Options): SQLite.Database {
  driver ??= loadDriver(NODE >= 22 ? [WITH_BINARIES, WITH_SCRIPT] : [WITH_SCRIPT])
  return new driver(file, options)
}

/** Whether SQLite itself has refused something. */
export function isSqliteError(error: unknown): error is SqliteError {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('SQLITE_')
}

/** A package may be there and its binary not, which shows when the first database is opened. */
function loadDriver(packages: readonly string[]): typeof SQLite {
  const failures: Error[] = []
  for (const name of packages)
    try {
      const found = load(name) as typeof SQLite
      new found(':memory:').close()
      return found
    } catch (error) {
      failures.push(error instanceof Error ? error : new Error(String(error)))
    }
  throw new DriverError(explain(failures), { cause: failures[0] })
}

/** Two lines: what is missing, and what to do. */
function explain(failures: readonly Error[]): string {
  const machine = `Node ${process.versions.node} on ${process.platform}-${process.arch}`
  const last = failures.at(-1)
  const isInstalled = last !== undefined && !('code' in last && last.code === 'MODULE_NOT_FOUND')
  const missing = isInstalled
    ? `SQLite cannot be used: the package ${WITH_SCRIPT} has no binary for ${machine}, because its install script did not run`
    : `SQLite cannot be used: no package has a binary for ${machine}`
  const remedy = isInstalled
    ? `npm rebuild ${WITH_SCRIPT} --ignore-scripts=false`
    : `npm install ${WITH_SCRIPT}@12 --ignore-scripts=false`
  return `${missing}.\nRun: ${remedy}${NODE >= 22 ? '' : ', or use Node 22 or later, which needs neither'}; or use PostgreSQL with DATABASE_URL.`
}
