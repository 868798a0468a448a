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
import type { managedDevice } from '../../src/entities/device-management/managed-devices.js'
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
import type {
  assignmentFilterManagementType,
  associatedAssignmentPayloadType,
  deviceAndAppManagementAssignmentFilter,
  payloadByFilter,
} from '../../src/entities/device-management/assignment-filters.js'
import type { roleScopeTag } from '../../src/entities/device-management/role-scope-tags.js'
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
import type {
  certificateConnectorSetting,
  directorySizeQuota,
  mdmAuthority,
  organization,
  partnerTenantType,
  privacyProfile,
  verifiedDomain,
} from '../../src/entities/directory/organization.js'
import type { Unlike } from './unlike.js'

test('deviceAppManagement', () => {
  expect<
    Unlike<
      'deviceAppManagement',
      typeof deviceAppManagement,
      V1.DeviceAppManagement,
      'v1.0',
      'mobileApps' | 'mobileAppConfigurations' | 'mobileAppCategories'
    >
  >().type.toBe<never>()
  expect<
    Unlike<
      'deviceAppManagement',
      typeof deviceAppManagement,
      Beta.DeviceAppManagement,
      'beta',
      'mobileApps' | 'mobileAppConfigurations' | 'mobileAppCategories'
    >
  >().type.toBe<never>()
})

test('microsoftStoreForBusinessPortalSelectionOptions', () => {
  expect<
    Unlike<
      'microsoftStoreForBusinessPortalSelectionOptions',
      typeof microsoftStoreForBusinessPortalSelectionOptions,
      Beta.MicrosoftStoreForBusinessPortalSelectionOptions,
      'beta'
    >
  >().type.toBe<never>()
})

test('mobileApp', () => {
  expect<Unlike<'mobileApp', typeof mobileApp, V1.MobileApp, 'v1.0'>>().type.toBe<never>()
  expect<Unlike<'mobileApp', typeof mobileApp, Beta.MobileApp, 'beta'>>().type.toBe<never>()
})

test('mimeContent', () => {
  expect<Unlike<'mimeContent', typeof mimeContent, V1.MimeContent, 'v1.0'>>().type.toBe<never>()
  expect<Unlike<'mimeContent', typeof mimeContent, Beta.MimeContent, 'beta'>>().type.toBe<never>()
})

test('mobileAppPublishingState', () => {
  expect<
    Unlike<'mobileAppPublishingState', typeof mobileAppPublishingState, V1.MobileAppPublishingState, 'v1.0'>
  >().type.toBe<never>()
  expect<
    Unlike<'mobileAppPublishingState', typeof mobileAppPublishingState, Beta.MobileAppPublishingState, 'beta'>
  >().type.toBe<never>()
})

test('iosStoreApp', () => {
  expect<Unlike<'iosStoreApp' | 'mobileApp', typeof iosStoreApp, V1.IosStoreApp, 'v1.0'>>().type.toBe<never>()
  expect<Unlike<'iosStoreApp' | 'mobileApp', typeof iosStoreApp, Beta.IosStoreApp, 'beta'>>().type.toBe<never>()
})

test('iosDeviceType', () => {
  expect<Unlike<'iosDeviceType', typeof iosDeviceType, V1.IosDeviceType, 'v1.0'>>().type.toBe<never>()
  expect<Unlike<'iosDeviceType', typeof iosDeviceType, Beta.IosDeviceType, 'beta'>>().type.toBe<never>()
})

test('iosMinimumOperatingSystem', () => {
  expect<
    Unlike<'iosMinimumOperatingSystem', typeof iosMinimumOperatingSystem, V1.IosMinimumOperatingSystem, 'v1.0'>
  >().type.toBe<never>()
  expect<
    Unlike<'iosMinimumOperatingSystem', typeof iosMinimumOperatingSystem, Beta.IosMinimumOperatingSystem, 'beta'>
  >().type.toBe<never>()
})

test('iosVppApp', () => {
  expect<Unlike<'iosVppApp' | 'mobileApp', typeof iosVppApp, V1.IosVppApp, 'v1.0'>>().type.toBe<never>()
  expect<Unlike<'iosVppApp' | 'mobileApp', typeof iosVppApp, Beta.IosVppApp, 'beta'>>().type.toBe<never>()
})

test('vppLicensingType', () => {
  expect<Unlike<'vppLicensingType', typeof vppLicensingType, V1.VppLicensingType, 'v1.0'>>().type.toBe<never>()
  expect<Unlike<'vppLicensingType', typeof vppLicensingType, Beta.VppLicensingType, 'beta'>>().type.toBe<never>()
})

test('vppTokenAccountType', () => {
  expect<Unlike<'vppTokenAccountType', typeof vppTokenAccountType, V1.VppTokenAccountType, 'v1.0'>>().type.toBe<never>()
  expect<
    Unlike<'vppTokenAccountType', typeof vppTokenAccountType, Beta.VppTokenAccountType, 'beta'>
  >().type.toBe<never>()
})

test('iosVppAppRevokeLicensesActionResult', () => {
  expect<
    Unlike<
      'iosVppAppRevokeLicensesActionResult',
      typeof iosVppAppRevokeLicensesActionResult,
      Beta.IosVppAppRevokeLicensesActionResult,
      'beta'
    >
  >().type.toBe<never>()
})

test('vppTokenActionFailureReason', () => {
  expect<
    Unlike<'vppTokenActionFailureReason', typeof vppTokenActionFailureReason, Beta.VppTokenActionFailureReason, 'beta'>
  >().type.toBe<never>()
})

test('actionState', () => {
  expect<Unlike<'actionState', typeof actionState, V1.ActionState, 'v1.0'>>().type.toBe<never>()
  expect<Unlike<'actionState', typeof actionState, Beta.ActionState, 'beta'>>().type.toBe<never>()
})

test('mobileLobApp', () => {
  expect<Unlike<'mobileLobApp' | 'mobileApp', typeof mobileLobApp, V1.MobileLobApp, 'v1.0'>>().type.toBe<never>()
  expect<Unlike<'mobileLobApp' | 'mobileApp', typeof mobileLobApp, Beta.MobileLobApp, 'beta'>>().type.toBe<never>()
})

test('iosLobApp', () => {
  expect<
    Unlike<'iosLobApp' | 'mobileLobApp' | 'mobileApp', typeof iosLobApp, V1.IosLobApp, 'v1.0'>
  >().type.toBe<never>()
  expect<
    Unlike<'iosLobApp' | 'mobileLobApp' | 'mobileApp', typeof iosLobApp, Beta.IosLobApp, 'beta'>
  >().type.toBe<never>()
})

test('managedApp', () => {
  expect<Unlike<'managedApp' | 'mobileApp', typeof managedApp, V1.ManagedApp, 'v1.0'>>().type.toBe<never>()
  expect<Unlike<'managedApp' | 'mobileApp', typeof managedApp, Beta.ManagedApp, 'beta'>>().type.toBe<never>()
})

test('managedAppAvailability', () => {
  expect<
    Unlike<'managedAppAvailability', typeof managedAppAvailability, V1.ManagedAppAvailability, 'v1.0'>
  >().type.toBe<never>()
  expect<
    Unlike<'managedAppAvailability', typeof managedAppAvailability, Beta.ManagedAppAvailability, 'beta'>
  >().type.toBe<never>()
})

test('managedIOSStoreApp', () => {
  expect<
    Unlike<'managedIOSStoreApp' | 'managedApp' | 'mobileApp', typeof managedIOSStoreApp, V1.ManagedIOSStoreApp, 'v1.0'>
  >().type.toBe<never>()
  expect<
    Unlike<
      'managedIOSStoreApp' | 'managedApp' | 'mobileApp',
      typeof managedIOSStoreApp,
      Beta.ManagedIOSStoreApp,
      'beta'
    >
  >().type.toBe<never>()
})

test('managedMobileLobApp', () => {
  expect<
    Unlike<
      'managedMobileLobApp' | 'managedApp' | 'mobileApp',
      typeof managedMobileLobApp,
      V1.ManagedMobileLobApp,
      'v1.0'
    >
  >().type.toBe<never>()
  expect<
    Unlike<
      'managedMobileLobApp' | 'managedApp' | 'mobileApp',
      typeof managedMobileLobApp,
      Beta.ManagedMobileLobApp,
      'beta'
    >
  >().type.toBe<never>()
})

test('managedIOSLobApp', () => {
  expect<
    Unlike<
      'managedIOSLobApp' | 'managedMobileLobApp' | 'managedApp' | 'mobileApp',
      typeof managedIOSLobApp,
      V1.ManagedIOSLobApp,
      'v1.0'
    >
  >().type.toBe<never>()
  expect<
    Unlike<
      'managedIOSLobApp' | 'managedMobileLobApp' | 'managedApp' | 'mobileApp',
      typeof managedIOSLobApp,
      Beta.ManagedIOSLobApp,
      'beta'
    >
  >().type.toBe<never>()
})

test('androidManagedStoreApp', () => {
  expect<
    Unlike<'androidManagedStoreApp' | 'mobileApp', typeof androidManagedStoreApp, Beta.AndroidManagedStoreApp, 'beta'>
  >().type.toBe<never>()
})

test('androidManagedStoreAppTrack', () => {
  expect<
    Unlike<'androidManagedStoreAppTrack', typeof androidManagedStoreAppTrack, Beta.AndroidManagedStoreAppTrack, 'beta'>
  >().type.toBe<never>()
})

test('managedDeviceMobileAppConfiguration', () => {
  expect<
    Unlike<
      'managedDeviceMobileAppConfiguration',
      typeof managedDeviceMobileAppConfiguration,
      V1.ManagedDeviceMobileAppConfiguration,
      'v1.0',
      'assignments' | 'deviceStatuses' | 'userStatuses' | 'deviceStatusSummary' | 'userStatusSummary'
    >
  >().type.toBe<never>()
  expect<
    Unlike<
      'managedDeviceMobileAppConfiguration',
      typeof managedDeviceMobileAppConfiguration,
      Beta.ManagedDeviceMobileAppConfiguration,
      'beta',
      'assignments' | 'deviceStatuses' | 'userStatuses' | 'deviceStatusSummary' | 'userStatusSummary'
    >
  >().type.toBe<never>()
})

test('managedDeviceMobileAppConfigurationAssignment', () => {
  expect<
    Unlike<
      'managedDeviceMobileAppConfigurationAssignment',
      typeof managedDeviceMobileAppConfigurationAssignment,
      V1.ManagedDeviceMobileAppConfigurationAssignment,
      'v1.0'
    >
  >().type.toBe<never>()
  expect<
    Unlike<
      'managedDeviceMobileAppConfigurationAssignment',
      typeof managedDeviceMobileAppConfigurationAssignment,
      Beta.ManagedDeviceMobileAppConfigurationAssignment,
      'beta'
    >
  >().type.toBe<never>()
})

test('deviceAndAppManagementAssignmentTarget', () => {
  expect<
    Unlike<
      'deviceAndAppManagementAssignmentTarget',
      typeof deviceAndAppManagementAssignmentTarget,
      V1.DeviceAndAppManagementAssignmentTarget,
      'v1.0'
    >
  >().type.toBe<never>()
  expect<
    Unlike<
      'deviceAndAppManagementAssignmentTarget',
      typeof deviceAndAppManagementAssignmentTarget,
      Beta.DeviceAndAppManagementAssignmentTarget,
      'beta'
    >
  >().type.toBe<never>()
})

test('deviceAndAppManagementAssignmentFilterType', () => {
  expect<
    Unlike<
      'deviceAndAppManagementAssignmentFilterType',
      typeof deviceAndAppManagementAssignmentFilterType,
      Beta.DeviceAndAppManagementAssignmentFilterType,
      'beta'
    >
  >().type.toBe<never>()
})

test('allLicensedUsersAssignmentTarget', () => {
  expect<
    Unlike<
      'allLicensedUsersAssignmentTarget' | 'deviceAndAppManagementAssignmentTarget',
      typeof allLicensedUsersAssignmentTarget,
      V1.AllLicensedUsersAssignmentTarget,
      'v1.0'
    >
  >().type.toBe<never>()
  expect<
    Unlike<
      'allLicensedUsersAssignmentTarget' | 'deviceAndAppManagementAssignmentTarget',
      typeof allLicensedUsersAssignmentTarget,
      Beta.AllLicensedUsersAssignmentTarget,
      'beta'
    >
  >().type.toBe<never>()
})

test('allDevicesAssignmentTarget', () => {
  expect<
    Unlike<
      'allDevicesAssignmentTarget' | 'deviceAndAppManagementAssignmentTarget',
      typeof allDevicesAssignmentTarget,
      V1.AllDevicesAssignmentTarget,
      'v1.0'
    >
  >().type.toBe<never>()
  expect<
    Unlike<
      'allDevicesAssignmentTarget' | 'deviceAndAppManagementAssignmentTarget',
      typeof allDevicesAssignmentTarget,
      Beta.AllDevicesAssignmentTarget,
      'beta'
    >
  >().type.toBe<never>()
})

test('configurationManagerCollectionAssignmentTarget', () => {
  expect<
    Unlike<
      'configurationManagerCollectionAssignmentTarget' | 'deviceAndAppManagementAssignmentTarget',
      typeof configurationManagerCollectionAssignmentTarget,
      V1.ConfigurationManagerCollectionAssignmentTarget,
      'v1.0'
    >
  >().type.toBe<never>()
  expect<
    Unlike<
      'configurationManagerCollectionAssignmentTarget' | 'deviceAndAppManagementAssignmentTarget',
      typeof configurationManagerCollectionAssignmentTarget,
      Beta.ConfigurationManagerCollectionAssignmentTarget,
      'beta'
    >
  >().type.toBe<never>()
})

test('groupAssignmentTarget', () => {
  expect<
    Unlike<
      'groupAssignmentTarget' | 'deviceAndAppManagementAssignmentTarget',
      typeof groupAssignmentTarget,
      V1.GroupAssignmentTarget,
      'v1.0'
    >
  >().type.toBe<never>()
  expect<
    Unlike<
      'groupAssignmentTarget' | 'deviceAndAppManagementAssignmentTarget',
      typeof groupAssignmentTarget,
      Beta.GroupAssignmentTarget,
      'beta'
    >
  >().type.toBe<never>()
})

test('exclusionGroupAssignmentTarget', () => {
  expect<
    Unlike<
      'exclusionGroupAssignmentTarget' | 'groupAssignmentTarget' | 'deviceAndAppManagementAssignmentTarget',
      typeof exclusionGroupAssignmentTarget,
      V1.ExclusionGroupAssignmentTarget,
      'v1.0'
    >
  >().type.toBe<never>()
  expect<
    Unlike<
      'exclusionGroupAssignmentTarget' | 'groupAssignmentTarget' | 'deviceAndAppManagementAssignmentTarget',
      typeof exclusionGroupAssignmentTarget,
      Beta.ExclusionGroupAssignmentTarget,
      'beta'
    >
  >().type.toBe<never>()
})

test('managedDeviceMobileAppConfigurationDeviceStatus', () => {
  expect<
    Unlike<
      'managedDeviceMobileAppConfigurationDeviceStatus',
      typeof managedDeviceMobileAppConfigurationDeviceStatus,
      V1.ManagedDeviceMobileAppConfigurationDeviceStatus,
      'v1.0'
    >
  >().type.toBe<never>()
  expect<
    Unlike<
      'managedDeviceMobileAppConfigurationDeviceStatus',
      typeof managedDeviceMobileAppConfigurationDeviceStatus,
      Beta.ManagedDeviceMobileAppConfigurationDeviceStatus,
      'beta'
    >
  >().type.toBe<never>()
})

test('complianceStatus', () => {
  expect<Unlike<'complianceStatus', typeof complianceStatus, V1.ComplianceStatus, 'v1.0'>>().type.toBe<never>()
  expect<Unlike<'complianceStatus', typeof complianceStatus, Beta.ComplianceStatus, 'beta'>>().type.toBe<never>()
})

test('managedDeviceMobileAppConfigurationUserStatus', () => {
  expect<
    Unlike<
      'managedDeviceMobileAppConfigurationUserStatus',
      typeof managedDeviceMobileAppConfigurationUserStatus,
      V1.ManagedDeviceMobileAppConfigurationUserStatus,
      'v1.0'
    >
  >().type.toBe<never>()
  expect<
    Unlike<
      'managedDeviceMobileAppConfigurationUserStatus',
      typeof managedDeviceMobileAppConfigurationUserStatus,
      Beta.ManagedDeviceMobileAppConfigurationUserStatus,
      'beta'
    >
  >().type.toBe<never>()
})

test('managedDeviceMobileAppConfigurationDeviceSummary', () => {
  expect<
    Unlike<
      'managedDeviceMobileAppConfigurationDeviceSummary',
      typeof managedDeviceMobileAppConfigurationDeviceSummary,
      V1.ManagedDeviceMobileAppConfigurationDeviceSummary,
      'v1.0'
    >
  >().type.toBe<never>()
  expect<
    Unlike<
      'managedDeviceMobileAppConfigurationDeviceSummary',
      typeof managedDeviceMobileAppConfigurationDeviceSummary,
      Beta.ManagedDeviceMobileAppConfigurationDeviceSummary,
      'beta'
    >
  >().type.toBe<never>()
})

test('managedDeviceMobileAppConfigurationUserSummary', () => {
  expect<
    Unlike<
      'managedDeviceMobileAppConfigurationUserSummary',
      typeof managedDeviceMobileAppConfigurationUserSummary,
      V1.ManagedDeviceMobileAppConfigurationUserSummary,
      'v1.0'
    >
  >().type.toBe<never>()
  expect<
    Unlike<
      'managedDeviceMobileAppConfigurationUserSummary',
      typeof managedDeviceMobileAppConfigurationUserSummary,
      Beta.ManagedDeviceMobileAppConfigurationUserSummary,
      'beta'
    >
  >().type.toBe<never>()
})

test('iosMobileAppConfiguration', () => {
  expect<
    Unlike<
      'iosMobileAppConfiguration' | 'managedDeviceMobileAppConfiguration',
      typeof iosMobileAppConfiguration,
      V1.IosMobileAppConfiguration,
      'v1.0',
      'assignments' | 'deviceStatuses' | 'userStatuses' | 'deviceStatusSummary' | 'userStatusSummary'
    >
  >().type.toBe<never>()
  expect<
    Unlike<
      'iosMobileAppConfiguration' | 'managedDeviceMobileAppConfiguration',
      typeof iosMobileAppConfiguration,
      Beta.IosMobileAppConfiguration,
      'beta',
      'assignments' | 'deviceStatuses' | 'userStatuses' | 'deviceStatusSummary' | 'userStatusSummary'
    >
  >().type.toBe<never>()
})

test('appConfigurationSettingItem', () => {
  expect<
    Unlike<'appConfigurationSettingItem', typeof appConfigurationSettingItem, V1.AppConfigurationSettingItem, 'v1.0'>
  >().type.toBe<never>()
  expect<
    Unlike<'appConfigurationSettingItem', typeof appConfigurationSettingItem, Beta.AppConfigurationSettingItem, 'beta'>
  >().type.toBe<never>()
})

test('mdmAppConfigKeyType', () => {
  expect<Unlike<'mdmAppConfigKeyType', typeof mdmAppConfigKeyType, V1.MdmAppConfigKeyType, 'v1.0'>>().type.toBe<never>()
  expect<
    Unlike<'mdmAppConfigKeyType', typeof mdmAppConfigKeyType, Beta.MdmAppConfigKeyType, 'beta'>
  >().type.toBe<never>()
})

test('androidManagedStoreAppConfiguration', () => {
  expect<
    Unlike<
      'androidManagedStoreAppConfiguration' | 'managedDeviceMobileAppConfiguration',
      typeof androidManagedStoreAppConfiguration,
      Beta.AndroidManagedStoreAppConfiguration,
      'beta',
      'assignments' | 'deviceStatuses' | 'userStatuses' | 'deviceStatusSummary' | 'userStatusSummary'
    >
  >().type.toBe<never>()
})

test('androidProfileApplicability', () => {
  expect<
    Unlike<'androidProfileApplicability', typeof androidProfileApplicability, Beta.AndroidProfileApplicability, 'beta'>
  >().type.toBe<never>()
})

test('androidPermissionAction', () => {
  expect<
    Unlike<'androidPermissionAction', typeof androidPermissionAction, Beta.AndroidPermissionAction, 'beta'>
  >().type.toBe<never>()
})

test('androidPermissionActionType', () => {
  expect<
    Unlike<'androidPermissionActionType', typeof androidPermissionActionType, Beta.AndroidPermissionActionType, 'beta'>
  >().type.toBe<never>()
})

test('androidForWorkMobileAppConfiguration', () => {
  expect<
    Unlike<
      'androidForWorkMobileAppConfiguration' | 'managedDeviceMobileAppConfiguration',
      typeof androidForWorkMobileAppConfiguration,
      Beta.AndroidForWorkMobileAppConfiguration,
      'beta',
      'assignments' | 'deviceStatuses' | 'userStatuses' | 'deviceStatusSummary' | 'userStatusSummary'
    >
  >().type.toBe<never>()
})

test('mobileAppCategory', () => {
  expect<Unlike<'mobileAppCategory', typeof mobileAppCategory, V1.MobileAppCategory, 'v1.0'>>().type.toBe<never>()
  expect<Unlike<'mobileAppCategory', typeof mobileAppCategory, Beta.MobileAppCategory, 'beta'>>().type.toBe<never>()
})

test('deviceManagement', () => {
  expect<
    Unlike<'deviceManagement', typeof deviceManagement, V1.DeviceManagement, 'v1.0', 'managedDevices'>
  >().type.toBe<never>()
  expect<
    Unlike<
      'deviceManagement',
      typeof deviceManagement,
      Beta.DeviceManagement,
      'beta',
      'managedDevices' | 'assignmentFilters' | 'roleScopeTags'
    >
  >().type.toBe<never>()
})

test('adminConsent', () => {
  expect<Unlike<'adminConsent', typeof adminConsent, Beta.AdminConsent, 'beta'>>().type.toBe<never>()
})

test('adminConsentState', () => {
  expect<Unlike<'adminConsentState', typeof adminConsentState, Beta.AdminConsentState, 'beta'>>().type.toBe<never>()
})

test('connectorStatusDetails', () => {
  expect<
    Unlike<'connectorStatusDetails', typeof connectorStatusDetails, Beta.ConnectorStatusDetails, 'beta'>
  >().type.toBe<never>()
})

test('connectorName', () => {
  expect<Unlike<'connectorName', typeof connectorName, Beta.ConnectorName, 'beta'>>().type.toBe<never>()
})

test('connectorHealthState', () => {
  expect<
    Unlike<'connectorHealthState', typeof connectorHealthState, Beta.ConnectorHealthState, 'beta'>
  >().type.toBe<never>()
})

test('dataProcessorServiceForWindowsFeaturesOnboarding', () => {
  expect<
    Unlike<
      'dataProcessorServiceForWindowsFeaturesOnboarding',
      typeof dataProcessorServiceForWindowsFeaturesOnboarding,
      Beta.DataProcessorServiceForWindowsFeaturesOnboarding,
      'beta'
    >
  >().type.toBe<never>()
})

test('deviceProtectionOverview', () => {
  expect<
    Unlike<'deviceProtectionOverview', typeof deviceProtectionOverview, V1.DeviceProtectionOverview, 'v1.0'>
  >().type.toBe<never>()
  expect<
    Unlike<'deviceProtectionOverview', typeof deviceProtectionOverview, Beta.DeviceProtectionOverview, 'beta'>
  >().type.toBe<never>()
})

test('intuneBrand', () => {
  expect<Unlike<'intuneBrand', typeof intuneBrand, V1.IntuneBrand, 'v1.0'>>().type.toBe<never>()
  expect<Unlike<'intuneBrand', typeof intuneBrand, Beta.IntuneBrand, 'beta'>>().type.toBe<never>()
})

test('companyPortalBlockedAction', () => {
  expect<
    Unlike<'companyPortalBlockedAction', typeof companyPortalBlockedAction, Beta.CompanyPortalBlockedAction, 'beta'>
  >().type.toBe<never>()
})

test('companyPortalAction', () => {
  expect<
    Unlike<'companyPortalAction', typeof companyPortalAction, Beta.CompanyPortalAction, 'beta'>
  >().type.toBe<never>()
})

test('ownerType', () => {
  expect<Unlike<'ownerType', typeof ownerType, Beta.OwnerType, 'beta'>>().type.toBe<never>()
})

test('devicePlatformType', () => {
  expect<Unlike<'devicePlatformType', typeof devicePlatformType, V1.DevicePlatformType, 'v1.0'>>().type.toBe<never>()
  expect<Unlike<'devicePlatformType', typeof devicePlatformType, Beta.DevicePlatformType, 'beta'>>().type.toBe<never>()
})

test('enrollmentAvailabilityOptions', () => {
  expect<
    Unlike<
      'enrollmentAvailabilityOptions',
      typeof enrollmentAvailabilityOptions,
      Beta.EnrollmentAvailabilityOptions,
      'beta'
    >
  >().type.toBe<never>()
})

test('rgbColor', () => {
  expect<Unlike<'rgbColor', typeof rgbColor, V1.RgbColor, 'v1.0'>>().type.toBe<never>()
  expect<Unlike<'rgbColor', typeof rgbColor, Beta.RgbColor, 'beta'>>().type.toBe<never>()
})

test('managedDeviceCleanupSettings', () => {
  expect<
    Unlike<
      'managedDeviceCleanupSettings',
      typeof managedDeviceCleanupSettings,
      Beta.ManagedDeviceCleanupSettings,
      'beta'
    >
  >().type.toBe<never>()
})

test('deviceManagementSettings', () => {
  expect<
    Unlike<'deviceManagementSettings', typeof deviceManagementSettings, V1.DeviceManagementSettings, 'v1.0'>
  >().type.toBe<never>()
  expect<
    Unlike<'deviceManagementSettings', typeof deviceManagementSettings, Beta.DeviceManagementSettings, 'beta'>
  >().type.toBe<never>()
})

test('derivedCredentialProviderType', () => {
  expect<
    Unlike<
      'derivedCredentialProviderType',
      typeof derivedCredentialProviderType,
      Beta.DerivedCredentialProviderType,
      'beta'
    >
  >().type.toBe<never>()
})

test('deviceManagementSubscriptions', () => {
  expect<
    Unlike<
      'deviceManagementSubscriptions',
      typeof deviceManagementSubscriptions,
      Beta.DeviceManagementSubscriptions,
      'beta'
    >
  >().type.toBe<never>()
})

test('deviceManagementSubscriptionState', () => {
  expect<
    Unlike<
      'deviceManagementSubscriptionState',
      typeof deviceManagementSubscriptionState,
      V1.DeviceManagementSubscriptionState,
      'v1.0'
    >
  >().type.toBe<never>()
  expect<
    Unlike<
      'deviceManagementSubscriptionState',
      typeof deviceManagementSubscriptionState,
      Beta.DeviceManagementSubscriptionState,
      'beta'
    >
  >().type.toBe<never>()
})

test('userExperienceAnalyticsAnomalySeverityOverview', () => {
  expect<
    Unlike<
      'userExperienceAnalyticsAnomalySeverityOverview',
      typeof userExperienceAnalyticsAnomalySeverityOverview,
      Beta.UserExperienceAnalyticsAnomalySeverityOverview,
      'beta'
    >
  >().type.toBe<never>()
})

test('userExperienceAnalyticsSettings', () => {
  expect<
    Unlike<
      'userExperienceAnalyticsSettings',
      typeof userExperienceAnalyticsSettings,
      V1.UserExperienceAnalyticsSettings,
      'v1.0'
    >
  >().type.toBe<never>()
  expect<
    Unlike<
      'userExperienceAnalyticsSettings',
      typeof userExperienceAnalyticsSettings,
      Beta.UserExperienceAnalyticsSettings,
      'beta'
    >
  >().type.toBe<never>()
})

test('windowsMalwareOverview', () => {
  expect<
    Unlike<'windowsMalwareOverview', typeof windowsMalwareOverview, V1.WindowsMalwareOverview, 'v1.0'>
  >().type.toBe<never>()
  expect<
    Unlike<'windowsMalwareOverview', typeof windowsMalwareOverview, Beta.WindowsMalwareOverview, 'beta'>
  >().type.toBe<never>()
})

test('windowsMalwareCategoryCount', () => {
  expect<
    Unlike<'windowsMalwareCategoryCount', typeof windowsMalwareCategoryCount, V1.WindowsMalwareCategoryCount, 'v1.0'>
  >().type.toBe<never>()
  expect<
    Unlike<'windowsMalwareCategoryCount', typeof windowsMalwareCategoryCount, Beta.WindowsMalwareCategoryCount, 'beta'>
  >().type.toBe<never>()
})

test('windowsMalwareCategory', () => {
  expect<
    Unlike<'windowsMalwareCategory', typeof windowsMalwareCategory, V1.WindowsMalwareCategory, 'v1.0'>
  >().type.toBe<never>()
  expect<
    Unlike<'windowsMalwareCategory', typeof windowsMalwareCategory, Beta.WindowsMalwareCategory, 'beta'>
  >().type.toBe<never>()
})

test('windowsMalwareExecutionStateCount', () => {
  expect<
    Unlike<
      'windowsMalwareExecutionStateCount',
      typeof windowsMalwareExecutionStateCount,
      V1.WindowsMalwareExecutionStateCount,
      'v1.0'
    >
  >().type.toBe<never>()
  expect<
    Unlike<
      'windowsMalwareExecutionStateCount',
      typeof windowsMalwareExecutionStateCount,
      Beta.WindowsMalwareExecutionStateCount,
      'beta'
    >
  >().type.toBe<never>()
})

test('windowsMalwareExecutionState', () => {
  expect<
    Unlike<'windowsMalwareExecutionState', typeof windowsMalwareExecutionState, V1.WindowsMalwareExecutionState, 'v1.0'>
  >().type.toBe<never>()
  expect<
    Unlike<
      'windowsMalwareExecutionState',
      typeof windowsMalwareExecutionState,
      Beta.WindowsMalwareExecutionState,
      'beta'
    >
  >().type.toBe<never>()
})

test('windowsMalwareNameCount', () => {
  expect<
    Unlike<'windowsMalwareNameCount', typeof windowsMalwareNameCount, V1.WindowsMalwareNameCount, 'v1.0'>
  >().type.toBe<never>()
  expect<
    Unlike<'windowsMalwareNameCount', typeof windowsMalwareNameCount, Beta.WindowsMalwareNameCount, 'beta'>
  >().type.toBe<never>()
})

test('windowsMalwareSeverityCount', () => {
  expect<
    Unlike<'windowsMalwareSeverityCount', typeof windowsMalwareSeverityCount, V1.WindowsMalwareSeverityCount, 'v1.0'>
  >().type.toBe<never>()
  expect<
    Unlike<'windowsMalwareSeverityCount', typeof windowsMalwareSeverityCount, Beta.WindowsMalwareSeverityCount, 'beta'>
  >().type.toBe<never>()
})

test('windowsMalwareSeverity', () => {
  expect<
    Unlike<'windowsMalwareSeverity', typeof windowsMalwareSeverity, V1.WindowsMalwareSeverity, 'v1.0'>
  >().type.toBe<never>()
  expect<
    Unlike<'windowsMalwareSeverity', typeof windowsMalwareSeverity, Beta.WindowsMalwareSeverity, 'beta'>
  >().type.toBe<never>()
})

test('windowsMalwareStateCount', () => {
  expect<
    Unlike<'windowsMalwareStateCount', typeof windowsMalwareStateCount, V1.WindowsMalwareStateCount, 'v1.0'>
  >().type.toBe<never>()
  expect<
    Unlike<'windowsMalwareStateCount', typeof windowsMalwareStateCount, Beta.WindowsMalwareStateCount, 'beta'>
  >().type.toBe<never>()
})

test('windowsMalwareThreatState', () => {
  expect<
    Unlike<'windowsMalwareThreatState', typeof windowsMalwareThreatState, V1.WindowsMalwareThreatState, 'v1.0'>
  >().type.toBe<never>()
  expect<
    Unlike<'windowsMalwareThreatState', typeof windowsMalwareThreatState, Beta.WindowsMalwareThreatState, 'beta'>
  >().type.toBe<never>()
})

test('osVersionCount', () => {
  expect<Unlike<'osVersionCount', typeof osVersionCount, V1.OsVersionCount, 'v1.0'>>().type.toBe<never>()
  expect<Unlike<'osVersionCount', typeof osVersionCount, Beta.OsVersionCount, 'beta'>>().type.toBe<never>()
})

test('managedDevice', () => {
  expect<Unlike<'managedDevice', typeof managedDevice, V1.ManagedDevice, 'v1.0'>>().type.toBe<never>()
  expect<Unlike<'managedDevice', typeof managedDevice, Beta.ManagedDevice, 'beta'>>().type.toBe<never>()
})

test('hardwareInformation', () => {
  expect<
    Unlike<'hardwareInformation', typeof hardwareInformation, Beta.HardwareInformation, 'beta'>
  >().type.toBe<never>()
})

test('deviceGuardLocalSystemAuthorityCredentialGuardState', () => {
  expect<
    Unlike<
      'deviceGuardLocalSystemAuthorityCredentialGuardState',
      typeof deviceGuardLocalSystemAuthorityCredentialGuardState,
      Beta.DeviceGuardLocalSystemAuthorityCredentialGuardState,
      'beta'
    >
  >().type.toBe<never>()
})

test('deviceGuardVirtualizationBasedSecurityHardwareRequirementState', () => {
  expect<
    Unlike<
      'deviceGuardVirtualizationBasedSecurityHardwareRequirementState',
      typeof deviceGuardVirtualizationBasedSecurityHardwareRequirementState,
      Beta.DeviceGuardVirtualizationBasedSecurityHardwareRequirementState,
      'beta'
    >
  >().type.toBe<never>()
})

test('deviceGuardVirtualizationBasedSecurityState', () => {
  expect<
    Unlike<
      'deviceGuardVirtualizationBasedSecurityState',
      typeof deviceGuardVirtualizationBasedSecurityState,
      Beta.DeviceGuardVirtualizationBasedSecurityState,
      'beta'
    >
  >().type.toBe<never>()
})

test('deviceLicensingStatus', () => {
  expect<
    Unlike<'deviceLicensingStatus', typeof deviceLicensingStatus, Beta.DeviceLicensingStatus, 'beta'>
  >().type.toBe<never>()
})

test('sharedAppleDeviceUser', () => {
  expect<
    Unlike<'sharedAppleDeviceUser', typeof sharedAppleDeviceUser, Beta.SharedAppleDeviceUser, 'beta'>
  >().type.toBe<never>()
})

test('managedDeviceOwnerType', () => {
  expect<
    Unlike<'managedDeviceOwnerType', typeof managedDeviceOwnerType, V1.ManagedDeviceOwnerType, 'v1.0'>
  >().type.toBe<never>()
  expect<
    Unlike<'managedDeviceOwnerType', typeof managedDeviceOwnerType, Beta.ManagedDeviceOwnerType, 'beta'>
  >().type.toBe<never>()
})

test('deviceActionResult', () => {
  expect<Unlike<'deviceActionResult', typeof deviceActionResult, V1.DeviceActionResult, 'v1.0'>>().type.toBe<never>()
  expect<Unlike<'deviceActionResult', typeof deviceActionResult, Beta.DeviceActionResult, 'beta'>>().type.toBe<never>()
})

test('managementState', () => {
  expect<Unlike<'managementState', typeof managementState, Beta.ManagementState, 'beta'>>().type.toBe<never>()
})

test('chassisType', () => {
  expect<Unlike<'chassisType', typeof chassisType, Beta.ChassisType, 'beta'>>().type.toBe<never>()
})

test('deviceType', () => {
  expect<Unlike<'deviceType', typeof deviceType, Beta.DeviceType, 'beta'>>().type.toBe<never>()
})

test('complianceState', () => {
  expect<Unlike<'complianceState', typeof complianceState, V1.ComplianceState, 'v1.0'>>().type.toBe<never>()
  expect<Unlike<'complianceState', typeof complianceState, Beta.ComplianceState, 'beta'>>().type.toBe<never>()
})

test('managementAgentType', () => {
  expect<Unlike<'managementAgentType', typeof managementAgentType, V1.ManagementAgentType, 'v1.0'>>().type.toBe<never>()
  expect<
    Unlike<'managementAgentType', typeof managementAgentType, Beta.ManagementAgentType, 'beta'>
  >().type.toBe<never>()
})

test('deviceEnrollmentType', () => {
  expect<
    Unlike<'deviceEnrollmentType', typeof deviceEnrollmentType, V1.DeviceEnrollmentType, 'v1.0'>
  >().type.toBe<never>()
  expect<
    Unlike<'deviceEnrollmentType', typeof deviceEnrollmentType, Beta.DeviceEnrollmentType, 'beta'>
  >().type.toBe<never>()
})

test('lostModeState', () => {
  expect<Unlike<'lostModeState', typeof lostModeState, Beta.LostModeState, 'beta'>>().type.toBe<never>()
})

test('deviceRegistrationState', () => {
  expect<
    Unlike<'deviceRegistrationState', typeof deviceRegistrationState, V1.DeviceRegistrationState, 'v1.0'>
  >().type.toBe<never>()
  expect<
    Unlike<'deviceRegistrationState', typeof deviceRegistrationState, Beta.DeviceRegistrationState, 'beta'>
  >().type.toBe<never>()
})

test('deviceManagementExchangeAccessState', () => {
  expect<
    Unlike<
      'deviceManagementExchangeAccessState',
      typeof deviceManagementExchangeAccessState,
      V1.DeviceManagementExchangeAccessState,
      'v1.0'
    >
  >().type.toBe<never>()
  expect<
    Unlike<
      'deviceManagementExchangeAccessState',
      typeof deviceManagementExchangeAccessState,
      Beta.DeviceManagementExchangeAccessState,
      'beta'
    >
  >().type.toBe<never>()
})

test('deviceManagementExchangeAccessStateReason', () => {
  expect<
    Unlike<
      'deviceManagementExchangeAccessStateReason',
      typeof deviceManagementExchangeAccessStateReason,
      V1.DeviceManagementExchangeAccessStateReason,
      'v1.0'
    >
  >().type.toBe<never>()
  expect<
    Unlike<
      'deviceManagementExchangeAccessStateReason',
      typeof deviceManagementExchangeAccessStateReason,
      Beta.DeviceManagementExchangeAccessStateReason,
      'beta'
    >
  >().type.toBe<never>()
})

test('configurationManagerClientEnabledFeatures', () => {
  expect<
    Unlike<
      'configurationManagerClientEnabledFeatures',
      typeof configurationManagerClientEnabledFeatures,
      V1.ConfigurationManagerClientEnabledFeatures,
      'v1.0'
    >
  >().type.toBe<never>()
  expect<
    Unlike<
      'configurationManagerClientEnabledFeatures',
      typeof configurationManagerClientEnabledFeatures,
      Beta.ConfigurationManagerClientEnabledFeatures,
      'beta'
    >
  >().type.toBe<never>()
})

test('deviceHealthAttestationState', () => {
  expect<
    Unlike<'deviceHealthAttestationState', typeof deviceHealthAttestationState, V1.DeviceHealthAttestationState, 'v1.0'>
  >().type.toBe<never>()
  expect<
    Unlike<
      'deviceHealthAttestationState',
      typeof deviceHealthAttestationState,
      Beta.DeviceHealthAttestationState,
      'beta'
    >
  >().type.toBe<never>()
})

test('firmwareProtectionType', () => {
  expect<
    Unlike<'firmwareProtectionType', typeof firmwareProtectionType, Beta.FirmwareProtectionType, 'beta'>
  >().type.toBe<never>()
})

test('azureAttestationSettingStatus', () => {
  expect<
    Unlike<
      'azureAttestationSettingStatus',
      typeof azureAttestationSettingStatus,
      Beta.AzureAttestationSettingStatus,
      'beta'
    >
  >().type.toBe<never>()
})

test('systemManagementModeLevel', () => {
  expect<
    Unlike<'systemManagementModeLevel', typeof systemManagementModeLevel, Beta.SystemManagementModeLevel, 'beta'>
  >().type.toBe<never>()
})

test('managedDevicePartnerReportedHealthState', () => {
  expect<
    Unlike<
      'managedDevicePartnerReportedHealthState',
      typeof managedDevicePartnerReportedHealthState,
      V1.ManagedDevicePartnerReportedHealthState,
      'v1.0'
    >
  >().type.toBe<never>()
  expect<
    Unlike<
      'managedDevicePartnerReportedHealthState',
      typeof managedDevicePartnerReportedHealthState,
      Beta.ManagedDevicePartnerReportedHealthState,
      'beta'
    >
  >().type.toBe<never>()
})

test('configurationManagerClientHealthState', () => {
  expect<
    Unlike<
      'configurationManagerClientHealthState',
      typeof configurationManagerClientHealthState,
      Beta.ConfigurationManagerClientHealthState,
      'beta'
    >
  >().type.toBe<never>()
})

test('configurationManagerClientState', () => {
  expect<
    Unlike<
      'configurationManagerClientState',
      typeof configurationManagerClientState,
      Beta.ConfigurationManagerClientState,
      'beta'
    >
  >().type.toBe<never>()
})

test('configurationManagerClientInformation', () => {
  expect<
    Unlike<
      'configurationManagerClientInformation',
      typeof configurationManagerClientInformation,
      Beta.ConfigurationManagerClientInformation,
      'beta'
    >
  >().type.toBe<never>()
})

test('managedDeviceArchitecture', () => {
  expect<
    Unlike<'managedDeviceArchitecture', typeof managedDeviceArchitecture, Beta.ManagedDeviceArchitecture, 'beta'>
  >().type.toBe<never>()
})

test('joinType', () => {
  expect<Unlike<'joinType', typeof joinType, Beta.JoinType, 'beta'>>().type.toBe<never>()
})

test('managedDeviceManagementFeatures', () => {
  expect<
    Unlike<
      'managedDeviceManagementFeatures',
      typeof managedDeviceManagementFeatures,
      Beta.ManagedDeviceManagementFeatures,
      'beta'
    >
  >().type.toBe<never>()
})

test('chromeOSDeviceProperty', () => {
  expect<
    Unlike<'chromeOSDeviceProperty', typeof chromeOSDeviceProperty, Beta.ChromeOSDeviceProperty, 'beta'>
  >().type.toBe<never>()
})

test('cloudPcRemoteActionResult', () => {
  expect<
    Unlike<'cloudPcRemoteActionResult', typeof cloudPcRemoteActionResult, Beta.CloudPcRemoteActionResult, 'beta'>
  >().type.toBe<never>()
})

test('cloudPcStatusDetail', () => {
  expect<
    Unlike<'cloudPcStatusDetail', typeof cloudPcStatusDetail, Beta.CloudPcStatusDetail, 'beta'>
  >().type.toBe<never>()
})

test('keyValuePair', () => {
  expect<Unlike<'keyValuePair', typeof keyValuePair, V1.KeyValuePair, 'v1.0'>>().type.toBe<never>()
  expect<Unlike<'keyValuePair', typeof keyValuePair, Beta.KeyValuePair, 'beta'>>().type.toBe<never>()
})

test('cloudPcStatusDetails', () => {
  expect<
    Unlike<'cloudPcStatusDetails', typeof cloudPcStatusDetails, Beta.CloudPcStatusDetails, 'beta'>
  >().type.toBe<never>()
})

test('loggedOnUser', () => {
  expect<Unlike<'loggedOnUser', typeof loggedOnUser, Beta.LoggedOnUser, 'beta'>>().type.toBe<never>()
})

test('deviceAndAppManagementAssignmentFilter', () => {
  expect<
    Unlike<
      'deviceAndAppManagementAssignmentFilter',
      typeof deviceAndAppManagementAssignmentFilter,
      Beta.DeviceAndAppManagementAssignmentFilter,
      'beta'
    >
  >().type.toBe<never>()
})

test('payloadByFilter', () => {
  expect<Unlike<'payloadByFilter', typeof payloadByFilter, Beta.PayloadByFilter, 'beta'>>().type.toBe<never>()
})

test('associatedAssignmentPayloadType', () => {
  expect<
    Unlike<
      'associatedAssignmentPayloadType',
      typeof associatedAssignmentPayloadType,
      Beta.AssociatedAssignmentPayloadType,
      'beta'
    >
  >().type.toBe<never>()
})

test('assignmentFilterManagementType', () => {
  expect<
    Unlike<
      'assignmentFilterManagementType',
      typeof assignmentFilterManagementType,
      Beta.AssignmentFilterManagementType,
      'beta'
    >
  >().type.toBe<never>()
})

test('roleScopeTag', () => {
  expect<Unlike<'roleScopeTag', typeof roleScopeTag, Beta.RoleScopeTag, 'beta'>>().type.toBe<never>()
})

test('directoryObject', () => {
  expect<Unlike<'directoryObject', typeof directoryObject, V1.DirectoryObject, 'v1.0'>>().type.toBe<never>()
  expect<Unlike<'directoryObject', typeof directoryObject, Beta.DirectoryObject, 'beta'>>().type.toBe<never>()
})

test('user', () => {
  expect<Unlike<'user' | 'directoryObject', typeof user, V1.User, 'v1.0'>>().type.toBe<never>()
  expect<Unlike<'user' | 'directoryObject', typeof user, Beta.User, 'beta'>>().type.toBe<never>()
})

test('assignedLicense', () => {
  expect<Unlike<'assignedLicense', typeof assignedLicense, V1.AssignedLicense, 'v1.0'>>().type.toBe<never>()
  expect<Unlike<'assignedLicense', typeof assignedLicense, Beta.AssignedLicense, 'beta'>>().type.toBe<never>()
})

test('assignedPlan', () => {
  expect<Unlike<'assignedPlan', typeof assignedPlan, V1.AssignedPlan, 'v1.0'>>().type.toBe<never>()
  expect<Unlike<'assignedPlan', typeof assignedPlan, Beta.AssignedPlan, 'beta'>>().type.toBe<never>()
})

test('authorizationInfo', () => {
  expect<Unlike<'authorizationInfo', typeof authorizationInfo, V1.AuthorizationInfo, 'v1.0'>>().type.toBe<never>()
  expect<Unlike<'authorizationInfo', typeof authorizationInfo, Beta.AuthorizationInfo, 'beta'>>().type.toBe<never>()
})

test('cloudRealtimeCommunicationInfo', () => {
  expect<
    Unlike<
      'cloudRealtimeCommunicationInfo',
      typeof cloudRealtimeCommunicationInfo,
      Beta.CloudRealtimeCommunicationInfo,
      'beta'
    >
  >().type.toBe<never>()
})

test('deviceKey', () => {
  expect<Unlike<'deviceKey', typeof deviceKey, Beta.DeviceKey, 'beta'>>().type.toBe<never>()
})

test('employeeOrgData', () => {
  expect<Unlike<'employeeOrgData', typeof employeeOrgData, V1.EmployeeOrgData, 'v1.0'>>().type.toBe<never>()
  expect<Unlike<'employeeOrgData', typeof employeeOrgData, Beta.EmployeeOrgData, 'beta'>>().type.toBe<never>()
})

test('objectIdentity', () => {
  expect<Unlike<'objectIdentity', typeof objectIdentity, V1.ObjectIdentity, 'v1.0'>>().type.toBe<never>()
  expect<Unlike<'objectIdentity', typeof objectIdentity, Beta.ObjectIdentity, 'beta'>>().type.toBe<never>()
})

test('licenseAssignmentState', () => {
  expect<
    Unlike<'licenseAssignmentState', typeof licenseAssignmentState, V1.LicenseAssignmentState, 'v1.0'>
  >().type.toBe<never>()
  expect<
    Unlike<'licenseAssignmentState', typeof licenseAssignmentState, Beta.LicenseAssignmentState, 'beta'>
  >().type.toBe<never>()
})

test('onPremisesExtensionAttributes', () => {
  expect<
    Unlike<
      'onPremisesExtensionAttributes',
      typeof onPremisesExtensionAttributes,
      V1.OnPremisesExtensionAttributes,
      'v1.0'
    >
  >().type.toBe<never>()
  expect<
    Unlike<
      'onPremisesExtensionAttributes',
      typeof onPremisesExtensionAttributes,
      Beta.OnPremisesExtensionAttributes,
      'beta'
    >
  >().type.toBe<never>()
})

test('onPremisesProvisioningError', () => {
  expect<
    Unlike<'onPremisesProvisioningError', typeof onPremisesProvisioningError, V1.OnPremisesProvisioningError, 'v1.0'>
  >().type.toBe<never>()
  expect<
    Unlike<'onPremisesProvisioningError', typeof onPremisesProvisioningError, Beta.OnPremisesProvisioningError, 'beta'>
  >().type.toBe<never>()
})

test('onPremisesSipInfo', () => {
  expect<Unlike<'onPremisesSipInfo', typeof onPremisesSipInfo, Beta.OnPremisesSipInfo, 'beta'>>().type.toBe<never>()
})

test('passwordProfile', () => {
  expect<Unlike<'passwordProfile', typeof passwordProfile, V1.PasswordProfile, 'v1.0'>>().type.toBe<never>()
  expect<Unlike<'passwordProfile', typeof passwordProfile, Beta.PasswordProfile, 'beta'>>().type.toBe<never>()
})

test('provisionedPlan', () => {
  expect<Unlike<'provisionedPlan', typeof provisionedPlan, V1.ProvisionedPlan, 'v1.0'>>().type.toBe<never>()
  expect<Unlike<'provisionedPlan', typeof provisionedPlan, Beta.ProvisionedPlan, 'beta'>>().type.toBe<never>()
})

test('serviceProvisioningError', () => {
  expect<
    Unlike<'serviceProvisioningError', typeof serviceProvisioningError, V1.ServiceProvisioningError, 'v1.0'>
  >().type.toBe<never>()
  expect<
    Unlike<'serviceProvisioningError', typeof serviceProvisioningError, Beta.ServiceProvisioningError, 'beta'>
  >().type.toBe<never>()
})

test('signInActivity', () => {
  expect<Unlike<'signInActivity', typeof signInActivity, V1.SignInActivity, 'v1.0'>>().type.toBe<never>()
  expect<Unlike<'signInActivity', typeof signInActivity, Beta.SignInActivity, 'beta'>>().type.toBe<never>()
})

test('group', () => {
  expect<Unlike<'group' | 'directoryObject', typeof group, V1.Group, 'v1.0'>>().type.toBe<never>()
  expect<Unlike<'group' | 'directoryObject', typeof group, Beta.Group, 'beta'>>().type.toBe<never>()
})

test('groupAccessType', () => {
  expect<Unlike<'groupAccessType', typeof groupAccessType, Beta.GroupAccessType, 'beta'>>().type.toBe<never>()
})

test('assignedLabel', () => {
  expect<Unlike<'assignedLabel', typeof assignedLabel, V1.AssignedLabel, 'v1.0'>>().type.toBe<never>()
  expect<Unlike<'assignedLabel', typeof assignedLabel, Beta.AssignedLabel, 'beta'>>().type.toBe<never>()
})

test('licenseProcessingState', () => {
  expect<
    Unlike<'licenseProcessingState', typeof licenseProcessingState, V1.LicenseProcessingState, 'v1.0'>
  >().type.toBe<never>()
  expect<
    Unlike<'licenseProcessingState', typeof licenseProcessingState, Beta.LicenseProcessingState, 'beta'>
  >().type.toBe<never>()
})

test('membershipRuleProcessingStatus', () => {
  expect<
    Unlike<
      'membershipRuleProcessingStatus',
      typeof membershipRuleProcessingStatus,
      Beta.MembershipRuleProcessingStatus,
      'beta'
    >
  >().type.toBe<never>()
})

test('membershipRuleProcessingStatusDetails', () => {
  expect<
    Unlike<
      'membershipRuleProcessingStatusDetails',
      typeof membershipRuleProcessingStatusDetails,
      Beta.MembershipRuleProcessingStatusDetails,
      'beta'
    >
  >().type.toBe<never>()
})

test('writebackConfiguration', () => {
  expect<
    Unlike<'writebackConfiguration', typeof writebackConfiguration, Beta.WritebackConfiguration, 'beta'>
  >().type.toBe<never>()
})

test('groupWritebackConfiguration', () => {
  expect<
    Unlike<
      'groupWritebackConfiguration' | 'writebackConfiguration',
      typeof groupWritebackConfiguration,
      Beta.GroupWritebackConfiguration,
      'beta'
    >
  >().type.toBe<never>()
})

test('organization', () => {
  expect<Unlike<'organization' | 'directoryObject', typeof organization, V1.Organization, 'v1.0'>>().type.toBe<never>()
  expect<
    Unlike<'organization' | 'directoryObject', typeof organization, Beta.Organization, 'beta'>
  >().type.toBe<never>()
})

test('certificateConnectorSetting', () => {
  expect<
    Unlike<'certificateConnectorSetting', typeof certificateConnectorSetting, Beta.CertificateConnectorSetting, 'beta'>
  >().type.toBe<never>()
})

test('directorySizeQuota', () => {
  expect<Unlike<'directorySizeQuota', typeof directorySizeQuota, Beta.DirectorySizeQuota, 'beta'>>().type.toBe<never>()
})

test('mdmAuthority', () => {
  expect<Unlike<'mdmAuthority', typeof mdmAuthority, V1.MdmAuthority, 'v1.0'>>().type.toBe<never>()
  expect<Unlike<'mdmAuthority', typeof mdmAuthority, Beta.MdmAuthority, 'beta'>>().type.toBe<never>()
})

test('partnerTenantType', () => {
  expect<Unlike<'partnerTenantType', typeof partnerTenantType, V1.PartnerTenantType, 'v1.0'>>().type.toBe<never>()
  expect<Unlike<'partnerTenantType', typeof partnerTenantType, Beta.PartnerTenantType, 'beta'>>().type.toBe<never>()
})

test('privacyProfile', () => {
  expect<Unlike<'privacyProfile', typeof privacyProfile, V1.PrivacyProfile, 'v1.0'>>().type.toBe<never>()
  expect<Unlike<'privacyProfile', typeof privacyProfile, Beta.PrivacyProfile, 'beta'>>().type.toBe<never>()
})

test('verifiedDomain', () => {
  expect<Unlike<'verifiedDomain', typeof verifiedDomain, V1.VerifiedDomain, 'v1.0'>>().type.toBe<never>()
  expect<Unlike<'verifiedDomain', typeof verifiedDomain, Beta.VerifiedDomain, 'beta'>>().type.toBe<never>()
})
