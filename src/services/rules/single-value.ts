/**
 * Contained single values without a rule of their own: overviews, summaries, settings of a tenant. The service always has
 * them; as long as no request has written one, it is what its declaration says.
 */
import { complete } from '../../model/payload.js'
import type { Rules } from './rules.js'

/** Settings of a tenant that have the name of their type as id (B103). */
const NAMED_AS_THEIR_TYPE: ReadonlySet<string> = new Set(['androidManagedStoreAccountEnterpriseSettings'])

export const singleValue: Rules = {
  *absent({ tenantId }, { resource, keys }) {
    const type = resource.type.abstract ? (resource.concreteTypes[0] ?? resource.type) : resource.type
    const id = keys.length > 0 ? keys.join('_') : NAMED_AS_THEIR_TYPE.has(type.name) ? type.name : tenantId
    return { ...complete(type, {}), id }
  },
}

/** Contained single values that are not there until a request makes them. */
export const optionalValue: Rules = {
  *absent() {
    return undefined
  },
}
