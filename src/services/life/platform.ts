/** Which platform a device is of, and which a policy or app is for. */
import type { Entity } from '../../model/payload.js'
import { textMember } from './members.js'
import type { Platform } from './outcomes/policy.js'

const OWNED = /FullyManaged|DedicatedDevice|CorporateWorkProfile/

/** By what a managed device says of its system and of how it was enrolled. */
export function platformOf(device: Entity): Platform {
  const system = textMember(device, 'operatingSystem').toLowerCase()
  const enrollment = textMember(device, 'deviceEnrollmentType')
  if (system.startsWith('windows')) return /^(6\.3|8\.1)/.test(String(device['osVersion'])) ? 'windows81' : 'windows'
  if (/^(ios|ipados)/.test(system)) return 'iOS'
  if (/^mac ?os/.test(system)) return 'macOS'
  if (system.startsWith('linux')) return 'linux'
  if (system.startsWith('chrome')) return 'chromeOS'
  if (/aosp/i.test(system + enrollment)) return 'androidAOSP'
  if (OWNED.test(enrollment)) return 'androidDeviceOwner'
  if (/enterprise|forwork|workprofile/i.test(system + enrollment + textMember(device, 'deviceType')))
    return device['managedDeviceOwnerType'] === 'company' ? 'androidDeviceOwner' : 'androidWorkProfile'
  return system.startsWith('android') ? 'android' : 'windows'
}

/** How names of types begin. What is not listed is for every platform. */
const TYPES: readonly (readonly [name: RegExp, platforms: readonly Platform[]])[] = [
  [/^(androidForWork|androidManagedStore)/, ['androidWorkProfile', 'androidDeviceOwner']],
  [/^androidWorkProfile/, ['androidWorkProfile']],
  [/^androidDeviceOwner/, ['androidDeviceOwner']],
  [/^aosp/, ['androidAOSP']],
  [/^(android|managedAndroid)/, ['android']],
  [/^(ios|managedIOS)/i, ['iOS']],
  [/^macOS/, ['macOS']],
  [/^apple/, ['iOS', 'macOS']],
  [/^windows81/, ['windows81', 'windows']],
  [/^(windows|win32|winGet|microsoftStore|officeSuite|sharedPC|editionUpgrade|unsupported)/, ['windows']],
]

export function platformsOfType(typeName: string): readonly Platform[] {
  return TYPES.find(([pattern]) => pattern.test(typeName))?.[1] ?? []
}

/** The words of `platforms` of a policy of the settings catalog. */
const FLAGS: Readonly<Record<string, readonly Platform[]>> = {
  android: ['android'],
  androidEnterprise: ['androidWorkProfile', 'androidDeviceOwner'],
  aosp: ['androidAOSP'],
  iOS: ['iOS'],
  macOS: ['macOS'],
  windows10: ['windows'],
  windows10X: ['windows'],
  linux: ['linux'],
}

export function platformsOfFlags(policy: Entity): readonly Platform[] {
  return textMember(policy, 'platforms')
    .split(',')
    .flatMap((flag) => FLAGS[flag.trim()] ?? [])
}
