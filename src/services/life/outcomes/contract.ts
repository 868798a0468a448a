/** What a check-in takes, and what it gives: the contract between the engine of a living tenant and the pure outcomes. */
import type { App, Agent, CompliancePolicy, Configuration, Remediation, Script, Targeted } from './policy.js'
import type { AppState, ComplianceStatus, DeviceFacts, DeviceState, Truth, UserFacts } from './device.js'

/** 0 up to 1 by the seed of the tenant, the kind of decision and the objects it is about (L3). */
export type Chance = (kind: string, ...of: readonly (string | number)[]) => number

export interface TenantSettings {
  /** Whether a device without a compliance policy is noncompliant (L73). */
  readonly secureByDefault: boolean
  /** `deviceComplianceCheckinThresholdDays`. */
  readonly contactThresholdDays: number
}

export interface Delays {
  /** Milliseconds between the check-in that begins an install and its end (L68). */
  readonly appInstall: number
  /** Milliseconds between the check-in that brings a wipe or a retirement and the one that ends it (L82). */
  readonly leave: number
}

/** What comes about at one moment. */
export interface Moment {
  /** Milliseconds since 1970. */
  readonly now: number
  readonly chance: Chance
  readonly device: DeviceFacts
  /** The primary user, if there is one. */
  readonly user: UserFacts | undefined
  readonly truth: Truth
  readonly former: DeviceState
  readonly tenant: TenantSettings
  readonly delays: Delays
}

export interface CheckIn extends Moment {
  /** Which agents of the device report: a check-in of Windows is not one of its agent for scripts and Win32 apps (L22). */
  readonly agents: readonly Agent[]
  /** All that is targeted, of the agents that report and of those that do not. */
  readonly targeted: readonly Targeted[]
}

export interface SettingState {
  readonly key: string
  readonly status: ComplianceStatus
  readonly code: number
  /** The value on the device. */
  readonly value?: string | undefined
  /** The policies whose values clash; the policy itself without a clash. */
  readonly sources: readonly string[]
}

/** What a device and its user show of a policy: the row of a status (L54). */
export interface PolicyRow {
  readonly policyId: string
  readonly kind: Configuration['kind'] | 'compliance'
  readonly status: ComplianceStatus
  readonly version: number
  /** Undefined as long as nothing is reported, and where time alone has passed: what was stored stays. */
  readonly reportedAt: number | undefined
  readonly code: number
  /** Of a compliance policy: when its grace ends. */
  readonly graceUntil?: number | undefined
  /** Whether it is the row of the user, or of a device that nobody is named by (L56). */
  readonly byUser: boolean
  /** Settings that are not `others`. */
  readonly settings: readonly SettingState[]
  /** The status of every other setting. */
  readonly others: ComplianceStatus
  /** Whether it differs from what was reported before, the time apart. */
  readonly isNew: boolean
}

export interface AppRow {
  readonly appId: string
  readonly state: AppState
  readonly code: number
  readonly version: string
  readonly reportedAt: number
  readonly isNew: boolean
}

/** A run of a script or remediation. */
export interface RunRow {
  readonly policyId: string
  readonly kind: 'script' | 'remediation'
  readonly ranAt: number
  readonly runState: RunState
  readonly code: number
  /** Of a remediation; `runState` is that of the detection. */
  readonly remediationState?: RemediationState | undefined
  /** How often it has repaired something on this device. */
  readonly remediated: number
}

export type RunState = 'unknown' | 'success' | 'fail' | 'scriptError' | 'pending' | 'notApplicable'
export type RemediationState = 'unknown' | 'skipped' | 'success' | 'remediationFailed' | 'scriptError'

export interface InstalledApp {
  readonly name: string
  readonly publisher: string
  readonly version: string
}

/** Something that happens later without a check-in. */
export interface FollowUp {
  readonly at: number
  /** The rules of compliance are read again, or the device checks in by itself. */
  readonly kind: 'compliance' | 'checkIn'
}

/** What changes in the entry of `deviceActionResults` with this name (L85). */
export interface ActionResult {
  readonly actionName: string
  readonly actionState: 'pending' | 'active' | 'done' | 'failed' | 'notSupported'
  readonly updatedAt: number
  /** What the device answers, as a passcode or a place. */
  readonly members?: Readonly<Record<string, unknown>> | undefined
}

/** What the service sends or does to a device by itself (L77). */
export interface OutboxLine {
  readonly at: number
  readonly type: 'notification' | 'pushNotification' | 'remoteLock' | 'retire' | 'wipe' | 'removeResourceAccessProfiles'
  readonly policyId: string
  readonly userId: string | undefined
  readonly templateId?: string | undefined
}

export interface Outcomes {
  readonly state: DeviceState
  readonly rows: readonly PolicyRow[]
  /** The rules of compliance that every tenant has (L73). */
  readonly builtIn: readonly SettingState[]
  /** Policies that were reported and are not targeted any more. Rows that nothing was reported for are the caller's. */
  readonly removed: readonly string[]
  readonly apps: readonly AppRow[]
  readonly removedApps: readonly string[]
  readonly runs: readonly RunRow[]
  readonly removedRuns: readonly string[]
  /** Apps that came onto the device and that left it (L72). */
  readonly installed: readonly InstalledApp[]
  readonly uninstalled: readonly InstalledApp[]
  /** What changes in what remote actions show. */
  readonly actionResults: readonly ActionResult[]
  /** Members of the managed device. */
  readonly device: Readonly<Record<string, unknown>>
  /** Of the Entra device (L80). */
  readonly isCompliant: boolean | undefined
  /** Remote actions end with the device: it is retired or wiped (L82). */
  readonly leaves?: 'retired' | 'wiped' | undefined
  readonly followUps: readonly FollowUp[]
  readonly outbox: readonly OutboxLine[]
}

export type TargetedApp = Targeted<App>
export type TargetedCompliance = Targeted<CompliancePolicy>
export type TargetedRun = Targeted<Script | Remediation>
