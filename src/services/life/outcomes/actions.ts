/** Remote actions: asked for, told to the device, and done at a check-in (L82 to L85). */
import { printedTime } from '../../../model/date-time.js'
import type { ActionResult, Moment } from './contract.js'
import type { DeviceFacts, FormerAction } from './device.js'
import type { Platform } from '../../platforms.js'

type Parameters = Readonly<Record<string, unknown>>

const ANDROID: readonly Platform[] = ['android', 'androidWorkProfile', 'androidDeviceOwner', 'androidAOSP']
const APPLE: readonly Platform[] = ['iOS', 'macOS']
const WINDOWS: readonly Platform[] = ['windows', 'windows81']
const ALL: readonly Platform[] = [...ANDROID, ...APPLE, ...WINDOWS, 'linux', 'chromeOS']

/**
 * The platforms that have each action. What is not listed is not supported by any.
 *
 * @see https://learn.microsoft.com/intune/intune-service/remote-actions/device-management
 */
const PLATFORMS: Readonly<Record<string, readonly Platform[]>> = {
  activateDeviceEsim: ['iOS', 'windows'],
  bypassActivationLock: APPLE,
  changeAssignments: ALL,
  cleanWindowsDevice: ['windows'],
  deleteUserFromSharedAppleDevice: ['iOS'],
  deprovision: ['chromeOS'],
  disable: ['chromeOS'],
  disableLostMode: ['iOS', 'androidDeviceOwner', 'chromeOS'],
  enableLostMode: ['iOS', 'androidDeviceOwner', 'chromeOS'],
  enrollNowAction: ALL,
  initiateDeviceAttestation: ['windows'],
  initiateMobileDeviceManagementKeyRecovery: ['windows'],
  initiateOnDemandProactiveRemediation: ['windows'],
  locateDevice: ['iOS', 'windows', 'androidDeviceOwner'],
  logoutSharedAppleDeviceActiveUser: ['iOS'],
  pauseConfigurationRefresh: ['windows'],
  playLostModeSound: ['iOS', 'androidDeviceOwner'],
  rebootNow: ['windows', ...APPLE, 'androidDeviceOwner', 'androidAOSP', 'chromeOS'],
  recoverPasscode: ALL,
  reenable: ['chromeOS'],
  remoteLock: [...ANDROID, ...APPLE, 'windows81'],
  removeDeviceEsim: ['iOS', 'windows'],
  removeDeviceFirmwareConfigurationInterfaceManagement: ['windows'],
  requestRemoteAssistance: ['windows', 'macOS', 'android', 'androidDeviceOwner'],
  resetPasscode: ['iOS', ...ANDROID],
  restoreManagedHomeScreen: ['androidDeviceOwner'],
  retire: ALL,
  revokeAppleVppLicenses: APPLE,
  rotateBitLockerKeys: ['windows'],
  rotateFileVaultKey: ['macOS'],
  rotateLocalAdminPassword: ['windows', 'macOS'],
  rotateRecoveryLockPasscode: ['macOS'],
  sendCustomNotificationToCompanyPortal: ['iOS', ...ANDROID],
  setDeviceName: ['windows', ...APPLE, 'androidDeviceOwner', 'androidAOSP'],
  shutDown: APPLE,
  suspendManagedHomeScreen: ['androidDeviceOwner'],
  syncDevice: ALL,
  triggerConfigurationManagerAction: ['windows'],
  updateWindowsDeviceAccount: ['windows'],
  windowsDefenderScan: ['windows'],
  windowsDefenderUpdateSignatures: ['windows'],
  wipe: ALL,
}

export const LEAVING: Readonly<Record<string, 'retired' | 'wiped'>> = { retire: 'retired', wipe: 'wiped' }

export function isSupported({ platform }: Pick<DeviceFacts, 'platform'>, name: string): boolean {
  return PLATFORMS[name]?.includes(platform) === true
}

export interface Asked {
  readonly state: 'pending' | 'notSupported'
  readonly actions: readonly FormerAction[]
}

/** A new call takes the place of one of the same name that is not done (L85). */
export function askAction(
  device: Pick<DeviceFacts, 'platform'>,
  actions: readonly FormerAction[],
  name: string,
  parameters: Parameters,
  at: number,
): Asked {
  const others = actions.filter((each) => each.name !== name)
  if (!isSupported(device, name)) return { state: 'notSupported', actions: others }
  const kept = Object.keys(parameters).length === 0 ? {} : { parameters }
  return { state: 'pending', actions: [...others, { name, at, ...kept }] }
}

export interface Told {
  readonly actions: readonly FormerAction[]
  readonly results: readonly ActionResult[]
}

/** A notification reached the device. One that is offline is not told. */
export function tellActions(actions: readonly FormerAction[], now: number): Told {
  const untold = actions.filter(({ isTold }) => isTold !== true)
  return {
    actions: actions.map((each): FormerAction => ({ ...each, isTold: true })),
    results: untold.map(({ name }) => ({ actionName: name, actionState: 'active', updatedAt: now })),
  }
}

export interface Done extends Told {
  /** Members of the managed device. */
  readonly device: Parameters
  readonly leaves?: 'retired' | 'wiped' | undefined
  /** Apps are gone: the device was cleaned, or reset while it stayed enrolled. */
  readonly resetsApps: boolean
  /** When the device comes again, to end what it has taken. */
  readonly returnsAt?: number | undefined
}

/** A check-in does what is due. Retiring and wiping take until the one after it. */
export function doActions(moment: Moment): Done {
  const { former, now, delays } = moment
  const results: ActionResult[] = []
  const left: FormerAction[] = []
  let device: Parameters = {}
  let leaves: Done['leaves']
  let resetsApps = false
  let returnsAt: number | undefined
  for (const action of former.actions ?? []) {
    const { name, isTaken, parameters = {} } = action
    const leaving = LEAVING[name]
    if (leaving !== undefined && isTaken !== true && delays.leave > 0) {
      left.push({ ...action, isTold: true, isTaken: true })
      results.push({ actionName: name, actionState: 'active', updatedAt: now })
      device = { ...device, managementState: name === 'wipe' ? 'wipeIssued' : 'retireIssued' }
      returnsAt = now + delays.leave
      continue
    }
    const stays = name === 'wipe' && isTrue(parameters['keepEnrollmentData'])
    if (leaving !== undefined && !stays) leaves = leaving
    resetsApps ||= stays || name === 'cleanWindowsDevice'
    device = { ...device, ...(stays && { managementState: 'managed' }), ...changesOf(name, parameters) }
    const members = answerOf(moment, name)
    results.push({ actionName: name, actionState: 'done', updatedAt: now, ...(members && { members }) })
  }
  return { actions: left, results, device, leaves, resetsApps, returnsAt }
}

/** Scripts write switches as texts, which the service takes (B124). */
function isTrue(value: unknown): boolean {
  return value === true || value === 'true'
}

function changesOf(name: string, parameters: Parameters): Parameters {
  if (name === 'setDeviceName' && typeof parameters['deviceName'] === 'string')
    return { deviceName: parameters['deviceName'] }
  return {}
}

/** What the device answers; drawn, so that it is the same in every run (L83). */
function answerOf({ chance, device, now }: Moment, name: string): Parameters | undefined {
  const digits = (count: number): string =>
    String(Math.floor(chance(name, device.id, now) * 10 ** count)).padStart(count, '0')
  if (name === 'resetPasscode') return device.platform === 'iOS' ? undefined : { passcode: digits(6), errorCode: 0 }
  if (name === 'remoteLock') return device.platform === 'macOS' ? { unlockPin: digits(6) } : undefined
  if (name !== 'locateDevice') return undefined
  const place = (kind: string, span: number): number =>
    Math.round((chance(kind, device.id, now) * 2 - 1) * span * 10_000) / 10_000
  return {
    deviceLocation: {
      lastCollectedDateTime: printedTime(now),
      longitude: place('longitude', 180),
      latitude: place('latitude', 85),
      altitude: 0,
      horizontalAccuracy: 50,
      verticalAccuracy: 50,
      heading: 0,
      speed: 0,
    },
  }
}
