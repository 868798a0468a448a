/**
 * Who the client of a token request is, and whether it has shown so.
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 */
import type { Application } from '../store/identity-applications.js'
import type { Tenant } from '../store/identity-tenants.js'
import { EntraError } from './errors.js'
import type { ClientAuthentication } from './issuer.js'
import { requireParameter } from './parameters.js'
import type { EntraDeps, TokenRequest } from './token-request.js'

export interface Client {
  readonly application: Application
  readonly authentication: ClientAuthentication
}

export async function findClient({ identity }: EntraDeps, tenant: Tenant, clientId: string): Promise<Application> {
  const application = await identity.applications.find(tenant.id, clientId)
  if (application === undefined) throw new EntraError(700016, [clientId, tenant.displayName])
  if (!application.enabled) throw new EntraError(7000112, [application.appId, application.displayName])
  return application
}

export function clientIdOf({ parameters, basic }: TokenRequest): string {
  const named = parameters.get('client_id')
  if (basic === undefined) return requireParameter(parameters, 'client_id')
  if (named !== undefined && named.toLowerCase() !== basic.id.toLowerCase()) throw new EntraError(9002313)
  return basic.id
}

/** The client, if it has shown a credential. */
export async function requireConfidentialClient(deps: EntraDeps, tenant: Tenant, request: TokenRequest): Promise<Client> {
  const application = await findClient(deps, tenant, clientIdOf(request))
  const secret = secretOf(request)
  if (secret === undefined) throw new EntraError(7000218)
  await requireSecret(deps, application, secret)
  return { application, authentication: 'secret' }
}

function secretOf({ parameters, basic }: TokenRequest): string | undefined {
  const posted = parameters.get('client_secret')
  if (basic !== undefined && posted !== undefined) throw new EntraError(9002313)
  const secret = basic?.secret ?? posted
  return secret === '' ? undefined : secret
}

async function requireSecret({ identity, secrets }: EntraDeps, application: Application, secret: string): Promise<void> {
  const { tenantId, appId } = application
  const stored = await identity.applications.listSecrets(tenantId, appId)
  const match = await secrets.findMatch(secret, stored)
  if (match === undefined) throw new EntraError(7000215, [appId])
  if (match.expired) throw new EntraError(7000222, [appId])
}
