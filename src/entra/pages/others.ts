import { markup } from './html.js'
import type { Html } from './html.js'
import { hidden, page, submittingPage } from './layout.js'

export interface ConsentPage {
  readonly action: string
  readonly fields: Readonly<Record<string, string>>
  readonly app: string
  readonly user: string
  readonly permissions: readonly string[]
  /** The user may agree for everybody. */
  readonly administrator: boolean
}

export function consentPage({ action, fields, app, user, permissions, administrator }: ConsentPage): string {
  return page(
    'Permissions requested',
    markup`<p><strong>${app}</strong> would like to, on behalf of ${user}:</p>
${listOf(permissions)}
<form method="post" action="${action}">
${hidden(fields)}
${administrator && markup`<p><label><input type="checkbox" name="all" value="on"> Consent on behalf of your organization</label></p>`}
<button class="main" name="decision" value="accept">Accept</button>
<p><button name="decision" value="decline">Cancel</button></p>
</form>`,
  )
}

/** Sends the answer of a sign-in to the app as a form. */
export function formPostPage(action: string, fields: Readonly<Record<string, string>>): string {
  return submittingPage(
    'Signed in',
    markup`<form method="post" action="${action}">${hidden(fields)}<button class="main">Continue to the app</button></form>`,
  )
}

export function problemPage(title: string, text: string): string {
  return page(title, markup`<p class="error" role="alert">${text}</p>`)
}

export function messagePage(title: string, text: string): string {
  return page(title, markup`<p role="status">${text}</p>`)
}

/** Seconds in which apps end the sessions of a user who has signed out. */
const APPS_MAY_TAKE = 2

/** Loads the logout pages of apps in frames that are not seen, and then goes on to `next` if it is given. */
export function signedOutPage(logoutUrls: readonly string[], next: string | undefined): string {
  const frames = logoutUrls.map((url) => markup`<iframe hidden src="${url}" title="Signing out"></iframe>`)
  if (next === undefined) return page('Signed out', markup`<p role="status">${SIGNED_OUT}</p>${frames}`)
  return page(
    'Signed out',
    markup`<meta http-equiv="refresh" content="${APPS_MAY_TAKE}; url=${next}">
<p role="status">You have signed out.</p>
<p><a href="${next}">Continue</a></p>${frames}`,
  )
}

const SIGNED_OUT = 'You have signed out. You may now close this window.'

export function userCodePage(action: string, userCode: string, problem?: string): string {
  return page(
    'Enter code',
    markup`${problem !== undefined && markup`<p class="error" role="alert">${problem}</p>`}
<form method="get" action="${action}">
<p><label for="otc">Code that your app or device shows</label><input id="otc" name="otc" value="${userCode}" autocomplete="off" autocapitalize="characters" spellcheck="false" required autofocus></p>
<button class="main">Next</button>
</form>`,
  )
}

export interface DevicePage {
  readonly action: string
  readonly fields: Readonly<Record<string, string>>
  readonly app: string
  readonly user: string
  readonly userCode: string
  readonly permissions: readonly string[]
}

export function devicePage({ action, fields, app, user, userCode, permissions }: DevicePage): string {
  return page(
    `Sign in to ${app}?`,
    markup`<p>A device that shows the code <span class="code">${userCode}</span> wants to sign in as ${user}. Go on only if it is yours.</p>
${permissions.length > 0 && markup`<p>It also asks for:</p>${listOf(permissions)}`}
<form method="post" action="${action}">
${hidden(fields)}
<button class="main" name="decision" value="accept">Continue</button>
<p><button name="decision" value="decline">Cancel</button></p>
</form>`,
  )
}

function listOf(permissions: readonly string[]): Html {
  return markup`<ul class="plain">${permissions.map((permission) => markup`<li>${permission}</li>`)}</ul>`
}
