/**
 * Shows the sign-in page for one of the flows: a name to type, and the accounts of the tenant to choose from. The page
 * carries a token that only the browser it was shown in can send back, so no other site can sign a browser in.
 */
import { randomBytes } from 'node:crypto'
import type { Tenant } from '../store/identity/tenants.js'
import { formToken, isFormToken } from './browser.js'
import type { BrowserAnswer, BrowserRequest } from './browser.js'
import { EntraError } from './errors.js'
import { signInPage } from './pages/sign-in.js'
import type { Accounts } from './pages/sign-in.js'
import type { EntraDeps } from './token-request.js'

/** The parameter by which the list of accounts is filtered. */
export const FILTER = 'account_filter'

/** As many accounts as can be taken in at a glance. */
const SHOWN = 20
const LONGEST_FILTER = 100

const FLOWS = ['authorize', 'authorize1', 'device', 'adminconsent'] as const
export type Flow = (typeof FLOWS)[number]

export interface SignInQuestion {
  readonly flow: Flow
  /** The query of the request that goes on afterwards. */
  readonly query: string
  /** Undefined if the account decides about the tenant. */
  readonly tenant: Tenant | undefined
  /** The first segment of the path that the form is sent to. */
  readonly segment: string
  /** Name that the app expects. */
  readonly hint?: string | undefined
  readonly problem?: string | undefined
  /** Shows administrators alone, because this app needs one. */
  readonly administratorFor?: string | undefined
}

export async function askToSignIn(
  { identity }: EntraDeps,
  request: BrowserRequest,
  question: SignInQuestion,
): Promise<BrowserAnswer> {
  const { flow, query, tenant, segment, hint = '', problem, administratorFor } = question
  const { form, token } = signInForm(request)
  const filter = (request.parameters.get(FILTER) ?? '').trim().slice(0, LONGEST_FILTER)
  const accounts: Accounts = {
    filter,
    people: [],
    more: false,
    filterPath: pathOf(flow, segment),
    filterFields: fieldsOf(query),
  }
  if (tenant !== undefined) {
    const wanted = { text: filter, limit: SHOWN + 1, administrators: administratorFor !== undefined }
    const found = await identity.users.search(tenant.id, wanted)
    Object.assign(accounts, { people: found.slice(0, SHOWN), more: found.length > SHOWN })
  }
  const html = signInPage({
    action: `/${segment}/login`,
    fields: { flow, query, token },
    tenant,
    accounts,
    hint,
    problem,
    administratorFor,
  })
  return { kind: 'page', html, status: problem === undefined ? 200 : 400, form }
}

/** What a form says of its flow is one of ours, whatever it says. */
export function flowOf(text: string | undefined): Flow {
  return FLOWS.find((flow) => flow === text) ?? 'authorize'
}

/** Where a flow goes on. */
export function pathOf(flow: Flow, segment: string): string {
  if (flow === 'adminconsent') return `/${segment}/adminconsent`
  if (flow === 'device') return '/common/oauth2/deviceauth'
  return `/${segment}/oauth2/${flow === 'authorize1' ? '' : 'v2.0/'}authorize`
}

/** The browser keeps one secret for its sign-in forms; the token of a form is made from it. */
function signInForm({ form = randomBytes(24).toString('base64url') }: BrowserRequest): { form: string; token: string } {
  return { form, token: formToken(form, 'sign-in') }
}

/** Refuses a sign-in form that was not shown in the browser that sends it. */
export function requireSignInForm({ parameters, form }: BrowserRequest): void {
  if (!isFormToken(parameters.get('token'), form, 'sign-in')) throw new EntraError(90013)
}

function fieldsOf(query: string): Record<string, string> {
  const fields = Object.fromEntries(new URLSearchParams(query))
  delete fields[FILTER]
  return fields
}
