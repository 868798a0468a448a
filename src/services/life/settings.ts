/** How a tenant lives: named delays with presets (L6), each of which a tenant may set for itself. */
import { durationSeconds, durationText } from '../../model/duration.js'
import { LifeError } from './errors.js'

/** Milliseconds between a cause and its effect. The word `live` has the documented figures. */
interface Delay {
  readonly what: string
  readonly instant: number
  readonly default: number
  readonly live: number
}

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Those of every preset alike. */
const always = (what: string, each: number): Delay => ({ what, instant: each, default: each, live: each })

export const DELAYS = {
  processing: {
    what: 'from the assignment of a policy until it is effective',
    instant: 0,
    default: 0,
    live: 15 * MINUTE,
  },
  group: {
    what: 'from the change of a group until it is effective for what is assigned to it',
    instant: 0,
    default: 0,
    live: 5 * MINUTE,
  },
  notification: {
    what: 'from a notification until an online device checks in',
    instant: 0,
    default: 0,
    live: 2 * MINUTE,
  },
  firstRetry: always('from a notification until an offline device is tried again', 10 * MINUTE),
  secondRetry: always('from a notification until an offline device is tried a third time', 30 * MINUTE),
  thirdRetry: always('from a notification until an offline device is tried for the last time', 60 * MINUTE),
  checkInInterval: always('between two check-ins of a device', 8 * HOUR),
  checkInJitter: always('by which a check-in may come earlier or later', 15 * MINUTE),
  agentInterval: always('between two check-ins of the Windows agent for apps and scripts', 8 * HOUR),
  filter: {
    what: 'from the change of an assignment filter until check-ins go by it',
    instant: 0,
    default: 0,
    live: 30 * MINUTE,
  },
  appInstall: {
    what: 'from the check-in that begins an install until it is done',
    instant: 0,
    default: 5 * MINUTE,
    live: 5 * MINUTE,
  },
  aggregation: { what: 'from a change until summaries and reports count it', instant: 0, default: 0, live: HOUR },
  audit: { what: 'from a write until its audit event', instant: 0, default: 0, live: 2 * MINUTE },
  export: { what: 'until the file of an export job is made', instant: 0, default: 30 * SECOND, live: 30 * SECOND },
  autopilotImport: {
    what: 'until an import of Autopilot devices is complete',
    instant: 0,
    default: 3 * MINUTE,
    live: 10 * MINUTE,
  },
  autopilotSync: {
    what: 'until imported Autopilot devices are synchronized',
    instant: 0,
    default: 10 * MINUTE,
    live: 10 * MINUTE,
  },
  complianceEmail: { what: 'from an action until its e-mail is sent', instant: 0, default: 0, live: 6 * HOUR },
} as const satisfies Readonly<Record<string, Delay>>

export type DelayName = keyof typeof DELAYS

export const DELAY_NAMES = Object.keys(DELAYS) as DelayName[]

export const PRESETS = ['instant', 'default', 'live'] as const
export type Preset = (typeof PRESETS)[number]

/** `atWrite`: a device also checks in when something is written that concerns it. */
export const CHECK_INS = ['atWrite', 'scheduled'] as const
export type CheckIns = (typeof CHECK_INS)[number]

/** What devices do of which nothing is stated: all is fine, or some are not. */
export const FLEETS = ['fine', 'typical'] as const
export type Fleet = (typeof FLEETS)[number]

export interface LifeSettings {
  readonly preset: Preset
  readonly seed: number
  readonly fleet: Fleet
  readonly checkIns: CheckIns
  /** Milliseconds. */
  readonly delays: Readonly<Record<DelayName, number>>
}

/** As they are stored: what differs from the preset. */
export interface StoredSettings {
  readonly preset?: Preset
  readonly seed?: number
  readonly fleet?: Fleet
  readonly checkIns?: CheckIns
  readonly delays?: Readonly<Partial<Record<DelayName, number>>>
}

export function settingsFrom(stored: StoredSettings): LifeSettings {
  const { preset = 'instant', seed = 1, fleet = 'fine', checkIns, delays = {} } = stored
  return {
    preset,
    seed,
    fleet,
    checkIns: checkIns ?? (preset === 'instant' ? 'atWrite' : 'scheduled'),
    delays: Object.fromEntries(
      DELAY_NAMES.map((name) => [name, delays[name] ?? DELAYS[name][preset]]),
    ) as LifeSettings['delays'],
  }
}

/** As people write them: delays as durations. What is not said stays; a preset takes back what was set one by one. */
export interface WantedSettings {
  readonly preset?: Preset | undefined
  readonly seed?: number | undefined
  readonly fleet?: Fleet | undefined
  readonly checkIns?: CheckIns | undefined
  readonly delays?: Readonly<Record<string, string | undefined>> | undefined
}

export interface ShownSettings extends Omit<LifeSettings, 'delays'> {
  readonly delays: Readonly<Record<string, string>>
}

/** Which tenants live that were never switched. */
export type LifeDefault = 'on' | 'seeded' | 'off'

export interface WantedLife extends WantedSettings {
  readonly on?: boolean | undefined
}

export interface ShownLife extends ShownSettings {
  readonly on: boolean
  /** What decides: an administrator switched it, or the server's setting. */
  readonly of: 'tenant' | 'server'
  /** When the next event is due, by the tenant's clock. */
  readonly nextEvent?: string | undefined
}

export function showSettings({ delays, ...rest }: LifeSettings): ShownSettings {
  const texts = Object.entries(delays).map(([name, milliseconds]) => [name, durationText(milliseconds / 1000)])
  return { ...rest, delays: Object.fromEntries(texts) as Record<string, string> }
}

export function changeSettings(stored: StoredSettings, wanted: WantedSettings): StoredSettings {
  const { preset, seed, fleet, checkIns, delays } = wanted
  const { seed: own, fleet: ownFleet } = stored
  const base: StoredSettings =
    preset === undefined
      ? stored
      : { preset, ...(own !== undefined && { seed: own }), ...(ownFleet !== undefined && { fleet: ownFleet }) }
  return {
    ...base,
    ...(seed !== undefined && { seed }),
    ...(fleet !== undefined && { fleet }),
    ...(checkIns !== undefined && { checkIns }),
    ...(delays !== undefined && { delays: { ...base.delays, ...readDelays(delays) } }),
  }
}

/** A year: what takes longer is not waited for. */
const LONGEST = 366 * 24 * HOUR

/** A device that checks in all the time would leave no time for anything else. */
const SHORTEST: Readonly<Partial<Record<DelayName, number>>> = { checkInInterval: MINUTE, agentInterval: MINUTE }

function readDelays(delays: Readonly<Record<string, string | undefined>>): Partial<Record<DelayName, number>> {
  const read: Partial<Record<DelayName, number>> = {}
  for (const [name, text = ''] of Object.entries(delays)) {
    if (!isDelay(name)) throw new LifeError(`there is no delay '${name}'; there are ${DELAY_NAMES.join(', ')}`)
    const milliseconds = Math.round((durationSeconds(text) ?? NaN) * 1000)
    if (!(milliseconds >= (SHORTEST[name] ?? 0) && milliseconds <= LONGEST))
      throw new LifeError(
        `the delay ${name} must be a duration of ISO 8601 from ${durationText((SHORTEST[name] ?? 0) / 1000)} to P366D such as PT15M, not '${text}'`,
      )
    read[name] = milliseconds
  }
  return read
}

function isDelay(name: string): name is DelayName {
  return Object.hasOwn(DELAYS, name)
}
