/** What devices leave below policies: the rows that clients read (L54 to L57), and the notes of their timelines. */
import type { Resource } from '../../model/model.js'
import { printedTime } from '../../model/date-time.js'
import type { Entity } from '../../model/payload.js'
import type { Work } from '../../store/work.js'
import type { Batch } from './batch.js'
import type { Draft } from './drafts.js'
import { FAMILIES } from './families.js'
import type { Memory } from './memory.js'
import { NO_GRACE } from './outcomes/compliance.js'
import type { PolicyRow, RunRow } from './outcomes/contract.js'
import type { ComplianceStatus } from './outcomes/device.js'
import { worst } from './outcomes/worst.js'
import { rowId, runId } from './row-ids.js'
import type { WorldPolicy } from './world.js'

/** Of what nobody has reported yet. */
const NEVER = '0001-01-01T00:00:00Z'

export function timeText(milliseconds: number | undefined): string {
  return milliseconds === undefined ? NEVER : printedTime(milliseconds)
}

function childOf(policy: WorldPolicy, name: string): Resource | undefined {
  return policy.set.children.get(name.toLowerCase())
}

/** A compliance policy that reaches a device without a user is that of an account of the system (L56). */
function userNameOf({ userId, userDisplayName }: Entity, { kind }: PolicyRow): unknown {
  const hasUser = typeof userId === 'string' && userId !== ''
  return kind === 'compliance' && !hasUser ? 'System account' : (userDisplayName ?? '')
}

/** What a device remembered until now. */
export interface Former {
  readonly deviceId: string
  readonly memory: Memory
}

/** Writes the row of a device below a policy that keeps statuses. */
export function putDeviceStatus(batch: Batch, policy: WorldPolicy, device: Draft, row: PolicyRow): void {
  const child = childOf(policy, 'deviceStatuses')
  const id = rowId(batch.tenantId, policy.id, device.id)
  if (child === undefined || policy.claimed.has(id)) return
  const { entity } = device
  batch.put(child, policy.id, {
    id,
    deviceDisplayName: entity['deviceName'],
    userName: userNameOf(entity, row),
    deviceModel: entity['model'],
    status: row.status,
    lastReportedDateTime: timeText(row.reportedAt),
    userPrincipalName: entity['userPrincipalName'] ?? '',
    complianceGracePeriodExpirationDateTime: row.graceUntil === undefined ? NO_GRACE : timeText(row.graceUntil),
  })
}

/**
 * Writes the row of a user below a policy: the worst of the user's devices (L55). Devices are counted that have reported, or are
 * known to be targeted. `at` is when one of them did last. Where one device has changed alone, `former` tells what it was: then
 * users need not be counted anew.
 */
export function* putUserStatus(
  batch: Batch,
  policy: WorldPolicy,
  userId: string,
  at: number | undefined,
  former?: Former,
): Work<void> {
  const child = childOf(policy, 'userStatuses')
  const id = rowId(batch.tenantId, policy.id, userId)
  if (child === undefined || policy.claimed.has(id)) return
  const devices = batch.world.devicesOfUser(userId)
  yield* batch.remember(devices)
  const user = batch.world.users.get(userId)
  const statuses: ComplianceStatus[] = []
  const before: ComplianceStatus[] = []
  for (const device of user === undefined ? [] : devices) {
    const memory = batch.memory(device)
    statuses.push(...statusesOf(memory, policy.id))
    before.push(...statusesOf(device === former?.deviceId ? former.memory : memory, policy.id))
  }
  const status = statuses.length === 0 ? undefined : worst(statuses)
  const { userStatuses } = batch.world
  if (former === undefined) userStatuses.forget(policy.id)
  else userStatuses.move(policy.id, before.length === 0 ? undefined : worst(before), status)
  if (status === undefined || user === undefined) return batch.take(child, [policy.id, id])
  batch.put(child, policy.id, {
    id,
    userDisplayName: user.name,
    devicesCount: statuses.length,
    status,
    lastReportedDateTime: timeText(at),
    userPrincipalName: user.userPrincipalName,
  })
}

/** The status of a device below a policy, if there is one. */
function statusesOf({ state, pending }: Memory, policyId: string): ComplianceStatus[] {
  const known = state?.policies?.[policyId]?.s
  if (known !== undefined) return [known]
  return pending?.includes(policyId) === true ? ['unknown'] : []
}

/** Takes the row of a device away. */
export function takeDeviceRows(batch: Batch, policy: WorldPolicy, deviceId: string): void {
  const shape = FAMILIES[policy.set.path]
  const [name, id] =
    shape === 'runs'
      ? ['deviceRunStates', runId(policy.id, deviceId)]
      : ['deviceStatuses', rowId(batch.tenantId, policy.id, deviceId)]
  const child = shape === 'none' ? undefined : childOf(policy, name)
  if (child !== undefined && !policy.claimed.has(id)) batch.take(child, [policy.id, id])
}

/** The members of a run that only scripts, or only remediations, have. */
export function putRun(batch: Batch, policy: WorldPolicy, device: Draft, run: RunRow): void {
  const child = childOf(policy, 'deviceRunStates')
  const id = runId(policy.id, device.id)
  if (child === undefined || policy.claimed.has(id)) return
  const at = timeText(run.ranAt)
  const members: Entity =
    run.kind === 'script'
      ? { runState: run.runState, errorCode: run.code }
      : {
          detectionState: run.runState,
          remediationState: run.remediationState ?? 'unknown',
          lastSyncDateTime: at,
          expectedStateUpdateDateTime: at,
        }
  batch.put(child, policy.id, { id, lastStateUpdateDateTime: at, ...members })
}
