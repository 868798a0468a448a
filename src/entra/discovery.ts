/**
 * What clients read before they sign in: the OpenID configuration and the key set.
 * @see https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc#fetch-the-openid-configuration-document
 */
import { X509Certificate } from 'node:crypto'
import { graphOriginOf } from '../http/origin.js'
import type { PublishedKey } from '../store/identity/keys.js'
import type { TenantSegment } from './tenants.js'

const CLOUD = 'microsoftonline.com'

/** The one tenant of all personal accounts. */
const CONSUMERS = '9188040d-6c67-4c5b-b112-36a304b66dad'

/** The tenant as it stands in URLs and issuers: documents of a shared name keep the name, and a hole in the issuer. */
function segmentOf(resolved: TenantSegment): { readonly path: string; readonly issuer: string } {
  if (resolved.kind === 'tenant') return { path: resolved.tenant.id, issuer: resolved.tenant.id }
  return { path: resolved.name, issuer: resolved.name === 'consumers' ? CONSUMERS : '{tenantid}' }
}

export function openIdConfiguration(resolved: TenantSegment, origin: string, version: 1 | 2): object {
  const { path, issuer } = segmentOf(resolved)
  const endpoints = version === 2 ? `${origin}/${path}/oauth2/v2.0` : `${origin}/${path}/oauth2`
  const keys = version === 2 ? `${origin}/${path}/discovery/v2.0/keys` : `${origin}/${path}/discovery/keys`
  return {
    token_endpoint: `${endpoints}/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: keys,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: version === 2 ? `${origin}/${issuer}/v2.0` : `https://sts.windows.net/${issuer}/`,
    request_uri_parameter_supported: false,
    userinfo_endpoint: `${graphOriginOf(origin)}/oidc/userinfo`,
    authorization_endpoint: `${endpoints}/authorize`,
    device_authorization_endpoint: `${endpoints}/devicecode`,
    http_logout_supported: true,
    frontchannel_logout_supported: true,
    end_session_endpoint: `${endpoints}/logout`,
    claims_supported: CLAIMS,
    kerberos_endpoint: `${origin}/${path}/kerberos`,
    tenant_region_scope: resolved.kind === 'tenant' ? 'WW' : null,
    cloud_instance_name: CLOUD,
    cloud_graph_host_name: 'graph.windows.net',
    msgraph_host: new URL(graphOriginOf(origin)).host,
    rbac_url: 'https://pas.windows.net',
  }
}

// prettier-ignore
const CLAIMS = [
  'sub', 'iss', 'cloud_instance_name', 'cloud_instance_host_name', 'cloud_graph_host_name', 'msgraph_host', 'aud', 'exp',
  'iat', 'auth_time', 'acr', 'nonce', 'preferred_username', 'name', 'tid', 'ver', 'at_hash', 'c_hash', 'email',
]

export function keySet(keys: readonly PublishedKey[], resolved: TenantSegment, origin: string): object {
  const { issuer } = segmentOf(resolved)
  return {
    keys: keys.map(({ kid, certificate }) => {
      const parsed = new X509Certificate(certificate)
      const { n, e } = parsed.publicKey.export({ format: 'jwk' })
      return {
        kty: 'RSA',
        use: 'sig',
        kid,
        x5t: kid,
        n,
        e,
        x5c: [parsed.raw.toString('base64')],
        cloud_instance_name: CLOUD,
        issuer: `${origin}/${issuer}/v2.0`,
      }
    }),
  }
}
