/** The Intune services behind the devices area, named as their error messages name them, and what they ask for. */
import type { Backend, Permissions } from '../../model/sets.js'

const ADMINISTRATION = 'RACerts_2607/StatelessRoleAdministrationFEService'

/** What each service answers for; all else is behind that of devices. Public reports of errors name them. */
const SERVICES: Readonly<Record<string, string>> = {
  'DeviceConfiguration_2607/StatelessDeviceConfigurationFEService': `
    advancedThreatProtectionOnboardingStateSummary cartToClassAssociations deviceCompliancePolicies
    deviceCompliancePolicyDeviceStateSummary deviceCompliancePolicySettingStateSummaries
    deviceConfigurationConflictSummary deviceConfigurationDeviceStateSummaries
    deviceConfigurationRestrictedAppsViolations deviceConfigurationUserStateSummaries deviceConfigurations
    deviceConfigurationsAllManagedDeviceCertificateStates hardwareConfigurations intents iosUpdateStatuses ndesConnectors
    notificationMessageTemplates settingDefinitions softwareUpdateStatusSummary templates windowsDriverUpdateProfiles
    windowsFeatureUpdateProfiles windowsQualityUpdatePolicies windowsQualityUpdateProfiles windowsUpdateCatalogItems`,
  'DeviceConfigV2/DCV2GraphService': `
    complianceCategories compliancePolicies complianceSettings configurationCategories configurationPolicies
    configurationPolicyTemplates configurationSettings inventoryCategories inventoryPolicies inventorySettings
    reusablePolicySettings reusableSettings templateSettings`,
  'DeviceEnrollmentFE_2607/StatelessDeviceEnrollmentFEService': `
    importedDeviceIdentities importedWindowsAutopilotDeviceIdentities windowsAutopilotDeviceIdentities
    windowsAutopilotSettings`,
  'GroupPolicy/GroupPolicyAdminService': `
    groupPolicyCategories groupPolicyConfigurations groupPolicyDefinitionFiles groupPolicyDefinitions
    groupPolicyMigrationReports groupPolicyObjectFiles groupPolicyUploadedDefinitionFiles`,
  [ADMINISTRATION]: 'resourceOperations roleAssignments roleDefinitions',
  'StatelessOnboardingService_2607/StatelessOnboardingService': `
    androidDeviceOwnerEnrollmentProfiles androidForWorkEnrollmentProfiles androidForWorkSettings
    androidManagedStoreAccountEnterpriseSettings applePushNotificationCertificate appleUserInitiatedEnrollmentProfiles
    complianceManagementPartners dataSharingConsents depOnboardingSettings deviceEnrollmentConfigurations
    deviceManagementPartners exchangeConnectors intuneBrandingProfiles mobileThreatDefenseConnectors
    remoteAssistancePartners termsAndConditions windowsAutopilotDeploymentProfiles`,
}

export const devices: Backend = {
  kind: 'intune',
  service: 'DeviceFE_2607/StatelessDeviceFEService',
  parts: Object.fromEntries(
    Object.entries(SERVICES).flatMap(([service, names]) =>
      names
        .trim()
        .split(/\s+/)
        .map((name) => [name, service]),
    ),
  ),
}

export const assignmentFilters: Backend = {
  kind: 'intune',
  service: 'AssignmentFilter_2607/StatelessAssignmentFilterFEService',
}

export const roles: Backend = { kind: 'intune', service: ADMINISTRATION }

/** @see https://learn.microsoft.com/graph/permissions-reference#devicemanagementmanageddevicesreadwriteall */
export const managedDevicesPermissions = readAndWrite('DeviceManagementManagedDevices')

export const configurationPermissions = readAndWrite('DeviceManagementConfiguration')

export const rolesPermissions = readAndWrite('DeviceManagementRBAC')

/** The root shows a little of everything: the permission for any part of the area opens it. */
export const anyDeviceManagementPermissions: Permissions = {
  read: ['Configuration', 'ServiceConfig', 'ManagedDevices', 'Apps', 'RBAC'].flatMap(
    (area) => readAndWrite(`DeviceManagement${area}`).read,
  ),
  write: ['DeviceManagementConfiguration.ReadWrite.All', 'DeviceManagementServiceConfig.ReadWrite.All'],
}

function readAndWrite(area: string): Permissions {
  return { read: [`${area}.Read.All`, `${area}.ReadWrite.All`], write: [`${area}.ReadWrite.All`] }
}
