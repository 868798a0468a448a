/** What everything in the directory is. @see https://learn.microsoft.com/graph/api/resources/directoryobject */
import { computed, Edm, nullable, opaque } from '../../model/edm.js'
import { defineAction, defineEntityType, defineFunction, parameter } from '../../model/declare.js'
import type { EntityType, Operation, Properties } from '../../model/types.js'

const ids = parameter(Edm.String.type, { collection: true })

/** Which groups an object is in, asked by POST. */
function aboutMembership(name: string, given: Operation['parameters']): Operation {
  return defineAction(name, given, { returns: ids, reads: true })
}

const properties = {
  id: computed(opaque(Edm.String)),
  deletedDateTime: computed(nullable(Edm.DateTimeOffset)),
}

// Its operations give objects of the type itself, so the compiler has to be told what it is.
export const directoryObject: EntityType<typeof properties, undefined> = defineEntityType({
  name: 'directoryObject',
  properties,
  operations: () => [
    aboutMembership('checkMemberGroups', { groupIds: ids }),
    aboutMembership('checkMemberObjects', { ids }),
    aboutMembership('getMemberGroups', { securityEnabledOnly: parameter(Edm.Boolean.type, { nullable: true }) }),
    aboutMembership('getMemberObjects', { securityEnabledOnly: parameter(Edm.Boolean.type, { nullable: true }) }),
    defineAction(
      'getByIds',
      { ids, types: parameter(Edm.String.type, { collection: true, nullable: true }) },
      { binding: 'collection', returns: objects, reads: true },
    ),
    defineFunction('delta', {}, objects, { binding: 'collection' }),
  ],
})

const objects = parameter(() => directoryObject, { collection: true })

/** What an answer holds unless a request selects: all but what costs the service more than it is mostly worth. */
export function shownWithout(hidden: readonly string[], properties: Properties): string[] {
  return Object.keys({ ...directoryObject.properties, ...properties }).filter((name) => !hidden.includes(name))
}
