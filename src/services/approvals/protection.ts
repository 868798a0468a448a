/**
 * What approval by several administrators protects (B119): which type of policy a write needs, if there is one.
 *
 * @see https://learn.microsoft.com/intune/fundamentals/role-based-access-control/multi-admin-approval
 */
import type { Resource } from '../../model/model.js'
import { setOf } from '../keys.js'

export const PROTECTIONS = [
  'deviceWipe',
  'deviceRetire',
  'deviceDelete',
  'app',
  'script',
  'role',
  'tenantConfiguration',
] as const
export type Protection = (typeof PROTECTIONS)[number]

const SETS: Readonly<Record<string, Protection>> = {
  'deviceAppManagement/mobileApps': 'app',
  'deviceManagement/deviceManagementScripts': 'script',
  'deviceManagement/deviceShellScripts': 'script',
  'deviceManagement/deviceCustomAttributeShellScripts': 'script',
  'deviceManagement/deviceHealthScripts': 'script',
  'deviceManagement/deviceComplianceScripts': 'script',
  'deviceManagement/roleDefinitions': 'role',
  'deviceManagement/roleAssignments': 'role',
  'deviceManagement/roleScopeTags': 'role',
  'deviceManagement/deviceCategories': 'tenantConfiguration',
}

const DEVICES = /^deviceManagement\/(?:managed|comanaged)Devices$/

const OF_DEVICES: Readonly<Record<string, Protection>> = {
  wipe: 'deviceWipe',
  retire: 'deviceRetire',
  delete: 'deviceDelete',
}

/** Content is uploaded before what is held: the change that makes it the app's. */
const UPLOADS = /\/(?:contentVersions|files)(?:\/|$)/

/** What devices report is no administrator's change. */
const REPORTED = /\/(?:deviceRunStates|userRunStates|runSummary|deviceStatuses|userStatuses|installSummary)(?:\/|$)/

export interface Wanted {
  readonly resource: Resource
  /** Whether the write makes an item of the set itself. */
  readonly isNew: boolean
  /** Whether the type of a new app has content: it is held when that is made the app's. */
  readonly hasContent: boolean
  readonly isDelete: boolean
  readonly action: string | undefined
  readonly parameters: Readonly<Record<string, unknown>>
}

export function protectionOf({
  resource,
  isNew,
  hasContent,
  isDelete,
  action,
  parameters,
}: Wanted): Protection | undefined {
  const root = setOf(resource)
  if (DEVICES.test(root.path)) {
    if (resource !== root) return undefined
    const name = action === 'executeAction' ? parameters['actionName'] : isDelete ? 'delete' : action
    return typeof name === 'string' ? OF_DEVICES[name] : undefined
  }
  const found = SETS[root.path]
  if (found === undefined || UPLOADS.test(resource.path) || REPORTED.test(resource.path)) return undefined
  return found === 'app' && isNew && hasContent ? undefined : found
}
