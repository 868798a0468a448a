/** What devices report of a configuration, and what that adds up to: for each user, and in all. */
import type { Entity } from '../../model/payload.js'
import { WORST_FIRST } from '../life/outcomes/worst.js'
import { COUNTED_AS } from '../rules/summary.js'
import type { Random } from './random.js'
import type { SeedConfiguration, SeedUser } from './tenant.js'

/** A user's status is the first of these that one of the user's devices has. */
type Status = (typeof WORST_FIRST)[number]

const ODDS: Readonly<Record<Status, number>> = {
  compliant: 82,
  remediated: 3,
  unknown: 7,
  nonCompliant: 2,
  error: 3,
  conflict: 1,
  notApplicable: 2,
}

export interface Report {
  readonly deviceStatuses: readonly Entity[]
  readonly userStatuses: readonly Entity[]
  readonly deviceSummary: Entity
  readonly userSummary: Entity
}

export function reportOf(random: Random, tenantId: string, configuration: SeedConfiguration): Report {
  const byUser = new Map<SeedUser, { statuses: Status[]; last: string }>()
  const deviceStatuses = configuration.devices.map((device): Entity => {
    const { user } = device
    const status = random.weighted(ODDS)
    const ofUser = byUser.get(user) ?? { statuses: [], last: device.lastSync }
    ofUser.statuses.push(status)
    if (Date.parse(device.lastSync) > Date.parse(ofUser.last)) ofUser.last = device.lastSync
    byUser.set(user, ofUser)
    return {
      id: `${tenantId}_${configuration.id}_${device.id}`,
      deviceDisplayName: device.name,
      userName: user.displayName,
      deviceModel: device.model,
      status,
      lastReportedDateTime: device.lastSync,
      userPrincipalName: user.userPrincipalName,
    }
  })
  const userStatuses = [...byUser].map(([user, { statuses, last }]): Entity => ({
    id: `${tenantId}_${configuration.id}_${user.id}`,
    userDisplayName: user.displayName,
    devicesCount: statuses.length,
    status: WORST_FIRST.find((status) => statuses.includes(status)) ?? 'unknown',
    lastReportedDateTime: last,
    userPrincipalName: user.userPrincipalName,
  }))
  const common = {
    id: `${tenantId}_${configuration.id}`,
    lastUpdateDateTime: random.timeAgo(1),
    configurationVersion: configuration.version,
  }
  return {
    deviceStatuses,
    userStatuses,
    deviceSummary: { ...common, ...countsOf(deviceStatuses) },
    userSummary: { ...common, ...countsOf(userStatuses) },
  }
}

function countsOf(statuses: readonly Entity[]): Entity {
  const counts: Record<string, number> = {}
  for (const { status } of statuses) {
    const name = COUNTED_AS[status as string] ?? 'pendingCount'
    counts[name] = (counts[name] ?? 0) + 1
  }
  return counts
}
