/** What IntuneManagement lists, entry by entry in the order in which it imports, with the options that it sends. */
export interface Entry {
  readonly id: string
  readonly api: string
  /** Options of the list. */
  readonly list?: string
  /** Expanded beside what the navigation links of the list announce. */
  readonly expand?: string
  /** Where it does not ask for full metadata. */
  readonly metadata?: 'minimal'
  /** Removed before an object is created again. */
  readonly remove?: readonly string[]
  /** Member of the body of `assign`, or one POST for each below `assignments`. */
  readonly assignments?: string
  readonly assigns?: 'one by one' | 'not expanded' | 'never'
}

const DM = '/deviceManagement'
const DAM = '/deviceAppManagement'
const quoted = (text: string): string => text.replaceAll(' ', '%20').replaceAll("'", '%27')
const SCRIPTS = 'deviceManagementScriptAssignments'
const ENROLLMENT = 'enrollmentConfigurationAssignments'
const AVAILABLE = 'microsoft.graph.managedApp/appAvailability'
const OEM = 'microsoft.graph.androidManagedStoreAppConfiguration/appSupportsOemConfig'

export const menu: readonly Entry[] = [
  { id: 'ScopeTags', api: `${DM}/roleScopeTags`, list: quoted('$filter=isBuiltIn eq false') },
  { id: 'AssignmentFilters', api: `${DM}/assignmentFilters`, remove: ['payloads'], assigns: 'never' },
  {
    id: 'RoleDefinitions',
    api: `${DM}/roleDefinitions`,
    list: quoted('$filter=isBuiltIn eq false'),
    remove: ['roleAssignments'],
    assigns: 'never',
  },
  {
    id: 'Notifications',
    api: `${DM}/notificationMessageTemplates`,
    expand: 'localizedNotificationMessages',
    remove: ['defaultLocale', 'localizedNotificationMessages'],
    assigns: 'never',
  },
  {
    id: 'Applications',
    api: `${DAM}/mobileApps`,
    list: quoted(
      `$filter=(${AVAILABLE} eq null or ${AVAILABLE} eq 'lineOfBusiness' or isAssigned eq true)&$orderby=displayName`,
    ),
    expand: 'categories,assignments',
    metadata: 'minimal',
    remove: [
      'uploadState',
      'publishingState',
      'isAssigned',
      'dependentAppCount',
      'supersedingAppCount',
      'supersededAppCount',
      'committedContentVersion',
      'isFeatured',
      'size',
      'categories',
    ],
    assignments: 'mobileAppAssignments',
  },
  {
    id: 'ReusableSettings',
    api: `${DM}/reusablePolicySettings`,
    remove: ['settings', '@odata.type'],
    assigns: 'never',
  },
  { id: 'ComplianceScripts', api: `${DM}/deviceComplianceScripts`, assigns: 'never' },
  {
    id: 'CompliancePolicies',
    api: `${DM}/deviceCompliancePolicies`,
    expand: 'scheduledActionsForRule($expand=scheduledActionConfigurations)',
  },
  { id: 'CompliancePoliciesV2', api: `${DM}/compliancePolicies`, expand: 'settings', remove: ['settingCount'] },
  {
    id: 'DeviceConfiguration',
    api: `${DM}/deviceConfigurations`,
    list: quoted(
      "$filter=not isof('microsoft.graph.windowsUpdateForBusinessConfiguration') and not isof('microsoft.graph.iosUpdateConfiguration')",
    ),
    remove: ['privacyAccessControls'],
  },
  {
    id: 'UpdatePolicies',
    api: `${DM}/deviceConfigurations`,
    list: quoted(
      "$filter=isof('microsoft.graph.windowsUpdateForBusinessConfiguration') or isof('microsoft.graph.iosUpdateConfiguration')",
    ),
  },
  {
    id: 'AdministrativeTemplates',
    api: `${DM}/groupPolicyConfigurations`,
    remove: ['definitionValues', 'policyConfigurationIngestionType'],
  },
  { id: 'SettingsCatalog', api: `${DM}/configurationPolicies`, expand: 'Settings', remove: ['settingCount'] },
  { id: 'InventoryPolicies', api: `${DM}/inventoryPolicies`, expand: 'Settings', remove: ['settingCount'] },
  { id: 'EndpointSecurity', api: `${DM}/intents`, remove: ['settings', '@odata.type'] },
  { id: 'HardwareConfigurations', api: `${DM}/hardwareConfigurations` },
  { id: 'PowerShellScripts', api: `${DM}/deviceManagementScripts`, assignments: SCRIPTS },
  { id: 'MacScripts', api: `${DM}/deviceShellScripts`, assignments: SCRIPTS },
  { id: 'MacCustomAttributes', api: `${DM}/deviceCustomAttributeShellScripts`, assignments: SCRIPTS },
  {
    id: 'DeviceHealthScripts',
    api: `${DM}/deviceHealthScripts`,
    list: quoted('$filter=isGlobalScript eq false'),
    assignments: 'deviceHealthScriptAssignments',
  },
  { id: 'EnrollmentConfigurations', api: `${DM}/deviceEnrollmentConfigurations`, assignments: ENROLLMENT },
  { id: 'AutoPilot', api: `${DM}/windowsAutopilotDeploymentProfiles`, assigns: 'one by one' },
  { id: 'AppleEnrollmentTypes', api: `${DM}/appleUserInitiatedEnrollmentProfiles` },
  { id: 'FeatureUpdates', api: `${DM}/windowsFeatureUpdateProfiles` },
  { id: 'QualityUpdates', api: `${DM}/windowsQualityUpdateProfiles` },
  { id: 'DriverUpdateProfiles', api: `${DM}/windowsDriverUpdateProfiles` },
  { id: 'IntuneBranding', api: `${DM}/intuneBrandingProfiles` },
  { id: 'TermsAndConditions', api: `${DM}/termsAndConditions`, assigns: 'one by one' },
  { id: 'DeviceCategories', api: `${DM}/deviceCategories`, list: '$top=500', assigns: 'never' },
  { id: 'ADMXFiles', api: `${DM}/groupPolicyUploadedDefinitionFiles`, assigns: 'never' },
  {
    id: 'AppConfigurationManagedDevice',
    api: `${DAM}/mobileAppConfigurations`,
    list: quoted(`$filter=${OEM} eq false or isof('microsoft.graph.androidManagedStoreAppConfiguration') eq false`),
  },
  { id: 'AndroidOEMConfig', api: `${DAM}/mobileAppConfigurations`, list: quoted(`$filter=${OEM} eq true`) },
  { id: 'AppProtection', api: `${DAM}/managedAppPolicies`, remove: ['exemptAppLockerFiles'] },
  { id: 'AppConfigurationManagedApp', api: `${DAM}/targetedManagedAppConfigurations` },
  { id: 'PolicySets', api: `${DAM}/policySets`, expand: 'Items' },
  { id: 'NamedLocations', api: '/identity/conditionalAccess/namedLocations', assigns: 'never' },
  {
    id: 'TermsOfUse',
    api: '/identityGovernance/termsOfUse/agreements',
    list: quoted('$expand=files'),
    expand: 'files',
    assigns: 'never',
  },
  { id: 'ConditionalAccess', api: '/identity/conditionalAccess/policies', assigns: 'never' },
]

/** Listed with the others, and empty here. */
export const emptyMenu: readonly string[] = [
  `${DM}/virtualEndpoint/provisioningPolicies`,
  `${DM}/virtualEndpoint/userSettings`,
]
