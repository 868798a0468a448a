/** What older and stricter clients look up besides. */
import type { Identity } from '../store/identity/identity.js'
import { EntraError } from './errors.js'
import { requireParameter } from './parameters.js'
import { isDomain } from './tenants.js'
import type { Parameters } from './parameters.js'

const PUBLIC_CLOUD = {
  preferred_network: 'login.microsoftonline.com',
  preferred_cache: 'login.windows.net',
  aliases: ['login.microsoftonline.com', 'login.windows.net', 'login.microsoft.com', 'sts.windows.net'],
}

/**
 * Which hosts are the same authority. Clients ask login.microsoftonline.com about any host, and some then use what the
 * document says for everything; so the host they ask about is known if it is the one they came to, or one of
 * Microsoft's.
 */
export function instanceDiscovery(parameters: Parameters, origin: string): object {
  const endpoint = requireParameter(parameters, 'authorization_endpoint')
  const authority = URL.canParse(endpoint) ? new URL(endpoint) : undefined
  const own = new URL(origin)
  const known = authority !== undefined && (PUBLIC_CLOUD.aliases.includes(authority.hostname) || isOwn(authority, own))
  const tenant = authority?.pathname.split('/')[1] ?? ''
  if (!known || tenant === '') throw new EntraError(50049)
  const version = authority.pathname.includes('v2.0') ? '/v2.0' : ''
  return {
    tenant_discovery_endpoint: `${authority.origin}/${tenant}${version}/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [
      PUBLIC_CLOUD,
      ...(PUBLIC_CLOUD.aliases.includes(authority.hostname)
        ? []
        : [
            {
              preferred_network: authority.host,
              preferred_cache: authority.host,
              aliases: [...new Set([authority.host, authority.hostname])],
            },
          ]),
    ],
  }
}

/** Asked at Microsoft's name, we answer for any host: the network that sent the client here is ours. */
function isOwn(authority: URL, own: URL): boolean {
  return (
    authority.hostname === own.hostname || PUBLIC_CLOUD.aliases.includes(own.hostname) || isLoopback(authority.hostname)
  )
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '127.0.0.1' || host === '[::1]'
}

/** Tells the password grant that we know the password ourselves. */
export async function userRealm({ tenants }: Pick<Identity, 'tenants'>, userPrincipalName: string): Promise<object> {
  const domain = (userPrincipalName.split('@')[1] ?? '').toLowerCase()
  const tenant = isDomain(domain) ? await tenants.findByDomain(domain) : undefined
  if (tenant === undefined) return { ver: '1.0', account_type: 'Unknown', cloud_instance_name: 'microsoftonline.com' }
  return {
    ver: '1.0',
    account_type: 'Managed',
    domain_name: domain,
    cloud_instance_name: 'microsoftonline.com',
    cloud_audience_urn: 'urn:federation:MicrosoftOnline',
  }
}

/**
 * Where things are, for a Terraform provider that is told this host as its metadata host.
 * @see https://registry.terraform.io/providers/hashicorp/azuread/latest/docs#metadata_host-1
 */
export function cloudMetadata(origin: string, graph: string): object {
  return {
    name: 'Intunite',
    resourceManager: `${graph}/`,
    microsoftGraphResourceId: `${graph}/`,
    authentication: {
      loginEndpoint: origin,
      audiences: [`${graph}/`],
      tenant: 'common',
      identityProvider: 'AAD',
    },
    suffixes: {},
  }
}
