import type { Jwt } from '../auth/jwt.js'
import type { Identity } from '../store/identity/identity.js'
import type { Clock, IdSource } from '../store/identity/sql.js'
import type { Tenant } from '../store/identity/tenants.js'
import type { SecretChecker } from './client-secrets.js'
import type { Trace } from './errors.js'
import type { Issuer } from './issuer.js'
import type { Parameters } from './parameters.js'
import type { TenantSegment } from './tenants.js'

/** What the steps of a grant work with. */
export interface EntraDeps {
  readonly identity: Identity
  readonly issuer: Issuer
  readonly jwt: Jwt
  readonly clock: Clock
  readonly newId: IdSource
  readonly secrets: SecretChecker
  /** Whether there is a portal to sign in to. */
  readonly portal: boolean
}

/** One request at a token endpoint, taken apart. */
export interface TokenRequest {
  readonly parameters: Parameters
  readonly segment: TenantSegment
  /** The tenant segment as it was written. */
  readonly segmentText: string
  /** Origin under which the client knows the sign-in face. */
  readonly origin: string
  /** Of the endpoint, not of the token. */
  readonly version: 1 | 2
  /** Client id and secret from an `Authorization: Basic` header. */
  readonly basic: { readonly id: string; readonly secret: string } | undefined
  /** The `Origin` header, which browsers send. */
  readonly crossOrigin: string | undefined
  readonly trace: Trace
}

/** What was granted; the endpoint writes it in the form of its version. */
export interface TokenAnswer {
  readonly tenant: Tenant
  readonly accessToken: string
  readonly issuedAt: number
  readonly expiresAt: number
  /** Audience, which v1 repeats. */
  readonly resource: string
  /** Only for delegated tokens: clients keep what they read here as the key of their cache. */
  readonly scope?: string
  readonly refreshToken?: string
  readonly idToken?: string
  readonly clientInfo?: string
}

export type Grant = (deps: EntraDeps, request: TokenRequest) => Promise<TokenAnswer>
