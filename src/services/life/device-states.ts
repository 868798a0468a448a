/**
 * What a device shows of its policies below itself: a state for each, with its settings (L49 to L56, L73, B128). It follows from
 * what the device remembers, and is stored when it is read: nothing else needs it.
 */
import type { Entity } from '../../model/payload.js'
import { loadEach } from '../../store/query/bulk.js'
import type { Work } from '../../store/work.js'
import type { Location, Scope } from '../scope.js'
import { isLicensed } from '../targeting/licences.js'
import { builtInStates } from './built-in.js'
import { settingName } from './documents/typed.js'
import { readTenantSettings } from './load-world.js'
import { filledText } from './members.js'
import { readMemories } from './memory.js'
import type { Memory } from './memory.js'
import { BUILT_IN_POLICY } from './outcomes/compliance.js'
import type { ComplianceStatus, FormerPolicy } from './outcomes/device.js'
import type { Policy } from './outcomes/policy.js'
import type { Platform } from '../platforms.js'
import { othersOf } from './outcomes/settings.js'
import { demandedBy, isTaken, propertyOf } from './outcomes/strictest.js'
import type { Demanded } from './outcomes/strictest.js'
import { worst } from './outcomes/worst.js'
import { preparePolicy } from './prepare.js'
import { runId } from './row-ids.js'
import { settleRows } from './settle-rows.js'

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
  const { name } = resource.type
  const rows = yield* name === SCRIPT_STATE
    ? scriptStatesOf(scope, device.entity, memory)
    : statesOf(scope, name, device.entity, memory)
  yield* settleRows(scope, resource, [deviceId], rows, (id) => id.endsWith(`_${deviceId}`))
}

const SCRIPT_STATE = 'deviceHealthScriptPolicyState'
const SCRIPTS = 'deviceManagement/deviceHealthScripts'

/** What the remediations of a device show below themselves, with the names of both. */
function* scriptStatesOf({ store, model }: Scope, device: Entity, { state }: Memory): Work<Entity[]> {
  const set = model.resourceAt(SCRIPTS)
  const runs = set.children.get('devicerunstates')
  if (runs === undefined) return []
  const deviceId = String(device['id'])
  const rows: Entity[] = []
  for (const [policyId, { entity: script }] of yield* loadEach(store, set, Object.keys(state?.runs ?? {}))) {
    const run = yield* store.load(runs, [policyId, runId(policyId, deviceId)], 'unlocked')
    if (run === undefined) continue
    rows.push({
      ...run.entity,
      id: `${policyId}_${deviceId}`,
      policyId,
      policyName: script['displayName'],
      deviceId,
      deviceName: device['deviceName'],
      osVersion: device['osVersion'],
      userName: device['userPrincipalName'],
    })
  }
  return rows
}

interface Known {
  readonly policy: Exclude<Policy, { readonly kind: 'app' | 'script' | 'remediation' }>
  readonly former: FormerPolicy | undefined
}

function* statesOf(scope: Scope, type: string, device: Entity, memory: Memory): Work<Entity[]> {
  const { state, pending = [] } = memory
  const ids = [...Object.keys(state?.policies ?? {}), ...pending]
  const known = function* (paths: readonly string[]): Work<Known[]> {
    const found: Known[] = []
    for (const path of paths) {
      const set = scope.model.resourceAt(path)
      for (const [id, item] of yield* loadEach(scope.store, set, ids)) {
        const policy = yield* preparePolicy(scope, set, item)
        if (policy !== undefined && 'settings' in policy) found.push({ policy, former: state?.policies?.[id] })
      }
    }
    return found.sort((one, other) => (one.policy.id < other.policy.id ? -1 : 1))
  }
  const found = yield* known(SETS[type] ?? [])
  const demanded = demandedBy(
    type === 'deviceConfigurationState' ? yield* known(SETS['deviceCompliancePolicyState'] ?? []) : found,
  )
  const rows = found.map((each) => stateOf(device, each, found, demanded))
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

function stateOf(device: Entity, { policy, former }: Known, all: readonly Known[], demanded: Demanded): Entity {
  const bad = new Map((former?.x ?? []).map(([key, ...rest]) => [key, rest]))
  const status = former?.s ?? 'unknown'
  const others = othersOf(status)
  const values = new Map(policy.settings.map(({ key, value }) => [key, value]))
  const settings = [...new Set([...values.keys(), ...bad.keys()])].map((key) => {
    const [state = others, code = 0, kept] = bad.get(key) ?? []
    const value = demanded.get(propertyOf(key)) ?? values.get(key) ?? null
    const sources = state === 'conflict' ? all.filter(({ former: its }) => clashesAt(its, key)) : [{ policy }]
    return settingState(device, key, state, {
      errorCode: code,
      currentValue: kept ?? (isTaken(state) ? value : null),
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
  const userId = filledText(device['userId'])
  const user = userId === undefined ? undefined : yield* store.load(model.resourceAt('users'), [userId], 'unlocked')
  const hasUser = user !== undefined && isLicensed(user.entity['assignedPlans'])
  const tenant = yield* readTenantSettings(scope)
  const rules = builtInStates(device, { now: scope.clock.milliseconds(), tenant, hasUser, hasPolicy })
  return policyState(device, tenantId, BUILT_IN_POLICY, {
    platformType: 'all',
    version: 1,
    state: worst(rules.map(({ status }) => status)),
    settingStates: rules.map(({ key, status }) =>
      settingState(device, key, status, { sources: [], currentValue: null }),
    ),
  })
}
