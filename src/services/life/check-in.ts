/** A check-in of a device (L21): what is targeted is resolved, outcomes are asked for, and what they give is written. */
import type { Entity } from '../../model/payload.js'
import type { Work } from '../../store/work.js'
import { evaluate } from '../assignment-filters/evaluate.js'
import type { Verdict } from '../assignment-filters/evaluate.js'
import { outcomeOf } from '../targeting/filters.js'
import { resolveIntents } from '../targeting/intents.js'
import { reportedBy } from '../targeting/reported.js'
import type { AssignmentFilter } from '../targeting/targets.js'
import type { Batch, Draft } from './batch.js'
import { lifeEvent } from './events.js'
import { foundApps } from './outcomes/apps.js'
import { checkIn as outcomesOfCheckIn, complianceDue } from './outcomes/check-in.js'
import type { FollowUp, Moment, OutboxLine, Outcomes, PolicyRow } from './outcomes/contract.js'
import type { DeviceComplianceState, FormerAction, Truth } from './outcomes/device.js'
import type { Agent, Policy, Targeted } from './outcomes/policy.js'
import { neverChecksIn } from './outcomes/truth.js'
import { platformOfDevice } from './documents/platforms.js'
import { putDeviceStatus, putRun, putUserStatus, takeDeviceRows, timeText } from './rows.js'
import { isOnline } from './memory.js'
import type { Memory } from './memory.js'
import { markCompliance } from './objects.js'
import type { Reached, WorldPolicy } from './world.js'

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
  const userId = text(entity['userId'])?.toLowerCase()
  const user = userId === undefined ? undefined : batch.world.users.get(userId)
  const { settings, chance } = batch
  return {
    now,
    chance,
    device: {
      id,
      platform: platformOfDevice(entity),
      osVersion: text(entity['osVersion']),
      edition: text(entity['skuFamily']),
      enrolledBy: userId,
      lastContact: Date.parse(String(entity['lastSyncDateTime'])) || 0,
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

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** What reaches a device, with what filters make of it. */
export function targetedOf(batch: Batch, { entity }: Draft, reached: readonly Reached[]): Targeted[] {
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

/** Does a check-in of a device that answers. */
export function* checkIn(batch: Batch, device: Draft, at: number, agents: readonly Agent[]): Work<void> {
  const { world } = batch
  const reached = world.reaching(device.id)
  const moment = momentOf(batch, device, at)
  const targeted = targetedOf(batch, device, reached)
  const outcomes = outcomesOfCheckIn({ ...moment, agents, targeted }, world.apps)
  const memory = batch.memory(device.id)
  if (outcomes.leaves !== undefined) {
    batch.actions.merge(device, outcomes.actionResults)
    return yield* leave(batch, device, at, outcomes.leaves)
  }
  const isMdm = agents.includes('mdm')
  const reporting = new Set(outcomes.rows.filter(({ status }) => status !== 'unknown').map(({ policyId }) => policyId))
  const targetedIds = new Set(targeted.map(({ policy }) => policy.id))
  const gone = (memory.pending ?? []).filter((id) => isMdm && !targetedIds.has(id))
  const pending = (memory.pending ?? []).filter((id) => !reporting.has(id) && !gone.includes(id))
  batch.setMemory(device.id, {
    ...memory,
    state: outcomes.state,
    checkIns: (memory.checkIns ?? 0) + (isMdm ? 1 : 0),
    pending: pending.length === 0 ? undefined : pending,
  })
  changeDevice(batch, device, at, outcomes)
  yield* noteScans(batch, device.id, moment.former.actions ?? [], outcomes)
  yield* writeRows(batch, device, at, outcomes.rows)
  for (const id of [...outcomes.removed, ...gone]) yield* takeRows(batch, device, at, id)
  for (const id of outcomes.removedRuns) yield* takeRows(batch, device, at, id)
  for (const run of outcomes.runs) {
    const policy = world.policies.get(run.policyId)
    if (policy === undefined) continue
    putRun(batch, policy, device, run)
    batch.touch(run.policyId, at)
    batch.note({
      deviceId: device.id,
      at,
      policyId: run.policyId,
      kind: 'run',
      facts: { state: run.remediationState ?? run.runState, ...(run.code !== 0 && { code: run.code }) },
    })
  }
  for (const app of outcomes.apps) {
    if (!app.isNew) continue
    batch.touch(app.appId, at)
    const facts = { state: app.state, ...(app.code !== 0 && { code: app.code }) }
    batch.note({ deviceId: device.id, at, policyId: app.appId, kind: 'app', facts })
  }
  for (const id of outcomes.removedApps) batch.touch(id, at)
  batch.detected.gain(device.id, moment.device.platform, outcomes.installed)
  batch.detected.lose(device.id, moment.device.platform, outcomes.uninstalled)
  // The agent for apps and scripts does not look at compliance: what is planned of it stays.
  if (isMdm) followUp(batch, device, outcomes)
  send(batch, device, outcomes.outbox)
  yield* markCompliance(batch, device, outcomes.isCompliant)
}

/** Time alone has passed (L74, L79): compliance is looked at without a check-in. */
export function* lookAtCompliance(batch: Batch, device: Draft, at: number): Work<void> {
  const targeted = targetedOf(batch, device, batch.world.reaching(device.id))
  const outcomes = complianceDue(momentOf(batch, device, at), targeted)
  const memory = batch.memory(device.id)
  batch.setMemory(device.id, { ...memory, state: outcomes.state, complianceAt: undefined })
  changeDevice(batch, device, at, outcomes)
  followUp(batch, device, outcomes)
  send(batch, device, outcomes.outbox)
  yield* markCompliance(batch, device, outcomes.isCompliant)
}

function changeDevice(
  batch: Batch,
  draft: Draft,
  at: number,
  { device, actionResults = [] }: Pick<Outcomes, 'device'> & Partial<Pick<Outcomes, 'actionResults'>>,
): void {
  const results = actionResults.length === 0 ? {} : { deviceActionResults: batch.actions.merge(draft, actionResults) }
  const members: Entity = { ...device, ...results }
  if (Object.entries(members).every(([name, value]) => draft.entity[name] === value)) return
  if (members['complianceState'] !== undefined && members['complianceState'] !== draft.entity['complianceState'])
    batch.touchTenant(at)
  batch.change(draft, members)
}

/** A device whose antivirus has reported says when it was last scanned. */
function* noteScans(
  batch: Batch,
  deviceId: string,
  asked: readonly FormerAction[],
  { actionResults }: Pick<Outcomes, 'actionResults'>,
): Work<void> {
  const { store } = batch.reader
  const protection = batch.devices.children.get('windowsprotectionstate')
  const done = actionResults.find(({ actionName, actionState }) => actionName === SCAN && actionState === 'done')
  const before = done && protection && (yield* store.load(protection, [deviceId]))
  if (done === undefined || protection === undefined || before === undefined) return
  const isQuick = asked.find(({ name }) => name === SCAN)?.parameters?.['quickScan'] === true
  const entity = {
    ...before.entity,
    [isQuick ? 'lastQuickScanDateTime' : 'lastFullScanDateTime']: timeText(done.updatedAt),
  }
  yield* store.update(protection, [deviceId], { ...before, entity }, ID_ALONE)
}

const SCAN = 'windowsDefenderScan'
const ID_ALONE = { version: 'beta', select: ['id'], typeAnnotations: 'none' } as const

function* writeRows(batch: Batch, device: Draft, at: number, rows: readonly PolicyRow[]): Work<void> {
  const userId = text(device.entity['userId'])?.toLowerCase()
  for (const row of rows) {
    const policy = batch.world.policies.get(row.policyId)
    if (policy === undefined) continue
    putDeviceStatus(batch, policy, device, row)
    if (!row.isNew) continue
    // A user's row tells when one of the devices last reported something else.
    if (userId !== undefined) yield* putUserStatus(batch, policy, userId, row.reportedAt)
    batch.touch(row.policyId, at)
    const facts = { status: row.status, version: row.version, ...(row.code !== 0 && { code: row.code }) }
    batch.note({ deviceId: device.id, at, policyId: row.policyId, kind: 'policy', facts })
  }
}

/** A policy is no longer on the device: its rows go. */
export function* takeRows(batch: Batch, device: Pick<Draft, 'id'>, at: number, policyId: string): Work<void> {
  const policy = batch.world.policies.get(policyId)
  if (policy === undefined) return
  takeDeviceRows(batch, policy, device.id)
  batch.touch(policyId, at)
  const userId = batch.world.devices.get(device.id)?.userId
  if (userId !== undefined) yield* putUserStatus(batch, policy, userId, at)
}

/** Rows of what is targeted and not reported yet (section 7). Gives whether there are new ones. */
export function* putPending(batch: Batch, device: Draft, at: number): Work<void> {
  const memory = batch.memory(device.id)
  const fresh: WorldPolicy[] = []
  for (const { policy } of batch.world.reaching(device.id)) {
    if (!keepsRows(policy.policy) || memory.state?.policies?.[policy.id] !== undefined) continue
    if (memory.pending?.includes(policy.id) !== true) fresh.push(policy)
  }
  if (fresh.length === 0) return
  batch.setMemory(device.id, { ...memory, pending: [...(memory.pending ?? []), ...fresh.map(({ id }) => id)].sort() })
  const userId = text(device.entity['userId'])?.toLowerCase()
  for (const policy of fresh) {
    putDeviceStatus(batch, policy, device, pendingOf(policy))
    if (userId !== undefined) yield* putUserStatus(batch, policy, userId, undefined)
    batch.touch(policy.id, at)
  }
}

function keepsRows(policy: Policy | undefined): boolean {
  return policy !== undefined && !['app', 'script', 'remediation'].includes(policy.kind)
}

function pendingOf({ id, policy }: WorldPolicy): PolicyRow {
  return {
    policyId: id,
    kind: policy?.kind as PolicyRow['kind'],
    status: 'unknown',
    version: policy?.version ?? 0,
    reportedAt: undefined,
    code: 0,
    byUser: false,
    settings: [],
    others: 'unknown',
    isNew: true,
  }
}

/** One look at compliance is planned for each device: a later one takes the place of what was planned. */
function followUp(batch: Batch, device: Draft, { followUps }: { readonly followUps: readonly FollowUp[] }): void {
  const memory = batch.memory(device.id)
  const planned = followUps.filter(({ kind }) => kind === 'compliance').map(({ at }) => at)
  const next = planned.length === 0 ? undefined : Math.min(...planned)
  if (next !== memory.complianceAt) {
    const eventAt = (at: number) => lifeEvent(at, 'compliance', { deviceId: device.id })
    if (memory.complianceAt !== undefined) batch.drop(eventAt(memory.complianceAt))
    if (next !== undefined) batch.add(eventAt(next))
    batch.setMemory(device.id, { ...memory, complianceAt: next })
  }
  for (const { at, kind } of followUps)
    if (kind === 'checkIn') batch.add(lifeEvent(at, 'checkIn', { deviceId: device.id, cause: 'asked' }))
}

/** What people are told, and what the service does by itself (L77): lines of the outbox. */
function send(batch: Batch, device: Draft, lines: readonly OutboxLine[]): void {
  const { complianceEmail } = batch.settings.delays
  for (const { at, type, policyId, userId, templateId } of lines) {
    const sentAt = type === 'notification' ? at + complianceEmail : at
    const facts = { type, ...(userId !== undefined && { userId }), ...(templateId !== undefined && { templateId }) }
    batch.note({ deviceId: device.id, at: sentAt, policyId, kind: 'outbox', facts })
  }
}

/** A device that was retired or wiped is gone, with its rows. */
export function* leave(batch: Batch, device: Pick<Draft, 'id'>, at: number, how: string): Work<void> {
  yield* takeAllRows(batch, device, at)
  batch.note({ deviceId: device.id, at, policyId: '', kind: how, facts: {} })
  batch.world.removeDevice(device.id)
  batch.remove(device.id)
  batch.touchTenant(at)
}

export function* takeAllRows(batch: Batch, device: Pick<Draft, 'id'>, at: number): Work<void> {
  const { state, pending = [] } = batch.memory(device.id)
  const reached = batch.world.reaching(device.id).map(({ policy: { id } }) => id)
  const ids = new Set([
    ...Object.keys(state?.policies ?? {}),
    ...Object.keys(state?.runs ?? {}),
    ...pending,
    ...reached,
  ])
  if (state?.platform !== undefined) batch.detected.lose(device.id, state.platform, foundApps(state.apps))
  batch.setMemory(device.id, {})
  for (const id of ids) yield* takeRows(batch, device, at, id)
  for (const id of Object.keys(state?.apps ?? {})) batch.touch(id, at)
}
