import { Type } from 'typebox'
import { AS_OF } from '../as-of.js'
import { json, tenantPath, verb } from './command.js'
import type { Verb } from './command.js'
import { choice, contentsOf, flagged, ID, NAME, onOrOff, switchOn, words } from './flags.js'

const CHANGES = {
  name: NAME,
  profile: words('--profile', 'name', 'documented or live, with switches; that of the server unless given.'),
  asksPassword: onOrOff('--asks-password', 'Whether the sign-in page asks users for their password.'),
  userConsent: onOrOff('--user-consent', 'Whether users may consent for themselves.'),
}

export interface Outcome {
  readonly id: string
  readonly defaultDomain: string
  readonly entities: number
  readonly secrets: readonly { readonly displayName: string; readonly appId: string; readonly secret: string }[]
  readonly withoutSecret: readonly { readonly displayName: string }[]
}

const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

export const TENANT_VERBS: Readonly<Record<string, Verb>> = {
  list: verb({
    summary: 'List the tenants.',
    takes: [],
    settings: {},
    columns: ['id', 'defaultDomain', 'displayName', 'profile'],
    request: () => ({ method: 'GET', path: '/tenants' }),
  }),
  show: verb({
    summary: 'Show a tenant.',
    takes: ['tenant'],
    settings: {},
    request: ({ words: [tenant] }) => ({ method: 'GET', path: tenantPath(tenant) }),
  }),
  create: verb({
    summary: 'Create a tenant.',
    takes: ['[domain]'],
    settings: { id: ID, ...CHANGES },
    request: ({ words: [domain], values: { id, name, profile, asksPassword, userConsent } }) => ({
      method: 'POST',
      path: '/tenants',
      body: json({
        domain,
        id,
        displayName: name,
        profile,
        asksPassword: flagged(asksPassword),
        userConsent: flagged(userConsent),
      }),
    }),
  }),
  update: verb({
    summary: 'Change a tenant.',
    takes: ['tenant'],
    settings: {
      ...CHANGES,
      profile: words('--profile', 'name', 'documented or live, with switches; none for that of the server.'),
    },
    request: ({ words: [tenant], values: { name, profile, asksPassword, userConsent } }) => ({
      method: 'PATCH',
      path: tenantPath(tenant),
      body: json({
        displayName: name,
        profile: profile === 'none' ? null : profile,
        asksPassword: flagged(asksPassword),
        userConsent: flagged(userConsent),
      }),
    }),
  }),
  delete: verb({
    summary: 'Delete a tenant with everything in it.',
    takes: ['tenant'],
    settings: {},
    request: ({ words: [tenant] }) => ({ method: 'DELETE', path: tenantPath(tenant) }),
    say: ({ words: [tenant] }) => `the tenant ${tenant} is deleted`,
  }),
  'add-domain': verb({
    summary: 'Add a domain to a tenant.',
    takes: ['tenant', 'domain'],
    settings: {},
    request: ({ words: [tenant, domain] }) => ({
      method: 'POST',
      path: tenantPath(tenant, 'domains'),
      body: json({ domain }),
    }),
  }),
  'remove-domain': verb({
    summary: 'Take a domain away from a tenant.',
    takes: ['tenant', 'domain'],
    settings: {},
    request: ({ words: [tenant, domain] }) => ({ method: 'DELETE', path: tenantPath(tenant, 'domains', domain) }),
    say: ({ words: [tenant, domain] }) => `${domain} is no domain of ${tenant} any more`,
  }),
  reset: verb({
    summary: 'Empty a tenant of everything in Intune, or make it what a seed is or a snapshot was; its apps stay.',
    takes: ['tenant'],
    settings: {
      people: switchOn('--people', 'Users and groups do not stay: they go, or are what they were in the snapshot.'),
      to: choice('--to', ['empty', 'seed', 'snapshot'], 'What it is to be: empty unless given.'),
      snapshot: words('--snapshot', 'name', 'The snapshot.'),
    },
    request: ({ words: [tenant], values: { people, to, snapshot } }) => ({
      method: 'POST',
      path: tenantPath(tenant, 'reset'),
      body: json({
        people: people === '1' ? true : undefined,
        to: to ?? (snapshot === undefined ? undefined : 'snapshot'),
        snapshot,
      }),
    }),
    say: ({ words: [tenant], values: { to, snapshot } }) =>
      to === 'seed'
        ? `the tenant ${tenant} is what the small seed is`
        : snapshot === undefined
          ? `the tenant ${tenant} is empty`
          : `the tenant ${tenant} is what it was in the snapshot ${snapshot}`,
  }),
  seed: verb({
    summary: 'Fill an empty tenant with an invented organization.',
    takes: ['tenant'],
    settings: {
      size: choice('--size', ['small', 'large'], 'small: 20 devices. large: 10000 devices.'),
      seed: {
        flag: '--seed',
        schema: Type.Integer({ minimum: 0, maximum: 2 ** 31 - 1 }),
        placeholder: 'number',
        help: 'What chance starts from. The same number gives the same organization.',
      },
      asOf: AS_OF,
    },
    request: ({ words: [tenant], values: { size, seed, asOf } }) => ({
      method: 'POST',
      path: tenantPath(tenant, 'seed'),
      body: json({ size, seed, asOf }),
    }),
  }),
  export: verb({
    summary: 'Print a tenant as one JSON document, with everything but what is secret.',
    takes: ['tenant'],
    settings: {},
    raw: true,
    request: ({ words: [tenant] }) => ({ method: 'GET', path: tenantPath(tenant, 'export') }),
  }),
  import: verb({
    summary: 'Import a tenant from a document; - reads it from the standard input.',
    takes: ['file'],
    settings: {
      as: words('--as', 'guid', 'Id of the new tenant: that of the document unless given.'),
      domain: words('--domain', 'domain', 'Its domain: that of the document, or made up with --as.'),
      name: NAME,
      replace: switchOn(
        '--replace',
        'Take the place of a tenant with that id. Secrets and passwords that it has stay.',
      ),
      newSecrets: switchOn('--new-secrets', 'Give a new secret to every app that needs one.'),
    },
    request: async ({ words: [file = ''], values: { as, domain, name, replace, newSecrets } }) => ({
      method: 'POST',
      path: '/tenants/import',
      query: {
        as,
        domain,
        displayName: name,
        replace: replace === '1' ? 'true' : undefined,
        newSecrets: newSecrets === '1' ? 'true' : undefined,
      },
      body: await contentsOf(file),
    }),
    say: (_given, outcome: Outcome) => outcomeText(outcome),
  }),
  clone: verb({
    summary:
      'Make a second tenant like the first, by the id or domain of the new one. Secrets and passwords are the same.',
    takes: ['tenant', '[new]'],
    settings: { name: NAME },
    request: ({ words: [tenant, other], values: { name } }) => ({
      method: 'POST',
      path: tenantPath(tenant, 'clone'),
      body: json({
        ...newTenant(other),
        displayName: name,
      }),
    }),
    say: (_given, outcome: Outcome) => outcomeText(outcome),
  }),
}

/** A new tenant by its id or its domain. */
export function newTenant(word: string | undefined): { id?: string; domain?: string } {
  if (word === undefined) return {}
  return GUID.test(word) ? { id: word } : { domain: word.toLowerCase() }
}

export function outcomeText({ id, defaultDomain, entities, secrets, withoutSecret }: Outcome): string {
  return [
    `the tenant ${id} (${defaultDomain}) now has ${entities} entities`,
    ...secrets.map(({ displayName, appId, secret }) => `${displayName} (${appId}) has the new secret ${secret}`),
    ...(withoutSecret.length === 0
      ? []
      : [
          `${withoutSecret.map(({ displayName }) => displayName).join(', ')} cannot sign in yet: intunite app secret add <app> --tenant ${defaultDomain}`,
        ]),
  ].join('\n')
}
