/** Scripts and remediations: they run by the clock of their agent, and say what the device makes of them (L64, 0.1 no. 11). */
import { isFor } from './configuration.js'
import type { CheckIn, RemediationState, RunRow, RunState, TargetedRun } from './contract.js'
import type { FormerRun } from './device.js'
import type { Remediation, Script } from './policy.js'
import { CODES, outcomeOfPolicy } from './truth.js'

export interface RunOutcomes {
  /** Of what ran at this check-in. */
  readonly rows: readonly RunRow[]
  readonly removed: readonly string[]
  readonly former: Readonly<Record<string, FormerRun>>
}

/** `onDemand`: what a remote action has the device run, whatever the clock of its agent says (B124). */
export function runOutcomes(
  checkIn: CheckIn,
  targeted: readonly TargetedRun[],
  onDemand: ReadonlySet<unknown> = new Set(),
): RunOutcomes {
  const before = checkIn.former.runs ?? {}
  const former: Record<string, FormerRun> = {}
  const rows: RunRow[] = []
  for (const { policy, filter } of targeted) {
    // Without the agent that runs it a device says nothing.
    if (!isFor(checkIn, policy)) continue
    const known = before[policy.id]
    const isAsked = onDemand.has(policy.id)
    const reports = (isAsked || checkIn.agents.includes(policy.agent)) && filter !== 'notEvaluated'
    if (!reports || !(isAsked || isDue(policy, known, checkIn.now))) {
      if (known !== undefined) former[policy.id] = known
      continue
    }
    const { outcome, code } =
      filter === 'applies' ? outcomeOfPolicy(checkIn, policy.kind, policy.id) : { outcome: 'notApplicable' }
    const isRepair = policy.kind === 'remediation' && policy.remediates && outcome === 'remediated'
    // What ran at this moment already is the same run, however many writes asked for it.
    const isAgain = known?.at === checkIn.now && known.s === outcome
    const repairs = (known?.n ?? 0) + (isRepair && !isAgain ? 1 : 0)
    // What never ran may run as soon as it applies.
    former[policy.id] = { v: policy.version, at: checkIn.now, s: outcome, ...(repairs > 0 && { n: repairs }) }
    if (outcome === 'notApplicable' && known?.s === outcome) continue
    rows.push(rowOf(checkIn.now, policy, outcome, code, repairs))
  }
  return { rows, removed: Object.keys(before).filter((id) => former[id] === undefined), former }
}

function isDue({ version, everyMinutes }: Script | Remediation, known: FormerRun | undefined, now: number): boolean {
  if (known === undefined || known.v !== version || known.s === 'notApplicable') return true
  return everyMinutes !== undefined && now - known.at >= everyMinutes * 60_000
}

function rowOf(
  ranAt: number,
  policy: Script | Remediation,
  outcome: string,
  code: number | undefined,
  remediated: number,
): RunRow {
  const base = { policyId: policy.id, ranAt, remediated }
  if (policy.kind === 'script') {
    const failed = outcome === 'fail' || outcome === 'scriptError'
    return { ...base, kind: 'script', runState: outcome as RunState, code: code ?? (failed ? CODES.script : 0) }
  }
  const [runState, remediationState] = REMEDIATIONS[outcome] ?? ['unknown', 'unknown']
  // Without a script that repairs, an issue is found and left.
  const isLeft = !policy.remediates && runState === 'fail'
  return {
    ...base,
    kind: 'remediation',
    runState,
    code: code ?? 0,
    remediationState: isLeft ? 'skipped' : remediationState,
  }
}

/** What a remediation shows of its detection and of its repair. */
const REMEDIATIONS: Readonly<Record<string, readonly [RunState, RemediationState]>> = {
  noIssue: ['success', 'skipped'],
  remediated: ['fail', 'success'],
  remediationFailed: ['fail', 'remediationFailed'],
  remediationError: ['fail', 'scriptError'],
  scriptError: ['scriptError', 'skipped'],
  notApplicable: ['notApplicable', 'skipped'],
}
