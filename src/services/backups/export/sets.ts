/** The sets that an export holds, with what their objects contain. */
export interface ExportedSet {
  readonly set: string
  readonly expand?: string
  /** The folder of IntuneManagement, where it has one. */
  readonly folder?: string
}

const M = 'deviceManagement'
const A = 'deviceAppManagement'

export const EXPORTED_SETS: readonly ExportedSet[] = [
  { set: 'groups' },
  { set: `${M}/roleScopeTags`, expand: 'assignments', folder: 'ScopeTags' },
  { set: `${M}/assignmentFilters`, folder: 'AssignmentFilters' },
  { set: `${M}/deviceCategories`, folder: 'DeviceCategories' },
  { set: `${A}/mobileApps`, expand: 'assignments', folder: 'Applications' },
  { set: `${M}/notificationMessageTemplates`, expand: 'localizedNotificationMessages', folder: 'Notifications' },
  { set: `${M}/deviceManagementScripts`, expand: 'assignments', folder: 'PowerShellScripts' },
  { set: `${M}/deviceShellScripts`, expand: 'assignments', folder: 'MacScripts' },
  { set: `${M}/deviceCustomAttributeShellScripts`, expand: 'assignments', folder: 'MacCustomAttributes' },
  { set: `${M}/deviceHealthScripts`, expand: 'assignments', folder: 'DeviceHealthScripts' },
  { set: `${M}/deviceComplianceScripts`, folder: 'ComplianceScripts' },
  { set: `${M}/reusablePolicySettings`, folder: 'ReusableSettings' },
  { set: `${M}/termsAndConditions`, folder: 'TermsAndConditions' },
  { set: `${A}/mobileAppConfigurations`, expand: 'assignments', folder: 'AppConfigurationManagedDevice' },
  { set: `${A}/targetedManagedAppConfigurations`, expand: 'apps,assignments', folder: 'AppConfigurationManagedApp' },
  { set: `${A}/iosManagedAppProtections`, expand: 'apps,assignments', folder: 'AppProtection' },
  { set: `${A}/androidManagedAppProtections`, expand: 'apps,assignments', folder: 'AppProtection' },
  { set: `${A}/windowsManagedAppProtections`, expand: 'apps,assignments', folder: 'AppProtection' },
  {
    set: `${M}/deviceCompliancePolicies`,
    expand: 'assignments,scheduledActionsForRule($expand=scheduledActionConfigurations)',
    folder: 'CompliancePolicies',
  },
  {
    set: `${M}/compliancePolicies`,
    expand: 'assignments,settings,scheduledActionsForRule($expand=scheduledActionConfigurations)',
    folder: 'CompliancePoliciesV2',
  },
  { set: `${M}/deviceConfigurations`, expand: 'assignments', folder: 'DeviceConfiguration' },
  { set: `${M}/configurationPolicies`, expand: 'assignments,settings', folder: 'SettingsCatalog' },
  { set: `${M}/groupPolicyConfigurations`, expand: 'assignments', folder: 'AdministrativeTemplates' },
  { set: `${M}/intents`, expand: 'assignments,settings', folder: 'EndpointSecurity' },
  { set: `${M}/deviceEnrollmentConfigurations`, expand: 'assignments', folder: 'EnrollmentRestrictions' },
  { set: `${M}/windowsAutopilotDeploymentProfiles`, expand: 'assignments', folder: 'AutoPilot' },
  { set: `${M}/windowsFeatureUpdateProfiles`, expand: 'assignments', folder: 'FeatureUpdates' },
  { set: `${M}/windowsQualityUpdateProfiles`, expand: 'assignments', folder: 'QualityUpdates' },
  { set: `${M}/windowsDriverUpdateProfiles`, expand: 'assignments', folder: 'DriverUpdateProfiles' },
  { set: `${M}/roleDefinitions`, folder: 'RoleDefinitions' },
  { set: `${A}/policySets`, expand: 'assignments,items', folder: 'PolicySets' },
  { set: 'identity/conditionalAccess/policies', folder: 'ConditionalAccess' },
  { set: 'identity/conditionalAccess/namedLocations', folder: 'NamedLocations' },
]
