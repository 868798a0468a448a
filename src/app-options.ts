/** What the application is made with. */
import type { FastifyBaseLogger } from 'fastify'
import type { TrustEntry } from './auth/trust.js'
import type { NewId } from './clock.js'
import type { MetricsOptions } from './routes/metrics.js'
import type { LifeDefault } from './services/life/settings.js'
import type { Switches } from './services/profiles.js'
import type { Store } from './store/store.js'
import type { JournalOptions } from './services/requests/request-log.js'
import type { Tracing } from './telemetry/tracing.js'

export interface AppOptions {
  readonly store: Store
  readonly log: FastifyBaseLogger & { isLevelEnabled?(level: string): boolean }
  readonly newId: NewId
  /** What is imitated, in the form of `readBehaviour`. */
  readonly profile: string
  readonly switches?: Partial<Switches>
  /** Items in a page when a request does not say. */
  readonly pageSize: number
  /** The highest `$top`. */
  readonly maxTop: number
  /** Audit events that a tenant keeps; none are noted with 0. */
  readonly auditEvents?: number
  /** Changes that a tenant keeps for its history; none with 0. */
  readonly history?: number
  /** For how many days. */
  readonly historyDays?: number
  /** Which tenants live that nobody has switched; none unless given. */
  readonly life?: LifeDefault
  /** What the journal of requests keeps; nothing is noted without it. */
  readonly journal?: JournalOptions | undefined
  /** Bytes that a tenant may upload as content of apps. */
  readonly contentBytes: number
  /** Bytes of a document of a tenant that is imported; any number unless given. */
  readonly importBytes?: number
  /** Further issuers whose tokens are accepted. */
  readonly trust?: readonly TrustEntry[]
  /** Whose `X-Forwarded-…` headers count. */
  readonly trustProxy: boolean | string
  /** Who may use the control face, and from where; nobody unless given. */
  readonly control?: { readonly key: string; readonly from: 'loopback' | 'anywhere' } | undefined
  /** The server's names, and whether it answers to them alone; unless given it answers to all. */
  readonly names?: { readonly own: readonly string[]; readonly alone: boolean } | undefined
  /** Whether the portal is served; it is unless this says otherwise. */
  readonly portal?: boolean
  /** What is counted, and who may see it; nothing without it. */
  readonly metrics?: MetricsOptions | undefined
  readonly tracing?: Tracing | undefined
  /** Whether clients can connect wherever they are meant to; always, unless given. */
  readonly isListening?: (() => boolean) | undefined
}
