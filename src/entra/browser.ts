/** What the endpoints for browsers answer, and the cookie by which they know a browser again. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { isRevoked, millisecondsOf } from '../auth/revocation.js'
import type { Session } from '../store/identity/sessions.js'
import type { User } from '../store/identity/users.js'
import type { Parameters } from './parameters.js'
import type { TenantSegment } from './tenants.js'
import type { EntraDeps } from './token-request.js'
import type { Trace } from './errors.js'

export interface BrowserRequest {
  readonly parameters: Parameters
  readonly segment: TenantSegment
  readonly segmentText: string
  readonly origin: string
  readonly version: 1 | 2
  /** Value of the session cookie. */
  readonly cookie: string | undefined
  /** Value of the cookie that ties sign-in forms to the browser. */
  readonly form: string | undefined
  /** Value of the cookie that names the apps which the user is signed in to. */
  readonly apps: string | undefined
  readonly trace: Trace
}

interface Cookies {
  /** Of the session. */
  readonly cookie?: string
  readonly apps?: string
}

export type BrowserAnswer =
  | (Cookies & {
      readonly kind: 'page'
      readonly html: string
      readonly status?: number
      /** Of a page with a sign-in form. */
      readonly form?: string
      /** Origins of the pages that this one shows in frames. */
      readonly frames?: readonly string[]
    })
  | (Cookies & { readonly kind: 'redirect'; readonly location: string })

type Cookie = 'intunite_session' | 'intunite_form' | 'intunite_apps'

export function readCookie(name: Cookie, header: string | undefined): string | undefined {
  return new RegExp(`(?:^|;\\s*)${name}=([\\w-]{20,800})(?:;|$)`).exec(header ?? '')?.[1]
}

/** Apps that a browser keeps in mind, at most. */
const MOST_APPS = 20

/** The apps that the user is signed in to in this browser. Entra keeps them in a cookie as well (SignInStateCookie). */
export function appsOf({ apps }: BrowserRequest): string[] {
  return (apps ?? '').split('_').filter((appId) => /^[\da-f-]{36}$/.test(appId))
}

/** The value of the cookie after the user has signed in to one more. */
export function withApp(request: BrowserRequest, appId: string): string {
  return [appId, ...appsOf(request).filter((other) => other !== appId)].slice(0, MOST_APPS).join('_')
}

/** An empty value removes the cookie from the browser. */
export function writeCookie(name: Cookie, value: string, origin: string): string {
  const secure = origin.startsWith('https:') ? '; Secure' : ''
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax${secure}${value === '' ? '; Max-Age=0' : ''}`
}

export interface SignedIn {
  readonly session: Session
  readonly user: User
  /** Milliseconds since 1970. */
  readonly signedInAt: number
}

/** The user who is signed in in this browser, if the tenant of the URL is the user's. */
export async function findSignedIn(
  { identity }: EntraDeps,
  { cookie, segment }: BrowserRequest,
): Promise<SignedIn | undefined> {
  const session = cookie === undefined ? undefined : await identity.sessions.find(cookie)
  if (session === undefined || (segment.kind === 'tenant' && segment.tenant.id !== session.tenantId)) return undefined
  const user = await identity.users.find(session.tenantId, session.userId)
  const signedInAt = millisecondsOf(session.createdAt)
  return user?.enabled === true && !isRevoked(user, signedInAt) ? { session, user, signedInAt } : undefined
}

/** Ties a form to the browser it was shown in: another site can make the browser send it, but not know this. */
export function formToken(cookie: string, purpose: string): string {
  return createHmac('sha256', cookie).update(purpose).digest('base64url')
}

export function isFormToken(token: string | undefined, cookie: string | undefined, purpose: string): boolean {
  if (token === undefined || cookie === undefined) return false
  const expected = Buffer.from(formToken(cookie, purpose))
  const given = Buffer.from(token)
  return given.length === expected.length && timingSafeEqual(given, expected)
}
