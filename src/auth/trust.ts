/**
 * Other people's tokens: issuers besides our own whose tokens are admitted, each bound to one of our tenants. Nobody is
 * trusted unless the installation says so.
 *
 * ```json
 * [
 *   { "issuer": "https://login.example.test/", "tenant": "contoso.test", "jwks": "https://login.example.test/keys" },
 *   { "issuer": "my-rig", "tenant": "intunite.test", "secret": "at least thirty-two characters long" }
 * ]
 * ```
 */
import { createPublicKey } from 'node:crypto'
import { Type } from 'typebox'
import type { Static } from 'typebox'
import { Check } from 'typebox/value'
import type { DecodedToken, Jwt } from './jwt.js'

const Common = {
  issuer: Type.String({ minLength: 1, maxLength: 1000 }),
  /** Id or domain. */
  tenant: Type.String({ minLength: 1, maxLength: 253 }),
  /** Taken besides the names of Graph. */
  audience: Type.Optional(Type.String({ minLength: 1 })),
}

const Entry = Type.Union([
  Type.Object({ ...Common, jwks: Type.String({ pattern: '^https?://' }) }, { additionalProperties: false }),
  Type.Object({ ...Common, secret: Type.String({ minLength: 32 }) }, { additionalProperties: false }),
])

export type TrustEntry = Static<typeof Entry>

/** The message says what is wrong; it repeats nothing, because there may be secrets in the text. */
export class TrustError extends Error {}

export function parseTrust(text: string): readonly TrustEntry[] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new TrustError('is no JSON')
  }
  if (!Array.isArray(value)) throw new TrustError('must be a JSON array')
  return value.map((entry: unknown, i) => {
    if (Check(Entry, entry)) return entry
    throw new TrustError(
      `entry ${i + 1} needs issuer, tenant, and either jwks (a URL) or secret (at least 32 characters)`,
    )
  })
}

export interface TrustedIssuer {
  readonly tenant: string
  readonly audience: string | undefined
  hasSigned(token: string, decoded: DecodedToken): Promise<boolean>
}

export interface Trust {
  find(issuer: unknown): TrustedIssuer | undefined
}

export interface TrustDeps {
  readonly jwt: Jwt
  /** A clock that nobody sets, in milliseconds. */
  readonly elapsed?: () => number
  /** Gets the JSON behind a URL. */
  readonly load?: (url: string) => Promise<unknown>
}

export function createTrust(entries: readonly TrustEntry[], deps: TrustDeps): Trust {
  const { jwt, elapsed = () => performance.now(), load = loadJson } = deps
  const issuers = new Map<string, TrustedIssuer>()
  for (const entry of entries) {
    const { tenant, audience } = entry
    const hasSigned: TrustedIssuer['hasSigned'] =
      'secret' in entry
        ? async (token) => jwt.isSignedBy(token, { key: entry.secret, algorithms: ['HS256'] })
        : signedByKeySet(jwt, createKeySet(entry.jwks, load, elapsed))
    issuers.set(entry.issuer, { tenant, audience, hasSigned })
  }
  return { find: (issuer) => (typeof issuer === 'string' ? issuers.get(issuer) : undefined) }
}

type FindKey = (kid: string) => Promise<string | undefined>

function signedByKeySet(jwt: Jwt, find: FindKey): TrustedIssuer['hasSigned'] {
  return async (token, { header }) => {
    const key = typeof header['kid'] === 'string' ? await find(header['kid']) : undefined
    return key !== undefined && jwt.isSignedBy(token, { key, algorithms: ['RS256', 'PS256'] })
  }
}

/** Keys are looked up again after this long, */
const FRESH_FOR = 10 * 60 * 1000
/** and for a key that is not known, but no more often than this. */
const RETRY_AFTER = 10_000

/** A key set that is read again now and then. While its place cannot be reached, the keys last seen go on counting. */
function createKeySet(url: string, load: (url: string) => Promise<unknown>, elapsed: () => number): FindKey {
  let keys = new Map<string, string>()
  let triedAt = -Infinity
  let loadedAt = -Infinity
  let loading: Promise<void> | undefined
  const reload = async (): Promise<void> => {
    triedAt = elapsed()
    try {
      keys = readKeys(await load(url))
      loadedAt = elapsed()
    } catch {
      // A request that needs a key which is not here is refused; the next one tries again.
    }
  }
  return async (kid) => {
    const due = elapsed() - loadedAt > FRESH_FOR || !keys.has(kid)
    if (loading === undefined && due && elapsed() - triedAt > RETRY_AFTER)
      loading = reload().finally(() => {
        loading = undefined
      })
    if (!keys.has(kid)) await loading
    return keys.get(kid)
  }
}

function readKeys(document: unknown): Map<string, string> {
  const keys = new Map<string, string>()
  const listed = typeof document === 'object' && document !== null && 'keys' in document ? document.keys : undefined
  if (!Array.isArray(listed)) throw new TrustError('the document is no key set')
  for (const jwk of listed as Record<string, unknown>[]) {
    const { kid, kty, use } = jwk
    if (typeof kid !== 'string' || kty !== 'RSA' || (use !== undefined && use !== 'sig')) continue
    const key = readKey(jwk)
    if (key !== undefined) keys.set(kid, key)
  }
  return keys
}

/** One key that nobody can read must not make the others worthless. */
function readKey(jwk: Record<string, unknown>): string | undefined {
  try {
    return createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' }).toString()
  } catch {
    return undefined
  }
}

const TIMEOUT = 5000

async function loadJson(url: string): Promise<unknown> {
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT), headers: { accept: 'application/json' } })
  if (!response.ok) throw new TrustError(`the key set cannot be read: ${response.status}`)
  return response.json()
}
