/** About how many rows tables have, by their size on the disk. Asked now and then, and not waited for. */
import type { Row } from '../work.js'

/** A row is at least so long; with what tables keep beside rows, there are fewer than that. */
const BYTES_OF_ROW = 300
const GOOD_FOR = 10_000

export const TABLE_SIZES = `SELECT relname, pg_relation_size(oid)::float8 FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace`

export class TableSizes {
  readonly #ask: () => Promise<readonly Row[]>
  #rows = new Map<string, number>()
  #until = 0

  constructor(ask: () => Promise<readonly Row[]>) {
    this.#ask = ask
  }

  /** Where nothing is known, a table may be as large as it likes. */
  readonly of = (table: string): number => {
    if (performance.now() > this.#until) void this.#refresh()
    return this.#rows.get(table) ?? Number.MAX_SAFE_INTEGER
  }

  async #refresh(): Promise<void> {
    this.#until = performance.now() + GOOD_FOR
    try {
      const rows = await this.#ask()
      this.#rows = new Map(rows.map(([name, bytes]) => [String(name), Number(bytes) / BYTES_OF_ROW]))
    } catch {
      // What is known stays; it is asked again.
    }
  }
}
