/** Compliance (L73 to L80): built-in rules, the state of each policy, grace, scheduled actions, and the state of the device. */
import { printedTime } from '../../../model/date-time.js'
import { isFor, pendingRow } from './configuration.js'
import type { PolicyOutcome } from './configuration.js'
import type { Moment, OutboxLine, SettingState, TargetedCompliance } from './contract.js'
import type { ComplianceStatus, DeviceComplianceState, FormerPolicy } from './device.js'
import type { CompliancePolicy, ScheduledAction } from './policy.js'
import { isSame, NOT_APPLICABLE, othersOf, remembered, report } from './settings.js'
import type { Reported } from './settings.js'
import { worstOfDevice } from './worst.js'

export const HOUR = 3_600_000
export const DAY = 24 * HOUR

/** A setting in error leaves the state of the device as it was for this time (L78). */
const ERROR_DELAY = 7 * DAY

/** Grace that does not run. */
export const NO_GRACE = '9999-12-31T23:59:59.9999999Z'

export const BUILT_IN_POLICY = 'Default Device Compliance Policy'
export const BUILT_IN_RULES = [
  'DefaultDeviceCompliancePolicy.RequireDeviceCompliancePolicyAssigned',
  'DefaultDeviceCompliancePolicy.RequireRemainContact',
  'DefaultDeviceCompliancePolicy.RequireUserExistence',
] as const

export interface ComplianceOutcomes {
  readonly policies: readonly PolicyOutcome[]
  /** The rules that every tenant has, each with its state (L73). */
  readonly builtIn: readonly SettingState[]
  readonly state: DeviceComplianceState
  /** Members of the managed device. */
  readonly device: Readonly<Record<string, unknown>>
  /** Of the Entra device (L80). */
  readonly isCompliant: boolean | undefined
  /** When the rules have to be read again without a check-in; undefined if never. */
  readonly nextAt: number | undefined
  readonly outbox: readonly OutboxLine[]
}

/** `reports`: the device checks in. Without that, time alone has passed, and each policy is as it was reported. */
export function complianceOutcomes(
  moment: Moment,
  targeted: readonly TargetedCompliance[],
  reports: boolean,
): ComplianceOutcomes {
  const judged = targeted.map((each) => judge(moment, each, reports))
  const counting = judged.filter(({ row }) => row.status !== 'notApplicable')
  const builtIn = builtInRules(moment, counting.length > 0, reports)
  const states = judged.flatMap(({ state }) => state ?? [])
  if (builtIn.some(({ status }) => status === 'nonCompliant')) states.push('noncompliant')
  const isUnjudged = moment.device.platform === 'linux' && counting.length === 0
  const state = isUnjudged ? 'unknown' : worstOfDevice(states)
  const grace = judged.flatMap((each) => (each.state === 'inGracePeriod' ? (each.row.graceUntil ?? []) : []))
  const outbox = judged.flatMap((each) => each.fired)
  const retiredAt = outbox.find(({ type }) => type === 'retire')?.at
  return {
    policies: judged,
    builtIn,
    state,
    device: {
      complianceState: state,
      complianceGracePeriodExpirationDateTime:
        state === 'inGracePeriod' && grace.length > 0 ? printedTime(Math.min(...grace)) : NO_GRACE,
      ...(retiredAt !== undefined && { retireAfterDateTime: printedTime(retiredAt) }),
    },
    isCompliant: state === 'unknown' ? undefined : state === 'compliant' || state === 'inGracePeriod',
    nextAt: nextTime(moment, judged, reports),
    outbox,
  }
}

interface Judged extends PolicyOutcome {
  /** What it says of the device; undefined if nothing. */
  readonly state: DeviceComplianceState | undefined
  readonly fired: readonly OutboxLine[]
  /** When something changes without a check-in. */
  readonly times: readonly number[]
}

function judge(moment: Moment, targeted: TargetedCompliance, reports: boolean): Judged {
  const { policy, byUser } = targeted
  const known = moment.former.policies?.[policy.id]
  const reported = reports ? reportOf(moment, targeted) : known === undefined ? undefined : asBefore(known)
  if (reported === undefined)
    return { row: pendingRow(targeted), former: undefined, state: undefined, fired: [], times: [] }
  const version = reports ? policy.version : (known?.v ?? policy.version)
  const timed = { ...remembered(version, reported), ...spansOf(reported.status, known, moment.now) }
  const badSince = badSinceOf(timed, moment.now)
  const isDelayed = reported.status === 'error' && moment.now < (timed.errs ?? 0) + ERROR_DELAY
  const due = badSince === undefined || isDelayed ? [] : dueActions(policy, timed, badSince, moment.now)
  const fired = due.length === 0 ? timed.fired : [...(timed.fired ?? []), ...due.map(({ id }) => id)]
  const former = { ...timed, ...(fired !== undefined && { fired }) }
  const graceUntil = badSince === undefined ? undefined : badSince + graceHours(policy) * HOUR
  return {
    row: {
      policyId: policy.id,
      kind: 'compliance',
      version,
      reportedAt: reports ? moment.now : undefined,
      byUser,
      ...reported,
      graceUntil,
      isNew: reports && !isSame(known, former),
    },
    former,
    state: stateOf(moment, reported.status, isDelayed, graceUntil),
    fired: due.flatMap((action) => lineOf(moment, policy, action, badSince ?? moment.now)),
    times: [
      ...(isDelayed ? [(timed.errs ?? 0) + ERROR_DELAY] : []),
      ...(badSince === undefined || isDelayed ? [] : policy.actions.map(({ hours }) => badSince + hours * HOUR)),
    ],
  }
}

/** Undefined while a filter asks what the device has not said (L45), and nothing was reported before. */
function reportOf(moment: Moment, { policy, filter }: TargetedCompliance): Reported | undefined {
  if (filter === 'notEvaluated') {
    const known = moment.former.policies?.[policy.id]
    return known === undefined ? undefined : asBefore(known)
  }
  return filter === 'applies' && isFor(moment, policy) ? report(moment, policy, undefined) : NOT_APPLICABLE
}

function asBefore({ s: status, code = 0, x = [] }: FormerPolicy): Reported {
  return {
    status,
    code,
    settings: x.map(([key, each, its]) => ({ key, status: each, code: its, sources: [] })),
    others: othersOf(status),
  }
}

function isBad(status: ComplianceStatus | undefined): boolean {
  return status === 'nonCompliant' || status === 'conflict'
}

/** Since when it is bad and in error (L75, L78): what was bad and turns into an error stays bad since then. */
function spansOf(status: ComplianceStatus, known: FormerPolicy | undefined, now: number): Partial<FormerPolicy> {
  const fired = known?.fired === undefined ? {} : { fired: known.fired }
  const before = known === undefined ? undefined : badSinceOf(known, now)
  if (isBad(status)) return { since: before ?? now, ...(before !== undefined && fired) }
  if (status !== 'error') return {}
  const errs = known?.s === 'error' ? known.errs : now
  return { ...(known?.since !== undefined && { since: known.since }), errs: errs ?? now, ...fired }
}

function badSinceOf({ s, since, errs }: FormerPolicy, now: number): number | undefined {
  if (since !== undefined) return since
  return s === 'error' && errs !== undefined && now >= errs + ERROR_DELAY ? errs + ERROR_DELAY : undefined
}

function graceHours({ actions }: CompliancePolicy): number {
  return actions.find(({ type }) => type === 'block')?.hours ?? 0
}

function stateOf(
  { now, device }: Moment,
  status: ComplianceStatus,
  isDelayed: boolean,
  graceUntil: number | undefined,
): DeviceComplianceState | undefined {
  if (status === 'notApplicable' || status === 'unknown') return undefined
  if (status === 'compliant' || status === 'remediated') return 'compliant'
  // As long as nothing was known of the device, an error is all that is known.
  if (isDelayed) return device.complianceState === 'unknown' ? 'error' : device.complianceState
  if (graceUntil !== undefined && now < graceUntil) return 'inGracePeriod'
  return status === 'conflict' ? 'conflict' : 'noncompliant'
}

/** Each fires once, when the device has been bad for its hours (L77). */
function dueActions(
  { actions }: CompliancePolicy,
  { fired = [] }: FormerPolicy,
  badSince: number,
  now: number,
): ScheduledAction[] {
  return actions.filter(
    ({ id, type, hours }) => type !== 'block' && now >= badSince + hours * HOUR && !fired.includes(id),
  )
}

function lineOf(
  { user }: Moment,
  { id: policyId }: CompliancePolicy,
  { type, hours, templateId }: ScheduledAction,
  badSince: number,
): OutboxLine[] {
  if (type === 'noAction' || type === 'block') return []
  return [{ at: badSince + hours * HOUR, type, policyId, userId: user?.id, ...(templateId && { templateId }) }]
}

/** What the built-in rules look at. */
export interface Contact extends Pick<Moment, 'now' | 'tenant'> {
  readonly device: Pick<Moment['device'], 'enrolledBy' | 'lastContact'>
  readonly user: { readonly isLicensed: boolean } | undefined
}

/** `reports`: the device is in contact right now. */
export function builtInRules(moment: Contact, hasPolicy: boolean, reports: boolean): SettingState[] {
  const { device, user, tenant } = moment
  const [assigned, contact, existence] = BUILT_IN_RULES
  const rule = (key: string, isMet: boolean): SettingState => ({
    key,
    status: isMet ? 'compliant' : 'nonCompliant',
    code: 0,
    sources: [BUILT_IN_POLICY],
  })
  return [
    ...(tenant.secureByDefault ? [rule(assigned, hasPolicy)] : []),
    rule(contact, reports || moment.now < silentAt(moment)),
    // A device that nobody enrolled needs no user.
    ...(device.enrolledBy === undefined ? [] : [rule(existence, user?.isLicensed === true)]),
  ]
}

/** When a device that says nothing turns noncompliant (L79). */
function silentAt({ device, tenant }: Contact): number {
  return device.lastContact + tenant.contactThresholdDays * DAY
}

function nextTime(moment: Moment, judged: readonly Judged[], reports: boolean): number | undefined {
  const contact = reports ? moment.now + moment.tenant.contactThresholdDays * DAY : silentAt(moment)
  const later = [contact, ...judged.flatMap((each) => each.times)].filter((at) => at > moment.now)
  return later.length === 0 ? undefined : Math.min(...later)
}
