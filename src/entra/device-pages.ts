/** The pages on which a user signs a device in. @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code */
import type { KeptDeviceCode } from '../store/identity/device-codes.js'
import type { Tenant } from '../store/identity/tenants.js'
import { findSignedIn, formToken, isFormToken } from './browser.js'
import type { BrowserAnswer, BrowserRequest, SignedIn } from './browser.js'
import { findClient, requireAudience } from './clients.js'
import { mayConsent, readConsent } from './consent.js'
import type { Consent } from './consent.js'
import { EntraError } from './errors.js'
import { devicePage, messagePage, userCodePage } from './pages/others.js'
import { askToSignIn } from './sign-in-page.js'
import type { EntraDeps } from './token-request.js'

const PATH = '/common/oauth2/deviceauth'

/** The page for the code, then the sign-in, then the question whether it is the user's own device. */
export async function showDevice(deps: EntraDeps, request: BrowserRequest): Promise<BrowserAnswer> {
  const userCode = request.parameters.get('otc') ?? request.parameters.get('user_code') ?? ''
  if (userCode === '') return { kind: 'page', html: userCodePage(PATH, '') }
  const code = await deps.identity.deviceCodes.findByUserCode(userCode)
  if (code === undefined || code.expired || code.state !== 'pending')
    return {
      kind: 'page',
      status: 400,
      html: userCodePage(PATH, userCode, 'That code is not right, or has expired. Check the code and try again.'),
    }
  const signedIn = await findSignedIn(deps, request)
  const tenant = await tenantOf(deps, code, signedIn)
  if (signedIn === undefined || tenant === undefined || signedIn.session.tenantId !== tenant.id)
    return showDeviceSignIn(deps, request, tenant)
  const { application, consent } = await readRequest(deps, request, tenant, code, signedIn)
  if (!mayConsent(tenant, signedIn.user, consent))
    return showDeviceSignIn(deps, request, tenant, application.displayName)
  const html = devicePage({
    action: PATH,
    fields: { otc: code.userCode, token: formToken(request.cookie ?? '', `device ${code.userCode}`) },
    app: application.displayName,
    user: signedIn.user.displayName,
    userCode: code.userCode,
    permissions: consent.missing,
  })
  return { kind: 'page', html }
}

async function showDeviceSignIn(
  deps: EntraDeps,
  request: BrowserRequest,
  tenant: Tenant | undefined,
  administratorFor?: string,
): Promise<BrowserAnswer> {
  const { parameters } = request
  const otc = parameters.get('otc') ?? parameters.get('user_code') ?? ''
  return askToSignIn(deps, request, {
    flow: 'device',
    query: new URLSearchParams({ otc }).toString(),
    tenant,
    segment: tenant?.id ?? 'common',
    hint: parameters.get('login_hint'),
    administratorFor,
  })
}

/** The last form: agreeing to the sign-in is agreeing to what the device asks for. */
export async function decideDevice(deps: EntraDeps, request: BrowserRequest): Promise<BrowserAnswer> {
  const { parameters, cookie } = request
  const userCode = parameters.get('otc') ?? ''
  const signedIn = await findSignedIn(deps, request)
  if (signedIn === undefined || !isFormToken(parameters.get('token'), cookie, `device ${userCode}`))
    throw new EntraError(90013)
  const code = await deps.identity.deviceCodes.findByUserCode(userCode)
  const tenant = code === undefined ? undefined : await tenantOf(deps, code, signedIn)
  if (code === undefined || tenant === undefined || tenant.id !== signedIn.user.tenantId) throw new EntraError(70018)
  const accepted = parameters.get('decision') === 'accept'
  if (accepted) await agree(deps, request, tenant, code, signedIn)
  const grant = { ...code.grant, signedInAt: signedIn.signedInAt }
  const decision = { user: signedIn.user, grant, state: accepted ? 'approved' : 'declined' } as const
  if (!(await deps.identity.deviceCodes.decide(userCode, decision))) throw new EntraError(70019)
  return accepted
    ? {
        kind: 'page',
        html: messagePage('Signed in', 'You have signed in on your device. You may now close this window.'),
      }
    : { kind: 'page', html: messagePage('Cancelled', 'The device was not signed in. You may now close this window.') }
}

async function agree(
  deps: EntraDeps,
  request: BrowserRequest,
  tenant: Tenant,
  code: KeptDeviceCode,
  signedIn: SignedIn,
): Promise<void> {
  const { user } = signedIn
  const { application, consent } = await readRequest(deps, request, tenant, code, signedIn)
  if (!mayConsent(tenant, user, consent)) throw new EntraError(90094, [application.displayName])
  const key = { tenantId: tenant.id, appId: application.appId, resourceId: consent.resource.id, userId: user.id }
  await deps.identity.consents.add(key, consent.missing)
}

async function readRequest(
  deps: EntraDeps,
  { origin }: BrowserRequest,
  tenant: Tenant,
  code: KeptDeviceCode,
  { user }: SignedIn,
) {
  const application = await findClient(deps, tenant, code.grant.appId, origin)
  requireAudience(application, code.tenantId === '')
  const { scope, resource } = code.grant
  const consent: Consent = await readConsent(deps, { tenant, application, user, scope, resource, origin })
  return { application, consent }
}

/** The tenant that the device named, or else that of the user who is signed in. */
async function tenantOf(
  { identity }: EntraDeps,
  code: KeptDeviceCode,
  signedIn: SignedIn | undefined,
): Promise<Tenant | undefined> {
  const id = code.tenantId === '' ? signedIn?.session.tenantId : code.tenantId
  return id === undefined ? undefined : identity.tenants.find(id)
}
