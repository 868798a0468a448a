/**
 * Who the client of a token request is, and whether it has shown so.
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 */
import type { Application, StoredSecret } from '../store/identity/applications.js'
import type { Tenant } from '../store/identity/tenants.js'
import { assertionOf, claimedClientId, requireAssertion } from './client-assertions.js'
import { EntraError } from './errors.js'
import type { ClientAuthentication } from './token-parts.js'
import { requireParameter } from './parameters.js'
import { isPortal, portalApplication } from './portal-client.js'
import type { EntraDeps, TokenRequest } from './token-request.js'
import { MULTI_TENANT, WELL_KNOWN_CLIENTS } from './well-known-clients.js'

export interface Client {
  readonly application: Application
  readonly authentication: ClientAuthentication
}

/** `origin` is that of the request: the portal answers to the address at which the browser found it. */
export async function findClient(
  deps: EntraDeps,
  tenant: Tenant,
  clientId: string,
  origin: string,
): Promise<Application> {
  if (deps.portal && isPortal(clientId)) return portalApplication(tenant, origin)
  const application =
    (await deps.identity.applications.find(tenant.id, clientId)) ?? (await provision(deps, tenant, clientId))
  if (application === undefined) throw new EntraError(700016, [clientId, tenant.displayName])
  if (!application.enabled) throw new EntraError(7000112, [application.appId, application.displayName])
  return application
}

/** Whether the app may be used at a name that leaves the tenant open. */
export function requireAudience({ appId, displayName, signInAudience }: Application, shared: boolean): void {
  if (shared && signInAudience === 'AzureADMyOrg') throw new EntraError(50194, [appId, displayName])
}

/** For requests that do not tell the tenant yet. */
export async function requireKnownClient(deps: EntraDeps, clientId: string, segment: string): Promise<string> {
  const { identity, portal } = deps
  const appId = clientId.toLowerCase()
  if (portal && isPortal(appId)) return appId
  if (WELL_KNOWN_CLIENTS.has(appId) || (await identity.applications.isKnown(appId))) return appId
  throw new EntraError(700016, [clientId, segment])
}

async function provision(
  { identity, newId }: EntraDeps,
  { id }: Tenant,
  clientId: string,
): Promise<Application | undefined> {
  const appId = clientId.toLowerCase()
  const known = WELL_KNOWN_CLIENTS.get(appId)
  if (known === undefined) return undefined
  const ids = { tenantId: id, appId, objectId: newId(), servicePrincipalId: newId() }
  await identity.applications.provision({ ...known, ...ids, publicClient: true, signInAudience: MULTI_TENANT })
  return identity.applications.find(id, appId)
}

export function clientIdOf(deps: EntraDeps, request: TokenRequest): string {
  const { parameters, basic } = request
  const named = parameters.get('client_id')
  if (basic === undefined) {
    const assertion = named === undefined ? assertionOf(request) : undefined
    const claimed = assertion === undefined ? undefined : claimedClientId(deps, assertion)
    return claimed ?? requireParameter(parameters, 'client_id')
  }
  if (named !== undefined && named.toLowerCase() !== basic.id.toLowerCase()) throw new EntraError(9002313)
  return basic.id
}

/** The client, if it has shown a credential. */
export async function requireConfidentialClient(
  deps: EntraDeps,
  tenant: Tenant,
  request: TokenRequest,
): Promise<Client> {
  const client = await requireClient(deps, tenant, request)
  if (client.authentication === 'none') throw new EntraError(7000218)
  return client
}

/**
 * The client of a user's sign-in. One that is public by registration, or by the redirect URI it uses, need not show a
 * credential; a credential that is shown has to be right.
 */
export async function requireAnyClient(
  deps: EntraDeps,
  tenant: Tenant,
  request: TokenRequest,
  isPublic: (application: Application) => boolean = ({ publicClient }) => publicClient,
): Promise<Client> {
  const client = await requireClient(deps, tenant, request)
  if (client.authentication === 'none' && !isPublic(client.application)) throw new EntraError(7000218)
  return client
}

async function requireClient(deps: EntraDeps, tenant: Tenant, request: TokenRequest): Promise<Client> {
  const clientId = clientIdOf(deps, request)
  const secret = secretOf(request)
  // Asked for together, they share a round trip.
  const [application, stored] = await Promise.all([
    findClient(deps, tenant, clientId, request.origin),
    secret === undefined ? [] : deps.identity.applications.listSecrets(tenant.id, clientId),
  ])
  requireAudience(application, request.segment.kind === 'shared')
  requireOneSecret(request)
  const assertion = assertionOf(request)
  if (secret === undefined && assertion === undefined) return { application, authentication: 'none' }
  if (await isOnlyPublic(deps, application)) throw new EntraError(700025)
  if (assertion === undefined) {
    await requireSecret(deps, application, stored, secret ?? '')
    return { application, authentication: 'secret' }
  }
  if (secret !== undefined) throw new EntraError(9002313)
  await requireAssertion(deps, tenant, application, assertion, request)
  return { application, authentication: 'certificate' }
}

/** A public app that has no credential at all cannot show one. */
async function isOnlyPublic({ identity: { applications } }: EntraDeps, application: Application): Promise<boolean> {
  const { tenantId, appId, publicClient } = application
  if (!publicClient) return false
  const kept = await Promise.all([
    applications.listSecrets(tenantId, appId),
    applications.listCertificates(tenantId, appId),
  ])
  return kept.every((credentials) => credentials.length === 0)
}

function secretOf({ parameters, basic }: TokenRequest): string | undefined {
  const secret = basic?.secret ?? parameters.get('client_secret')
  return secret === '' ? undefined : secret
}

function requireOneSecret({ parameters, basic }: TokenRequest): void {
  if (basic !== undefined && parameters.get('client_secret') !== undefined) throw new EntraError(9002313)
}

async function requireSecret(
  { secrets }: EntraDeps,
  { appId }: Application,
  stored: readonly StoredSecret[],
  secret: string,
): Promise<void> {
  const match = await secrets.findMatch(secret, stored)
  if (match === undefined) throw new EntraError(7000215, [appId])
  if (match.expired) throw new EntraError(7000222, [appId])
}
