import type { IntuneRole } from '../store/identity/users.js'

/** Who is behind an admitted request, and what they may do. */
export interface Caller {
  readonly tenantId: string
  /** What the tenant imitates, if it has a choice of its own. */
  readonly behaviour?: string
  /** How often a snapshot of the tenant was restored: links to further pages from before are good no more. */
  readonly restored?: number
  /** Client id of the app that calls. */
  readonly appId: string
  /** An app on its own, or on behalf of a user. */
  readonly kind: 'app' | 'user'
  /** Application permissions of an app, delegated scopes of a user. */
  readonly permissions: ReadonlySet<string>
  /** Object id of the service principal or the user; empty if the token of a foreign issuer does not say. */
  readonly objectId: string
  readonly userId?: string
  readonly userPrincipalName?: string
  /** Only for users: what they may do in Intune themselves. */
  readonly intuneRole?: IntuneRole
}
