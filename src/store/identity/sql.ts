/** What the repositories of the identity directory have in common: their statements, and how they read the clock. */
import { dateTimeFromClock } from '../../model/date-time.js'
import type { Model } from '../../model/model.js'
import { dialectOf } from '../sql/dialect.js'
import type { Database } from '../work.js'

/** Milliseconds since 1970 by the clock of a tenant, or by the server's for what is of no tenant. */
export type Clock = (tenantId: string | undefined) => number

/** A fresh GUID that nobody can guess. */
export type IdSource = () => string

export interface IdentityDeps {
  readonly model: Model
  readonly database: Database
  readonly clock: Clock
  /** The clock of the machine, which nobody sets: for how long a client has really waited. */
  readonly machine?: (() => number) | undefined
  readonly newId: IdSource
}

/** A statement written with `?1`, `?2`… as the database wants it. */
export function statement({ provider }: Pick<Database, 'provider'>, sql: string): string {
  const dialect = dialectOf(provider)
  return sql.replace(/\?(\d+)/g, (_, n: string) => dialect.placeholder(Number(n)))
}

/** A point in time as the database keeps it, `milliseconds` away from now. */
export function timeFrom(clock: Clock, tenantId: string | undefined, milliseconds = 0): string {
  return dateTimeFromClock(clock(tenantId) + milliseconds, 0)
}
