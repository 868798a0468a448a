/** What each kind of event does (L4). An event runs at its own time: `at` is the clock here. */
import { all, run } from '../../store/work.js'
import type { Work } from '../../store/work.js'
import { listDirectGroupsOf } from '../../store/query/memberships.js'
import type { Batch } from './batch.js'
import type { Draft } from './drafts.js'
import { checkIn, lookAtCompliance } from './check-in.js'
import { importJob } from './autopilot.js'
import { lifeEvent } from './events.js'
import type { EventKind, LifeEvent } from './events.js'
import { recalculation } from './feed.js'
import type { Recalculation } from './feed.js'
import { lookAround, outdatedDevices } from './look-around.js'
import {
  readPolicy,
  readTenantSettings,
  refreshDevice,
  refreshFilter,
  refreshGroup,
  refreshUser,
  deviceOfObject,
} from './load-world.js'
import { answers } from './moment.js'
import { savePolicy } from './policies.js'
import { putPending, retellUser, takeAllRows } from './policy-rows.js'
import { askAction, tellActions } from './outcomes/actions.js'
import { platformOfDevice } from '../platforms.js'
import { schedule, scheduleNext } from './plan-check-ins.js'

/** Gives false where the rest of the event has to wait for another transaction. */
type Happen = (batch: Batch, event: LifeEvent) => Work<boolean | void>

export const HAPPENINGS: Readonly<Record<EventKind, Happen>> = {
  recalculation: recalculate,
  processing: process,
  notification: notify,
  checkIn: comeIn,
  *compliance(batch, { at, deviceId }) {
    const device = yield* batch.device(deviceId)
    if (device !== undefined && batch.memory(deviceId).complianceAt === at) yield* lookAtCompliance(batch, device, at)
  },
  *aggregation(batch, { policyId, at, cause }) {
    if (cause !== 'all') return yield* batch.aggregate(policyId, at)
    for (const id of ['', ...batch.world.policies.keys()])
      batch.events.add(lifeEvent(at, 'aggregation', { policyId: id }))
    return true
  },
  importJob,
}

function* recalculate(batch: Batch, { at, facts }: LifeEvent): Work<void> {
  const { of, id, isNew = false } = facts as unknown as Recalculation
  const { reader, world } = batch
  switch (of) {
    case 'groups':
      return yield* groupsChanged(batch, at, [id, ...(yield* groupsNaming(batch, id))])
    case 'users': {
      const before = new Set(world.devicesOfUser(id))
      const groups = world.groupsWith(id)
      yield* refreshUser(reader, world, id)
      if (!world.users.has(id)) yield* retellUser(batch, id, before, at)
      yield* membershipChanged(batch, at, [...groups, ...(yield* listDirectGroupsOf(reader.store, id))])
      return retarget(batch, at, before)
    }
    case 'devices': {
      const groups = [...world.groupsWith(id), ...(yield* listDirectGroupsOf(reader.store, id))]
      const deviceId = yield* deviceOfObject(reader, id)
      for (const each of [deviceId, world.deviceOfObject(id)])
        if (each !== undefined) yield* refreshDevice(reader, world, each)
      return yield* membershipChanged(batch, at, groups)
    }
    case 'managedDevices':
      return yield* deviceChanged(batch, at, id, isNew)
    case 'everything':
      return yield* lookAround(batch, at)
    case 'action': {
      const device = yield* batch.device(id)
      if (device !== undefined) ask(batch, device, at, (facts as unknown as AskedFor).action)
      return
    }
    case 'settings':
      world.tenant = yield* readTenantSettings(reader)
      return
    case 'filters': {
      yield* refreshFilter(reader, world, id)
      if (batch.settings.checkIns === 'scheduled') return
      // Filters are evaluated at check-ins alone (L45).
      for (const policy of world.policies.values())
        if (policy.assignments.some(({ filter }) => filter?.id === id))
          askAll(batch, at, world.reachedBy(policy.assignments))
      return
    }
    case 'claim': {
      const { policyId, rowId } = facts as { policyId?: string; rowId?: string }
      const policy = world.policies.get(policyId ?? '')
      if (policy === undefined || rowId === undefined) return
      const claiming = { ...policy, claimed: new Set([...policy.claimed, rowId]) }
      world.setPolicy(claiming)
      yield* savePolicy(reader.store, claiming)
      batch.touch(policy.id, at)
    }
  }
}

/** Dynamic groups whose rules speak of a group. */
function* groupsNaming({ reader: { store } }: Batch, id: string): Work<string[]> {
  const { dialect, tenantId } = store
  const rows = yield* all(
    `SELECT "id" FROM "group" WHERE "tenantId" = ${dialect.placeholder(1)} AND "membershipRule" IS NOT NULL AND ` +
      `${dialect.position('"membershipRule"', dialect.placeholder(2))} > 0 ORDER BY "id"`,
    [tenantId, id],
  )
  return rows.map(([group]) => String(group))
}

/** A user or an object was written: it may have come into groups by their rules, or left them (L34). */
function* membershipChanged(batch: Batch, at: number, ids: readonly string[]): Work<void> {
  const { group } = batch.settings.delays
  if (group === 0) return yield* groupsChanged(batch, at, ids)
  for (const id of new Set(ids)) batch.events.add(recalculation(at + group, 'groups', id))
}

/** Brings groups up to date, and the devices that came into one of them or left it. */
function* groupsChanged(batch: Batch, at: number, ids: readonly string[]): Work<void> {
  const { reader, world } = batch
  const moved = new Set<string>()
  for (const id of new Set(ids)) {
    const before = world.behind(id)
    yield* refreshGroup(reader, world, id)
    const after = world.behind(id)
    for (const device of before) if (!after.has(device)) moved.add(device)
    for (const device of after) if (!before.has(device)) moved.add(device)
  }
  // It was not seen who was in these groups before.
  if (moved.size === 0 && batch.isUnseen(at)) for (const id of yield* outdatedDevices(batch)) moved.add(id)
  retarget(batch, at, moved)
}

/** What targets these devices may have changed. Each is an event of its own: there may be many. */
function retarget(
  batch: Batch,
  at: number,
  ids: Iterable<string>,
  cause: 'group' | 'policy' | 'change' = 'group',
): void {
  for (const deviceId of [...ids].sort()) batch.events.add(lifeEvent(at, 'notification', { deviceId, cause }))
}

function askAll(batch: Batch, at: number, ids: Iterable<string>): void {
  for (const deviceId of ids) batch.events.add(lifeEvent(at, 'checkIn', { deviceId, cause: 'asked' }))
}

/** A managed device came, changed or went by a client's write. */
function* deviceChanged(batch: Batch, at: number, id: string, isNew: boolean): Work<void> {
  const { reader, world } = batch
  const before = world.devices.get(id)
  const isThere = yield* refreshDevice(reader, world, id)
  if (!isThere) {
    if (before === undefined) return
    world.setDevice(before)
    yield* batch.remember([id, ...(before.userId === undefined ? [] : world.devicesOfUser(before.userId))])
    yield* takeAllRows(batch, { id }, at)
    world.removeDevice(id)
    batch.note({ deviceId: id, at, policyId: '', kind: 'deleted', facts: {} })
    batch.touchTenant(at)
    return batch.remove(id)
  }
  const device = yield* batch.device(id)
  if (device === undefined) return
  batch.touchTenant(at)
  if (isNew) {
    schedule(batch, device, at)
    batch.note({ deviceId: id, at, policyId: '', kind: 'enrolled', facts: {} })
  }
  const isMoved =
    before?.userId !== world.devices.get(id)?.userId || before?.directoryId !== world.devices.get(id)?.directoryId
  const userId = world.devices.get(id)?.userId
  if (!isNew && before?.userId !== userId)
    for (const each of [before?.userId, userId]) if (each !== undefined) yield* retellUser(batch, each, [id], at)
  if (isNew || isMoved) retarget(batch, at, [id])
  else if (batch.settings.checkIns === 'atWrite') askAll(batch, at, [id])
}

/** An assignment becomes effective, a policy is another one, or it is gone (L19, L31, L33). */
function* process(batch: Batch, { at, policyId, cause, facts }: LifeEvent): Work<void> {
  const { reader, world } = batch
  const set = reader.model.findResource(String(facts['path']))
  if (set === undefined) return
  const before = world.policies.get(policyId)
  const now = yield* readPolicy(reader, set, policyId, before, cause === 'assign')
  const isQuiet = cause !== 'assign' && now?.policy?.kind === 'app' && !now.policy.announcesContent
  const concerned = new Set(before === undefined ? [] : world.reachedBy(before.assignments))
  if (now === undefined) {
    // Its rows went with it.
    world.removePolicy(policyId)
    yield* forgetPolicy(batch, policyId)
    batch.touchTenant(at)
  } else {
    world.setPolicy(now)
    yield* savePolicy(reader.store, now)
    for (const id of world.reachedBy(now.assignments)) concerned.add(id)
  }
  // Where devices come in at the write, they do so for this as well (L6).
  if (isQuiet && batch.settings.checkIns === 'scheduled') return
  retarget(batch, at, concerned, cause === 'assign' ? 'policy' : 'change')
}

function* forgetPolicy({ reader: { store }, world }: Batch, policyId: string): Work<void> {
  world.statuses.forget(policyId)
  world.userStatuses.forget(policyId)
  const { placeholder: mark } = store.dialect
  yield* run(`DELETE FROM "lifePolicy" WHERE "tenantId" = ${mark(1)} AND "id" = ${mark(2)}`, [store.tenantId, policyId])
}

const RETRIES = ['firstRetry', 'secondRetry', 'thirdRetry'] as const

/** An online device comes in at once; an offline one is tried again, and then left to its schedule (L19). */
function* notify(batch: Batch, { at, deviceId, cause, facts }: LifeEvent): Work<void> {
  const device = yield* batch.device(deviceId)
  if (device === undefined) return
  if (cause === 'group' || cause === 'policy') yield* putPending(batch, device, at)
  // Of a group nobody is notified (L24): devices come in by their schedule, or at the write where that is wanted.
  if (cause === 'group') {
    if (batch.settings.checkIns === 'atWrite') askAll(batch, at, [deviceId])
    return
  }
  const { notification } = batch.settings.delays
  if ((cause === 'policy' || cause === 'change') && notification > 0) {
    batch.events.add(lifeEvent(at + notification, 'notification', { deviceId, facts: { since: at + notification } }))
    return
  }
  const { since = at, tried = 0 } = facts as { since?: number; tried?: number }
  if (answers(batch, device, at)) {
    tell(batch, device, at)
    batch.events.add(lifeEvent(at, 'checkIn', { deviceId, cause: 'asked' }))
    return
  }
  const retry = RETRIES[tried]
  if (retry === undefined) return
  const next = since + batch.settings.delays[retry]
  const kept = cause === 'policy' || cause === 'change' ? '' : cause
  batch.events.add(
    lifeEvent(next, 'notification', { deviceId, cause: kept, facts: { ...facts, since, tried: tried + 1 } }),
  )
}

interface AskedFor {
  readonly action: { readonly name: string; readonly parameters: Readonly<Record<string, unknown>> }
}

/**
 * A remote action is asked for: it waits for the next check-in, which may come before the notification does, or the platform
 * does not know it (L82).
 */
function ask(batch: Batch, device: Draft, at: number, { name, parameters }: AskedFor['action']): void {
  const memory = batch.memory(device.id)
  const { state, actions } = askAction(
    { platform: platformOfDevice(device.entity) },
    memory.state?.actions ?? [],
    name,
    parameters,
    at,
  )
  batch.setMemory(device.id, { ...memory, state: { ...memory.state, actions } })
  if (state !== 'notSupported') return
  const results = [{ actionName: name, actionState: state, updatedAt: at }]
  batch.change(device, { deviceActionResults: batch.actions.merge(device, results) })
}

function tell(batch: Batch, device: Draft, at: number): void {
  const memory = batch.memory(device.id)
  const waiting = memory.state?.actions ?? []
  if (waiting.length === 0) return
  const { actions, results } = tellActions(waiting, at)
  batch.setMemory(device.id, { ...memory, state: { ...memory.state, actions } })
  if (results.length > 0) batch.change(device, { deviceActionResults: batch.actions.merge(device, results) })
}

/**
 * A device comes in: by its schedule, because it was asked to, or its agent for apps and scripts does. One that is offline does
 * not; the schedule goes on.
 */
function* comeIn(batch: Batch, { at, deviceId, cause }: LifeEvent): Work<void> {
  const device = yield* batch.device(deviceId)
  if (device === undefined) return
  if (cause !== 'asked' && cause !== 'forced') scheduleNext(batch, device, at, cause)
  if (!answers(batch, device, at)) return
  if (cause === 'forced') batch.note({ deviceId, at, policyId: '', kind: 'checkIn', facts: { cause } })
  const isWindows = platformOfDevice(device.entity) === 'windows'
  if (cause === 'agent') return yield* checkIn(batch, device, at, ['extension'])
  // A synchronization does not wake the agent of Windows (L22); it comes too where everything is visible at once.
  const wakesAgent = !isWindows || cause === 'forced' || batch.settings.checkIns === 'atWrite'
  yield* checkIn(batch, device, at, wakesAgent ? ['mdm', 'extension'] : ['mdm'])
}
