/**
 * What a check-in gives (L21): a pure function of the device, what is targeted to it, what it would satisfy, and what it did
 * before. The store, the clock and the queue are the caller's.
 */
import { doActions } from './actions.js'
import { appOutcomes, foundApps } from './apps.js'
import { complianceOutcomes } from './compliance.js'
import type { ComplianceOutcomes } from './compliance.js'
import { configurationOutcomes } from './configuration.js'
import type { PolicyOutcome } from './configuration.js'
import type { CheckIn, FollowUp, Moment, Outcomes, TargetedApp, TargetedCompliance, TargetedRun } from './contract.js'
import type { DeviceState, FormerPolicy } from './device.js'
import type { App, Configuration, Targeted } from './policy.js'
import { runOutcomes } from './runs.js'
import { printedTime } from '../../../model/date-time.js'

interface Sorted {
  readonly configurations: readonly Targeted<Configuration>[]
  readonly compliance: readonly TargetedCompliance[]
  readonly apps: readonly TargetedApp[]
  readonly runs: readonly TargetedRun[]
}

function sorted(targeted: readonly Targeted[]): Sorted {
  const configurations: Targeted<Configuration>[] = []
  const compliance: TargetedCompliance[] = []
  const apps: TargetedApp[] = []
  const runs: TargetedRun[] = []
  for (const each of targeted) {
    const { kind } = each.policy
    if (kind === 'compliance') compliance.push(each as TargetedCompliance)
    else if (kind === 'app') apps.push(each as TargetedApp)
    else if (kind === 'script' || kind === 'remediation') runs.push(each as TargetedRun)
    else configurations.push(each as Targeted<Configuration>)
  }
  return { configurations, compliance, apps, runs }
}

/** `known` are the apps that dependencies can name. */
export function checkIn(given: CheckIn, known?: ReadonlyMap<string, App>): Outcomes {
  const { configurations, compliance, apps, runs } = sorted(given.targeted)
  const isMdm = given.agents.includes('mdm')
  const configured = isMdm ? configurationOutcomes(given, configurations) : []
  const installs = appOutcomes(given, apps, known)
  const judged = isMdm ? complianceOutcomes(given, compliance, true) : undefined
  const ran = runOutcomes(given, runs, isMdm ? onDemand(given) : undefined)
  const done = isMdm ? doActions(given) : undefined
  const resetsApps = done?.resetsApps === true
  const followUps: FollowUp[] = []
  if (judged?.nextAt !== undefined) followUps.push({ at: judged.nextAt, kind: 'compliance' })
  if (done?.returnsAt !== undefined) followUps.push({ at: done.returnsAt, kind: 'checkIn' })
  const outcomes = [...configured, ...(judged?.policies ?? [])]
  // A user without a licence receives nothing, and the device keeps what it has (L32).
  const keeps = !isMdm || given.user?.isLicensed === false
  const policies = isMdm ? { ...(keeps && given.former.policies), ...formerOf(outcomes) } : given.former.policies
  const found = resetsApps ? {} : installs.former
  return {
    state: stateOf({
      policies,
      apps: found,
      platform: Object.keys(found).length > 0 ? given.device.platform : undefined,
      runs: ran.former,
      actions: done?.actions ?? given.former.actions,
    }),
    rows: outcomes.map(({ row }) => row),
    builtIn: judged?.builtIn ?? [],
    removed: isMdm ? missing(given.former.policies, policies) : [],
    apps: installs.rows,
    removedApps: installs.removed,
    runs: ran.rows,
    removedRuns: ran.removed,
    installed: resetsApps ? [] : installs.installed,
    uninstalled: resetsApps ? foundApps(given.former.apps) : installs.uninstalled,
    actionResults: done?.results ?? [],
    device: {
      ...(isMdm && { lastSyncDateTime: printedTime(given.now) }),
      ...judged?.device,
      ...done?.device,
    },
    isCompliant: judged?.isCompliant,
    leaves: done?.leaves,
    followUps,
    outbox: judged?.outbox ?? [],
  }
}

function onDemand({ former }: CheckIn): ReadonlySet<unknown> {
  const asked = (former.actions ?? []).filter(({ name }) => name === 'initiateOnDemandProactiveRemediation')
  return new Set(asked.map(({ parameters }) => parameters?.['scriptPolicyId']))
}

/** Time alone has passed: grace has ended, an action is due, or the device has been silent for too long (L74, L79). */
export function complianceDue(
  moment: Moment,
  targeted: readonly Targeted[],
): Pick<Outcomes, 'state' | 'rows' | 'builtIn' | 'device' | 'isCompliant' | 'followUps' | 'outbox'> {
  const judged: ComplianceOutcomes = complianceOutcomes(moment, sorted(targeted).compliance, false)
  return {
    state: stateOf({ ...moment.former, policies: { ...moment.former.policies, ...formerOf(judged.policies) } }),
    rows: judged.policies.map(({ row }) => row),
    builtIn: judged.builtIn,
    device: judged.device,
    isCompliant: judged.isCompliant,
    followUps: judged.nextAt === undefined ? [] : [{ at: judged.nextAt, kind: 'compliance' }],
    outbox: judged.outbox,
  }
}

function formerOf(outcomes: readonly PolicyOutcome[]): Record<string, FormerPolicy> {
  const policies: Record<string, FormerPolicy> = {}
  for (const { row, former } of outcomes) if (former !== undefined) policies[row.policyId] = former
  return policies
}

function missing(before: DeviceState['policies'], after: DeviceState['policies']): string[] {
  return Object.keys(before ?? {}).filter((id) => after?.[id] === undefined)
}

/** Empty parts take no room. */
function stateOf(state: DeviceState): DeviceState {
  return Object.fromEntries(
    Object.entries(state).filter(([, part]) => part !== undefined && Object.keys(part as object).length > 0),
  )
}
