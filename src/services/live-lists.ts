/** How sets of the live service answer in their own way: pages, counts, orders, and options that they do not take (B16 to B22). */

export interface ListBehaviour {
  /** The order of items where the client says none (B18). */
  readonly orderBy?: string
  /** What `$filter` may not speak of: names of properties and functions, or anything (B19). */
  readonly notFiltered?: readonly string[] | 'anything'
  /** A filter that speaks of it is taken and not applied (B19). */
  readonly ignoredInFilter?: string
  /** Navigation that is not expanded: in the list, at an item, or at both (B22). */
  readonly notExpanded?: Readonly<Partial<Record<'list' | 'item', readonly string[]>>>
  /** What answers to a GET say in place of what is kept (B82). */
  readonly shownAs?: readonly [kept: string, shown: string]
  /** Entities of a page where the client names no number. */
  readonly pageSize?: number
  /** What `@odata.count` tells although no client asked: the entities of the page, or all of them. */
  readonly count?: 'page' | 'all'
}

const NOT_REMEDIATING = ['"runRemediationScript":true', '"runRemediationScript":false'] as const

export const LIVE_LISTS: Readonly<Record<string, ListBehaviour>> = {
  'deviceappmanagement/managedapppolicies': { notExpanded: { list: ['assignments'], item: ['assignments'] } },
  'deviceappmanagement/policysets': { notExpanded: { list: ['assignments'] } },
  'devicemanagement/assignmentfilters': { notFiltered: 'anything' },
  'devicemanagement/autopilotevents': { notFiltered: ['eventDateTime'] },
  'devicemanagement/configurationpolicies': { pageSize: 25, count: 'page', orderBy: 'name' },
  'devicemanagement/configurationpolicies/settings': { pageSize: 25, count: 'page' },
  'devicemanagement/detectedapps': { count: 'all', notFiltered: 'anything' },
  'devicemanagement/devicecompliancescripts': { notFiltered: ['id'] },
  'devicemanagement/devicecustomattributeshellscripts': { notFiltered: ['id'] },
  'devicemanagement/deviceenrollmentconfigurations': { notFiltered: ['isof'] },
  'devicemanagement/devicehealthscripts': { count: 'all', ignoredInFilter: 'isGlobalScript', shownAs: NOT_REMEDIATING },
  'devicemanagement/devicehealthscripts/assignments': { shownAs: NOT_REMEDIATING },
  'devicemanagement/devicemanagementscripts': { notFiltered: ['id'] },
  'devicemanagement/deviceshellscripts': { notFiltered: ['id'] },
  'devicemanagement/manageddevices': { notFiltered: ['id', 'in'] },
  'devicemanagement/termsandconditions': { notExpanded: { item: ['assignments'] } },
  'devicemanagement/troubleshootingevents': { notFiltered: ['eventDateTime'] },
  'devicemanagement/windowsautopilotdeviceidentities': { count: 'all' },
  'devicemanagement/windowsdriverupdateprofiles': { count: 'all', notFiltered: 'anything' },
  'devicemanagement/windowsfeatureupdateprofiles': { notFiltered: 'anything' },
  'devicemanagement/windowsqualityupdatepolicies': { count: 'all' },
}
