/**
 * What a device shows of its policies below itself: a state for each, with its settings (L49 to L56, L73, B128). It follows from
 * what the device remembers, and is stored when it is read: nobody else needs it.
 */
import { complete } from '../../model/payload.js'
import type { Entity } from '../../model/payload.js'
import { loadEach, putAll, removeEach } from '../../store/query/bulk.js'
import type { Work } from '../../store/work.js'
import { itemsAt } from '../items.js'
import type { Location, Scope } from '../scope.js'
import { settingName } from './documents/typed.js'
import { readTenantSettings } from './load-world.js'
import { readMemories } from './memory.js'
import type { Memory } from './memory.js'
import { BUILT_IN_POLICY, builtInRules } from './outcomes/compliance.js'
import type { ComplianceStatus, FormerPolicy } from './outcomes/device.js'
import type { Platform, Policy } from './outcomes/policy.js'
import { worst } from './outcomes/worst.js'
import { preparePolicy } from './prepare.js'

const DEVICES = 'deviceManagement/managedDevices'

/** The sets whose policies the states of a type are about. */
const SETS: Readonly<Record<string, readonly string[]>> = {
  deviceCompliancePolicyState: ['deviceManagement/deviceCompliancePolicies', 'deviceManagement/compliancePolicies'],
  deviceConfigurationState: ['deviceManagement/deviceConfigurations'],
  managedDeviceMobileAppConfigurationState: ['deviceAppManagement/mobileAppConfigurations'],
}

/** Brings the states of a device up to date. Those that a client has posted stay. */
export function* settleDeviceStates(scope: Scope, { resource, keys }: Location): Work<void> {
  const { store } = scope
  const [deviceId = ''] = keys
  if (resource.parent?.path !== DEVICES) return
  const memory = (yield* readMemories(store.dialect, store.tenantId, [deviceId])).get(deviceId)
  const device = memory === undefined ? undefined : yield* store.load(scope.model.resourceAt(DEVICES), [deviceId])
  if (memory === undefined || device === undefined) return
  const rows = yield* statesOf(scope, resource.type.name, device.entity, memory)
  const wanted = new Map(rows.map((row) => [String(row['id']), complete(resource.type, row)]))
  const there = yield* itemsAt(scope, resource, [deviceId])
  const isOwn = (id: string): boolean => id.endsWith(`_${deviceId}`)
  const gone = there.map(({ entity }) => String(entity['id'])).filter((id) => isOwn(id) && !wanted.has(id))
  const known = new Map(there.map(({ entity }) => [String(entity['id']), entity]))
  const changed = [...wanted].filter(([id, entity]) => !isSame(entity, known.get(id)))
  yield* removeEach(
    store,
    resource,
    gone.map((id) => [deviceId, id]),
  )
  const above = [deviceId]
  yield* putAll(
    store,
    resource,
    changed.map(([, entity]) => ({ keys: above, stored: { type: resource.type, entity } })),
  )
}

function isSame(entity: Entity, known: Entity | undefined): boolean {
  return known !== undefined && Object.entries(entity).every(([name, value]) => textOf(known[name]) === textOf(value))
}

function textOf(value: unknown): string {
  return JSON.stringify(value ?? null)
}

interface Known {
  readonly policy: Exclude<Policy, { readonly kind: 'app' | 'script' | 'remediation' }>
  readonly former: FormerPolicy | undefined
}

function* statesOf(scope: Scope, type: string, device: Entity, memory: Memory): Work<Entity[]> {
  const { state, pending = [] } = memory
  const ids = [...Object.keys(state?.policies ?? {}), ...pending]
  const found: Known[] = []
  for (const path of SETS[type] ?? []) {
    const set = scope.model.resourceAt(path)
    for (const [id, item] of yield* loadEach(scope.store, set, ids)) {
      const policy = yield* preparePolicy(scope, set, item)
      if (policy !== undefined && 'settings' in policy) found.push({ policy, former: state?.policies?.[id] })
    }
  }
  found.sort((one, other) => (one.policy.id < other.policy.id ? -1 : 1))
  const rows = found.map((each) => stateOf(device, each, found))
  if (type === 'deviceCompliancePolicyState') rows.push(yield* builtInState(scope, device, found.length > 0))
  return rows
}

const PLATFORMS: Readonly<Partial<Record<Platform, string>>> = {
  windows: 'windows10AndLater',
  windows81: 'windows81AndLater',
  iOS: 'iOS',
  macOS: 'macOS',
  android: 'android',
  androidWorkProfile: 'androidWorkProfile',
  androidDeviceOwner: 'androidForWork',
  androidAOSP: 'androidAOSP',
}

/** What states and summaries call the platform of a policy. */
export function platformTypeOf({ platforms: [platform] }: Pick<Policy, 'platforms'>): string {
  return (platform === undefined ? undefined : PLATFORMS[platform]) ?? 'all'
}

function stateOf(device: Entity, { policy, former }: Known, all: readonly Known[]): Entity {
  const bad = new Map((former?.x ?? []).map(([key, ...rest]) => [key, rest]))
  const status = former?.s ?? 'unknown'
  const others: ComplianceStatus = status === 'notApplicable' || status === 'unknown' ? status : 'compliant'
  const values = new Map(policy.settings.map(({ key, value }) => [key, value]))
  const settings = [...new Set([...values.keys(), ...bad.keys()])].map((key) => {
    const [state = others, code = 0, kept] = bad.get(key) ?? []
    const isTaken = state === 'compliant' || state === 'remediated'
    const sources = state === 'conflict' ? all.filter(({ former: its }) => clashesAt(its, key)) : [{ policy }]
    return settingState(device, key, state, {
      errorCode: code,
      currentValue: kept ?? (isTaken ? (values.get(key) ?? null) : null),
      sources: sources.map(({ policy: { id, name } }) => ({
        id,
        displayName: name,
        sourceType: 'deviceConfiguration',
      })),
    })
  })
  return policyState(device, policy.id, policy.name, {
    platformType: platformTypeOf(policy),
    version: former?.v ?? policy.version,
    state: status,
    settingStates: settings,
  })
}

function clashesAt(former: FormerPolicy | undefined, key: string): boolean {
  return former?.x?.some(([own, status]) => own === key && status === 'conflict') === true
}

function settingState(device: Entity, key: string, state: ComplianceStatus, more: Entity): Entity {
  const name = settingName(key)
  return { setting: name, settingName: name, state, errorCode: 0, ...userOf(device), ...more }
}

function userOf(device: Entity): Entity {
  return {
    userId: device['userId'] ?? '',
    userName: device['userDisplayName'] ?? '',
    userEmail: device['emailAddress'] ?? '',
    userPrincipalName: device['userPrincipalName'] ?? '',
  }
}

function policyState(device: Entity, policyId: string, displayName: string, more: Entity): Entity {
  const { userId, userPrincipalName } = userOf(device)
  const settingCount = (more['settingStates'] as readonly unknown[]).length
  return {
    id: `${policyId}_${String(device['id'])}`,
    displayName,
    userId,
    userPrincipalName,
    settingCount,
    ...more,
  }
}

/** The rules that every tenant has, by the clock of now. */
function* builtInState(scope: Scope, device: Entity, hasPolicy: boolean): Work<Entity> {
  const { store, model, tenantId } = scope
  const userId = typeof device['userId'] === 'string' && device['userId'] !== '' ? device['userId'] : undefined
  const hasUser = userId !== undefined && (yield* store.exists(model.resourceAt('users'), [userId]))
  const lastContact = Date.parse(String(device['lastSyncDateTime'])) || 0
  const rules = builtInRules(
    {
      now: scope.clock.milliseconds(),
      device: { enrolledBy: userId, lastContact },
      user: hasUser ? { isLicensed: true } : undefined,
      tenant: yield* readTenantSettings(scope),
    },
    hasPolicy,
    false,
  )
  return policyState(device, tenantId, BUILT_IN_POLICY, {
    platformType: 'all',
    version: 1,
    state: worst(rules.map(({ status }) => status)),
    settingStates: rules.map(({ key, status }) =>
      settingState(device, key, status, { sources: [], currentValue: null }),
    ),
  })
}
