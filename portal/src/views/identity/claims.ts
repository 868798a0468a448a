/** What the claims of a token say, in words. */
import { ownOf } from '../../model/own'
import { awayText, timeText } from '../../parts/time'
import { CLAIM_VALUES, CLAIM_WORDS } from '../../texts/claims'
import type { Json } from './token-check'

export interface Claim {
  readonly name: string
  readonly value: string
  readonly words: string
}

/** Seconds since 1970. */
const TIMES = new Set(['iat', 'nbf', 'exp', 'auth_time', 'xms_tcdt'])

/** In the order of the token. `now` is the clock of the tenant. */
export function claimsOf(json: Json, now: number): Claim[] {
  return Object.entries(json).map(([name, value]) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    const words = ownOf(ownOf(CLAIM_VALUES, name) ?? {}, text) ?? ownOf(CLAIM_WORDS, name) ?? ''
    const time = TIMES.has(name) ? timeIn(value) : undefined
    return {
      name,
      value: text,
      words: time === undefined ? words : `${words}: ${timeText(time.toISOString())}, ${awayText(time.getTime(), now)}`,
    }
  })
}

/** Of what may be written in any token. */
export function timeIn(value: unknown): Date | undefined {
  const time = new Date(Number(value) * 1000)
  return typeof value !== 'number' || Number.isNaN(time.getTime()) ? undefined : time
}

/** Permissions in a token: roles of an app, scopes for a user. */
export function permissionsIn({ roles, scp }: Json): readonly string[] {
  const listed = Array.isArray(roles) ? roles.map(String) : []
  return [...listed, ...(typeof scp === 'string' ? scp.split(' ').filter((scope) => scope !== '') : [])]
}
