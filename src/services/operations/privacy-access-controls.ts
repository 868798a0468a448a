/**
 * `windowsPrivacyAccessControls` replaces the privacy controls of a configuration of Windows (B39): the action is declared
 * for all configurations, what it replaces for that type alone: `documented` takes it from the others, too.
 *
 * @see https://learn.microsoft.com/graph/api/intune-deviceconfig-deviceconfiguration-windowsprivacyaccesscontrols
 */
import { backendRefusal } from '../../errors.js'
import { requireKnownParameters } from '../../model/parameters.js'
import { replaceContained } from '../contained.js'
import { readNewEntities } from '../entities.js'
import { notFound } from '../not-found.js'
import type { Effect } from './effect.js'

const PARAMETER = 'windowsPrivacyAccessControls'
const TYPE = 'windows10GeneralConfiguration'

export const windowsPrivacyAccessControls: Effect = {
  plan({ scope, operation, resource, keys, sent }) {
    requireKnownParameters(operation, sent, scope)
    const controls = resource.children.get('privacyaccesscontrols')
    const items = controls === undefined ? [] : readNewEntities(scope, controls, PARAMETER, sent[PARAMETER])
    return function* () {
      const configuration = yield* scope.store.load(resource, keys)
      if (configuration === undefined) throw notFound(resource, keys)
      if (controls === undefined || configuration.type.name !== TYPE) {
        if (scope.profile.uncastMembers === 'found') return undefined
        throw hasNone(configuration.type.name)
      }
      yield* replaceContained(scope, keys, [{ resource: controls, items }])
      return undefined
    }
  },
}

function hasNone(type: string): Error {
  return backendRefusal(`A configuration of the type '${type}' has no privacy controls.`)
}
