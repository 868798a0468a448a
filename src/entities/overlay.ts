/** What the public model does not say, and no rule of thumb gets right. */
import type { Overlay } from '../model/facts/types.js'

const NO_TEMPLATE = {
  templateDisplayName: null,
  templateDisplayVersion: null,
  templateFamily: 'none',
  templateId: '',
}

/** A body must have it. */
const required = { default: undefined }

const users = { type: 'user' } as const

/** Groups keep users alone as members: a device is in none of them. */
const noGroups = { type: 'group', fixed: true } as const

export const overlay: Overlay = {
  properties: {
    'authenticationStrengthReference.id': { computed: false },
    'conditionalAccessPolicy.conditions': required,
    'conditionalAccessPolicy.state': required,
    'conditionalAccessPolicy.modifiedDateTime': { computed: true, stamp: 'modified' },
    'namedLocation.modifiedDateTime': { computed: true, stamp: 'modified' },
    // Lists leave out what is long (B80).
    'deviceManagementScript.scriptContent': { itemOnly: true },
    'deviceShellScript.scriptContent': { itemOnly: true },
    'deviceCustomAttributeShellScript.scriptContent': { itemOnly: true },
    'deviceHealthScript.detectionScriptContent': { itemOnly: true },
    'deviceHealthScript.remediationScriptContent': { itemOnly: true },
    'deviceComplianceScript.detectionScriptContent': { itemOnly: true },
    'deviceConfiguration.supportsScopeTags': { default: true, computed: true },
    // What the service says of a policy that does not (B44).
    'deviceManagementConfigurationPolicy.templateReference': { default: NO_TEMPLATE },
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
  references: {
    'device.memberOf': noGroups,
    'device.registeredOwners': users,
    'device.registeredUsers': users,
    'device.transitiveMemberOf': noGroups,
    'directoryRole.members': users,
  },
}
