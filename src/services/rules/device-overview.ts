/**
 * The numbers of a tenant's devices, counted when they are read, unless a request has written others (B129).
 * @see https://learn.microsoft.com/graph/api/resources/intune-devices-manageddeviceoverview
 */
import { complete, complexTypeOf } from '../../model/payload.js'
import type { Entity } from '../../model/payload.js'
import { allProperties } from '../../model/inheritance.js'
import type { EntityType } from '../../model/types.js'
import { isAggregated } from '../scope.js'
import { devicesBy } from './devices-by.js'
import type { Rules } from './rules.js'

/** Where devices are counted, by the beginning of what they call their operating system. */
const SYSTEMS: readonly (readonly [beginning: RegExp, member: string])[] = [
  [/^windows (?:phone|mobile|10 mobile)/i, 'windowsMobileCount'],
  [/^windows/i, 'windowsCount'],
  [/^(?:ios|ipados)/i, 'iosCount'],
  [/^mac ?os/i, 'macOSCount'],
  [/^android/i, 'androidCount'],
  [/^chrome ?os/i, 'chromeOSCount'],
  [/^linux/i, 'linuxCount'],
]

/** Managed by Intune and by Configuration Manager. */
const DUAL = new Set(['configurationManagerClientMdm', 'configurationManagerClientMdmEas'])

const BY_MDM = new Set(['mdm', 'easMdm', 'intuneClient', 'easIntuneClient', 'intuneAosp', ...DUAL])

export const deviceOverview: Rules = {
  *absent(scope, { resource: { type } }) {
    const { tenantId } = scope
    if (isAggregated(scope)) return { ...complete(type, numbers(type, {})), id: tenantId }
    const systems: Record<string, number> = {}
    for (const [system, count] of yield* devicesBy(scope, 'operatingSystem')) {
      const [, member = 'unknownCount'] = SYSTEMS.find(([beginning]) => beginning.test(system)) ?? []
      systems[member] = (systems[member] ?? 0) + count
    }
    const agents = [...(yield* devicesBy(scope, 'managementAgent'))]
    const managedBy = (wanted: ReadonlySet<string>): number => sum(agents.filter(([name]) => wanted.has(name)))
    return {
      ...complete(type, {
        enrolledDeviceCount: sum(agents),
        mdmEnrolledCount: managedBy(BY_MDM),
        dualEnrolledDeviceCount: managedBy(DUAL),
        ...numbers(type, systems),
      }),
      id: tenantId,
    }
  },
}

function sum(counts: readonly (readonly [unknown, number])[]): number {
  return counts.reduce((all, [, count]) => all + count, 0)
}

function numbers(type: EntityType, systems: Entity): Entity {
  return {
    deviceOperatingSystemSummary: systems,
    deviceExchangeAccessStateSummary: zeros(type, 'deviceExchangeAccessStateSummary'),
  }
}

function zeros(type: EntityType, name: string): Entity {
  const property = allProperties(type)[name]
  return property === undefined ? {} : complete(complexTypeOf(property, {}), {})
}
