import { json, tenantPath, verb } from './command.js'
import type { Verb } from './command.js'
import { choice, ID, NAME, flagged, onOrOff, PASSWORD_FILE, secretFrom, switchOn, TENANT, words } from './flags.js'

const ROLE = choice('--role', ['none', 'readOnly', 'administrator'], 'What delegated calls may do in Intune.')
const ONLY_TENANT = { tenant: TENANT }

export const USER_VERBS: Readonly<Record<string, Verb>> = {
  list: verb({
    summary: 'List the users of a tenant.',
    takes: [],
    settings: ONLY_TENANT,
    columns: ['id', 'userPrincipalName', 'displayName', 'intuneRole', 'enabled', 'hasPassword'],
    request: ({ values: { tenant } }) => ({ method: 'GET', path: tenantPath(tenant, 'users') }),
  }),
  show: verb({
    summary: 'Show a user, by id or sign-in name.',
    takes: ['user'],
    settings: ONLY_TENANT,
    request: ({ words: [user], values: { tenant } }) => ({ method: 'GET', path: tenantPath(tenant, 'users', user) }),
  }),
  create: verb({
    summary: 'Create a user; without a password they sign in by name alone.',
    takes: ['name'],
    settings: {
      ...ONLY_TENANT,
      id: ID,
      displayName: NAME,
      givenName: words('--given-name', 'text', 'Given name.'),
      surname: words('--surname', 'text', 'Surname.'),
      mail: words('--mail', 'address', 'Mail address.'),
      passwordFile: PASSWORD_FILE,
      intuneRole: ROLE,
    },
    request: async ({ words: [userPrincipalName], values }) => {
      const { tenant, id, displayName, givenName, surname, mail, passwordFile, intuneRole } = values
      const password = await secretFrom(passwordFile)
      return {
        method: 'POST',
        path: tenantPath(tenant, 'users'),
        body: json({ userPrincipalName, id, displayName, givenName, surname, mail, password, intuneRole }),
      }
    },
  }),
  update: verb({
    summary: 'Change a user.',
    takes: ['user'],
    settings: {
      ...ONLY_TENANT,
      displayName: NAME,
      enabled: onOrOff('--enabled', 'Whether the user may sign in.'),
      passwordFile: PASSWORD_FILE,
      noPassword: switchOn('--no-password', 'Takes the password away.'),
      intuneRole: ROLE,
    },
    request: async ({
      words: [user],
      values: { tenant, displayName, enabled, passwordFile, noPassword, intuneRole },
    }) => ({
      method: 'PATCH',
      path: tenantPath(tenant, 'users', user),
      body: json({
        displayName,
        enabled: flagged(enabled),
        password: noPassword === '1' ? null : await secretFrom(passwordFile),
        intuneRole,
      }),
    }),
  }),
  delete: verb({
    summary: 'Delete a user.',
    takes: ['user'],
    settings: ONLY_TENANT,
    request: ({ words: [user], values: { tenant } }) => ({ method: 'DELETE', path: tenantPath(tenant, 'users', user) }),
    say: ({ words: [user] }) => `the user ${user} is deleted`,
  }),
  'revoke-sessions': verb({
    summary: 'Sign a user out everywhere, from all tokens and browsers.',
    takes: ['user'],
    settings: ONLY_TENANT,
    request: ({ words: [user], values: { tenant } }) => ({
      method: 'POST',
      path: tenantPath(tenant, 'users', user, 'revoke-sessions'),
    }),
    say: ({ words: [user] }) => `the user ${user} is signed out everywhere`,
  }),
  'sign-ins': verb({
    summary: 'List what a user is signed in with: browsers, and apps that hold a refresh token.',
    takes: ['user'],
    settings: ONLY_TENANT,
    columns: ['id', 'kind', 'app', 'signedInDateTime', 'expiresDateTime'],
    request: ({ words: [user], values: { tenant } }) => ({
      method: 'GET',
      path: tenantPath(tenant, 'users', user, 'sign-ins'),
    }),
  }),
  'end-sign-in': verb({
    summary: 'End one sign-in of a user.',
    takes: ['user', 'sign-in'],
    settings: ONLY_TENANT,
    request: ({ words: [user, key], values: { tenant } }) => ({
      method: 'DELETE',
      path: tenantPath(tenant, 'users', user, 'sign-ins', key),
    }),
    say: ({ words: [, key] }) => `the sign-in ${key} is ended`,
  }),
}

const DESCRIPTION = words('--description', 'text', 'What the group is for.')

export const GROUP_VERBS: Readonly<Record<string, Verb>> = {
  list: verb({
    summary: 'List the groups of a tenant.',
    takes: [],
    settings: ONLY_TENANT,
    columns: ['id', 'displayName', 'description'],
    request: ({ values: { tenant } }) => ({ method: 'GET', path: tenantPath(tenant, 'groups') }),
  }),
  show: verb({
    summary: 'Show a group with its members, by id or name.',
    takes: ['group'],
    settings: ONLY_TENANT,
    request: ({ words: [group], values: { tenant } }) => ({ method: 'GET', path: tenantPath(tenant, 'groups', group) }),
  }),
  create: verb({
    summary: 'Create a group.',
    takes: ['name'],
    settings: { ...ONLY_TENANT, id: ID, description: DESCRIPTION },
    request: ({ words: [displayName], values: { tenant, id, description } }) => ({
      method: 'POST',
      path: tenantPath(tenant, 'groups'),
      body: json({ displayName, id, description }),
    }),
  }),
  update: verb({
    summary: 'Change a group.',
    takes: ['group'],
    settings: { ...ONLY_TENANT, name: NAME, description: DESCRIPTION },
    request: ({ words: [group], values: { tenant, name, description } }) => ({
      method: 'PATCH',
      path: tenantPath(tenant, 'groups', group),
      body: json({ displayName: name, description }),
    }),
  }),
  delete: verb({
    summary: 'Delete a group.',
    takes: ['group'],
    settings: ONLY_TENANT,
    request: ({ words: [group], values: { tenant } }) => ({
      method: 'DELETE',
      path: tenantPath(tenant, 'groups', group),
    }),
    say: ({ words: [group] }) => `the group ${group} is deleted`,
  }),
  'add-member': verb({
    summary: 'Add a user to a group.',
    takes: ['group', 'user'],
    settings: ONLY_TENANT,
    request: ({ words: [group, user], values: { tenant } }) => ({
      method: 'POST',
      path: tenantPath(tenant, 'groups', group, 'members'),
      body: json({ user }),
    }),
    say: ({ words: [group, user] }) => `${user} is a member of ${group}`,
  }),
  'remove-member': verb({
    summary: 'Take a user out of a group.',
    takes: ['group', 'user'],
    settings: ONLY_TENANT,
    request: ({ words: [group, user], values: { tenant } }) => ({
      method: 'DELETE',
      path: tenantPath(tenant, 'groups', group, 'members', user),
    }),
    say: ({ words: [group, user] }) => `${user} is no member of ${group} any more`,
  }),
}
