/** Policies, apps and scripts as a device meets them: what of a document decides an outcome, prepared once for all devices. */
import type { Intent } from '../../targeting/targets.js'
import type { Platform } from '../../platforms.js'
import type { Outcome as FilterOutcome } from '../../targeting/filters.js'

/** One thing that a policy asks for, in a form that policies can be compared by (L51). */
export interface Setting {
  /** `{type}.{property}` of a typed policy, the `settingDefinitionId` of a catalog policy, `{app}#{key}` of an app configuration. */
  readonly key: string
  /** The value as text. Equal texts are equal values. */
  readonly value: string
  /** What it sets on the device: of a catalog policy the same for the device's and the user's definition of a setting. */
  readonly slot: string
  /** A setting of the user: it wins over one of the device, and needs a user (L52). */
  readonly ofUser: boolean
}

/** Which devices of its platform a policy is for: versions of the system, and editions, that it includes or excludes. */
export interface Applicability {
  readonly versions?: { readonly least: string; readonly most: string; readonly includes: boolean } | undefined
  /** As devices name them: Enterprise, Professional. */
  readonly editions?: { readonly names: readonly string[]; readonly includes: boolean } | undefined
}

interface Described {
  readonly id: string
  readonly name: string
  /** What a device reports as applied; a change of it says that the device has something new to do. */
  readonly version: number
  /** Empty: for every platform. */
  readonly platforms: readonly Platform[]
}

export type ConfigurationKind = 'configuration' | 'catalog' | 'appConfiguration' | 'updateProfile'

export interface Configuration extends Described {
  readonly kind: ConfigurationKind
  readonly applicability?: Applicability | undefined
  /** Those whose values compare: defaults and custom payloads do not (L50, L51). */
  readonly settings: readonly Setting[]
}

export type ScheduledActionType =
  | 'noAction'
  | 'notification'
  | 'block'
  | 'retire'
  | 'wipe'
  | 'removeResourceAccessProfiles'
  | 'pushNotification'
  | 'remoteLock'

/** What happens some hours after a device became noncompliant (L76, L77). */
export interface ScheduledAction {
  readonly id: string
  readonly type: ScheduledActionType
  readonly hours: number
  readonly templateId?: string | undefined
}

export interface CompliancePolicy extends Described {
  readonly kind: 'compliance'
  readonly settings: readonly Setting[]
  readonly actions: readonly ScheduledAction[]
}

/** Who installs and runs: the device itself at its check-in, or an agent with a clock of its own (L18, L22). */
export type Agent = 'mdm' | 'extension'

export interface App extends Described {
  readonly kind: 'app'
  readonly agent: Agent
  /** With `version` it tells one content from another. */
  readonly appVersion: string
  readonly publisher: string
  /** Apps that are installed first (L70). */
  readonly dependsOn: readonly {
    readonly appId: string
    /** Otherwise it has to be there already. */
    readonly installs: boolean
  }[]
  readonly supersedes: readonly { readonly appId: string; readonly uninstalls: boolean }[]
  /** Whether devices are told of new content: of a package for iOS they are not (L20). */
  readonly announcesContent: boolean
  /** Offered by itself where it is required: store apps of iOS (L66). */
  readonly offersRequired: boolean
  /** Whether it may be available to devices, not to users alone (L66). */
  readonly offersDevices: boolean
}

export interface Script extends Described {
  readonly kind: 'script'
  readonly agent: Agent
  /** Undefined: once for each version. */
  readonly everyMinutes?: number | undefined
}

/** A script that detects, and one that repairs if there is one (L64). */
export interface Remediation extends Described {
  readonly kind: 'remediation'
  readonly agent: 'extension'
  /** Undefined: once for each version. */
  readonly everyMinutes?: number | undefined
  readonly remediates: boolean
}

export type Policy = Configuration | CompliancePolicy | App | Script | Remediation

export type PolicyKind = Policy['kind']

/** An intent that holds for a pair, with what its own filters make of the device (L65). */
export interface IntentOutcome {
  readonly intent: Intent
  readonly filter: FilterOutcome
}

/** A policy that assignments bring to a device and its user (L25). Without any row of these, a policy is not targeted. */
export interface Targeted<P extends Policy = Policy> {
  readonly policy: P
  /** What the filters of its assignments make of the device. Of an app, see `intents`. */
  readonly filter: FilterOutcome
  /** Of an app: those that hold (`intentOutcomes` in services/targeting/intents). */
  readonly intents?: readonly IntentOutcome[] | undefined
  /** Of an app: an install that was required before is taken away (U available, D uninstall). */
  readonly removesRequired?: boolean | undefined
  /** Whether an assignment names it by the user (true) or by the device alone (L56). */
  readonly byUser: boolean
}
