/** Time and ids, passed in everywhere so that tests are exact. */
import { randomUUID } from 'node:crypto'
import { dateTimeFromClock } from './model/date-time.js'
import { durationText } from './model/duration.js'

export interface Clock {
  /** Now in the stored form of Edm.DateTimeOffset, to 100 ns. */
  now(): string
  /** Now in milliseconds since 1970. */
  milliseconds(): number
}

/** The clocks of an installation: tenants may have one of their own, and the others follow the server's. */
export interface Clocks {
  /** Nobody sets it. */
  readonly machine: Clock
  /** The clock of a tenant; the server's without one. */
  of(tenantId: string | undefined): Clock
  /** The same, read in milliseconds since 1970. */
  readonly milliseconds: (tenantId: string | undefined) => number
  /** How a clock differs from the machine's, in a line; undefined if it does not. */
  noteOf(tenantId: string | undefined): string | undefined
}

export type NewId = () => string

/** The clock of the machine; the digits below the millisecond come from the monotonic clock. */
export const systemClock: Clock = {
  now() {
    const micros = (performance.timeOrigin + performance.now()) * 1000
    const milliseconds = Math.floor(micros / 1000)
    return dateTimeFromClock(milliseconds, Math.floor((micros - milliseconds * 1000) * 10) % 10_000)
  },
  milliseconds: Date.now,
}

/** A clock that was set: it showed `base` when the machine's showed `anchor`, in milliseconds, and runs `rate` times as fast. */
export interface ClockSetting {
  readonly anchor: number
  readonly base: number
  readonly rate: number
}

export type ClockMode = 'real' | 'fixed' | 'shifted' | 'rate'

/** What a clock may show. Whatever is made of it has to be a time with four digits for the year. */
export const EARLIEST = Date.UTC(1970, 0, 1)
export const LATEST = Date.UTC(9000, 0, 1)

export const HIGHEST_RATE = 1_000_000

/** The ticks of 100 ns are those of the machine, so that times of a clock that runs differ. */
export class SetClock implements Clock {
  readonly setting: ClockSetting
  readonly #machine: Clock

  constructor(setting: ClockSetting, machine: Clock) {
    this.setting = setting
    this.#machine = machine
  }

  get mode(): ClockMode {
    const { anchor, base, rate } = this.setting
    if (rate === 0) return 'fixed'
    if (rate !== 1) return 'rate'
    return anchor === base ? 'real' : 'shifted'
  }

  now(): string {
    if (this.setting.rate === 0) return dateTimeFromClock(this.milliseconds(), 0)
    const now = this.#machine.now()
    const at = this.at(Date.parse(`${now.slice(0, 23)}Z`))
    return dateTimeFromClock(at, Number(now.slice(23, 27).padEnd(4, '0')))
  }

  milliseconds(): number {
    return this.at(this.#machine.milliseconds())
  }

  /** `fixed`, `shifted P30D`, `rate 60`. */
  describe(): string {
    const { anchor, base, rate } = this.setting
    const { mode } = this
    return mode === 'shifted'
      ? `${mode} ${durationText((base - anchor) / 1000)}`
      : mode === 'rate'
        ? `${mode} ${rate}`
        : mode
  }

  /** What it shows when the machine shows this. */
  at(machine: number): number {
    const { anchor, base, rate } = this.setting
    const at = Math.floor(base + (machine - anchor) * rate)
    return Math.min(Math.max(at, EARLIEST), LATEST)
  }
}

export const randomId: NewId = randomUUID
