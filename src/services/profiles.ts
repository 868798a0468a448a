/**
 * Where documentation and the live service disagree, a profile says whom to follow. All such choices are here, as data.
 * `documented` fits the reference pages and the SDKs made from them; `live` fits tools that were written against the
 * real service, such as IntuneCD.
 */
export interface Profile {
  readonly name: ProfileName
  /** Status of a successful PATCH; 204 has no body (R1). */
  readonly updateStatus: 200 | 204
  /** Status of a successful DELETE, without body (R1). */
  readonly deleteStatus: 204 | 200
  /** Status of an action without return value (R1). */
  readonly actionStatus: 204 | 200
  /** Routes that are documented and that the live service does not have (R1). */
  readonly missingRoutes: readonly ('POST assignments' | '$count')[]
  /** Answer to a method that a known route does not have (R19). */
  readonly unsupportedMethod: 405 | 'no route'
  /** Which entities say their `@odata.type` (R23). */
  readonly typeAnnotations: 'all' | 'derived'
}

export type ProfileName = 'documented' | 'live'

export const profiles: Readonly<Record<ProfileName, Profile>> = {
  documented: {
    name: 'documented',
    updateStatus: 200,
    deleteStatus: 204,
    actionStatus: 204,
    missingRoutes: [],
    unsupportedMethod: 405,
    typeAnnotations: 'all',
  },
  live: {
    name: 'live',
    updateStatus: 204,
    deleteStatus: 200,
    actionStatus: 200,
    missingRoutes: ['POST assignments', '$count'],
    unsupportedMethod: 'no route',
    typeAnnotations: 'derived',
  },
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
}

export const defaultSwitches: Switches = {
  strictAssignCast: false,
  dropBetaMembers: false,
  lenientPatchType: false,
  computeSummaries: false,
}
