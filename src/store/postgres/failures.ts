/** What the refusals and the absence of PostgreSQL mean. */
import pg from 'pg'
import { ConstraintViolation, DatabaseUnavailable, LostRace, StoreFailure } from '../work.js'
import type { StoreProblem } from '../work.js'

const SERIALIZATION_FAILURE = '40001'
const DEADLOCK_DETECTED = '40P01'

/**
 * Connection failures (08), a standby that does not take writes (25006), transactions that were idle for too long
 * (25P03), no more memory, disk or connections (53), a lock (55P03) or an answer (57014) that took too long, shutdown
 * and start (57P), failures of the system underneath (58).
 */
const UNAVAILABLE = /^(08|25006|25P03|53|55P03|57014|57P|58)/

/** What the driver says without a code. */
const NO_CONNECTION = /^(Connection terminated|timeout exceeded|timeout expired|Client (was|has)|Query read timeout)/

/** The network's own codes. */
const NO_NETWORK = /^(E[A-Z]+|CERT_.*|ERR_(TLS|SSL|SOCKET|STREAM).*)$/

export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = codeOf(error)
  if (error instanceof pg.DatabaseError) return UNAVAILABLE.test(code)
  return NO_NETWORK.test(code) || NO_CONNECTION.test(error.message)
}

/** Whether a connection that said this is of no use any more, though it stands: its server is a standby by now. */
export function isOutOfService(error: unknown): boolean {
  return /^(25006|58)/.test(codeOf(error))
}

/** Whether the same work would succeed on what the others have left. */
export function isLostRace(error: unknown): boolean {
  if (error instanceof LostRace) return true
  const code = codeOf(error)
  return code === SERIALIZATION_FAILURE || code === DEADLOCK_DETECTED
}

export function translate(error: unknown): unknown {
  const code = codeOf(error)
  if (code === '23505') return new ConstraintViolation('unique', error)
  if (code === '23503' || isContainedInNothing(error)) return new ConstraintViolation('foreignKey', error)
  if (code.startsWith('23')) return new ConstraintViolation('other', error)
  const problem = PROBLEMS[code]
  if (problem !== undefined) return new StoreFailure(problem, error)
  return isUnavailable(error) ? new DatabaseUnavailable(error) : error
}

/** Whether a document was added to one that is not there: it found no row to name. */
function isContainedInNothing(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.constraint === 'entity_contained'
}

/** What is wrong with the database itself: a full disk, damaged pages, no such database or no such table any more. */
const PROBLEMS: Readonly<Record<string, StoreProblem>> = {
  '53100': 'full',
  '58030': 'unreadable',
  XX001: 'damaged',
  XX002: 'damaged',
  '3D000': 'gone',
  '42P01': 'gone',
  '3F000': 'gone',
}

/** Why there is no connection. */
export function unavailable(error: unknown): DatabaseUnavailable {
  const translated = translate(error)
  return translated instanceof DatabaseUnavailable ? translated : new DatabaseUnavailable(error)
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
