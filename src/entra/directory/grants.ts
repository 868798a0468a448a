import { GRAPH_RESOURCE } from '../../store/identity/inserts.js'
import { getApp, requirePermission, requireScopeName } from './apps.js'
import { getTenant } from './deps.js'
import type { DirectoryDeps } from './deps.js'
import { invalid } from './errors.js'
import { getUser } from './users.js'

export interface GrantOptions {
  /** Client id or name of the app that gets the permissions. */
  readonly app: string
  /** For the app on its own, or on behalf of users. */
  readonly kind: 'application' | 'delegated'
  readonly permissions: readonly string[]
  /** The app that offers them; Graph unless given. */
  readonly resource?: string | undefined
  /** Delegated permissions only for this user; for all users unless given. */
  readonly user?: string | undefined
}

export function grantDirectory(deps: DirectoryDeps) {
  const { records, identity } = deps
  const resolve = async (tenant: string, { app, kind, resource, user, permissions }: GrantOptions) => {
    const { id: tenantId } = await getTenant(deps, tenant)
    const { appId } = await getApp(deps, tenantId, app)
    if (kind === 'application' && user !== undefined) throw invalid('application permissions are not for a user')
    const resourceId =
      resource === undefined || resource === GRAPH_RESOURCE
        ? GRAPH_RESOURCE
        : (await getApp(deps, tenantId, resource)).appId
    const userId = user === undefined ? undefined : (await getUser(deps, tenantId, user)).id
    return { tenantId, appId, resourceId, userId, names: permissions.map(requireScopeName) }
  }
  return {
    /** Granting twice changes nothing. */
    async create(tenant: string, options: GrantOptions): Promise<void> {
      const { names: given, ...key } = await resolve(tenant, options)
      const names =
        key.resourceId === GRAPH_RESOURCE ? given.map((name) => requirePermission(name, options.kind)) : given
      if (options.kind === 'delegated') return identity.consents.add(key, names)
      await records.addRoles(key.tenantId, key.appId, key.resourceId, names)
    },
    /** How many were taken away. */
    async delete(tenant: string, options: GrantOptions): Promise<number> {
      const { names, tenantId, appId, resourceId, userId } = await resolve(tenant, options)
      return options.kind === 'application'
        ? records.deleteRoles(tenantId, appId, resourceId, names)
        : records.deleteScopes(tenantId, appId, resourceId, userId ?? '', names)
    },
    async list(tenant: string, app?: string) {
      const { id: tenantId } = await getTenant(deps, tenant)
      const wanted = app === undefined ? undefined : (await getApp(deps, tenantId, app)).appId
      const apps = await records.listApplications(tenantId, wanted)
      return apps.flatMap(({ appId, displayName, roles, grants }) => [
        ...roles.map(({ resourceId, role }) => ({
          appId,
          app: displayName,
          kind: 'application' as const,
          resourceId,
          permission: role,
          userId: null,
        })),
        ...grants.map(({ resourceId, scope, userId }) => ({
          appId,
          app: displayName,
          kind: 'delegated' as const,
          resourceId,
          permission: scope,
          userId: userId === '' ? null : userId,
        })),
      ])
    },
  }
}
