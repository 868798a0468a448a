import { Type } from 'typebox'
import { historyOf } from '../../services/history/history.js'
import { defineOperation } from '../operation.js'
import { closed, list as listOf, optional, Text, Time } from '../schemas.js'

const Who = Type.Object({ id: Type.String(), name: optional(Text) })

const Version = Type.Object({
  number: Type.Integer({ description: 'counts the changes, from 1' }),
  at: Time,
  operation: Type.Enum(['Create', 'Patch', 'Delete', 'Action', 'SetReference', 'DeleteReference']),
  action: optional(Type.String()),
  set: Type.String({ description: 'path of the set, as in a request' }),
  keys: Type.Array(Type.String()),
  name: optional(Type.String()),
  requestId: Type.String(),
  app: Who,
  user: optional(Who),
  members: Type.Array(
    Type.Object({
      path: Type.Array(Type.String()),
      change: Type.Enum(['added', 'removed', 'changed']),
      before: optional(Type.Unknown()),
      after: optional(Type.Unknown()),
      at: optional(Type.Integer()),
    }),
  ),
  whole: optional(Type.Object({}, { description: 'what was sent to create it or to an action, or what was deleted' })),
  cut: Type.Boolean({ description: 'it was too large to be kept' }),
})

const Most = Type.String({ pattern: '^[1-9]\\d{0,3}$', description: 'a number from 1 to 9999' })

export const list = defineOperation({
  summary: 'The changes of an object, or of all objects of a set, newest first',
  query: closed({ path: Type.String({ minLength: 1, maxLength: 2048 }), top: optional(Most) }),
  answer: Type.Intersect([
    listOf(Version),
    Type.Object({
      complete: Type.Boolean({ description: 'whether they begin with the creation' }),
      names: Type.Record(Type.String(), Type.String(), { description: 'names of what the changes mention, by id' }),
    }),
  ]),
  async perform(deps, { params, query: { path, top = '100' } }) {
    const { id } = await deps.directory.tenants.find(params.tenant)
    await deps.settled()
    const { versions, ...rest } = await historyOf(deps.store, id, path, Number(top))
    return { value: versions, ...rest }
  },
})
