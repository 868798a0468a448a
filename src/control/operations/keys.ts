import { Type } from 'typebox'
import { DirectoryError, notFound } from '../../entra/directory/errors.js'
import { defineOperation } from '../operation.js'
import { Flag, list as listOf, Text } from '../schemas.js'

const Key = Type.Object({ kid: Text, signs: Flag })

export const list = defineOperation({
  summary: 'List the keys whose signatures count; one of them signs',
  answer: listOf(Key),
  async perform({ store: { identity } }) {
    const { kid: active } = await identity.keys.getActive()
    const published = await identity.keys.listPublished()
    return { value: published.map(({ kid }) => ({ kid, signs: kid === active })) }
  },
})

export const rotate = defineOperation({
  summary: 'Sign with a new key from now on; the former one stays published until none of its tokens is valid any more',
  status: 201,
  answer: Key,
  async perform({ store: { identity } }) {
    const { kid } = await identity.keys.rotate()
    return { kid, signs: true }
  },
})

export const remove = defineOperation({
  summary:
    'Take a key that does not sign any more out of the published ones, and so all of its tokens out of the world',
  async perform({ store: { identity } }, { params }) {
    const { kid } = await identity.keys.getActive()
    if (params.key === kid) throw new DirectoryError('exists', 'this key signs: rotate the keys before you remove it')
    if (!(await identity.keys.remove(params.key))) throw notFound('key', params.key, '')
  },
})
