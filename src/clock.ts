/** Time and ids, passed in everywhere so that tests are exact. */
import { randomUUID } from 'node:crypto'
import { dateTimeFromClock } from './model/date-time.js'

export interface Clock {
  /** Now in the stored form of Edm.DateTimeOffset, to 100 ns. */
  now(): string
  /** Now in milliseconds since 1970. */
  milliseconds(): number
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

export const randomId: NewId = randomUUID
