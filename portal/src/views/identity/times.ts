/** Times in relation to the clock of the tenant. */
import { awayText } from '../../parts/time'
import { IDENTITY } from '../../texts/identity'

export function untilText(time: string, now: number): string {
  const at = Date.parse(time)
  const [date, away] = [time.slice(0, 10), awayText(at, now)]
  return at <= now ? IDENTITY.expiredSince(date, away) : IDENTITY.until(date, away)
}
