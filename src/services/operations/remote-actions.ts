/**
 * Remote actions on devices. The device keeps the last result of each in `deviceActionResults` (B125), pending until a device
 * reports; some change a state at once (B124), and each leaves a row in `remoteActionAudits`.
 *
 * @see https://learn.microsoft.com/graph/api/resources/intune-devices-deviceactionresult
 */
import { backendRefusal } from '../../errors.js'
import type { Resource } from '../../model/model.js'
import { readParameters } from '../../model/parameters.js'
import { complete } from '../../model/payload.js'
import type { Entity } from '../../model/payload.js'
import { NAMESPACE } from '../../model/types.js'
import type { Keys, Stored } from '../../store/query/entities.js'
import { amid } from '../../store/work.js'
import type { Work } from '../../store/work.js'
import { createEntity, deleteEntity } from '../entities.js'
import { platformOfDevice } from '../platforms.js'
import { isSupported } from '../life/outcomes/actions.js'
import { actionOfOne } from '../many-devices.js'
import { notFound } from '../not-found.js'
import type { Scope } from '../scope.js'
import type { Effect } from './effect.js'
import { record } from './journal.js'
import { ID_ALONE } from '../../store/layout/shape.js'

const AUDITS = 'deviceManagement/remoteActionAudits'

/** What is known of an action besides its name. */
interface RemoteAction {
  /** What the device is from now on. */
  readonly changes?: Entity
  /** The type of its result, where that has one of its own, and what of the parameters it shows. */
  readonly result?: (parameters: Entity) => Entity
  /** How audits call it, if not by its name. */
  readonly audited?: (parameters: Entity) => string
}

const typed =
  (name: string, members: (parameters: Entity) => Entity = () => ({})): NonNullable<RemoteAction['result']> =>
  (parameters) => ({ '@odata.type': `#${NAMESPACE}.${name}`, ...members(parameters) })

const scanned = ({ quickScan }: Entity): string => (quickScan === true ? 'quickScan' : 'fullScan')

const actions: Readonly<Record<string, RemoteAction>> = {
  activateDeviceEsim: {},
  bypassActivationLock: { audited: () => 'unknown' },
  cleanWindowsDevice: {},
  deleteUserFromSharedAppleDevice: {
    result: typed('deleteUserFromSharedAppleDeviceActionResult', ({ userPrincipalName }) => ({ userPrincipalName })),
    audited: () => 'unknown',
  },
  deprovision: {},
  disable: {},
  disableLostMode: { changes: { lostModeState: 'disabled' } },
  changeAssignments: {},
  enableLostMode: { changes: { lostModeState: 'enabled' } },
  enrollNowAction: {},
  initiateDeviceAttestation: {},
  initiateMobileDeviceManagementKeyRecovery: {},
  initiateOnDemandProactiveRemediation: {},
  locateDevice: { result: typed('locateDeviceActionResult') },
  logoutSharedAppleDeviceActiveUser: {},
  pauseConfigurationRefresh: {},
  playLostModeSound: {},
  rebootNow: {},
  recoverPasscode: {},
  reenable: {},
  remoteLock: { result: typed('remoteLockActionResult') },
  removeDeviceEsim: {},
  removeDeviceFirmwareConfigurationInterfaceManagement: {},
  requestRemoteAssistance: {},
  resetPasscode: { result: typed('resetPasscodeActionResult') },
  restoreManagedHomeScreen: {},
  retire: { changes: { managementState: 'retirePending' }, audited: () => 'removeCompanyData' },
  revokeAppleVppLicenses: {},
  rotateBitLockerKeys: {},
  rotateFileVaultKey: {},
  rotateLocalAdminPassword: {},
  rotateRecoveryLockPasscode: {},
  sendCustomNotificationToCompanyPortal: {},
  setDeviceName: {},
  shutDown: {},
  suspendManagedHomeScreen: {},
  syncDevice: {},
  triggerConfigurationManagerAction: {},
  updateWindowsDeviceAccount: { audited: () => 'updateDeviceAccount' },
  windowsDefenderScan: {
    result: typed('windowsDefenderScanActionResult', (parameters) => ({ scanType: scanned(parameters) })),
    audited: scanned,
  },
  windowsDefenderUpdateSignatures: {},
  wipe: {
    changes: { managementState: 'wipePending' },
    audited: ({ keepEnrollmentData }) =>
      keepEnrollmentData === true ? 'factoryResetKeepEnrollmentData' : 'factoryReset',
  },
}

/** Scripts write the switches of `wipe` as texts, which the service takes (B124). */
function withBooleans(sent: Entity): Entity {
  return Object.fromEntries(
    Object.entries(sent).map(([name, value]) => [name, value === 'true' ? true : value === 'false' ? false : value]),
  )
}

function remoteAction(name: string): Effect {
  return {
    plan(call) {
      const { scope, resource, keys } = call
      const parameters = name === 'wipe' ? readParameters(call.operation, withBooleans(call.sent), scope) : call.read()
      if (parameters['macOsUnlockCode'] === '')
        throw backendRefusal("The 'macOsUnlockCode' is empty: leave it out, or say six digits.", 'macOsUnlockCode')
      return function* () {
        const device = yield* scope.store.load(resource, keys)
        if (device === undefined) throw notFound(resource, keys)
        yield* start(scope, resource, keys, device, name, parameters)
        yield* record(call)
        return undefined
      }
    },
  }
}

/** A device of a tenant that lives says at its check-in that it does not know an action (L82). */
function supports({ life }: Scope, device: Entity, name: string): boolean {
  return life === undefined || name === 'delete' || isSupported({ platform: platformOfDevice(device) }, name)
}

function* start(
  scope: Scope,
  resource: Resource,
  keys: Keys,
  device: Stored,
  name: string,
  parameters: Entity,
): Work<void> {
  const { changes = {}, result } = actions[name] ?? {}
  const now = `${scope.clock.now()}Z`
  const added = {
    ...result?.(parameters),
    actionName: name,
    actionState: 'pending',
    startDateTime: now,
    lastUpdatedDateTime: now,
  }
  const others = ((device.entity['deviceActionResults'] ?? []) as Entity[]).filter(
    (each) => each['actionName'] !== name,
  )
  const entity = complete(device.type, { ...device.entity, ...changes, deviceActionResults: [...others, added] })
  yield* scope.store.update(resource, keys, { ...device, entity }, ID_ALONE)
  yield* audit(scope, device.entity, name, parameters, now)
}

function* audit(scope: Scope, device: Entity, name: string, parameters: Entity, now: string): Work<void> {
  const audits = scope.model.findResource(AUDITS)
  if (audits === undefined) return
  const { type } = audits.type.properties['action'] ?? {}
  const action = actions[name]?.audited?.(parameters) ?? name
  const values = {
    deviceDisplayName: device['deviceName'],
    userName: device['userDisplayName'],
    action: type?.kind === 'enum' && Object.hasOwn(type.members, action) ? action : 'unknown',
    requestDateTime: now,
    deviceOwnerUserPrincipalName: device['userPrincipalName'],
    deviceIMEI: device['imei'],
    actionState: 'pending',
    managedDeviceId: device['id'],
    deviceActionCategory: 'single',
  }
  yield* amid(createEntity(scope, audits, [], { type: audits.type, values, bindings: [], contained: [] }, ID_ALONE))
}

const executeAction: Effect = {
  plan(call) {
    const { scope, resource, keys } = call
    const sent = call.read()
    const { name, parameters } = actionOfOne(sent)
    const known = name === 'delete' || Object.hasOwn(actions, name)
    return function* () {
      const ids = (sent['deviceIds'] ?? []) as string[]
      const results = new Map<string, 'successful' | 'notFound' | 'notSupported'>()
      // In one order for all callers: two that wait for each other's devices would both be refused.
      for (const id of [...new Set(ids)].sort()) {
        const at = [...keys, id]
        const device = yield* scope.store.load(resource, at, known ? undefined : 'unlocked')
        if (device === undefined) results.set(id, 'notFound')
        else results.set(id, known && supports(scope, device.entity, name) ? 'successful' : 'notSupported')
        if (device === undefined || !known) continue
        yield* start(scope, resource, at, device, name, parameters)
        if (name === 'delete') yield* amid(deleteEntity(scope, resource, at))
      }
      yield* record(call)
      const those = (result: string): string[] => ids.filter((id) => results.get(id) === result)
      return {
        value: {
          successfulDeviceIds: those('successful'),
          failedDeviceIds: [],
          notFoundDeviceIds: those('notFound'),
          notSupportedDeviceIds: those('notSupported'),
        },
      }
    }
  },
}

const createDeviceLogCollectionRequest: Effect = {
  plan(call) {
    const { scope, resource, keys } = call
    call.read()
    return function* () {
      const device = yield* scope.store.load(resource, keys)
      const requests = resource.children.get('logcollectionrequests')
      if (device === undefined || requests === undefined) throw notFound(resource, keys)
      const { type } = requests
      const values = {
        managedDeviceId: device.entity['id'],
        enrolledByUser: device.entity['userPrincipalName'],
        requestedDateTimeUTC: `${scope.clock.now()}Z`,
        status: 'pending',
      }
      const request = { type, values, bindings: [], contained: [] }
      const { id } = yield* amid(createEntity(scope, requests, keys, request, ID_ALONE))
      return { entity: { resource: requests, keys: [...keys, id] } }
    }
  },
}

export const remoteActions: Readonly<Record<string, Effect>> = {
  'managedDevice.createDeviceLogCollectionRequest': createDeviceLogCollectionRequest,
  'managedDevice.executeAction': executeAction,
  'managedDevice.overrideComplianceState': {
    plan(call) {
      const { scope, resource, keys } = call
      const { complianceState } = call.read()
      return function* () {
        const device = yield* scope.store.load(resource, keys)
        if (device === undefined) throw notFound(resource, keys)
        const entity = {
          ...device.entity,
          ...(complianceState === 'nonCompliant' && { complianceState: 'noncompliant' }),
        }
        yield* scope.store.update(resource, keys, { ...device, entity }, ID_ALONE)
        return undefined
      }
    },
  },
  ...Object.fromEntries(Object.keys(actions).map((name) => [`managedDevice.${name}`, remoteAction(name)])),
}
