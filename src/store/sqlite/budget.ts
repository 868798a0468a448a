/** How long a read may hold the thread that serves, and how it is known beforehand. */
import type SQLite from 'better-sqlite3'
import { GO_ON } from '../sql/stoppable.js'
import type { SharedSet } from '../work.js'

/** What may be done by the thread that serves. */
export const HERE = {
  /** Reads of up to this many steps may be over early, because they need not see every row: they are tried first, */
  perhaps: 20_000_000,
  /** for so long. */
  milliseconds: 5,
  /** What took longer is not tried again for a while. */
  avoidedFor: 10_000,
  /** All reads of a write together. */
  inTransaction: 100,
} as const

export class OutOfBudget extends Error {}

/** Milliseconds by the clock for each one that the process may work: a busy machine gives it less, and is not the fault of a request. */
const SHARED_WITH = 5

/** Stops statements of one connection that take longer than they may. */
export class TimeBudget {
  #until = 0
  #left = 0
  #longer: (() => number) | undefined

  constructor(connection: SQLite.Database) {
    connection.function(GO_ON, { deterministic: false }, (_row: unknown) => {
      if (performance.now() > this.#until) this.#goOn()
      return 1
    })
  }

  within<T>(milliseconds: number, run: () => T): T {
    this.#until = performance.now() + milliseconds
    return run()
  }

  /** Milliseconds of work that the reads which follow have together. */
  share(milliseconds: number): void {
    this.#left = milliseconds
  }

  withinShare<T>(run: () => T): T {
    const [began, used] = [performance.now(), process.cpuUsage()]
    const left = this.#left
    const last = began + left * SHARED_WITH
    const worked = (): number => Math.min(millisecondsOf(process.cpuUsage(used)), performance.now() - began)
    this.#longer = () => Math.min(performance.now() + left - worked(), last)
    this.#until = began + left
    try {
      return run()
    } finally {
      this.#longer = undefined
      this.#left -= worked()
    }
  }

  #goOn(): void {
    this.#until = this.#longer?.() ?? 0
    if (performance.now() >= this.#until) throw new OutOfBudget()
  }
}

function millisecondsOf({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000
}

/** For so long a count is good enough. */
const GOOD_FOR = 1000

/** Documents of a set that are counted, some 0.1 ms; and counts that are kept. */
const FEW = 5000
const MOST_KNOWN = 1000

/** Bytes of a database whose rows may be long. */
const LARGE = 64 * 2 ** 20
const PAGE = 4096

/** About how many rows tables have, at most: where rows were deleted there are fewer. */
export class RowCounts {
  readonly #connection: SQLite.Database
  readonly #known = new Map<string, { readonly rows: number; readonly until: number }>()

  #count: SQLite.Statement | undefined

  constructor(connection: SQLite.Database) {
    this.#connection = connection
  }

  /** Whether the database is large. The number of rows does not tell then what it costs to read them. */
  get areLong(): boolean {
    return this.of('') > LARGE / PAGE
  }

  readonly of = (table: string, set?: SharedSet): number => {
    const name = set === undefined ? table : `${table} ${set.tenantId} ${set.path}`
    const known = this.#known.get(name)
    const now = performance.now()
    if (known !== undefined && now < known.until) return known.rows
    const few = set === undefined ? undefined : this.#ifFew(set)
    const rows = few ?? Number(this.#connection.prepare(countOf(table)).pluck().get() ?? 0)
    if (this.#known.size >= MOST_KNOWN) this.#known.clear()
    this.#known.set(name, { rows, until: now + GOOD_FOR })
    return rows
  }

  /** How many documents a tenant has in a set; undefined if there are too many to be counted quickly. */
  #ifFew({ tenantId, path }: SharedSet): number | undefined {
    this.#count ??= this.#connection
      .prepare(`SELECT count(*) FROM (SELECT 1 FROM "entity" WHERE "tenantId" = ? AND "path" = ? LIMIT ${FEW + 1})`)
      .pluck()
    const rows = Number(this.#count.get(tenantId, path))
    return rows > FEW ? undefined : rows
  }
}

function countOf(table: string): string {
  return table === '' ? 'PRAGMA page_count' : `SELECT max(rowid) FROM "${table}"`
}
