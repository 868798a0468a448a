/** The rows of a device below its policies, with those of its user: written, pending, and taken away. */
import type { Work } from '../../store/work.js'
import type { Batch } from './batch.js'
import type { Draft } from './drafts.js'
import { filledText } from './members.js'
import { policiesOf } from './memory.js'
import type { Memory } from './memory.js'
import { foundApps } from './outcomes/apps.js'
import { pendingRow } from './outcomes/configuration.js'
import type { PolicyRow } from './outcomes/contract.js'
import type { Policy } from './outcomes/policy.js'
import { putDeviceStatus, putUserStatus, takeDeviceRows } from './rows.js'
import type { WorldPolicy } from './world.js'

/** What a check-in reports of policies; `former` is what the device remembered before. */
export function* writeRows(
  batch: Batch,
  device: Draft,
  at: number,
  rows: readonly PolicyRow[],
  former: Memory,
): Work<void> {
  const userId = filledText(device.entity['userId'])?.toLowerCase()
  for (const row of rows) {
    const policy = batch.world.policies.get(row.policyId)
    if (policy === undefined) continue
    putDeviceStatus(batch, policy, device, row)
    if (!row.isNew) continue
    // A user's row tells when one of the devices last reported something else.
    if (userId !== undefined)
      yield* putUserStatus(batch, policy, userId, row.reportedAt, { deviceId: device.id, memory: former })
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
  const fresh: Kept[] = []
  for (const { policy } of batch.world.reaching(device.id)) {
    if (!keepsRows(policy) || memory.state?.policies?.[policy.id] !== undefined) continue
    if (memory.pending?.includes(policy.id) !== true) fresh.push(policy)
  }
  if (fresh.length === 0) return
  batch.setMemory(device.id, { ...memory, pending: [...(memory.pending ?? []), ...fresh.map(({ id }) => id)].sort() })
  const userId = filledText(device.entity['userId'])?.toLowerCase()
  for (const policy of fresh) {
    putDeviceStatus(batch, policy, device, pendingRow({ policy: policy.policy, byUser: false }))
    if (userId !== undefined) yield* putUserStatus(batch, policy, userId, undefined, { deviceId: device.id, memory })
    batch.touch(policy.id, at)
  }
}

type Kept = WorldPolicy & { readonly policy: Policy }

function keepsRows(policy: WorldPolicy): policy is Kept {
  return policy.policy !== undefined && !['app', 'script', 'remediation'].includes(policy.policy.kind)
}

/** What a user shows of devices has to be told anew: the user, or one of them, is another one's, or gone. */
export function* retellUser(batch: Batch, userId: string, deviceIds: Iterable<string>, at: number): Work<void> {
  const ids = [...deviceIds]
  yield* batch.remember(ids)
  const policyIds = new Set(ids.flatMap((id) => [...policiesOf(batch.memory(id))].map(([policyId]) => policyId)))
  for (const id of policyIds) {
    const policy = batch.world.policies.get(id)
    if (policy === undefined) continue
    yield* putUserStatus(batch, policy, userId, at)
    batch.touch(id, at)
  }
}

/** A device is gone: all its rows go. */
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
