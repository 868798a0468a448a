/**
 * Tables on which a statement has just waited for a lock in vain: by an administrator's hand, a migration, a long
 * transaction. For a while, statements about them wait apart from the others.
 */
import { DatabaseUnavailable } from '../work.js'

const FOR = 5000
const LOCK_NOT_AVAILABLE = '55P03'
const TABLES = /\b(?:FROM|INTO|UPDATE|JOIN) "(\w+)"/g

/** A statement was not even tried. */
export class TableLocked extends DatabaseUnavailable {
  constructor() {
    super(new Error('a table is locked'))
  }
}

export class LockedTables {
  readonly #until = new Map<string, number>()

  get any(): boolean {
    return this.#until.size > 0
  }

  /** Whether `error` says that a lock was not to be had. */
  note(sql: string, error: unknown): boolean {
    if (error instanceof TableLocked) return true
    const cause = error instanceof DatabaseUnavailable ? error.cause : error
    if (!(cause instanceof Error && 'code' in cause && cause.code === LOCK_NOT_AVAILABLE)) return false
    for (const [, table = ''] of sql.matchAll(TABLES)) this.#until.set(table, performance.now() + FOR)
    return true
  }

  has(sql: string): boolean {
    if (this.#until.size === 0) return false
    const now = performance.now()
    for (const [table, until] of this.#until) {
      if (until < now) this.#until.delete(table)
      else if (sql.includes(`"${table}"`)) return true
    }
    return false
  }
}
