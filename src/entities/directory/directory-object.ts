/** What everything in the directory is. @see https://learn.microsoft.com/graph/api/resources/directoryobject */
import { computed, Edm, nullable, opaque } from '../../model/edm.js'
import { defineEntityType } from '../../model/types.js'
import type { Properties } from '../../model/types.js'

export const directoryObject = defineEntityType({
  name: 'directoryObject',
  properties: {
    id: computed(opaque(Edm.String)),
    deletedDateTime: computed(nullable(Edm.DateTimeOffset)),
  },
})

/** What an answer holds unless a request selects: all but what costs the service more than it is mostly worth. */
export function shownWithout(hidden: readonly string[], properties: Properties): string[] {
  return Object.keys({ ...directoryObject.properties, ...properties }).filter((name) => !hidden.includes(name))
}
