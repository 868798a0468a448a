/**
 * Managed-device app configurations and all that they contain.
 * @see https://learn.microsoft.com/graph/api/resources/intune-apps-manageddevicemobileappconfiguration
 */
import {
  anyOf,
  apartInV1,
  beta,
  collection,
  computed,
  Edm,
  indexed,
  notBlank,
  nullable,
  of,
  opaque,
  sparse,
  stamped,
  withDefault,
} from '../../model/edm.js'
import { defineEntitySet } from '../../model/sets.js'
import {
  defineAction,
  defineComplexType,
  defineEntityType,
  defineEnumType,
  parameter,
  toMany,
  toOne,
} from '../../model/declare.js'
import {
  allDevicesAssignmentTarget,
  allLicensedUsersAssignmentTarget,
  configurationManagerCollectionAssignmentTarget,
  deviceAndAppManagementAssignmentTarget,
  exclusionGroupAssignmentTarget,
  groupAssignmentTarget,
} from './assignment-targets.js'
import { appLifecycle, appsPermissions } from './backend.js'

export const complianceStatus = defineEnumType({
  name: 'complianceStatus',
  members: {
    unknown: 0,
    notApplicable: 1,
    compliant: 2,
    remediated: 3,
    nonCompliant: 4,
    error: 5,
    conflict: 6,
    notAssigned: 7,
  },
})

export const mdmAppConfigKeyType = defineEnumType({
  name: 'mdmAppConfigKeyType',
  members: { stringType: 0, integerType: 1, realType: 2, booleanType: 3, tokenType: 4 },
})

export const appConfigurationSettingItem = defineComplexType({
  name: 'appConfigurationSettingItem',
  properties: {
    appConfigKey: Edm.String,
    appConfigKeyType: of(mdmAppConfigKeyType),
    appConfigKeyValue: Edm.String,
  },
})

export const androidPermissionActionType = defineEnumType({
  name: 'androidPermissionActionType',
  since: 'beta',
  members: { prompt: 0, autoGrant: 1, autoDeny: 2 },
})

export const androidPermissionAction = defineComplexType({
  name: 'androidPermissionAction',
  since: 'beta',
  properties: {
    permission: nullable(Edm.String),
    action: of(androidPermissionActionType),
  },
})

export const androidProfileApplicability = defineEnumType({
  name: 'androidProfileApplicability',
  since: 'beta',
  members: { default: 0, androidWorkProfile: 1, androidDeviceOwner: 2 },
})

export const androidAppCredentialProviderRoleState = defineEnumType({
  name: 'androidAppCredentialProviderRoleState',
  since: 'beta',
  members: { notConfigured: 0, allowed: 1, unknownFutureValue: 2 },
})

export const managedDeviceMobileAppConfigurationAssignment = defineEntityType({
  name: 'managedDeviceMobileAppConfigurationAssignment',
  key: 'opaque',
  properties: {
    id: computed(opaque(Edm.String)),
    target: nullable(
      anyOf(deviceAndAppManagementAssignmentTarget, [
        allLicensedUsersAssignmentTarget,
        allDevicesAssignmentTarget,
        configurationManagerCollectionAssignmentTarget,
        groupAssignmentTarget,
        exclusionGroupAssignmentTarget,
      ]),
    ),
  },
})

export const managedDeviceMobileAppConfigurationDeviceStatus = defineEntityType({
  name: 'managedDeviceMobileAppConfigurationDeviceStatus',
  key: 'opaque',
  properties: {
    id: computed(opaque(Edm.String)),
    deviceDisplayName: nullable(Edm.String),
    userName: nullable(Edm.String),
    deviceModel: nullable(Edm.String),
    platform: beta(withDefault(Edm.Int32, 0)),
    complianceGracePeriodExpirationDateTime: withDefault(Edm.DateTimeOffset, '9999-12-31T23:59:59.9999999Z'),
    status: withDefault(of(complianceStatus), 'unknown'),
    lastReportedDateTime: withDefault(Edm.DateTimeOffset, '0001-01-01T00:00:00Z'),
    userPrincipalName: nullable(Edm.String),
  },
})

export const managedDeviceMobileAppConfigurationUserStatus = defineEntityType({
  name: 'managedDeviceMobileAppConfigurationUserStatus',
  key: 'opaque',
  properties: {
    id: computed(opaque(Edm.String)),
    userDisplayName: nullable(Edm.String),
    devicesCount: withDefault(Edm.Int32, 0),
    status: withDefault(of(complianceStatus), 'unknown'),
    lastReportedDateTime: withDefault(Edm.DateTimeOffset, '0001-01-01T00:00:00Z'),
    userPrincipalName: nullable(Edm.String),
  },
})

const count = withDefault(Edm.Int32, 0)

export const managedDeviceMobileAppConfigurationDeviceSummary = defineEntityType({
  name: 'managedDeviceMobileAppConfigurationDeviceSummary',
  key: 'opaque',
  filledByRule: ['lastUpdateDateTime', 'configurationVersion'],
  properties: {
    id: opaque(Edm.String),
    pendingCount: count,
    notApplicableCount: count,
    notApplicablePlatformCount: beta(count),
    successCount: count,
    errorCount: apartInV1(count),
    failedCount: count,
    conflictCount: beta(count),
    lastUpdateDateTime: Edm.DateTimeOffset,
    configurationVersion: Edm.Int32,
  },
})

export const managedDeviceMobileAppConfigurationUserSummary = defineEntityType({
  name: 'managedDeviceMobileAppConfigurationUserSummary',
  key: 'opaque',
  filledByRule: ['lastUpdateDateTime', 'configurationVersion'],
  properties: {
    id: opaque(Edm.String),
    pendingCount: count,
    notApplicableCount: count,
    successCount: count,
    errorCount: apartInV1(count),
    failedCount: count,
    conflictCount: beta(count),
    lastUpdateDateTime: Edm.DateTimeOffset,
    configurationVersion: Edm.Int32,
  },
})

/** Base of every managed-device app configuration. The order is that of recorded responses. */
export const managedDeviceMobileAppConfiguration = defineEntityType({
  name: 'managedDeviceMobileAppConfiguration',
  abstract: true,
  properties: {
    id: computed(opaque(Edm.String)),
    targetedMobileApps: nullable(collection(Edm.String)),
    roleScopeTagIds: withDefault(beta(nullable(collection(Edm.String))), ['0']),
    createdDateTime: stamped(Edm.DateTimeOffset, 'created'),
    description: nullable(Edm.String),
    lastModifiedDateTime: stamped(Edm.DateTimeOffset, 'modified'),
    displayName: indexed(notBlank(Edm.String)),
    version: stamped(Edm.Int32, 'revision'),
  },
  navigation: {
    assignments: toMany(managedDeviceMobileAppConfigurationAssignment),
    deviceStatuses: toMany(managedDeviceMobileAppConfigurationDeviceStatus),
    userStatuses: toMany(managedDeviceMobileAppConfigurationUserStatus),
    deviceStatusSummary: toOne(managedDeviceMobileAppConfigurationDeviceSummary),
    userStatusSummary: toOne(managedDeviceMobileAppConfigurationUserSummary, { creatable: true }),
  },
  operations: [
    defineAction('assign', {
      assignments: parameter(managedDeviceMobileAppConfigurationAssignment, { collection: true }),
    }),
  ],
})

export const iosMobileAppConfiguration = defineEntityType({
  name: 'iosMobileAppConfiguration',
  baseType: managedDeviceMobileAppConfiguration,
  properties: {
    encodedSettingXml: nullable(Edm.Binary),
    settings: nullable(collection(of(appConfigurationSettingItem))),
  },
})

/** New in 2026. What was recorded before does not show it, so it is shown where a body said it. */
const credentialProviderRoleState = sparse(withDefault(of(androidAppCredentialProviderRoleState), 'notConfigured'))

const androidProperties = {
  packageId: nullable(Edm.String),
  payloadJson: opaque(nullable(Edm.String)),
}

export const androidManagedStoreAppConfiguration = defineEntityType({
  name: 'androidManagedStoreAppConfiguration',
  since: 'beta',
  baseType: managedDeviceMobileAppConfiguration,
  properties: {
    ...androidProperties,
    appSupportsOemConfig: computed(withDefault(Edm.Boolean, false)),
    profileApplicability: withDefault(of(androidProfileApplicability), 'default'),
    connectedAppsEnabled: withDefault(Edm.Boolean, false),
    permissionActions: nullable(collection(of(androidPermissionAction))),
    credentialProviderRoleState,
  },
})

/** The legacy form, from before managed Google Play. */
export const androidForWorkMobileAppConfiguration = defineEntityType({
  name: 'androidForWorkMobileAppConfiguration',
  since: 'beta',
  baseType: managedDeviceMobileAppConfiguration,
  properties: {
    ...androidProperties,
    profileApplicability: withDefault(of(androidProfileApplicability), 'default'),
    connectedAppsEnabled: withDefault(Edm.Boolean, false),
    permissionActions: nullable(collection(of(androidPermissionAction))),
    credentialProviderRoleState,
  },
})

export default defineEntitySet({
  path: 'deviceAppManagement/mobileAppConfigurations',
  entityType: managedDeviceMobileAppConfiguration,
  derivedTypes: [iosMobileAppConfiguration, androidManagedStoreAppConfiguration, androidForWorkMobileAppConfiguration],
  permissions: appsPermissions,
  backend: appLifecycle,
})
