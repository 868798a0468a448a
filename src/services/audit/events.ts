/**
 * Audit events as clients read them (B151, B152): texts of what happened, who did it, and each changed value. Absent names
 * print as `<null>`, names of values inside of values have dots.
 *
 * @see https://learn.microsoft.com/graph/api/resources/intune-auditing-auditevent
 */
import type { Entity } from '../../model/payload.js'
import { inWords } from '../../model/words.js'
import type { AuditEntry } from './entry.js'

export const NOTHING = '<null>'

/** Who calls, by the names that the directory has for them. */
export interface Names {
  appName(appId: string): string | undefined
  userName(userId: string): string | undefined
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
  [/^deviceAppManagement\//, 'Application', 'MobileApp'],
  [/^deviceManagement\/(deviceCompliance|compliance)/, 'Compliance', 'DeviceCompliance'],
  [/^deviceManagement\/(managedDevices|comanagedDevices|deviceCategories|detectedApps)/, 'Device', 'ManagedDevices'],
  [/^deviceManagement\/(role|resourceOperations)/, 'Role', 'RoleBasedAccessControl'],
  [/^deviceManagement\/.*(enroll|autopilot|depOnboarding|importedDevice)/i, 'Enrollment', 'Enrollment'],
  [
    /^deviceManagement\/.*(polic|configuration|script|intent|template|filter|update)/i,
    'DeviceConfiguration',
    'DeviceConfiguration',
  ],
]

export function toEvent(entry: AuditEntry, { appName, userName }: Names): Entity {
  const [, category, component] = AREAS.find(([pattern]) => pattern.test(entry.path)) ?? [undefined, 'Other', 'Other']
  const { appId, userId, operation, type, version } = entry
  const what = capital(type)
  const verb = operation === 'Action' ? (entry.action ?? 'Action') : operation
  return {
    id: entry.id,
    displayName: `${capital(verb)} ${words(type)} (${version})`,
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
    activityType: operation === 'Action' ? `${verb} ${what}` : `${operation} ${what}`,
    activityOperationType: operation,
    activityResult: 'Success',
    correlationId: entry.correlationId,
    resources: resourcesOf(entry, what),
    category,
  }
}

function resourcesOf(entry: AuditEntry, what: string): Entity[] {
  const { sent, before, name, key } = entry
  const assigned = entry.action === 'assign' ? assignmentsIn(sent) : undefined
  const own = {
    displayName: name ?? NOTHING,
    auditResourceType: what,
    type: what,
    resourceId: key ?? NOTHING,
    modifiedProperties: [...changes(assigned === undefined ? sent : undefined, before), apiVersion()],
  }
  const others = (assigned ?? []).map((assignment) => ({
    displayName: NOTHING,
    auditResourceType: `${what}Assignment`,
    type: `${what}Assignment`,
    resourceId: groupOf(assignment) ?? NOTHING,
    modifiedProperties: [...changes(assignment, undefined), apiVersion()],
  }))
  return [own, ...others]
}

function groupOf({ target }: Entity): string | undefined {
  const id = (target as Entity | undefined)?.['groupId']
  return typeof id === 'string' ? id : undefined
}

/** The assignments that an action sets, whatever its parameter is called. */
function assignmentsIn(sent: Entity | undefined): Entity[] | undefined {
  return Object.values(sent ?? {}).find((value): value is Entity[] => Array.isArray(value))
}

function apiVersion(): Entity {
  return { displayName: 'DeviceManagementAPIVersion', oldValue: null, newValue: '5025-07-11' }
}

function changes(sent: Entity | undefined, before: Entity | undefined): Entity[] {
  const now = flat(sent ?? {})
  const then = flat(before ?? {})
  const found: Entity[] = []
  for (const [displayName, newValue] of now) {
    const oldValue = then.get(displayName) ?? null
    if (oldValue !== newValue) found.push({ displayName, oldValue: oldValue ?? NOTHING, newValue })
  }
  return found
}

/** `{ target: { groupId } }` is `Target.GroupId`. */
function flat(value: Entity, above = '', found = new Map<string, string>()): Map<string, string> {
  for (const [name, inner] of Object.entries(value)) {
    if (name.includes('@') && name !== '@odata.type') continue
    const path = `${above}${name === '@odata.type' ? 'Type' : capital(name)}`
    if (typeof inner === 'object' && inner !== null && !Array.isArray(inner)) flat(inner as Entity, `${path}.`, found)
    else found.set(path, inner === null || inner === undefined ? NOTHING : textOf(inner))
  }
  return found
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}

/** `deviceManagementScript` is `device management script`. */
function words(name: string): string {
  return inWords(name).toLowerCase()
}
