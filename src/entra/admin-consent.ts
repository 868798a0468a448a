/**
 * An administrator agrees, for everybody, to all that an app asks for.
 * @see https://learn.microsoft.com/entra/identity-platform/v2-admin-consent
 */
import type { Application } from '../store/identity/applications.js'
import type { Tenant } from '../store/identity/tenants.js'
import { requireReplyAddress } from './authorize-request.js'
import { findSignedIn, formToken, isFormToken } from './browser.js'
import type { BrowserAnswer, BrowserRequest } from './browser.js'
import { findClient } from './clients.js'
import { readConsent } from './consent.js'
import { EntraError } from './errors.js'
import { consentPage } from './pages/others.js'
import { askToSignIn } from './sign-in-page.js'
import { parseParameters, requireParameter } from './parameters.js'
import type { EntraDeps } from './token-request.js'

export async function showAdminConsent(deps: EntraDeps, request: BrowserRequest): Promise<BrowserAnswer> {
  const { parameters, segment, segmentText, cookie } = request
  const signedIn = await findSignedIn(deps, request)
  const query = new URLSearchParams([...parameters]).toString()
  const known = segment.kind === 'tenant' ? segment.tenant : undefined
  if (signedIn === undefined) {
    return askToSignIn(deps, request, { flow: 'adminconsent', query, tenant: known, segment: segmentText })
  }
  const { tenant, application, consent } = await readRequest(deps, request, signedIn.session.tenantId)
  if (signedIn.user.intuneRole !== 'administrator') {
    const question = { flow: 'adminconsent', query, tenant, segment: segmentText } as const
    return askToSignIn(deps, request, { ...question, administratorFor: application.displayName })
  }
  const html = consentPage({
    action: `/${segmentText}/adminconsent`,
    fields: { query, token: formToken(cookie ?? '', `adminconsent ${query}`) },
    app: application.displayName,
    user: 'your organization',
    permissions: consent.missing.length > 0 ? consent.missing : consent.granted,
    administrator: false,
  })
  return { kind: 'page', html }
}

export async function decideAdminConsent(deps: EntraDeps, request: BrowserRequest): Promise<BrowserAnswer> {
  const { parameters: form, cookie } = request
  const query = form.get('query') ?? ''
  const signedIn = await findSignedIn(deps, request)
  if (signedIn?.user.intuneRole !== 'administrator' || !isFormToken(form.get('token'), cookie, `adminconsent ${query}`))
    throw new EntraError(90013)
  const parameters = parseParameters(query)
  const { tenant, application, consent } = await readRequest(
    deps,
    { ...request, parameters },
    signedIn.session.tenantId,
  )
  const { uri } = requireReplyAddress(parameters, application)
  const state = parameters.get('state')
  const accepted = form.get('decision') === 'accept'
  if (accepted)
    await deps.identity.consents.add(
      { tenantId: tenant.id, appId: application.appId, resourceId: consent.resource.id, userId: undefined },
      consent.missing,
    )
  const outcome = accepted
    ? { admin_consent: 'True', tenant: tenant.id }
    : { error: 'access_denied', error_description: 'AADSTS65004: User declined to consent to access the app.' }
  const text = new URLSearchParams({ ...outcome, ...(state === undefined ? {} : { state }) }).toString()
  return { kind: 'redirect', location: `${uri}${uri.includes('?') ? '&' : '?'}${text}` }
}

async function readRequest(deps: EntraDeps, { parameters, origin }: BrowserRequest, tenantId: string) {
  const tenant: Tenant | undefined = await deps.identity.tenants.find(tenantId)
  if (tenant === undefined) throw new EntraError(50059)
  const application: Application = await findClient(deps, tenant, requireParameter(parameters, 'client_id'), origin)
  requireReplyAddress(parameters, application)
  const scope = parameters.get('scope') ?? 'https://graph.microsoft.com/.default'
  return {
    tenant,
    application,
    consent: await readConsent(deps, { tenant, application, user: undefined, scope, origin }),
  }
}
