/**
 * The commands of this program write to the file while the server runs, and so may people with tools of their own.
 * SQLite tells in a few microseconds whether another connection has written; it is asked once in a turn.
 */
import type SQLite from 'better-sqlite3'
import { turnOfArrival } from '../../turn.js'
import type { SqlValue } from '../work.js'
import type { Statement } from './statements.js'

interface OnOthers {
  /** Throws if the file is no longer the one that was opened. */
  check(): void
  onWritten(): void
}

export class OtherWriters {
  readonly #on: OnOthers
  readonly #version: Statement
  #seenVersion: unknown
  #checked = false
  #checkedTurn = 0

  constructor(connection: SQLite.Database, on: OnOthers) {
    this.#on = on
    this.#version = connection.prepare<SqlValue[]>('PRAGMA data_version').pluck()
  }

  heed(): void {
    const turn = turnOfArrival()
    if (this.#checked || (turn !== 0 && turn === this.#checkedTurn)) return
    this.#on.check()
    this.#checkedTurn = turn
    if (turn === 0) {
      this.#checked = true
      queueMicrotask(() => {
        this.#checked = false
      })
    }
    const version = this.#version.get()
    if (version !== this.#seenVersion) this.#on.onWritten()
    this.#seenVersion = version
  }
}
