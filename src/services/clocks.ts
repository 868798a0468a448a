/** What people say of clocks, read and written: times and durations as text. */
import { EARLIEST, HIGHEST_RATE, LATEST } from '../clock.js'
import { durationSeconds, durationText } from '../model/duration.js'
import { ClockError } from '../store/clocks.js'
import type { ClockState, StoredClocks } from '../store/clocks.js'

export const MOMENT = /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,3})?Z$/

export interface ShownClock extends Pick<ClockState, 'mode' | 'of' | 'rate'> {
  readonly now: string
  readonly machine: string
  /** How far it is ahead of the machine, as a duration. */
  readonly ahead: string
}

export interface WantedClock {
  /** A time in UTC. */
  readonly now?: string | undefined
  /** Seconds that pass in a second of the machine; with 0 the clock stands still. */
  readonly rate?: number | undefined
}

/** Of the whole server without a tenant. */
export function showClock(clocks: StoredClocks, tenantId: string | undefined): ShownClock {
  const { now, machine, ahead, ...rest } = clocks.show(tenantId)
  return { ...rest, now: `${now}Z`, machine: `${machine}Z`, ahead: durationText(ahead / 1000) }
}

/** Sets a clock, and does what is due by it. */
export async function setClock(
  clocks: StoredClocks,
  life: Happening,
  tenantId: string | undefined,
  { now, rate }: WantedClock,
): Promise<void> {
  if (now === undefined && rate === undefined) throw new ClockError('a clock is set to a time (now), a rate, or both')
  if (rate !== undefined && !(rate >= 0 && rate <= HIGHEST_RATE))
    throw new ClockError(`rate must be a number from 0 to ${HIGHEST_RATE}, not ${rate}`)
  const wanted = now === undefined ? undefined : readMoment(now)
  if (wanted !== undefined) await requireForward(clocks, life, tenantId, wanted)
  await clocks.set(tenantId, { now: wanted, rate })
  await life.settle(tenantId)
}

/** Lets a clock follow again, a tenant's the server's and the server's the machine's. */
export async function releaseClock(clocks: StoredClocks, life: Happening, tenantId: string | undefined): Promise<void> {
  const followed = tenantId === undefined ? clocks.machine.milliseconds() : clocks.milliseconds(undefined)
  await requireForward(clocks, life, tenantId, followed)
  await clocks.remove(tenantId)
  await life.settle(tenantId)
}

/** Milliseconds that a clock may go back: those who set one to what they have just read mean to let it go on. */
const READING = 1000

/** The clock of a tenant that lives never goes back (L1). */
async function requireForward(
  clocks: StoredClocks,
  life: Happening,
  tenantId: string | undefined,
  wanted: number,
): Promise<void> {
  const following = (): string[] => life.living.filter((id) => !clocks.own.includes(id))
  for (const id of tenantId === undefined ? following() : [tenantId]) {
    const now = clocks.milliseconds(id)
    if (wanted + READING > now || (await life.mayTurnBack(id))) continue
    const [to, from] = [wanted, now].map((each) => new Date(each).toISOString())
    throw new ClockError(
      `the clock of tenant ${id}, which lives, does not go back to ${to}: it shows ${from}. Switch its life off first`,
    )
  }
}

/** In place of a duration: as far as the next event of a tenant that lives. */
export const NEXT_EVENT = 'next-event'

/** What a clock is moved for. */
export interface Happening {
  /** The tenants that live. */
  readonly living: readonly string[]
  mayTurnBack(tenantId: string): Promise<boolean>
  /** Does what is due, and gives when the next event is; undefined where nothing is to come. */
  nextEvent(tenantId: string): Promise<number | undefined>
  settle(tenantId: string | undefined): Promise<void>
}

/** Moves a clock, and does what is due on the way. */
export async function advanceClock(
  clocks: StoredClocks,
  life: Happening,
  tenantId: string | undefined,
  by: string,
): Promise<void> {
  const milliseconds = by === NEXT_EVENT ? await untilNext(clocks, life, tenantId) : millisecondsOf(by)
  if (milliseconds < 0) await requireForward(clocks, life, tenantId, clocks.milliseconds(tenantId) + milliseconds)
  await clocks.advance(tenantId, milliseconds)
  await life.settle(tenantId)
}

async function untilNext(clocks: StoredClocks, life: Happening, tenantId: string | undefined): Promise<number> {
  if (tenantId === undefined) throw new ClockError(`'${NEXT_EVENT}' is one of a tenant: say of which`)
  const at = await life.nextEvent(tenantId)
  if (at === undefined) throw new ClockError('by: nothing is to come, the tenant does not live')
  return Math.max(0, at - clocks.milliseconds(tenantId))
}

function millisecondsOf(by: string): number {
  const seconds = durationSeconds(by)
  if (seconds === undefined)
    throw new ClockError(
      `by must be a duration of ISO 8601 such as P30D, PT90M or -PT1H, or ${NEXT_EVENT}, not '${by}'`,
    )
  return Math.round(seconds * 1000)
}

function readMoment(text: string): number {
  const at = MOMENT.test(text) ? Date.parse(text) : NaN
  // JavaScript takes the 30th of February for the 2nd of March.
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text.slice(0, 10))
    throw new ClockError(`now must be a time in UTC such as 2026-03-02T08:00:00Z, not '${text}'`)
  if (at < EARLIEST || at > LATEST) throw new ClockError(`now must be from 1970-01-01 to 9000-01-01, not '${text}'`)
  return at
}
