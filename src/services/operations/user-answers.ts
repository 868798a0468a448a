/** What is asked about a user: the policies that reach one, the apps that failed, whether managed apps are blocked. */
import { allNavigation } from '../../model/inheritance.js'
import type { Entity } from '../../model/payload.js'
import { listGroupsOf } from '../../store/query/memberships.js'
import type { Work } from '../../store/work.js'
import { itemsAt, quoted } from '../items.js'
import type { Scope } from '../scope.js'
import { assignmentsOf } from '../targeting/load.js'
import { reaches } from '../targeting/targets.js'
import { answering, nothingStored } from './answering.js'
import type { Effect } from './effect.js'
import { callsOf } from './journal.js'

/** The items of a set whose assignments reach the user; `always` are those that reach everybody without one. */
const assignedItems = (path: string, always: (entity: Entity) => boolean): Effect =>
  answering(function* ({ scope, keys }) {
    const set = scope.model.resourceAt(path)
    const groups = new Set(yield* listGroupsOf(scope.store, keys.at(-1) ?? ''))
    const ids: string[] = []
    for (const { type, entity } of yield* itemsAt(scope, set, [])) {
      const id = entity['id'] as string
      const isAssigned = Object.hasOwn(allNavigation(type), 'assignments')
      if (always(entity)) ids.push(id)
      else if (isAssigned && reaches(yield* assignmentsOf(scope, { set, id }, {}), groups, EVERYONE)) ids.push(id)
    }
    return { entities: { resource: set, keys: [] }, ids }
  })

const EVERYONE = ['allUsers', 'allDevices'] as const

/** B87: the defaults have the priority 0 and are for all users. */
const isDefault = ({ priority }: Entity): boolean => priority === 0

/** Results of installing an app that are a failure, and those that are not one yet. */
const FAILED = ['failed', 'uninstallFailed']

/** The devices of a user on which an app is in one of these states, with the first of them. */
function* devicesWithApps(scope: Scope, userId: string, states: readonly string[]): Work<ReadonlyMap<string, string>> {
  const set = scope.model.resourceAt('users').children.get('mobileappintentandstates')
  const found = new Map<string, string>()
  if (set === undefined) return found
  for (const { entity } of yield* itemsAt(scope, set, [userId])) {
    const apps = (entity['mobileAppList'] ?? []) as Entity[]
    const state = states.find((each) => apps.some(({ installState }) => installState === each))
    const device = entity['managedDeviceIdentifier']
    if (state !== undefined && typeof device === 'string') found.set(device, state)
  }
  return found
}

const getManagedDevicesWithAppFailures = answering(function* ({ scope, keys }) {
  return { value: [...(yield* devicesWithApps(scope, keys.at(-1) ?? '', FAILED)).keys()] }
})

const getManagedDevicesWithFailedOrPendingApps = answering(function* ({ scope, keys }) {
  const found = yield* devicesWithApps(scope, keys.at(-1) ?? '', [...FAILED, 'pendingInstall'])
  const value = [...found].map(([deviceId, state]) => ({
    deviceId,
    summarizedAppState: FAILED.includes(state) ? 'fail' : 'pending',
  }))
  return { value }
})

/** B187: users whose managed apps were wiped and blocked, and not unblocked since, as far as the journal goes back. */
function* blockedUsers(scope: Scope): Work<string[]> {
  const calls = yield* callsOf(scope, ['wipeAndBlockManagedApps', 'unblockManagedApps'])
  const last = new Map(calls.map(({ id, operation }) => [id, operation]))
  return [...last].flatMap(([id, operation]) => (operation === 'wipeAndBlockManagedApps' ? [id] : []))
}

const getManagedAppBlockedUsers = answering(function* ({ scope }) {
  return { value: yield* blockedUsers(scope) }
})

const isManagedAppUserBlocked = answering(function* ({ scope, keys }) {
  return { value: (yield* blockedUsers(scope)).includes(keys.at(-1) ?? '') }
})

const getLoggedOnManagedDevices = answering(function* ({ scope, keys }) {
  const devices = scope.model.resourceAt('deviceManagement/managedDevices')
  const filter = `usersLoggedOn/any(u:u/userId eq ${quoted(keys.at(-1) ?? '')})`
  const found = yield* itemsAt(scope, devices, [], { filter, select: ['id'] })
  return { entities: { resource: devices, keys: [] }, ids: found.map(({ entity }) => entity['id'] as string) }
})

export const userAnswers: Readonly<Record<string, Effect>> = {
  'user.getEffectiveDeviceEnrollmentConfigurations': assignedItems(
    'deviceManagement/deviceEnrollmentConfigurations',
    isDefault,
  ),
  'user.getLoggedOnManagedDevices': getLoggedOnManagedDevices,
  'user.getManagedAppBlockedUsers': getManagedAppBlockedUsers,
  'user.getManagedAppDiagnosticStatuses': nothingStored,
  'user.getManagedAppPolicies': assignedItems('deviceAppManagement/managedAppPolicies', () => false),
  'user.getManagedDevicesWithAppFailures': getManagedDevicesWithAppFailures,
  'user.getManagedDevicesWithFailedOrPendingApps': getManagedDevicesWithFailedOrPendingApps,
  'user.isManagedAppUserBlocked': isManagedAppUserBlocked,
}
