/**
 * Policies as reports tell of them from what devices remember: those of the catalog and of administrative templates, of which
 * no set has rows (L61), and all policies where reports are as old as the last aggregation (L90).
 */
import type { Entity } from '../../model/payload.js'
import type { Work } from '../../store/work.js'
import { itemsAt } from '../items.js'
import { policiesOf } from '../life/memory.js'
import type { ComplianceStatus } from '../life/outcomes/device.js'
import { isAggregated } from '../scope.js'
import type { Scope } from '../scope.js'
import { noPages, once } from './pages.js'
import type { Pages } from './pages.js'
import { countsAs, policyPages, reportStatusOf } from './policies.js'
import { eachReport, reportsOf } from './reported.js'
import { at, isId } from './source.js'
import type { Reading } from './source.js'

/** The sets beside each set of typed policies, with what reports call the kind. */
const BESIDE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'deviceManagement/deviceConfigurations': {
    'deviceManagement/configurationPolicies': 'DeviceManagementConfigurationPolicy',
    'deviceManagement/groupPolicyConfigurations': 'GroupPolicyConfiguration',
  },
  'deviceManagement/deviceCompliancePolicies': {
    'deviceManagement/compliancePolicies': 'DeviceManagementCompliancePolicy',
  },
}

const PLATFORM_NAMES: Readonly<Record<string, string>> = {
  windows10: 'Windows10',
  macOS: 'MacOS',
  iOS: 'iOS',
  android: 'Android',
  androidEnterprise: 'AndroidWorkProfile',
  linux: 'Linux',
  aosp: 'AndroidAOSP',
}

const PLATFORMS: Readonly<Record<string, string>> = {
  windows10: 'windows10AndLater',
  androidEnterprise: 'androidWorkProfile',
  aosp: 'androidAOSP',
}

function* policiesBeside(scope: Scope, set: string, id: string | undefined): Work<Map<string, Entity>> {
  const found = new Map<string, Entity>()
  if (isAggregated(scope)) {
    const typed = policyPages(scope, at(scope, set), id)
    for (let page = yield* typed(); page !== undefined; page = yield* typed())
      for (const policy of page) found.set(String(policy['id']), policy)
  }
  for (const [path, kind] of Object.entries(BESIDE[set] ?? {})) {
    const isTemplate = kind === 'GroupPolicyConfiguration'
    const select = isTemplate ? ['id', 'displayName'] : ['id', 'name', 'platforms']
    for (const { type, entity } of yield* itemsAt(scope, at(scope, path), [], { filter: isId(id), select })) {
      const platform = isTemplate ? 'windows10' : (String(entity['platforms']).split(',')[0] ?? '')
      found.set(String(entity['id']), {
        id: entity['id'],
        displayName: entity['displayName'] ?? entity['name'],
        kind,
        baseType: isTemplate ? 'DeviceConfigurationAdmxPolicy' : kind,
        typeName: type.name,
        platform: PLATFORMS[platform] ?? platform,
        platformName: PLATFORM_NAMES[platform] ?? 'All',
      })
    }
  }
  return found
}

const OF_DEVICE = ['deviceName', 'userDisplayName', 'userPrincipalName', 'model', 'lastSyncDateTime']

/** A row for each device that has reported of one of the policies beside a set. */
export function catalogStates(
  scope: Scope,
  set: string,
  { members, fixed }: Reading,
  isWanted: (status: ComplianceStatus) => boolean,
): Pages {
  if (scope.life === undefined) return noPages
  const wanted = fixed.get('PolicyId')
  const reports = reportsOf(scope, [...OF_DEVICE, ...(members.get('device') ?? [])], isId(fixed.get('DeviceId')))
  let policies: Map<string, Entity> | undefined
  return function* () {
    policies ??= yield* policiesBeside(scope, set, wanted)
    if (policies.size === 0) return undefined
    const known = policies
    const page = yield* reports()
    return page?.flatMap(({ device, memory }) =>
      [...policiesOf(memory)].flatMap(([id, { s: status }]) => {
        const policy = known.get(id)
        if (policy === undefined || !isWanted(status)) return []
        const reportStatus = reportStatusOf(status)
        return [{ ...rowOf(device), id: `${id}_${String(device['id'])}`, status, reportStatus, policy, device }]
      }),
    )
  }
}

function rowOf({ deviceName, userDisplayName, userPrincipalName, model, lastSyncDateTime }: Entity): Entity {
  return {
    deviceDisplayName: deviceName,
    userName: userDisplayName,
    userPrincipalName,
    deviceModel: model,
    lastReportedDateTime: lastSyncDateTime,
  }
}

/** The policies beside a set, with the number of devices in each state. */
export function catalogAggregates(scope: Scope, set: string, { fixed }: Reading): Pages {
  if (scope.life === undefined) return noPages
  return once(function* () {
    const policies = yield* policiesBeside(scope, set, fixed.get('PolicyId'))
    const counts = yield* statesByPolicy(scope)
    return [...policies].map(([id, policy]) => ({ ...policy, ...countsAs(counts.get(id) ?? {}) }))
  })
}

/** How many devices are in each state of each policy that has reached any. */
export function* statesByPolicy(scope: Scope): Work<ReadonlyMap<string, Readonly<Record<string, number>>>> {
  const counts = new Map<string, Record<string, number>>()
  yield* eachReport(reportsOf(scope, []), ({ memory }) => {
    for (const [id, { s: status }] of policiesOf(memory)) {
      const own = counts.get(id) ?? {}
      own[status] = (own[status] ?? 0) + 1
      counts.set(id, own)
    }
  })
  return counts
}
