/**
 * The clocks that were set, of tenants and of the whole server. They are in the database, so that every process goes by
 * them and a restart changes nothing; each process has them in memory, because every request looks at one.
 */
import { EARLIEST, LATEST, SetClock } from '../clock.js'
import type { Clock, Clocks, ClockMode, ClockSetting } from '../clock.js'
import { dialectOf } from './sql/dialect.js'
import { all, run } from './work.js'
import type { Database, Work } from './work.js'

/** Of the server; no tenant has an empty id. */
const SERVER = ''

/** Milliseconds after which another process that is not heard of on SQLite, and may be unheard on PostgreSQL, is followed. */
const EVERY = { sqlite: 250, postgresql: 5000 } as const

export interface ClockState {
  readonly mode: ClockMode
  /** Whose clock it is: the tenant's own, the server's, or the machine's. */
  readonly of: 'tenant' | 'server' | 'machine'
  /** Stored form. */
  readonly now: string
  readonly machine: string
  readonly rate: number
  /** Milliseconds by which it is ahead of the machine's. */
  readonly ahead: number
}

/** What a clock shows from now on, and how fast it runs; what is not said stays. */
export interface ClockChange {
  /** Milliseconds since 1970. */
  readonly now?: number | undefined
  readonly rate?: number | undefined
}

/** A clock cannot show what was asked for. */
export class ClockError extends Error {}

export class StoredClocks implements Clocks {
  readonly machine: Clock
  readonly milliseconds = (tenantId: string | undefined): number => this.of(tenantId).milliseconds()
  readonly #database: Database
  readonly #announce: () => Promise<void>
  #set: ReadonlyMap<string, SetClock> = new Map()
  #loading: Promise<void> | undefined

  /** `announce` is called after a clock has changed. */
  constructor(database: Database, machine: Clock, announce: () => Promise<void>) {
    this.machine = machine
    this.#database = database
    this.#announce = announce
  }

  of(tenantId: string | undefined): Clock {
    return this.#set.size === 0 ? this.machine : (this.#find(tenantId) ?? this.machine)
  }

  noteOf(tenantId: string | undefined): string | undefined {
    const clock = this.#set.size === 0 ? undefined : this.#find(tenantId)
    return clock === undefined || clock.mode === 'real' ? undefined : `${clock.describe()}; now=${shown(clock)}`
  }

  /** Tenants whose clock is their own. */
  get own(): readonly string[] {
    return [...this.#set.keys()].filter((id) => id !== SERVER)
  }

  show(tenantId: string | undefined): ClockState {
    const clock = this.#find(tenantId)
    const machine = this.machine.milliseconds()
    return {
      mode: clock?.mode ?? 'real',
      of:
        clock === undefined
          ? 'machine'
          : this.#set.has(tenantId ?? SERVER) && tenantId !== undefined
            ? 'tenant'
            : 'server',
      now: (clock ?? this.machine).now(),
      machine: this.machine.now(),
      rate: clock?.setting.rate ?? 1,
      ahead: (clock?.at(machine) ?? machine) - machine,
    }
  }

  async set(tenantId: string | undefined, { now, rate }: ClockChange): Promise<void> {
    await this.#change(tenantId, (clock, machine) => ({
      anchor: machine,
      base: now ?? clock?.milliseconds() ?? machine,
      rate: rate ?? clock?.setting.rate ?? 1,
    }))
  }

  /** Moves a clock by a number of milliseconds; it goes on as it did. */
  async advance(tenantId: string | undefined, by: number): Promise<void> {
    await this.#change(tenantId, (clock, machine) => {
      requireShowable((clock?.milliseconds() ?? machine) + by)
      const { anchor, base, rate } = clock?.setting ?? { anchor: machine, base: machine, rate: 1 }
      return { anchor, base: base + by, rate }
    })
  }

  /** The clock of a tenant follows the server's again, and the server's follows the machine's. */
  async remove(tenantId: string | undefined): Promise<void> {
    const { placeholder: mark } = dialectOf(this.#database.provider)
    await this.#database.write(() => run(`DELETE FROM "clock" WHERE "tenantId" = ${mark(1)}`, [tenantId ?? SERVER]))
    await this.#changed()
  }

  /** Reads again what is set. */
  reload(): Promise<void> {
    return (this.#loading ??= this.#load().finally(() => {
      this.#loading = undefined
    }))
  }

  /** Follows what other processes set, until the returned function is called. */
  follow(): () => void {
    const timer = setInterval(() => void this.reload().catch(() => undefined), EVERY[this.#database.provider]).unref()
    return () => clearInterval(timer)
  }

  #find(tenantId: string | undefined): SetClock | undefined {
    return this.#set.get(tenantId ?? SERVER) ?? this.#set.get(SERVER)
  }

  async #load(): Promise<void> {
    this.#set = await this.#database.read(() => this.#read())
  }

  *#read(): Work<Map<string, SetClock>> {
    const rows = yield* all(`SELECT "tenantId", "anchor", "base", "rate" FROM "clock"`, [])
    return new Map(
      rows.map(([id, anchor, base, rate]) => [
        id as string,
        new SetClock({ anchor: Number(anchor), base: Number(base), rate: Number(rate) }, this.machine),
      ]),
    )
  }

  /** In one transaction, so that of several that move a clock none is lost. */
  async #change(
    tenantId: string | undefined,
    change: (clock: SetClock | undefined, machine: number) => ClockSetting,
  ): Promise<void> {
    const dialect = dialectOf(this.#database.provider)
    const { placeholder: mark } = dialect
    const id = tenantId ?? SERVER
    const now = (): number => this.machine.milliseconds()
    const read = (): Work<Map<string, SetClock>> => this.#read()
    await this.#database.write(function* (): Work<void> {
      if (dialect.provider === 'postgresql') yield* run('LOCK TABLE "clock" IN SHARE ROW EXCLUSIVE MODE', [])
      const set = yield* read()
      const { anchor, base, rate } = change(set.get(id) ?? set.get(SERVER), now())
      yield* run(
        `INSERT INTO "clock" ("tenantId", "anchor", "base", "rate") VALUES (${[1, 2, 3, 4].map(mark).join(', ')}) ` +
          `ON CONFLICT ("tenantId") DO UPDATE SET "anchor" = excluded."anchor", "base" = excluded."base", "rate" = excluded."rate"`,
        [id, anchor, base, rate],
      )
    })
    await this.#changed()
  }

  async #changed(): Promise<void> {
    // What was being read may be from before.
    await this.#loading
    await this.reload()
    await this.#announce()
  }
}

function requireShowable(milliseconds: number): void {
  if (milliseconds < EARLIEST || milliseconds > LATEST)
    throw new ClockError('a clock shows times from 1970-01-01 to 9000-01-01')
}

function shown(clock: Clock): string {
  return new Date(clock.milliseconds()).toISOString()
}

/** To be called for a tenant that is deleted. */
export function* forgetClock({ provider }: Pick<Database, 'provider'>, tenantId: string): Work<void> {
  yield* run(`DELETE FROM "clock" WHERE "tenantId" = ${dialectOf(provider).placeholder(1)}`, [tenantId])
}
