/**
 * A service principal is made for an app of the tenant, and names it for good.
 * @see https://learn.microsoft.com/graph/api/serviceprincipal-post-serviceprincipals
 */
import { directoryBadRequest, GraphError } from '../../errors.js'
import type { Entity } from '../../model/payload.js'
import { GRAPH_RESOURCE } from '../../store/identity/graph-resource.js'
import { first } from '../../store/work.js'
import type { Work } from '../../store/work.js'
import type { Rules } from './rules.js'
import type { Location, Scope } from '../scope.js'
import { requireSupported } from './app-settings.js'
import { requireValues } from './directory-object.js'

export const servicePrincipal: Rules = {
  *prepare(scope, location, stored, body) {
    const { entity } = stored
    requireSupported('ServicePrincipal', body)
    entity['accountEnabled'] ??= true
    entity['servicePrincipalType'] ??= 'Application'
    if (location.keys.length > 0) return yield* requireSameApp(scope, location, body)
    requireValues('ServicePrincipal', ['appId'], location, body)
    const appId = String(entity['appId']).toLowerCase()
    const displayName = yield* nameOfApp(scope, appId)
    entity['appId'] = appId
    entity['displayName'] ??= displayName
    stored.columns = { registeredAppId: appId }
  },

  duplicate: () =>
    new GraphError(
      409,
      'Request_MultipleObjectsWithSameKeyValue',
      'The service principal cannot be created, updated, or restored because the service principal name is already in use.',
    ),

  *beforeDelete(scope, { keys }) {
    if ((yield* appIdOf(scope, keys[0] ?? '')) === GRAPH_RESOURCE)
      throw new GraphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.')
  },
}

function* requireSameApp(scope: Scope, { keys }: Location, body: Entity): Work<void> {
  if (!Object.hasOwn(body, 'appId') && !Object.hasOwn(body, 'displayName')) return
  const appId = yield* appIdOf(scope, keys[0] ?? '')
  if (Object.hasOwn(body, 'appId') && String(body['appId']).toLowerCase() !== appId)
    throw directoryBadRequest("Property 'appId' is read-only and cannot be set.")
  requireValues('ServicePrincipal', ['displayName'], { keys }, body)
}

function* appIdOf({ store, tenantId }: Scope, id: string): Work<string | undefined> {
  const { placeholder } = store.dialect
  const sql = `SELECT "appId" FROM "servicePrincipal" WHERE "tenantId" = ${placeholder(1)} AND "id" = ${placeholder(2)}`
  return (yield* first(sql, [tenantId, id]))?.[0] as string | undefined
}

function* nameOfApp({ store, tenantId }: Scope, appId: string): Work<string> {
  const { placeholder } = store.dialect
  const sql = `SELECT "displayName" FROM "application" WHERE "tenantId" = ${placeholder(1)} AND "appId" = ${placeholder(2)}`
  const row = yield* first(sql, [tenantId, appId])
  if (row === undefined && appId !== GRAPH_RESOURCE)
    throw directoryBadRequest(
      `The appId '${appId}' of the service principal does not reference a valid application object.`,
    )
  return (row?.[0] as string | undefined) ?? 'Microsoft Graph'
}
