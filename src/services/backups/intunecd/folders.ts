/** The folders of IntuneCD, and the sets whose objects are in them. The first one that fits counts. */

const MANAGEMENT = 'deviceManagement'
const APPS = 'deviceAppManagement'

/** Of `Compliance Policies/Policies` and `Compliance Policies/Scripts` the content tells the set. */
export const FOLDERS: readonly (readonly [folder: string, set: string])[] = [
  ['App Configuration', `${APPS}/mobileAppConfigurations`],
  ['App Protection', `${APPS}/managedAppPolicies`],
  ['Applications', `${APPS}/mobileApps`],
  ['Compliance Policies/Policies', `${MANAGEMENT}/deviceCompliancePolicies`],
  ['Compliance Policies/Scripts', `${MANAGEMENT}/deviceComplianceScripts`],
  ['Compliance Policies/Message Templates', `${MANAGEMENT}/notificationMessageTemplates`],
  ['Device Configurations', `${MANAGEMENT}/deviceConfigurations`],
  ['Settings Catalog', `${MANAGEMENT}/configurationPolicies`],
  ['Group Policy Configurations', `${MANAGEMENT}/groupPolicyConfigurations`],
  ['Management Intents', `${MANAGEMENT}/intents`],
  ['Scripts/Powershell', `${MANAGEMENT}/deviceManagementScripts`],
  ['Scripts/Shell', `${MANAGEMENT}/deviceShellScripts`],
  ['Custom Attributes', `${MANAGEMENT}/deviceCustomAttributeShellScripts`],
  ['Proactive Remediations', `${MANAGEMENT}/deviceHealthScripts`],
  ['Enrollment Configurations', `${MANAGEMENT}/deviceEnrollmentConfigurations`],
  ['Enrollment Profiles/Windows/ESP', `${MANAGEMENT}/deviceEnrollmentConfigurations`],
  ['Enrollment Profiles/Windows', `${MANAGEMENT}/windowsAutopilotDeploymentProfiles`],
  ['Filters', `${MANAGEMENT}/assignmentFilters`],
  ['Scope Tags', `${MANAGEMENT}/roleScopeTags`],
  ['Roles', `${MANAGEMENT}/roleDefinitions`],
  ['Device Categories', `${MANAGEMENT}/deviceCategories`],
  ['Driver Updates', `${MANAGEMENT}/windowsDriverUpdateProfiles`],
  ['Feature Updates', `${MANAGEMENT}/windowsFeatureUpdateProfiles`],
  ['Quality Updates', `${MANAGEMENT}/windowsQualityUpdateProfiles`],
  ['Conditional Access', 'identity/conditionalAccess/policies'],
]

const OF_THE_SERVICE = 'belongs to a connection of the tenant with another service, which a backup cannot bring'

/** Folders whose files are no objects of a set, and why they stay out. */
export const NOT_IMPORTED: readonly (readonly [folder: string, reason: string])[] = [
  ['Enrollment Profiles/Apple', OF_THE_SERVICE],
  ['Apple Push Notification', OF_THE_SERVICE],
  ['Apple VPP Tokens', OF_THE_SERVICE],
  ['Managed Google Play', OF_THE_SERVICE],
  ['Partner Connections', OF_THE_SERVICE],
  ['Autopilot Devices', 'is a device, and no configuration'],
  ['Activation Lock Bypass Codes', 'is a device, and no configuration'],
  ['Device Management Settings', 'is a setting of the whole tenant, which stays as it is'],
]

/** Files that repeat what others hold, or tell what is gone (K21). */
export const BESIDE = /(^|\/)(__archive__|Assignment Report|Script Data|mobileconfig)\//

/** What a folder of these names makes a backup of IntuneCD. */
export const SIGNS =
  /^(?:App Configuration|Compliance Policies\/Policies|Settings Catalog|Device Configurations\/mobileconfig|Scripts\/Powershell|Enrollment Profiles|__archive__|Assignment Report)\//

export const ALL_FOLDERS = [...FOLDERS, ...NOT_IMPORTED].map(([folder]) => folder)
