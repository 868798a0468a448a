/** The root of the devices area. @see https://learn.microsoft.com/graph/api/resources/intune-shared-devicemanagement */
import { defineSingleton } from '../../model/sets.js'
import { devices, anyDeviceManagementPermissions } from './backend.js'
import { beta, collection, computed, Edm, nullable, of, opaque, selectedOnly, withDefault } from '../../model/edm.js'
import { defineComplexType, defineEntityType, defineEnumType } from '../../model/declare.js'
import { intuneBrand } from './intune-brand.js'
import { deviceManagementSettings } from './device-management-settings.js'
import { windowsMalwareOverview } from './windows-malware.js'

export const adminConsentState = defineEnumType({
  name: 'adminConsentState',
  since: 'beta',
  members: { notConfigured: 0, granted: 1, notGranted: 2 },
})

export const adminConsent = defineComplexType({
  name: 'adminConsent',
  since: 'beta',
  properties: {
    shareAPNSData: withDefault(of(adminConsentState), 'notConfigured'),
    shareUserExperienceAnalyticsData: withDefault(of(adminConsentState), 'notConfigured'),
  },
})

export const connectorName = defineEnumType({
  name: 'connectorName',
  since: 'beta',
  members: {
    applePushNotificationServiceExpirationDateTime: 0,
    vppTokenExpirationDateTime: 1,
    vppTokenLastSyncDateTime: 2,
    windowsAutopilotLastSyncDateTime: 3,
    windowsStoreForBusinessLastSyncDateTime: 4,
    jamfLastSyncDateTime: 5,
    ndesConnectorLastConnectionDateTime: 6,
    appleDepExpirationDateTime: 7,
    appleDepLastSyncDateTime: 8,
    onPremConnectorLastSyncDateTime: 9,
    googlePlayAppLastSyncDateTime: 10,
    googlePlayConnectorLastModifiedDateTime: 11,
    windowsDefenderATPConnectorLastHeartbeatDateTime: 12,
    mobileThreatDefenceConnectorLastHeartbeatDateTime: 13,
    chromebookLastDirectorySyncDateTime: 14,
    futureValue: 15,
  },
})

export const connectorHealthState = defineEnumType({
  name: 'connectorHealthState',
  since: 'beta',
  members: { healthy: 0, warning: 1, unhealthy: 2, unknown: 3 },
})

export const connectorStatusDetails = defineComplexType({
  name: 'connectorStatusDetails',
  since: 'beta',
  properties: {
    connectorInstanceId: nullable(Edm.String),
    connectorName: withDefault(of(connectorName), 'applePushNotificationServiceExpirationDateTime'),
    eventDateTime: withDefault(Edm.DateTimeOffset, '0001-01-01T00:00:00Z'),
    status: withDefault(of(connectorHealthState), 'unknown'),
  },
})

export const dataProcessorServiceForWindowsFeaturesOnboarding = defineComplexType({
  name: 'dataProcessorServiceForWindowsFeaturesOnboarding',
  since: 'beta',
  properties: {
    areDataProcessorServiceForWindowsFeaturesEnabled: withDefault(Edm.Boolean, false),
    hasValidWindowsLicense: withDefault(Edm.Boolean, false),
  },
})

export const deviceProtectionOverview = defineComplexType({
  name: 'deviceProtectionOverview',
  properties: {
    cleanDeviceCount: withDefault(Edm.Int32, 0),
    criticalFailuresDeviceCount: withDefault(Edm.Int32, 0),
    inactiveThreatAgentDeviceCount: withDefault(Edm.Int32, 0),
    pendingFullScanDeviceCount: withDefault(Edm.Int32, 0),
    pendingManualStepsDeviceCount: withDefault(Edm.Int32, 0),
    pendingOfflineScanDeviceCount: withDefault(Edm.Int32, 0),
    pendingQuickScanDeviceCount: withDefault(Edm.Int32, 0),
    pendingRestartDeviceCount: withDefault(Edm.Int32, 0),
    pendingSignatureUpdateDeviceCount: withDefault(Edm.Int32, 0),
    totalReportedDeviceCount: withDefault(Edm.Int32, 0),
    unknownStateThreatAgentDeviceCount: withDefault(Edm.Int32, 0),
  },
})

export const managedDeviceCleanupSettings = defineComplexType({
  name: 'managedDeviceCleanupSettings',
  since: 'beta',
  properties: {
    deviceInactivityBeforeRetirementInDays: nullable(Edm.String),
  },
})

export const samsungEFotaFirmwareVersion = defineComplexType({
  name: 'samsungEFotaFirmwareVersion',
  since: 'beta',
  properties: {
    androidProcessorVersionName: nullable(Edm.String),
    consumerSoftwareCustomizationCode: nullable(Edm.String),
    description: nullable(Edm.String),
    deviceModelName: nullable(Edm.String),
    firmwareVersion: nullable(Edm.String),
    id: nullable(Edm.String),
    osVersionName: nullable(Edm.String),
    releaseDateTime: nullable(Edm.DateTimeOffset),
    requestFirmwareTypeName: nullable(Edm.String),
    salesCode: nullable(Edm.String),
    securityPatchVersion: nullable(Edm.String),
  },
})

export const deviceManagementSubscriptions = defineEnumType({
  name: 'deviceManagementSubscriptions',
  since: 'beta',
  members: { none: 0, intune: 1, office365: 2, intunePremium: 4, intune_EDU: 8, intune_SMB: 16 },
  flags: true,
})

export const deviceManagementSubscriptionState = defineEnumType({
  name: 'deviceManagementSubscriptionState',
  members: { pending: 0, active: 1, warning: 2, disabled: 3, deleted: 4, blocked: 5, lockedOut: 8 },
})

export const userExperienceAnalyticsAnomalySeverityOverview = defineComplexType({
  name: 'userExperienceAnalyticsAnomalySeverityOverview',
  since: 'beta',
  properties: {
    highSeverityAnomalyCount: withDefault(Edm.Int32, 0),
    informationalSeverityAnomalyCount: withDefault(Edm.Int32, 0),
    lowSeverityAnomalyCount: withDefault(Edm.Int32, 0),
    mediumSeverityAnomalyCount: withDefault(Edm.Int32, 0),
  },
})

export const userExperienceAnalyticsSettings = defineComplexType({
  name: 'userExperienceAnalyticsSettings',
  properties: {
    configurationManagerDataConnectorConfigured: withDefault(Edm.Boolean, false),
  },
})

export const deviceManagement = defineEntityType({
  name: 'deviceManagement',
  key: 'opaque',
  properties: {
    id: computed(opaque(Edm.String)),
    accountMoveCompletionDateTime: beta(withDefault(Edm.DateTimeOffset, '0001-01-01T00:00:00Z')),
    adminConsent: beta(nullable(of(adminConsent))),
    connectorStatus: beta(nullable(collection(of(connectorStatusDetails)))),
    dataProcessorServiceForWindowsFeaturesOnboarding: beta(
      nullable(of(dataProcessorServiceForWindowsFeaturesOnboarding)),
    ),
    deviceComplianceReportSummarizationDateTime: beta(withDefault(Edm.DateTimeOffset, '0001-01-01T00:00:00Z')),
    deviceProtectionOverview: nullable(of(deviceProtectionOverview)),
    intuneAccountId: computed(Edm.Guid),
    intuneBrand: nullable(of(intuneBrand)),
    lastReportAggregationDateTime: beta(withDefault(Edm.DateTimeOffset, '0001-01-01T00:00:00Z')),
    legacyPcManangementEnabled: beta(withDefault(Edm.Boolean, false)),
    managedDeviceCleanupSettings: beta(nullable(of(managedDeviceCleanupSettings))),
    maximumDepTokens: beta(withDefault(Edm.Int32, 0)),
    samsungEFotaFirmwareVersions: beta(nullable(collection(of(samsungEFotaFirmwareVersion)))),
    settings: selectedOnly(nullable(of(deviceManagementSettings)), null),
    subscriptions: beta(withDefault(of(deviceManagementSubscriptions), 'none')),
    subscriptionState: withDefault(of(deviceManagementSubscriptionState), 'active'),
    unlicensedAdminstratorsEnabled: beta(withDefault(Edm.Boolean, false)),
    userExperienceAnalyticsAnomalySeverityOverview: beta(nullable(of(userExperienceAnalyticsAnomalySeverityOverview))),
    userExperienceAnalyticsSettings: nullable(of(userExperienceAnalyticsSettings)),
    windowsMalwareOverview: nullable(of(windowsMalwareOverview)),
  },
})

export default defineSingleton({
  path: 'deviceManagement',
  entityType: deviceManagement,
  permissions: anyDeviceManagementPermissions,
  backend: devices,
})
