/** A check-in of a device (L21): what is targeted is resolved, outcomes are asked for, and what they give is written. */
import type { Entity } from '../../model/payload.js'
import type { Work } from '../../store/work.js'
import type { Batch } from './batch.js'
import type { Draft } from './drafts.js'
import { lifeEvent } from './events.js'
import { checkIn as outcomesOfCheckIn, complianceDue } from './outcomes/check-in.js'
import type { FollowUp, OutboxLine, Outcomes } from './outcomes/contract.js'
import type { FormerAction } from './outcomes/device.js'
import type { Agent, Targeted } from './outcomes/policy.js'
import type { Memory } from './memory.js'
import { momentOf, targetedOf } from './moment.js'
import { takeAllRows, takeRows, writeRows } from './policy-rows.js'
import { putRun, timeText } from './rows.js'
import { markCompliance } from './objects.js'
import { ID_ALONE } from '../../store/layout/shape.js'

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
  // How many writes of one moment ask for a check-in before it comes depends on the machine: those of one moment are one.
  const isAgain = (memory.checkIns ?? 0) > 0 && moment.device.lastContact === at
  const { gone, pending } = pendingAfter(memory, targeted, outcomes, isMdm)
  batch.setMemory(device.id, {
    ...memory,
    state: outcomes.state,
    checkIns: (memory.checkIns ?? 0) + (isMdm && !isAgain ? 1 : 0),
    pending: pending.length === 0 ? undefined : pending,
  })
  changeDevice(batch, device, at, outcomes)
  yield* noteScans(batch, device.id, moment.former.actions ?? [], outcomes)
  yield* writeRows(batch, device, at, outcomes.rows, memory)
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

/** The policies that still have pending rows after a check-in, those that come to have one, and those that no longer reach the device. */
function pendingAfter(
  { pending: before = [] }: Memory,
  targeted: readonly Targeted[],
  { rows, state }: Pick<Outcomes, 'rows' | 'state'>,
  isMdm: boolean,
): { readonly gone: readonly string[]; readonly pending: readonly string[] } {
  if (!isMdm) return { gone: [], pending: before }
  const fresh = rows.filter(({ policyId, status }) => status === 'unknown' && state.policies?.[policyId] === undefined)
  if (before.length === 0 && fresh.length === 0) return { gone: [], pending: [] }
  const reported = new Set(rows.filter(({ status }) => status !== 'unknown').map(({ policyId }) => policyId))
  const reached = new Set(targeted.map(({ policy: { id } }) => id))
  const pending = before.filter((id) => reached.has(id) && !reported.has(id))
  return {
    gone: before.filter((id) => !reached.has(id)),
    pending: [...new Set([...pending, ...fresh.map(({ policyId }) => policyId)])].sort(),
  }
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

/** One look at compliance is planned for each device: a later one takes the place of what was planned. */
function followUp(batch: Batch, device: Draft, { followUps }: { readonly followUps: readonly FollowUp[] }): void {
  const memory = batch.memory(device.id)
  const planned = followUps.filter(({ kind }) => kind === 'compliance').map(({ at }) => at)
  const next = planned.length === 0 ? undefined : Math.min(...planned)
  if (next !== memory.complianceAt) {
    const eventAt = (at: number) => lifeEvent(at, 'compliance', { deviceId: device.id })
    if (memory.complianceAt !== undefined) batch.events.drop(eventAt(memory.complianceAt))
    if (next !== undefined) batch.events.add(eventAt(next))
    batch.setMemory(device.id, { ...memory, complianceAt: next })
  }
  for (const { at, kind } of followUps)
    if (kind === 'checkIn') batch.events.add(lifeEvent(at, 'checkIn', { deviceId: device.id, cause: 'asked' }))
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
function* leave(batch: Batch, device: Pick<Draft, 'id'>, at: number, how: string): Work<void> {
  yield* takeAllRows(batch, device, at)
  batch.note({ deviceId: device.id, at, policyId: '', kind: how, facts: {} })
  batch.world.removeDevice(device.id)
  batch.remove(device.id)
  batch.touchTenant(at)
}
