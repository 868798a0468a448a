/**
 * JSON Web Tokens by @fastify/jwt: the one place that signs and checks signatures. Which key, issuer, audience and time
 * a token may have is decided by who asks, with the clock of the installation.
 *
 * @see https://github.com/fastify/fastify-jwt
 */
import fastifyJwt from '@fastify/jwt'
import Fastify from 'fastify'
import type { FastifyInstance } from 'fastify'

export type Claims = Readonly<Record<string, unknown>>

export interface DecodedToken {
  readonly header: Claims
  readonly payload: Claims
}

export type SignatureAlgorithm = 'RS256' | 'PS256' | 'HS256'

export interface TokenKey {
  /** PEM of a public key, or a shared secret. */
  readonly key: string | Buffer
  /** What the token's `alg` may be. */
  readonly algorithms: readonly SignatureAlgorithm[]
}

export interface Jwt {
  sign(claims: Claims, key: { readonly kid: string; readonly privateKey: string }, header: Claims): string
  /** Whether a key made the signature. Looks at nothing else. */
  isSignedBy(token: string, key: TokenKey): boolean
  /** What a token says, signed or not; undefined if it is no token. */
  decode(token: string): DecodedToken | undefined
}

/** Registers @fastify/jwt, once for an application. */
export async function registerJwt(app: FastifyInstance): Promise<Jwt> {
  await app.register(fastifyJwt, {
    // Keys are handed over call by call: they change, and which one counts depends on the token.
    secret: () => Promise.reject(new Error('no key was chosen')),
    decode: { complete: true },
    sign: { algorithm: 'RS256' },
    verify: { ignoreExpiration: true, ignoreNotBefore: true, errorCacheTTL: -1 },
  })
  return {
    sign: (claims, { kid, privateKey }, header) =>
      app.jwt.sign(claims, { key: privateKey, kid, header: { alg: 'RS256', ...header } }),
    isSignedBy(token, { key, algorithms }) {
      try {
        app.jwt.verify(token, { key, algorithms: [...algorithms] })
        return true
      } catch {
        return false
      }
    },
    decode(token) {
      try {
        const decoded = app.jwt.decode<Partial<DecodedToken>>(token)
        const { header, payload } = decoded ?? {}
        return isObject(header) && isObject(payload) ? { header, payload } : undefined
      } catch {
        return undefined
      }
    },
  }
}

/** For programs that issue tokens without serving HTTP. */
export function standaloneJwt(): Promise<Jwt> {
  return registerJwt(Fastify())
}

function isObject(value: unknown): value is Claims {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
