import { Type } from 'typebox'
import { defineOperation } from '../operation.js'
import {
  closed,
  Flag,
  Audience,
  Guid,
  IdentifierUris,
  Implicit,
  list as listOf,
  optional,
  orNull,
  Permissions,
  RedirectUris,
  Scopes,
  Secret,
  Text,
  Time,
} from '../schemas.js'

const Credential = Type.Object({
  keyId: Text,
  displayName: optional(orNull(Text)),
  thumbprint: optional(Text),
  createdDateTime: orNull(Time),
  expiresDateTime: orNull(Time),
})

const App = Type.Object({
  appId: Guid,
  displayName: Text,
  objectId: Guid,
  servicePrincipalId: Guid,
  enabled: Flag,
  publicClient: Flag,
  redirectUris: RedirectUris,
  identifierUris: IdentifierUris,
  requestedScopes: Scopes,
  signInAudience: Type.String(),
  implicit: Implicit,
  roles: Type.Array(Type.Object({ resourceId: Guid, role: Text })),
  grants: Type.Array(Type.Object({ resourceId: Guid, userId: orNull(Guid), scope: Text })),
  secrets: Type.Array(Credential),
  certificates: Type.Array(Credential),
})

const changes = {
  publicClient: optional(Flag),
  redirectUris: optional(RedirectUris),
  identifierUris: optional(IdentifierUris),
  requestedScopes: optional(Scopes),
  signInAudience: optional(Audience),
  implicit: optional(Implicit),
}

export const list = defineOperation({
  summary: 'List the apps of a tenant',
  answer: listOf(App),
  perform: async ({ directory }, { params }) => ({ value: await directory.apps.list(params.tenant) }),
})

export const create = defineOperation({
  summary: 'Register an app; with secret: true it gets a made-up secret, which is only ever shown here',
  body: closed({
    displayName: Text,
    appId: optional(Guid),
    secret: optional(Type.Union([Secret, Flag], { description: 'a text of 1 to 1000 characters, or true' })),
    roles: optional(Permissions),
    ...changes,
  }),
  status: 201,
  answer: Type.Object({
    appId: Guid,
    objectId: Guid,
    servicePrincipalId: Guid,
    displayName: Text,
    secret: optional(Type.String()),
  }),
  perform: ({ directory }, { params, body }) => directory.apps.create(params.tenant, body),
})

export const show = defineOperation({
  summary: 'Show an app, by client id or name',
  answer: App,
  perform: ({ directory }, { params }) => directory.apps.show(params.tenant, params.app),
})

export const update = defineOperation({
  summary: 'Change an app',
  body: closed({ displayName: optional(Text), enabled: optional(Flag), ...changes }),
  answer: App,
  async perform({ directory }, { params, body }) {
    // By its client id from here on, because the name may be what changes.
    const { appId } = await directory.apps.find(params.tenant, params.app)
    await directory.apps.update(params.tenant, appId, body)
    return directory.apps.show(params.tenant, appId)
  },
})

export const remove = defineOperation({
  summary: 'Delete an app',
  perform: ({ directory }, { params }) => directory.apps.delete(params.tenant, params.app),
})

export const addSecret = defineOperation({
  summary: 'Add a secret to an app, a made-up one unless given; it is only ever shown here',
  body: closed({
    secret: optional(Secret),
    displayName: optional(Text),
    expiresIn: optional(
      Type.Integer({
        minimum: 1,
        maximum: 10 * 366 * 24 * 3600,
        description: 'a whole number of seconds, up to ten years',
      }),
    ),
  }),
  bodyOptional: true,
  status: 201,
  answer: Type.Object({ keyId: Text, secret: Type.String(), expiresDateTime: orNull(Time) }),
  perform({ directory }, { params, body: { secret, displayName, expiresIn } }) {
    const life = expiresIn === undefined ? undefined : expiresIn * 1000
    return directory.apps.addSecret(params.tenant, params.app, { secret, displayName, life })
  },
})

export const removeSecret = defineOperation({
  summary: 'Delete a secret of an app',
  perform: ({ directory }, { params }) => directory.apps.deleteSecret(params.tenant, params.app, params.key),
})

export const addCertificate = defineOperation({
  summary: 'Add a certificate to an app, whose key may then sign its client assertions',
  body: closed({
    certificate: Type.String({ minLength: 1, maxLength: 65_536, description: 'a certificate in PEM form' }),
  }),
  status: 201,
  answer: Type.Object({ keyId: Text, thumbprint: Text, expiresDateTime: Time }),
  perform: ({ directory }, { params, body }) =>
    directory.apps.addCertificate(params.tenant, params.app, body.certificate),
})

export const removeCertificate = defineOperation({
  summary: 'Delete a certificate of an app',
  perform: ({ directory }, { params }) => directory.apps.deleteCertificate(params.tenant, params.app, params.key),
})
