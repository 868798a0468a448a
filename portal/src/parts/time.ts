/** A time of the service as people read it: `2026-11-29 08:00:12 UTC`. */
export function timeText(time: string): string {
  return `${time.slice(0, 19).replace('T', ' ')} UTC`
}

const UNITS = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1000, 's'],
] as const

/** The two largest units of a span: `3 d 4 h`. */
export function spanText(milliseconds: number): string {
  let left = Math.abs(milliseconds)
  const parts: string[] = []
  for (const [size, unit] of UNITS) {
    const count = Math.floor(left / size)
    left -= count * size
    if (count > 0) parts.push(`${count} ${unit}`)
    else if (parts.length > 0) break
    if (parts.length === 2) break
  }
  return parts.length === 0 ? '0 s' : parts.join(' ')
}

const AWAY = [
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
  const [size, unit] = AWAY.find(([each]) => Math.abs(away) >= each) ?? [1000, 'second']
  return relative.format(Math.trunc(away / size), unit)
}
