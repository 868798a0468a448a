/** The roots of the areas of Intune: as long as nobody has changed them, they are what their declaration says. */
import { complete } from '../../model/payload.js'
import type { Rules } from './rules.js'

export const singleton: Rules = {
  *absent({ tenantId }, { resource: { type } }) {
    return {
      ...complete(type, {}),
      id: tenantId,
      ...(type.name === 'deviceManagement' && { intuneAccountId: tenantId }),
    }
  },
}
