import { Type } from 'typebox'
import { UnknownSubject, why } from '../../services/targeting/why.js'
import { defineOperation } from '../operation.js'
import { Problem } from '../problem.js'
import { closed, optional, Text } from '../schemas.js'

const Named = Type.Object({ id: Type.String(), name: Type.String() })
const Intent = Type.Enum(['available', 'required', 'uninstall', 'availableWithoutEnrollment'])
const Verdict = Type.Enum(['match', 'noMatch', 'notEvaluated'])

const Filter = Type.Object({
  id: Type.String(),
  name: Type.String(),
  mode: Type.Enum(['include', 'exclude']),
  rule: Type.String(),
  verdict: Verdict,
  comparisons: Type.Array(
    Type.Object({
      text: Type.String(),
      reported: Type.Union([Type.String(), Type.Null()], { description: 'what the device has; null for nothing' }),
      verdict: Verdict,
    }),
  ),
})

const Assignment = Type.Object({
  id: Type.String(),
  target: Type.Enum(['group', 'exclusion', 'allUsers', 'allDevices']),
  group: optional(Named),
  intent: optional(Intent),
  names: Type.Array(
    Type.Object({
      side: Type.Enum(['user', 'device']),
      groups: Type.Array(Named, { description: 'from the assigned group down to the one that has the member' }),
    }),
  ),
  counts: Type.Boolean({ description: 'whether it has a part in the answer' }),
  filter: optional(Filter),
})

export const explained = defineOperation({
  summary: 'Why a device gets a policy or app, or does not',
  query: closed({ device: Text, policy: Text }),
  answer: Type.Object({
    answer: Type.Enum(['applies', 'excluded', 'filtered', 'notEvaluated', 'notTargeted', 'otherPlatform']),
    device: Named,
    user: optional(Named),
    policy: Named,
    isUnlicensed: optional(
      Type.Literal(true, { description: 'nothing reaches the device by its user, for want of a licence' }),
    ),
    set: Type.String({ description: 'path of the set of the policy, as in a request' }),
    intents: Type.Array(Intent),
    assignments: Type.Array(Assignment),
    text: Type.String({ description: 'the same as sentences' }),
  }),
  async perform(deps, { params, query: { device, policy } }) {
    const { id } = await deps.directory.tenants.find(params.tenant)
    try {
      return await why({ model: deps.model, database: deps.store.database }, id, device, policy)
    } catch (error) {
      if (!(error instanceof UnknownSubject)) throw error
      throw new Problem(error.code === 'notFound' ? 404 : 409, error.message)
    }
  },
})
