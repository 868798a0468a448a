/** What the primary process and its workers say to each other. */
import type { Config } from '../config.js'
import type { Family } from '../metrics/families.js'
import type { Addresses } from '../server/server.js'

export type FromWorker =
  /** Can hear. */
  | { readonly kind: 'here' }
  | ({ readonly kind: 'ready' } & Addresses)
  /** Could not start; what to tell the person who started the program, if anything is to be told. */
  | { readonly kind: 'failed'; readonly explanation: string | undefined; readonly details: string }
  /** Wants the figures of all. */
  | { readonly kind: 'collect'; readonly id: number }
  | { readonly kind: 'figures'; readonly id: number; readonly families: readonly Family[] }

export type FromPrimary =
  | { readonly kind: 'serve'; readonly config: Config; readonly number: number }
  /** Wants the figures of this worker. */
  | { readonly kind: 'report'; readonly id: number }
  | { readonly kind: 'collected'; readonly id: number; readonly families: readonly Family[] }
  | { readonly kind: 'close'; readonly reason: string }
