/**
 * `setMobileDeviceManagementAuthority`: devices of the tenant are managed by Intune from then on (B205). It answers the
 * number of that authority.
 *
 * @see https://learn.microsoft.com/graph/api/intune-onboarding-organization-setmobiledevicemanagementauthority
 */
import type { Effect } from './effect.js'
import { setting } from './set-members.js'

const INTUNE = { name: 'intune', number: 1 }

const toIntune = setting(() => ({ mobileDeviceManagementAuthority: INTUNE.name }))

export const setManagementAuthority: Effect = {
  plan(call) {
    const change = toIntune.plan(call)
    return function* () {
      yield* change()
      return { value: INTUNE.number }
    }
  },
}
