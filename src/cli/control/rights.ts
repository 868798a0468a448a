import { json, tenantPath, verb } from './command.js'
import type { Verb } from './command.js'
import { listed, switchOn, TENANT, words } from './flags.js'

const PERMISSION_FLAGS = {
  tenant: TENANT,
  delegated: switchOn('--delegated', 'On behalf of all users, and not for the app itself.'),
  user: words('--user', 'user', 'On behalf of this user alone.'),
  resource: words('--resource', 'app', 'App that offers the permissions: Graph unless given.'),
}

const COLUMNS = ['app', 'kind', 'permission', 'userId', 'resourceId']

function kindOf({ delegated, user }: { readonly delegated: string; readonly user: string | undefined }): string {
  return delegated === '1' || user !== undefined ? 'delegated' : 'application'
}

export const GRANT_VERBS: Readonly<Record<string, Verb>> = {
  list: verb({
    summary: 'List what the apps of a tenant may do.',
    takes: [],
    settings: { tenant: TENANT },
    columns: COLUMNS,
    request: ({ values: { tenant } }) => ({ method: 'GET', path: tenantPath(tenant, 'grants') }),
  }),
  show: verb({
    summary: 'List what an app may do.',
    takes: ['app'],
    settings: { tenant: TENANT },
    columns: COLUMNS,
    request: ({ words: [app], values: { tenant } }) => ({
      method: 'GET',
      path: tenantPath(tenant, 'grants'),
      query: { app },
    }),
  }),
  create: verb({
    summary: 'Grant permissions to an app, several separated by commas: for itself unless said otherwise.',
    takes: ['app', 'permissions'],
    settings: PERMISSION_FLAGS,
    columns: COLUMNS,
    request: ({ words: [app, permissions], values: { tenant, user, resource, delegated } }) => ({
      method: 'POST',
      path: tenantPath(tenant, 'grants'),
      body: json({ app, kind: kindOf({ delegated, user }), permissions: listed(permissions), user, resource }),
    }),
  }),
  delete: verb({
    summary: 'Take permissions away from an app, several separated by commas.',
    takes: ['app', 'permissions'],
    settings: PERMISSION_FLAGS,
    request: ({ words: [app, permissions], values: { tenant, user, resource, delegated } }) => ({
      method: 'DELETE',
      path: tenantPath(tenant, 'grants'),
      query: { app, kind: kindOf({ delegated, user }), permission: listed(permissions), user, resource },
    }),
  }),
}

export const KEYS_VERBS: Readonly<Record<string, Verb>> = {
  list: verb({
    summary: 'List the keys whose signatures count.',
    takes: [],
    settings: {},
    columns: ['kid', 'signs'],
    request: () => ({ method: 'GET', path: '/keys' }),
  }),
  rotate: verb({
    summary: 'Sign tokens with a new key from now on.',
    takes: [],
    settings: {},
    request: () => ({ method: 'POST', path: '/keys/rotate' }),
  }),
  delete: verb({
    summary: 'Make a former key, and all tokens that it signed, worthless at once.',
    takes: ['key'],
    settings: {},
    request: ({ words: [key = ''] }) => ({ method: 'DELETE', path: `/keys/${encodeURIComponent(key)}` }),
    say: ({ words: [key] }) => `the key ${key} is deleted`,
  }),
}

/** The one verb of `intunite token`. */
export const TOKEN = verb({
  summary: 'Print an access token, for scripts: for an app, or for a user with --user.',
  takes: [],
  settings: {
    app: words(
      '--app',
      'name',
      "App that the token is for, by name or client id: intunite-admin, or with --user Graph's command line, unless given.",
    ),
    user: words('--user', 'name', 'User on whose behalf the app acts.'),
    scope: words(
      '--scope',
      'names',
      'Delegated permissions, separated by spaces: those granted before unless given. No consent is asked for.',
    ),
    tenant: TENANT,
  },
  request: ({ values: { app, user, scope, tenant } }) => ({
    method: 'POST',
    path: tenantPath(tenant, 'tokens'),
    body: json({ app: app ?? (user === undefined ? 'intunite-admin' : undefined), user, scope }),
  }),
  say: (_given, { accessToken }: { accessToken: string }) => accessToken,
})
