/** What a sweep has seen: what passed, what a rule refused, and what is a fault. */
import type { Response } from '../harness/emulator.js'

/** Refusals that the service makes of valid requests by a rule, with their reasons. Any other refusal is a fault. */
const REFUSALS: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/: 501 .*"NotImplemented"/, 'an operation whose result cannot be invented'],
  [
    / function (\w+\.getOmaSettingPlainTextValue|mobileApp\.convertFromMobileAppCatalogPackage|operationApprovalRequest\.retrieveMyRequestById): 404 /,
    'what is to be shown is not there',
  ],
  [
    /deviceManagement\/reports[^:]*: 400 .*(is no report|has no column|no id of a cached report)/,
    'a report has a name, and columns, that exist',
  ],
  [
    / function depOnboardingSetting\.getExpiringVppTokenCount: 400 .*Edm\.DateTimeOffset/,
    'a text that has to be a time',
  ],
  [/ action operationApprovalRequest\.\w+: 400 .*cannot become '/, 'a request for approval is decided once'],
  [/ action operationApprovalRequest\.cancelMyRequest: 404 /, 'a request of the caller is cancelled that there is'],
  [/ action deviceManagementReports\.getCachedReport: 404 /, 'a cached report is asked for before'],
  [
    / function (deviceManagement(Intent|Template)\.compare|cloudPC\.getProvisionedCloudPCs): 404 /,
    'a template, or a group, is named that there is',
  ],
  [/ directoryObjects list: 405 /, 'objects of the directory are listed by kind'],
  [/ action mobileAppContentFile\.renewUpload: 400 .*is being committed/, 'a file that is being committed'],
  [
    / (action mobileApp\.updateRelationships|\S+elationships (\w+ )?create): (404|400) .*'targetId' /,
    'a relationship is to an app that exists',
  ],
  [
    / windowsAutopilotDeploymentProfiles \w+ (delete: 400 .*is assigned|get after delete: 200 )/,
    'an assigned profile is not deleted',
  ],
  [
    / pages of assignments create: 400 .*PublishingState is not 'Published'/,
    'an app without its content is not assigned',
  ],
  [
    / action \w+\.scheduleActionsForRules: 400 .*one and only one block scheduled action/,
    'a compliance policy has one block',
  ],
  [
    / action (policySet\.update|groupPolicyConfiguration\.updateDefinitionValues): 404 /,
    'what is to be deleted is not there',
  ],
  [
    / action application\.removePassword: 400 .*No password credential found/,
    'the application does not have the password',
  ],
  [
    / me\/[^ ]+ function [^ ]+: 400 .*\/me request is only valid with delegated/,
    'what only apps may ask, of the caller',
  ],
]

export class Report {
  passed = 0
  readonly refused = new Map<string, number>()
  readonly faults: string[] = []

  /** Whether the answer has one of the statuses. */
  check(what: string, response: Response, ...statuses: readonly number[]): boolean {
    if (statuses.includes(response.statusCode)) {
      this.passed += 1
      return true
    }
    const answer = `${what}: ${response.statusCode} ${response.body}`
    const reason = REFUSALS.find(([pattern]) => pattern.test(answer))?.[1]
    if (reason !== undefined) this.refused.set(reason, (this.refused.get(reason) ?? 0) + 1)
    else this.fault(answer.slice(0, 500))
    return false
  }

  /** A comparison whose outcome is undefined if all is well. */
  compare(what: string, difference: string | undefined): void {
    if (difference === undefined) this.passed += 1
    else this.fault(`${what}: ${difference}`)
  }

  fault(text: string): void {
    this.faults.push(text)
  }
}
