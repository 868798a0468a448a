/** When devices come in next: by their own schedule, and by that of the Windows agent. */
import type { Batch, Draft } from './batch.js'
import { platformOfDevice } from './documents/platforms.js'
import { lifeEvent } from './events.js'
import { textMember } from './members.js'
import { nextAgentCheckIn, nextCheckIn } from './schedule.js'
import type { Scheduled } from './schedule.js'

/** Plans the next check-in of a device, and that of its agent. */
export function schedule(batch: Batch, device: Draft, after: number): void {
  const { settings, chance } = batch
  const scheduled = scheduledOf(device)
  const { at } = nextCheckIn(scheduled, after, settings, chance)
  batch.add(lifeEvent(at, 'checkIn', { deviceId: device.id, cause: 'scheduled' }))
  if (platformOfDevice(device.entity) === 'windows') {
    const agentAt = nextAgentCheckIn(scheduled, after, settings, chance)
    batch.add(lifeEvent(agentAt, 'checkIn', { deviceId: device.id, cause: 'agent' }))
  }
}

function scheduledOf({ id, entity }: Pick<Draft, 'id' | 'entity'>): Scheduled {
  const enrolledAt = Date.parse(String(entity['enrolledDateTime']))
  return {
    id,
    operatingSystem: textMember(entity, 'operatingSystem'),
    osVersion: textMember(entity, 'osVersion'),
    enrolledAt: Number.isNaN(enrolledAt) || enrolledAt < 0 ? 0 : enrolledAt,
  }
}

/** Plans the check-in after the one of this cause. */
export function scheduleNext(batch: Batch, device: Draft, at: number, cause: string): void {
  const { settings, chance } = batch
  const scheduled = scheduledOf(device)
  const next =
    cause === 'agent'
      ? nextAgentCheckIn(scheduled, at, settings, chance)
      : nextCheckIn(scheduled, at, settings, chance).at
  batch.add(lifeEvent(next, 'checkIn', { deviceId: device.id, cause }))
}
