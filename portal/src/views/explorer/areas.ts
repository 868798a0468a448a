/** The sets of Intune in the order of its admin center; those that the model does not have are left out. */
export interface TreeArea {
  readonly title: string
  readonly sets: readonly (readonly [title: string, path: string])[]
}

const DEVICES = 'deviceManagement'
const APPS = 'deviceAppManagement'

export const TREE_AREAS: readonly TreeArea[] = [
  {
    title: 'Devices',
    sets: [
      ['All devices', `${DEVICES}/managedDevices`],
      ['Device categories', `${DEVICES}/deviceCategories`],
      ['Detected apps', `${DEVICES}/detectedApps`],
      ['Devices in Entra', 'devices'],
    ],
  },
  {
    title: 'Configuration',
    sets: [
      ['Settings catalog', `${DEVICES}/configurationPolicies`],
      ['Device configurations', `${DEVICES}/deviceConfigurations`],
      ['Administrative templates', `${DEVICES}/groupPolicyConfigurations`],
      ['Endpoint security (intents)', `${DEVICES}/intents`],
      ['Hardware configurations', `${DEVICES}/hardwareConfigurations`],
      ['Reusable settings', `${DEVICES}/reusablePolicySettings`],
      ['Setting definitions', `${DEVICES}/configurationSettings`],
      ['Inventory policies', `${DEVICES}/inventoryPolicies`],
    ],
  },
  {
    title: 'Compliance',
    sets: [
      ['Compliance policies', `${DEVICES}/deviceCompliancePolicies`],
      ['Compliance policies (catalog)', `${DEVICES}/compliancePolicies`],
      ['Compliance scripts', `${DEVICES}/deviceComplianceScripts`],
      ['Notification templates', `${DEVICES}/notificationMessageTemplates`],
    ],
  },
  {
    title: 'Scripts and remediations',
    sets: [
      ['Remediations', `${DEVICES}/deviceHealthScripts`],
      ['Platform scripts', `${DEVICES}/deviceManagementScripts`],
      ['Shell scripts', `${DEVICES}/deviceShellScripts`],
      ['Custom attributes', `${DEVICES}/deviceCustomAttributeShellScripts`],
    ],
  },
  {
    title: 'Apps',
    sets: [
      ['All apps', `${APPS}/mobileApps`],
      ['App categories', `${APPS}/mobileAppCategories`],
      ['App configurations (devices)', `${APPS}/mobileAppConfigurations`],
      ['App configurations (apps)', `${APPS}/targetedManagedAppConfigurations`],
      ['App protection', `${APPS}/managedAppPolicies`],
      ['iOS app provisioning', `${APPS}/iosLobAppProvisioningConfigurations`],
      ['Policy sets', `${APPS}/policySets`],
      ['VPP tokens', `${APPS}/vppTokens`],
      ['E-books', `${APPS}/managedEBooks`],
    ],
  },
  {
    title: 'Enrollment',
    sets: [
      ['Enrollment configurations', `${DEVICES}/deviceEnrollmentConfigurations`],
      ['Autopilot profiles', `${DEVICES}/windowsAutopilotDeploymentProfiles`],
      ['Autopilot devices', `${DEVICES}/windowsAutopilotDeviceIdentities`],
      ['Apple enrollment tokens', `${DEVICES}/depOnboardingSettings`],
      ['Apple push certificate', `${DEVICES}/applePushNotificationCertificate`],
      ['Android enrollment profiles', `${DEVICES}/androidDeviceOwnerEnrollmentProfiles`],
      ['Device identifiers', `${DEVICES}/importedDeviceIdentities`],
      ['Terms and conditions', `${DEVICES}/termsAndConditions`],
    ],
  },
  {
    title: 'Updates',
    sets: [
      ['Windows feature updates', `${DEVICES}/windowsFeatureUpdateProfiles`],
      ['Windows quality updates', `${DEVICES}/windowsQualityUpdateProfiles`],
      ['Windows driver updates', `${DEVICES}/windowsDriverUpdateProfiles`],
    ],
  },
  {
    title: 'Tenant administration',
    sets: [
      ['Assignment filters', `${DEVICES}/assignmentFilters`],
      ['Scope tags', `${DEVICES}/roleScopeTags`],
      ['Roles', `${DEVICES}/roleDefinitions`],
      ['Role assignments', `${DEVICES}/roleAssignments`],
      ['Branding', `${DEVICES}/intuneBrandingProfiles`],
      ['Connectors to partners', `${DEVICES}/deviceManagementPartners`],
      ['Audit events', `${DEVICES}/auditEvents`],
    ],
  },
  {
    title: 'Users and groups',
    sets: [
      ['Users', 'users'],
      ['Groups', 'groups'],
      ['App registrations', 'applications'],
      ['Service principals', 'servicePrincipals'],
      ['Directory roles', 'directoryRoles'],
      ['Conditional access policies', 'identity/conditionalAccess/policies'],
      ['Named locations', 'identity/conditionalAccess/namedLocations'],
    ],
  },
]
