/** The apps of the tenant: every kind there is, iOS more often than Android. */
import type { Entity } from '../../model/payload.js'
import { APP_FIRST, APP_SECOND } from './names.js'
import type { Random } from './random.js'
import type { SeedApp } from './tenant.js'

const TYPES = [
  'iosStoreApp',
  'androidManagedStoreApp',
  'iosVppApp',
  'iosLobApp',
  'managedIOSStoreApp',
  'androidManagedStoreApp',
  'managedIOSLobApp',
  'iosStoreApp',
] as const

/** Lists are in the order of ids: what v1.0 cannot name comes last. */
export function lateId(id: string): string {
  return `f${id.slice(1)}`
}

const IOS = { v15_0: true }

export function makeApps(random: Random, count: number): SeedApp[] {
  const names = random.sample(
    APP_FIRST.flatMap((first) => APP_SECOND.map((second) => `${first} ${second}`)),
    count,
  )
  return names.map((name, i) => {
    const type = TYPES[i % TYPES.length] as (typeof TYPES)[number]
    const id = type === 'androidManagedStoreApp' ? lateId(random.guid()) : random.guid()
    const identifier = `test.intunite.${name.toLowerCase().replace(' ', '.')}`
    const created = random.timeAgo(700)
    // The second Android app of every round lets the maker of the device be configured.
    const supportsOemConfig = type === 'androidManagedStoreApp' && i % TYPES.length === 5
    return {
      id,
      type,
      name,
      package: identifier,
      supportsOemConfig,
      entity: {
        id,
        displayName: supportsOemConfig ? `${name} OEMConfig` : name,
        description: `${name} for everybody who needs it.`,
        publisher: random.pick(['Intunite Works', 'Paper Boat', 'Quiet Tools']),
        createdDateTime: created,
        lastModifiedDateTime: created,
        uploadState: 1,
        isFeatured: random.chance(0.2),
        ...ownProperties(random, type, identifier, supportsOemConfig),
      },
    }
  })
}

function ownProperties(random: Random, type: string, identifier: string, supportsOemConfig: boolean): Entity {
  const total = random.int(1, 40) * 50
  const licences = { totalLicenseCount: total, usedLicenseCount: random.int(0, total) }
  const appStoreUrl = `https://apps.intunite.test/${identifier}`
  const version = `${random.int(1, 9)}.${random.int(0, 20)}`
  const file = { fileName: `${identifier}.ipa`, size: random.int(5, 200) * 1_048_576, committedContentVersion: '1' }
  const ios = { bundleId: identifier, minimumSupportedOperatingSystem: IOS }
  const lob = {
    ...ios,
    ...file,
    expirationDateTime: '2027-06-30T00:00:00Z',
    versionNumber: version,
    buildNumber: random.digits(4),
  }
  switch (type) {
    case 'iosVppApp':
      return {
        bundleId: identifier,
        appStoreUrl,
        ...licences,
        licensingType: {
          supportUserLicensing: true,
          supportDeviceLicensing: true,
          supportsUserLicensing: true,
          supportsDeviceLicensing: true,
        },
        applicableDeviceType: { iPad: true, iPhoneAndIPod: true },
        vppTokenOrganizationName: 'Intunite Works',
      }
    case 'iosLobApp':
      return lob
    case 'managedIOSLobApp':
      return { ...lob, appAvailability: 'lineOfBusiness', version }
    case 'managedIOSStoreApp':
      return { ...ios, appStoreUrl, appAvailability: 'global', version: null }
    case 'androidManagedStoreApp':
      return {
        packageId: identifier,
        appIdentifier: identifier,
        appStoreUrl: `https://apps.intunite.test/details?id=${identifier}`,
        ...licences,
        supportsOemConfig,
      }
    default:
      return { ...ios, appStoreUrl }
  }
}
