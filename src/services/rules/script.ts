/**
 * Remediations: what the service refuses of scripts that detect and remediate (B81). Those that are the same for everybody come
 * from Microsoft alone: in `live` a client makes none, and in `documented` what it makes can be deleted.
 *
 * @see https://learn.microsoft.com/graph/api/resources/intune-devices-devicehealthscript
 */
import { backendBadRequest, GraphError } from '../../errors.js'
import type { Rules } from './rules.js'

export const healthScript: Rules = {
  *prepare({ profile }, { keys }, { entity }, body) {
    if (keys.length === 0 && profile.ownMembers === 'kept') entity['isGlobalScript'] = false
    const says = keys.length === 0 || Object.hasOwn(body, 'detectionScriptContent')
    if (profile.emptyScripts === 'refused' && says && isEmpty(entity['detectionScriptContent']))
      throw new GraphError(400, 'UnknownError', 'DetectionScriptContent must not be null or empty', {
        form: 'nested',
        target: 'detectionScriptContent',
      })
  },

  /** Scripts that the service brings stay. */
  *beforeDelete({ store }, { resource, keys }) {
    const script = yield* store.load(resource, keys)
    if (script?.entity['isGlobalScript'] === true && script.entity['publisher'] === 'Microsoft')
      throw backendBadRequest()
  },
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === ''
}
