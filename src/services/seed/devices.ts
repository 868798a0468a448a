/** Managed devices, each of a user; filters that match some of them; tags. */
import type { Entity } from '../../model/payload.js'
import { DEPARTMENTS } from './names.js'
import type { Random } from './random.js'
import type { Platform, SeedDevice, SeedFilter, SeedUser } from './tenant.js'

const GIGABYTE = 2 ** 30

interface Kind {
  readonly platform: Platform
  readonly operatingSystem: string
  readonly manufacturer: string
  readonly models: readonly string[]
  readonly versions: readonly string[]
  readonly deviceType: string
  readonly prefix: string
  readonly enrollment: readonly [corporate: string, personal: string]
}

const KINDS = {
  iPhone: {
    platform: 'iOS',
    operatingSystem: 'iOS',
    manufacturer: 'Apple',
    models: ['iPhone 13', 'iPhone 14', 'iPhone 15', 'iPhone 16', 'iPhone SE'],
    versions: ['17.7.2', '18.1.1', '18.3', '18.3.1'],
    deviceType: 'iPhone',
    prefix: 'IPHONE',
    enrollment: ['appleBulkWithUser', 'appleUserEnrollment'],
  },
  iPad: {
    platform: 'iOS',
    operatingSystem: 'iPadOS',
    manufacturer: 'Apple',
    models: ['iPad (10th generation)', 'iPad Air', 'iPad mini', 'iPad Pro'],
    versions: ['17.7.2', '18.2', '18.3.1'],
    deviceType: 'iPad',
    prefix: 'IPAD',
    enrollment: ['appleBulkWithUser', 'appleUserEnrollment'],
  },
  android: {
    platform: 'android',
    operatingSystem: 'AndroidEnterprise',
    manufacturer: 'Northwind',
    models: ['Trail 5', 'Trail 6', 'Slate 11', 'Rugged X2'],
    versions: ['13.0', '14.0', '15.0'],
    deviceType: 'androidEnterprise',
    prefix: 'ANDROID',
    enrollment: ['androidEnterpriseFullyManaged', 'androidEnterpriseCorporateWorkProfile'],
  },
  windows: {
    platform: 'windows',
    operatingSystem: 'Windows',
    manufacturer: 'Fabrikam',
    models: ['Book 14', 'Book 16', 'Tower 3'],
    versions: ['10.0.22631.4890', '10.0.26100.3194'],
    deviceType: 'windowsRT',
    prefix: 'PC',
    enrollment: ['windowsAzureADJoin', 'userEnrollment'],
  },
  mac: {
    platform: 'macOS',
    operatingSystem: 'macOS',
    manufacturer: 'Apple',
    models: ['MacBook Air', 'MacBook Pro', 'Mac mini'],
    versions: ['14.7.4', '15.3.1'],
    deviceType: 'macMDM',
    prefix: 'MAC',
    enrollment: ['appleBulkWithUser', 'userEnrollment'],
  },
} as const satisfies Readonly<Record<string, Kind>>

const ODDS = { iPhone: 40, iPad: 20, android: 28, windows: 8, mac: 4 } as const

/** As long as there are enough, each user has some devices; what is left belongs to any of them. */
export function makeDevices(random: Random, count: number, users: readonly SeedUser[], each: number): SeedDevice[] {
  return Array.from({ length: count }, (_, i) => {
    const user = i < each * users.length ? (users[i % users.length] as SeedUser) : random.pick(users)
    return makeDevice(random, KINDS[random.weighted(ODDS)], i + 1, user)
  })
}

function makeDevice(random: Random, kind: Kind, number: number, user: SeedUser): SeedDevice {
  const id = random.guid()
  const name = `${kind.prefix}-${String(number).padStart(5, '0')}`
  const model = random.pick(kind.models)
  const corporate = random.chance(0.8)
  const ownerType = corporate ? 'company' : 'personal'
  const lastSync = random.timeAgo(random.chance(0.9) ? 3 : 60)
  const storage = random.pick([64, 128, 256, 512]) * GIGABYTE
  const complianceState = random.weighted({ compliant: 88, noncompliant: 7, inGracePeriod: 3, unknown: 2 })
  const entity: Entity = {
    id,
    userId: user.id,
    deviceName: name,
    ownerType,
    managedDeviceOwnerType: ownerType,
    enrolledDateTime: random.timeAgo(800, 60),
    lastSyncDateTime: lastSync,
    operatingSystem: kind.operatingSystem,
    deviceType: kind.deviceType,
    complianceState,
    jailBroken: kind.platform === 'iOS' || kind.platform === 'android' ? 'False' : 'Unknown',
    managementAgent: 'mdm',
    osVersion: random.pick(kind.versions),
    azureADRegistered: true,
    aadRegistered: true,
    deviceEnrollmentType: kind.enrollment[corporate ? 0 : 1],
    emailAddress: user.userPrincipalName,
    azureADDeviceId: random.guid(),
    deviceRegistrationState: 'registered',
    deviceCategoryDisplayName: 'Unknown',
    isSupervised: kind.platform === 'iOS' && corporate,
    exchangeAccessState: 'none',
    exchangeAccessStateReason: 'none',
    isEncrypted: true,
    userPrincipalName: user.userPrincipalName,
    model,
    manufacturer: kind.manufacturer,
    complianceGracePeriodExpirationDateTime: '9999-12-31T23:59:59.9999999Z',
    serialNumber: `SN${random.digits(10)}`,
    userDisplayName: user.displayName,
    totalStorageSpaceInBytes: storage,
    freeStorageSpaceInBytes: Math.floor((storage * random.int(5, 90)) / 100),
    managedDeviceName: `${user.userPrincipalName.split('@')[0] ?? ''}_${kind.operatingSystem}_${number}`,
    partnerReportedThreatState: 'unknown',
    managementCertificateExpirationDate: '2027-02-01T00:00:00Z',
  }
  entity['azureActiveDirectoryDeviceId'] = entity['azureADDeviceId']
  return { id, name, user, platform: kind.platform, model, corporate, lastSync, entity }
}

export function makeFilters(random: Random, count: number): SeedFilter[] {
  return Array.from({ length: count }, (_, i) => {
    const platform: Platform = i % 3 === 2 ? 'android' : 'iOS'
    const corporate = i % 2 === 0
    const id = random.guid()
    const created = random.timeAgo(400)
    return {
      id,
      platform,
      matches: (device: SeedDevice) => device.platform === platform && device.corporate === corporate,
      entity: {
        id,
        createdDateTime: created,
        lastModifiedDateTime: created,
        displayName: `${corporate ? 'Corporate' : 'Personal'} ${platform === 'iOS' ? 'iOS' : 'Android'}${i < 6 ? '' : ` ${i + 1}`}`,
        description: '',
        platform: platform === 'iOS' ? 'iOS' : 'androidForWork',
        rule: `(device.deviceOwnership -eq "${corporate ? 'Corporate' : 'Personal'}")`,
        assignmentFilterManagementType: 'devices',
      },
    }
  })
}

/** Further tags; the tag 0 is there from the start. */
export function makeTags(count: number): Entity[] {
  return Array.from({ length: count }, (_, i) => ({
    id: String(i + 1),
    displayName: DEPARTMENTS[i] ?? `Tag ${i + 1}`,
    description: null,
    isBuiltIn: false,
  }))
}

/** Categories that people choose from when they enrol a device; none is chosen yet. */
export function makeCategories(random: Random): Entity[] {
  return ['Field devices', 'Kiosks', 'Office devices'].map((displayName) => ({
    id: random.guid(),
    displayName,
    description: null,
  }))
}
