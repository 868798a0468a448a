/**
 * When a device checks in (L18): often after it is enrolled, by the table of its platform, then every eight hours give or take
 * some minutes. The nth check-in of a device is the same in every run.
 */
import type { Chance } from './outcomes/contract.js'
import type { LifeSettings } from './settings.js'

const MINUTE = 60_000

/** Numbers of check-ins, with the minutes between them. */
type Burst = readonly (readonly [times: number, minutes: number])[]

const APPLE: Burst = [[4, 15]]
const OFTEN: Burst = [
  [5, 3],
  [8, 15],
]
const WINDOWS_81: Burst = [
  [3, 5],
  [8, 15],
]

/** By `operatingSystem`, in lower case, as it begins. Linux has no burst. */
const BURSTS: readonly (readonly [system: RegExp, burst: Burst])[] = [
  [/^(ios|ipados|macos|mac os)/, APPLE],
  [/^(android|aosp)/, OFTEN],
  [/^windows/, OFTEN],
]

export interface Scheduled {
  readonly id: string
  readonly operatingSystem: string
  readonly osVersion: string
  /** Milliseconds since 1970. */
  readonly enrolledAt: number
}

function burstOf({ operatingSystem, osVersion }: Scheduled): Burst {
  const system = operatingSystem.toLowerCase()
  // Windows 8.1 calls itself 6.3.
  if (system.startsWith('windows') && /^(6\.3|8\.1)/.test(osVersion)) return WINDOWS_81
  return BURSTS.find(([pattern]) => pattern.test(system))?.[1] ?? []
}

/** When the nth check-in of a device is, from 1. */
function checkInAt(device: Scheduled, n: number, settings: LifeSettings, chance: Chance): number {
  let at = device.enrolledAt
  let left = n
  for (const [times, minutes] of burstOf(device)) {
    const taken = Math.min(left, times)
    at += taken * minutes * MINUTE
    left -= taken
    if (left === 0) return at
  }
  const { checkInInterval, checkInJitter } = settings.delays
  return at + left * checkInInterval + jitter(chance, checkInJitter, checkInInterval, device.id, n)
}

/** Half of the interval at most, so that check-ins stay in their order. */
function jitter(chance: Chance, most: number, interval: number, id: string, n: number): number {
  const bound = Math.min(most, interval / 2 - 1)
  return Math.round((2 * chance('checkIn', id, n) - 1) * bound)
}

/** The first check-in after a moment. */
export function nextCheckIn(device: Scheduled, after: number, settings: LifeSettings, chance: Chance): number {
  const burst = burstOf(device)
  const [count, length] = burst.reduce(
    ([times, minutes], [each, every]) => [times + each, minutes + each * every],
    [0, 0],
  )
  const regular = Math.floor((after - device.enrolledAt - length * MINUTE) / settings.delays.checkInInterval)
  for (let n = Math.max(1, regular > 1 ? count + regular - 1 : 1); ; n += 1) {
    const at = checkInAt(device, n, settings, chance)
    if (at > after) return at
  }
}

/** The same of the Windows agent for apps and scripts, which has a clock of its own. It starts with the device. */
export function nextAgentCheckIn(device: Scheduled, after: number, settings: LifeSettings, chance: Chance): number {
  const { agentInterval, checkInJitter } = settings.delays
  for (let n = Math.max(1, Math.floor((after - device.enrolledAt) / agentInterval) - 1); ; n += 1) {
    const at =
      device.enrolledAt + n * agentInterval + jitter(chance, checkInJitter, agentInterval, `${device.id} agent`, n)
    if (at > after) return at
  }
}
