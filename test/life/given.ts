/** Devices, policies and moments for tests of outcomes: each with what the test is about, and the rest plain. */
import { checkIn } from '../../src/services/life/outcomes/check-in.js'
import type { CheckIn, Moment, Outcomes } from '../../src/services/life/outcomes/contract.js'
import type { ComplianceStatus } from '../../src/services/life/outcomes/device.js'
import type {
  App,
  CompliancePolicy,
  Configuration,
  Policy,
  Remediation,
  ScheduledAction,
  Script,
  Setting,
  Targeted,
} from '../../src/services/life/outcomes/policy.js'

export const HOUR = 3_600_000
export const DAY = 24 * HOUR

/** Sunday, 1 March 2026, 08:00. */
export const START = Date.UTC(2026, 2, 1, 8)

export const ADA = { id: 'ada', displayName: 'Ada', userPrincipalName: 'ada@larkspur.example', isLicensed: true }

/** Chance by plain arithmetic on the words. */
export function chance(kind: string, ...of: readonly (string | number)[]): number {
  let hash = 7
  for (const letter of [kind, ...of].join(' ')) hash = (hash * 31 + letter.charCodeAt(0)) % 1_000_003
  return hash / 1_000_003
}

export function moment(given: Partial<Moment> = {}): Moment {
  return {
    now: START,
    chance,
    device: { id: 'pc', platform: 'windows', enrolledBy: ADA.id, lastContact: START, complianceState: 'unknown' },
    user: ADA,
    truth: {},
    former: {},
    tenant: { secureByDefault: false, contactThresholdDays: 30 },
    delays: { appInstall: 5 * 60_000, leave: 5 * 60_000 },
    ...given,
  }
}

export function setting(key: string, value = 'true', more: Partial<Setting> = {}): Setting {
  return { key, value, slot: key, ofUser: false, ...more }
}

export function configuration(id: string, settings: readonly Setting[] = [], more: Partial<Configuration> = {}) {
  return { kind: 'configuration', id, name: id, version: 1, platforms: [], settings, ...more } as const
}

export function compliance(
  id: string,
  actions: readonly ScheduledAction[] = [action('block', 0)],
  more: Partial<CompliancePolicy> = {},
): CompliancePolicy {
  const settings = [setting(`${id}.osMinimumVersion`, '10')]
  return { kind: 'compliance', id, name: id, version: 1, platforms: [], settings, actions, ...more }
}

export function action(type: ScheduledAction['type'], hours: number, id = `${type}${hours}`): ScheduledAction {
  return { id, type, hours }
}

export function app(id: string, more: Partial<App> = {}): App {
  return {
    kind: 'app',
    id,
    name: id,
    version: 1,
    platforms: [],
    agent: 'mdm',
    appVersion: '1.0',
    publisher: 'Larkspur',
    dependsOn: [],
    supersedes: [],
    announcesContent: true,
    offersRequired: false,
    offersDevices: false,
    ...more,
  }
}

export function script(id: string, more: Partial<Script> = {}): Script {
  return { kind: 'script', id, name: id, version: 1, platforms: [], agent: 'extension', ...more }
}

export function remediation(id: string, more: Partial<Remediation> = {}): Remediation {
  return {
    kind: 'remediation',
    id,
    name: id,
    version: 1,
    platforms: [],
    agent: 'extension',
    remediates: true,
    everyMinutes: 24 * 60,
    ...more,
  }
}

export function targeted<P extends Policy>(policy: P, more: Partial<Targeted<P>> = {}): Targeted<P> {
  return { policy, filter: 'applies', byUser: true, ...more }
}

/** As a required or available app is targeted, each intent without a filter. */
export function intended(policy: App, ...intents: readonly ('required' | 'available' | 'uninstall')[]): Targeted<App> {
  return targeted(policy, { intents: intents.map((intent) => ({ intent, filter: 'applies' })) })
}

export function checkInOf(policies: readonly (Policy | Targeted)[], given: Partial<CheckIn> = {}): CheckIn {
  return {
    ...moment(given),
    agents: ['mdm', 'extension'],
    targeted: policies.map((each) => ('policy' in each ? each : targeted(each))),
    ...given,
  }
}

export function outcomesOf(policies: readonly (Policy | Targeted)[], given: Partial<CheckIn> = {}): Outcomes {
  return checkIn(checkInOf(policies, given))
}

/** The status of each policy, in the order of their rows. */
export function statuses({ rows }: Pick<Outcomes, 'rows'>): Readonly<Record<string, ComplianceStatus>> {
  return Object.fromEntries(rows.map(({ policyId, status }) => [policyId, status]))
}
