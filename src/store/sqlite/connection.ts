/** A connection to SQLite as all of this program wants it, and what is asked of it besides rows. */
import type SQLite from 'better-sqlite3'
import { isSqliteError, openSqlite } from './driver.js'
import { durationSeconds } from '../../model/duration.js'
import { DURATION_SECONDS } from '../sql/dialect.js'
import type { TableFacts } from './read-cache.js'
import { ConstraintViolation, DatabaseUnavailable, StoreFailure } from '../work.js'
import type { StoreProblem } from '../work.js'

/**
 * The log is copied into the database when it has this many pages (of 4 KiB): a page that was written often meanwhile is copied
 * once. Another thread does that for the one that serves ({@link file://./checkpoints.ts}), which leaves it this much room.
 */
export const CHECKPOINT_PAGES = 4000
export const LOG_PAGES = 4 * CHECKPOINT_PAGES

/**
 * What SQLite keeps of the file, for each connection, as it is read. The operating system has it as well, but a page that comes
 * from there costs a system call. After most commits SQLite goes through all that it keeps (a page that a B-tree moved by way of
 * the lock page makes it look for others behind the end of the file), so that twice as much is slower again.
 */
const CACHE_KIB = 16_000

/** Milliseconds that a statement waits for another program, and with it everybody; writes try again after that. */
const BUSY_TIMEOUT = 100

/** Commits are not flushed by SQLite itself: see `flusher.ts`. */
export function connect(file: string): SQLite.Database {
  const connection = openSqlite(file)
  connection.pragma('journal_mode = WAL')
  connection.pragma('synchronous = NORMAL')
  connection.pragma('foreign_keys = ON')
  connection.pragma(`busy_timeout = ${BUSY_TIMEOUT}`)
  connection.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
  connection.pragma(`cache_size = ${-CACHE_KIB}`)
  connection.function(DURATION_SECONDS, { deterministic: true }, (text) =>
    typeof text === 'string' ? (durationSeconds(text) ?? null) : null,
  )
  return connection
}

/** The tables that there are, and what they refer to, by foreign keys or by triggers that change their rows. */
export function tableFactsOf(connection: SQLite.Database): TableFacts[] {
  const names = connection.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all() as string[]
  const references = connection.prepare(
    `SELECT "table", "from" IN ('parentId', 'parentRow') FROM pragma_foreign_key_list(?)`,
  )
  const triggers = connection.prepare(`SELECT tbl_name, sql FROM sqlite_schema WHERE type = 'trigger'`).raw().all() as [
    string,
    string,
  ][]
  return names.map((name) => {
    const found = references.raw().all(name) as [string, number][]
    const contained = new Set(found.filter(([, below]) => below === 1).map(([other]) => other))
    const byKey = found.map(([other]) => ({ name: other, contained: contained.has(other) }))
    const byTrigger = triggers.filter(([other]) => other !== name)
    const deleted = byTrigger.filter(([, sql]) => sql.includes(`DELETE FROM "${name}"`))
    const changed = byTrigger.filter(([, sql]) => sql.includes(`INSERT INTO "${name}"`))
    return {
      name,
      references: [
        ...byKey,
        ...deleted.map(([other]) => ({ name: other, contained: true })),
        ...changed.map(([other]) => ({ name: other, contained: false })),
      ],
    }
  })
}

const PROBLEMS: readonly (readonly [RegExp, StoreProblem])[] = [
  [/^SQLITE_FULL/, 'full'],
  [/^SQLITE_READONLY/, 'read-only'],
  [/^SQLITE_(CORRUPT|NOTADB)/, 'damaged'],
  [/^SQLITE_(IOERR|CANTOPEN)/, 'unreadable'],
]

/** What SQLite refuses, in the terms of all databases. */
export function translate(error: unknown): unknown {
  if (!isSqliteError(error)) return error
  const { code } = error
  if (code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY')
    return new ConstraintViolation('unique', error)
  if (code === 'SQLITE_CONSTRAINT_FOREIGNKEY') return new ConstraintViolation('foreignKey', error)
  if (code.startsWith('SQLITE_CONSTRAINT')) return new ConstraintViolation('other', error)
  const problem = PROBLEMS.find(([pattern]) => pattern.test(code))?.[1]
  if (problem !== undefined) return new StoreFailure(problem, error)
  return isBusy(error) ? new DatabaseUnavailable(error) : error
}

/** Another program writes to the file. */
export function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^SQLITE_(BUSY|LOCKED)/.test(String(error.code))
}
