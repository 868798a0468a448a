/**
 * The authorization endpoint: finds out who the user is, whether they agree, and sends the answer back to the app.
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow
 */
import type { Application } from '../store/identity/applications.js'
import type { Grant } from '../store/identity/credentials.js'
import type { Tenant } from '../store/identity/tenants.js'
import { readAuthorizeRequest, requireReplyAddress } from './authorize-request.js'
import type { AuthorizeRequest, ReplyAddress } from './authorize-request.js'
import { findSignedIn, formToken, withApp } from './browser.js'
import type { BrowserAnswer, BrowserRequest, SignedIn } from './browser.js'
import { findClient, requireAudience } from './clients.js'
import { mayConsent, readConsent, writeScope } from './consent.js'
import type { Consent } from './consent.js'
import { describe, EntraError } from './errors.js'
import { consentPage, formPostPage } from './pages/others.js'
import { askToSignIn, FILTER } from './sign-in-page.js'
import { requireParameter } from './parameters.js'
import type { Parameters } from './parameters.js'
import type { EntraDeps } from './token-request.js'
import { clientInfo, knowsContinuousAccess } from './user-tokens.js'

/** How long a code may be redeemed. */
const CODE_LIFE = 10 * 60 * 1000

export async function authorize(deps: EntraDeps, request: BrowserRequest): Promise<BrowserAnswer> {
  const { parameters } = request
  const clientId = requireParameter(parameters, 'client_id')
  const signedIn = await findSignedIn(deps, request)
  const tenant = await tenantOf(deps, request, signedIn)
  if (tenant === undefined) return showSignIn(deps, request, undefined)
  const application = await findClient(deps, tenant, clientId, request.origin)
  requireAudience(application, request.segment.kind === 'shared')
  const reply = requireReplyAddress(parameters, application)
  try {
    const asked = readAuthorizeRequest(parameters, reply, application, request.version)
    if (signedIn === undefined || !isFresh(deps, asked, signedIn)) {
      if (asked.prompts.has('none')) throw new EntraError(50058)
      return await showSignIn(deps, request, tenant)
    }
    const consent = await readConsent(deps, {
      tenant,
      application,
      user: signedIn.user,
      ...asked,
      origin: request.origin,
    })
    if (consent.missing.length > 0 || asked.prompts.has('consent'))
      return await showConsent(deps, request, { tenant, application, signedIn, consent, asked })
    return await answerApp(deps, request, { tenant, application, reply, asked, signedIn, consent })
  } catch (error) {
    if (!(error instanceof EntraError)) throw error
    return sendToApp(reply, failure(error, request))
  }
}

/** Tells the app that the user does not want to. */
export async function answerDeclined(deps: EntraDeps, request: BrowserRequest): Promise<BrowserAnswer> {
  const signedIn = await findSignedIn(deps, request)
  const tenant = await tenantOf(deps, request, signedIn)
  if (tenant === undefined) throw new EntraError(50058)
  const application = await findClient(deps, tenant, requireParameter(request.parameters, 'client_id'), request.origin)
  return sendToApp(requireReplyAddress(request.parameters, application), failure(new EntraError(65004), request))
}

async function tenantOf(
  { identity }: EntraDeps,
  { segment }: BrowserRequest,
  signedIn: SignedIn | undefined,
): Promise<Tenant | undefined> {
  if (segment.kind === 'tenant') return segment.tenant
  return signedIn === undefined ? undefined : identity.tenants.find(signedIn.session.tenantId)
}

/** Whether the session is one that the app takes. */
function isFresh(
  { clock }: EntraDeps,
  { prompts, maxAge, loginHint }: AuthorizeRequest,
  { session, signedInAt, user }: SignedIn,
): boolean {
  if (prompts.has('login') || prompts.has('select_account')) return false
  if (maxAge !== undefined && clock(session.tenantId) - signedInAt > maxAge * 1000) return false
  return loginHint === '' || loginHint.toLowerCase() === user.userPrincipalName.toLowerCase()
}

/** The query of a request, to go on with after a form: without what has been done by then. */
export function continuation(parameters: Parameters, done: readonly string[]): string {
  const rest = new URLSearchParams([...parameters])
  const prompts = (rest.get('prompt') ?? '').split(' ').filter((prompt) => prompt !== '' && !done.includes(prompt))
  if (prompts.length === 0) rest.delete('prompt')
  else rest.set('prompt', prompts.join(' '))
  if (done.includes('login')) for (const name of ['max_age', 'login_hint', FILTER]) rest.delete(name)
  return rest.toString()
}

async function showSignIn(
  deps: EntraDeps,
  request: BrowserRequest,
  tenant: Tenant | undefined,
  administratorFor?: string,
): Promise<BrowserAnswer> {
  const { parameters, segmentText, version } = request
  return askToSignIn(deps, request, {
    flow: version === 1 ? 'authorize1' : 'authorize',
    query: continuation(parameters, ['login', 'select_account']),
    tenant,
    segment: segmentText,
    hint: administratorFor === undefined ? parameters.get('login_hint') : '',
    administratorFor,
  })
}

async function showConsent(
  deps: EntraDeps,
  request: BrowserRequest,
  { tenant, application, signedIn, consent, asked }: Omit<Answer, 'reply'>,
): Promise<BrowserAnswer> {
  const { parameters, segmentText, version, cookie } = request
  const { appId, displayName } = application
  const { missing, granted } = consent
  const { user } = signedIn
  if (asked.prompts.has('none')) throw new EntraError(65001, [appId, displayName], { error: 'consent_required' })
  const administrator = user.intuneRole === 'administrator'
  if (!mayConsent(tenant, user, consent)) return showSignIn(deps, request, tenant, displayName)
  const query = continuation(parameters, ['consent'])
  const html = consentPage({
    action: `/${segmentText}/consent`,
    fields: {
      flow: version === 1 ? 'authorize1' : 'authorize',
      query,
      token: formToken(cookie ?? '', `consent ${query}`),
    },
    app: displayName,
    user: user.displayName,
    permissions: missing.length > 0 ? missing : granted,
    administrator,
  })
  return { kind: 'page', html }
}

interface Answer {
  readonly tenant: Tenant
  readonly application: Application
  readonly reply: ReplyAddress
  readonly asked: AuthorizeRequest
  readonly signedIn: SignedIn
  readonly consent: Consent
}

async function answerApp(deps: EntraDeps, request: BrowserRequest, answer: Answer): Promise<BrowserAnswer> {
  const { tenant, application, reply, asked, signedIn, consent } = answer
  const { user, signedInAt } = signedIn
  const grant = grantOf(application, reply, asked, signedInAt)
  const fields: Record<string, string> = {}
  if (asked.wantsCode) {
    const kept = { tenantId: tenant.id, userId: user.id, grant, family: deps.newId(), life: CODE_LIFE }
    fields['code'] = await deps.identity.credentials.addCode(kept)
  }
  if (asked.wantsToken) {
    const issued = await deps.issuer.issueUserToken({
      tenant,
      application,
      user,
      resource: consent.resource,
      scopes: consent.granted,
      authentication: 'none',
      method: grant.method,
      signedInAt,
      inUrl: reply.mode !== 'form_post',
    })
    Object.assign(fields, {
      access_token: issued.token,
      token_type: 'Bearer',
      expires_in: '3599',
      scope: writeScope(consent),
    })
  }
  if (asked.wantsIdToken)
    fields['id_token'] = await deps.issuer.issueIdToken({
      tenant,
      application,
      clientId: request.parameters.get('client_id') ?? application.appId,
      user,
      version: request.version,
      origin: request.origin,
      authTime: grant.authTime,
      nonce: asked.nonce,
      code: fields['code'],
      accessToken: fields['access_token'],
      inUrl: reply.mode !== 'form_post',
    })
  if (asked.clientInfo) fields['client_info'] = clientInfo(user)
  if (reply.state !== undefined) fields['state'] = reply.state
  const apps = withApp(request, application.appId)
  return { ...sendToApp(reply, { ...fields, session_state: deps.newId() }), apps }
}

function grantOf({ appId }: Application, reply: ReplyAddress, asked: AuthorizeRequest, signedInAt: number): Grant {
  const { scope, resource, nonce, challenge, challengeMethod, claims } = asked
  return {
    appId,
    scope,
    redirectUri: reply.uri,
    authTime: Math.floor(signedInAt / 1000),
    signedInAt,
    method: 'pwd',
    spa: reply.type === 'spa',
    continuousAccess: knowsContinuousAccess(claims),
    ...(resource === undefined ? {} : { resource }),
    ...(nonce === undefined ? {} : { nonce }),
    ...(challenge === undefined ? {} : { challenge }),
    ...(challengeMethod === undefined ? {} : { challengeMethod }),
  }
}

function failure(error: EntraError, { trace, parameters }: BrowserRequest): Record<string, string> {
  const state = parameters.get('state')
  return {
    error: error.error,
    error_description: describe(error, trace),
    error_uri: `${trace.origin}/error?code=${error.number}`,
    ...(error.suberror === undefined ? {} : { error_subcode: error.suberror }),
    ...(state === undefined ? {} : { state }),
  }
}

function sendToApp({ uri, mode }: ReplyAddress, fields: Readonly<Record<string, string>>): BrowserAnswer {
  if (mode === 'form_post') return { kind: 'page', html: formPostPage(uri, fields) }
  const text = new URLSearchParams(fields).toString()
  const separator = mode === 'fragment' ? '#' : uri.includes('?') ? '&' : '?'
  return { kind: 'redirect', location: `${uri}${separator}${text}` }
}
