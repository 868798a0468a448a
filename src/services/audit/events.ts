/**
 * Audit events as clients read them (B151, B152): texts of what happened, who did it, and each changed value. Absent names
 * print as `<null>`.
 *
 * @see https://learn.microsoft.com/graph/api/resources/intune-auditing-auditevent
 */
import { isObject } from '../../model/payload.js'
import type { Entity } from '../../model/payload.js'
import { capital, inWords } from '../../model/words.js'
import type { StructuredType } from '../../model/types.js'
import { targetId } from '../rules/assignment.js'
import type { AuditEntry } from './entry.js'
import { modified, modifiedProperties, NOTHING } from './modified.js'

/** Who calls, by the names that the directory has for them. */
export interface Names {
  appName(appId: string): string | undefined
  userName(userId: string): string | undefined
}

/** The types of what is told of. */
export interface Types {
  typeOf(name: string): StructuredType | undefined
  /** Of the assignments below a set. */
  assignmentTypeOf(path: string): StructuredType | undefined
}

export const CATEGORIES = [
  'Application',
  'Compliance',
  'Device',
  'DeviceConfiguration',
  'Enrollment',
  'Role',
  'Other',
] as const

/** What a path belongs to. */
const AREAS: readonly (readonly [pattern: RegExp, category: (typeof CATEGORIES)[number], component: string])[] = [
  [
    /^deviceAppManagement\/(mobileAppConfigurations|targetedManagedAppConfigurations)/,
    'Application',
    'MobileAppConfiguration',
  ],
  [
    /^deviceAppManagement\/(\w*managedAppProtections|managedAppPolicies|\w*InformationProtection)/i,
    'Application',
    'ManagedAppProtection',
  ],
  [/^deviceAppManagement\//, 'Application', 'MobileApp'],
  [/^deviceManagement\/(deviceCompliance|compliance)/, 'Compliance', 'DeviceCompliancePolicy'],
  [/^deviceManagement\/(managedDevices|comanagedDevices|deviceCategories|detectedApps)/, 'Device', 'ManagedDevices'],
  [/^deviceManagement\/(role|resourceOperations)/, 'Role', 'RoleBasedAccessControl'],
  [/^deviceManagement\/.*(enroll|autopilot|depOnboarding|importedDevice)/i, 'Enrollment', 'Enrollment'],
  [/^deviceManagement\/assignmentFilters/, 'DeviceConfiguration', 'AssignmentFilter'],
  [/^deviceManagement\/intents/, 'DeviceConfiguration', 'DeviceIntent'],
  [/^deviceManagement\/notificationMessageTemplates/, 'Compliance', 'NotificationMessageTemplate'],
  [/^deviceManagement\/windows\w*Update/, 'DeviceConfiguration', 'SoftwareUpdateConfiguration'],
  [/^deviceManagement\/.*(polic|configuration|script|template)/i, 'DeviceConfiguration', 'DeviceConfiguration'],
]

export function toEvent(entry: AuditEntry, { appName, userName }: Names, types: Types): Entity {
  const [, category, component] = AREAS.find(([pattern]) => pattern.test(entry.path)) ?? [undefined, 'Other', 'Other']
  const { appId, userId } = entry
  const what = capital(entry.type)
  const { displayName, activityType, operation } = activityOf(entry)
  return {
    id: entry.id,
    displayName,
    componentName: component,
    actor: {
      auditActorType: userId === undefined ? 'Application' : 'ItPro',
      type: userId === undefined ? 'Application' : 'ItPro',
      userPermissions: ['*'],
      applicationId: appId,
      applicationDisplayName: appName(appId) ?? NOTHING,
      userPrincipalName: userId === undefined ? null : (userName(userId) ?? NOTHING),
      servicePrincipalName: userId === undefined ? (appName(appId) ?? NOTHING) : null,
      ipAddress: null,
      userId: userId ?? null,
      remoteTenantId: null,
      remoteUserId: null,
      userRoleScopeTags: [],
    },
    activity: null,
    activityDateTime: `${entry.at}Z`,
    activityType,
    activityOperationType: operation,
    activityResult: 'Success',
    correlationId: entry.correlationId,
    resources: resourcesOf(entry, what, types),
    category,
  }
}

interface Activity {
  readonly displayName: string
  readonly activityType: string
  readonly operation: string
}

/** Sets of which actions and new items are told in camel case. */
const SCRIPTS = /^deviceManagement\/device(?:Management|Shell)Scripts/

/** What an event is called: uneven, as in the service. To assign is to create assignments, but of scripts. */
function activityOf(entry: AuditEntry): Activity {
  const { operation, type, path, version } = entry
  const isScript = SCRIPTS.test(path)
  const isAssigned = !isScript && (assignedBy(entry)?.length ?? 0) > 0
  const verb = isAssigned ? 'Create' : operation === 'Action' ? (entry.action ?? 'Action') : operation
  const of = isAssigned ? ' assignment' : ''
  const what = `${capital(type)}${capital(of.trim())}`
  return {
    displayName: displayNameOf(path, capital(verb), of) ?? `${capital(verb)} ${words(type)}${of} (${version})`,
    activityType:
      isScript && (verb === 'assign' || verb === 'Create') ? `${verb.toLowerCase()}${what}` : `${verb} ${what}`,
    operation: isAssigned ? 'Create' : operation,
  }
}

/** Names that were seen in the service. */
function displayNameOf(path: string, verb: string, of: string): string | undefined {
  if (path === 'deviceAppManagement/mobileApps') return `${verb} application${of}.`
  if (path === 'deviceManagement/configurationPolicies') return `${verb} device configuration${of} 2.0 (beta)`
  if (path === 'deviceManagement/deviceEnrollmentConfigurations') return `${verb} DeviceEnrollmentConfiguration${of}`
  return undefined
}

function resourcesOf(entry: AuditEntry, what: string, { typeOf, assignmentTypeOf }: Types): Entity[] {
  const { sent, before, name, key, type, path } = entry
  const assigned = assignedBy(entry)
  const own = {
    displayName: name ?? NOTHING,
    auditResourceType: what,
    type: what,
    resourceId: key ?? NOTHING,
    modifiedProperties: modifiedProperties(typeOf(type), assigned === undefined ? sent : undefined, before),
  }
  const others = (assigned ?? []).map((assignment) => {
    const id = `${key}_${groupOf(assignment)}`
    const source = [modified('Id', id), modified('Source', 'Direct'), modified('SourceId', key ?? NOTHING)]
    const changes = modifiedProperties(assignmentTypeOf(path), withFilter(assignment), undefined)
    return {
      displayName: NOTHING,
      auditResourceType: `${what}Assignment`,
      type: `${what}Assignment`,
      resourceId: id,
      modifiedProperties: [...changes.slice(0, -1), ...source, ...changes.slice(-1)],
    }
  })
  return [own, ...others]
}

/** A target without a filter says so. */
function withFilter(assignment: Entity): Entity {
  const { target } = assignment
  if (!isObject(target) || Object.hasOwn(target, FILTER_ID)) return assignment
  return { ...assignment, target: { ...target, [FILTER_ID]: null, [FILTER_TYPE]: 'none' } }
}

const FILTER_ID = 'deviceAndAppManagementAssignmentFilterId'
const FILTER_TYPE = 'deviceAndAppManagementAssignmentFilterType'

function groupOf(assignment: Entity): string {
  try {
    return targetId(assignment)
  } catch {
    return NOTHING
  }
}

/** The assignments that an action sets, whatever its parameter is called. */
function assignedBy({ action, sent }: AuditEntry): Entity[] | undefined {
  if (action !== 'assign') return undefined
  return Object.values(sent ?? {}).find((value): value is Entity[] => Array.isArray(value))
}

/** `deviceManagementScript` is `device management script`. */
function words(name: string): string {
  return inWords(name).toLowerCase()
}
