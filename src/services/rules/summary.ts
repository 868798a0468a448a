/**
 * The status summaries of an app configuration. They are stored numbers, not counts of the statuses beside them (R9).
 * @see https://learn.microsoft.com/graph/api/resources/intune-apps-manageddevicemobileappconfigurationusersummary
 */
import { conflict, resourceNotFound } from '../../errors.js'
import { complete } from '../../model/payload.js'
import type { Place } from '../../model/model.js'
import type { Rules } from '../rules.js'
import type { Location, Scope } from '../scope.js'

/** Summaries of the live service are named after the account and the policy. */
function composedId(scope: Scope, { keys }: Location): string {
  return `${scope.tenantId}_${keys[0]}`
}

function parentOf(place: Place): Place {
  if (place.parent === undefined) throw new Error(`${place.path} is not contained in anything`)
  return place.parent
}

export const summary: Rules = {
  *newId(scope, location, entity) {
    const sent = entity['id']
    return typeof sent === 'string' && sent !== '' ? sent : composedId(scope, location)
  },

  *prepare(scope, { place, keys }, { entity }, body) {
    if (!Object.hasOwn(body, 'lastUpdateDateTime')) entity['lastUpdateDateTime'] ??= `${scope.clock.now()}Z`
    if (Object.hasOwn(body, 'configurationVersion') || entity['configurationVersion'] !== null) return
    const version = yield* scope.store.hold(parentOf(place), keys, 'version')
    if (version === undefined) throw resourceNotFound()
    entity['configurationVersion'] = version
  },

  *absent(scope, location) {
    return {
      ...complete(location.place.type, {}),
      id: composedId(scope, location),
      lastUpdateDateTime: `${scope.clock.now()}Z`,
      configurationVersion: 0,
    }
  },

  duplicate({ place, keys }) {
    return conflict(`The mobile app configuration '${keys[0]}' already has a ${place.name}. Use PATCH to change it.`)
  },
}
