/** Rows about devices, and the users that they belong to. */
import type { Resource } from '../../model/model.js'
import type { Entity } from '../../model/payload.js'
import type { Work } from '../../store/work.js'
import { itemsAt } from '../items.js'
import type { Scope } from '../scope.js'
import { pagesBelow, pagesOf } from './pages.js'
import type { Pages } from './pages.js'
import { memoriesOf } from './reported.js'
import { and, at, child, DEVICES, isId, own, set } from './source.js'
import type { Source } from './source.js'

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

const COMPLIANCE = ['deviceManagement/deviceCompliancePolicies', 'deviceManagement/compliancePolicies']

/**
 * Devices that no compliance policy reaches (L74), as far as they have checked in; of those that have not, and where nobody
 * lives, what no policy has judged.
 */
const withoutPolicy: Source = {
  types: { '': 'managedDevice' },
  columns: DEVICE,
  pages(scope, reading) {
    if (scope.life === undefined) return devices(UNJUDGED).pages(scope, reading)
    const members = new Map(reading.members).set('', [...(reading.members.get('') ?? []), 'complianceState'])
    const pages = devices().pages(scope, { ...reading, members })
    let policies: ReadonlySet<string> | undefined
    return function* () {
      policies ??= yield* idsOf(scope, COMPLIANCE)
      const page = yield* pages()
      return page && (yield* unreached(scope, page, policies))
    }
  },
}

const UNJUDGED = "complianceState eq 'unknown'"

function* idsOf(scope: Scope, paths: readonly string[]): Work<Set<string>> {
  const found = new Set<string>()
  for (const path of paths)
    for (const { entity } of yield* itemsAt(scope, at(scope, path), [], { select: ['id'], uncounted: true }))
      found.add(String(entity['id']))
  return found
}

function* unreached(scope: Scope, page: readonly Entity[], policies: ReadonlySet<string>): Work<readonly Entity[]> {
  const memories = yield* memoriesOf(scope, page)
  return page.filter((device) => {
    const { state, pending = [], checkIns } = memories.get(String(device['id'])) ?? {}
    if (checkIns === undefined) return device['complianceState'] === 'unknown'
    return ![...Object.keys(state?.policies ?? {}), ...pending].some((id) => policies.has(id))
  })
}

/** Devices that do not comply, or are about not to. */
export const NOT_COMPLIANT = "complianceState in ('noncompliant','conflict','error','inGracePeriod')"

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

export const deviceSources = {
  devices: devices(),
  noncompliantDevices: devices(NOT_COMPLIANT),
  devicesWithoutPolicy: withoutPolicy,
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
  users: set('users', 'user', 'UPN=userPrincipalName UserEmail=mail UserId=id UserName=displayName'),
} satisfies Readonly<Record<string, Source>>
