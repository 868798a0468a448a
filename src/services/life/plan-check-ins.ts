/** When devices come in next: by their own schedule, and by that of the Windows agent. */
import type { Batch } from './batch.js'
import type { Draft } from './drafts.js'
import { platformOfDevice } from '../platforms.js'
import { lifeEvent } from './events.js'
import { textMember } from './members.js'
import { nextAgentCheckIn, nextCheckIn } from './schedule.js'

type Planned = Pick<Draft, 'id' | 'entity'>

/** Plans the next check-in of a device, and that of its agent. */
export function schedule(batch: Batch, device: Planned, after: number): void {
  scheduleNext(batch, device, after, 'scheduled')
  if (platformOfDevice(device.entity) === 'windows') scheduleNext(batch, device, after, 'agent')
}

/** Plans the check-in after the one of this cause. */
export function scheduleNext(batch: Batch, { id, entity }: Planned, after: number, cause: string): void {
  const { settings, chance } = batch
  const enrolledAt = Date.parse(String(entity['enrolledDateTime']))
  const scheduled = {
    id,
    operatingSystem: textMember(entity, 'operatingSystem'),
    osVersion: textMember(entity, 'osVersion'),
    enrolledAt: Number.isNaN(enrolledAt) || enrolledAt < 0 ? 0 : enrolledAt,
  }
  const next = cause === 'agent' ? nextAgentCheckIn : nextCheckIn
  batch.events.add(lifeEvent(next(scheduled, after, settings, chance), 'checkIn', { deviceId: id, cause }))
}
