/** Names that Microsoft Graph has and the served model has not, so that an answer can tell a gap from a typo. */
import { GAP_HEADER, GraphError } from '../errors.js'

/** Sets and singletons at the root of Graph. */
const ROOTS = `administrativeUnits admin appCatalogs applicationTemplates authenticationMethodsPolicy
  chats communications compliance connections contacts contracts directory directoryObjects
  directoryRoleTemplates drive drives education external groupLifecyclePolicies groupSettings
  groupSettingTemplates identityGovernance identityProtection informationProtection invitations
  oauth2PermissionGrants places planner policies print privacy reports roleManagement schemaExtensions search security
  shares sites solutions storage subscriptions teams teamsTemplates
  teamwork tenantRelationships trustFramework`

/** Types of the directory, and those that lists of members are often cast to. */
const TYPES = 'appRoleAssignment policyBase resourceSpecificPermissionGrant'

const namesIn = (text: string): ReadonlySet<string> => new Set(text.toLowerCase().split(/\s+/))

const roots = namesIn(ROOTS)
const types = namesIn(TYPES)

/** The error with a header that names the gap, if `name` is one. */
export function atRoot(error: GraphError, name: string): GraphError {
  return roots.has(name.toLowerCase()) ? withGap(error, name) : error
}

/** The same for the name of a type without its namespace. */
export function ofType(error: GraphError, local: string | undefined): GraphError {
  return local !== undefined && types.has(local.toLowerCase()) ? withGap(error, local) : error
}

function withGap({ status, code, message, form, target, headers }: GraphError, name: string): GraphError {
  return new GraphError(status, code, message, { form, target, headers: { ...headers, [GAP_HEADER]: name } })
}
