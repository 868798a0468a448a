/** What a device makes of the settings of one policy: each as stated, one of them bad where the whole policy is stated bad. */
import type { Moment, SettingState } from './contract.js'
import type { ComplianceStatus, FormerPolicy, StatedOutcome } from './device.js'
import type { Platform } from '../../platforms.js'
import type { PolicyKind, Setting } from './policy.js'
import { CODES, outcomeOfPolicy } from './truth.js'
import { worst } from './worst.js'

/** A setting that two policies want differently (L49). */
export interface Clash {
  /** Whether settings of users clash; those of the device stand below them. */
  readonly ofUser: boolean
  readonly sources: readonly string[]
  /** The value that was on the device before, which it keeps. */
  readonly kept: string | undefined
}

/** What a device reports of a policy that it evaluates. */
export interface Reported {
  readonly status: ComplianceStatus
  readonly code: number
  /** Those that are not `others`. */
  readonly settings: readonly SettingState[]
  readonly others: ComplianceStatus
}

const FINE: Reported = { status: 'compliant', code: 0, settings: [], others: 'compliant' }
export const NOT_APPLICABLE: Reported = { status: 'notApplicable', code: 0, settings: [], others: 'notApplicable' }

/** How the settings stand that a device has nothing to say of, where the policy stands like this. */
export function othersOf(status: ComplianceStatus): ComplianceStatus {
  return status === 'notApplicable' || status === 'unknown' ? status : 'compliant'
}

interface Settled {
  readonly kind: PolicyKind
  readonly id: string
  readonly settings: readonly Setting[]
}

/** `clashOf` finds what another policy wants differently of the same slot; configurations alone have it. */
export function report(
  moment: Moment,
  policy: Settled,
  clashOf: ((setting: Setting) => Clash | undefined) | undefined,
): Reported {
  const whole = outcomeOfPolicy(moment, policy.kind, policy.id)
  if (whole.outcome === 'notApplicable') return NOT_APPLICABLE
  const stated = moment.truth.settings
  const { settings } = policy
  if (whole.outcome === 'compliant' && stated === undefined && clashOf === undefined) return FINE
  const bad = whole.outcome === 'compliant' ? -1 : badSetting(moment, policy, whole)
  const found: SettingState[] = []
  for (const [i, setting] of settings.entries()) {
    const state = stateOf(moment, policy, setting, i === bad ? whole : undefined, clashOf?.(setting))
    if (state !== undefined) found.push(state)
  }
  // A policy whose settings are nothing that can be named is as stated.
  if (settings.length === 0 && whole.outcome !== 'compliant')
    return { ...FINE, status: whole.outcome as ComplianceStatus, code: codeOf(whole) }
  if (found.length === 0) return FINE
  const all = found.map(({ status }) => status)
  if (found.length < settings.length) all.push('compliant')
  const status = worst(all)
  return { status, code: found.find((each) => each.status === status)?.code ?? 0, settings: found, others: 'compliant' }
}

function stateOf(
  { truth, device, user }: Moment,
  { id }: Settled,
  { key, value, ofUser }: Setting,
  whole: StatedOutcome | undefined,
  clash: Clash | undefined,
): SettingState | undefined {
  if (ofUser && user === undefined) return { key, status: 'notApplicable', code: 0, sources: [id] }
  if (clash !== undefined && whole?.outcome !== 'error')
    return { key, status: 'conflict', code: 0, value: clash.kept, sources: clash.sources }
  const stated = truth.settings?.[key]
  const said = whole ?? stated
  if (said === undefined || said.outcome === 'compliant') return undefined
  const isForced = whole === undefined && said.outcome === 'nonCompliant' && forces(device.platform, key)
  const status = isForced ? 'remediated' : (said.outcome as ComplianceStatus)
  return { key, status, code: isForced ? 0 : codeOf(said), ...(status === 'remediated' && { value }), sources: [id] }
}

function codeOf({ outcome, code }: StatedOutcome): number {
  return code ?? (outcome === 'error' ? CODES.setting : 0)
}

/** The setting that is bad where a whole policy is stated: by chance, and no passcode that the device would mend (L62). */
function badSetting({ chance, device }: Moment, { id, settings }: Settled, { outcome }: StatedOutcome): number {
  const all = settings.map((_, i) => i)
  const unforced = all.filter((i) => !forces(device.platform, settings[i]?.key ?? ''))
  const among = outcome === 'nonCompliant' && unforced.length > 0 ? unforced : all
  return among[Math.floor(chance('setting', device.id, id) * among.length)] ?? -1
}

const FORCING: ReadonlySet<Platform> = new Set<Platform>(['iOS', 'macOS', 'windows', 'windows81'])
const PASSCODE = /passcode|password|pin(?![a-z])/i

/** Whether a device makes its user change what does not comply: it is remediated, where others are quarantined (L62). */
function forces(platform: Platform, key: string): boolean {
  return FORCING.has(platform) && PASSCODE.test(key)
}

/** The short form that is remembered. */
export function remembered(version: number, { status, code, settings }: Reported): FormerPolicy {
  return {
    s: status,
    v: version,
    ...(code !== 0 && { code }),
    ...(settings.length > 0 && {
      x: settings.map(({ key, status: each, code: its, value }) =>
        each === 'conflict' && value !== undefined ? [key, each, its, value] : [key, each, its],
      ),
    }),
  }
}

/** Whether a device reports what it reported before. */
export function isSame(one: FormerPolicy | undefined, other: FormerPolicy): boolean {
  if (one === undefined) return false
  if (one.s !== other.s || one.v !== other.v || one.code !== other.code || one.since !== other.since) return false
  const [some = [], others = []] = [one.x, other.x]
  return some.length === others.length && some.every((each, i) => each.every((member, j) => member === others[i]?.[j]))
}
