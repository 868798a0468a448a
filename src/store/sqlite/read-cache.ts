/**
 * Results of statements, kept as long as nothing that they were read from has changed. What a statement reads or changes
 * is known by the tables that it names; changes of a table reach those whose rows go with its rows (foreign keys that
 * cascade). Commands that say which entity they are `about` are told apart by that as well, so that a write about one
 * entity leaves what was read of the others. See docs/adr/0008-results-are-remembered.md.
 */
import { LruCache } from '../../lru-cache.js'
import type { CacheFigures, Command, Row, SqlValue } from '../work.js'

/** Room for results in bytes, unless the settings say otherwise. */
export const CACHE_BYTES = 32 * 1024 * 1024

/** A table of the database, and the tables that its rows refer to; `contained` by the row that is referred to, or not. */
export interface TableFacts {
  readonly name: string
  readonly references: readonly { readonly name: string; readonly contained: boolean }[]
}

interface Table {
  /** Itself, and the tables whose rows are deleted or changed with its rows: whether only those contained in them. */
  readonly affects: Map<Table, boolean>
  /** When rows of it last changed, and when it last changed without the ids of the rows being told. */
  changed: number
  changedAnywhere: number
}

/** A statement, as far as the cache is concerned. */
export interface Source {
  readonly number: number
  readonly tables: readonly Table[]
}

/** Questions whose first coming is remembered. */
const ASKED = 1000

interface Result {
  readonly source: Source
  readonly values: readonly SqlValue[]
  readonly rows: readonly Row[]
  readonly bytes: number
  /** The count of changes that it has seen. */
  readonly seen: number
}

/** Results by name: several of one entity, one of a question. */
type Generation = Map<string, readonly Result[]>

/**
 * A single result may take this part of the whole room, and as many bytes: pages of long documents that differ with each
 * question would go through the old space of V8, which then looks through all of the heap again and again.
 */
const PART = 1 / 16
const LARGEST = 128 * 1024

/** Results about one entity, at most. */
const OF_ONE_ENTITY = 16

export class ReadCache {
  readonly #room: number
  readonly #readTables: () => readonly TableFacts[]
  #tables: Map<string, Table> | undefined
  readonly #asked = new LruCache<true>(ASKED)
  #younger: Generation = new Map()
  #elder: Generation = new Map()
  #youngerBytes = 0
  #elderBytes = 0
  #changes = 0
  #sources = 0
  #hits = 0
  #misses = 0

  /** `room` in bytes; with 0 nothing is kept. */
  constructor(room: number, readTables: () => readonly TableFacts[]) {
    this.#room = room
    this.#readTables = readTables
  }

  /** Counts whatever may have changed; between two equal counts nothing has. */
  get changes(): number {
    return this.#changes
  }

  figures(): CacheFigures {
    let entries = 0
    for (const generation of [this.#younger, this.#elder])
      for (const results of generation.values()) entries += results.length
    return { hits: this.#hits, misses: this.#misses, entries, bytes: this.#youngerBytes + this.#elderBytes }
  }

  /** What a statement reads or changes. In our SQL, and in Prisma's, names of tables stand in quotes. */
  sourceOf(sql: string): Source {
    if (this.#room === 0 || !TOUCHES_ROWS.test(sql)) return NO_SOURCE
    this.#tables ??= tablesOf(this.#readTables())
    const tables = [...this.#tables].filter(([name]) => sql.includes(`"${name}"`)).map(([, table]) => table)
    return { number: ++this.#sources, tables }
  }

  find(source: Source, command: Command): readonly Row[] | undefined {
    if (source.tables.length === 0) return undefined
    const name = command.about ?? nameOf(source, command)
    const known = this.#younger.get(name) ?? this.#promote(name)
    if (known !== undefined)
      for (let i = 0; i < known.length; i++) {
        const result = known[i] as Result
        if (!answers(result, source, command)) continue
        if (!isCurrent(result, command.about !== undefined)) break
        this.#hits += 1
        return result.rows
      }
    this.#misses += 1
    return undefined
  }

  keep(source: Source, command: Command, rows: readonly Row[]): void {
    if (source.tables.length === 0) return
    const { values, about } = command
    // A question is kept when it comes a second time: many never do, such as those that hold the time.
    if (about === undefined && !this.#hasCome(nameOf(source, command))) return
    const bytes = rows.reduce((sum, row) => sum + sizeOf(row), sizeOf(values))
    if (bytes > Math.min(this.#room * PART, LARGEST)) return
    this.#makeRoom(bytes)
    const name = about ?? nameOf(source, command)
    const before = this.#younger.get(name) ?? []
    const others = before.filter((each) => !answers(each, source, command)).slice(1 - OF_ONE_ENTITY)
    // A copy: where V8 sees that the arrays of a place in the code stay, it makes all arrays of that place in the old space.
    const results = [...others, { source, values: [...values], rows, bytes, seen: this.#changes }]
    this.#younger.set(name, results)
    this.#youngerBytes += bytesOf(results) - bytesOf(before)
  }

  /**
   * To be called when a statement has changed, or may have changed, what it names. False if it may have changed what
   * tables there are: then no {@link Source} counts any more.
   */
  changed({ tables }: Source, about: string | undefined): boolean {
    if (this.#room === 0) return true
    if (tables.length === 0) {
      this.forgetTables()
      return false
    }
    this.#changes += 1
    for (const table of tables)
      for (const [affected, contained] of table.affects) {
        affected.changed = this.#changes
        if (about === undefined || !contained) affected.changedAnywhere = this.#changes
      }
    if (about !== undefined) this.#forget(about)
    return true
  }

  forgetTables(): void {
    this.clear()
    this.#tables = undefined
  }

  /** Forgets everything: another connection has changed something. */
  clear(): void {
    this.#changes += 1
    this.#younger.clear()
    this.#elder.clear()
    this.#youngerBytes = 0
    this.#elderBytes = 0
  }

  #hasCome(name: string): boolean {
    if (this.#asked.get(name) !== undefined) return true
    this.#asked.set(name, true)
    return false
  }

  /** Each generation has half of the room. */
  #makeRoom(bytes: number): void {
    if (this.#youngerBytes + bytes <= this.#room / 2) return
    this.#elder = this.#younger
    this.#elderBytes = this.#youngerBytes
    this.#younger = new Map()
    this.#youngerBytes = 0
  }

  #promote(name: string): readonly Result[] | undefined {
    const results = this.#elder.get(name)
    if (results === undefined) return undefined
    const bytes = bytesOf(results)
    this.#elder.delete(name)
    this.#elderBytes -= bytes
    this.#makeRoom(bytes)
    this.#younger.set(name, results)
    this.#youngerBytes += bytes
    return results
  }

  #forget(name: string): void {
    const [younger, elder] = [this.#younger.get(name), this.#elder.get(name)]
    if (younger !== undefined) this.#youngerBytes -= bytesOf(younger)
    if (elder !== undefined) this.#elderBytes -= bytesOf(elder)
    this.#younger.delete(name)
    this.#elder.delete(name)
  }
}

function tablesOf(facts: readonly TableFacts[]): Map<string, Table> {
  const tables = new Map<string, Table>()
  for (const { name } of facts) tables.set(name, { affects: new Map(), changed: 0, changedAnywhere: 0 })
  const affect = (name: string, contained: boolean, affected: Map<Table, boolean>): void => {
    const table = tables.get(name)
    if (table === undefined || affected.get(table) === false || (affected.get(table) === true && contained)) return
    affected.set(table, contained)
    for (const other of facts)
      for (const reference of other.references)
        if (reference.name === name) affect(other.name, contained && reference.contained, affected)
  }
  for (const [name, table] of tables) affect(name, true, table.affects)
  return tables
}

/** What begins otherwise changes tables, settings or transactions. */
const TOUCHES_ROWS = /^\s*(SELECT|INSERT|UPDATE|DELETE|REPLACE|WITH)\b/i

const NO_SOURCE: Source = { number: 0, tables: [] }

function answers({ source, values }: Result, asked: Source, command: Command): boolean {
  if (source !== asked || values.length !== command.values.length) return false
  for (let i = 0; i < values.length; i++) if (values[i] !== command.values[i]) return false
  return true
}

function isCurrent({ source, seen }: Result, ofOneEntity: boolean): boolean {
  for (const { changed, changedAnywhere } of source.tables)
    if ((ofOneEntity ? changedAnywhere : changed) > seen) return false
  return true
}

/** Values of different kinds that print alike are told apart afterwards. */
function nameOf({ number }: Source, { values }: Command): string {
  return `${number} ${values.join('\0')}`
}

function bytesOf(results: readonly Result[]): number {
  let bytes = 0
  for (const result of results) bytes += result.bytes
  return bytes
}

/** What values take at most: characters have two bytes, and the rest is what V8 needs around them. */
function sizeOf(values: readonly SqlValue[]): number {
  let bytes = 64
  for (const value of values) bytes += 24 + (typeof value === 'string' ? value.length * 2 : 0)
  return bytes
}
