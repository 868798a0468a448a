/** What a rule may know of the request it is applied to. Of HTTP it knows nothing. */
import type { SqlValue } from '../store/work.js'
import type { Counted } from './life/outcomes/worst.js'
import type { Clock, NewId } from '../clock.js'
import type { BodyContext } from '../model/body-types.js'
import type { Resource } from '../model/model.js'
import type { UploadKey } from '../store/content/folder.js'
import type { EntityStore, Keys } from '../store/query/entities.js'
import type { AuditLog } from './audit/audit-log.js'
import type { Trace } from './audit/entry.js'
import type { ContentService } from './content/content.js'
import type { ItemBudget } from './item-budget.js'
import type { Profile, Switches } from './profiles.js'
import type { ExportJob } from './reports/export-job.js'

export interface Scope extends BodyContext {
  readonly tenantId: string
  readonly store: EntityStore
  readonly profile: Profile
  readonly switches: Switches
  readonly clock: Clock
  readonly newId: NewId
  /** Scheme, host and port under which the client knows the server: for URLs in what it reads. */
  readonly origin: string
  readonly content: ContentService
  readonly exports: ExportService
  readonly audit: AuditLog
  /** What the request has come across, for its note in the audit log. */
  readonly trace: Trace
  /** Client id of the app that calls, and the id of the user that it calls for. */
  readonly caller: { readonly appId: string; readonly userId?: string | undefined }
  /** How many items the request may still make or name. */
  readonly items: ItemBudget
  /** The hash of what the body holds in clear, or of what was made up for it: hashing takes longer than a transaction may. */
  readonly hashed: HashedSecret | undefined
  /** The tenant lives: its devices report what no client has written. */
  readonly life?: LifeDelays | undefined
  /** New items keep the ids that they come with, as those of a backup do. */
  readonly keepsIds?: true
}

/** How late a tenant that lives tells of itself, in milliseconds. */
export interface LifeDelays {
  readonly aggregation: number
  readonly audit: number
  readonly export: number
  readonly autopilotSync: number
}

/** What it takes to tell of a tenant what nobody has stored: mostly numbers, which are counted. */
export interface CountingScope extends Pick<Scope, 'tenantId' | 'store' | 'model' | 'clock'> {
  readonly switches: Pick<Switches, 'computeSummaries'>
  /** It is counted within a write that takes its time: an aggregation. */
  readonly isWrite?: boolean | undefined
  readonly life?: Scope['life']
  readonly known?: KnownCounts | undefined
}

/** What an aggregation has counted already, in parts. */
export interface KnownCounts {
  /** Of the policy that is counted: its version, and how many devices and users are in each state. */
  readonly version?: SqlValue | undefined
  readonly devices?: ReadonlyMap<string, number> | undefined
  readonly users?: ReadonlyMap<string, number> | undefined
  readonly statesOf?: StatesOf | undefined
  /** How many devices have each value of a property; undefined of a property that was not counted. */
  readonly devicesBy?: ((property: string) => ReadonlyMap<string, number> | undefined) | undefined
}

/** How many devices, or users, are in each state over policies of a set, where that is counted already. */
export type StatesOf = (set: string, statuses: string, types: RegExp | undefined) => Counted | undefined

/** What is told of a tenant is as old as its last aggregation, which comes later than what it counts. */
export function isAggregated({ life }: Pick<Scope, 'life'>): boolean {
  return life !== undefined && life.aggregation > 0
}

/** Makes the files of export jobs. */
export interface ExportService {
  /** Has the file of a job made soon. It may be asked for while the transaction still runs, and again. */
  make(scope: Scope, job: ExportJob): void
  /** Where a client that came to `origin` reads the file, and until when; a time to the second. */
  access(origin: string, upload: UploadKey): { readonly uri: string; readonly expires: string }
  close(): Promise<void>
}

export interface HashedSecret {
  readonly hash: string
  /** A secret that was made up. */
  readonly secret?: string
}

/** Where in the tree something happens. */
export interface Location {
  readonly resource: Resource
  /** Keys from the root set down to the item, canonical. */
  readonly keys: Keys
}
