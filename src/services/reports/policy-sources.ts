/** Rows about policies and scripts, and what devices report of them. */
import type { Entity } from '../../model/payload.js'
import { quoted } from '../items.js'
import { NOT_COMPLIANT } from './device-sources.js'
import { catalogAggregates, catalogStates } from './catalog-states.js'
import { joined, mapped, once, pagesBelow, pagesOf } from './pages.js'
import type { Pages } from './pages.js'
import { deviceOf, policyAggregate, policyOf, policyPages, stateOf } from './policies.js'
import { settingRows } from '../life/aggregate/settings.js'
import { isAggregated } from '../scope.js'
import { settingStates } from './setting-states.js'
import { and, at, child, DEVICES, isId } from './source.js'
import type { Source } from './source.js'
import { isUpdateError, updates, updateStates } from './update-sources.js'

const COMPLIANCE = 'deviceManagement/deviceCompliancePolicies'
const CONFIGURATIONS = 'deviceManagement/deviceConfigurations'

const STATE = `PolicyId=policy.id PolicyName=policy.displayName PolicyStatus=status AssignmentStatus=status
  ReportStatus=reportStatus:String IntuneDeviceId=device.id DeviceId=device.id DeviceName=deviceDisplayName
  AadDeviceId=device.azureADDeviceId UPN=userPrincipalName UserName=userName UserId=device.userId
  UserEmail=device.emailAddress PspdpuLastModifiedTimeUtc=lastReportedDateTime LastContact=device.lastSyncDateTime
  Model=deviceModel Manufacturer=device.manufacturer OS~=device.operatingSystem ManagementAgents=device.managementAgent
  ComplianceState=device.complianceState InGracePeriodUntil=complianceGracePeriodExpirationDateTime
  PolicyVersion=policy.version PolicyPlatformType=policy.platform:policyPlatformType
  UnifiedPolicyPlatformType~=policy.platformName:String UnifiedPolicyType~=policy.kind:String
  PolicyBaseTypeName=policy.baseType:String PolicyTypeName=policy.typeName:String PolicyType=policy.typeName:String`

const BAD: ReadonlySet<string> = new Set(['nonCompliant', 'error', 'conflict'])
const IS_BAD = `status in (${[...BAD].map((status) => `'${status}'`).join(',')})`

/** What devices report of policies: a row for each device and policy. */
function states(set: string, type: string, filter?: string): Source {
  return {
    types: { '': type, policy: 'deviceConfiguration', device: 'managedDevice' },
    columns: STATE,
    pages(scope, reading) {
      const { members, fixed } = reading
      const statuses = child(at(scope, set), 'deviceStatuses')
      const rows = pagesBelow(
        policyPages(scope, at(scope, set), fixed.get('PolicyId')),
        ({ id }) => {
          // Those that devices have reported are told as of the last aggregation, a client's as they are.
          const own = `${scope.tenantId}_${String(id)}_`
          const others = isAggregated(scope) ? `not startswith(id,${quoted(own)})` : undefined
          return pagesOf(scope, statuses, [String(id)], { filter: and(filter, others) })
        },
        (policy, status) => stateOf(scope, policy, status, members.get('device')),
      )
      const isWanted = (status: string): boolean => filter === undefined || BAD.has(status)
      return joined(rows, catalogStates(scope, set, reading, isWanted))
    },
  }
}

const AGGREGATE = `PolicyId=id PolicyName=displayName PolicyType=typeName:String UnifiedPolicyType~=kind:String
  PolicyBaseTypeName=baseType:String PolicyPlatformType=platform:policyPlatformType PolicyPlatform=platformName:String
  UnifiedPolicyPlatformType~=platformName:String OS~=platformName:String NumberOfNotApplicableDevices=notApplicable:Int32
  NumberOfCompliantDevices=compliant:Int32 NumberOfNonCompliantDevices=nonCompliant:Int32
  NumberOfErrorDevices=error:Int32 NumberOfConflictDevices=conflict:Int32
  NumberOfNonCompliantOrErrorDevices=nonCompliantOrError:Int32 NumberOfInProgressDevices=unknown:Int32
  NumberOfNotEvaluatedDevices=unknown:Int32 NumberOfRemovedDevices=removed:Int32 NumberOfOtherDevices=other:Int32`

/** Policies, with the number of devices in each state. */
function aggregates(set: string, type: string): Source {
  return {
    types: { '': type },
    columns: AGGREGATE,
    pages: (scope, reading) =>
      isAggregated(scope)
        ? catalogAggregates(scope, set, reading)
        : joined(
            mapped(policyPages(scope, at(scope, set), reading.fixed.get('PolicyId')), (policy) =>
              policyAggregate(scope, at(scope, set), policy),
            ),
            catalogAggregates(scope, set, reading),
          ),
  }
}

const SETTING = `DeviceId=device.id DeviceName=device.deviceName AadDeviceId=device.azureADDeviceId OS~=device.operatingSystem
  OSVersion=device.osVersion Model=device.model ComplianceState=device.complianceState UserId=device.userId
  ManagementAgents=device.managementAgent PrimaryUser=device.userId UPN=device.userPrincipalName
  InGracePeriodUntil=device.complianceGracePeriodExpirationDateTime PolicyId=policy.id PolicyName=policy.displayName
  PolicyVersion=policy.version PolicyPlatformType=policy.platformType SettingId=setting SettingName=setting
  SettingNm~=settingName SettingInstanceId=settingInstanceId SettingStatus=state SettingValue=currentValue
  StateDetails=errorDescription ErrorCode=errorCode`

/** What devices report of the settings of compliance policies: a row for each. */
function settings(filter?: string, wanted: (state: unknown) => boolean = () => true): Source {
  return {
    types: { '': 'deviceCompliancePolicySettingState', policy: 'deviceCompliancePolicyState', device: 'managedDevice' },
    columns: SETTING,
    pages(scope, reading) {
      const { members, fixed } = reading
      const devices = pagesOf(scope, at(scope, DEVICES), [], {
        filter: and(filter, isId(fixed.get('DeviceId'))),
        select: ['id', ...(members.get('device') ?? [])],
      })
      const found = child(at(scope, DEVICES), 'deviceCompliancePolicyStates')
      const states = pagesBelow(
        devices,
        ({ id }) => {
          // Those that the life of a tenant has stored for a reader are in what the device remembers.
          const others = scope.life === undefined ? undefined : `not endswith(id,${quoted(`_${String(id)}`)})`
          return pagesOf(scope, found, [String(id)], { filter: others })
        },
        function* (device, policy) {
          return { device, policy }
        },
      )
      const rows = pagesBelow(states, settingsOf(wanted), function* (parent, setting) {
        return { ...setting, ...parent }
      })
      return joined(rows, settingStates(scope, reading, filter, wanted))
    },
  }
}

function settingsOf(wanted: (state: unknown) => boolean): (row: Entity) => Pages {
  return ({ policy }) => {
    const all = ((policy as Entity)['settingStates'] ?? []) as Entity[]
    let rest: Entity[] | undefined = all.filter(({ state }) => wanted(state))
    return function* () {
      const page = rest
      rest = undefined
      return page
    }
  }
}

const RUN = `DeviceId=device.id DeviceName=device.deviceName UPN=device.userPrincipalName UserEmail=device.emailAddress
  UserId=device.userId UserName=device.userDisplayName PrimaryUser=device.userId OSVersion=device.osVersion
  OSDescription=device.operatingSystem Model=device.model JoinType=device.joinType PolicyId=policy.id
  PolicyName=policy.displayName DisplayName=policy.displayName ModifiedTime=lastStateUpdateDateTime`

/** How scripts ran on devices. */
function runs(path: string, type: string, script: string, columns: string): Source {
  return {
    types: { '': type, policy: script, device: 'managedDevice' },
    columns: `${RUN} ${columns}`,
    pages(scope, { members, fixed }) {
      const states = child(at(scope, path), 'deviceRunStates')
      const scripts = pagesOf(scope, at(scope, path), [], {
        filter: isId(fixed.get('PolicyId')),
        select: ['id', 'displayName'],
      })
      return pagesBelow(
        scripts,
        ({ id }) => pagesOf(scope, states, [String(id)]),
        function* (policy, run) {
          return { ...run, policy, device: yield* deviceOf(scope, run, members.get('device')) }
        },
      )
    },
  }
}

const FEATURES = ['deviceManagement/windowsFeatureUpdateProfiles', 'windowsFeatureUpdateProfile'] as const
const QUALITY = ['deviceManagement/windowsQualityUpdateProfiles', 'windowsQualityUpdateProfile'] as const
const DRIVERS = ['deviceManagement/windowsDriverUpdateProfiles', 'windowsDriverUpdateProfile'] as const

export const policySources = {
  complianceStates: states(COMPLIANCE, 'deviceComplianceDeviceStatus'),
  noncompliantStates: states(COMPLIANCE, 'deviceComplianceDeviceStatus', IS_BAD),
  configurationStates: states(CONFIGURATIONS, 'deviceConfigurationDeviceStatus'),
  failedConfigurationStates: states(CONFIGURATIONS, 'deviceConfigurationDeviceStatus', IS_BAD),
  compliancePolicies: aggregates(COMPLIANCE, 'deviceCompliancePolicy'),
  configurations: aggregates(CONFIGURATIONS, 'deviceConfiguration'),
  settingStates: settings(),
  noncompliantSettings: settings(NOT_COMPLIANT, (state) => state === 'nonCompliant' || state === 'error'),
  settingSummaries: {
    types: { '': 'settingStateDeviceSummary', policy: 'deviceConfiguration' },
    columns: `PolicyId=policy.id SettingId=id SettingName=settingName NumberOfCompliantDevices=compliantDeviceCount
      NumberOfErrorDevices=errorDeviceCount NumberOfConflictDevices=conflictDeviceCount`,
    pages(scope, { fixed }) {
      const summaries = child(at(scope, CONFIGURATIONS), 'deviceSettingStateSummaries')
      return pagesBelow(
        policyPages(scope, at(scope, CONFIGURATIONS), fixed.get('PolicyId')),
        ({ id }) => {
          const stored = pagesOf(scope, summaries, [String(id)])
          // What counts at once is stored when a client reads it, and may be older here.
          return scope.life === undefined || isAggregated(scope)
            ? stored
            : once(() => settingRows(scope, at(scope, CONFIGURATIONS), String(id)))
        },
        policyOf,
      )
    },
  },
  featureUpdates: updates(
    ...FEATURES,
    'FeatureUpdateVersion=featureUpdateVersion NumberOfDevicesWithErrors=Error:Int32',
  ),
  featureUpdateStates: updateStates(...FEATURES, 'FeatureUpdateVersion=policy.featureUpdateVersion'),
  qualityUpdates: updates(...QUALITY, 'ExpediteQUReleaseDate=expeditedUpdateSettings.qualityUpdateRelease'),
  qualityUpdateStates: updateStates(...QUALITY, ''),
  qualityUpdateErrors: updateStates(
    ...QUALITY,
    'ExpediteQUReleaseDate=policy.expeditedUpdateSettings.qualityUpdateRelease',
    isUpdateError,
  ),
  driverUpdates: updates(
    ...DRIVERS,
    'CountOfNeedsReviewDrivers=newUpdates CountOfPausedDrivers=0 CountDevicesCancelledStatus=0',
  ),
  remediationStates: runs(
    'deviceManagement/deviceHealthScripts',
    'deviceHealthScriptDeviceState',
    'deviceHealthScript',
    `DetectionStatus=detectionState DetectionScriptStatus=detectionState RemediationStatus=remediationState
      RemediationScriptStatus=remediationState PreRemediationDetectionScriptOutput=preRemediationDetectionScriptOutput
      PreRemediationDetectionScriptError=preRemediationDetectionScriptError UniqueKustoKey=id
      PostRemediationDetectionScriptOutput=postRemediationDetectionScriptOutput
      PostRemediationDetectionScriptError=postRemediationDetectionScriptError
      RemediationScriptErrorDetails=remediationScriptError LastAgentUpdateTime=lastSyncDateTime
      NextExecutionDateTime=expectedStateUpdateDateTime`,
  ),
  scriptStates: runs(
    'deviceManagement/deviceManagementScripts',
    'deviceManagementScriptDeviceState',
    'deviceManagementScript',
    'RunState=runState PolicyResultState=runState PolicyResultDetail=resultMessage ErrorCode=errorCode ErrorDescription=errorDescription',
  ),
} satisfies Readonly<Record<string, Source>>
