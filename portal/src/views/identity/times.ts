/** Times in relation to the clock of the tenant. */
import { awayText } from '../../parts/time'
import { IDENTITY } from '../../texts/identity'

export function dateText(time: string): string {
  return time.slice(0, 10)
}

export function untilText(time: string, now: number): string {
  const at = Date.parse(time)
  const away = awayText(at, now)
  return at <= now ? IDENTITY.expiredSince(dateText(time), away) : IDENTITY.until(dateText(time), away)
}
