/** What a managed device reports of itself, in the words of assignment filters (L43, L45). */
import type { Entity } from '../../model/payload.js'
import type { Reported } from '../assignment-filters/evaluate.js'

/** One thing has three names: filters say Corporate, dynamic groups Company, and Graph company. */
const OWNERSHIPS: Readonly<Record<string, string>> = { company: 'Corporate', personal: 'Personal' }

const TRUSTS: Readonly<Record<string, string>> = {
  azureADJoined: 'Azure AD joined',
  azureADRegistered: 'Azure AD registered',
  hybridAzureADJoined: 'Hybrid Azure AD joined',
}

type Read = (device: Entity) => unknown

const PROPERTIES: Readonly<Record<string, Read>> = {
  'device.devicename': ({ deviceName }) => deviceName,
  'device.manufacturer': ({ manufacturer }) => manufacturer,
  'device.model': ({ model }) => model,
  'device.osversion': ({ osVersion }) => osVersion,
  'device.operatingsystemversion': ({ osVersion }) => osVersion,
  // What nobody has chosen yet is nothing, and matches no filter (L12).
  'device.devicecategory': ({ deviceCategoryDisplayName }) => deviceCategoryDisplayName ?? null,
  'device.enrollmentprofilename': ({ enrollmentProfileName }) => enrollmentProfileName ?? null,
  'device.deviceownership': ({ managedDeviceOwnerType: type }) => OWNERSHIPS[String(type)] ?? 'Unknown',
  'device.devicetrusttype': ({ joinType }) => TRUSTS[String(joinType)] ?? 'Unknown',
  'device.cpuarchitecture': ({ processorArchitecture, operatingSystem }) =>
    architecture(String(processorArchitecture), String(operatingSystem)),
  'device.operatingsystemsku': ({ skuFamily, skuNumber }) =>
    typeof skuFamily === 'string' && skuFamily !== '' ? `${skuFamily}(${String(skuNumber)})` : undefined,
  'device.isrooted': ({ jailBroken }) => jailBroken ?? 'Unknown',
}

function architecture(processor: string, system: string): string | undefined {
  if (processor === 'x64') return /^mac/i.test(system) ? 'x64' : 'amd64'
  if (processor === 'arM64' || processor === 'arm64') return 'arm64'
  return processor === 'x86' ? 'x86' : 'unknown'
}

/** Undefined for what the device has not reported, and for what only apps have. */
export function reportedBy(device: Entity): Reported {
  return (property) => {
    const value = PROPERTIES[property]?.(device)
    if (value === null) return PROPERTIES[property] !== undefined && MAY_BE_NOTHING.has(property) ? null : undefined
    return typeof value === 'string' && value !== '' ? value : undefined
  }
}

const MAY_BE_NOTHING: ReadonlySet<string> = new Set(['device.devicecategory', 'device.enrollmentprofilename'])
