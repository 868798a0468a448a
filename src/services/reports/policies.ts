/** Policies as reports tell of them, and what devices report of them. The place where such states are counted. */
import type { Resource } from '../../model/model.js'
import type { Entity } from '../../model/payload.js'
import { countBy, countWorst } from '../../store/query/lookups.js'
import type { Work } from '../../store/work.js'
import { itemsAt, quoted } from '../items.js'
import type { ItemReader } from '../items.js'
import { WORST_FIRST } from '../life/outcomes/worst.js'
import type { Counted } from '../life/outcomes/worst.js'
import type { CountingScope } from '../scope.js'
import { mapped, pagesOf } from './pages.js'
import type { Pages } from './pages.js'

/** The policies of a set, or one of them, with what their type says. */
export function policyPages(scope: ItemReader, policies: Resource, id: string | undefined): Pages {
  const filter = id === undefined ? undefined : `id eq ${quoted(id)}`
  const found = pagesOf(scope, policies, [], { filter, select: ['id', 'displayName', 'version'] })
  return mapped(found, function* (policy) {
    return { ...policy, ...described(policies, String(policy['@odata.type']).replace('#microsoft.graph.', '')) }
  })
}

const BASES: Readonly<Record<string, Entity>> = {
  deviceCompliancePolicies: {
    kind: 'DeviceCompliancePolicy',
    baseType: 'Microsoft.Management.Services.Api.DeviceCompliancePolicy',
  },
  deviceConfigurations: {
    kind: 'DeviceConfiguration',
    baseType: 'Microsoft.Management.Services.Api.DeviceConfiguration',
  },
}

/** How names of types begin, with the platform that the policies are for. */
const PLATFORMS: readonly (readonly [name: RegExp, platform: string, platformName: string])[] = [
  [/^androidWorkProfile/, 'androidWorkProfile', 'AndroidWorkProfile'],
  [/^androidForWork/, 'androidForWork', 'AndroidForWork'],
  [/^aosp/, 'androidAOSP', 'AndroidAOSP'],
  [/^android/, 'android', 'Android'],
  [/^ios/, 'iOS', 'iOS'],
  [/^macOS/, 'macOS', 'MacOS'],
  [/^windowsPhone81/, 'windowsPhone81', 'WindowsPhone81'],
  [/^windows81/, 'windows81AndLater', 'Windows81'],
  [/^(?:windows|sharedPC|editionUpgrade)/, 'windows10AndLater', 'Windows10'],
]

function described({ name }: Resource, typeName: string): Entity {
  const [, platform = 'all', platformName = 'All'] = PLATFORMS.find(([begins]) => begins.test(typeName)) ?? []
  return { ...BASES[name], typeName, platform, platformName }
}

/** What a state is called in the column ReportStatus. */
const REPORT_STATUS: Readonly<Record<string, string>> = {
  unknown: 'Pending',
  notAssigned: 'Pending',
  notApplicable: 'NotApplicable',
  compliant: 'Succeeded',
  remediated: 'Succeeded',
  nonCompliant: 'Noncompliant',
  error: 'Error',
  conflict: 'Conflict',
}

export function reportStatusOf(status: unknown): string {
  return REPORT_STATUS[String(status)] ?? 'Pending'
}

/** A row for what a device reports of a policy; `members` are those of the device that are wanted. */
export function* stateOf(
  scope: ItemReader,
  policy: Entity,
  status: Entity,
  members: readonly string[] | undefined,
): Work<Entity> {
  const reportStatus = reportStatusOf(status['status'])
  return { ...status, reportStatus, policy, device: yield* deviceOf(scope, status, members) }
}

export function* policyOf(policy: Entity, row: Entity): Work<Entity> {
  return { ...row, policy }
}

const GUID_AT_END = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/** The device that a state is about: its id ends with that of the device. */
export function* deviceOf(scope: ItemReader, { id }: Entity, members: readonly string[] = []): Work<Entity> {
  const [deviceId] = GUID_AT_END.exec(String(id)) ?? []
  if (deviceId === undefined || members.length === 0) return {}
  if (members.length === 1 && members[0] === 'id') return { id: deviceId }
  const shape = { version: 'beta', select: members, typeAnnotations: 'none' } as const
  const json = yield* scope.store.find(scope.model.resourceAt('deviceManagement/managedDevices'), [deviceId], shape)
  return { id: deviceId, ...(json === undefined ? {} : (JSON.parse(json) as Entity)) }
}

/** How many devices, or users, are in each state, as `name` has it of the policy with `id`. */
export function* countStates(
  scope: ItemReader,
  policies: Resource,
  id: string,
  name = 'deviceStatuses',
): Work<Readonly<Record<string, number>>> {
  const statuses = policies.children.get(name.toLowerCase())
  if (statuses === undefined) return {}
  return Object.fromEntries(yield* countBy(scope.store, statuses, [id], 'status')) as Record<string, number>
}

/** A policy with the number of devices in each state. */
export function* policyAggregate(scope: ItemReader, policies: Resource, policy: Entity): Work<Entity> {
  return { ...policy, ...countsAs(yield* countStates(scope, policies, String(policy['id']))) }
}

/** The numbers of a report, from how many devices are in each state. */
export function countsAs(counts: Readonly<Record<string, number>>): Entity {
  const of = (...states: readonly string[]): number => states.reduce((sum, state) => sum + (counts[state] ?? 0), 0)
  return {
    notApplicable: of('notApplicable'),
    compliant: of('compliant', 'remediated'),
    nonCompliant: of('nonCompliant'),
    error: of('error'),
    conflict: of('conflict'),
    nonCompliantOrError: of('nonCompliant', 'error'),
    unknown: of('unknown', 'notAssigned'),
    removed: 0,
    other: of('notApplicable', 'unknown', 'notAssigned', 'error', 'conflict'),
  }
}

export const CONFIGURATIONS = 'deviceManagement/deviceConfigurations'

/** Configurations that say how devices take updates. */
export const UPDATES = /^(?:windowsUpdateForBusiness|iosUpdate|macOSSoftwareUpdate)Configuration$/

/** How many devices, or users, are in each state, over all policies of a set or those of certain types. */
export function* countDevices(
  scope: Pick<CountingScope, 'store' | 'model' | 'isWrite' | 'known'>,
  set: string,
  name: string,
  types?: RegExp,
): Work<Counted> {
  const known = scope.known?.statesOf?.(set, name, types)
  if (known !== undefined) return known
  const policies = scope.model.resourceAt(set)
  const statuses = policies.children.get(name.toLowerCase())
  if (statuses === undefined) return NO_DEVICES
  const parents = types === undefined ? undefined : yield* policiesOf(scope, policies, types)
  const by = { order: WORST_FIRST, otherwise: 'unknown', parents, uncounted: scope.isWrite }
  const counted = yield* countWorst(scope.store, statuses, 'status', by)
  return Object.fromEntries(WORST_FIRST.map((state) => [state, counted.get(state) ?? 0])) as Counted
}

const NO_DEVICES = Object.fromEntries(WORST_FIRST.map((state) => [state, 0])) as Counted

/** The ids of those whose types have such a name. */
function* policiesOf(scope: ItemReader, policies: Resource, types: RegExp): Work<string[]> {
  const found = yield* itemsAt(scope, policies, [], { select: ['id'], uncounted: true })
  return found.flatMap(({ type, entity }) => (types.test(type.name) ? [String(entity['id'])] : []))
}
