/** Edm.Duration: days, hours, minutes and seconds of ISO 8601. */

const DURATION = /^([+-]?)P(?:(\d{1,8})D)?(?:(T)(?:(\d{1,10})H)?(?:(\d{1,12})M)?(?:(\d{1,14}(?:\.\d{1,12})?)S)?)?$/i

/** The seconds of an ISO 8601 duration of days, hours, minutes and seconds. */
export function durationSeconds(text: string): number | undefined {
  const match = DURATION.exec(text)
  if (match === null) return undefined
  const [, sign, days, t, hours, minutes, seconds] = match
  const hasTime = (hours ?? minutes ?? seconds) !== undefined
  if ((t !== undefined && !hasTime) || (days === undefined && !hasTime)) return undefined
  const total =
    Number(days ?? 0) * 86_400 + Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0)
  return sign === '-' && total !== 0 ? -total : total
}

/** A duration in its shortest form: `P30D`, `PT1H30M`, `-PT5S`; milliseconds count. */
export function durationText(seconds: number): string {
  const total = Math.round(Math.abs(seconds) * 1000)
  const parts = [
    [Math.floor(total / 86_400_000), 'D'],
    [Math.floor(total / 3_600_000) % 24, 'H'],
    [Math.floor(total / 60_000) % 60, 'M'],
    [(total % 60_000) / 1000, 'S'],
  ] as const
  const [days, ...time] = parts.map(([amount, unit]) => (amount === 0 ? '' : `${amount}${unit}`))
  const below = time.join('')
  if (total === 0) return 'PT0S'
  return `${seconds < 0 ? '-' : ''}P${days ?? ''}${below === '' ? '' : `T${below}`}`
}
