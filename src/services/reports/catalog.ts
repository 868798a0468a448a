/**
 * The reports that Intune exports, as far as they are imitated: the rows each is made of ({@link file://./sources.ts}), the
 * columns a filter must name, and its columns in the order in which they come where a client selects none.
 *
 * @see https://learn.microsoft.com/intune/intune-service/fundamentals/reports-export-graph-available-reports
 */
import type { SourceName } from './sources.js'

export interface Declared {
  readonly name: string
  readonly source: SourceName
  /** Columns that a filter must compare, or the report is refused (B144). */
  readonly required: readonly string[]
  /** Those that are exported unless a client selects others. */
  readonly columns: readonly string[]
  /** Further columns that a client may select. */
  readonly further: readonly string[]
  /** Whether the columns of codes have twins that say them in words (B143). */
  readonly hasTwins: boolean
  /** Names of columns count without regard to case, and some have two names. */
  readonly aliases: Readonly<Record<string, string>> | undefined
  /** What columns are called in the file, where that is another name. */
  readonly headings: Readonly<Record<string, string>>
}

const POLICY = 'PolicyId PolicyName'
const USER = 'UPN UserEmail UserId UserName'
const APP = 'ApplicationKey ApplicationName ApplicationPublisher ApplicationShortVersion ApplicationVersion'
const COMPLIANCE =
  'DeviceId IntuneDeviceId AadDeviceId DeviceName DeviceType OSDescription OSVersion OwnerType LastContact InGracePeriodUntil IMEI SerialNumber ManagementAgents PrimaryUser UserId UPN UserEmail UserName DeviceHealthThreatLevel RetireAfterDatetime PartnerDeviceId ComplianceState OS'
const STATES =
  'PolicyId PolicyName IntuneDeviceId DeviceName Manufacturer Model UPN PolicyStatus PspdpuLastModifiedTimeUtc UnifiedPolicyPlatformType UnifiedPolicyType AssignmentFilterIds TemplateVersion ReportStatus'
const ASSIGNMENTS =
  'PolicyId PolicyName IntuneDeviceId DeviceName AadDeviceId UPN AssignmentStatus PspdpuLastModifiedTimeUtc UnifiedPolicyPlatformType UnifiedPolicyType AssignmentFilterIds TemplateVersion ReportStatus'
const COUNTS =
  'NumberOfNotApplicableDevices NumberOfCompliantDevices NumberOfNonCompliantDevices NumberOfErrorDevices NumberOfConflictDevices'
const AGGREGATE = `PolicyId PolicyName PolicyType UnifiedPolicyType PolicyBaseTypeName PolicyPlatformType ${COUNTS} NumberOfNonCompliantOrErrorDevices UnifiedPolicyPlatformType TemplateVersion`
const AGGREGATES = `${AGGREGATE} NumberOfInProgressDevices NumberOfRemovedDevices ProfileSource`
const DEFENDER =
  'DeviceId DeviceName DeviceState IsVirtualMachine LastReportedDateTime MalwareProtectionEnabled NetworkInspectionSystemEnabled ProductStatus RealTimeProtectionEnabled SignatureUpdateOverdue TamperProtectionEnabled UPN UserEmail UserName _ManagedBy'
const MALWARE =
  'DeviceId DeviceName MalwareId MalwareName AdditionalInformationUrl Severity MalwareCategory ExecutionState State InitialDetectionDateTime LastStateChangeDateTime DetectionCount UPN UserEmail UserName _ManagedBy'
const FIREWALL = 'DeviceId DeviceName FirewallStatus LastReportedDateTime ReferenceId UPN UserName _ManagedBy _OS'
const INSTALLS =
  'ApplicationId DisplayName Publisher Platform AppVersion InstalledDeviceCount InstalledUserCount FailedDeviceCount FailedUserCount PendingInstallDeviceCount PendingInstallUserCount NotApplicableDeviceCount NotApplicableUserCount NotInstalledDeviceCount NotInstalledUserCount FailedDevicePercentage'
const REMEDIATION =
  'DetectionScriptStatus DetectionStatus DeviceId DeviceName DisplayName FilterIdsCSV InternalVersion JoinType LastAgentUpdateTime Model ModifiedTime NextExecutionDateTime OSDescription OSVersion PolicyId PostRemediationDetectionScriptError PostRemediationDetectionScriptOutput PreRemediationDetectionScriptError PreRemediationDetectionScriptOutput PrimaryUser RemediationScriptErrorDetails RemediationScriptOutputDetails RemediationScriptStatus RemediationStatus UniqueKustoKey UPN UserEmail UserId UserName'
const UPDATES = 'CountDevicesInProgressStatus CountDevicesErrorStatus CountDevicesSuccessStatus'
const MAM =
  'User Email App AppVersion SdkVersion AppInstanceId DeviceName DeviceHealth DeviceType DeviceManufacturer DeviceModel AndroidPatchVersion AADDeviceID MDMDeviceID Platform PlatformVersion Policy LastSync'
const SETTING = 'SettingId SettingName SettingNm'
const EPM = 'CompanyName ElevationType FileVersion Hash InternalName ElevationCount'

/** A line a report, or several with the same columns: names, rows, columns. `!` marks a column that a filter must compare. */
const REPORTS = `
ActiveMalware,Malware | malware | ${MALWARE}
AllAppsList | apps | AppIdentifier Name Publisher Platform Status Type Version Description Developer FeaturedApp Notes Owner DateCreated LastModified ExpirationDate MoreInformationURL PrivacyInformationURL StoreURL Assigned
AllDeviceCertificates | certificates | DeviceId DeviceName UserId UPN PolicyId CertificateStatus EnhancedKeyUsage IssuerName KeyUsage SerialNumber SubjectName Thumbprint ValidFrom ValidTo
AppInstallStatusAggregate,OrgAppsInstallStatus | appInstalls | ${INSTALLS} AppPlatform
AppInvAggregate | detectedApps | ${APP} ApplicationId DeviceCount Platform
AppInvByDevice | detectedOnDevices | ${APP} ApplicationId !DeviceId DeviceName OSDescription OSVersion Platform UserId EmailAddress UserName
AppInvRawData | detectedOnDevices | ${APP} DeviceId DeviceName OSDescription OSVersion Platform UserId EmailAddress UserName
AutopilotV1DeploymentStatus | autopilotEvents | DeviceId DeviceName DeviceSerialNumber DeviceRegisteredDateTime EnrollmentDateTime EnrollmentMethod EnrollmentStatus OS OSVersion UPN UserId AutopilotProfileName ESPPolicyId ESPPolicyName DeploymentState DeploymentStartDateTime DeploymentEndDateTime DeploymentDuration DeploymentTotalDuration DeviceSetupDuration DeviceSetupStatus AccountSetupDuration UserSetupStatus EspDeviceSetupFailureDetails EspUserSetupFailureDetails FailureDetails FailureReason
AutopilotV2DeploymentStatus | nothing | DeviceId DeviceName SerialNumber UPN EnrollmentTimeInUtc CurrentProvisioningPhase DeploymentStatus DeploymentDurationTimeInSeconds Phase ResultCode
AutopilotV2DeploymentStatusDetailedAppInfo | nothing | DeviceId ApplicationId ApplicationName AppType IsAdminSelected PolicyInstallStatus
AutopilotV2DeploymentStatusDetailedScriptInfo | nothing | DeviceId PolicyId DisplayName PolicyInstallStatus
ChromeOSDevices | chromeOsDevices | IntuneDeviceId IntuneDeviceName AutoUpdateExpiration ChromeOSDeviceStatus LastEnrollmentTime LastOSUpdateTime LastRebootTime LastSyncFromGoogle Model MostRecentLogin MostRecentUserEmail OrganizationalUnitPath OSVersion SerialNumber WifiMacAddress
ConfigurationPolicyAggregate,ConfigurationPolicyAggregateV3 | configurations | ${AGGREGATE}
ConfigurationPolicyDeviceAggregates,ConfigurationPolicyDeviceAggregatesV3,ConfigurationPolicyDeviceAggregatesWithPF,ConfigurationPolicyDeviceAggregatesWithPFV3,NonCompliantConfigurationPoliciesAggregateWithPF,NonCompliantConfigurationPoliciesAggregateWithPFV3 | configurations | ${AGGREGATES}
DefenderAgents | defenders | ${DEFENDER}
DeviceAssignmentStatusByConfigurationPolicy,DeviceAssignmentStatusByConfigurationPolicyV3 | configurationStates | ${ASSIGNMENTS}
DeviceCompliance | devices | ${COMPLIANCE}
DeviceConfigurationPolicyStatuses,DeviceConfigurationPolicyStatusesV3,DeviceConfigurationPolicyStatusesWithPF,DeviceConfigurationPolicyStatusesWithPFV3 | configurationStates | ${STATES}
DeviceEnrollmentFailures | enrollmentFailures | EnrollmentFailureDateTime EnrollmentMethod FailureGuid FailureReason OS OSVersion UPN UserId
DeviceInstallStatusByApp | deviceInstalls | DeviceName UserPrincipalName Platform AppVersion DeviceId AssignmentFilterIdsExist LastModifiedDateTime AppInstallState AppInstallStateDetails HexErrorCode !ApplicationId ErrorCode InstallState InstallStateDetail UserId UserName
DeviceNonCompliance | noncompliantDevices | ${COMPLIANCE}
DevicePoliciesComplianceReport,DevicePoliciesComplianceReportV3 | complianceStates | DeviceId LastContact ${POLICY} PolicyPlatformType PolicyStatus PolicyVersion ${USER}
DevicePolicySettingsComplianceReport,DevicePolicySettingsComplianceReportV3 | settingStates | DeviceId ErrorCode ErrorType PolicyId PolicyVersion ${SETTING} SettingInstanceId SettingStatus SettingValue StateDetails UserId
DeviceRunStatesByProactiveRemediation | remediationStates | ${REMEDIATION.replace('PolicyId', '!PolicyId')}
DeviceRunStatesByScript | scriptStates | DeviceId DeviceName ErrorCode ErrorDescription ModifiedTime OSVersion PolicyId PolicyResultDetail PolicyResultState PolicyVersion RunState ${USER}
DeviceStatusByCompliacePolicyReport,DeviceStatusByCompliacePolicyReportV3 | complianceStates | DeviceId DeviceName AadDeviceId LastContact ManagementAgents OS PolicyId PolicyStatus UPN UserId UserName
DeviceStatusByCompliancePolicySettingReport,DeviceStatusByCompliancePolicySettingReportV3 | settingStates | DeviceId DeviceName AadDeviceId ComplianceState ManagementAgents Model OS PolicyId ${SETTING} SettingStatus UPN
DeviceStatusesByConfigurationProfile,DeviceStatusesByConfigurationProfileV3,DeviceStatusesByConfigurationProfileWithPF,DeviceStatusesByConfigurationProfileWithPFV3 | configurationStates | ${STATES}
DeviceStatusSummaryByCompliacePolicyReport,DeviceStatusSummaryByCompliacePolicyReportV3 | compliancePolicies | PolicyId OS NumberOfCompliantDevices NumberOfNonCompliantDevices NumberOfOtherDevices
Devices | devices | DeviceId DeviceName DeviceType ClientRegistrationStatus OwnerType CreatedDate LastContact ManagementAgents ManagementState ReferenceId CategoryId EnrollmentType CertExpirationDate MDMStatus OSVersion GraphDeviceIsManaged EasID SerialNumber EnrolledByUser Manufacturer Model OSDescription IsManaged EasActivationStatus IMEI EasLastSyncSuccessUtc EasStateReason EasAccessState EncryptionStatus SupervisedStatus PhoneNumberE164Format InGracePeriodUntil AndroidPatchLevel WifiMacAddress SCCMCoManagementFeatures MEID SubscriberCarrierNetwork StorageTotal StorageFree ManagedDeviceName LastLoggedOnUserUPN MDMWinsOverGPStartTime StagedDeviceType UserApprovedEnrollment ExtendedProperties EntitySource PrimaryUser CategoryName UserId UPN UserEmail UserName RetireAfterDatetime PartnerDeviceId HasUnlockToken CompliantState ManagedBy Ownership DeviceState DeviceRegistrationState SupervisedStatusString EncryptionStatusString OS SkuFamily SkuNumber JoinType PhoneNumber JailBroken EasActivationStatusString DeviceEnrollmentType
DevicesByAppInv | detectedOnDevices | ${APP.replace('ApplicationKey', '!ApplicationKey')} ApplicationId DeviceId DeviceName OSDescription OSVersion Platform UserId EmailAddress UserName
DevicesStatusByPolicyPlatformComplianceReport,DevicesStatusByPolicyPlatformComplianceReportV3 | complianceStates | DeviceId DeviceName AadDeviceId ComplianceState InGracePeriodUntil LastContact Model OS PolicyId PolicyPlatformType PolicyStatus UPN
DevicesStatusBySettingReport,DevicesStatusBySettingReportV3 | settingStates | DeviceId DeviceName AadDeviceId ComplianceState InGracePeriodUntil Model OS PolicyPlatformType PrimaryUser ${SETTING} SettingStatus UPN
DevicesWithInventory | devices | DeviceId DeviceName CreatedDate LastContact ReferenceId OSVersion GraphDeviceIsManaged EasID SerialNumber Manufacturer Model EasActivationStatus IMEI EasLastSyncSuccessUtc EasStateReason EasAccessState InGracePeriodUntil AndroidPatchLevel WifiMacAddress MEID SubscriberCarrierNetwork StorageTotal StorageFree ManagedDeviceName CategoryName UserId UPN UserEmail UserName WiFiIPv4Address WiFiSubnetID CompliantState ManagementAgent OwnerType ManagementState DeviceRegistrationState IsSupervised IsEncrypted DeviceType SkuFamily JoinType PhoneNumber JailBroken ICCID EthernetMAC CellularTechnology ProcessorArchitecture EID SystemManagementBIOSVersion TPMManufacturerId TPMManufacturerVersion +EnrollmentType +PartnerFeaturesBitmask +ManagementAgents +CertExpirationDate +IsManaged
DevicesWithoutCompliancePolicy,DevicesWithoutCompliancePolicyV3 | devicesWithoutPolicy | DeviceId DeviceName DeviceModel DeviceType OSDescription OSVersion OwnerType ManagementAgents UserId LastContactedUserId PrimaryUser UPN UserEmail UserName LastContact AadDeviceId ComplianceState OS
DriverUpdatePolicyStatusSummary | driverUpdates | ${POLICY} ${UPDATES} CountDevicesCancelledStatus CountOfPausedDrivers CountOfNeedsReviewDrivers
EpmAggregationReportByApplication,EpmAggregationReportByApplicationV2 | elevationsByApplication | ${EPM} FileName IsBackgroundProcess
EpmAggregationReportByPublisher,EpmAggregationReportByPublisherV2 | elevationsByPublisher | CompanyName ElevationType ElevationCount
EpmAggregationReportByUser,EpmAggregationReportByUserV2 | elevationsByUser | ManagedCount UnmanagedCount TotalCount Upn
EpmDeniedReport | nothing | UserName DeviceId DeviceName FileName FileProductName FileDescription FileInternalName FileVersion HashValue Publisher ElevationType MonthElevationCount
EpmElevationReportElevationEvent | elevations | Id DeviceId DeviceName EventDateTime ElevationType FilePath Upn UserType ProductName CompanyName FileVersion Justification Hash InternalName FileDescription Result ProcessType RuleId ParentProcessName PolicyId PolicyName IsSystemInitiated
FeatureUpdateDeviceState | featureUpdateStates | !PolicyId PolicyName FeatureUpdateVersion DeviceId AADDeviceId PartnerPolicyId EventDateTimeUTC LastSuccessfulDeviceUpdateStatus LastSuccessfulDeviceUpdateSubstatus LastSuccessfulDeviceUpdateStatusEventDateTimeUTC CurrentDeviceUpdateStatus CurrentDeviceUpdateStatus_loc CurrentDeviceUpdateSubstatus CurrentDeviceUpdateSubstatus_loc CurrentDeviceUpdateStatusEventDateTimeUTC LatestAlertMessage LatestAlertMessage_loc LatestAlertMessageDescription LatestAlertRecommendedAction LatestAlertExtendedRecommendedAction UpdateCategory WindowsUpdateVersion LastWUScanTimeUTC Build DeviceName OwnerType UPN AggregateState AggregateState_loc
FeatureUpdatePolicyFailuresAggregate | featureUpdates | ${POLICY} FeatureUpdateVersion NumberOfDevicesWithErrors
FeatureUpdatePolicyStatusSummary | featureUpdates | ${POLICY} FeatureUpdateVersion ${UPDATES}
FilteredAppsList | apps | ApplicationId ApplicationName AppLastModifiedTime AppStatus AppType AppVersion Assigned CreationTime Description Developer ExpirationTime IsFeaturedApp MoreInformationLink Notes Owner Platform PrivacyLink Publisher StoreUrl
FirewallStatus,FirewallUnhealthyStatus | nothing | ${FIREWALL}
GPAnalyticsSettingMigrationReadiness | nothing | SettingName SettingCategory MigrationReadiness OSVersion Scope ProfileType CSPName MdmMapping Key
MAMAppConfigurationStatus | appRegistrations | ${MAM}
MAMAppProtectionStatus | appRegistrations | ${MAM} ManagementType AppProtectionStatus ComplianceState
NonCompliantCompliancePoliciesAggregate,NonCompliantCompliancePoliciesAggregateV3 | compliancePolicies | ${AGGREGATE} ProfileSource
NoncompliantDevicesAndSettings,NoncompliantDevicesAndSettingsV3 | noncompliantSettings | DeviceId DeviceName UPN OS OSVersion PolicyName SettingName SettingNm SettingStatus ErrorCode
NonCompliantDevicesByCompliancePolicy,NonCompliantDevicesByCompliancePolicyV3 | noncompliantStates | ${STATES}
PerSettingDeviceSummaryByConfigurationPolicy | settingSummaries | PolicyId SettingId SettingName NumberOfCompliantDevices NumberOfErrorDevices NumberOfConflictDevices
PerSettingSummaryByDeviceConfigurationPolicy | settingSummaries | PolicyId SettingId SettingName NumberOfCompliantDevices NumberOfErrorDevices NumberOfConflictDevices
Policies | configurations | ${POLICY}
PolicyComplianceAggReport,PolicyComplianceAggReportV3 | compliancePolicies | ${POLICY} PolicyPlatform PolicyPlatformType ${COUNTS} NumberOfNotEvaluatedDevices
PolicyNonComplianceAgg,PolicyNonComplianceAggVer3 | configurations | ${AGGREGATE} ProfileSource
PolicyNonComplianceNew,PolicyNonComplianceNewV3 | failedConfigurationStates | ${STATES}
PolicyRunStatesByProactiveRemediation | remediationStates | ${REMEDIATION.replace('DisplayName', 'PolicyName')}
QualityUpdateDeviceErrorsByPolicy | qualityUpdateErrors | !PolicyId DeviceName AlertMessage AlertMessage_loc Win32ErrorCode UPN ExpediteQUReleaseDate DeviceId
QualityUpdateDeviceStatusByPolicy | qualityUpdateStates | !PolicyId DeviceName UPN DeviceId AADDeviceId EventDateTimeUTC CurrentDeviceUpdateStatus CurrentDeviceUpdateStatus_loc CurrentDeviceUpdateSubstatus CurrentDeviceUpdateSubstatus_loc AggregateState AggregateState_loc LatestAlertMessage LatestAlertMessage_loc LastWUScanTimeUTC OwnerType
QualityUpdatePolicyStatusSummary | qualityUpdates | ${POLICY} ExpediteQUReleaseDate ${UPDATES}
SettingComplianceAggReport,SettingComplianceAggReportV3 | nothing | ${SETTING} PolicyPlatform PolicyPlatformType NumberOfCompliantDevices NumberOfConflictDevices NumberOfNonCompliantDevices NumberOfNotApplicableDevices NumberOfNotEvaluatedDevices
TpmAttestationStatus | attestations | DeviceId DeviceName AttestationStatus AttestationStatusDetail TpmManufacturer TpmVersion EnrolledByUser OS OSVersion Model Ownership EnrollmentDate LastCheckin UPN
UnhealthyDefenderAgents | unhealthyDefenders | ${DEFENDER}
UserInstallStatusAggregateByApp | userInstalls | UserName UserPrincipalName FailedCount InstalledCount PendingInstallCount NotInstalledCount NotApplicableCount !ApplicationId UserId
Users | users | ${USER}
WindowsDeviceHealthAttestationReport | attestations | DeviceId DeviceName PrimaryUser UPN DeviceOS BitlockerStatus CodeIntegrityStatus BootDebuggingStatus AIKKey SecureBootStatus DEPPolicy HealthCertIssuedDate OSKernelDebuggingStatus SafeModeStatus VSMStatus WinPEStatus ELAMDriverLoadedStatus FirmwareProtectionStatus MemoryIntegrityProtectionStatus MemoryAccessProtectionStatus SecuredCorePCStatus SystemManagementMode TpmVersion AttestationError
`

/** The two oldest reports take what clients have long sent them, and say no codes in words. */
const OLD: Readonly<Record<string, string>> = {
  compliancestate: 'CompliantState',
  managementagent: 'ManagementAgents',
}

const HEADINGS: Readonly<Record<string, string>> = {
  DeviceId: 'Device ID',
  DeviceName: 'Device name',
  CreatedDate: 'Enrollment date',
  LastContact: 'Last check-in',
  ReferenceId: 'Microsoft Entra Device ID',
  OSVersion: 'OS version',
  GraphDeviceIsManaged: 'Microsoft Entra registered',
  EasID: 'EAS activation ID',
  SerialNumber: 'Serial number',
  EasActivationStatus: 'EAS activated',
  EasLastSyncSuccessUtc: 'Last EAS sync time',
  EasStateReason: 'EAS reason',
  EasAccessState: 'EAS status',
  InGracePeriodUntil: 'Compliance grace period expiration',
  AndroidPatchLevel: 'Security patch level',
  WifiMacAddress: 'Wi-Fi MAC',
  SubscriberCarrierNetwork: 'Subscriber carrier',
  StorageTotal: 'Total storage',
  StorageFree: 'Free storage',
  ManagedDeviceName: 'Management name',
  CategoryName: 'Category',
  UPN: 'Primary user UPN',
  UserEmail: 'Primary user email address',
  UserName: 'Primary user display name',
  CompliantState: 'Compliance',
  ManagementAgent: 'Managed by',
  OwnerType: 'Ownership',
  ManagementState: 'Device state',
  DeviceRegistrationState: 'Intune registered',
  IsSupervised: 'Supervised',
  IsEncrypted: 'Encrypted',
  DeviceType: 'OS',
  PhoneNumber: 'Phone number',
  JailBroken: 'Jailbroken',
}

/** Old reports, with the other names of their columns and what the columns are called in the file. */
const LEGACY: Readonly<Record<string, Pick<Declared, 'aliases' | 'headings'>>> = {
  Devices: { aliases: OLD, headings: {} },
  DevicesWithInventory: {
    aliases: { ...OLD, managementagent: 'ManagementAgent', os: 'DeviceType' },
    headings: HEADINGS,
  },
}

export const reports: ReadonlyMap<string, Declared> = new Map(
  REPORTS.trim()
    .split('\n')
    .flatMap((line) => declare(line).map((report) => [report.name, report])),
)

function declare(line: string): Declared[] {
  const [names = '', source = '', columns = ''] = line.split(' | ')
  const all = columns.split(' ')
  return names.split(',').map((name) => ({
    name,
    source: source as SourceName,
    required: all.filter((column) => column.startsWith('!')).map((column) => column.slice(1)),
    columns: all.filter((column) => !column.startsWith('+')).map((column) => column.replace('!', '')),
    further: all.filter((column) => column.startsWith('+')).map((column) => column.slice(1)),
    hasTwins: !Object.hasOwn(LEGACY, name),
    aliases: undefined,
    headings: {},
    ...LEGACY[name],
  }))
}
