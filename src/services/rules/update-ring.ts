/**
 * Rings of Windows updates (B37): a ring that is paused says since when and until when, one that rolls updates back since when.
 *
 * @see https://learn.microsoft.com/graph/api/resources/intune-deviceconfig-windowsupdateforbusinessconfiguration
 */
import type { Entity } from '../../model/payload.js'
import type { Stored } from '../../store/query/entities.js'
import { later } from '../stamps.js'
import type { Scope } from '../scope.js'

const KINDS = ['featureUpdates', 'qualityUpdates'] as const
type Kind = (typeof KINDS)[number]

const DAY = 86_400
const PAUSE_DAYS = 35
const NEVER = '0001-01-01T00:00:00Z'

/** Follows what a body says of pauses and of rolling back. A pause that goes on keeps its times, and the end that a client names. */
export function settleUpdateRing(scope: Scope, { type, entity }: Stored, body: Entity): void {
  if (type.name !== 'windowsUpdateForBusinessConfiguration') return
  const now = `${scope.clock.now()}Z`
  for (const kind of KINDS) {
    if (Object.hasOwn(body, `${kind}Paused`)) Object.assign(entity, pauseOf(kind, entity, body, now))
    const since = `${kind}RollbackStartDateTime`
    if (!Object.hasOwn(body, `${kind}WillBeRolledBack`) || Object.hasOwn(body, since)) continue
    const rollsBack = entity[`${kind}WillBeRolledBack`] === true
    if (!rollsBack || entity[since] === NEVER) entity[since] = rollsBack ? now : NEVER
  }
}

function pauseOf(kind: Kind, entity: Entity, body: Entity, now: string): Entity {
  const end = `${kind}PauseExpiryDateTime`
  if (entity[`${kind}Paused`] !== true)
    return { [`${kind}PauseStartDate`]: null, [end]: Object.hasOwn(body, end) ? entity[end] : NEVER }
  const begun = paused(kind, now)
  const start = `${kind}PauseStartDate`
  if (entity[end] === NEVER) return begun
  return entity[start] === null ? { [start]: begun[start] } : {}
}

function paused(kind: Kind, now: string): Entity {
  return { [`${kind}PauseStartDate`]: now.slice(0, 10), [`${kind}PauseExpiryDateTime`]: later(now, PAUSE_DAYS * DAY) }
}

/** A pause begins anew; a ring that is not paused stays as it is. */
export const extendPause =
  (kind: Kind) =>
  ({ current, now }: { current: Entity; now: string }): Entity =>
    current[`${kind}Paused`] === true ? paused(kind, now) : {}
