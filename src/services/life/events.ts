/** What happens in a tenant, and in which order (L4). */

/** The kinds, by their rank among what happens at one moment. */
export const RANKS = {
  /** A group, user or device changed, or everything may have. */
  recalculation: 1,
  /** A policy, app or filter was written. */
  processing: 2,
  notification: 3,
  checkIn: 4,
  /** A threshold or a scheduled action of compliance. */
  compliance: 5,
  aggregation: 6,
  importJob: 8,
} as const

export type EventKind = keyof typeof RANKS

export interface LifeEvent {
  /** Milliseconds since 1970, by the tenant's clock. */
  readonly at: number
  readonly kind: EventKind
  /** Empty where it is about none, as `policyId`. */
  readonly deviceId: string
  readonly policyId: string
  /** Tells events of a kind apart that are about the same at the same moment. */
  readonly cause: string
  readonly facts: Readonly<Record<string, unknown>>
}

/** The order of events: the key under which they are stored. */
export function compareEvents(one: LifeEvent, other: LifeEvent): number {
  return (
    one.at - other.at ||
    RANKS[one.kind] - RANKS[other.kind] ||
    compareTexts(one.deviceId, other.deviceId) ||
    compareTexts(one.policyId, other.policyId) ||
    compareTexts(one.cause, other.cause)
  )
}

/** By code points of ASCII: ids and causes are. */
function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}

/** An event about nothing in particular, unless it says what. */
export function lifeEvent(at: number, kind: EventKind, about: Partial<Omit<LifeEvent, 'at' | 'kind'>> = {}): LifeEvent {
  return { at, kind, deviceId: '', policyId: '', cause: '', facts: {}, ...about }
}
