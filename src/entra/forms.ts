/** What the forms of the sign-in pages are sent to. */
import type { Tenant } from '../store/identity/tenants.js'
import type { User } from '../store/identity/users.js'
import { answerDeclined } from './authorize.js'
import { findSignedIn, isFormToken } from './browser.js'
import type { BrowserAnswer, BrowserRequest } from './browser.js'
import { findClient } from './clients.js'
import { mayConsent, readConsent } from './consent.js'
import { EntraError } from './errors.js'
import { parseParameters, requireParameter } from './parameters.js'
import { askToSignIn, flowOf, pathOf, requireSignInForm } from './sign-in-page.js'
import type { EntraDeps } from './token-request.js'

function nextOf({ parameters, segmentText }: BrowserRequest): string {
  return `${pathOf(flowOf(parameters.get('flow')), segmentText)}?${parameters.get('query') ?? ''}`
}

/** The request that the form interrupted. */
function interrupted(request: BrowserRequest): BrowserRequest {
  const { parameters } = request
  const version = parameters.get('flow') === 'authorize1' ? 1 : 2
  return { ...request, version, parameters: parseParameters(parameters.get('query') ?? '') }
}

/** The sign-in form. */
export async function signIn(deps: EntraDeps, request: BrowserRequest): Promise<BrowserAnswer> {
  const { parameters, segment, segmentText } = request
  requireSignInForm(request)
  const name = requireParameter(parameters, 'username').trim()
  const tenant =
    segment.kind === 'tenant' ? segment.tenant : await deps.identity.tenants.findByDomain(name.split('@')[1] ?? '')
  const checked =
    tenant === undefined ? 'There is no such account.' : await checkUser(deps, tenant, name, parameters.get('password'))
  if (typeof checked === 'string')
    return askToSignIn(deps, interrupted(request), {
      flow: flowOf(parameters.get('flow')),
      query: parameters.get('query') ?? '',
      tenant: segment.kind === 'tenant' ? segment.tenant : undefined,
      segment: segmentText,
      hint: name,
      problem: checked,
    })
  const cookie = await deps.identity.sessions.add(checked.tenantId, checked.id)
  return { kind: 'redirect', location: nextOf(request), cookie }
}

async function checkUser(
  { identity, secrets }: EntraDeps,
  tenant: Tenant,
  name: string,
  password = '',
): Promise<User | string> {
  const user = await identity.users.findByName(tenant.id, name)
  if (user === undefined) return 'There is no such account.'
  if (!user.enabled) return 'The account is disabled.'
  if (!tenant.asksPassword) return user
  const stored = user.passwordHash === undefined ? [] : [{ hash: user.passwordHash }]
  return (await secrets.findMatch(password, stored)) === undefined ? 'The password is wrong.' : user
}

/** The consent form. */
export async function decideConsent(deps: EntraDeps, request: BrowserRequest): Promise<BrowserAnswer> {
  const { parameters, cookie, origin } = request
  const query = parameters.get('query') ?? ''
  const signedIn = await findSignedIn(deps, request)
  if (signedIn === undefined || !isFormToken(parameters.get('token'), cookie, `consent ${query}`))
    throw new EntraError(90013)
  const before = interrupted(request)
  if (parameters.get('decision') !== 'accept') return answerDeclined(deps, before)

  const { user } = signedIn
  const tenant = await deps.identity.tenants.find(user.tenantId)
  if (tenant === undefined) throw new EntraError(90013)
  const application = await findClient(deps, tenant, requireParameter(before.parameters, 'client_id'), origin)
  const scope = before.parameters.get('scope') ?? ''
  const resource = before.version === 1 ? before.parameters.get('resource') : undefined
  const consent = await readConsent(deps, { tenant, application, user, scope, resource, origin })
  const administrator = user.intuneRole === 'administrator'
  if (!mayConsent(tenant, user, consent)) throw new EntraError(90094, [application.displayName])
  const forAll = administrator && parameters.get('all') === 'on'
  await deps.identity.consents.add(
    {
      tenantId: tenant.id,
      appId: application.appId,
      resourceId: consent.resource.id,
      userId: forAll ? undefined : user.id,
    },
    consent.missing,
  )
  return { kind: 'redirect', location: nextOf(request) }
}
