/**
 * Contained single values without a rule of their own: overviews, summaries, settings of a tenant. The service always has
 * them; as long as no request has written one, it is what its declaration says.
 */
import { complete } from '../../model/payload.js'
import type { Rules } from './rules.js'

export const singleValue: Rules = {
  *absent({ tenantId }, { resource, keys }) {
    const type = resource.type.abstract ? (resource.concreteTypes[0] ?? resource.type) : resource.type
    return { ...complete(type, {}), id: keys.length === 0 ? tenantId : keys.join('_') }
  },
}

/** Contained single values that are not there until a request makes them. */
export const optionalValue: Rules = {
  *absent() {
    return undefined
  },
}
