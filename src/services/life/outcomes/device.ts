/** A device as outcomes see it: what it is, what it would satisfy or refuse, and what it did before. */
import type { Platform } from '../../platforms.js'

export interface DeviceFacts {
  readonly id: string
  readonly platform: Platform
  readonly osVersion?: string | undefined
  /** Of Windows, if it says so. */
  readonly edition?: string | undefined
  /** The user who enrolled it, whether that one still exists or not; undefined of a device without a user. */
  readonly enrolledBy?: string | undefined
  /** Milliseconds since 1970, as all times here. */
  readonly lastContact: number
  readonly complianceState: DeviceComplianceState
}

export interface UserFacts {
  readonly id: string
  readonly displayName: string
  readonly userPrincipalName: string
  readonly isLicensed: boolean
}

export type ComplianceStatus =
  'unknown' | 'notApplicable' | 'compliant' | 'remediated' | 'nonCompliant' | 'error' | 'conflict' | 'notAssigned'

export type DeviceComplianceState =
  'unknown' | 'compliant' | 'noncompliant' | 'conflict' | 'error' | 'inGracePeriod' | 'configManager'

/** What a test states of a device (L8). The words are those of OUTCOMES in truth.ts. */
export interface StatedOutcome {
  readonly outcome: string
  /** A signed number of 32 bits, as Graph has error codes. */
  readonly code?: number | undefined
}

export interface Truth {
  /** What is not stated is drawn, or satisfied without it. */
  readonly profile?: 'typicalFleet' | undefined
  /** By the id of a policy, script or remediation. */
  readonly policies?: Readonly<Record<string, StatedOutcome>> | undefined
  /** By the key of a setting. */
  readonly settings?: Readonly<Record<string, StatedOutcome>> | undefined
  /** By the id of an app. */
  readonly apps?: Readonly<Record<string, StatedOutcome>> | undefined
}

/** What is remembered of a policy between check-ins. Names are short: it is stored once for each device and policy. */
export interface FormerPolicy {
  /** Its status; nothing is stored of one that is pending. */
  readonly s: ComplianceStatus
  /** The version that was applied. */
  readonly v: number
  /** Compliance: since when the device is noncompliant. */
  readonly since?: number | undefined
  /** Compliance: since when a setting is in error. */
  readonly errs?: number | undefined
  /** Compliance: the ids of the scheduled actions that were fired. */
  readonly fired?: readonly string[] | undefined
  readonly code?: number | undefined
  /** Settings that are not as the rest, with the code of an error and the value that a conflict left on the device. */
  readonly x?: readonly (readonly [key: string, status: ComplianceStatus, code: number, kept?: string])[] | undefined
}

export type AppState =
  'notApplicable' | 'installed' | 'failed' | 'notInstalled' | 'uninstallFailed' | 'pendingInstall' | 'unknown'

export interface FormerApp {
  readonly s: AppState
  /** The version that is installed. */
  readonly v?: string | undefined
  /** The `version` of the app that is installed, if that is not 1. */
  readonly c?: number | undefined
  /** When what is under way ends: the outcome is reported by the first check-in after it. */
  readonly at?: number | undefined
  /** What is under way: an install by default. */
  readonly removing?: true | undefined
  /** By whom it is or was to be installed. */
  readonly by?: 'required' | 'user' | 'dependency' | undefined
  readonly code?: number | undefined
  /** It was targeted and is not any more: it is on the device, and no row shows it. */
  readonly untargeted?: true | undefined
  /** Name and publisher of what is installed. */
  readonly n?: readonly [name: string, publisher: string] | undefined
}

export interface FormerRun {
  /** The version that ran. */
  readonly v: number
  readonly at: number
  /** What it gave: a word of OUTCOMES. */
  readonly s: string
  /** How often it has repaired something. */
  readonly n?: number | undefined
}

/** A remote action that the device has not done yet (L82). */
export interface FormerAction {
  readonly name: string
  /** When it was asked for. */
  readonly at: number
  /** The device was told, by a notification or a check-in. */
  readonly isTold?: true | undefined
  /** The device has taken the order, and does it before the next check-in: retire and wipe. */
  readonly isTaken?: true | undefined
  readonly parameters?: Readonly<Record<string, unknown>> | undefined
}

/** All that a device remembers. Stored as JSON of a row for each device. */
export interface DeviceState {
  readonly policies?: Readonly<Record<string, FormerPolicy>> | undefined
  readonly apps?: Readonly<Record<string, FormerApp>> | undefined
  /** What the device is, where it has apps: they are found by it when the device is gone. */
  readonly platform?: Platform | undefined
  readonly runs?: Readonly<Record<string, FormerRun>> | undefined
  /** Remote actions that it has not done yet. */
  readonly actions?: readonly FormerAction[] | undefined
}
