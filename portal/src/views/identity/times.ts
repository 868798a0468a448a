/** Times in relation to the clock of the tenant. */
import { IDENTITY } from '../../texts/identity'

const UNITS = [
  [365 * 86_400_000, 'year'],
  [30 * 86_400_000, 'month'],
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1000, 'second'],
] as const

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always' })

/** `in 3 days`, `2 hours ago`. */
export function awayText(at: number, now: number): string {
  const away = at - now
  const [size, unit] = UNITS.find(([each]) => Math.abs(away) >= each) ?? [1000, 'second']
  return relative.format(Math.trunc(away / size), unit)
}

export function dateText(time: string): string {
  return time.slice(0, 10)
}

export function untilText(time: string, now: number): string {
  const at = Date.parse(time)
  const away = awayText(at, now)
  return at <= now ? IDENTITY.expiredSince(dateText(time), away) : IDENTITY.until(dateText(time), away)
}
