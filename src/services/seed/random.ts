/**
 * Chance that can be repeated: the same seed and label give the same sequence, on every machine. Each kind of object
 * draws from a sequence of its own, so that one more draw for apps does not make other devices.
 */
import { dateTimeFromClock } from '../../model/date-time.js'

export interface Random {
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number
  /** True with probability `p`. */
  chance(p: number): boolean
  pick<T>(choices: readonly T[]): T
  /** One of the names, with the odds that stand behind them. */
  weighted<T extends string>(odds: Readonly<Record<T, number>>): T
  /** `count` different ones, in order of the draw. */
  sample<T>(choices: readonly T[], count: number): T[]
  /** Digits of a number as text. */
  digits(count: number): string
  /** A GUID of version 4. */
  guid(): string
  /** A point in time at most `days` days before what was `until` days ago, in JSON form. */
  timeAgo(days: number, until?: number): string
}

const DAY = 86_400_000

/** `now`, in milliseconds since 1970, is where the past ends. */
export function createRandom(seed: number, label: string, now: number): Random {
  const next = sfc32(`${seed} ${label}`)
  const fraction = (): number => next() / 2 ** 32
  const int = (low: number, high: number): number => low + Math.floor(fraction() * (high - low + 1))
  const pick = <T>(choices: readonly T[]): T => choices[int(0, choices.length - 1)] as T
  return {
    int,
    pick,
    chance: (p) => fraction() < p,
    weighted<T extends string>(odds: Readonly<Record<T, number>>) {
      const names = Object.keys(odds) as T[]
      let left = fraction() * names.reduce((sum, name) => sum + odds[name], 0)
      return names.find((name) => (left -= odds[name]) < 0) ?? pick(names)
    },
    sample(choices, count) {
      const rest = [...choices]
      const size = Math.min(count, rest.length)
      for (let i = 0; i < size; i += 1) {
        const j = int(i, rest.length - 1)
        const drawn = rest[j] as (typeof rest)[number]
        rest[j] = rest[i] as (typeof rest)[number]
        rest[i] = drawn
      }
      return rest.slice(0, size)
    },
    digits: (count) => Array.from({ length: count }, () => int(0, 9)).join(''),
    guid() {
      const hex = [next(), next(), next(), next()].map((word) => word.toString(16).padStart(8, '0')).join('')
      const variant = '89ab'[parseInt(hex[16] as string, 16) % 4] as string
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
    },
    timeAgo: (days, until = 0) => `${dateTimeFromClock(now - until * DAY - int(0, days * DAY), int(0, 9999))}Z`,
  }
}

/**
 * Chris Doty-Humphrey's small fast counting generator, seeded from a text by FNV-1a.
 * @see https://pracrand.sourceforge.net/RNG_engines.txt
 */
function sfc32(text: string): () => number {
  const hash = (basis: number): number => {
    let h = basis
    for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
    return h | 0
  }
  let [a, b, c, counter] = [hash(0x811c9dc5 | 0), hash(0x1b873593), hash(0x52dce729), 1]
  const next = (): number => {
    const result = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + result) | 0
    return result >>> 0
  }
  for (let i = 0; i < 15; i += 1) next()
  return next
}
