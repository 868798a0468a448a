import { Type } from 'typebox'
import { defineOperation } from '../operation.js'
import { closed, Flag, Guid, list as listOf, optional, orNull, Role, Secret, Text, Time } from '../schemas.js'

const User = Type.Object({
  id: Guid,
  userPrincipalName: Text,
  displayName: Text,
  mail: orNull(Text),
  enabled: Flag,
  intuneRole: Role,
  hasPassword: Flag,
  groups: Type.Array(Guid),
})

export const list = defineOperation({
  summary: 'List the users of a tenant',
  answer: listOf(User),
  perform: async ({ directory }, { params }) => ({ value: await directory.users.list(params.tenant) }),
})

export const create = defineOperation({
  summary: 'Create a user',
  body: closed({
    userPrincipalName: Text,
    displayName: optional(Text),
    givenName: optional(Text),
    surname: optional(Text),
    mail: optional(Text),
    password: optional(Secret),
    intuneRole: optional(Role),
    id: optional(Guid),
  }),
  status: 201,
  answer: Type.Pick(User, ['id', 'userPrincipalName', 'displayName', 'intuneRole']),
  perform: ({ directory }, { params, body }) => directory.users.create(params.tenant, body),
})

export const show = defineOperation({
  summary: 'Show a user, by id, sign-in name, or the part of it before the @',
  answer: User,
  perform: ({ directory }, { params }) => directory.users.show(params.tenant, params.user),
})

export const update = defineOperation({
  summary: 'Change a user; a password of null takes it away',
  body: closed({
    displayName: optional(Text),
    enabled: optional(Flag),
    password: optional(orNull(Secret)),
    intuneRole: optional(Role),
  }),
  answer: User,
  async perform({ directory }, { params, body }) {
    await directory.users.update(params.tenant, params.user, body)
    return directory.users.show(params.tenant, params.user)
  },
})

export const remove = defineOperation({
  summary: 'Delete a user',
  perform: ({ directory }, { params }) => directory.users.delete(params.tenant, params.user),
})

export const revokeSessions = defineOperation({
  summary: 'Sign a user out everywhere: sessions, refresh tokens and access tokens are worth nothing from now on',
  perform: ({ directory }, { params }) => directory.users.revokeSessions(params.tenant, params.user),
})

const SignIn = Type.Object({
  id: Text,
  kind: Type.Enum(['browser', 'app'], { description: 'a browser, or an app that holds a refresh token' }),
  appId: optional(Guid),
  app: optional(Text),
  scope: optional(Type.String()),
  signedInDateTime: Time,
  usedDateTime: Time,
  expiresDateTime: Time,
})

export const signIns = defineOperation({
  summary: 'List what a user is signed in with: browsers, and apps that hold a refresh token',
  answer: listOf(SignIn),
  perform: async ({ directory }, { params }) => ({
    value: await directory.users.listSignIns(params.tenant, params.user),
  }),
})

export const endSignIn = defineOperation({
  summary: 'End one sign-in of a user; an access token that was issued before lasts to its end',
  perform: ({ directory }, { params }) => directory.users.endSignIn(params.tenant, params.user, params.key),
})
