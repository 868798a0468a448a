/** What the repositories of the identity directory have in common: their statements, and how they read the clock. */
import { dateTimeFromClock } from '../../model/date-time.js'
import type { Model } from '../../model/model.js'
import { dialectOf } from '../sql/dialect.js'
import type { Database } from '../work.js'

/** Milliseconds since 1970. */
export type Clock = () => number

/** A fresh GUID that nobody can guess. */
export type IdSource = () => string

export interface IdentityDeps {
  readonly model: Model
  readonly database: Database
  readonly clock: Clock
  readonly newId: IdSource
}

/** A statement written with `?1`, `?2`… as the database wants it. */
export function statement({ provider }: Database, sql: string): string {
  const dialect = dialectOf(provider)
  return sql.replace(/\?(\d+)/g, (_, n: string) => dialect.placeholder(Number(n)))
}

/** A point in time as the database keeps it, `milliseconds` away from now. */
export function timeFrom(clock: Clock, milliseconds = 0): string {
  return dateTimeFromClock(clock() + milliseconds, 0)
}
