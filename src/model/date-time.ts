/**
 * Edm.DateTimeOffset with the 100 ns of .NET, which JavaScript's Date cannot hold.
 *
 * The stored form is UTC without `Z` and without trailing zeros of the fraction: `2026-03-02T09:14:07.4815162`. Plain
 * text comparison sorts it by time (a shorter fraction is a prefix of a longer one), and `Z` behind it is the wire form
 * that the service prints.
 */

const FORM =
  /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,12}))?)?(?:([Zz])|([+-])(\d{2}):(\d{2}))$/

const MINUTES_PER_DAY = 1440

/**
 * The stored form of a date-time with an offset, or undefined if `text` is none or lies outside the years 1 to 9999.
 * Digits of the fraction beyond the seventh are cut off.
 */
export function readDateTimeOffset(text: string): string | undefined {
  const match = FORM.exec(text)
  if (match === null) return undefined
  const [, years, months, days, hours, minutes, seconds = '00', digits = '', zulu, sign, offsetHours, offsetMinutes] =
    match
  const [year, month, day, hour, minute] = [Number(years), Number(months), Number(days), Number(hours), Number(minutes)]
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined
  if (hour > 23 || minute > 59 || Number(seconds) > 59) return undefined
  const fraction = withoutZeros(digits.slice(0, 7))
  const tail = fraction === '' ? `:${seconds}` : `:${seconds}.${fraction}`
  if (zulu !== undefined) return `${years}-${months}-${days}T${hours}:${minutes}${tail}`
  if (Number(offsetHours) > 14 || Number(offsetMinutes) > 59) return undefined
  const offset = (sign === '-' ? -1 : 1) * (Number(offsetHours) * 60 + Number(offsetMinutes))
  const total = daysFromCivil(year, month, day) * MINUTES_PER_DAY + hour * 60 + minute - offset
  const date = civilFromDays(Math.floor(total / MINUTES_PER_DAY))
  if (date === undefined) return undefined
  const rest = ((total % MINUTES_PER_DAY) + MINUTES_PER_DAY) % MINUTES_PER_DAY
  return `${date}T${pad(Math.floor(rest / 60))}:${pad(rest % 60)}${tail}`
}

/** The stored form of a point in time given as milliseconds since 1970 and further ticks of 100 ns (0 to 9999). */
export function dateTimeFromClock(milliseconds: number, ticks: number): string {
  const second = Math.floor(milliseconds / 1000)
  if (second !== lastSecond.second) {
    lastSecond.second = second
    lastSecond.text = new Date(second * 1000).toISOString().slice(0, 19)
  }
  const fraction = (milliseconds - second * 1000) * 10_000 + ticks
  if (fraction === 0) return lastSecond.text
  // With a digit in front that is cut off, zeros behind it stay.
  return `${lastSecond.text}.${withoutZeros(String(10_000_000 + fraction).slice(1))}`
}

/** The same as it is printed. */
export function printedTime(milliseconds: number): string {
  return `${dateTimeFromClock(milliseconds, 0)}Z`
}

/** Clocks are read many times within a second. */
const lastSecond = { second: NaN, text: '' }

function withoutZeros(digits: string): string {
  let end = digits.length
  while (digits.charCodeAt(end - 1) === 48) end -= 1
  return digits.slice(0, end)
}

function pad(number: number): string {
  return number < 10 ? `0${number}` : String(number)
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Days since 1970-01-01 in the proleptic Gregorian calendar. @see https://howardhinnant.github.io/date_algorithms.html */
function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146097 + dayOfEra - 719468
}

function civilFromDays(days: number): string | undefined {
  const z = days + 719468
  const era = Math.floor(z / 146097)
  const dayOfEra = z - era * 146097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  if (year < 1 || year > 9999) return undefined
  return `${String(year).padStart(4, '0')}-${pad(month)}-${pad(day)}`
}
