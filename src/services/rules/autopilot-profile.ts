/** Autopilot profiles: no app is said by an empty text as well (IntuneCD sends it). */
import type { Rules } from './rules.js'

export const autopilotProfile: Rules = {
  *prepare(_scope, _location, { entity }) {
    if (entity['managementServiceAppId'] === '') entity['managementServiceAppId'] = null
  },
}
