import type { User } from '../../store/identity-users.js'
import type { Tenant } from '../../store/identity-tenants.js'
import { html } from './html.js'
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
    tenant === undefined ? byName(hint, true) : tenant.asksPassword ? withPassword(users, hint) : byClick(users, hint)
  return page(
    'Sign in',
    html`${tenant !== undefined && html`<p>to ${tenant.displayName}</p>`}
      ${problem !== undefined && html`<p class="error" role="alert">${problem}</p>`}
      <form method="post" action="${action}">${hidden(fields)} ${choice}</form>`,
  )
}

/** One click signs in. */
function byClick(users: readonly User[], hint: string): Html {
  if (users.length === 0)
    return html`<p>The tenant has no users yet. Create one with <code>intunite user create</code>.</p>`
  const people = users.map(
    (user) =>
      html`<li>
        <button
          class="person"
          name="username"
          value="${user.userPrincipalName}"
          ${isHinted(user, hint) && html` autofocus`}
        >
          ${person(user)}
        </button>
      </li>`,
  )
  return html`<ul aria-label="Accounts">
    ${people}
  </ul>`
}

function withPassword(users: readonly User[], hint: string): Html {
  const people = users.map(
    (user) =>
      html`<li>
        <label class="person"
          ><input
            type="radio"
            name="username"
            value="${user.userPrincipalName}"
            required${isHinted(user, hint) && html` checked`}
          />${person(user)}</label
        >
      </li>`,
  )
  return html`<fieldset>
      <legend>Account</legend>
      <ul>
        ${people}
      </ul>
    </fieldset>
    <p>
      <label for="password">Password</label
      ><input id="password" name="password" type="password" autocomplete="off" required />
    </p>
    <button class="main">Sign in</button>`
}

function byName(hint: string, withSecret: boolean): Html {
  return html`<p>
      <label for="username">Account, such as mara@contoso.test</label
      ><input id="username" name="username" value="${hint}" autocomplete="off" required autofocus />
    </p>
    ${withSecret && html`<p><label for="password">Password, if your organization asks for it</label><input id="password" name="password" type="password" autocomplete="off" /></p>`}
    <button class="main">Sign in</button>`
}

function person({ displayName, userPrincipalName }: User): Html {
  return html`<span class="avatar" aria-hidden="true">${initials(displayName)}</span
    ><span><span class="name">${displayName}</span><span class="detail">${userPrincipalName}</span></span>`
}

function isHinted({ userPrincipalName }: User, hint: string): boolean {
  return hint !== '' && userPrincipalName.toLowerCase() === hint.toLowerCase()
}
