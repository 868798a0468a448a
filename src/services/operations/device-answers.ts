/** What is asked about devices, counted from those that the tenant has. */
import type { Entity } from '../../model/payload.js'
import { countBy } from '../../store/query/lookups.js'
import { listGroupsOf } from '../../store/query/memberships.js'
import type { Work } from '../../store/work.js'
import { itemsAt, quoted } from '../items.js'
import type { Scope } from '../scope.js'
import { assignmentsOf } from '../targeting/load.js'
import { reaches } from '../targeting/targets.js'
import type { Assignment } from '../targeting/targets.js'
import { answering, nothingStored } from './answering.js'
import type { Effect } from './effect.js'

const DEVICES = 'deviceManagement/managedDevices'

/** Counts of the summary, by the workload that a client of Configuration Manager has handed to Intune. */
const WORKLOADS: Readonly<Record<string, string>> = {
  inventoryCount: 'inventory',
  compliancePolicyCount: 'compliancePolicy',
  resourceAccessCount: 'resourceAccess',
  configurationSettingsCount: 'deviceConfiguration',
  windowsUpdateForBusinessCount: 'windowsUpdateForBusiness',
  endpointProtectionCount: 'endpointProtection',
  modernAppsCount: 'modernApps',
  officeAppsCount: 'officeApps',
}

/** Devices that Configuration Manager and Intune manage together. */
const COMANAGED = ['configurationManagerClientMdm', 'configurationManagerClientMdmEas']

const getComanagedDevicesSummary = answering(function* ({ scope }) {
  const devices = yield* itemsAt(scope, scope.model.resourceAt(DEVICES), [], {
    filter: COMANAGED.map((agent) => `managementAgent eq ${quoted(agent)}`).join(' or '),
    select: ['configurationManagerClientEnabledFeatures'],
  })
  const features = devices.map(({ entity }) => (entity['configurationManagerClientEnabledFeatures'] ?? {}) as Entity)
  const counts = Object.entries(WORKLOADS).map(([name, feature]) => [
    name,
    features.filter((each) => each[feature] === true).length,
  ])
  return { value: { ...Object.fromEntries(counts), totalComanagedCount: devices.length } }
})

const getComanagementEligibleDevicesSummary = answering(function* ({ scope }) {
  const set = scope.model.resourceAt('deviceManagement/comanagementEligibleDevices')
  const counts = yield* countBy(scope.store, set, [], 'status')
  const count = (status: string): number => counts.get(status) ?? 0
  return {
    value: {
      comanagedCount: count('comanaged'),
      eligibleCount: count('eligible'),
      eligibleButNotAzureAdJoinedCount: count('eligibleButNotAzureAdJoined'),
      needsOsUpdateCount: count('needsOsUpdate'),
      ineligibleCount: count('ineligible'),
      scheduledForEnrollmentCount: count('scheduledForEnrollment'),
    },
  }
})

const SEEN = [
  'id',
  'azureADDeviceId',
  'deviceName',
  'userId',
  'userDisplayName',
  'userPrincipalName',
  'lastSyncDateTime',
]

/**
 * B40: the devices that these configurations reach, each once, with who uses it. Groups have users as members, and devices,
 * as objects of the directory; each is excluded by groups of its own kind.
 */
const getTargetedUsersAndDevices = answering(function* ({ scope, resource }, { deviceConfigurationIds }) {
  const assigned: Assignment[][] = []
  for (const id of (deviceConfigurationIds ?? []) as string[])
    assigned.push(yield* assignmentsOf(scope, { set: resource, id: id.toLowerCase() }, {}))
  if (assigned.every((each) => each.every(({ target }) => target.kind === 'exclusion'))) return { value: [] }
  const devices = yield* itemsAt(scope, scope.model.resourceAt(DEVICES), [], { select: SEEN })
  const users = yield* groupsOfAll(
    scope,
    devices.map(({ entity }) => entity['userId']),
  )
  const objects = yield* groupsOfDevices(scope)
  const value = devices
    .filter(({ entity: { userId, azureADDeviceId } }) =>
      assigned.some(
        (each) =>
          (userId !== '' && reaches(each, users.get(userId) ?? NO_GROUPS, ['allUsers'])) ||
          reaches(each, objects.get(azureADDeviceId) ?? NO_GROUPS, ['allDevices']),
      ),
    )
    .map(({ entity: { id, lastSyncDateTime, deviceName, userId, userDisplayName, userPrincipalName } }) => ({
      deviceId: id,
      deviceName,
      userId,
      userDisplayName,
      userPrincipalName,
      lastCheckinDateTime: lastSyncDateTime,
    }))
  return { value }
})

const NO_GROUPS: ReadonlySet<string> = new Set()

function* groupsOfAll(scope: Scope, userIds: readonly unknown[]): Work<ReadonlyMap<unknown, ReadonlySet<string>>> {
  const groups = new Map<unknown, ReadonlySet<string>>()
  for (const id of new Set(userIds))
    if (typeof id === 'string') groups.set(id, new Set(yield* listGroupsOf(scope.store, id)))
  return groups
}

/** The groups of the objects that stand for devices in the directory, by the id that a managed device names. */
function* groupsOfDevices(scope: Scope): Work<ReadonlyMap<unknown, ReadonlySet<string>>> {
  const objects = yield* itemsAt(scope, scope.model.resourceAt('devices'), [], { select: ['id', 'deviceId'] })
  const groups = yield* groupsOfAll(
    scope,
    objects.map(({ entity }) => entity['id']),
  )
  return new Map(objects.map(({ entity }) => [entity['deviceId'], groups.get(entity['id']) ?? NO_GROUPS]))
}

/** B106: no device has told how it evaluated a filter. */
const getAssignmentFiltersStatusDetails = answering(function* (_call, { managedDeviceId, payloadId, userId }) {
  return { value: { managedDeviceId, payloadId, userId, deviceProperties: [], evalutionSummaries: [] } }
})

const getNonCompliantSettings = answering(function* ({ scope, resource, keys }) {
  const states = resource.children.get('devicecompliancepolicystates')
  if (states === undefined) return { value: [] }
  const found = yield* itemsAt(scope, states, keys, { select: ['id', 'settingStates'] })
  const settings = found.flatMap(({ entity }) => (entity['settingStates'] ?? []) as Entity[])
  return { value: settings.filter(({ state }) => state === 'nonCompliant') }
})

export const deviceAnswers: Readonly<Record<string, Effect>> = {
  'deviceCompliancePolicy.getDevicesScheduledToRetire': nothingStored,
  'deviceConfiguration.getIosAvailableUpdateVersions': nothingStored,
  'deviceConfiguration.getTargetedUsersAndDevices': getTargetedUsersAndDevices,
  'deviceManagement.getAssignmentFiltersStatusDetails': getAssignmentFiltersStatusDetails,
  'deviceManagement.getComanagedDevicesSummary': getComanagedDevicesSummary,
  'deviceManagement.getComanagementEligibleDevicesSummary': getComanagementEligibleDevicesSummary,
  'managedDevice.getFileVaultKey': nothingStored,
  'managedDevice.getNonCompliantSettings': getNonCompliantSettings,
  'managedDevice.retrieveDeviceLocalAdminAccountDetail': nothingStored,
  'managedDevice.retrieveMacOSManagedDeviceLocalAdminAccountDetail': nothingStored,
  'managedDevice.retrieveRecoveryLockPasscode': nothingStored,
}
