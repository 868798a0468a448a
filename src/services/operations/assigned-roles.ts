/**
 * What roles of Intune allow a user: the roles that are assigned to the groups the user is in. Administrators by a role of
 * the directory, and apps, act without one.
 *
 * @see https://learn.microsoft.com/graph/api/intune-rbac-rolepermission-list
 */
import type { Entity } from '../../model/payload.js'
import type { Resource } from '../../model/model.js'
import type { Keys } from '../../store/query/entities.js'
import { listGroupsOf } from '../../store/query/memberships.js'
import type { Work } from '../../store/work.js'
import { itemsAt } from '../items.js'
import type { Scope } from '../scope.js'
import { answering } from './answering.js'
import type { Effect } from './effect.js'
import { ID_ALONE } from '../../store/layout/shape.js'

interface AssignedRole {
  readonly assignment: Entity
  readonly definition: Entity
}

/** Nobody is in a group who is nobody. */
function* rolesOf(scope: Scope, userId: string | null | undefined): Work<AssignedRole[]> {
  const groups = typeof userId === 'string' ? yield* listGroupsOf(scope.store, userId.toLowerCase()) : []
  if (groups.length === 0) return []
  const concerns = ({ members }: Entity): boolean => ((members ?? []) as string[]).some((id) => groups.includes(id))
  const assignments = scope.model.resourceAt('deviceManagement/roleAssignments')
  const definitions = scope.model.resourceAt('deviceManagement/roleDefinitions')
  const found: AssignedRole[] = []
  for (const { entity: assignment } of (yield* itemsAt(scope, assignments, [])).filter(({ entity }) =>
    concerns(entity),
  )) {
    const id = yield* referred(scope, assignments.children.get('roledefinition'), [assignment['id'] as string])
    const stored = id === undefined ? undefined : yield* scope.store.load(definitions, [id])
    if (stored !== undefined) found.push({ assignment, definition: stored.entity })
  }
  const contained = definitions.children.get('roleassignments')
  if (contained === undefined) return found
  for (const { entity: definition } of yield* itemsAt(scope, definitions, []))
    for (const { entity: assignment } of yield* itemsAt(scope, contained, [definition['id'] as string]))
      if (concerns(assignment)) found.push({ assignment, definition })
  return found
}

function* referred(scope: Scope, reference: Resource | undefined, keys: Keys): Work<string | undefined> {
  const json = reference === undefined ? undefined : yield* scope.store.find(reference, keys, ID_ALONE)
  return json === undefined ? undefined : (JSON.parse(json) as { id: string }).id
}

function permissionsIn({ rolePermissions }: Entity): Entity[] {
  return (rolePermissions ?? []) as Entity[]
}

/** The resource actions that permissions allow. */
function actionsIn(permissions: readonly Entity[]): string[] {
  const rules = permissions.flatMap(({ resourceActions }) => (resourceActions ?? []) as Entity[])
  const named = (member: string): string[] => rules.flatMap((rule) => (rule[member] ?? []) as string[])
  const refused = new Set(named('notAllowedResourceActions'))
  return [...new Set(named('allowedResourceActions'))].filter((action) => !refused.has(action)).sort()
}

/** Of the caller: what each role says, or the actions of all of them where no scope is named. */
const getEffectivePermissions = answering(function* ({ scope, operation }) {
  const permissions = (yield* rolesOf(scope, scope.caller.userId)).flatMap(({ definition }) =>
    permissionsIn(definition),
  )
  return { value: Object.hasOwn(operation.parameters, 'scope') ? permissions : actionsIn(permissions) }
})

const idsOf = (entities: readonly Entity[]): unknown[] => [...new Set(entities.map(({ id }) => id))]

const getAssignedRoleDetails = answering(function* ({ scope }) {
  const roles = yield* rolesOf(scope, scope.caller.userId)
  return {
    value: {
      roleDefinitionIds: idsOf(roles.map(({ definition }) => definition)),
      roleAssignmentIds: idsOf(roles.map(({ assignment }) => assignment)),
    },
  }
})

const retrieveUserRoleDetail = answering(function* ({ scope }, { userid }) {
  const roles = yield* rolesOf(scope, userid as string | null)
  const permissions = actionsIn(roles.flatMap(({ definition }) => permissionsIn(definition)))
  const roleDefinitions = roles.map(({ definition }) => ({
    permissions: actionsIn(permissionsIn(definition)),
    roleDefinitionDisplayName: definition['displayName'],
  }))
  return { value: { permissions, roleDefinitions } }
})

/** The scope tags of the roles that allow the user this operation. */
const getScopesForUser = answering(function* ({ scope, keys }, { userid }) {
  const action = keys.at(-1) ?? ''
  const roles = yield* rolesOf(scope, userid as string | null)
  const allowing = roles.filter(({ definition }) => actionsIn(permissionsIn(definition)).includes(action))
  return {
    value: [...new Set(allowing.flatMap(({ assignment }) => (assignment['roleScopeTagIds'] ?? []) as string[]))],
  }
})

export const assignedRoles: Readonly<Record<string, Effect>> = {
  'deviceManagement.getAssignedRoleDetails': getAssignedRoleDetails,
  'deviceManagement.getEffectivePermissions': getEffectivePermissions,
  'deviceManagement.retrieveUserRoleDetail': retrieveUserRoleDetail,
  'resourceOperation.getScopesForUser': getScopesForUser,
}
