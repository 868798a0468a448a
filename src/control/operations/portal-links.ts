/** Links that open the portal signed in. */
import { Type } from 'typebox'
import { DirectoryError } from '../../entra/directory/errors.js'
import { addPortalLink, LINK_LIFE } from '../../entra/portal-links.js'
import { Problem } from '../problem.js'
import { defineOperation } from '../operation.js'
import { closed, Text, Time } from '../schemas.js'

export const create = defineOperation({
  summary: 'Make a link that opens the portal signed in as a user, once and within five minutes',
  body: closed({ user: Text }),
  status: 201,
  answer: Type.Object({ url: Type.String(), expiresDateTime: Time }),
  async perform({ directory, store, newId, portal }, { params, body, origin }) {
    if (!portal) throw new Problem(409, 'the portal is switched off (INTUNITE_PORTAL)')
    const { id } = await directory.tenants.find(params.tenant)
    const user = await directory.users.find(id, body.user)
    if (!user.enabled) throw new DirectoryError('invalid', `the user ${user.userPrincipalName} is disabled`)
    const { identity, clocks } = store
    const link = await addPortalLink({ identity, clock: clocks.milliseconds, newId }, user)
    const expires = new Date(clocks.milliseconds(id) + LINK_LIFE)
    return { url: `${origin}${link}`, expiresDateTime: expires.toISOString() }
  },
})
