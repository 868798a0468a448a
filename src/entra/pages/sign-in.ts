import type { IntuneRole, User } from '../../store/identity/users.js'
import type { Tenant } from '../../store/identity/tenants.js'
import { markup } from './html.js'
import type { Html } from './html.js'
import { hidden, initials, page } from './layout.js'

export interface SignInPage {
  readonly action: string
  /** What to go on with afterwards. */
  readonly fields: Readonly<Record<string, string>>
  /** Undefined if the account decides about the tenant. */
  readonly tenant: Tenant | undefined
  readonly accounts: Accounts
  /** Name that the app expects. */
  readonly hint: string
  readonly problem?: string | undefined
  /** The app that needs an administrator. */
  readonly administratorFor?: string | undefined
}

/** Some of the tenant's users, to choose from without typing. */
export interface Accounts {
  readonly people: readonly User[]
  /** There are more than these. */
  readonly more: boolean
  readonly filter: string
  /** Shows the same page again, with another filter. */
  readonly filterPath: string
  readonly filterFields: Readonly<Record<string, string>>
}

export function signInPage(shown: SignInPage): string {
  const { action, fields, tenant, accounts, hint, problem, administratorFor } = shown
  const passwordNext = hint !== '' && tenant?.asksPassword === true
  return page(
    administratorFor === undefined ? 'Sign in' : 'Need admin approval',
    markup`${tenant !== undefined && administratorFor === undefined && markup`<p>to ${tenant.displayName}</p>`}
${administratorFor !== undefined && markup`<p><strong>${administratorFor}</strong> needs permission to access resources in your organization that only an administrator can grant. Continue as an administrator, or go back to the app.</p>`}
${problem !== undefined && markup`<p class="error" role="alert">${problem}</p>`}
<form method="post" action="${action}">
${hidden(fields)}
<p><label for="username">Account, such as mara@${tenant?.defaultDomain ?? 'contoso.test'}</label><input id="username" name="username" value="${hint}" autocomplete="off" autocapitalize="none" spellcheck="false" required${!passwordNext && markup` autofocus`}></p>
${passwordField(tenant, passwordNext)}
<button class="main">Sign in</button>
</form>
${tenant !== undefined && accountList(shown, tenant, accounts)}`,
  )
}

function passwordField(tenant: Tenant | undefined, isNext: boolean): Html | false {
  if (tenant === undefined)
    return markup`<p><label for="password">Password, if your organization asks for it</label><input id="password" name="password" type="password" autocomplete="off"></p>`
  return (
    tenant.asksPassword &&
    markup`<p><label for="password">Password</label><input id="password" name="password" type="password" autocomplete="off" required${isNext && markup` autofocus`}></p>`
  )
}

/** One click signs in; where a password is asked for, it fills in the name. */
function accountList({ action, fields, administratorFor }: SignInPage, tenant: Tenant, accounts: Accounts): Html {
  const { people, more, filter, filterPath, filterFields } = accounts
  if (people.length === 0 && filter === '')
    return administratorFor === undefined
      ? markup`<p>The tenant has no users yet. Create one with <code>intunite user create</code>.</p>`
      : markup`<p>The tenant has no administrator yet. Make one with <code>intunite user update --role administrator</code>.</p>`
  const rows = people.map((user) => markup`<li>${personButton(user, tenant.asksPassword)}</li>`)
  const list = markup`<ul aria-label="Accounts">${rows}</ul>`
  const { login_hint: _hint, ...others } = filterFields
  return markup`<h2>Accounts</h2>
<form method="get" action="${filterPath}" role="search">
${hidden(filterFields)}
<label for="account_filter">Name contains</label>
<p class="row"><input id="account_filter" name="account_filter" type="search" value="${filter}" maxlength="100"><button>Filter</button></p>
</form>
${people.length === 0 && markup`<p role="status">No account contains “${filter}”.</p>`}
${tenant.asksPassword ? markup`<form method="get" action="${filterPath}">${hidden({ ...others, account_filter: filter })}${list}</form>` : markup`<form method="post" action="${action}">${hidden(fields)}${list}</form>`}
${more && markup`<p role="status">There are more accounts. Type a name, or filter.</p>`}`
}

function personButton(user: User, asksPassword: boolean): Html {
  const name = asksPassword ? 'login_hint' : 'username'
  return markup`<button class="person" name="${name}" value="${user.userPrincipalName}">${person(user)}</button>`
}

const ROLES: Readonly<Record<IntuneRole, string>> = {
  administrator: 'Administrator',
  readOnly: 'Reader',
  none: '',
}

function person({ displayName, userPrincipalName, intuneRole }: User): Html {
  const role = ROLES[intuneRole]
  return markup`<span class="avatar" aria-hidden="true">${initials(displayName)}</span><span><span class="name">${displayName}</span><span class="detail">${userPrincipalName}</span>${role !== '' && markup`<span class="role">${role}</span>`}</span>`
}
