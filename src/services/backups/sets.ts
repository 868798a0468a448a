/** The sets that backups hold: which member names their objects, and which come before others that refer to them (K14). */

const MANAGEMENT = 'deviceManagement'
const APPS = 'deviceAppManagement'

/** From first to last; what is not in the list comes in between, with the policies. */
const BEFORE_POLICIES = [
  'groups',
  `${MANAGEMENT}/roleScopeTags`,
  `${MANAGEMENT}/assignmentFilters`,
  `${MANAGEMENT}/deviceCategories`,
  `${APPS}/mobileAppCategories`,
  `${APPS}/mobileApps`,
  `${MANAGEMENT}/notificationMessageTemplates`,
  `${MANAGEMENT}/deviceManagementScripts`,
  `${MANAGEMENT}/deviceShellScripts`,
  `${MANAGEMENT}/deviceCustomAttributeShellScripts`,
  `${MANAGEMENT}/deviceHealthScripts`,
  `${MANAGEMENT}/deviceComplianceScripts`,
  `${MANAGEMENT}/reusablePolicySettings`,
  `${MANAGEMENT}/termsAndConditions`,
  `${MANAGEMENT}/groupPolicyUploadedDefinitionFiles`,
]

const AFTER_POLICIES = [`${MANAGEMENT}/roleAssignments`, `${APPS}/policySets`]

export function rankOf(set: string): number {
  const before = BEFORE_POLICIES.indexOf(set)
  if (before >= 0) return before
  const after = AFTER_POLICIES.indexOf(set)
  return BEFORE_POLICIES.length + (after < 0 ? 0 : after + 1)
}

const NAMED_BY: Readonly<Record<string, string>> = {
  [`${MANAGEMENT}/configurationPolicies`]: 'name',
  [`${MANAGEMENT}/compliancePolicies`]: 'name',
  [`${MANAGEMENT}/inventoryPolicies`]: 'name',
  [`${MANAGEMENT}/intuneBrandingProfiles`]: 'profileName',
  [`${MANAGEMENT}/groupPolicyUploadedDefinitionFiles`]: 'fileName',
}

/** The member that tells the name of an object of a set. */
export function nameMember(set: string): string {
  return NAMED_BY[set] ?? 'displayName'
}

/** Objects of these sets are the same if their names are: the service allows no second one, or a backup names them so. */
export const NAMED_ONCE: ReadonlySet<string> = new Set([
  'groups',
  `${MANAGEMENT}/roleScopeTags`,
  `${MANAGEMENT}/assignmentFilters`,
  `${MANAGEMENT}/deviceCategories`,
  `${MANAGEMENT}/roleDefinitions`,
  `${APPS}/mobileAppCategories`,
])
