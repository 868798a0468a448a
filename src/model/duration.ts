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
