/** Policies made of settings of the catalog number their settings in the order of the body (B47). */
import type { Contained } from '../new-entity.js'
import type { Rules } from './rules.js'

const SETTINGS = 'settings'

export const catalogPolicy: Rules = {
  contained: (_scope, contained) => contained.map((each) => (each.resource.name === SETTINGS ? numbered(each) : each)),
}

function numbered({ resource, items }: Contained): Contained {
  return { resource, items: items.map((item, i) => ({ ...item, values: { ...item.values, id: String(i) } })) }
}

/** A setting that is posted by itself gets the next number. */
export const catalogSetting: Rules = {
  *newId({ store }, { resource, keys }, { id }) {
    if (typeof id === 'string' && id !== '') return id
    let number = 0
    while (yield* store.exists(resource, [...keys, String(number)])) number += 1
    return String(number)
  },
}
