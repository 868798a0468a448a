import { Type } from 'typebox'
import type { Static } from 'typebox'
import { requirePermission, requireScopeName } from '../../entra/directory/apps.js'
import { DirectoryError } from '../../entra/directory/errors.js'
import { findResource, parseScopes, requireOneResource } from '../../entra/resources.js'
import type { RequestedScopes, Resource } from '../../entra/resources.js'
import { COMMAND_LINE_CLIENT, MULTI_TENANT, WELL_KNOWN_CLIENTS } from '../../entra/well-known-clients.js'
import type { Application } from '../../store/identity/applications.js'
import type { Tenant } from '../../store/identity/tenants.js'
import { defineOperation } from '../operation.js'
import type { Call, ControlDeps } from '../operation.js'
import { closed, optional, Text, Time } from '../schemas.js'

const TokenRequest = closed({
  app: optional(Text),
  user: optional(Text),
  scope: optional(
    Type.String({ maxLength: 8192, pattern: '^[\\x20-\\x7e]*$', description: 'scopes separated by spaces' }),
  ),
})

export const create = defineOperation({
  summary:
    'Issue an access token, for an app or for a user. Scopes need no consent here: who has the key is administrator',
  body: TokenRequest,
  status: 201,
  answer: Type.Object({
    accessToken: Type.String(),
    tokenType: Type.Literal('Bearer'),
    expiresDateTime: Time,
    scope: optional(Type.String()),
  }),
  async perform(deps, call) {
    const { app, user } = call.body
    const tenant = await deps.directory.tenants.find(call.params.tenant)
    if (user === undefined && app === undefined)
      throw new DirectoryError('invalid', 'say for whom the token is: app, user, or both')
    const application =
      app === undefined ? await commandLineClient(deps, tenant) : await deps.directory.apps.find(tenant.id, app)
    if (!application.enabled) throw new DirectoryError('invalid', `the app '${application.displayName}' is disabled`)
    return user === undefined ? forApp(deps, tenant, application, call) : forUser(deps, tenant, application, user, call)
  },
})

type TokenCall = Call<unknown, Static<typeof TokenRequest>>

async function forApp({ issuer, store }: ControlDeps, tenant: Tenant, application: Application, call: TokenCall) {
  const requested = parseScopes(call.body.scope ?? '')
  if (requested.permissions.some(({ permission }) => permission !== '.default'))
    throw new DirectoryError(
      'invalid',
      'the token of an app has all that was granted to the app: the scope can only be a resource with /.default',
    )
  const resource = await findResource(store.identity, tenant, requireOneResource(requested), call.origin)
  const { token, expiresAt } = await issuer.issueAppToken({ tenant, application, resource })
  return answer(token, expiresAt)
}

async function forUser(deps: ControlDeps, tenant: Tenant, application: Application, name: string, call: TokenCall) {
  const { directory, issuer, store } = deps
  const user = await directory.users.find(tenant.id, name)
  if (!user.enabled) throw new DirectoryError('invalid', `the user ${user.userPrincipalName} is disabled`)
  const requested = parseScopes(call.body.scope ?? '')
  const resource = await findResource(store.identity, tenant, requireOneResource(requested), call.origin)
  const scopes = await scopesOf(deps, application, user.id, requested, resource)
  if (scopes.length === 0)
    throw new DirectoryError(
      'invalid',
      `nothing has been granted to ${application.displayName} on behalf of ${user.userPrincipalName}: name a scope`,
    )
  const { token, expiresAt } = await issuer.issueUserToken({
    tenant,
    application,
    user,
    resource,
    scopes,
    authentication: 'none',
    method: 'none',
    signedInAt: 'now',
  })
  return { ...answer(token, expiresAt), scope: scopes.join(' ') }
}

/** Those that were named; without any, or for `.default`, those that were granted. */
async function scopesOf(
  { store: { identity } }: ControlDeps,
  { tenantId, appId }: Application,
  userId: string,
  { permissions, openId }: RequestedScopes,
  { id: resourceId, isGraph }: Resource,
): Promise<string[]> {
  const named = permissions
    .filter(({ permission }) => permission !== '.default')
    .map(({ permission }) => (isGraph ? requirePermission(permission, 'delegated') : requireScopeName(permission)))
  const all = permissions.length === 0 || named.length < permissions.length
  const granted = all ? await identity.consents.listGranted({ tenantId, appId, resourceId, userId }) : []
  return [...new Set([...named, ...granted, ...openId.filter((scope) => scope !== 'offline_access')])]
}

/** Graph's own command line, which needs no registration. */
async function commandLineClient({ store, newId }: ControlDeps, { id }: Tenant): Promise<Application> {
  const { applications } = store.identity
  const known = await applications.find(id, COMMAND_LINE_CLIENT)
  if (known !== undefined) return known
  const client = WELL_KNOWN_CLIENTS.get(COMMAND_LINE_CLIENT)
  if (client === undefined) throw new Error('the command line client is not known')
  const ids = { tenantId: id, appId: COMMAND_LINE_CLIENT, objectId: newId(), servicePrincipalId: newId() }
  await applications.provision({ ...client, ...ids, publicClient: true, signInAudience: MULTI_TENANT })
  const made = await applications.find(id, COMMAND_LINE_CLIENT)
  if (made === undefined) throw new Error('the command line client could not be made')
  return made
}

function answer(accessToken: string, expiresAt: number) {
  return { accessToken, tokenType: 'Bearer', expiresDateTime: new Date(expiresAt * 1000).toISOString() }
}
