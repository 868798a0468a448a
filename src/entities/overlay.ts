/** What the public model does not say, and no rule of thumb gets right. */
import type { Overlay } from '../model/facts/overlay.js'
import { groupsOfDevice, transitively } from './directory/memberships.js'

const NO_TEMPLATE = {
  templateDisplayName: null,
  templateDisplayVersion: null,
  templateFamily: 'none',
  templateId: '',
}

/** A body must have it. */
const required = { default: undefined }

/** Lists leave out what is long (B80). */
const fromLists = { but: 'from items', as: null } as const

const users = { type: 'user' } as const

export const overlay: Overlay = {
  properties: {
    'authenticationStrengthReference.id': { computed: false },
    'conditionalAccessPolicy.conditions': required,
    'conditionalAccessPolicy.state': required,
    'conditionalAccessPolicy.modifiedDateTime': { computed: true, stamp: 'modified' },
    'namedLocation.modifiedDateTime': { computed: true, stamp: 'modified' },
    'deviceManagementScript.scriptContent': { withheld: fromLists },
    'deviceShellScript.scriptContent': { withheld: fromLists },
    'deviceCustomAttributeShellScript.scriptContent': { withheld: fromLists },
    'deviceHealthScript.detectionScriptContent': { withheld: fromLists },
    'deviceHealthScript.remediationScriptContent': { withheld: fromLists },
    'deviceComplianceScript.detectionScriptContent': { withheld: fromLists },
    // The values of the portal (B184).
    'managedAppProtection.appActionIfDeviceComplianceRequired': { default: 'block' },
    'managedAppProtection.appActionIfMaximumPinRetriesExceeded': { default: 'block' },
    'managedAppProtection.mobileThreatDefenseRemediationAction': { default: 'block' },
    'managedAppProtection.periodBeforePinReset': { default: 'PT0S' },
    'managedAppProtection.periodOfflineBeforeAccessCheck': { default: 'PT12H' },
    'managedAppProtection.periodOfflineBeforeWipeIsEnforced': { default: 'P90D' },
    'managedAppProtection.periodOnlineBeforeAccessCheck': { default: 'PT30M' },
    'windowsManagedAppProtection.mobileThreatDefenseRemediationAction': { default: 'block' },
    'windowsManagedAppProtection.periodOfflineBeforeAccessCheck': { default: 'PT12H' },
    'windowsManagedAppProtection.periodOfflineBeforeWipeIsEnforced': { default: 'P90D' },
    'androidManagedAppProtection.minimumRequiredPatchVersion': { default: '0000-00-00' },
    'androidManagedAppProtection.minimumWarningPatchVersion': { default: '0000-00-00' },
    'androidManagedAppProtection.minimumWipePatchVersion': { default: '0000-00-00' },
    'deviceConfiguration.supportsScopeTags': { default: true, computed: true },
    'windowsUpdateForBusinessConfiguration.featureUpdatesRollbackWindowInDays': { default: 30 },
    // Texts here, where other types count (B5).
    'deviceHealthScript.version': { default: '1' },
    // What the service says of a policy that does not (B44).
    'deviceManagementConfigurationPolicy.templateReference': { default: NO_TEMPLATE },
    'deviceManagementIntent.isMigratingToConfigurationPolicy': { default: false },
    // Given by the service and by setPriority (B30, B90).
    'appleUserInitiatedEnrollmentProfile.priority': { computed: true },
    'deviceEnrollmentConfiguration.priority': { computed: true },
  },
  types: {
    conditionalAccessPolicy: { key: 'guid' },
    device: { key: 'guid', set: 'devices', namedKeys: ['deviceId'] },
    deviceManagementConfigurationCategory: { set: 'deviceManagement/configurationCategories' },
    deviceManagementConfigurationSettingDefinition: { set: 'deviceManagement/configurationSettings' },
    directoryRole: { key: 'guid', namedKeys: ['roleTemplateId'] },
    group: { set: 'groups' },
    managedDevice: { set: 'deviceManagement/managedDevices' },
    namedLocation: { key: 'guid' },
    user: { set: 'users' },
  },
  storedWith: {
    // The languages of an agreement are its files.
    'agreementFile.localizations': '../files',
    // Policies for apps are in the set of their kind and in that of all kinds (B180).
    ...Object.fromEntries(
      [
        'androidManagedAppProtections',
        'defaultManagedAppProtections',
        'iosManagedAppProtections',
        'mdmWindowsInformationProtectionPolicies',
        'targetedManagedAppConfigurations',
        'windowsInformationProtectionPolicies',
        'windowsManagedAppProtections',
      ].map((set) => [`deviceAppManagement.${set}`, 'managedAppPolicies']),
    ),
  },
  links: {
    'device.memberOf': { type: 'group', link: groupsOfDevice },
    'device.transitiveMemberOf': { type: 'group', link: transitively(groupsOfDevice) },
  },
  // The assignments of a role are those of all roles that name it (B111).
  referring: ['managedDevice.deviceCategory', 'roleDefinition.roleAssignments'],
  // What every tenant finds in the catalog (B52, B53, B57, B66).
  shared: [
    'categories',
    'complianceCategories',
    'complianceSettings',
    'configurationCategories',
    'configurationPolicyTemplates',
    'configurationSettings',
    'groupPolicyCategories',
    'groupPolicyDefinitionFiles',
    'groupPolicyDefinitions',
    'reusableSettings',
    'settingDefinitions',
    'templates',
    'templateSettings',
  ].map((set) => `deviceManagement.${set}`),
  // A tree of settings names the definitions of its nodes (B49).
  namedIn: {
    'deviceManagementConfigurationSetting.settingDefinitions': 'settingInstance',
    'deviceManagementConfigurationSettingTemplate.settingDefinitions': 'settingInstanceTemplate',
  },
  references: {
    'device.registeredOwners': users,
    'device.registeredUsers': users,
    'directoryRole.members': users,
    'roleDefinition.roleAssignments': { type: 'deviceAndAppManagementRoleAssignment' },
  },
}
