/**
 * Roles of Intune: those that the service brings stay as they are, and what a role allows is told twice (B108, B109).
 *
 * @see https://learn.microsoft.com/graph/api/resources/intune-rbac-roledefinition
 */
import { backendRefusal, conflict } from '../../errors.js'
import type { Entity } from '../../model/payload.js'
import { lookUp } from '../../store/query/lookups.js'
import { fold } from '../../store/sql/fold.js'
import type { Rules } from './rules.js'

interface ResourceActions {
  readonly allowedResourceActions?: readonly string[]
  readonly notAllowedResourceActions?: readonly string[]
}

interface Permission {
  readonly actions?: readonly string[]
  readonly resourceActions?: readonly ResourceActions[]
}

export const roleDefinition: Rules = {
  *prepare(scope, { resource, keys }, { entity }, body) {
    const creates = keys.length === 0
    const { store, profile, model } = scope
    const [id = ''] = keys
    if (!creates && isBuiltIn(scope.model.builtIn(scope.tenantId), resource.path, id)) throw backendRefusal(builtIn(id))
    mirror(entity, body)
    if (profile.ownMembers === 'as sent') return
    entity['isBuiltIn'] = false
    entity['isBuiltInRoleDefinition'] = false
    if (permissionsOf(entity).some(({ resourceActions }) => resourceActions?.some(refusesSome) === true))
      throw backendRefusal('NotAllowedResourceAction is not supported for Device and App Management')
    const name = entity['displayName']
    if (typeof name !== 'string' || !(creates || Object.hasOwn(body, 'displayName'))) return
    const other = yield* lookUp(store, model.resourceAt(resource.path), 'id', 'displayName', fold(name))
    if (other !== undefined && other !== id) throw conflict(`There is a role with the display name '${name}' already.`)
  },

  *beforeDelete({ model, tenantId }, { resource, keys }) {
    const [id = ''] = keys
    if (isBuiltIn(model.builtIn(tenantId), resource.path, id)) throw backendRefusal(builtIn(id))
  },
}

function isBuiltIn(all: readonly { path: string; entities: readonly Entity[] }[], path: string, id: string): boolean {
  return all.some((each) => each.path === path && each.entities.some((entity) => entity['id'] === id))
}

function builtIn(id: string): string {
  return `The built-in role '${id}' cannot be changed or deleted.`
}

/** `permissions` and `rolePermissions` carry the same data; the one that the client says alone decides. */
function mirror(entity: Entity, body: Entity): void {
  const [said, other] = ['rolePermissions', 'permissions'].filter((name) => Object.hasOwn(body, name))
  if (said === undefined || other !== undefined) return
  const before = (entity[said === 'permissions' ? 'rolePermissions' : 'permissions'] ?? []) as readonly Permission[]
  const permissions = ((entity[said] ?? []) as readonly Permission[]).map((permission, i) => {
    const allowed =
      permission.resourceActions?.flatMap(({ allowedResourceActions = [] }) => allowedResourceActions) ?? []
    // v1.0 does not show actions: what it does not say of them stays.
    const actions = [permission.actions, allowed, before[i]?.actions].find((each) => (each ?? []).length > 0) ?? []
    const resourceActions =
      (permission.resourceActions ?? []).length > 0
        ? permission.resourceActions
        : [{ allowedResourceActions: actions, notAllowedResourceActions: [] }]
    return { ...permission, actions, resourceActions }
  })
  entity['rolePermissions'] = permissions
  entity['permissions'] = permissions
}

function permissionsOf(entity: Entity): readonly Permission[] {
  return (entity['rolePermissions'] ?? []) as readonly Permission[]
}

function refusesSome({ notAllowedResourceActions = [] }: ResourceActions): boolean {
  return notAllowedResourceActions.length > 0
}
