import { Type } from 'typebox'
import { Audience } from '../../control/schemas.js'
import { ConfigError } from '../../settings.js'
import { json, tenantPath, verb } from './command.js'
import type { Verb } from './command.js'
import {
  contentsOf,
  flagged,
  ID,
  listed,
  NAME,
  onOrOff,
  SECRET_FILE,
  secretFrom,
  switchOn,
  TENANT,
  words,
} from './flags.js'

const CHANGES = {
  tenant: TENANT,
  publicClient: onOrOff('--public-client', 'Whether it may sign users in without a secret.'),
  redirectUris: words(
    '--redirect-uris',
    'type=uri,…',
    'Where browsers may be sent back to: web=https://a.test/, spa=…, public=…, separated by commas.',
  ),
  identifierUris: words(
    '--identifier-uris',
    'uri,…',
    'Names under which others ask for tokens for it, such as api://name.',
  ),
  scopes: words('--scopes', 'name,…', 'Delegated permissions that .default stands for.'),
  audience: {
    flag: '--audience',
    schema: Audience,
    placeholder: 'who',
    help: 'Who may sign in. AzureADMyOrg, unless given, cannot be used at common and organizations; AzureADMultipleOrgs can.',
  },
  implicit: words(
    '--implicit',
    'kind,…',
    'What the authorization endpoint may answer beside a code: token, id_token, or none.',
  ),
}

function implicit(value: string | undefined) {
  const kinds = listed(value)
  if (kinds === undefined) return undefined
  const unknown = kinds.find((kind) => !['token', 'id_token', 'none'].includes(kind))
  if (unknown !== undefined) throw new ConfigError([`--implicit: '${unknown}' is not token, id_token or none`])
  return { accessToken: kinds.includes('token'), idToken: kinds.includes('id_token') }
}

function redirects(value: string | undefined) {
  return listed(value)?.map((each) => {
    const at = each.indexOf('=')
    if (at < 1) throw new ConfigError([`--redirect-uris: '${each}' is not type=uri, with web, spa or public for type`])
    return { type: each.slice(0, at), uri: each.slice(at + 1) }
  })
}

/** `90d`, `12h`, `30m`, or seconds. */
function seconds(text: string | undefined): number | undefined {
  const [, digits, unit = 's'] = /^(\d+)([smhd]?)$/.exec(text ?? '') ?? []
  return digits === undefined ? undefined : Number(digits) * { s: 1, m: 60, h: 3600, d: 86_400 }[(unit || 's') as 's']
}

export const APP_VERBS: Readonly<Record<string, Verb>> = {
  list: verb({
    summary: 'List the apps of a tenant.',
    takes: [],
    settings: { tenant: TENANT },
    columns: ['appId', 'displayName', 'enabled', 'publicClient'],
    request: ({ values: { tenant } }) => ({ method: 'GET', path: tenantPath(tenant, 'apps') }),
  }),
  show: verb({
    summary: 'Show an app, by client id or name.',
    takes: ['app'],
    settings: { tenant: TENANT },
    request: ({ words: [app], values: { tenant } }) => ({ method: 'GET', path: tenantPath(tenant, 'apps', app) }),
  }),
  create: verb({
    summary: 'Register an app, with a secret that is only ever shown then.',
    takes: ['name'],
    settings: {
      ...CHANGES,
      id: { ...ID, help: 'Its client id: made up unless given.' },
      permissions: words('--permissions', 'name,…', 'Application permissions on Graph, granted at once.'),
      secretFile: SECRET_FILE,
      noSecret: switchOn('--no-secret', 'It gets no secret.'),
    },
    request: async ({ words: [name], values }) => ({
      method: 'POST',
      path: tenantPath(values.tenant, 'apps'),
      body: json({
        displayName: name,
        appId: values.id,
        secret: values.noSecret === '1' ? false : ((await secretFrom(values.secretFile)) ?? true),
        roles: listed(values.permissions),
        publicClient: flagged(values.publicClient),
        redirectUris: redirects(values.redirectUris),
        identifierUris: listed(values.identifierUris),
        requestedScopes: listed(values.scopes),
        signInAudience: values.audience,
        implicit: implicit(values.implicit),
      }),
    }),
  }),
  update: verb({
    summary: 'Change an app.',
    takes: ['app'],
    settings: { ...CHANGES, name: NAME, enabled: onOrOff('--enabled', 'Whether it may sign in.') },
    request: ({ words: [app], values }) => ({
      method: 'PATCH',
      path: tenantPath(values.tenant, 'apps', app),
      body: json({
        displayName: values.name,
        enabled: flagged(values.enabled),
        publicClient: flagged(values.publicClient),
        redirectUris: redirects(values.redirectUris),
        identifierUris: listed(values.identifierUris),
        requestedScopes: listed(values.scopes),
        signInAudience: values.audience,
        implicit: implicit(values.implicit),
      }),
    }),
  }),
  delete: verb({
    summary: 'Delete an app.',
    takes: ['app'],
    settings: { tenant: TENANT },
    request: ({ words: [app], values: { tenant } }) => ({ method: 'DELETE', path: tenantPath(tenant, 'apps', app) }),
    say: ({ words: [app] }) => `the app ${app} is deleted`,
  }),
  'secret add': verb({
    summary: 'Add a secret to an app; it is only ever shown then.',
    takes: ['app'],
    settings: {
      tenant: TENANT,
      name: NAME,
      secretFile: SECRET_FILE,
      expiresIn: {
        flag: '--expires-in',
        schema: Type.String({ pattern: '^[0-9]{1,9}[smhd]?$', description: 'a time such as 30m, 12h or 90d' }),
        placeholder: 'time',
        help: 'When it ends: 30m, 12h, 90d. Never unless given.',
      },
    },
    request: async ({ words: [app], values: { tenant, name, secretFile, expiresIn } }) => ({
      method: 'POST',
      path: tenantPath(tenant, 'apps', app, 'secrets'),
      body: json({ displayName: name, secret: await secretFrom(secretFile), expiresIn: seconds(expiresIn) }),
    }),
  }),
  'secret delete': verb({
    summary: 'Delete a secret of an app, by its key id.',
    takes: ['app', 'key'],
    settings: { tenant: TENANT },
    request: ({ words: [app, key], values: { tenant } }) => ({
      method: 'DELETE',
      path: tenantPath(tenant, 'apps', app, 'secrets', key),
    }),
    say: ({ words: [app, key] }) => `the secret ${key} of ${app} is deleted`,
  }),
  'certificate add': verb({
    summary: 'Add a certificate to an app, from a PEM file.',
    takes: ['app', 'file'],
    settings: { tenant: TENANT },
    request: async ({ words: [app, file = ''], values: { tenant } }) => ({
      method: 'POST',
      path: tenantPath(tenant, 'apps', app, 'certificates'),
      body: json({ certificate: withoutPrivateKey(await contentsOf(file)) }),
    }),
  }),
  'certificate delete': verb({
    summary: 'Delete a certificate of an app, by its key id.',
    takes: ['app', 'key'],
    settings: { tenant: TENANT },
    request: ({ words: [app, key], values: { tenant } }) => ({
      method: 'DELETE',
      path: tenantPath(tenant, 'apps', app, 'certificates', key),
    }),
    say: ({ words: [app, key] }) => `the certificate ${key} of ${app} is deleted`,
  }),
}

/** A file often holds both; the key is nobody's business but its owner's. */
function withoutPrivateKey(pem: string): string {
  return pem.replace(/-----BEGIN [A-Z ]*PRIVATE KEY-----[^]*?-----END [A-Z ]*PRIVATE KEY-----/g, '')
}
