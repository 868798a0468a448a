import type { User } from '../../store/identity/users.js'
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
  readonly users: readonly User[]
  /** Name that the app expects. */
  readonly hint: string
  readonly problem?: string | undefined
}

export function signInPage({ action, fields, tenant, users, hint, problem }: SignInPage): string {
  const choice =
    tenant === undefined ? byName(hint) : tenant.asksPassword ? withPassword(users, hint) : byClick(users, hint)
  return page(
    'Sign in',
    markup`${tenant !== undefined && markup`<p>to ${tenant.displayName}</p>`}
${problem !== undefined && markup`<p class="error" role="alert">${problem}</p>`}
<form method="post" action="${action}">
${hidden(fields)}
${choice}
</form>`,
  )
}

/** One click signs in. */
function byClick(users: readonly User[], hint: string): Html {
  if (users.length === 0)
    return markup`<p>The tenant has no users yet. Create one with <code>intunite user create</code>.</p>`
  const people = users.map((user) => {
    const focus = isHinted(user, hint) && markup` autofocus`
    return markup`<li><button class="person" name="username" value="${user.userPrincipalName}"${focus}>${person(user)}</button></li>`
  })
  return markup`<ul aria-label="Accounts">${people}</ul>`
}

function withPassword(users: readonly User[], hint: string): Html {
  const people = users.map((user) => {
    const chosen = isHinted(user, hint) && markup` checked`
    return markup`<li><label class="person"><input type="radio" name="username" value="${user.userPrincipalName}" required${chosen}>${person(user)}</label></li>`
  })
  return markup`<fieldset><legend>Account</legend><ul>${people}</ul></fieldset>
<p><label for="password">Password</label><input id="password" name="password" type="password" autocomplete="off" required></p>
<button class="main">Sign in</button>`
}

function byName(hint: string): Html {
  return markup`<p><label for="username">Account, such as mara@contoso.test</label><input id="username" name="username" value="${hint}" autocomplete="off" required autofocus></p>
<p><label for="password">Password, if your organization asks for it</label><input id="password" name="password" type="password" autocomplete="off"></p>
<button class="main">Sign in</button>`
}

function person({ displayName, userPrincipalName }: User): Html {
  return markup`<span class="avatar" aria-hidden="true">${initials(displayName)}</span><span><span class="name">${displayName}</span><span class="detail">${userPrincipalName}</span></span>`
}

function isHinted({ userPrincipalName }: User, hint: string): boolean {
  return hint !== '' && userPrincipalName.toLowerCase() === hint.toLowerCase()
}
