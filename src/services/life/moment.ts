/** What a device of a batch is at a moment: its facts, what it answers, and what reaches it. */
import type { Entity } from '../../model/payload.js'
import { evaluate } from '../assignment-filters/evaluate.js'
import type { Verdict } from '../assignment-filters/evaluate.js'
import { outcomeOf } from '../targeting/filters.js'
import { resolveIntents } from '../targeting/intents.js'
import { reportedBy } from '../targeting/reported.js'
import type { AssignmentFilter } from '../targeting/targets.js'
import type { Batch } from './batch.js'
import type { Draft } from './drafts.js'
import { platformOfDevice } from '../platforms.js'
import { filledText, lastContactOf } from './members.js'
import { isOnline } from './memory.js'
import type { Memory } from './memory.js'
import type { Moment } from './outcomes/contract.js'
import type { DeviceComplianceState, Truth } from './outcomes/device.js'
import type { Targeted } from './outcomes/policy.js'
import { neverChecksIn } from './outcomes/truth.js'
import type { Reached } from './world.js'

/** How long a device takes to leave after the check-in that told it, where check-ins are not at the write. */
const LEAVING = 5 * 60_000

/** Whether the device answers at a moment: it is online, and not one that never does. */
export function answers(batch: Batch, device: Draft, at: number): boolean {
  const memory = batch.memory(device.id)
  return isOnline(memory, at) && !neverChecksIn(momentOf(batch, device, at))
}

function truthOf(batch: Batch, { truth }: Memory): Truth {
  return batch.settings.fleet === 'typical' ? { profile: 'typicalFleet', ...truth } : (truth ?? {})
}

export function momentOf(batch: Batch, { id, entity }: Draft, now: number): Moment {
  const memory = batch.memory(id)
  const userId = filledText(entity['userId'])?.toLowerCase()
  const user = userId === undefined ? undefined : batch.world.users.get(userId)
  const { settings, chance } = batch
  return {
    now,
    chance,
    device: {
      id,
      platform: platformOfDevice(entity),
      osVersion: filledText(entity['osVersion']),
      edition: filledText(entity['skuFamily']),
      enrolledBy: userId,
      lastContact: lastContactOf(entity),
      complianceState: (entity['complianceState'] ?? 'unknown') as DeviceComplianceState,
    },
    user: user && {
      id: user.id,
      displayName: user.name,
      userPrincipalName: user.userPrincipalName,
      isLicensed: user.isLicensed,
    },
    truth: truthOf(batch, memory),
    former: memory.state ?? {},
    tenant: batch.world.tenant,
    delays: {
      appInstall: settings.delays.appInstall,
      leave: settings.checkIns === 'atWrite' ? 0 : LEAVING,
    },
  }
}

/** What reaches a device, with what filters make of it: without any filter the same for all devices that are reached alike. */
export function targetedOf(batch: Batch, { entity }: Draft, reached: readonly Reached[]): readonly Targeted[] {
  const known = UNFILTERED.get(reached)
  if (known !== undefined) return known
  const targeted = filtered(batch, entity, reached)
  const hasFilters = reached.some(({ hits }) => hits.some(({ assignment: { filter } }) => filter !== undefined))
  if (!hasFilters) UNFILTERED.set(reached, targeted)
  return targeted
}

const UNFILTERED = new WeakMap<readonly Reached[], readonly Targeted[]>()

function filtered(batch: Batch, entity: Entity, reached: readonly Reached[]): Targeted[] {
  const reported = reportedBy(entity)
  const verdicts = new Map<string, Verdict>()
  const matches = (filter: AssignmentFilter): Verdict => {
    if (!verdicts.has(filter.id)) {
      const rule = batch.world.filters.get(filter.id)?.rule
      verdicts.set(filter.id, rule === undefined ? undefined : evaluate(rule, reported))
    }
    return verdicts.get(filter.id)
  }
  return reached.flatMap(({ policy: { policy }, hits }): Targeted[] => {
    if (policy === undefined) return []
    const byUser = hits.some(({ side }) => side === 'user')
    const filter = outcomeOf(hits, matches)
    if (policy.kind !== 'app') return [{ policy, filter, byUser }]
    const { intents, removesRequired } = resolveIntents(hits)
    const ofEach = intents.map((intent) => ({
      intent,
      filter: outcomeOf(
        hits.filter(({ assignment }) => assignment.intent === intent),
        matches,
      ),
    }))
    return [{ policy, filter, byUser, intents: ofEach, removesRequired }]
  })
}
