/**
 * How scripts and configurations of hardware ran on devices: counted from what the devices report, unless a request has
 * written other numbers (B84, B206).
 *
 * @see https://learn.microsoft.com/graph/api/resources/intune-devices-devicehealthscriptrunsummary
 */
import { complete } from '../../model/payload.js'
import type { Entity } from '../../model/payload.js'
import { countBy } from '../../store/query/lookups.js'
import { isAggregated } from '../scope.js'
import type { Rules } from './rules.js'

/** Which number counts the rows, below the same item, that have each value of a property. */
interface Tally {
  readonly rows: string
  readonly property: string
  readonly numbers: Readonly<Record<string, string>>
}

const DETECTION = {
  success: 'noIssueDetectedDeviceCount',
  fail: 'issueDetectedDeviceCount',
  scriptError: 'detectionScriptErrorDeviceCount',
  pending: 'detectionScriptPendingDeviceCount',
}

const TALLIES: Readonly<Record<string, readonly Tally[]>> = {
  deviceComplianceScriptRunSummary: [{ rows: 'deviceRunStates', property: 'detectionState', numbers: DETECTION }],
  deviceHealthScriptRunSummary: [
    {
      rows: 'deviceRunStates',
      property: 'detectionState',
      numbers: { ...DETECTION, notApplicable: 'detectionScriptNotApplicableDeviceCount' },
    },
    {
      rows: 'deviceRunStates',
      property: 'remediationState',
      numbers: {
        success: 'issueRemediatedDeviceCount',
        skipped: 'remediationSkippedDeviceCount',
        remediationFailed: 'issueReoccurredDeviceCount',
        scriptError: 'remediationScriptErrorDeviceCount',
      },
    },
  ],
  deviceManagementScriptRunSummary: [
    {
      rows: 'deviceRunStates',
      property: 'runState',
      numbers: { success: 'successDeviceCount', fail: 'errorDeviceCount', scriptError: 'errorDeviceCount' },
    },
  ],
  hardwareConfigurationRunSummary: [
    {
      rows: 'deviceRunStates',
      property: 'configurationState',
      numbers: {
        unknown: 'unknownDeviceCount',
        success: 'successfulDeviceCount',
        fail: 'failedDeviceCount',
        scriptError: 'errorDeviceCount',
        pending: 'pendingDeviceCount',
        notApplicable: 'notApplicableDeviceCount',
      },
    },
  ],
}

export const runSummary: Rules = {
  counts: (scope) => !isAggregated(scope),
  *absent(scope, { resource, keys }) {
    const summed: Entity = {}
    for (const { rows, property, numbers } of isAggregated(scope) ? [] : (TALLIES[resource.type.name] ?? [])) {
      const states = resource.parent?.children.get(rows.toLowerCase())
      if (states === undefined) continue
      for (const [value, count] of yield* countBy(scope.store, states, keys, property)) {
        const name = numbers[String(value)]
        if (name !== undefined) summed[name] = Number(summed[name] ?? 0) + count
      }
    }
    return { ...complete(resource.type, summed), id: keys.join('_') }
  },
}
