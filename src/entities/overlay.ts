/** What the public model does not say, and no rule of thumb gets right. */
import type { Overlay } from '../model/facts/types.js'

const NO_TEMPLATE = {
  templateDisplayName: null,
  templateDisplayVersion: null,
  templateFamily: 'none',
  templateId: '',
}

export const overlay: Overlay = {
  properties: {
    // Lists leave out what is long (B80).
    'deviceManagementScript.scriptContent': { itemOnly: true },
    'deviceShellScript.scriptContent': { itemOnly: true },
    'deviceCustomAttributeShellScript.scriptContent': { itemOnly: true },
    'deviceHealthScript.detectionScriptContent': { itemOnly: true },
    'deviceHealthScript.remediationScriptContent': { itemOnly: true },
    'deviceComplianceScript.detectionScriptContent': { itemOnly: true },
    'deviceConfiguration.supportsScopeTags': { default: true },
    // What the service says of a policy that does not (B44).
    'deviceManagementConfigurationPolicy.templateReference': { default: NO_TEMPLATE },
    // Given by the service and by setPriority (B30, B90).
    'appleUserInitiatedEnrollmentProfile.priority': { computed: true },
    'deviceEnrollmentConfiguration.priority': { computed: true },
  },
  types: {
    deviceManagementConfigurationCategory: { set: 'deviceManagement/configurationCategories' },
    deviceManagementConfigurationSettingDefinition: { set: 'deviceManagement/configurationSettings' },
    managedDevice: { set: 'deviceManagement/managedDevices' },
    user: { set: 'users' },
  },
}
