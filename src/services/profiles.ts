/**
 * Where documentation and the live service disagree, a profile says whom to follow. All such choices are here, as data.
 * `documented` fits the reference pages and the SDKs made from them; `live` fits tools that were written against the
 * real service, such as IntuneCD.
 */
import type { Resource } from '../model/model.js'
import type { ServiceBehaviour } from '../model/sets.js'
import { LIVE_CODES } from './live-codes.js'
import type { Codes } from './live-codes.js'
import { LIVE_LISTS } from './live-lists.js'
import type { ListBehaviour } from './live-lists.js'
import { notLive, notSupportedLive } from './live-routes.js'

export interface Profile extends ServiceBehaviour {
  readonly name: ProfileName
  /** Other codes of what is at a path, by the path in lower case. */
  readonly codes: Readonly<Record<string, Codes>>
  /** What the entries of `targetedMobileApps` may be (R13). */
  readonly targetedApps: 'any text' | 'GUID'
  /** What the filter of an assignment may be: any text, or a filter that exists and is of the platform (B27). */
  readonly assignmentFilters: 'any text' | 'existing'
  /** What a compliance policy must say of devices that do not comply (B70). */
  readonly complianceActions: 'as sent' | 'one block'
  /** What becomes of members that the service keeps itself, where the reference shows them in bodies (B30, B90, B109). */
  readonly ownMembers: 'as sent' | 'kept'
  /** Minutes that pass between two synchronizations that a client asks for (B98, B100). */
  readonly synchronizationPauses: Readonly<Record<'apple' | 'autopilot', number>>
  /** Lists with pages or counts of their own, by path in lower case (B16, B17). */
  readonly lists: Readonly<Record<string, ListBehaviour>>
  /** Sets that the service does not support, although the reference has them (B201). */
  readonly notSupported: readonly string[]
  /** Sets whose items tell the time of their last change in whole seconds, by path in lower case (B3). */
  readonly wholeSeconds: ReadonlySet<string>
  /** What the context of single items ends in, where that is not what their path says, by path in lower case (B86, B171). */
  readonly contexts: Readonly<Record<string, string>>
  /** What the answer to a POST says instead of what the service makes of it right afterwards, by path in lower case (B160, B185). */
  readonly begins: Readonly<Record<string, readonly (readonly [done: string, begins: string])[]>>
  /** Members that v1.0 shows of items although its metadata does not have them, by path in lower case (B108a). */
  readonly shownInV1: Readonly<Record<string, readonly string[]>>
  /** What enrolment configurations may name: apps of the enrolment page (B94). */
  readonly enrollmentApps: 'any text' | 'existing'
  /** Whether the settings of a policy have to be those of its template, as far as these are known (B50). */
  readonly templateIds: 'as sent' | 'of the template'
  /** What an IMEI in a list of devices may be (B99). */
  readonly deviceIdentifiers: 'any text' | 'checked'
  /** Whether a remediation may lack its detection script (B81). */
  readonly emptyScripts: 'kept' | 'refused'
  /** Whether a POST creates apps that come from a store (B170). */
  readonly storeApps: 'created' | 'of the store'
  /** Whether a PATCH changes what the service fixes when an app is created (B160). */
  readonly appMembers: 'changed' | 'fixed'
  /** Whether an assignment may say that it comes from a policy set, or from somewhere if it says no more (B26). */
  readonly policySetSources: 'kept' | 'direct'
  /** What a relationship of an app may name at its other end (B167). */
  readonly relatedApps: 'any text' | 'existing'
  /** What the items of a policy set may name (B117). */
  readonly policySetPayloads: 'any text' | 'existing'
  /** What an item shows of members that the service shows only where they are selected (B121). */
  readonly unselected: 'shown' | 'withheld'
  /** Members that are shown although the service tells them only where they are selected, by path in lower case. */
  readonly shownUnselected: Readonly<Record<string, readonly string[]>>
  /** Members that are shown only where they are selected, by path in lower case (B43, B85). */
  readonly shownIfSelected: Readonly<Record<string, Readonly<Record<string, 'anywhere' | 'in lists'>>>>
  /** Paths, in lower case, whose objects show their id even where it is not selected (backups K23). */
  readonly showsId: readonly string[]
  /** How the columns of report tables come (B147). */
  readonly reportColumns: 'as selected' | 'by name'
  /** Whether a complex value may be of an abstract type: examples of the reference are, the service refuses it. */
  readonly takesAbstractValues: boolean
  /** Whether what an item refers to is made, changed and deleted by the path that leads to it. */
  readonly changesReferred: boolean
}

const APPS = 'deviceappmanagement'
const MANAGEMENT = 'devicemanagement'

const WHOLE_SECONDS: Profile['wholeSeconds'] = new Set([
  `${APPS}/androidmanagedappprotections`,
  `${APPS}/defaultmanagedappprotections`,
  `${APPS}/iosmanagedappprotections`,
  `${APPS}/managedapppolicies`,
  `${APPS}/mdmwindowsinformationprotectionpolicies`,
  `${APPS}/mobileapps`,
  `${APPS}/policysets`,
  `${APPS}/targetedmanagedappconfigurations`,
  `${APPS}/windowsinformationprotectionpolicies`,
  `${APPS}/windowsmanagedappprotections`,
  `${MANAGEMENT}/deviceenrollmentconfigurations`,
  `${MANAGEMENT}/notificationmessagetemplates`,
  `${MANAGEMENT}/windowsqualityupdatepolicies`,
])

const BEGINS: Profile['begins'] = {
  [`${APPS}/mobileapps`]: [
    ['"uploadState":1', '"uploadState":2'],
    ['"publishingState":"published"', '"publishingState":"processing"'],
  ],
  [`${APPS}/targetedmanagedappconfigurations`]: [['"isAssigned":true', '"isAssigned":false']],
}

const CONTEXTS: Profile['contexts'] = {
  [MANAGEMENT]: 'deviceManagement',
  [`${APPS}/windowsmanagementapp`]: 'microsoft.graph.windowsManagementApp',
}

const SHOWN_IN_V1: Profile['shownInV1'] = {
  [`${MANAGEMENT}/roledefinitions`]: ['isBuiltInRoleDefinition', 'roleScopeTagIds', 'permissions'],
  [`${MANAGEMENT}/roleassignments`]: ['scopeMembers', 'scopeType', 'roleScopeTagIds'],
}

const SHOWN_IF_SELECTED: Profile['shownIfSelected'] = {
  [`${MANAGEMENT}/configurationpolicies`]: { isAssigned: 'anywhere' },
  [`${MANAGEMENT}/reusablepolicysettings`]: { settingInstance: 'in lists' },
}

export type ProfileName = 'documented' | 'live'

export const profiles: Readonly<Record<ProfileName, Profile>> = {
  documented: {
    name: 'documented',
    codes: {},
    createStatus: 201,
    updateStatus: 200,
    representsUpdates: true,
    deleteStatus: 204,
    actionStatus: 204,
    missingRoutes: [],
    uncastMembers: 'found',
    unsupportedMethod: 405,
    typeAnnotations: 'all',
    targetedApps: 'any text',
    assignmentFilters: 'any text',
    complianceActions: 'as sent',
    ownMembers: 'as sent',
    synchronizationPauses: { apple: 0, autopilot: 0 },
    lists: {},
    notSupported: [],
    wholeSeconds: new Set(),
    contexts: {},
    begins: {},
    shownInV1: {},
    enrollmentApps: 'any text',
    templateIds: 'as sent',
    deviceIdentifiers: 'any text',
    emptyScripts: 'kept',
    storeApps: 'created',
    appMembers: 'changed',
    policySetSources: 'kept',
    relatedApps: 'any text',
    policySetPayloads: 'any text',
    unselected: 'shown',
    shownUnselected: { organization: ['mobileDeviceManagementAuthority'] },
    shownIfSelected: {},
    showsId: [],
    reportColumns: 'as selected',
    takesAbstractValues: true,
    changesReferred: true,
  },
  live: {
    name: 'live',
    codes: LIVE_CODES,
    createStatus: 201,
    updateStatus: 204,
    representsUpdates: true,
    deleteStatus: 200,
    actionStatus: 200,
    missingRoutes: notLive,
    uncastMembers: 'refused',
    unsupportedMethod: 'no route',
    typeAnnotations: 'derived',
    targetedApps: 'GUID',
    assignmentFilters: 'existing',
    complianceActions: 'one block',
    ownMembers: 'kept',
    synchronizationPauses: { apple: 15, autopilot: 10 },
    lists: LIVE_LISTS,
    notSupported: notSupportedLive,
    wholeSeconds: WHOLE_SECONDS,
    contexts: CONTEXTS,
    begins: BEGINS,
    shownInV1: SHOWN_IN_V1,
    enrollmentApps: 'existing',
    templateIds: 'of the template',
    deviceIdentifiers: 'checked',
    emptyScripts: 'refused',
    storeApps: 'of the store',
    appMembers: 'fixed',
    policySetSources: 'direct',
    relatedApps: 'existing',
    policySetPayloads: 'existing',
    unselected: 'withheld',
    shownUnselected: {},
    shownIfSelected: SHOWN_IF_SELECTED,
    showsId: ['devicemanagement/assignmentfilters'],
    reportColumns: 'by name',
    takesAbstractValues: false,
    changesReferred: false,
  },
}

const profilesAt = new WeakMap<Profile, WeakMap<Resource, Profile>>()

/** The profile as far as a service leaves it the choice, with the codes that it has for the resource. */
export function profileAt(profile: Profile, resource: Resource): Profile {
  const { behaviour } = resource.backend
  const codes = profile.codes[resource.lowerPath]
  if (behaviour === undefined && codes === undefined) return profile
  let known = profilesAt.get(profile)
  if (known === undefined) profilesAt.set(profile, (known = new WeakMap<Resource, Profile>()))
  let own = known.get(resource)
  if (own === undefined) known.set(resource, (own = { ...profile, ...behaviour, ...codes }))
  return own
}

/** The status of an action without return value. */
export function actionStatus({ codes, actionStatus }: Profile, { lowerPath }: Resource, name: string): 200 | 204 {
  return codes[lowerPath]?.actions?.[name.toLowerCase()] ?? actionStatus
}

/** Single behaviours that can be switched apart from the profile. */
export interface Switches {
  /** `assign` without a cast segment has no route, as in 2021 to 2023 (R6). */
  readonly strictAssignCast: boolean
  /** v1.0 ignores members that only beta knows instead of refusing them (R4). */
  readonly dropBetaMembers: boolean
  /** PATCH without `@odata.type` takes the stored type (R20). */
  readonly lenientPatchType: boolean
  /** Summaries that were never written are computed from the statuses (R9). */
  readonly computeSummaries: boolean
  /** Android configurations for apps that the tenant does not have are refused, once it has any app (R13). */
  readonly checkTargetedApps: boolean
  /** The directory refuses advanced queries without `ConsistencyLevel: eventual`. */
  readonly requireConsistencyLevel: boolean
  /** A user is made with a password. */
  readonly requirePassword: boolean
  /** What is asked for the content of an app, of imports and of ADMX files is done at once (B67, B98, B162). */
  readonly immediateProcessing: boolean
  /** Export jobs are done as soon as their file is there, and not after a second (B141). */
  readonly immediateReports: boolean
  /** The uploaded content of an app must be what its `fileEncryptionInfo` says, and not only as large (B161). */
  readonly checkUploadedContent: boolean
}

export const defaultSwitches: Switches = {
  strictAssignCast: false,
  dropBetaMembers: false,
  lenientPatchType: false,
  computeSummaries: false,
  checkTargetedApps: true,
  requireConsistencyLevel: false,
  requirePassword: false,
  immediateProcessing: false,
  immediateReports: false,
  checkUploadedContent: true,
}

/** The switches that a profile sets in another way. */
const OWN_SWITCHES: Readonly<Record<ProfileName, Partial<Switches>>> = {
  documented: {},
  live: { requireConsistencyLevel: true, requirePassword: true },
}

/** What a server, or a tenant of its own, imitates. */
export interface Behaviour {
  readonly profile: Profile
  readonly switches: Switches
}

const SWITCH_NAMES = Object.keys(defaultSwitches) as (keyof Switches)[]

/** `documented` or `live`, followed by switches that are to be on (`+name`) or off (`-name`): `live+strictAssignCast`. */
export const BEHAVIOUR_PATTERN = `^(documented|live)([+-](${SWITCH_NAMES.join('|')}))*$`

const BEHAVIOUR = new RegExp(BEHAVIOUR_PATTERN)

const behaviours = new Map<string, Behaviour>()

/** Undefined if the text is not of the form of {@link BEHAVIOUR_PATTERN}. */
export function readBehaviour(text: string): Behaviour | undefined {
  const known = behaviours.get(text)
  if (known !== undefined) return known
  if (!BEHAVIOUR.test(text)) return undefined
  const [name, ...parts] = text.split(/(?=[+-])/) as [ProfileName, ...string[]]
  const changed = parts.map((part) => [part.slice(1), part.startsWith('+')] as const)
  const behaviour = {
    profile: profiles[name],
    switches: { ...defaultSwitches, ...OWN_SWITCHES[name], ...Object.fromEntries(changed) },
  }
  behaviours.set(text, behaviour)
  return behaviour
}
