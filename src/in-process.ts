/** What `startIntunite` takes and gives. */
import type { ShownClock, WantedClock } from './services/clocks.js'
import type { History } from './services/history/version.js'
import type { LifeDefault, ShownLife, WantedLife } from './services/life/settings.js'
import type { RunOptions, ScenarioOutcome } from './scenarios/outcome.js'
import type { Switches } from './services/profiles.js'
import type { RequestBodies, RequestEntry } from './services/requests/entry.js'
import type { RequestFilter } from './services/requests/pattern.js'
import type { Why } from './services/targeting/words.js'

export interface StartOptions {
  /** A free one without it. */
  readonly port?: number
  readonly host?: string
  /** PostgreSQL instead of SQLite in a temporary folder. Nothing in it is removed at the end. */
  readonly databaseUrl?: string
  /** A folder that is kept, for SQLite and certificates. */
  readonly data?: string
  /** `documented`, `live`, with switches if need be: `live+strictAssignCast`. */
  readonly profile?: string
  readonly switches?: Partial<Switches>
  /** Model files (CSDL, XML or JSON) with sets, types and operations to add; `beta:file` is for beta only. */
  readonly model?: string | readonly string[]
  /** Also listen with TLS, on a port of its own and with a private CA. */
  readonly tls?: boolean
  /** Which tenants live that nobody has switched: none unless given. */
  readonly life?: LifeDefault
}

export interface TestTenant {
  readonly tenantId: string
  readonly domain: string
  readonly clientId: string
  readonly secret: string
}

export interface BackupOptions {
  readonly tenantId?: string
  readonly dryRun?: boolean
  /** Make up groups and scope tags of which the backup tells only the id. */
  readonly placeholders?: boolean
  /** Leave out files that cannot be read. */
  readonly lenient?: boolean
}

/** What came of a backup, and what did not. */
export interface ImportedBackup {
  readonly format: string
  readonly objects: number
  readonly made: number
  /** Every reference was found, and nothing was refused. */
  readonly complete: boolean
  readonly unresolved: readonly { file: string; line?: number | undefined; kind: string; name: string; of: string }[]
  readonly leftOut: readonly { file: string; line?: number | undefined; detail: string }[]
}

/** A tenant as it was at a moment. */
export interface StateSnapshot {
  readonly name: string
  /** Makes the tenant what it was: all of it, or nothing has changed. */
  restore(): Promise<void>
  /** What has changed since, as text for people; empty if nothing has. */
  diff(): Promise<string>
  delete(): Promise<void>
}

export interface InProcessClock {
  show(tenantId?: string): Promise<ShownClock>
  /** `now` as 2026-03-02T08:00:00Z; `rate` is how fast it runs, and with 0 it stands still. */
  set(wanted: WantedClock, tenantId?: string): Promise<ShownClock>
  /** By a duration of ISO 8601 such as P30D or -PT1H. */
  advance(by: string, tenantId?: string): Promise<ShownClock>
  /** A tenant follows the server's clock again, and the server the machine's. */
  real(tenantId?: string): Promise<ShownClock>
}

export interface InProcessLife {
  show(tenantId?: string): Promise<ShownLife>
  /** Switches a tenant on or off (`on`), and sets how it lives. Settles when what is due has happened. */
  set(wanted: WantedLife, tenantId?: string): Promise<ShownLife>
  /** Settles when all that is due has happened. */
  settle(tenantId?: string): Promise<void>
}

export interface ScenarioOptions extends Omit<RunOptions, 'tenant' | 'onStep'> {
  /** The tenant to run in; a new one unless given. */
  readonly tenantId?: string
}

/** What came of a scenario, also as text for people. */
export interface RanScenario extends ScenarioOutcome {
  readonly text: string
}

/** A request that was answered, with its bodies as text, without secrets. */
export type JournalRequest = RequestEntry & RequestBodies

export interface Requests {
  /**
   * What clients have asked so far, oldest first: `requests({ path: 'deviceManagement/**', status: '4xx' })`. Of all tenants, unless
   * one is named.
   */
  (wanted?: RequestFilter & { readonly tenantId?: string | undefined }): Promise<readonly JournalRequest[]>
  /** Forgets them. */
  clear(tenantId?: string): Promise<void>
}

export interface Intunite {
  /** `http://127.0.0.1:<port>` */
  readonly url: string
  /** `https://localhost:<port>`, if TLS was asked for. */
  readonly tlsUrl: string | undefined
  /** PEM of the private CA, if TLS was asked for. */
  readonly ca: string | undefined
  /** Key of the control face under `/_intunite`, for the header `x-intunite-key`. */
  readonly controlKey: string
  /** A new tenant with an app that may do everything, or what `permissions` say; it may have a profile of its own. */
  tenant(options?: { readonly permissions?: readonly string[]; readonly profile?: string }): Promise<TestTenant>
  /** An app-only token for Graph; without an argument that of the well-known admin app. */
  token(app?: { readonly tenantId: string; readonly clientId: string }): Promise<string>
  /**
   * Empties a tenant of everything in Intune, and makes it what the small seed is or a snapshot was, if that is wanted. Its
   * apps stay as they are, and so do its users and groups unless `people` is true.
   */
  reset(
    tenantId?: string,
    wanted?: {
      readonly to?: 'empty' | 'seed' | undefined
      readonly snapshot?: string | undefined
      readonly people?: boolean | undefined
    },
  ): Promise<void>
  /** The clock of a tenant; without one that of the whole server. Each call gives the clock as it is then. */
  readonly clock: InProcessClock
  /** The life of a tenant: devices that check in, and states that follow. */
  readonly life: InProcessLife
  /** The changes of an object or of a set, newest first: `history('deviceManagement/deviceCategories')`. */
  history(path: string, tenantId?: string): Promise<History>
  /** Why a device gets a policy or app, or does not; each by id or name. */
  why(device: string, policy: string, tenantId?: string): Promise<Why>
  /** Runs a scenario, from a file or as a value of the same form, and tells what came of each step. */
  scenario(fileOrValue: string | object, options?: ScenarioOptions): Promise<RanScenario>
  /** The journal of requests, for assertions about what a client did. */
  readonly requests: Requests
  /** Imports a backup of IntuneCD or another tool: a folder, an archive or a file. All of it, or nothing. */
  import(path: string, options?: BackupOptions): Promise<ImportedBackup>
  /** Keeps the state of a tenant. */
  snapshot(tenantId?: string): Promise<StateSnapshot>
  close(): Promise<void>
}
