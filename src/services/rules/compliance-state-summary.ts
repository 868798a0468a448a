/**
 * How many devices comply, counted when it is read, unless a request has written other numbers (B76).
 * @see https://learn.microsoft.com/graph/api/resources/intune-deviceconfig-devicecompliancepolicydevicestatesummary
 */
import { complete } from '../../model/payload.js'
import { countBy } from '../../store/query/lookups.js'
import type { Rules } from './rules.js'

/** Where a device is counted, by its state. */
const COUNTED_AS: Readonly<Record<string, string>> = {
  compliant: 'compliantDeviceCount',
  configManager: 'configManagerCount',
  conflict: 'conflictDeviceCount',
  error: 'errorDeviceCount',
  inGracePeriod: 'inGracePeriodCount',
  noncompliant: 'nonCompliantDeviceCount',
}

export const complianceStateSummary: Rules = {
  *absent({ store, model, tenantId }, { resource: { type } }) {
    const devices = model.resourceAt('deviceManagement/managedDevices')
    const counts: Record<string, number> = {}
    for (const [state, count] of yield* countBy(store, devices, [], 'complianceState')) {
      const member = COUNTED_AS[String(state)] ?? 'unknownDeviceCount'
      counts[member] = (counts[member] ?? 0) + count
    }
    return { ...complete(type, counts), id: tenantId }
  },
}
