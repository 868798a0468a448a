/** The roots of the areas of Intune: as long as nobody has changed them, they are what their declaration says. */
import { complete } from '../../model/payload.js'
import type { Rules } from './rules.js'

/** What the settings of a tenant begin with. */
const SETTINGS = { deviceComplianceCheckinThresholdDays: 30, isScheduledActionEnabled: true, secureByDefault: false }

export const singleton: Rules = {
  *absent({ tenantId }, { resource: { type } }) {
    if (type.name !== 'deviceManagement') return { ...complete(type, {}), id: tenantId }
    const begins = { settings: SETTINGS, dataProcessorServiceForWindowsFeaturesOnboarding: {} }
    return { ...complete(type, begins), id: tenantId, intuneAccountId: tenantId }
  },
}
