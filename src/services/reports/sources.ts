/** What the rows of each kind of report are made of: the pages that are read, and what their members say in which column. */
import type { Resource } from '../../model/model.js'
import type { Entity } from '../../model/payload.js'
import type { Scope } from '../scope.js'
import { quoted } from '../items.js'
import type { ColumnFacts } from './columns.js'
import { grouped, mapped, noPages, pagesBelow, pagesOf } from './pages.js'
import type { Pages } from './pages.js'
import { deviceOf, policyAggregate, policyOf, policyPages, stateOf } from './policies.js'

/** What a report wants of its rows. */
export interface Reading {
  /** Members of the rows that its columns show, by the part that they belong to; '' is the row itself. */
  readonly members: ReadonlyMap<string, readonly string[]>
  /** Values that columns must have, by the name of the column: a source may leave out rows with others. */
  readonly fixed: ReadonlyMap<string, string>
}

export interface Source extends ColumnFacts {
  pages(scope: Scope, reading: Reading): Pages
}

const DEVICES = 'deviceManagement/managedDevices'
const COMPLIANCE = 'deviceManagement/deviceCompliancePolicies'
const CONFIGURATIONS = 'deviceManagement/deviceConfigurations'

const DEVICE = `DeviceId=id IntuneDeviceId=id ReferenceId=azureADDeviceId AadDeviceId=azureADDeviceId DeviceName=deviceName
  ManagedDeviceName=managedDeviceName DeviceType=deviceType DeviceModel=model Model=model Manufacturer=manufacturer
  OS~=operatingSystem OSDescription=operatingSystem OSVersion=osVersion OwnerType=managedDeviceOwnerType
  Ownership=managedDeviceOwnerType LastContact=lastSyncDateTime CreatedDate=enrolledDateTime IMEI=imei MEID=meid
  InGracePeriodUntil=complianceGracePeriodExpirationDateTime SerialNumber=serialNumber ManagementAgents=managementAgent
  ManagementAgent=managementAgent ManagedBy=managementAgent PrimaryUser=userId UserId=userId UPN=userPrincipalName
  UserEmail=emailAddress UserName=userDisplayName DeviceHealthThreatLevel=partnerReportedThreatState
  RetireAfterDatetime=retireAfterDateTime ComplianceState=complianceState CompliantState=complianceState
  ManagementState=managementState DeviceState=managementState ClientRegistrationStatus=deviceRegistrationState
  DeviceRegistrationState=deviceRegistrationState CategoryName=deviceCategoryDisplayName
  EnrollmentType=deviceEnrollmentType DeviceEnrollmentType=deviceEnrollmentType GraphDeviceIsManaged=azureADRegistered
  CertExpirationDate=managementCertificateExpirationDate EasID=easDeviceId EnrolledByUser=enrolledByUserPrincipalName
  EasActivationStatus=easActivated EasLastSyncSuccessUtc=exchangeLastSuccessfulSyncDateTime
  EasStateReason=exchangeAccessStateReason EasAccessState=exchangeAccessState EncryptionStatus=isEncrypted
  IsEncrypted=isEncrypted EncryptionStatusString=isEncrypted SupervisedStatus=isSupervised IsSupervised=isSupervised
  SupervisedStatusString=isSupervised EasActivationStatusString=easActivated PhoneNumber=phoneNumber
  AndroidPatchLevel=androidSecurityPatchLevel WifiMacAddress=wiFiMacAddress EthernetMAC=ethernetMacAddress
  SubscriberCarrierNetwork=subscriberCarrier StorageTotal=totalStorageSpaceInBytes/MB
  StorageFree=freeStorageSpaceInBytes/MB MDMWinsOverGPStartTime=preferMdmOverGroupPolicyAppliedDateTime
  JailBroken=jailBroken SkuFamily=skuFamily SkuNumber=skuNumber JoinType=joinType ICCID=iccid
  ProcessorArchitecture=processorArchitecture`

/** Devices, or those that a filter leaves. */
function devices(filter?: string): Source {
  return {
    types: { '': 'managedDevice' },
    columns: DEVICE,
    pages: (scope, { members, fixed }) =>
      pagesOf(scope, at(scope, DEVICES), [], {
        filter: and(filter, isId(fixed.get('DeviceId'))),
        select: own(members),
      }),
  }
}

/** Devices that do not comply, or are about not to. */
export const NOT_COMPLIANT = "complianceState in ('noncompliant','conflict','error','inGracePeriod')"

const STATE = `PolicyId=policy.id PolicyName=policy.displayName PolicyStatus=status AssignmentStatus=status
  ReportStatus=reportStatus:String IntuneDeviceId=device.id DeviceId=device.id DeviceName=deviceDisplayName
  AadDeviceId=device.azureADDeviceId UPN=userPrincipalName UserName=userName UserId=device.userId
  UserEmail=device.emailAddress PspdpuLastModifiedTimeUtc=lastReportedDateTime LastContact=device.lastSyncDateTime
  Model=deviceModel Manufacturer=device.manufacturer OS~=device.operatingSystem ManagementAgents=device.managementAgent
  ComplianceState=device.complianceState InGracePeriodUntil=complianceGracePeriodExpirationDateTime
  PolicyVersion=policy.version PolicyPlatformType=policy.platform:policyPlatformType
  UnifiedPolicyPlatformType~=policy.platformName:String UnifiedPolicyType~=policy.kind:String
  PolicyBaseTypeName=policy.baseType:String PolicyTypeName=policy.typeName:String PolicyType=policy.typeName:String`

/** What devices report of policies: a row for each device and policy. */
function states(set: string, type: string, filter?: string): Source {
  return {
    types: { '': type, policy: 'deviceConfiguration', device: 'managedDevice' },
    columns: STATE,
    pages(scope, { members, fixed }) {
      const statuses = child(at(scope, set), 'deviceStatuses')
      return pagesBelow(
        policyPages(scope, at(scope, set), fixed.get('PolicyId')),
        (policy) => pagesOf(scope, statuses, [String(policy['id'])], { filter }),
        (policy, status) => stateOf(scope, policy, status, members.get('device')),
      )
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
    pages: (scope, { fixed }) =>
      mapped(policyPages(scope, at(scope, set), fixed.get('PolicyId')), (policy) =>
        policyAggregate(scope, at(scope, set), policy),
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
    pages(scope, { members, fixed }) {
      const devices = pagesOf(scope, at(scope, DEVICES), [], {
        filter: and(filter, isId(fixed.get('DeviceId'))),
        select: ['id', ...(members.get('device') ?? [])],
      })
      const found = child(at(scope, DEVICES), 'deviceCompliancePolicyStates')
      const states = pagesBelow(
        devices,
        (device) => pagesOf(scope, found, [String(device['id'])]),
        function* (device, policy) {
          return { device, policy }
        },
      )
      return pagesBelow(states, settingsOf(wanted), function* (parent, setting) {
        return { ...setting, ...parent }
      })
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

const PROTECTION = `DeviceId=device.id DeviceName=device.deviceName UPN=device.userPrincipalName UserEmail=device.emailAddress
  UserName=device.userDisplayName _ManagedBy=device.managementAgent DeviceState=deviceState
  IsVirtualMachine=isVirtualMachine LastReportedDateTime=lastReportedDateTime
  MalwareProtectionEnabled=malwareProtectionEnabled NetworkInspectionSystemEnabled=networkInspectionSystemEnabled
  ProductStatus=productStatus RealTimeProtectionEnabled=realTimeProtectionEnabled
  SignatureUpdateOverdue=signatureUpdateOverdue TamperProtectionEnabled=tamperProtectionEnabled`

/** What the antivirus of devices reports. */
function defenders(filter?: string): Source {
  return {
    types: { '': 'windowsProtectionState', device: 'managedDevice' },
    columns: PROTECTION,
    pages: (scope, { members }) => {
      const protection = child(at(scope, DEVICES), 'windowsProtectionState')
      return pagesBelow(windowsDevices(scope, members.get('device')), single(scope, protection, filter), withDevice)
    },
  }
}

function windowsDevices(scope: Scope, members: readonly string[] = []): Pages {
  return pagesOf(scope, at(scope, DEVICES), [], {
    filter: "startswith(operatingSystem,'Windows')",
    select: ['id', ...members],
  })
}

function* withDevice(device: Entity, row: Entity) {
  return { ...row, device }
}

/** The single value below a device, if it is stored, and is what is looked for. */
function single(scope: Scope, resource: Resource, wanted?: string): (device: Entity) => Pages {
  return ({ id }) => {
    let isDone = false
    return function* () {
      if (isDone) return undefined
      isDone = true
      const shape = { version: 'beta', select: undefined, typeAnnotations: 'none' } as const
      const json = yield* scope.store.find(resource, [String(id)], shape)
      const found = json === undefined ? undefined : (JSON.parse(json) as Entity)
      return found === undefined || (wanted !== undefined && found['deviceState'] === wanted) ? [] : [found]
    }
  }
}

/** The items of a set, as they are. */
function set(path: string, type: string, columns: string, filter?: string): Source {
  return {
    types: { '': type },
    columns,
    pages: (scope, { members }) => pagesOf(scope, at(scope, path), [], { filter, select: own(members) }),
  }
}

const APP = `ApplicationKey=id ApplicationId=id ApplicationName=displayName ApplicationPublisher=publisher
  ApplicationShortVersion=version ApplicationVersion=version DeviceCount=deviceCount Platform=platform:String`

const ON_DEVICE = `ApplicationKey=app.id ApplicationId=app.id ApplicationName=app.displayName
  ApplicationPublisher=app.publisher ApplicationShortVersion=app.version ApplicationVersion=app.version
  Platform=app.platform:String DeviceId=id DeviceName=deviceName OSDescription=operatingSystem OSVersion=osVersion
  UserId=userId EmailAddress=emailAddress UserName=userDisplayName`

const DETECTED = 'deviceManagement/detectedApps'

const detectedOnDevices: Source = {
  types: { '': 'managedDevice', app: 'detectedApp' },
  columns: ON_DEVICE,
  pages(scope, { members, fixed }) {
    const apps = pagesOf(scope, at(scope, DETECTED), [], { filter: isId(fixed.get('ApplicationKey')) })
    const onDevices = child(at(scope, DETECTED), 'managedDevices')
    const filter = isId(fixed.get('DeviceId'))
    return pagesBelow(
      apps,
      ({ id }) => pagesOf(scope, onDevices, [String(id)], { filter, select: own(members) }),
      function* (app, device) {
        return { ...device, app }
      },
    )
  },
}

const ELEVATION = `Id=id DeviceId=deviceId DeviceName=deviceName EventDateTime=eventDateTime ElevationType=elevationType
  FilePath=filePath FileName=filePath Upn=upn UserType=userType ProductName=productName CompanyName=companyName
  FileVersion=fileVersion Justification=justification Hash=hash InternalName=internalName FileDescription=fileDescription
  Result=result ProcessType=processType RuleId=ruleId ParentProcessName=parentProcessName PolicyId=policyId
  PolicyName=policyName IsSystemInitiated=systemInitiatedElevation ElevationCount=count:Int32 TotalCount=count:Int32`

const ELEVATIONS = 'deviceManagement/privilegeManagementElevations'

/** Elevations, one row for those that are equal in some members. */
function elevationsBy(...equal: readonly string[]): Source {
  return {
    types: { '': 'privilegeManagementElevation' },
    columns: ELEVATION,
    pages: (scope) => grouped(pagesOf(scope, at(scope, ELEVATIONS), []), equal, 'count'),
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

/** Apps with their platform; how many devices have them is not stored. */
function apps(columns: string): Source {
  return {
    types: { '': 'mobileApp' },
    columns,
    pages: (scope, { members }) =>
      mapped(
        pagesOf(scope, at(scope, 'deviceAppManagement/mobileApps'), [], { select: own(members) }),
        function* (app) {
          const type = String(app['@odata.type']).replace('#microsoft.graph.', '')
          return { ...app, type, platform: platformOf(type) }
        },
      ),
  }
}

function platformOf(type: string): string {
  const name = /^(?:managed)?(android|ios|macos)/i.exec(type)?.[1]?.toLowerCase()
  return { android: 'Android', ios: 'iOS', macos: 'MacOS' }[name ?? ''] ?? 'Windows'
}

/** How devices take updates is not stored. */
const NO_UPDATES = 'CountDevicesInProgressStatus=0 CountDevicesErrorStatus=0 CountDevicesSuccessStatus=0'

export const sources = {
  nothing: { types: {}, columns: '', pages: () => noPages },
  devices: devices(),
  noncompliantDevices: devices(NOT_COMPLIANT),
  /** What no policy has judged. */
  devicesWithoutPolicy: devices("complianceState eq 'unknown'"),
  complianceStates: states(COMPLIANCE, 'deviceComplianceDeviceStatus'),
  noncompliantStates: states(
    COMPLIANCE,
    'deviceComplianceDeviceStatus',
    "status in ('nonCompliant','error','conflict')",
  ),
  configurationStates: states(CONFIGURATIONS, 'deviceConfigurationDeviceStatus'),
  failedConfigurationStates: states(
    CONFIGURATIONS,
    'deviceConfigurationDeviceStatus',
    "status in ('nonCompliant','error','conflict')",
  ),
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
        ({ id }) => pagesOf(scope, summaries, [String(id)]),
        policyOf,
      )
    },
  },
  defenders: defenders(),
  unhealthyDefenders: defenders('clean'),
  malware: {
    types: { '': 'windowsDeviceMalwareState', device: 'managedDevice' },
    columns: `DeviceId=device.id DeviceName=device.deviceName UPN=device.userPrincipalName UserEmail=device.emailAddress
      UserName=device.userDisplayName _ManagedBy=device.managementAgent MalwareId=id MalwareName=displayName
      AdditionalInformationUrl=additionalInformationUrl Severity=severity MalwareCategory=category
      ExecutionState=executionState State=state InitialDetectionDateTime=initialDetectionDateTime
      LastStateChangeDateTime=lastStateChangeDateTime DetectionCount=detectionCount`,
    pages(scope, { members }) {
      const found = child(child(at(scope, DEVICES), 'windowsProtectionState'), 'detectedMalwareState')
      const devices = windowsDevices(scope, members.get('device'))
      return pagesBelow(devices, ({ id }) => pagesOf(scope, found, [String(id)]), withDevice)
    },
  },
  attestations: set(
    DEVICES,
    'managedDevice',
    `DeviceId=id DeviceName=deviceName PrimaryUser=userId UPN=userPrincipalName DeviceOS=operatingSystem OS~=operatingSystem
      OSVersion=osVersion Model=model Ownership=managedDeviceOwnerType EnrollmentDate=enrolledDateTime
      LastCheckin=lastSyncDateTime EnrolledByUser=enrolledByUserPrincipalName
      AttestationStatus=deviceHealthAttestationState.deviceHealthAttestationStatus
      AttestationStatusDetail=deviceHealthAttestationState.healthStatusMismatchInfo
      AttestationError=deviceHealthAttestationState.deviceHealthAttestationStatus
      TpmVersion=deviceHealthAttestationState.tpmVersion BitlockerStatus=deviceHealthAttestationState.bitLockerStatus
      CodeIntegrityStatus=deviceHealthAttestationState.codeIntegrity
      BootDebuggingStatus=deviceHealthAttestationState.bootDebugging
      AIKKey=deviceHealthAttestationState.attestationIdentityKey SecureBootStatus=deviceHealthAttestationState.secureBoot
      DEPPolicy=deviceHealthAttestationState.dataExcutionPolicy
      HealthCertIssuedDate=deviceHealthAttestationState.issuedDateTime
      OSKernelDebuggingStatus=deviceHealthAttestationState.operatingSystemKernelDebugging
      SafeModeStatus=deviceHealthAttestationState.safeMode WinPEStatus=deviceHealthAttestationState.windowsPE
      VSMStatus=deviceHealthAttestationState.virtualSecureMode
      ELAMDriverLoadedStatus=deviceHealthAttestationState.earlyLaunchAntiMalwareDriverProtection`,
    'deviceHealthAttestationState ne null',
  ),
  chromeOsDevices: set(
    DEVICES,
    'managedDevice',
    `IntuneDeviceId=id IntuneDeviceName=deviceName LastEnrollmentTime=enrolledDateTime LastSyncFromGoogle=lastSyncDateTime
      Model=model OSVersion=osVersion SerialNumber=serialNumber WifiMacAddress=wiFiMacAddress
      MostRecentUserEmail=emailAddress`,
    "deviceType eq 'chromeOS'",
  ),
  detectedApps: set(DETECTED, 'detectedApp', APP),
  detectedOnDevices,
  apps: apps(`AppIdentifier=id ApplicationId=id Name=displayName ApplicationName=displayName Publisher=publisher
      Platform=platform:AppPlatform Status=publishingState AppStatus=publishingState Type=type:String AppType=type:String
      Description=description Developer=developer FeaturedApp=isFeatured IsFeaturedApp=isFeatured Notes=notes Owner=owner
      DateCreated=createdDateTime CreationTime=createdDateTime LastModified=lastModifiedDateTime
      AppLastModifiedTime=lastModifiedDateTime MoreInformationURL=informationUrl MoreInformationLink=informationUrl
      PrivacyInformationURL=privacyInformationUrl PrivacyLink=privacyInformationUrl Assigned=isAssigned`),
  appInstalls: apps(`ApplicationId=id DisplayName=displayName Publisher=publisher Platform=platform:AppPlatform
      AppPlatform=platform:AppPlatform InstalledDeviceCount=0 InstalledUserCount=0 FailedDeviceCount=0 FailedUserCount=0
      PendingInstallDeviceCount=0 PendingInstallUserCount=0 NotApplicableDeviceCount=0 NotApplicableUserCount=0
      NotInstalledDeviceCount=0 NotInstalledUserCount=0 FailedDevicePercentage=0`),
  certificates: set(
    'deviceManagement/deviceConfigurationsAllManagedDeviceCertificateStates',
    'managedAllDeviceCertificateState',
    `DeviceName=managedDeviceDisplayName UPN=userPrincipalName CertificateStatus=certificateRevokeStatus
      EnhancedKeyUsage=certificateExtendedKeyUsages IssuerName=certificateIssuerName KeyUsage=certificateKeyUsages
      SerialNumber=certificateSerialNumber SubjectName=certificateSubjectName Thumbprint=certificateThumbprint
      ValidFrom=certificateIssuanceDateTime ValidTo=certificateExpirationDateTime`,
  ),
  autopilotEvents: set(
    'deviceManagement/autopilotEvents',
    'deviceManagementAutopilotEvent',
    `DeviceId=deviceId DeviceName=managedDeviceName DeviceSerialNumber=deviceSerialNumber
      DeviceRegisteredDateTime=deviceRegisteredDateTime EnrollmentDateTime=enrollmentStartDateTime
      EnrollmentMethod=enrollmentType EnrollmentStatus=enrollmentState OSVersion=osVersion UPN=userPrincipalName
      UserId=userId AutopilotProfileName=windowsAutopilotDeploymentProfileDisplayName
      ESPPolicyId=windows10EnrollmentCompletionPageConfigurationId
      ESPPolicyName=windows10EnrollmentCompletionPageConfigurationDisplayName DeploymentState=deploymentState
      DeploymentStartDateTime=deploymentStartDateTime DeploymentEndDateTime=deploymentEndDateTime
      DeploymentDuration=deploymentDuration DeploymentTotalDuration=deploymentTotalDuration
      DeviceSetupDuration=deviceSetupDuration DeviceSetupStatus=deviceSetupStatus
      AccountSetupDuration=accountSetupDuration UserSetupStatus=accountSetupStatus
      FailureDetails=enrollmentFailureDetails`,
  ),
  enrollmentFailures: {
    types: { '': 'enrollmentTroubleshootingEvent' },
    columns: `FailureGuid=id EnrollmentFailureDateTime=eventDateTime EnrollmentMethod=enrollmentType
      FailureReason=failureCategory OS~=operatingSystem OSVersion=osVersion UserId=userId`,
    pages(scope) {
      const events = at(scope, 'deviceManagement/troubleshootingEvents')
      const casts = events.concreteTypes.filter(({ name }) => name === 'enrollmentTroubleshootingEvent')
      return pagesOf(scope, events, [], { casts })
    },
  },
  elevations: set(ELEVATIONS, 'privilegeManagementElevation', ELEVATION.replace(/ ElevationCount=.*/s, '')),
  elevationsByApplication: elevationsBy(
    'hash',
    'fileVersion',
    'companyName',
    'internalName',
    'elevationType',
    'filePath',
  ),
  elevationsByPublisher: elevationsBy('companyName', 'elevationType'),
  elevationsByUser: elevationsBy('upn'),
  featureUpdates: set(
    'deviceManagement/windowsFeatureUpdateProfiles',
    'windowsFeatureUpdateProfile',
    `PolicyId=id PolicyName=displayName FeatureUpdateVersion=featureUpdateVersion NumberOfDevicesWithErrors=0 ${NO_UPDATES}`,
  ),
  qualityUpdates: set(
    'deviceManagement/windowsQualityUpdateProfiles',
    'windowsQualityUpdateProfile',
    `PolicyId=id PolicyName=displayName ExpediteQUReleaseDate=expeditedUpdateSettings.qualityUpdateRelease ${NO_UPDATES}`,
  ),
  driverUpdates: set(
    'deviceManagement/windowsDriverUpdateProfiles',
    'windowsDriverUpdateProfile',
    `PolicyId=id PolicyName=displayName CountOfNeedsReviewDrivers=newUpdates CountOfPausedDrivers=0
      CountDevicesCancelledStatus=0 ${NO_UPDATES}`,
  ),
  appRegistrations: set(
    'deviceAppManagement/managedAppRegistrations',
    'managedAppRegistration',
    `AppInstanceId=id AppVersion=applicationVersion SdkVersion=managementSdkVersion DeviceName=deviceName
      DeviceType=deviceType DeviceManufacturer=deviceManufacturer DeviceModel=deviceModel AADDeviceID=azureADDeviceId
      MDMDeviceID=managedDeviceId PlatformVersion=platformVersion LastSync=lastSyncDateTime User=userId`,
  ),
  users: set('users', 'user', 'UPN=userPrincipalName UserEmail=mail UserId=id UserName=displayName'),
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

export type SourceName = keyof typeof sources

function at(scope: Scope, path: string): Resource {
  return scope.model.resourceAt(path)
}

function child(resource: Resource, name: string): Resource {
  const found = resource.children.get(name.toLowerCase())
  if (found === undefined) throw new Error(`${resource.path} has no ${name}`)
  return found
}

/** Members of the rows themselves, with their id. */
function own(members: Reading['members']): readonly string[] {
  return [...new Set(['id', ...(members.get('') ?? [])])]
}

function isId(id: string | undefined): string | undefined {
  return id === undefined ? undefined : `id eq ${quoted(id)}`
}

function and(...conditions: readonly (string | undefined)[]): string | undefined {
  const given = conditions.filter((condition) => condition !== undefined)
  return given.length === 0 ? undefined : given.join(' and ')
}
