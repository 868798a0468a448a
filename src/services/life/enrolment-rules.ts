/** Whether a device may be enrolled (L11, L13 to L15): pure, from the restriction that holds for its user. */
import type { Entity } from '../../model/payload.js'
import { effectiveRestriction } from '../targeting/restrictions.js'
import type { Restriction } from '../targeting/restrictions.js'
import { compareVersions } from '../versions.js'
import { textMember } from './members.js'

export const ENROLMENT_PLATFORMS = [
  'windows',
  'ios',
  'ipados',
  'macos',
  'android',
  'androidWorkProfile',
  'linux',
] as const
export type EnrolmentPlatform = (typeof ENROLMENT_PLATFORMS)[number]

export interface RestrictionItem extends Restriction {
  /** Name of its type. */
  readonly type: string
  readonly entity: Entity
}

export interface Candidate {
  readonly platform: EnrolmentPlatform
  readonly ownership: 'company' | 'personal'
  readonly osVersion: string
  readonly manufacturer: string
  readonly enrollmentType: string
  readonly hasUser: boolean
  /** Devices that the user has enrolled already, as far as they count. */
  readonly enrolled: number
}

/** Why it is refused; undefined if it is not. */
export function refusalOf(candidate: Candidate, restrictions: readonly RestrictionItem[]): string | undefined {
  return platformRefusal(candidate, restrictions) ?? limitRefusal(candidate, restrictions)
}

/** Enrolments that no user has chosen get the default (L14). */
const WITHOUT_CHOICE: ReadonlySet<string> = new Set([
  'appleBulkWithoutUser',
  'windowsBulkUserless',
  'windowsCoManagement',
  'windowsAzureADJoinUsingDeviceAuth',
  'azureAdJoinUsingAzureVmExtension',
  'androidEnterpriseDedicatedDevice',
  'androidAOSPUserlessDeviceEnrollment',
])

/** Enrolments that do not count against the limit (L15). */
const UNLIMITED: ReadonlySet<string> = new Set([
  ...WITHOUT_CHOICE,
  'windowsAzureADJoin',
  'windowsAutoEnrollment',
  'windowsBulkAzureDomainJoin',
  'deviceEnrollmentManager',
])

export function countsForLimit(enrollmentType: string): boolean {
  return !UNLIMITED.has(enrollmentType)
}

/** Members of the restriction for all platforms, and words of those for one. */
const MEMBERS: Readonly<Record<EnrolmentPlatform, readonly [member: string, platformType: string] | undefined>> = {
  windows: ['windowsRestriction', 'windows'],
  ios: ['iosRestriction', 'ios'],
  ipados: ['iosRestriction', 'ios'],
  macos: ['macOSRestriction', 'mac'],
  android: ['androidRestriction', 'android'],
  androidWorkProfile: ['androidForWorkRestriction', 'androidForWork'],
  linux: undefined,
}

function platformRefusal(candidate: Candidate, restrictions: readonly RestrictionItem[]): string | undefined {
  const [member, platformType] = MEMBERS[candidate.platform] ?? []
  if (member === undefined) return undefined
  const ofKind = restrictions.filter(
    ({ type, entity }) =>
      type === 'deviceEnrollmentPlatformRestrictionsConfiguration' ||
      (type === 'deviceEnrollmentPlatformRestrictionConfiguration' && entity['platformType'] === platformType),
  )
  const found = effectiveRestriction(ofKind, hasChoice(candidate))
  const restriction = (found?.entity['platformRestriction'] ?? found?.entity[member] ?? {}) as Entity
  const name = textMember(found?.entity ?? {}, 'displayName')
  if (restriction['platformBlocked'] === true) return `the restriction '${name}' blocks ${candidate.platform}`
  if (restriction['personalDeviceEnrollmentBlocked'] === true && candidate.ownership === 'personal')
    return `the restriction '${name}' blocks personal devices`
  const [lowest, highest] = [textMember(restriction, 'osMinimumVersion'), textMember(restriction, 'osMaximumVersion')]
  if (lowest !== '' && compareVersions(candidate.osVersion, lowest) < 0)
    return `the restriction '${name}' asks for version ${lowest} at least, and the device has ${candidate.osVersion}`
  if (highest !== '' && compareVersions(candidate.osVersion, highest) > 0)
    return `the restriction '${name}' allows version ${highest} at most, and the device has ${candidate.osVersion}`
  const blocked = ((restriction['blockedManufacturers'] ?? []) as string[]).map((each) => each.toLowerCase())
  if (blocked.includes(candidate.manufacturer.toLowerCase()))
    return `the restriction '${name}' blocks the manufacturer ${candidate.manufacturer}`
  return undefined
}

function limitRefusal(candidate: Candidate, restrictions: readonly RestrictionItem[]): string | undefined {
  if (!candidate.hasUser || !countsForLimit(candidate.enrollmentType)) return undefined
  const ofKind = restrictions.filter(({ type }) => type === 'deviceEnrollmentLimitConfiguration')
  const limit = effectiveRestriction(ofKind, hasChoice(candidate))?.entity['limit']
  if (typeof limit !== 'number' || candidate.enrolled < limit) return undefined
  return `the user has ${candidate.enrolled} devices, and the limit is ${limit}`
}

function hasChoice({ hasUser, enrollmentType }: Candidate): boolean {
  return hasUser && !WITHOUT_CHOICE.has(enrollmentType)
}
