/** The roots of the areas of Intune: as long as nobody has changed them, they are what their declaration says. */
import { complete } from '../../model/payload.js'
import type { Rules } from './rules.js'

/** What a tenant begins with. */
const BEGINS = {
  dataProcessorServiceForWindowsFeaturesOnboarding: {},
  intuneBrand: {},
  managedDeviceCleanupSettings: {},
  maximumDepTokens: 100,
  settings: { deviceComplianceCheckinThresholdDays: 30, isScheduledActionEnabled: true, secureByDefault: false },
}

export const singleton: Rules = {
  *absent({ tenantId }, { resource: { type } }) {
    if (type.name !== 'deviceManagement') return { ...complete(type, {}), id: tenantId }
    return { ...complete(type, BEGINS), id: type.name, intuneAccountId: tenantId }
  },
}
