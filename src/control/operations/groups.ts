import { Type } from 'typebox'
import { defineOperation } from '../operation.js'
import { closed, Guid, list as listOf, LongText, optional, orNull, Text } from '../schemas.js'

const Group = Type.Object({
  id: Guid,
  displayName: Text,
  description: orNull(LongText),
  members: Type.Array(Guid, { description: 'ids of users, devices, groups and service principals' }),
})

export const list = defineOperation({
  summary: 'List the groups of a tenant',
  answer: listOf(Group),
  perform: async ({ directory }, { params }) => ({ value: await directory.groups.list(params.tenant) }),
})

export const create = defineOperation({
  summary: 'Create a group',
  body: closed({ displayName: Text, description: optional(LongText), id: optional(Guid) }),
  status: 201,
  answer: Type.Pick(Group, ['id', 'displayName']),
  perform: ({ directory }, { params, body }) => directory.groups.create(params.tenant, body),
})

export const show = defineOperation({
  summary: 'Show a group, by id or name',
  answer: Group,
  perform: ({ directory }, { params }) => directory.groups.show(params.tenant, params.group),
})

export const update = defineOperation({
  summary: 'Change a group',
  body: closed({ displayName: optional(Text), description: optional(orNull(LongText)) }),
  answer: Group,
  async perform({ directory }, { params, body }) {
    const { id } = await directory.groups.show(params.tenant, params.group)
    await directory.groups.update(params.tenant, id, body)
    return directory.groups.show(params.tenant, id)
  },
})

export const remove = defineOperation({
  summary: 'Delete a group',
  perform: ({ directory }, { params }) => directory.groups.delete(params.tenant, params.group),
})

export const addMember = defineOperation({
  summary: 'Add a user to a group',
  body: closed({ user: Text }),
  perform: ({ directory }, { params, body }) => directory.groups.addMember(params.tenant, params.group, body.user),
})

export const removeMember = defineOperation({
  summary: 'Take a user out of a group',
  perform: ({ directory }, { params }) => directory.groups.removeMember(params.tenant, params.group, params.user),
})
