/**
 * A tenant by the eyes of a dashboard: the numbers of devices in each state as a summary, a list, a report and an export tell
 * them. They are read by a scenario of their own, in the tenant of another one.
 */
import type { Intunite } from '../../src/index.js'

export type Numbers = Readonly<Record<string, number>>

/** What each of several places says of the same, by the name of the place. */
export type Views = Readonly<Record<string, Numbers>>

type Row = Readonly<Record<string, unknown>>

const REPORTS = 'beta/deviceManagement/reports'

/** The states of policies, by the words and the codes of reports (L89). */
const POLICY_STATES: Readonly<Record<string, string>> = {
  unknown: 'pending',
  compliant: 'success',
  remediated: 'success',
  nonCompliant: 'failed',
  error: 'error',
  // In v1.0 (L58).
  conflict: 'error',
  Pending: 'pending',
  NotApplicable: 'notApplicable',
  Succeeded: 'success',
  Noncompliant: 'failed',
  Error: 'error',
  Conflict: 'error',
  0: 'pending',
  1: 'notApplicable',
  2: 'success',
  4: 'failed',
  5: 'error',
  6: 'error',
}

const APP_STATES: Readonly<Record<string, string>> = {
  [-1]: 'notApplicable',
  1: 'installed',
  2: 'failed',
  3: 'notInstalled',
  5: 'pendingInstall',
}

const DEVICE_STATES: Readonly<Record<string, string>> = {
  1: 'compliant',
  2: 'noncompliant',
  254: 'inGracePeriod',
}

const OVERVIEW = {
  pendingCount: 'pending',
  notApplicableCount: 'notApplicable',
  successCount: 'success',
  errorCount: 'error',
  failedCount: 'failed',
}

const COMPLIANCE = {
  compliantDeviceCount: 'compliant',
  nonCompliantDeviceCount: 'noncompliant',
  inGracePeriodCount: 'inGracePeriod',
  errorDeviceCount: 'error',
  conflictDeviceCount: 'conflict',
  unknownDeviceCount: 'unknown',
}

/** Captures members under their own names. */
const itself = (members: object): object => Object.fromEntries(Object.keys(members).map((name) => [name, name]))

function tally(rows: readonly Row[], column: string, words: Readonly<Record<string, string>> = {}): Numbers {
  const found: Record<string, number> = {}
  for (const row of rows) {
    const state = words[String(row[column])] ?? String(row[column])
    found[state] = (found[state] ?? 0) + 1
  }
  return found
}

/** Numbers by their columns, those that are not zero. */
function numbers(row: Row | undefined, columns: Readonly<Record<string, string>>): Numbers {
  const found: Record<string, number> = {}
  for (const [column, state] of Object.entries(columns)) {
    const count = Number(row?.[column] ?? 0)
    if (count > 0) found[state] = (found[state] ?? 0) + count
  }
  return found
}

export class Dashboard {
  readonly #intunite: Intunite
  readonly #tenantId: string

  constructor(intunite: Intunite, tenantId: string) {
    this.#intunite = intunite
    this.#tenantId = tenantId
  }

  async policy(
    set: string,
    id: string,
    reports: { summary: string; devices?: string; export: string },
  ): Promise<Views> {
    const filter = `(PolicyId eq '${id}')`
    const found = await this.#read([
      { get: `v1.0/${set}/${id}/deviceStatusOverview`, capture: itself(OVERVIEW) },
      { get: `v1.0/${set}/${id}/deviceStatuses`, capture: { rows: 'value' } },
      { control: 'GET life/queue?top=1000', capture: { queue: 'value' } },
      { post: `${REPORTS}/${reports.summary}`, body: { filter }, capture: { summary: 'rows' } },
      ...(reports.devices === undefined
        ? []
        : [{ post: `${REPORTS}/${reports.devices}`, body: { filter }, capture: { devices: 'rows' } }]),
      { export: reports.export, filter, select: ['DeviceName', 'PolicyStatus'], capture: { exported: 'rows' } },
    ])
    const isCounted = !JSON.stringify(found['queue']).includes('aggregation')
    return {
      overview: numbers(found, OVERVIEW),
      ...(isCounted && { list: tally(found['rows'] as Row[], 'status', POLICY_STATES) }),
      report: numbers((found['summary'] as Row[])[0], {
        NumberOfInProgressDevices: 'pending',
        NumberOfNotApplicableDevices: 'notApplicable',
        NumberOfCompliantDevices: 'success',
        NumberOfErrorDevices: 'error',
        NumberOfConflictDevices: 'error',
        NumberOfNonCompliantDevices: 'failed',
      }),
      ...(found['devices'] !== undefined && {
        rows: tally(found['devices'] as Row[], 'PolicyStatus', POLICY_STATES),
      }),
      export: tally(found['exported'] as Row[], 'PolicyStatus', POLICY_STATES),
    }
  }

  async compliance(): Promise<Views> {
    const found = await this.#read([
      { get: 'v1.0/deviceManagement/deviceCompliancePolicyDeviceStateSummary', capture: itself(COMPLIANCE) },
      { get: 'v1.0/deviceManagement/managedDevices', capture: { devices: 'value' } },
      { export: 'DeviceCompliance', select: ['DeviceName', 'ComplianceState'], capture: { exported: 'rows' } },
    ])
    return {
      summary: numbers(found, COMPLIANCE),
      list: tally(found['devices'] as Row[], 'complianceState'),
      export: tally(found['exported'] as Row[], 'ComplianceState', DEVICE_STATES),
    }
  }

  async app(id: string): Promise<Views> {
    const filter = `(ApplicationId eq '${id}')`
    const found = await this.#read([
      { post: `${REPORTS}/getAppsInstallSummaryReport`, body: { filter }, capture: { summary: 'rows' } },
      { post: `${REPORTS}/retrieveDeviceAppInstallationStatusReport`, body: { filter }, capture: { devices: 'rows' } },
      { export: 'AppInstallStatusAggregate', filter, capture: { aggregate: 'rows' } },
      { export: 'DeviceInstallStatusByApp', filter, capture: { exported: 'rows' } },
    ])
    const columns = {
      InstalledDeviceCount: 'installed',
      FailedDeviceCount: 'failed',
      PendingInstallDeviceCount: 'pendingInstall',
      NotApplicableDeviceCount: 'notApplicable',
      NotInstalledDeviceCount: 'notInstalled',
    }
    return {
      summary: numbers((found['summary'] as Row[])[0], columns),
      report: tally(found['devices'] as Row[], 'AppInstallState', APP_STATES),
      aggregate: numbers((found['aggregate'] as Row[])[0], columns),
      export: tally(found['exported'] as Row[], 'AppInstallState', APP_STATES),
    }
  }

  async #read(steps: readonly object[]): Promise<Readonly<Record<string, unknown>>> {
    // To read is not to move the clock: an export takes no time in this tenant from now on.
    await this.#intunite.life.set({ delays: { export: 'PT0S' } }, this.#tenantId)
    const outcome = await this.#intunite.scenario(
      { scenario: 'Dashboard', steps },
      { tenantId: this.#tenantId, app: 'scenario' },
    )
    if (!outcome.passed) throw new Error(outcome.text)
    return outcome.variables
  }
}
