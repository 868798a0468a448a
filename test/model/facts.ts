/**
 * What the production metadata of v1.0 says of the types that are served: a table to check the declarations against,
 * written down from Microsoft's documentation and not from them.
 */

/** `Type` for not nullable, `Type?` for nullable. */
export type Facts = Readonly<Record<string, Readonly<Record<string, string>>>>

const APP_CONFIGURATION = 'managedDeviceMobileAppConfiguration'

export const ENTITY_TYPES: Facts = {
  entity: { id: 'Edm.String' },
  deviceAppManagement: {
    isEnabledForMicrosoftStoreForBusiness: 'Edm.Boolean',
    microsoftStoreForBusinessLanguage: 'Edm.String?',
    microsoftStoreForBusinessLastCompletedApplicationSyncTime: 'Edm.DateTimeOffset',
    microsoftStoreForBusinessLastSuccessfulSyncDateTime: 'Edm.DateTimeOffset',
  },
  [APP_CONFIGURATION]: {
    targetedMobileApps: 'Collection(Edm.String)?',
    createdDateTime: 'Edm.DateTimeOffset',
    description: 'Edm.String?',
    lastModifiedDateTime: 'Edm.DateTimeOffset',
    displayName: 'Edm.String',
    version: 'Edm.Int32',
  },
  iosMobileAppConfiguration: {
    encodedSettingXml: 'Edm.Binary?',
    settings: 'Collection(graph.appConfigurationSettingItem)?',
  },
  [`${APP_CONFIGURATION}Assignment`]: { target: 'graph.deviceAndAppManagementAssignmentTarget?' },
  [`${APP_CONFIGURATION}DeviceStatus`]: {
    deviceDisplayName: 'Edm.String?',
    userName: 'Edm.String?',
    deviceModel: 'Edm.String?',
    complianceGracePeriodExpirationDateTime: 'Edm.DateTimeOffset',
    status: 'graph.complianceStatus',
    lastReportedDateTime: 'Edm.DateTimeOffset',
    userPrincipalName: 'Edm.String?',
  },
  [`${APP_CONFIGURATION}UserStatus`]: {
    userDisplayName: 'Edm.String?',
    devicesCount: 'Edm.Int32',
    status: 'graph.complianceStatus',
    lastReportedDateTime: 'Edm.DateTimeOffset',
    userPrincipalName: 'Edm.String?',
  },
  [`${APP_CONFIGURATION}DeviceSummary`]: {
    pendingCount: 'Edm.Int32',
    notApplicableCount: 'Edm.Int32',
    successCount: 'Edm.Int32',
    errorCount: 'Edm.Int32',
    failedCount: 'Edm.Int32',
    lastUpdateDateTime: 'Edm.DateTimeOffset',
    configurationVersion: 'Edm.Int32',
  },
  [`${APP_CONFIGURATION}UserSummary`]: {
    pendingCount: 'Edm.Int32',
    notApplicableCount: 'Edm.Int32',
    successCount: 'Edm.Int32',
    errorCount: 'Edm.Int32',
    failedCount: 'Edm.Int32',
    lastUpdateDateTime: 'Edm.DateTimeOffset',
    configurationVersion: 'Edm.Int32',
  },
}

export const COMPLEX_TYPES: Facts = {
  appConfigurationSettingItem: {
    appConfigKey: 'Edm.String',
    appConfigKeyType: 'graph.mdmAppConfigKeyType',
    appConfigKeyValue: 'Edm.String',
  },
  deviceAndAppManagementAssignmentTarget: {},
  allLicensedUsersAssignmentTarget: {},
  allDevicesAssignmentTarget: {},
  configurationManagerCollectionAssignmentTarget: { collectionId: 'Edm.String?' },
  groupAssignmentTarget: { groupId: 'Edm.String?' },
  exclusionGroupAssignmentTarget: {},
}

/** Type and its base; an asterisk marks an abstract type. */
export const BASE_TYPES: Readonly<Record<string, string | undefined>> = {
  'entity*': undefined,
  deviceAppManagement: 'graph.entity',
  [`${APP_CONFIGURATION}*`]: 'graph.entity',
  iosMobileAppConfiguration: `graph.${APP_CONFIGURATION}`,
  [`${APP_CONFIGURATION}Assignment`]: 'graph.entity',
  [`${APP_CONFIGURATION}DeviceStatus`]: 'graph.entity',
  [`${APP_CONFIGURATION}UserStatus`]: 'graph.entity',
  [`${APP_CONFIGURATION}DeviceSummary`]: 'graph.entity',
  [`${APP_CONFIGURATION}UserSummary`]: 'graph.entity',
  appConfigurationSettingItem: undefined,
  'deviceAndAppManagementAssignmentTarget*': undefined,
  allLicensedUsersAssignmentTarget: 'graph.deviceAndAppManagementAssignmentTarget',
  allDevicesAssignmentTarget: 'graph.deviceAndAppManagementAssignmentTarget',
  configurationManagerCollectionAssignmentTarget: 'graph.deviceAndAppManagementAssignmentTarget',
  groupAssignmentTarget: 'graph.deviceAndAppManagementAssignmentTarget',
  exclusionGroupAssignmentTarget: 'graph.groupAssignmentTarget',
}

export const NAVIGATION: Facts = {
  deviceAppManagement: { mobileAppConfigurations: `Collection(graph.${APP_CONFIGURATION})` },
  [APP_CONFIGURATION]: {
    assignments: `Collection(graph.${APP_CONFIGURATION}Assignment)`,
    deviceStatuses: `Collection(graph.${APP_CONFIGURATION}DeviceStatus)`,
    userStatuses: `Collection(graph.${APP_CONFIGURATION}UserStatus)`,
    deviceStatusSummary: `graph.${APP_CONFIGURATION}DeviceSummary?`,
    userStatusSummary: `graph.${APP_CONFIGURATION}UserSummary?`,
  },
}

export const ENUM_TYPES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  complianceStatus: {
    unknown: 0,
    notApplicable: 1,
    compliant: 2,
    remediated: 3,
    nonCompliant: 4,
    error: 5,
    conflict: 6,
    notAssigned: 7,
  },
  mdmAppConfigKeyType: { stringType: 0, integerType: 1, realType: 2, booleanType: 3, tokenType: 4 },
}

/** What beta knows of these types beyond v1.0. */
export const BETA_ONLY: Facts = {
  [APP_CONFIGURATION]: { roleScopeTagIds: 'Collection(Edm.String)?' },
  [`${APP_CONFIGURATION}DeviceStatus`]: { platform: 'Edm.Int32' },
  [`${APP_CONFIGURATION}DeviceSummary`]: { notApplicablePlatformCount: 'Edm.Int32', conflictCount: 'Edm.Int32' },
  [`${APP_CONFIGURATION}UserSummary`]: { conflictCount: 'Edm.Int32' },
  deviceAndAppManagementAssignmentTarget: {
    deviceAndAppManagementAssignmentFilterId: 'Edm.String?',
    deviceAndAppManagementAssignmentFilterType: 'graph.deviceAndAppManagementAssignmentFilterType',
  },
}
