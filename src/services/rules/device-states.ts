/** What devices of a tenant that lives show of their policies is brought up to date when it is read (B128). */
import { settleDeviceStates } from '../life/device-states.js'
import type { Rules } from './rules.js'

export const deviceStates: Rules = {
  settlesLife: true,

  *settle(scope, location) {
    yield* settleDeviceStates(scope, location)
  },
}
