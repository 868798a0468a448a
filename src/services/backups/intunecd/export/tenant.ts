/** What is about the tenant as a whole. */
import { listOf, APPS, MANAGEMENT } from './objects.js'
import { plain, singleton } from './parts.js'
import type { Part } from './parts.js'
import { nameRoleAssignments } from './roles.js'

export const tenant: readonly Part[] = [
  plain({ folder: 'Filters', set: `${MANAGEMENT}/assignmentFilters` }),
  plain({ folder: 'Scope Tags', set: `${MANAGEMENT}/roleScopeTags`, assigned: true }),
  plain({
    folder: 'Roles',
    set: `${MANAGEMENT}/roleDefinitions`,
    query: '?$filter=isBuiltIn eq false',
    async change(item, writer) {
      await nameRoleAssignments(item, writer)
      delete item['permissions']
      const [first] = listOf(item['rolePermissions'])
      if (first !== undefined) delete first['actions']
      return []
    },
  }),
  plain({ folder: 'Device Categories', set: `${MANAGEMENT}/deviceCategories` }),
  plain({ folder: 'Driver Updates', set: `${MANAGEMENT}/windowsDriverUpdateProfiles`, assigned: true }),
  plain({ folder: 'Feature Updates', set: `${MANAGEMENT}/windowsFeatureUpdateProfiles`, assigned: true }),
  plain({ folder: 'Quality Updates', set: `${MANAGEMENT}/windowsQualityUpdateProfiles`, assigned: true }),
  ...(['compliance', 'device'] as const).map((kind) =>
    plain({
      folder: `Partner Connections/${kind === 'compliance' ? 'Compliance' : 'Management'}`,
      set: `${MANAGEMENT}/${kind}ManagementPartners`,
      takes: (item) => (kind === 'compliance' ? item['partnerState'] !== 'unknown' : item['isConfigured'] !== false),
    }),
  ),
  plain({ folder: 'Apple VPP Tokens', set: `${APPS}/vppTokens` }),
  plain({ folder: 'Conditional Access', set: 'identity/conditionalAccess/policies' }),
  singleton('Apple Push Notification', `${MANAGEMENT}/applePushNotificationCertificate`, 'appleIdentifier'),
  singleton(
    'Managed Google Play',
    `${MANAGEMENT}/androidManagedStoreAccountEnterpriseSettings`,
    'ownerUserPrincipalName',
  ),
  singleton('Device Management Settings', `${MANAGEMENT}/settings`),
]
