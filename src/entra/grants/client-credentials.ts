/**
 * An app on its own: `grant_type=client_credentials`. A token is issued even to an app without any role; it is for the
 * resource to refuse it.
 *
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 */
import { requireConfidentialClient } from '../clients.js'
import { EntraError } from '../errors.js'
import { requireParameter } from '../parameters.js'
import { findResource, parseScopes, requireOneResource } from '../resources.js'
import { requireTenant } from '../tenants.js'
import type { Grant, TokenRequest } from '../token-request.js'

export const clientCredentials: Grant = async (deps, request) => {
  const tenant = requireTenant(request.segment)
  const { application, authentication } = await requireConfidentialClient(deps, tenant, request)
  const resource = await findResource(deps.identity, tenant, resourceName(request), request.origin)
  const { token, issuedAt, expiresAt } = await deps.issuer.issueAppToken({
    tenant,
    application,
    resource,
    authentication,
  })
  return { tenant, accessToken: token, issuedAt, expiresAt, resource: resource.audience }
}

function resourceName({ parameters, version }: TokenRequest): string {
  if (version === 1) return requireParameter(parameters, 'resource')
  const text = requireParameter(parameters, 'scope')
  // MSAL for Go adds the OpenID scopes, which mean nothing here.
  const scopes = parseScopes(text)
  if (scopes.permissions.length === 0 || scopes.permissions.some(({ permission }) => permission !== '.default'))
    throw new EntraError(1002012, [text])
  return requireOneResource(scopes)
}
