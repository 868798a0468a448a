/** What a device would satisfy or refuse (L8): as stated, or drawn for a typical fleet, or satisfied. */
import type { Moment } from './contract.js'
import type { StatedOutcome } from './device.js'
import type { PolicyKind } from './policy.js'

/** The words for one setting of a policy, and for a policy of settings as a whole. */
export const SETTING_OUTCOMES = [
  'compliant',
  'remediated',
  'nonCompliant',
  'error',
  'conflict',
  'notApplicable',
] as const

/** The words by which an outcome is stated for each kind of policy. The first is what comes without a statement. */
export const OUTCOMES: Readonly<Record<PolicyKind, readonly [string, ...string[]]>> = {
  configuration: SETTING_OUTCOMES,
  catalog: SETTING_OUTCOMES,
  appConfiguration: SETTING_OUTCOMES,
  updateProfile: SETTING_OUTCOMES,
  compliance: SETTING_OUTCOMES,
  app: ['installed', 'failed', 'uninstallFailed', 'notApplicable'],
  script: ['success', 'fail', 'scriptError', 'notApplicable'],
  remediation: ['noIssue', 'remediated', 'remediationFailed', 'scriptError', 'remediationError', 'notApplicable'],
}

/** Codes of errors that are stated without one, as devices report them. */
export const CODES = {
  /** 0x87D1FDE8, "remediation failed". */
  setting: -2016281112,
  /** 0x87D1041C, "the application was not detected after installation completed successfully". */
  app: -2016345060,
  script: 1,
} as const

/** The share of a typical fleet that is bad in each way, for each kind of policy; the rest is fine. */
const SHARES: readonly (readonly [share: number, words: Readonly<Partial<Record<PolicyKind, string>>>])[] = [
  [0.04, { app: 'failed', script: 'fail', remediation: 'remediated' }],
  [0.02, { app: 'failed', script: 'scriptError', remediation: 'remediationFailed' }],
  [0.01, { app: 'installed', script: 'fail', remediation: 'scriptError' }],
]
const STATES = ['nonCompliant', 'error', 'conflict'] as const

/** How many of a typical fleet never check in. */
const SILENT_SHARE = 0.01

export function neverChecksIn({ truth, chance, device }: Pick<Moment, 'truth' | 'chance' | 'device'>): boolean {
  return truth.profile === 'typicalFleet' && chance('silent', device.id) < SILENT_SHARE
}

/**
 * What the device makes of a policy as a whole. Drawn once for a device and a policy; compliance is drawn once for a device,
 * so that the number of compliance policies does not change how many devices comply.
 */
export function outcomeOfPolicy(moment: Moment, kind: PolicyKind, id: string): StatedOutcome {
  const { truth, chance, device } = moment
  const stated = kind === 'app' ? truth.apps?.[id] : truth.policies?.[id]
  if (stated !== undefined) return stated
  const [fine] = OUTCOMES[kind]
  if (truth.profile !== 'typicalFleet') return { outcome: fine }
  let drawn = kind === 'compliance' ? chance('outcome', device.id, kind) : chance('outcome', device.id, id)
  for (const [i, [share, words]] of SHARES.entries()) {
    if (drawn < share) return { outcome: words[kind] ?? STATES[i] ?? fine }
    drawn -= share
  }
  return { outcome: fine }
}
