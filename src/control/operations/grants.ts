import { Type } from 'typebox'
import { defineOperation } from '../operation.js'
import { closed, Guid, list as listOf, optional, orNull, Permissions, Text } from '../schemas.js'

const Kind = Type.Enum(['application', 'delegated'])

const Grant = Type.Object({
  appId: Guid,
  app: Text,
  kind: Kind,
  resourceId: Guid,
  permission: Text,
  userId: orNull(Guid),
})

/** `resource` is the app that offers the permissions: Graph unless given. With `user` they are for that user alone. */
const grant = { app: Text, kind: Kind, resource: optional(Text), user: optional(Text) }

export const list = defineOperation({
  summary: 'List what apps may do, or what one app may do',
  query: closed({ app: optional(Text) }),
  answer: listOf(Grant),
  perform: async ({ directory }, { params, query }) => ({
    value: await directory.grants.list(params.tenant, query.app),
  }),
})

export const create = defineOperation({
  summary:
    'Grant permissions to an app: for itself, or on behalf of all users or of one; what was granted before stays',
  body: closed({ ...grant, permissions: Permissions }),
  status: 201,
  answer: listOf(Grant),
  async perform({ directory }, { params, body }) {
    await directory.grants.create(params.tenant, body)
    return { value: await directory.grants.list(params.tenant, body.app) }
  },
})

export const remove = defineOperation({
  summary: 'Take permissions away from an app',
  query: closed({ ...grant, permission: Permissions }),
  answer: Type.Object({ removed: Type.Integer() }),
  async perform({ directory }, { params, query: { permission, ...rest } }) {
    return { removed: await directory.grants.delete(params.tenant, { ...rest, permissions: permission }) }
  },
})
