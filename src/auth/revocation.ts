/**
 * The one place that says whether a user's sign-in still counts. Everything that is made of a sign-in (session, code,
 * device code, refresh token, access token) carries the moment of that sign-in and passes it on to what is made of it.
 * So a revocation ends all of it, including what is being made while the revocation is written.
 */
import type { User } from '../store/identity/users.js'

/** `signedInAt` in milliseconds since 1970. A sign-in in the very millisecond of the revocation is over, too. */
export function isRevoked({ sessionsRevokedAt }: Pick<User, 'sessionsRevokedAt'>, signedInAt: number): boolean {
  return sessionsRevokedAt !== undefined && signedInAt <= millisecondsOf(sessionsRevokedAt)
}

/** A point in time in the form that the database keeps. */
export function millisecondsOf(stored: string): number {
  return Date.parse(`${stored}Z`)
}
