/** Configurations and app configurations on a device: clashes, and the state of each (L49 to L57, L62). */
import { compareVersions } from '../../versions.js'
import type { CheckIn, Moment, PolicyRow } from './contract.js'
import type { DeviceFacts, DeviceState, FormerPolicy } from './device.js'
import type { Applicability, Configuration, Policy, Setting, Targeted } from './policy.js'
import { isSame, NOT_APPLICABLE, remembered, report } from './settings.js'
import type { Clash } from './settings.js'

export interface PolicyOutcome {
  readonly row: PolicyRow
  /** Undefined as long as the device has nothing to say of it. */
  readonly former: FormerPolicy | undefined
}

/** Whether a policy can do anything on this device: its platform, version and edition (section 7). */
export function isFor({ device }: Moment, policy: Policy): boolean {
  const { platforms } = policy
  if (platforms.length > 0 && !platforms.includes(device.platform)) return false
  return !('applicability' in policy) || policy.applicability === undefined || suits(device, policy.applicability)
}

/** What a device does not say decides nothing. */
function suits({ osVersion, edition }: DeviceFacts, { versions, editions }: Applicability): boolean {
  if (versions !== undefined && osVersion !== undefined) {
    const { least, most, includes } = versions
    const isBetween =
      (least === '' || compareVersions(osVersion, least) >= 0) && (most === '' || compareVersions(osVersion, most) <= 0)
    if (isBetween !== includes) return false
  }
  return editions === undefined || edition === undefined || editions.names.includes(edition) === editions.includes
}

/** A row before the device has said anything: targeted, or not evaluated for want of what a filter asks (L45). */
export function pendingRow({ policy, byUser }: Pick<Targeted, 'policy' | 'byUser'>): PolicyRow {
  return {
    policyId: policy.id,
    kind: policy.kind as PolicyRow['kind'],
    status: 'unknown',
    version: policy.version,
    reportedAt: undefined,
    code: 0,
    byUser,
    settings: [],
    others: 'unknown',
    isNew: true,
  }
}

export function configurationOutcomes(checkIn: CheckIn, targeted: readonly Targeted<Configuration>[]): PolicyOutcome[] {
  const applied = targeted.filter((each) => applies(checkIn, each))
  const clashes = clashesAmong(applied, checkIn.former, checkIn.user !== undefined)
  return targeted.map((each) => outcomeOf(checkIn, each, clashes))
}

function applies(moment: Moment, { policy, filter }: Targeted<Configuration>): boolean {
  return filter === 'applies' && isFor(moment, policy) && !(moment.user === undefined && needsUser(policy))
}

function needsUser({ settings }: Configuration): boolean {
  return settings.length > 0 && settings.every(({ ofUser }) => ofUser)
}

function outcomeOf(
  checkIn: CheckIn,
  targeted: Targeted<Configuration>,
  clashes: ReadonlyMap<string, Clash>,
): PolicyOutcome {
  const { policy, filter, byUser } = targeted
  const former = checkIn.former.policies?.[policy.id]
  if (filter === 'notEvaluated') return unevaluated(targeted, former)
  const clashOf = (setting: Setting): Clash | undefined => {
    const clash = clashes.get(setting.slot)
    return clash?.ofUser === setting.ofUser && clash.sources.includes(policy.id) ? clash : undefined
  }
  const reported = applies(checkIn, targeted)
    ? report(checkIn, policy, clashes.size === 0 ? undefined : clashOf)
    : NOT_APPLICABLE
  const next = remembered(policy.version, reported)
  const row = {
    policyId: policy.id,
    kind: policy.kind,
    version: policy.version,
    reportedAt: checkIn.now,
    byUser,
    ...reported,
    isNew: !isSame(former, next),
  }
  return { row, former: next }
}

/** What was reported before stays, as of the version that it was reported for. */
function unevaluated(targeted: Targeted<Configuration>, former: FormerPolicy | undefined): PolicyOutcome {
  const pending = pendingRow(targeted)
  if (former === undefined) return { row: pending, former }
  const row = { ...pending, status: former.s, version: former.v, code: former.code ?? 0, others: former.s }
  return { row: { ...row, isNew: false }, former }
}

interface Wanted {
  readonly value: string
  readonly ofUser: boolean
  readonly by: { readonly policy: Configuration; readonly value: string }[]
  isClash: boolean
}

/**
 * The slots that configurations want differently. Equal values agree, those of the user's settings stand above the device's,
 * and a device keeps the value that it had (L49, L52).
 */
function clashesAmong(
  applied: readonly Targeted<Configuration>[],
  former: DeviceState,
  hasUser: boolean,
): ReadonlyMap<string, Clash> {
  const wanted = new Map<string, Wanted>()
  let clashing: Set<string> | undefined
  for (const { policy } of applied)
    for (const { slot, value, ofUser } of policy.settings) {
      if (ofUser && !hasUser) continue
      const known = wanted.get(slot)
      if (known === undefined || (ofUser && !known.ofUser)) {
        wanted.set(slot, { value, ofUser, by: [{ policy, value }], isClash: false })
        clashing?.delete(slot)
      } else if (known.ofUser === ofUser) {
        known.by.push({ policy, value })
        if (known.isClash || known.value !== value) {
          known.isClash = true
          clashing = (clashing ?? new Set<string>()).add(slot)
        }
      }
    }
  if (clashing === undefined) return NONE
  return new Map(
    [...clashing].map((slot) => {
      const { by = [], ofUser = false } = wanted.get(slot) ?? {}
      return [slot, { ofUser, ...clashAt(slot, by, former) }]
    }),
  )
}

const NONE: ReadonlyMap<string, Clash> = new Map()

function clashAt(slot: string, by: Wanted['by'], { policies = {} }: DeviceState): Omit<Clash, 'ofUser'> {
  const sources = [...new Set(by.map(({ policy }) => policy.id))]
  for (const { policy } of by) {
    const [kept] = (policies[policy.id]?.x ?? []).flatMap(([key, status, , value]) =>
      status === 'conflict' && slotOf(policy, key) === slot && value !== undefined ? [value] : [],
    )
    if (kept !== undefined) return { sources, kept }
  }
  // What one of them had brought and still wants is the value that the device has.
  const bringing = by.find(({ policy }) => {
    const known = policies[policy.id]
    return known?.v === policy.version && !(known.x ?? []).some(([key]) => slotOf(policy, key) === slot)
  })
  return { sources, kept: bringing?.value }
}

function slotOf({ settings }: Configuration, key: string): string | undefined {
  return settings.find((setting) => setting.key === key)?.slot
}
