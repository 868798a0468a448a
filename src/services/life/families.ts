/** The sets whose policies and apps reach devices in a tenant that lives, and what devices leave below each. */

/** What is written of a device below a policy. */
export type RowShape = 'statuses' | 'runs' | 'none'

export const FAMILIES: Readonly<Record<string, RowShape>> = {
  'deviceAppManagement/mobileApps': 'none',
  'deviceAppManagement/mobileAppConfigurations': 'statuses',
  'deviceManagement/deviceConfigurations': 'statuses',
  'deviceManagement/deviceCompliancePolicies': 'statuses',
  'deviceManagement/configurationPolicies': 'none',
  'deviceManagement/compliancePolicies': 'none',
  'deviceManagement/groupPolicyConfigurations': 'none',
  'deviceManagement/intents': 'none',
  'deviceManagement/deviceManagementScripts': 'runs',
  'deviceManagement/deviceShellScripts': 'runs',
  'deviceManagement/deviceCustomAttributeShellScripts': 'runs',
  'deviceManagement/deviceHealthScripts': 'runs',
  'deviceManagement/windowsFeatureUpdateProfiles': 'none',
  'deviceManagement/windowsQualityUpdateProfiles': 'none',
  'deviceManagement/windowsDriverUpdateProfiles': 'none',
}

export const FAMILY_PATHS: readonly string[] = Object.keys(FAMILIES)
