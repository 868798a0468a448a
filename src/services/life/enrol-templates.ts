/** What is said of a device that is enrolled, and what devices of each platform are unless something else is said: names, versions, ways of enrolment, whose they are (L11). */
import { chanceOf } from './chance.js'
import type { EnrolmentPlatform } from './enrolment-rules.js'

export interface WantedDevice {
  readonly platform: EnrolmentPlatform
  /** By id or principal name. */
  readonly user?: string | undefined
  readonly name?: string | undefined
  readonly ownership?: 'company' | 'personal' | undefined
  readonly enrollmentType?: string | undefined
  readonly model?: string | undefined
  readonly manufacturer?: string | undefined
  readonly osVersion?: string | undefined
  readonly serialNumber?: string | undefined
  readonly category?: string | undefined
  readonly enrollmentProfileName?: string | undefined
}

export interface Template {
  readonly operatingSystem: string
  readonly deviceType: string
  readonly manufacturer: string
  readonly model: string
  readonly osVersion: string
  readonly prefix: string
  readonly enrollment: readonly [company: string, personal: string]
  /** Whose it is, where nothing else says (L11). */
  readonly ownership: 'company' | 'personal'
}

export const TEMPLATES: Readonly<Record<EnrolmentPlatform, Template>> = {
  windows: {
    operatingSystem: 'Windows',
    deviceType: 'windowsRT',
    manufacturer: 'Fabrikam',
    model: 'Book 14',
    osVersion: '10.0.26100.3194',
    prefix: 'PC',
    enrollment: ['windowsAzureADJoin', 'userEnrollment'],
    ownership: 'personal',
  },
  ios: {
    operatingSystem: 'iOS',
    deviceType: 'iPhone',
    manufacturer: 'Apple',
    model: 'iPhone 16',
    osVersion: '18.3.1',
    prefix: 'IPHONE',
    enrollment: ['appleBulkWithUser', 'appleUserEnrollment'],
    ownership: 'personal',
  },
  ipados: {
    operatingSystem: 'iPadOS',
    deviceType: 'iPad',
    manufacturer: 'Apple',
    model: 'iPad Air',
    osVersion: '18.3.1',
    prefix: 'IPAD',
    enrollment: ['appleBulkWithUser', 'appleUserEnrollment'],
    ownership: 'personal',
  },
  macos: {
    operatingSystem: 'macOS',
    deviceType: 'macMDM',
    manufacturer: 'Apple',
    model: 'MacBook Air',
    osVersion: '15.3.1',
    prefix: 'MAC',
    enrollment: ['appleBulkWithUser', 'userEnrollment'],
    ownership: 'personal',
  },
  android: {
    operatingSystem: 'AndroidEnterprise',
    deviceType: 'androidEnterprise',
    manufacturer: 'Northwind',
    model: 'Trail 6',
    osVersion: '15.0',
    prefix: 'ANDROID',
    enrollment: ['androidEnterpriseFullyManaged', 'androidEnterpriseFullyManaged'],
    ownership: 'company',
  },
  androidWorkProfile: {
    operatingSystem: 'AndroidForWork',
    deviceType: 'androidForWork',
    manufacturer: 'Northwind',
    model: 'Trail 6',
    osVersion: '15.0',
    prefix: 'ANDROID',
    enrollment: ['userEnrollment', 'userEnrollment'],
    ownership: 'personal',
  },
  linux: {
    operatingSystem: 'Linux',
    deviceType: 'linux',
    manufacturer: 'Fabrikam',
    model: 'Book 14',
    osVersion: '24.04',
    prefix: 'LINUX',
    enrollment: ['userEnrollment', 'userEnrollment'],
    ownership: 'personal',
  },
}

/** Ways of enrolment by which a device is the company's whatever else is said (L11). */
export const CORPORATE =
  /^(windowsAutoEnrollment|windowsBulk|windowsCoManagement|deviceEnrollmentManager|appleBulk|windowsAzureADJoinUsingDeviceAuth)/

export function joinOf(platform: EnrolmentPlatform, enrollmentType: string): string {
  if (platform !== 'windows') return 'azureADRegistered'
  if (enrollmentType === 'windowsCoManagement' || enrollmentType === 'windowsBulkAzureDomainJoin')
    return 'hybridAzureADJoined'
  return enrollmentType === 'userEnrollment' ? 'azureADRegistered' : 'azureADJoined'
}

/** Ten digits that are the same in every run. */
export function serialOf(seed: number, ...of: readonly (string | number)[]): string {
  return `SN${String(Math.floor(chanceOf(seed)('serial', ...of) * 1e10)).padStart(10, '0')}`
}
