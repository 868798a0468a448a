// Made from the declarations by `npm run docs`. Exceptions are in exceptions.ts.
import type * as V1 from '@microsoft/microsoft-graph-types'
import type * as Beta from '@microsoft/microsoft-graph-types-beta'
import { expect, test } from 'tstyche'
import type {
  deviceAppManagement,
  microsoftStoreForBusinessPortalSelectionOptions,
} from '../../src/entities/device-app-management/device-app-management.js'
import type {
  androidManagedStoreApp,
  iosLobApp,
  iosStoreApp,
  iosVppApp,
  managedApp,
  managedIOSLobApp,
  managedIOSStoreApp,
  managedMobileLobApp,
  mobileApp,
  mobileLobApp,
} from '../../src/entities/device-app-management/mobile-apps.js'
import type { mimeContent } from '../../src/entities/device-app-management/mime-content.js'
import type {
  androidManagedStoreAppTrack,
  iosDeviceType,
  iosMinimumOperatingSystem,
  iosVppAppRevokeLicensesActionResult,
  managedAppAvailability,
  mobileAppPublishingState,
  vppLicensingType,
  vppTokenAccountType,
  vppTokenActionFailureReason,
} from '../../src/entities/device-app-management/mobile-app-details.js'
import type { actionState } from '../../src/entities/device-management/action-state.js'
import type {
  androidForWorkMobileAppConfiguration,
  androidManagedStoreAppConfiguration,
  androidPermissionAction,
  androidPermissionActionType,
  androidProfileApplicability,
  appConfigurationSettingItem,
  complianceStatus,
  iosMobileAppConfiguration,
  managedDeviceMobileAppConfiguration,
  managedDeviceMobileAppConfigurationAssignment,
  managedDeviceMobileAppConfigurationDeviceStatus,
  managedDeviceMobileAppConfigurationDeviceSummary,
  managedDeviceMobileAppConfigurationUserStatus,
  managedDeviceMobileAppConfigurationUserSummary,
  mdmAppConfigKeyType,
} from '../../src/entities/device-app-management/mobile-app-configurations.js'
import type {
  allDevicesAssignmentTarget,
  allLicensedUsersAssignmentTarget,
  configurationManagerCollectionAssignmentTarget,
  deviceAndAppManagementAssignmentFilterType,
  deviceAndAppManagementAssignmentTarget,
  exclusionGroupAssignmentTarget,
  groupAssignmentTarget,
} from '../../src/entities/device-app-management/assignment-targets.js'
import type { mobileAppCategory } from '../../src/entities/device-app-management/mobile-app-categories.js'
import type {
  adminConsent,
  adminConsentState,
  connectorHealthState,
  connectorName,
  connectorStatusDetails,
  dataProcessorServiceForWindowsFeaturesOnboarding,
  deviceManagement,
  deviceManagementSubscriptionState,
  deviceManagementSubscriptions,
  deviceProtectionOverview,
  managedDeviceCleanupSettings,
  userExperienceAnalyticsAnomalySeverityOverview,
  userExperienceAnalyticsSettings,
} from '../../src/entities/device-management/device-management.js'
import type {
  companyPortalAction,
  companyPortalBlockedAction,
  enrollmentAvailabilityOptions,
  intuneBrand,
  rgbColor,
} from '../../src/entities/device-management/intune-brand.js'
import type {
  chassisType,
  complianceState,
  deviceEnrollmentType,
  deviceManagementExchangeAccessState,
  deviceManagementExchangeAccessStateReason,
  deviceRegistrationState,
  deviceType,
  joinType,
  lostModeState,
  managedDeviceArchitecture,
  managedDeviceManagementFeatures,
  managedDeviceOwnerType,
  managedDevicePartnerReportedHealthState,
  managementAgentType,
  managementState,
  ownerType,
} from '../../src/entities/device-management/device-enums.js'
import type { devicePlatformType } from '../../src/entities/device-management/device-platform.js'
import type {
  derivedCredentialProviderType,
  deviceManagementSettings,
} from '../../src/entities/device-management/device-management-settings.js'
import type {
  osVersionCount,
  windowsMalwareCategory,
  windowsMalwareCategoryCount,
  windowsMalwareExecutionState,
  windowsMalwareExecutionStateCount,
  windowsMalwareNameCount,
  windowsMalwareOverview,
  windowsMalwareSeverity,
  windowsMalwareSeverityCount,
  windowsMalwareStateCount,
  windowsMalwareThreatState,
} from '../../src/entities/device-management/windows-malware.js'
import type { managedDevice, windowsManagedDevice } from '../../src/entities/device-management/managed-devices.js'
import type {
  deviceGuardLocalSystemAuthorityCredentialGuardState,
  deviceGuardVirtualizationBasedSecurityHardwareRequirementState,
  deviceGuardVirtualizationBasedSecurityState,
  deviceLicensingStatus,
  hardwareInformation,
  sharedAppleDeviceUser,
} from '../../src/entities/device-management/hardware-information.js'
import type {
  chromeOSDeviceProperty,
  cloudPcRemoteActionResult,
  cloudPcStatusDetail,
  cloudPcStatusDetails,
  configurationManagerClientEnabledFeatures,
  configurationManagerClientHealthState,
  configurationManagerClientInformation,
  configurationManagerClientState,
  deviceActionResult,
  keyValuePair,
  loggedOnUser,
} from '../../src/entities/device-management/device-details.js'
import type {
  azureAttestationSettingStatus,
  deviceHealthAttestationState,
  firmwareProtectionType,
  systemManagementModeLevel,
} from '../../src/entities/device-management/health-attestation.js'
import type { directoryObject } from '../../src/entities/directory/directory-object.js'
import type {
  authorizationInfo,
  cloudRealtimeCommunicationInfo,
  deviceKey,
  employeeOrgData,
  objectIdentity,
  onPremisesExtensionAttributes,
  onPremisesSipInfo,
  passwordProfile,
  signInActivity,
  user,
} from '../../src/entities/directory/users.js'
import type {
  assignedLicense,
  assignedPlan,
  licenseAssignmentState,
  licenseProcessingState,
  provisionedPlan,
} from '../../src/entities/directory/licenses.js'
import type {
  onPremisesProvisioningError,
  serviceProvisioningError,
} from '../../src/entities/directory/provisioning-errors.js'
import type {
  assignedLabel,
  group,
  groupAccessType,
  groupWritebackConfiguration,
  membershipRuleProcessingStatus,
  membershipRuleProcessingStatusDetails,
  writebackConfiguration,
} from '../../src/entities/directory/groups.js'
import type { deviceCategory } from '../../src/entities/device-management/device-categories.js'
import type {
  assignmentFilterManagementType,
  assignmentFilterPayloadType,
  associatedAssignmentPayloadType,
  deviceAndAppManagementAssignmentFilter,
  payloadByFilter,
  payloadCompatibleAssignmentFilter,
} from '../../src/entities/device-management/assignment-filters.js'
import type { roleScopeTag } from '../../src/entities/device-management/role-scope-tags.js'
import type {
  certificateConnectorSetting,
  directorySizeQuota,
  mdmAuthority,
  organization,
  partnerTenantType,
  privacyProfile,
  verifiedDomain,
} from '../../src/entities/directory/organization.js'
import type { application } from '../../src/entities/directory/applications.js'
import type {
  apiApplication,
  appRole,
  implicitGrantSettings,
  informationalUrl,
  optionalClaim,
  optionalClaims,
  parentalControlSettings,
  permissionScope,
  preAuthorizedApplication,
  publicClientApplication,
  redirectUriSettings,
  requiredResourceAccess,
  resourceAccess,
  samlSingleSignOnSettings,
  servicePrincipalLockConfiguration,
  spaApplication,
  verifiedPublisher,
  webApplication,
} from '../../src/entities/directory/app-parts.js'
import type { keyCredential, passwordCredential } from '../../src/entities/directory/credentials.js'
import type { servicePrincipal } from '../../src/entities/directory/service-principals.js'
import type { Compared } from './unlike.js'

test('deviceAppManagement', () => {
  expect<
    Compared<
      'deviceAppManagement',
      typeof deviceAppManagement,
      V1.DeviceAppManagement,
      'v1.0',
      'mobileApps' | 'mobileAppConfigurations' | 'mobileAppCategories'
    >['unlike']
  >().type.toBe<never>()
  expect<
    Compared<
      'deviceAppManagement',
      typeof deviceAppManagement,
      Beta.DeviceAppManagement,
      'beta',
      'mobileApps' | 'mobileAppConfigurations' | 'mobileAppCategories'
    >['unlike']
  >().type.toBe<never>()
})

test('microsoftStoreForBusinessPortalSelectionOptions', () => {
  expect<
    Compared<
      'microsoftStoreForBusinessPortalSelectionOptions',
      typeof microsoftStoreForBusinessPortalSelectionOptions,
      Beta.MicrosoftStoreForBusinessPortalSelectionOptions,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('mobileApp', () => {
  expect<Compared<'mobileApp', typeof mobileApp, V1.MobileApp, 'v1.0'>['unlike']>().type.toBe<never>()
  expect<Compared<'mobileApp', typeof mobileApp, Beta.MobileApp, 'beta'>['unlike']>().type.toBe<never>()
})

test('mimeContent', () => {
  expect<Compared<'mimeContent', typeof mimeContent, V1.MimeContent, 'v1.0'>['unlike']>().type.toBe<never>()
  expect<Compared<'mimeContent', typeof mimeContent, Beta.MimeContent, 'beta'>['unlike']>().type.toBe<never>()
})

test('mobileAppPublishingState', () => {
  expect<
    Compared<'mobileAppPublishingState', typeof mobileAppPublishingState, V1.MobileAppPublishingState, 'v1.0'>['unlike']
  >().type.toBe<never>()
  expect<
    Compared<
      'mobileAppPublishingState',
      typeof mobileAppPublishingState,
      Beta.MobileAppPublishingState,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('iosStoreApp', () => {
  expect<
    Compared<'iosStoreApp' | 'mobileApp', typeof iosStoreApp, V1.IosStoreApp, 'v1.0'>['unlike']
  >().type.toBe<never>()
  expect<
    Compared<'iosStoreApp' | 'mobileApp', typeof iosStoreApp, Beta.IosStoreApp, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('iosDeviceType', () => {
  expect<Compared<'iosDeviceType', typeof iosDeviceType, V1.IosDeviceType, 'v1.0'>['unlike']>().type.toBe<never>()
  expect<Compared<'iosDeviceType', typeof iosDeviceType, Beta.IosDeviceType, 'beta'>['unlike']>().type.toBe<never>()
})

test('iosMinimumOperatingSystem', () => {
  expect<
    Compared<
      'iosMinimumOperatingSystem',
      typeof iosMinimumOperatingSystem,
      V1.IosMinimumOperatingSystem,
      'v1.0'
    >['unlike']
  >().type.toBe<never>()
  expect<
    Compared<
      'iosMinimumOperatingSystem',
      typeof iosMinimumOperatingSystem,
      Beta.IosMinimumOperatingSystem,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('iosVppApp', () => {
  expect<Compared<'iosVppApp' | 'mobileApp', typeof iosVppApp, V1.IosVppApp, 'v1.0'>['unlike']>().type.toBe<never>()
  expect<Compared<'iosVppApp' | 'mobileApp', typeof iosVppApp, Beta.IosVppApp, 'beta'>['unlike']>().type.toBe<never>()
})

test('vppLicensingType', () => {
  expect<
    Compared<'vppLicensingType', typeof vppLicensingType, V1.VppLicensingType, 'v1.0'>['unlike']
  >().type.toBe<never>()
  expect<
    Compared<'vppLicensingType', typeof vppLicensingType, Beta.VppLicensingType, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('vppTokenAccountType', () => {
  expect<
    Compared<'vppTokenAccountType', typeof vppTokenAccountType, V1.VppTokenAccountType, 'v1.0'>['unlike']
  >().type.toBe<never>()
  expect<
    Compared<'vppTokenAccountType', typeof vppTokenAccountType, Beta.VppTokenAccountType, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('iosVppAppRevokeLicensesActionResult', () => {
  expect<
    Compared<
      'iosVppAppRevokeLicensesActionResult',
      typeof iosVppAppRevokeLicensesActionResult,
      Beta.IosVppAppRevokeLicensesActionResult,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('vppTokenActionFailureReason', () => {
  expect<
    Compared<
      'vppTokenActionFailureReason',
      typeof vppTokenActionFailureReason,
      Beta.VppTokenActionFailureReason,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('actionState', () => {
  expect<Compared<'actionState', typeof actionState, V1.ActionState, 'v1.0'>['unlike']>().type.toBe<never>()
  expect<Compared<'actionState', typeof actionState, Beta.ActionState, 'beta'>['unlike']>().type.toBe<never>()
})

test('mobileLobApp', () => {
  expect<
    Compared<'mobileLobApp' | 'mobileApp', typeof mobileLobApp, V1.MobileLobApp, 'v1.0'>['unlike']
  >().type.toBe<never>()
  expect<
    Compared<'mobileLobApp' | 'mobileApp', typeof mobileLobApp, Beta.MobileLobApp, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('iosLobApp', () => {
  expect<
    Compared<'iosLobApp' | 'mobileLobApp' | 'mobileApp', typeof iosLobApp, V1.IosLobApp, 'v1.0'>['unlike']
  >().type.toBe<never>()
  expect<
    Compared<'iosLobApp' | 'mobileLobApp' | 'mobileApp', typeof iosLobApp, Beta.IosLobApp, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('managedApp', () => {
  expect<Compared<'managedApp' | 'mobileApp', typeof managedApp, V1.ManagedApp, 'v1.0'>['unlike']>().type.toBe<never>()
  expect<
    Compared<'managedApp' | 'mobileApp', typeof managedApp, Beta.ManagedApp, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('managedAppAvailability', () => {
  expect<
    Compared<'managedAppAvailability', typeof managedAppAvailability, V1.ManagedAppAvailability, 'v1.0'>['unlike']
  >().type.toBe<never>()
  expect<
    Compared<'managedAppAvailability', typeof managedAppAvailability, Beta.ManagedAppAvailability, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('managedIOSStoreApp', () => {
  expect<
    Compared<
      'managedIOSStoreApp' | 'managedApp' | 'mobileApp',
      typeof managedIOSStoreApp,
      V1.ManagedIOSStoreApp,
      'v1.0'
    >['unlike']
  >().type.toBe<never>()
  expect<
    Compared<
      'managedIOSStoreApp' | 'managedApp' | 'mobileApp',
      typeof managedIOSStoreApp,
      Beta.ManagedIOSStoreApp,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('managedMobileLobApp', () => {
  expect<
    Compared<
      'managedMobileLobApp' | 'managedApp' | 'mobileApp',
      typeof managedMobileLobApp,
      V1.ManagedMobileLobApp,
      'v1.0'
    >['unlike']
  >().type.toBe<never>()
  expect<
    Compared<
      'managedMobileLobApp' | 'managedApp' | 'mobileApp',
      typeof managedMobileLobApp,
      Beta.ManagedMobileLobApp,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('managedIOSLobApp', () => {
  expect<
    Compared<
      'managedIOSLobApp' | 'managedMobileLobApp' | 'managedApp' | 'mobileApp',
      typeof managedIOSLobApp,
      V1.ManagedIOSLobApp,
      'v1.0'
    >['unlike']
  >().type.toBe<never>()
  expect<
    Compared<
      'managedIOSLobApp' | 'managedMobileLobApp' | 'managedApp' | 'mobileApp',
      typeof managedIOSLobApp,
      Beta.ManagedIOSLobApp,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('androidManagedStoreApp', () => {
  expect<
    Compared<
      'androidManagedStoreApp' | 'mobileApp',
      typeof androidManagedStoreApp,
      Beta.AndroidManagedStoreApp,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('androidManagedStoreAppTrack', () => {
  expect<
    Compared<
      'androidManagedStoreAppTrack',
      typeof androidManagedStoreAppTrack,
      Beta.AndroidManagedStoreAppTrack,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('managedDeviceMobileAppConfiguration', () => {
  expect<
    Compared<
      'managedDeviceMobileAppConfiguration',
      typeof managedDeviceMobileAppConfiguration,
      V1.ManagedDeviceMobileAppConfiguration,
      'v1.0',
      'assignments' | 'deviceStatuses' | 'userStatuses' | 'deviceStatusSummary' | 'userStatusSummary'
    >['unlike']
  >().type.toBe<never>()
  expect<
    Compared<
      'managedDeviceMobileAppConfiguration',
      typeof managedDeviceMobileAppConfiguration,
      Beta.ManagedDeviceMobileAppConfiguration,
      'beta',
      'assignments' | 'deviceStatuses' | 'userStatuses' | 'deviceStatusSummary' | 'userStatusSummary'
    >['unlike']
  >().type.toBe<never>()
})

test('managedDeviceMobileAppConfigurationAssignment', () => {
  expect<
    Compared<
      'managedDeviceMobileAppConfigurationAssignment',
      typeof managedDeviceMobileAppConfigurationAssignment,
      V1.ManagedDeviceMobileAppConfigurationAssignment,
      'v1.0'
    >['unlike']
  >().type.toBe<never>()
  expect<
    Compared<
      'managedDeviceMobileAppConfigurationAssignment',
      typeof managedDeviceMobileAppConfigurationAssignment,
      Beta.ManagedDeviceMobileAppConfigurationAssignment,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('deviceAndAppManagementAssignmentTarget', () => {
  expect<
    Compared<
      'deviceAndAppManagementAssignmentTarget',
      typeof deviceAndAppManagementAssignmentTarget,
      V1.DeviceAndAppManagementAssignmentTarget,
      'v1.0'
    >['unlike']
  >().type.toBe<never>()
  expect<
    Compared<
      'deviceAndAppManagementAssignmentTarget',
      typeof deviceAndAppManagementAssignmentTarget,
      Beta.DeviceAndAppManagementAssignmentTarget,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('deviceAndAppManagementAssignmentFilterType', () => {
  expect<
    Compared<
      'deviceAndAppManagementAssignmentFilterType',
      typeof deviceAndAppManagementAssignmentFilterType,
      Beta.DeviceAndAppManagementAssignmentFilterType,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('allLicensedUsersAssignmentTarget', () => {
  expect<
    Compared<
      'allLicensedUsersAssignmentTarget' | 'deviceAndAppManagementAssignmentTarget',
      typeof allLicensedUsersAssignmentTarget,
      V1.AllLicensedUsersAssignmentTarget,
      'v1.0'
    >['unlike']
  >().type.toBe<never>()
  expect<
    Compared<
      'allLicensedUsersAssignmentTarget' | 'deviceAndAppManagementAssignmentTarget',
      typeof allLicensedUsersAssignmentTarget,
      Beta.AllLicensedUsersAssignmentTarget,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('allDevicesAssignmentTarget', () => {
  expect<
    Compared<
      'allDevicesAssignmentTarget' | 'deviceAndAppManagementAssignmentTarget',
      typeof allDevicesAssignmentTarget,
      V1.AllDevicesAssignmentTarget,
      'v1.0'
    >['unlike']
  >().type.toBe<never>()
  expect<
    Compared<
      'allDevicesAssignmentTarget' | 'deviceAndAppManagementAssignmentTarget',
      typeof allDevicesAssignmentTarget,
      Beta.AllDevicesAssignmentTarget,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('configurationManagerCollectionAssignmentTarget', () => {
  expect<
    Compared<
      'configurationManagerCollectionAssignmentTarget' | 'deviceAndAppManagementAssignmentTarget',
      typeof configurationManagerCollectionAssignmentTarget,
      V1.ConfigurationManagerCollectionAssignmentTarget,
      'v1.0'
    >['unlike']
  >().type.toBe<never>()
  expect<
    Compared<
      'configurationManagerCollectionAssignmentTarget' | 'deviceAndAppManagementAssignmentTarget',
      typeof configurationManagerCollectionAssignmentTarget,
      Beta.ConfigurationManagerCollectionAssignmentTarget,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('groupAssignmentTarget', () => {
  expect<
    Compared<
      'groupAssignmentTarget' | 'deviceAndAppManagementAssignmentTarget',
      typeof groupAssignmentTarget,
      V1.GroupAssignmentTarget,
      'v1.0'
    >['unlike']
  >().type.toBe<never>()
  expect<
    Compared<
      'groupAssignmentTarget' | 'deviceAndAppManagementAssignmentTarget',
      typeof groupAssignmentTarget,
      Beta.GroupAssignmentTarget,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('exclusionGroupAssignmentTarget', () => {
  expect<
    Compared<
      'exclusionGroupAssignmentTarget' | 'groupAssignmentTarget' | 'deviceAndAppManagementAssignmentTarget',
      typeof exclusionGroupAssignmentTarget,
      V1.ExclusionGroupAssignmentTarget,
      'v1.0'
    >['unlike']
  >().type.toBe<never>()
  expect<
    Compared<
      'exclusionGroupAssignmentTarget' | 'groupAssignmentTarget' | 'deviceAndAppManagementAssignmentTarget',
      typeof exclusionGroupAssignmentTarget,
      Beta.ExclusionGroupAssignmentTarget,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('managedDeviceMobileAppConfigurationDeviceStatus', () => {
  expect<
    Compared<
      'managedDeviceMobileAppConfigurationDeviceStatus',
      typeof managedDeviceMobileAppConfigurationDeviceStatus,
      V1.ManagedDeviceMobileAppConfigurationDeviceStatus,
      'v1.0'
    >['unlike']
  >().type.toBe<never>()
  expect<
    Compared<
      'managedDeviceMobileAppConfigurationDeviceStatus',
      typeof managedDeviceMobileAppConfigurationDeviceStatus,
      Beta.ManagedDeviceMobileAppConfigurationDeviceStatus,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('complianceStatus', () => {
  expect<
    Compared<'complianceStatus', typeof complianceStatus, V1.ComplianceStatus, 'v1.0'>['unlike']
  >().type.toBe<never>()
  expect<
    Compared<'complianceStatus', typeof complianceStatus, Beta.ComplianceStatus, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('managedDeviceMobileAppConfigurationUserStatus', () => {
  expect<
    Compared<
      'managedDeviceMobileAppConfigurationUserStatus',
      typeof managedDeviceMobileAppConfigurationUserStatus,
      V1.ManagedDeviceMobileAppConfigurationUserStatus,
      'v1.0'
    >['unlike']
  >().type.toBe<never>()
  expect<
    Compared<
      'managedDeviceMobileAppConfigurationUserStatus',
      typeof managedDeviceMobileAppConfigurationUserStatus,
      Beta.ManagedDeviceMobileAppConfigurationUserStatus,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('managedDeviceMobileAppConfigurationDeviceSummary', () => {
  expect<
    Compared<
      'managedDeviceMobileAppConfigurationDeviceSummary',
      typeof managedDeviceMobileAppConfigurationDeviceSummary,
      V1.ManagedDeviceMobileAppConfigurationDeviceSummary,
      'v1.0'
    >['unlike']
  >().type.toBe<never>()
  expect<
    Compared<
      'managedDeviceMobileAppConfigurationDeviceSummary',
      typeof managedDeviceMobileAppConfigurationDeviceSummary,
      Beta.ManagedDeviceMobileAppConfigurationDeviceSummary,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('managedDeviceMobileAppConfigurationUserSummary', () => {
  expect<
    Compared<
      'managedDeviceMobileAppConfigurationUserSummary',
      typeof managedDeviceMobileAppConfigurationUserSummary,
      V1.ManagedDeviceMobileAppConfigurationUserSummary,
      'v1.0'
    >['unlike']
  >().type.toBe<never>()
  expect<
    Compared<
      'managedDeviceMobileAppConfigurationUserSummary',
      typeof managedDeviceMobileAppConfigurationUserSummary,
      Beta.ManagedDeviceMobileAppConfigurationUserSummary,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('iosMobileAppConfiguration', () => {
  expect<
    Compared<
      'iosMobileAppConfiguration' | 'managedDeviceMobileAppConfiguration',
      typeof iosMobileAppConfiguration,
      V1.IosMobileAppConfiguration,
      'v1.0',
      'assignments' | 'deviceStatuses' | 'userStatuses' | 'deviceStatusSummary' | 'userStatusSummary'
    >['unlike']
  >().type.toBe<never>()
  expect<
    Compared<
      'iosMobileAppConfiguration' | 'managedDeviceMobileAppConfiguration',
      typeof iosMobileAppConfiguration,
      Beta.IosMobileAppConfiguration,
      'beta',
      'assignments' | 'deviceStatuses' | 'userStatuses' | 'deviceStatusSummary' | 'userStatusSummary'
    >['unlike']
  >().type.toBe<never>()
})

test('appConfigurationSettingItem', () => {
  expect<
    Compared<
      'appConfigurationSettingItem',
      typeof appConfigurationSettingItem,
      V1.AppConfigurationSettingItem,
      'v1.0'
    >['unlike']
  >().type.toBe<never>()
  expect<
    Compared<
      'appConfigurationSettingItem',
      typeof appConfigurationSettingItem,
      Beta.AppConfigurationSettingItem,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('mdmAppConfigKeyType', () => {
  expect<
    Compared<'mdmAppConfigKeyType', typeof mdmAppConfigKeyType, V1.MdmAppConfigKeyType, 'v1.0'>['unlike']
  >().type.toBe<never>()
  expect<
    Compared<'mdmAppConfigKeyType', typeof mdmAppConfigKeyType, Beta.MdmAppConfigKeyType, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('androidManagedStoreAppConfiguration', () => {
  expect<
    Compared<
      'androidManagedStoreAppConfiguration' | 'managedDeviceMobileAppConfiguration',
      typeof androidManagedStoreAppConfiguration,
      Beta.AndroidManagedStoreAppConfiguration,
      'beta',
      'assignments' | 'deviceStatuses' | 'userStatuses' | 'deviceStatusSummary' | 'userStatusSummary'
    >['unlike']
  >().type.toBe<never>()
})

test('androidProfileApplicability', () => {
  expect<
    Compared<
      'androidProfileApplicability',
      typeof androidProfileApplicability,
      Beta.AndroidProfileApplicability,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('androidPermissionAction', () => {
  expect<
    Compared<'androidPermissionAction', typeof androidPermissionAction, Beta.AndroidPermissionAction, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('androidPermissionActionType', () => {
  expect<
    Compared<
      'androidPermissionActionType',
      typeof androidPermissionActionType,
      Beta.AndroidPermissionActionType,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('androidForWorkMobileAppConfiguration', () => {
  expect<
    Compared<
      'androidForWorkMobileAppConfiguration' | 'managedDeviceMobileAppConfiguration',
      typeof androidForWorkMobileAppConfiguration,
      Beta.AndroidForWorkMobileAppConfiguration,
      'beta',
      'assignments' | 'deviceStatuses' | 'userStatuses' | 'deviceStatusSummary' | 'userStatusSummary'
    >['unlike']
  >().type.toBe<never>()
})

test('mobileAppCategory', () => {
  expect<
    Compared<'mobileAppCategory', typeof mobileAppCategory, V1.MobileAppCategory, 'v1.0'>['unlike']
  >().type.toBe<never>()
  expect<
    Compared<'mobileAppCategory', typeof mobileAppCategory, Beta.MobileAppCategory, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('deviceManagement', () => {
  expect<
    Compared<
      'deviceManagement',
      typeof deviceManagement,
      V1.DeviceManagement,
      'v1.0',
      'managedDevices' | 'deviceCategories'
    >['unlike']
  >().type.toBe<never>()
  expect<
    Compared<
      'deviceManagement',
      typeof deviceManagement,
      Beta.DeviceManagement,
      'beta',
      'managedDevices' | 'deviceCategories' | 'assignmentFilters' | 'roleScopeTags'
    >['unlike']
  >().type.toBe<never>()
})

test('adminConsent', () => {
  expect<Compared<'adminConsent', typeof adminConsent, Beta.AdminConsent, 'beta'>['unlike']>().type.toBe<never>()
})

test('adminConsentState', () => {
  expect<
    Compared<'adminConsentState', typeof adminConsentState, Beta.AdminConsentState, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('connectorStatusDetails', () => {
  expect<
    Compared<'connectorStatusDetails', typeof connectorStatusDetails, Beta.ConnectorStatusDetails, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('connectorName', () => {
  expect<Compared<'connectorName', typeof connectorName, Beta.ConnectorName, 'beta'>['unlike']>().type.toBe<never>()
})

test('connectorHealthState', () => {
  expect<
    Compared<'connectorHealthState', typeof connectorHealthState, Beta.ConnectorHealthState, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('dataProcessorServiceForWindowsFeaturesOnboarding', () => {
  expect<
    Compared<
      'dataProcessorServiceForWindowsFeaturesOnboarding',
      typeof dataProcessorServiceForWindowsFeaturesOnboarding,
      Beta.DataProcessorServiceForWindowsFeaturesOnboarding,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('deviceProtectionOverview', () => {
  expect<
    Compared<'deviceProtectionOverview', typeof deviceProtectionOverview, V1.DeviceProtectionOverview, 'v1.0'>['unlike']
  >().type.toBe<never>()
  expect<
    Compared<
      'deviceProtectionOverview',
      typeof deviceProtectionOverview,
      Beta.DeviceProtectionOverview,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('intuneBrand', () => {
  expect<Compared<'intuneBrand', typeof intuneBrand, V1.IntuneBrand, 'v1.0'>['unlike']>().type.toBe<never>()
  expect<Compared<'intuneBrand', typeof intuneBrand, Beta.IntuneBrand, 'beta'>['unlike']>().type.toBe<never>()
})

test('companyPortalBlockedAction', () => {
  expect<
    Compared<
      'companyPortalBlockedAction',
      typeof companyPortalBlockedAction,
      Beta.CompanyPortalBlockedAction,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('companyPortalAction', () => {
  expect<
    Compared<'companyPortalAction', typeof companyPortalAction, Beta.CompanyPortalAction, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('ownerType', () => {
  expect<Compared<'ownerType', typeof ownerType, Beta.OwnerType, 'beta'>['unlike']>().type.toBe<never>()
})

test('devicePlatformType', () => {
  expect<
    Compared<'devicePlatformType', typeof devicePlatformType, V1.DevicePlatformType, 'v1.0'>['unlike']
  >().type.toBe<never>()
  expect<
    Compared<'devicePlatformType', typeof devicePlatformType, Beta.DevicePlatformType, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('enrollmentAvailabilityOptions', () => {
  expect<
    Compared<
      'enrollmentAvailabilityOptions',
      typeof enrollmentAvailabilityOptions,
      Beta.EnrollmentAvailabilityOptions,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('rgbColor', () => {
  expect<Compared<'rgbColor', typeof rgbColor, V1.RgbColor, 'v1.0'>['unlike']>().type.toBe<never>()
  expect<Compared<'rgbColor', typeof rgbColor, Beta.RgbColor, 'beta'>['unlike']>().type.toBe<never>()
})

test('managedDeviceCleanupSettings', () => {
  expect<
    Compared<
      'managedDeviceCleanupSettings',
      typeof managedDeviceCleanupSettings,
      Beta.ManagedDeviceCleanupSettings,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('deviceManagementSettings', () => {
  expect<
    Compared<'deviceManagementSettings', typeof deviceManagementSettings, V1.DeviceManagementSettings, 'v1.0'>['unlike']
  >().type.toBe<never>()
  expect<
    Compared<
      'deviceManagementSettings',
      typeof deviceManagementSettings,
      Beta.DeviceManagementSettings,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('derivedCredentialProviderType', () => {
  expect<
    Compared<
      'derivedCredentialProviderType',
      typeof derivedCredentialProviderType,
      Beta.DerivedCredentialProviderType,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('deviceManagementSubscriptions', () => {
  expect<
    Compared<
      'deviceManagementSubscriptions',
      typeof deviceManagementSubscriptions,
      Beta.DeviceManagementSubscriptions,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('deviceManagementSubscriptionState', () => {
  expect<
    Compared<
      'deviceManagementSubscriptionState',
      typeof deviceManagementSubscriptionState,
      V1.DeviceManagementSubscriptionState,
      'v1.0'
    >['unlike']
  >().type.toBe<never>()
  expect<
    Compared<
      'deviceManagementSubscriptionState',
      typeof deviceManagementSubscriptionState,
      Beta.DeviceManagementSubscriptionState,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('userExperienceAnalyticsAnomalySeverityOverview', () => {
  expect<
    Compared<
      'userExperienceAnalyticsAnomalySeverityOverview',
      typeof userExperienceAnalyticsAnomalySeverityOverview,
      Beta.UserExperienceAnalyticsAnomalySeverityOverview,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('userExperienceAnalyticsSettings', () => {
  expect<
    Compared<
      'userExperienceAnalyticsSettings',
      typeof userExperienceAnalyticsSettings,
      V1.UserExperienceAnalyticsSettings,
      'v1.0'
    >['unlike']
  >().type.toBe<never>()
  expect<
    Compared<
      'userExperienceAnalyticsSettings',
      typeof userExperienceAnalyticsSettings,
      Beta.UserExperienceAnalyticsSettings,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('windowsMalwareOverview', () => {
  expect<
    Compared<'windowsMalwareOverview', typeof windowsMalwareOverview, V1.WindowsMalwareOverview, 'v1.0'>['unlike']
  >().type.toBe<never>()
  expect<
    Compared<'windowsMalwareOverview', typeof windowsMalwareOverview, Beta.WindowsMalwareOverview, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('windowsMalwareCategoryCount', () => {
  expect<
    Compared<
      'windowsMalwareCategoryCount',
      typeof windowsMalwareCategoryCount,
      V1.WindowsMalwareCategoryCount,
      'v1.0'
    >['unlike']
  >().type.toBe<never>()
  expect<
    Compared<
      'windowsMalwareCategoryCount',
      typeof windowsMalwareCategoryCount,
      Beta.WindowsMalwareCategoryCount,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('windowsMalwareCategory', () => {
  expect<
    Compared<'windowsMalwareCategory', typeof windowsMalwareCategory, V1.WindowsMalwareCategory, 'v1.0'>['unlike']
  >().type.toBe<never>()
  expect<
    Compared<'windowsMalwareCategory', typeof windowsMalwareCategory, Beta.WindowsMalwareCategory, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('windowsMalwareExecutionStateCount', () => {
  expect<
    Compared<
      'windowsMalwareExecutionStateCount',
      typeof windowsMalwareExecutionStateCount,
      V1.WindowsMalwareExecutionStateCount,
      'v1.0'
    >['unlike']
  >().type.toBe<never>()
  expect<
    Compared<
      'windowsMalwareExecutionStateCount',
      typeof windowsMalwareExecutionStateCount,
      Beta.WindowsMalwareExecutionStateCount,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('windowsMalwareExecutionState', () => {
  expect<
    Compared<
      'windowsMalwareExecutionState',
      typeof windowsMalwareExecutionState,
      V1.WindowsMalwareExecutionState,
      'v1.0'
    >['unlike']
  >().type.toBe<never>()
  expect<
    Compared<
      'windowsMalwareExecutionState',
      typeof windowsMalwareExecutionState,
      Beta.WindowsMalwareExecutionState,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('windowsMalwareNameCount', () => {
  expect<
    Compared<'windowsMalwareNameCount', typeof windowsMalwareNameCount, V1.WindowsMalwareNameCount, 'v1.0'>['unlike']
  >().type.toBe<never>()
  expect<
    Compared<'windowsMalwareNameCount', typeof windowsMalwareNameCount, Beta.WindowsMalwareNameCount, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('windowsMalwareSeverityCount', () => {
  expect<
    Compared<
      'windowsMalwareSeverityCount',
      typeof windowsMalwareSeverityCount,
      V1.WindowsMalwareSeverityCount,
      'v1.0'
    >['unlike']
  >().type.toBe<never>()
  expect<
    Compared<
      'windowsMalwareSeverityCount',
      typeof windowsMalwareSeverityCount,
      Beta.WindowsMalwareSeverityCount,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('windowsMalwareSeverity', () => {
  expect<
    Compared<'windowsMalwareSeverity', typeof windowsMalwareSeverity, V1.WindowsMalwareSeverity, 'v1.0'>['unlike']
  >().type.toBe<never>()
  expect<
    Compared<'windowsMalwareSeverity', typeof windowsMalwareSeverity, Beta.WindowsMalwareSeverity, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('windowsMalwareStateCount', () => {
  expect<
    Compared<'windowsMalwareStateCount', typeof windowsMalwareStateCount, V1.WindowsMalwareStateCount, 'v1.0'>['unlike']
  >().type.toBe<never>()
  expect<
    Compared<
      'windowsMalwareStateCount',
      typeof windowsMalwareStateCount,
      Beta.WindowsMalwareStateCount,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('windowsMalwareThreatState', () => {
  expect<
    Compared<
      'windowsMalwareThreatState',
      typeof windowsMalwareThreatState,
      V1.WindowsMalwareThreatState,
      'v1.0'
    >['unlike']
  >().type.toBe<never>()
  expect<
    Compared<
      'windowsMalwareThreatState',
      typeof windowsMalwareThreatState,
      Beta.WindowsMalwareThreatState,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('osVersionCount', () => {
  expect<Compared<'osVersionCount', typeof osVersionCount, V1.OsVersionCount, 'v1.0'>['unlike']>().type.toBe<never>()
  expect<Compared<'osVersionCount', typeof osVersionCount, Beta.OsVersionCount, 'beta'>['unlike']>().type.toBe<never>()
})

test('managedDevice', () => {
  expect<
    Compared<'managedDevice', typeof managedDevice, V1.ManagedDevice, 'v1.0', 'users'>['unlike']
  >().type.toBe<never>()
  expect<
    Compared<'managedDevice', typeof managedDevice, Beta.ManagedDevice, 'beta', 'users'>['unlike']
  >().type.toBe<never>()
})

test('hardwareInformation', () => {
  expect<
    Compared<'hardwareInformation', typeof hardwareInformation, Beta.HardwareInformation, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('deviceGuardLocalSystemAuthorityCredentialGuardState', () => {
  expect<
    Compared<
      'deviceGuardLocalSystemAuthorityCredentialGuardState',
      typeof deviceGuardLocalSystemAuthorityCredentialGuardState,
      Beta.DeviceGuardLocalSystemAuthorityCredentialGuardState,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('deviceGuardVirtualizationBasedSecurityHardwareRequirementState', () => {
  expect<
    Compared<
      'deviceGuardVirtualizationBasedSecurityHardwareRequirementState',
      typeof deviceGuardVirtualizationBasedSecurityHardwareRequirementState,
      Beta.DeviceGuardVirtualizationBasedSecurityHardwareRequirementState,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('deviceGuardVirtualizationBasedSecurityState', () => {
  expect<
    Compared<
      'deviceGuardVirtualizationBasedSecurityState',
      typeof deviceGuardVirtualizationBasedSecurityState,
      Beta.DeviceGuardVirtualizationBasedSecurityState,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('deviceLicensingStatus', () => {
  expect<
    Compared<'deviceLicensingStatus', typeof deviceLicensingStatus, Beta.DeviceLicensingStatus, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('sharedAppleDeviceUser', () => {
  expect<
    Compared<'sharedAppleDeviceUser', typeof sharedAppleDeviceUser, Beta.SharedAppleDeviceUser, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('managedDeviceOwnerType', () => {
  expect<
    Compared<'managedDeviceOwnerType', typeof managedDeviceOwnerType, V1.ManagedDeviceOwnerType, 'v1.0'>['unlike']
  >().type.toBe<never>()
  expect<
    Compared<'managedDeviceOwnerType', typeof managedDeviceOwnerType, Beta.ManagedDeviceOwnerType, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('deviceActionResult', () => {
  expect<
    Compared<'deviceActionResult', typeof deviceActionResult, V1.DeviceActionResult, 'v1.0'>['unlike']
  >().type.toBe<never>()
  expect<
    Compared<'deviceActionResult', typeof deviceActionResult, Beta.DeviceActionResult, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('managementState', () => {
  expect<
    Compared<'managementState', typeof managementState, Beta.ManagementState, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('chassisType', () => {
  expect<Compared<'chassisType', typeof chassisType, Beta.ChassisType, 'beta'>['unlike']>().type.toBe<never>()
})

test('deviceType', () => {
  expect<Compared<'deviceType', typeof deviceType, Beta.DeviceType, 'beta'>['unlike']>().type.toBe<never>()
})

test('complianceState', () => {
  expect<Compared<'complianceState', typeof complianceState, V1.ComplianceState, 'v1.0'>['unlike']>().type.toBe<never>()
  expect<
    Compared<'complianceState', typeof complianceState, Beta.ComplianceState, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('managementAgentType', () => {
  expect<
    Compared<'managementAgentType', typeof managementAgentType, V1.ManagementAgentType, 'v1.0'>['unlike']
  >().type.toBe<never>()
  expect<
    Compared<'managementAgentType', typeof managementAgentType, Beta.ManagementAgentType, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('deviceEnrollmentType', () => {
  expect<
    Compared<'deviceEnrollmentType', typeof deviceEnrollmentType, V1.DeviceEnrollmentType, 'v1.0'>['unlike']
  >().type.toBe<never>()
  expect<
    Compared<'deviceEnrollmentType', typeof deviceEnrollmentType, Beta.DeviceEnrollmentType, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('lostModeState', () => {
  expect<Compared<'lostModeState', typeof lostModeState, Beta.LostModeState, 'beta'>['unlike']>().type.toBe<never>()
})

test('deviceRegistrationState', () => {
  expect<
    Compared<'deviceRegistrationState', typeof deviceRegistrationState, V1.DeviceRegistrationState, 'v1.0'>['unlike']
  >().type.toBe<never>()
  expect<
    Compared<'deviceRegistrationState', typeof deviceRegistrationState, Beta.DeviceRegistrationState, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('deviceManagementExchangeAccessState', () => {
  expect<
    Compared<
      'deviceManagementExchangeAccessState',
      typeof deviceManagementExchangeAccessState,
      V1.DeviceManagementExchangeAccessState,
      'v1.0'
    >['unlike']
  >().type.toBe<never>()
  expect<
    Compared<
      'deviceManagementExchangeAccessState',
      typeof deviceManagementExchangeAccessState,
      Beta.DeviceManagementExchangeAccessState,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('deviceManagementExchangeAccessStateReason', () => {
  expect<
    Compared<
      'deviceManagementExchangeAccessStateReason',
      typeof deviceManagementExchangeAccessStateReason,
      V1.DeviceManagementExchangeAccessStateReason,
      'v1.0'
    >['unlike']
  >().type.toBe<never>()
  expect<
    Compared<
      'deviceManagementExchangeAccessStateReason',
      typeof deviceManagementExchangeAccessStateReason,
      Beta.DeviceManagementExchangeAccessStateReason,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('configurationManagerClientEnabledFeatures', () => {
  expect<
    Compared<
      'configurationManagerClientEnabledFeatures',
      typeof configurationManagerClientEnabledFeatures,
      V1.ConfigurationManagerClientEnabledFeatures,
      'v1.0'
    >['unlike']
  >().type.toBe<never>()
  expect<
    Compared<
      'configurationManagerClientEnabledFeatures',
      typeof configurationManagerClientEnabledFeatures,
      Beta.ConfigurationManagerClientEnabledFeatures,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('deviceHealthAttestationState', () => {
  expect<
    Compared<
      'deviceHealthAttestationState',
      typeof deviceHealthAttestationState,
      V1.DeviceHealthAttestationState,
      'v1.0'
    >['unlike']
  >().type.toBe<never>()
  expect<
    Compared<
      'deviceHealthAttestationState',
      typeof deviceHealthAttestationState,
      Beta.DeviceHealthAttestationState,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('firmwareProtectionType', () => {
  expect<
    Compared<'firmwareProtectionType', typeof firmwareProtectionType, Beta.FirmwareProtectionType, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('azureAttestationSettingStatus', () => {
  expect<
    Compared<
      'azureAttestationSettingStatus',
      typeof azureAttestationSettingStatus,
      Beta.AzureAttestationSettingStatus,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('systemManagementModeLevel', () => {
  expect<
    Compared<
      'systemManagementModeLevel',
      typeof systemManagementModeLevel,
      Beta.SystemManagementModeLevel,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('managedDevicePartnerReportedHealthState', () => {
  expect<
    Compared<
      'managedDevicePartnerReportedHealthState',
      typeof managedDevicePartnerReportedHealthState,
      V1.ManagedDevicePartnerReportedHealthState,
      'v1.0'
    >['unlike']
  >().type.toBe<never>()
  expect<
    Compared<
      'managedDevicePartnerReportedHealthState',
      typeof managedDevicePartnerReportedHealthState,
      Beta.ManagedDevicePartnerReportedHealthState,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('configurationManagerClientHealthState', () => {
  expect<
    Compared<
      'configurationManagerClientHealthState',
      typeof configurationManagerClientHealthState,
      Beta.ConfigurationManagerClientHealthState,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('configurationManagerClientState', () => {
  expect<
    Compared<
      'configurationManagerClientState',
      typeof configurationManagerClientState,
      Beta.ConfigurationManagerClientState,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('configurationManagerClientInformation', () => {
  expect<
    Compared<
      'configurationManagerClientInformation',
      typeof configurationManagerClientInformation,
      Beta.ConfigurationManagerClientInformation,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('managedDeviceArchitecture', () => {
  expect<
    Compared<
      'managedDeviceArchitecture',
      typeof managedDeviceArchitecture,
      Beta.ManagedDeviceArchitecture,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('joinType', () => {
  expect<Compared<'joinType', typeof joinType, Beta.JoinType, 'beta'>['unlike']>().type.toBe<never>()
})

test('managedDeviceManagementFeatures', () => {
  expect<
    Compared<
      'managedDeviceManagementFeatures',
      typeof managedDeviceManagementFeatures,
      Beta.ManagedDeviceManagementFeatures,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('chromeOSDeviceProperty', () => {
  expect<
    Compared<'chromeOSDeviceProperty', typeof chromeOSDeviceProperty, Beta.ChromeOSDeviceProperty, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('cloudPcRemoteActionResult', () => {
  expect<
    Compared<
      'cloudPcRemoteActionResult',
      typeof cloudPcRemoteActionResult,
      Beta.CloudPcRemoteActionResult,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('cloudPcStatusDetail', () => {
  expect<
    Compared<'cloudPcStatusDetail', typeof cloudPcStatusDetail, Beta.CloudPcStatusDetail, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('keyValuePair', () => {
  expect<Compared<'keyValuePair', typeof keyValuePair, V1.KeyValuePair, 'v1.0'>['unlike']>().type.toBe<never>()
  expect<Compared<'keyValuePair', typeof keyValuePair, Beta.KeyValuePair, 'beta'>['unlike']>().type.toBe<never>()
})

test('cloudPcStatusDetails', () => {
  expect<
    Compared<'cloudPcStatusDetails', typeof cloudPcStatusDetails, Beta.CloudPcStatusDetails, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('loggedOnUser', () => {
  expect<Compared<'loggedOnUser', typeof loggedOnUser, Beta.LoggedOnUser, 'beta'>['unlike']>().type.toBe<never>()
})

test('directoryObject', () => {
  expect<Compared<'directoryObject', typeof directoryObject, V1.DirectoryObject, 'v1.0'>['unlike']>().type.toBe<never>()
  expect<
    Compared<'directoryObject', typeof directoryObject, Beta.DirectoryObject, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('user', () => {
  expect<
    Compared<
      'user' | 'directoryObject',
      typeof user,
      V1.User,
      'v1.0',
      'memberOf' | 'transitiveMemberOf' | 'managedDevices'
    >['unlike']
  >().type.toBe<never>()
  expect<
    Compared<
      'user' | 'directoryObject',
      typeof user,
      Beta.User,
      'beta',
      'memberOf' | 'transitiveMemberOf' | 'managedDevices'
    >['unlike']
  >().type.toBe<never>()
})

test('assignedLicense', () => {
  expect<Compared<'assignedLicense', typeof assignedLicense, V1.AssignedLicense, 'v1.0'>['unlike']>().type.toBe<never>()
  expect<
    Compared<'assignedLicense', typeof assignedLicense, Beta.AssignedLicense, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('assignedPlan', () => {
  expect<Compared<'assignedPlan', typeof assignedPlan, V1.AssignedPlan, 'v1.0'>['unlike']>().type.toBe<never>()
  expect<Compared<'assignedPlan', typeof assignedPlan, Beta.AssignedPlan, 'beta'>['unlike']>().type.toBe<never>()
})

test('authorizationInfo', () => {
  expect<
    Compared<'authorizationInfo', typeof authorizationInfo, V1.AuthorizationInfo, 'v1.0'>['unlike']
  >().type.toBe<never>()
  expect<
    Compared<'authorizationInfo', typeof authorizationInfo, Beta.AuthorizationInfo, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('cloudRealtimeCommunicationInfo', () => {
  expect<
    Compared<
      'cloudRealtimeCommunicationInfo',
      typeof cloudRealtimeCommunicationInfo,
      Beta.CloudRealtimeCommunicationInfo,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('deviceKey', () => {
  expect<Compared<'deviceKey', typeof deviceKey, Beta.DeviceKey, 'beta'>['unlike']>().type.toBe<never>()
})

test('employeeOrgData', () => {
  expect<Compared<'employeeOrgData', typeof employeeOrgData, V1.EmployeeOrgData, 'v1.0'>['unlike']>().type.toBe<never>()
  expect<
    Compared<'employeeOrgData', typeof employeeOrgData, Beta.EmployeeOrgData, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('objectIdentity', () => {
  expect<Compared<'objectIdentity', typeof objectIdentity, V1.ObjectIdentity, 'v1.0'>['unlike']>().type.toBe<never>()
  expect<Compared<'objectIdentity', typeof objectIdentity, Beta.ObjectIdentity, 'beta'>['unlike']>().type.toBe<never>()
})

test('licenseAssignmentState', () => {
  expect<
    Compared<'licenseAssignmentState', typeof licenseAssignmentState, V1.LicenseAssignmentState, 'v1.0'>['unlike']
  >().type.toBe<never>()
  expect<
    Compared<'licenseAssignmentState', typeof licenseAssignmentState, Beta.LicenseAssignmentState, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('onPremisesExtensionAttributes', () => {
  expect<
    Compared<
      'onPremisesExtensionAttributes',
      typeof onPremisesExtensionAttributes,
      V1.OnPremisesExtensionAttributes,
      'v1.0'
    >['unlike']
  >().type.toBe<never>()
  expect<
    Compared<
      'onPremisesExtensionAttributes',
      typeof onPremisesExtensionAttributes,
      Beta.OnPremisesExtensionAttributes,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('onPremisesProvisioningError', () => {
  expect<
    Compared<
      'onPremisesProvisioningError',
      typeof onPremisesProvisioningError,
      V1.OnPremisesProvisioningError,
      'v1.0'
    >['unlike']
  >().type.toBe<never>()
  expect<
    Compared<
      'onPremisesProvisioningError',
      typeof onPremisesProvisioningError,
      Beta.OnPremisesProvisioningError,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('onPremisesSipInfo', () => {
  expect<
    Compared<'onPremisesSipInfo', typeof onPremisesSipInfo, Beta.OnPremisesSipInfo, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('passwordProfile', () => {
  expect<Compared<'passwordProfile', typeof passwordProfile, V1.PasswordProfile, 'v1.0'>['unlike']>().type.toBe<never>()
  expect<
    Compared<'passwordProfile', typeof passwordProfile, Beta.PasswordProfile, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('provisionedPlan', () => {
  expect<Compared<'provisionedPlan', typeof provisionedPlan, V1.ProvisionedPlan, 'v1.0'>['unlike']>().type.toBe<never>()
  expect<
    Compared<'provisionedPlan', typeof provisionedPlan, Beta.ProvisionedPlan, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('serviceProvisioningError', () => {
  expect<
    Compared<'serviceProvisioningError', typeof serviceProvisioningError, V1.ServiceProvisioningError, 'v1.0'>['unlike']
  >().type.toBe<never>()
  expect<
    Compared<
      'serviceProvisioningError',
      typeof serviceProvisioningError,
      Beta.ServiceProvisioningError,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('signInActivity', () => {
  expect<Compared<'signInActivity', typeof signInActivity, V1.SignInActivity, 'v1.0'>['unlike']>().type.toBe<never>()
  expect<Compared<'signInActivity', typeof signInActivity, Beta.SignInActivity, 'beta'>['unlike']>().type.toBe<never>()
})

test('group', () => {
  expect<
    Compared<
      'group' | 'directoryObject',
      typeof group,
      V1.Group,
      'v1.0',
      'members' | 'transitiveMembers' | 'memberOf' | 'transitiveMemberOf' | 'owners'
    >['unlike']
  >().type.toBe<never>()
  expect<
    Compared<
      'group' | 'directoryObject',
      typeof group,
      Beta.Group,
      'beta',
      'members' | 'transitiveMembers' | 'memberOf' | 'transitiveMemberOf' | 'owners'
    >['unlike']
  >().type.toBe<never>()
})

test('groupAccessType', () => {
  expect<
    Compared<'groupAccessType', typeof groupAccessType, Beta.GroupAccessType, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('assignedLabel', () => {
  expect<Compared<'assignedLabel', typeof assignedLabel, V1.AssignedLabel, 'v1.0'>['unlike']>().type.toBe<never>()
  expect<Compared<'assignedLabel', typeof assignedLabel, Beta.AssignedLabel, 'beta'>['unlike']>().type.toBe<never>()
})

test('licenseProcessingState', () => {
  expect<
    Compared<'licenseProcessingState', typeof licenseProcessingState, V1.LicenseProcessingState, 'v1.0'>['unlike']
  >().type.toBe<never>()
  expect<
    Compared<'licenseProcessingState', typeof licenseProcessingState, Beta.LicenseProcessingState, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('membershipRuleProcessingStatus', () => {
  expect<
    Compared<
      'membershipRuleProcessingStatus',
      typeof membershipRuleProcessingStatus,
      Beta.MembershipRuleProcessingStatus,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('membershipRuleProcessingStatusDetails', () => {
  expect<
    Compared<
      'membershipRuleProcessingStatusDetails',
      typeof membershipRuleProcessingStatusDetails,
      Beta.MembershipRuleProcessingStatusDetails,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('writebackConfiguration', () => {
  expect<
    Compared<'writebackConfiguration', typeof writebackConfiguration, Beta.WritebackConfiguration, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('groupWritebackConfiguration', () => {
  expect<
    Compared<
      'groupWritebackConfiguration' | 'writebackConfiguration',
      typeof groupWritebackConfiguration,
      Beta.GroupWritebackConfiguration,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('windowsManagedDevice', () => {
  expect<
    Compared<
      'windowsManagedDevice' | 'managedDevice',
      typeof windowsManagedDevice,
      Beta.WindowsManagedDevice,
      'beta',
      'users'
    >['unlike']
  >().type.toBe<never>()
})

test('deviceCategory', () => {
  expect<Compared<'deviceCategory', typeof deviceCategory, V1.DeviceCategory, 'v1.0'>['unlike']>().type.toBe<never>()
  expect<Compared<'deviceCategory', typeof deviceCategory, Beta.DeviceCategory, 'beta'>['unlike']>().type.toBe<never>()
})

test('deviceAndAppManagementAssignmentFilter', () => {
  expect<
    Compared<
      'deviceAndAppManagementAssignmentFilter',
      typeof deviceAndAppManagementAssignmentFilter,
      Beta.DeviceAndAppManagementAssignmentFilter,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('payloadByFilter', () => {
  expect<
    Compared<'payloadByFilter', typeof payloadByFilter, Beta.PayloadByFilter, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('associatedAssignmentPayloadType', () => {
  expect<
    Compared<
      'associatedAssignmentPayloadType',
      typeof associatedAssignmentPayloadType,
      Beta.AssociatedAssignmentPayloadType,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('assignmentFilterManagementType', () => {
  expect<
    Compared<
      'assignmentFilterManagementType',
      typeof assignmentFilterManagementType,
      Beta.AssignmentFilterManagementType,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('payloadCompatibleAssignmentFilter', () => {
  expect<
    Compared<
      'payloadCompatibleAssignmentFilter' | 'deviceAndAppManagementAssignmentFilter',
      typeof payloadCompatibleAssignmentFilter,
      Beta.PayloadCompatibleAssignmentFilter,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('assignmentFilterPayloadType', () => {
  expect<
    Compared<
      'assignmentFilterPayloadType',
      typeof assignmentFilterPayloadType,
      Beta.AssignmentFilterPayloadType,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('roleScopeTag', () => {
  expect<Compared<'roleScopeTag', typeof roleScopeTag, Beta.RoleScopeTag, 'beta'>['unlike']>().type.toBe<never>()
})

test('organization', () => {
  expect<
    Compared<'organization' | 'directoryObject', typeof organization, V1.Organization, 'v1.0'>['unlike']
  >().type.toBe<never>()
  expect<
    Compared<'organization' | 'directoryObject', typeof organization, Beta.Organization, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('certificateConnectorSetting', () => {
  expect<
    Compared<
      'certificateConnectorSetting',
      typeof certificateConnectorSetting,
      Beta.CertificateConnectorSetting,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('directorySizeQuota', () => {
  expect<
    Compared<'directorySizeQuota', typeof directorySizeQuota, Beta.DirectorySizeQuota, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('mdmAuthority', () => {
  expect<Compared<'mdmAuthority', typeof mdmAuthority, V1.MdmAuthority, 'v1.0'>['unlike']>().type.toBe<never>()
  expect<Compared<'mdmAuthority', typeof mdmAuthority, Beta.MdmAuthority, 'beta'>['unlike']>().type.toBe<never>()
})

test('partnerTenantType', () => {
  expect<
    Compared<'partnerTenantType', typeof partnerTenantType, V1.PartnerTenantType, 'v1.0'>['unlike']
  >().type.toBe<never>()
  expect<
    Compared<'partnerTenantType', typeof partnerTenantType, Beta.PartnerTenantType, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('privacyProfile', () => {
  expect<Compared<'privacyProfile', typeof privacyProfile, V1.PrivacyProfile, 'v1.0'>['unlike']>().type.toBe<never>()
  expect<Compared<'privacyProfile', typeof privacyProfile, Beta.PrivacyProfile, 'beta'>['unlike']>().type.toBe<never>()
})

test('verifiedDomain', () => {
  expect<Compared<'verifiedDomain', typeof verifiedDomain, V1.VerifiedDomain, 'v1.0'>['unlike']>().type.toBe<never>()
  expect<Compared<'verifiedDomain', typeof verifiedDomain, Beta.VerifiedDomain, 'beta'>['unlike']>().type.toBe<never>()
})

test('application', () => {
  expect<
    Compared<'application' | 'directoryObject', typeof application, V1.Application, 'v1.0'>['unlike']
  >().type.toBe<never>()
  expect<
    Compared<'application' | 'directoryObject', typeof application, Beta.Application, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('apiApplication', () => {
  expect<Compared<'apiApplication', typeof apiApplication, V1.ApiApplication, 'v1.0'>['unlike']>().type.toBe<never>()
  expect<Compared<'apiApplication', typeof apiApplication, Beta.ApiApplication, 'beta'>['unlike']>().type.toBe<never>()
})

test('permissionScope', () => {
  expect<Compared<'permissionScope', typeof permissionScope, V1.PermissionScope, 'v1.0'>['unlike']>().type.toBe<never>()
  expect<
    Compared<'permissionScope', typeof permissionScope, Beta.PermissionScope, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('preAuthorizedApplication', () => {
  expect<
    Compared<'preAuthorizedApplication', typeof preAuthorizedApplication, V1.PreAuthorizedApplication, 'v1.0'>['unlike']
  >().type.toBe<never>()
  expect<
    Compared<
      'preAuthorizedApplication',
      typeof preAuthorizedApplication,
      Beta.PreAuthorizedApplication,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('appRole', () => {
  expect<Compared<'appRole', typeof appRole, V1.AppRole, 'v1.0'>['unlike']>().type.toBe<never>()
  expect<Compared<'appRole', typeof appRole, Beta.AppRole, 'beta'>['unlike']>().type.toBe<never>()
})

test('informationalUrl', () => {
  expect<
    Compared<'informationalUrl', typeof informationalUrl, V1.InformationalUrl, 'v1.0'>['unlike']
  >().type.toBe<never>()
  expect<
    Compared<'informationalUrl', typeof informationalUrl, Beta.InformationalUrl, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('keyCredential', () => {
  expect<Compared<'keyCredential', typeof keyCredential, V1.KeyCredential, 'v1.0'>['unlike']>().type.toBe<never>()
  expect<Compared<'keyCredential', typeof keyCredential, Beta.KeyCredential, 'beta'>['unlike']>().type.toBe<never>()
})

test('optionalClaims', () => {
  expect<Compared<'optionalClaims', typeof optionalClaims, V1.OptionalClaims, 'v1.0'>['unlike']>().type.toBe<never>()
  expect<Compared<'optionalClaims', typeof optionalClaims, Beta.OptionalClaims, 'beta'>['unlike']>().type.toBe<never>()
})

test('optionalClaim', () => {
  expect<Compared<'optionalClaim', typeof optionalClaim, V1.OptionalClaim, 'v1.0'>['unlike']>().type.toBe<never>()
  expect<Compared<'optionalClaim', typeof optionalClaim, Beta.OptionalClaim, 'beta'>['unlike']>().type.toBe<never>()
})

test('parentalControlSettings', () => {
  expect<
    Compared<'parentalControlSettings', typeof parentalControlSettings, V1.ParentalControlSettings, 'v1.0'>['unlike']
  >().type.toBe<never>()
  expect<
    Compared<'parentalControlSettings', typeof parentalControlSettings, Beta.ParentalControlSettings, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('passwordCredential', () => {
  expect<
    Compared<'passwordCredential', typeof passwordCredential, V1.PasswordCredential, 'v1.0'>['unlike']
  >().type.toBe<never>()
  expect<
    Compared<'passwordCredential', typeof passwordCredential, Beta.PasswordCredential, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('publicClientApplication', () => {
  expect<
    Compared<'publicClientApplication', typeof publicClientApplication, V1.PublicClientApplication, 'v1.0'>['unlike']
  >().type.toBe<never>()
  expect<
    Compared<'publicClientApplication', typeof publicClientApplication, Beta.PublicClientApplication, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('requiredResourceAccess', () => {
  expect<
    Compared<'requiredResourceAccess', typeof requiredResourceAccess, V1.RequiredResourceAccess, 'v1.0'>['unlike']
  >().type.toBe<never>()
  expect<
    Compared<'requiredResourceAccess', typeof requiredResourceAccess, Beta.RequiredResourceAccess, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('resourceAccess', () => {
  expect<Compared<'resourceAccess', typeof resourceAccess, V1.ResourceAccess, 'v1.0'>['unlike']>().type.toBe<never>()
  expect<Compared<'resourceAccess', typeof resourceAccess, Beta.ResourceAccess, 'beta'>['unlike']>().type.toBe<never>()
})

test('servicePrincipalLockConfiguration', () => {
  expect<
    Compared<
      'servicePrincipalLockConfiguration',
      typeof servicePrincipalLockConfiguration,
      V1.ServicePrincipalLockConfiguration,
      'v1.0'
    >['unlike']
  >().type.toBe<never>()
  expect<
    Compared<
      'servicePrincipalLockConfiguration',
      typeof servicePrincipalLockConfiguration,
      Beta.ServicePrincipalLockConfiguration,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})

test('spaApplication', () => {
  expect<Compared<'spaApplication', typeof spaApplication, V1.SpaApplication, 'v1.0'>['unlike']>().type.toBe<never>()
  expect<Compared<'spaApplication', typeof spaApplication, Beta.SpaApplication, 'beta'>['unlike']>().type.toBe<never>()
})

test('verifiedPublisher', () => {
  expect<
    Compared<'verifiedPublisher', typeof verifiedPublisher, V1.VerifiedPublisher, 'v1.0'>['unlike']
  >().type.toBe<never>()
  expect<
    Compared<'verifiedPublisher', typeof verifiedPublisher, Beta.VerifiedPublisher, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('webApplication', () => {
  expect<Compared<'webApplication', typeof webApplication, V1.WebApplication, 'v1.0'>['unlike']>().type.toBe<never>()
  expect<Compared<'webApplication', typeof webApplication, Beta.WebApplication, 'beta'>['unlike']>().type.toBe<never>()
})

test('implicitGrantSettings', () => {
  expect<
    Compared<'implicitGrantSettings', typeof implicitGrantSettings, V1.ImplicitGrantSettings, 'v1.0'>['unlike']
  >().type.toBe<never>()
  expect<
    Compared<'implicitGrantSettings', typeof implicitGrantSettings, Beta.ImplicitGrantSettings, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('redirectUriSettings', () => {
  expect<
    Compared<'redirectUriSettings', typeof redirectUriSettings, V1.RedirectUriSettings, 'v1.0'>['unlike']
  >().type.toBe<never>()
  expect<
    Compared<'redirectUriSettings', typeof redirectUriSettings, Beta.RedirectUriSettings, 'beta'>['unlike']
  >().type.toBe<never>()
})

test('servicePrincipal', () => {
  expect<
    Compared<
      'servicePrincipal' | 'directoryObject',
      typeof servicePrincipal,
      V1.ServicePrincipal,
      'v1.0',
      'memberOf' | 'transitiveMemberOf'
    >['unlike']
  >().type.toBe<never>()
  expect<
    Compared<
      'servicePrincipal' | 'directoryObject',
      typeof servicePrincipal,
      Beta.ServicePrincipal,
      'beta',
      'memberOf' | 'transitiveMemberOf'
    >['unlike']
  >().type.toBe<never>()
})

test('samlSingleSignOnSettings', () => {
  expect<
    Compared<'samlSingleSignOnSettings', typeof samlSingleSignOnSettings, V1.SamlSingleSignOnSettings, 'v1.0'>['unlike']
  >().type.toBe<never>()
  expect<
    Compared<
      'samlSingleSignOnSettings',
      typeof samlSingleSignOnSettings,
      Beta.SamlSingleSignOnSettings,
      'beta'
    >['unlike']
  >().type.toBe<never>()
})
