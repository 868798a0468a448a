/**
 * Sign-in by authorization code with PKCE, in this window. Tokens are kept in memory alone: after a reload the browser asks
 * again without showing anything (`prompt=none`), which its session at the sign-in face answers.
 *
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow
 */
import { BASE } from '../settings'
import type { Settings } from '../settings'
import { challengeOf, randomText } from './pkce'

export interface Tokens {
  readonly accessToken: string
  readonly refreshToken: string
  /** Milliseconds of `performance.now()`: the clock of a tenant may be any. */
  readonly renewAt: number
}

interface Pending {
  readonly state: string
  readonly verifier: string
  readonly tenant: string
  readonly silent: boolean
  /** Where the user wanted to be. */
  readonly returnTo: string
}

export interface SignInFailure {
  readonly error: string
  readonly description: string
  readonly silent: boolean
  readonly tenant: string
}

export type Arrival =
  | { readonly kind: 'tokens'; readonly tokens: Tokens; readonly tenant: string }
  | { readonly kind: 'failure'; readonly failure: SignInFailure }
  | { readonly kind: 'nothing' }

const PENDING = 'intunite.sign-in'
const TENANT = 'intunite.tenant'
const RENEW_BEFORE = 5 * 60 * 1000

const redirectUri = (): string => `${location.origin}${BASE}/`

/** The tenant of the last sign-in in this tab. No token is ever stored. */
export const lastTenant = (): string | null => sessionStorage.getItem(TENANT)

export function startSignIn(
  { clientId }: Settings,
  { tenant, silent = false, hint }: { readonly tenant: string; readonly silent?: boolean; readonly hint?: string },
): void {
  const verifier = randomText()
  const pending: Pending = {
    state: randomText(24),
    verifier,
    tenant,
    silent,
    returnTo: location.pathname + location.search,
  }
  sessionStorage.setItem(PENDING, JSON.stringify(pending))
  const query = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    response_mode: 'fragment',
    redirect_uri: redirectUri(),
    scope: 'openid profile offline_access https://graph.microsoft.com/.default',
    state: pending.state,
    code_challenge: challengeOf(verifier),
    code_challenge_method: 'S256',
    ...(silent ? { prompt: 'none' } : { prompt: 'select_account' }),
    ...(hint === undefined ? {} : { login_hint: hint }),
  })
  location.assign(`/${encodeURIComponent(tenant)}/oauth2/v2.0/authorize?${query.toString()}`)
}

/** What the sign-in face sent back with, if it did. */
export async function arrive(settings: Settings): Promise<Arrival> {
  const answer = new URLSearchParams(location.hash.slice(1))
  const text = sessionStorage.getItem(PENDING)
  if (!answer.has('state') || text === null) return { kind: 'nothing' }
  const pending = JSON.parse(text) as Pending
  // An answer that this tab did not ask for counts for nothing.
  if (answer.get('state') !== pending.state) return { kind: 'nothing' }
  sessionStorage.removeItem(PENDING)
  history.replaceState(null, '', pending.returnTo)
  const { silent, tenant, verifier } = pending
  const code = answer.get('code')
  if (code === null) {
    const failed = { error: answer.get('error') ?? '', description: answer.get('error_description') ?? '' }
    return { kind: 'failure', failure: { ...failed, silent, tenant } }
  }
  const form = { grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: redirectUri() }
  const redeemed = await redeem(settings, tenant, form)
  if ('error' in redeemed) return { kind: 'failure', failure: { ...redeemed, silent, tenant } }
  sessionStorage.setItem(TENANT, tenant)
  return { kind: 'tokens', tokens: redeemed, tenant }
}

export async function renew(settings: Settings, tenant: string, { refreshToken }: Tokens): Promise<Tokens | undefined> {
  const renewed = await redeem(settings, tenant, { grant_type: 'refresh_token', refresh_token: refreshToken })
  return 'error' in renewed ? undefined : renewed
}

async function redeem(
  { clientId }: Settings,
  tenant: string,
  form: Readonly<Record<string, string>>,
): Promise<Tokens | { readonly error: string; readonly description: string }> {
  const answer = await fetch(`/${encodeURIComponent(tenant)}/oauth2/v2.0/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ client_id: clientId, ...form }).toString(),
  })
  const body = (await answer.json()) as Record<string, unknown>
  if (!answer.ok) return { error: String(body['error']), description: String(body['error_description']) }
  const life = Number(body['expires_in']) * 1000
  return {
    accessToken: String(body['access_token']),
    refreshToken: String(body['refresh_token']),
    renewAt: performance.now() + Math.max(life - RENEW_BEFORE, life / 2),
  }
}

export function signOut(tenant: string): void {
  sessionStorage.removeItem(TENANT)
  const query = new URLSearchParams({ post_logout_redirect_uri: redirectUri() })
  location.assign(`/${encodeURIComponent(tenant)}/oauth2/v2.0/logout?${query.toString()}`)
}
