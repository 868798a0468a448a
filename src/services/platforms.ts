/** What documents of Graph say of platforms, in one set of words. */
import type { Entity } from '../model/payload.js'
import type { EntityType } from '../model/types.js'

/** What a policy is written for, and what a device is. */
export type Platform =
  | 'windows'
  | 'windows81'
  | 'iOS'
  | 'macOS'
  /** Managed by device administrator. */
  | 'android'
  | 'androidWorkProfile'
  /** Fully managed, dedicated, and corporate-owned with a work profile. */
  | 'androidDeviceOwner'
  | 'androidAOSP'
  | 'linux'
  | 'chromeOS'

const ANDROID_ENTERPRISE: readonly Platform[] = ['androidWorkProfile', 'androidDeviceOwner']

/** How names of types begin, with the platforms that they are for. The first that fits counts. */
const BY_TYPE: readonly (readonly [name: RegExp, platforms: readonly Platform[]])[] = [
  [/^androidManagedStore|^androidForWorkApp|^androidForWorkMobileApp/, ANDROID_ENTERPRISE],
  [/^(?:androidWorkProfile|androidForWork)/, ['androidWorkProfile']],
  [/^androidDeviceOwner/, ['androidDeviceOwner']],
  [/^(?:managed)?android|^managedAndroid/i, ['android', ...ANDROID_ENTERPRISE]],
  [/^aosp/, ['androidAOSP']],
  [/^(?:ios|managedIOS|iosik)/i, ['iOS']],
  [/^macOS/i, ['macOS']],
  [/^apple/, ['iOS', 'macOS']],
  [/^windows81/, ['windows81']],
  [/^(?:windows|win32|winGet|office|sharedPC|editionUpgrade|microsoftStore)/i, ['windows']],
  [/^device(?:Management|Health|Compliance)Script$|^groupPolicyConfiguration$/, ['windows']],
  [/^device(?:Shell|CustomAttributeShell)Script$/, ['macOS']],
  [/^linux/i, ['linux']],
  [/^chromeOS/i, ['chromeOS']],
]

/** Policies of device administrator are for that alone; apps of Android are for all of it. */
const DEVICE_ADMINISTRATOR =
  /^android(?!DeviceOwner|WorkProfile|ForWork|ManagedStore).*(?:Configuration|CompliancePolicy)$/

export function platformsOfType(typeName: string): readonly Platform[] {
  if (DEVICE_ADMINISTRATOR.test(typeName)) return ['android']
  return BY_TYPE.find(([begins]) => begins.test(typeName))?.[1] ?? []
}

const BY_FLAG: Readonly<Record<string, readonly Platform[]>> = {
  windows10: ['windows'],
  windows10X: ['windows'],
  iOS: ['iOS'],
  macOS: ['macOS'],
  linux: ['linux'],
  android: ['android'],
  androidEnterprise: ANDROID_ENTERPRISE,
  aosp: ['androidAOSP'],
}

/** Of a catalog policy: its flags, as `iOS,macOS`. */
export function platformsOfFlags(flags: unknown): readonly Platform[] {
  if (typeof flags !== 'string') return []
  return flags.split(',').flatMap((flag) => BY_FLAG[flag.trim()] ?? [])
}

const BY_FILTER: Readonly<Record<string, readonly Platform[]>> = {
  android: ['android'],
  androidForWork: ANDROID_ENTERPRISE,
  androidWorkProfile: ['androidWorkProfile'],
  androidAOSP: ['androidAOSP'],
  iOS: ['iOS'],
  macOS: ['macOS'],
  windows10AndLater: ['windows'],
  windows81AndLater: ['windows81', 'windows'],
  androidMobileApplicationManagement: ['android', ...ANDROID_ENTERPRISE],
  iOSMobileApplicationManagement: ['iOS'],
  windowsMobileApplicationManagement: ['windows'],
}

/**
 * Of a policy, app or script: of its flags, where it has them, or of its type. Empty where it is for every platform, or does not tell,
 * as an intent, whose template tells it.
 */
export function platformsOf(type: EntityType, entity: Entity): readonly Platform[] {
  const { platforms } = entity
  return typeof platforms === 'string' ? platformsOfFlags(platforms) : platformsOfType(type.name)
}

/** Of an assignment filter. */
export function platformsOfFilter(platform: string): readonly Platform[] {
  return BY_FILTER[platform] ?? []
}

/** What a managed device is. */
export function platformOfDevice(device: Entity): Platform {
  const { operatingSystem } = device
  const system = typeof operatingSystem === 'string' ? operatingSystem.toLowerCase() : ''
  if (system.startsWith('windows')) return /^(?:6\.3|8\.1)/.test(String(device['osVersion'])) ? 'windows81' : 'windows'
  if (/^(?:ios|ipados)/.test(system)) return 'iOS'
  if (/^mac ?os/.test(system)) return 'macOS'
  if (system.startsWith('linux')) return 'linux'
  if (/^chrome ?os/.test(system)) return 'chromeOS'
  return system.startsWith('android') || system.startsWith('aosp') ? androidOf(device, system) : 'windows'
}

function androidOf(device: Entity, system: string): Platform {
  const enrollment = String(device['deviceEnrollmentType'])
  const type = String(device['deviceType'])
  if (enrollment.startsWith('androidAOSP') || device['managementAgent'] === 'intuneAosp' || system.startsWith('aosp'))
    return 'androidAOSP'
  if (enrollment.startsWith('androidEnterprise')) return 'androidDeviceOwner'
  if (/forwork|workprofile/.test(system) || type === 'androidForWork') return 'androidWorkProfile'
  if (type !== 'androidEnterprise' && !system.includes('enterprise')) return 'android'
  // L11: a work profile is personal, the rest of Android Enterprise is corporate.
  return device['managedDeviceOwnerType'] === 'personal' ? 'androidWorkProfile' : 'androidDeviceOwner'
}
