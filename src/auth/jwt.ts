/**
 * JSON Web Tokens: the one place that signs, by Node's own RSA, and checks signatures, by @fastify/jwt. Which key, issuer,
 * audience and time a token may have is decided by the caller, with the clock of the installation.
 *
 * @see https://github.com/fastify/fastify-jwt
 * @see https://www.rfc-editor.org/rfc/rfc7515#section-3.1
 */
import { createPrivateKey, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import fastifyJwt from '@fastify/jwt'
import Fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import { LruCache } from '../lru-cache.js'
import { isObject } from '../model/payload.js'

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

export interface SigningKey {
  readonly kid: string
  /** PEM. */
  readonly privateKey: string
}

export interface Jwt {
  sign(claims: Claims, key: SigningKey, header: Claims): string
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
    verify: { ignoreExpiration: true, ignoreNotBefore: true, errorCacheTTL: -1 },
  })
  // To read a key costs as much as to sign with it.
  const keys = new LruCache<KeyObject>(KEYS)
  return {
    sign(claims, { kid, privateKey }, header) {
      let key = keys.get(privateKey)
      if (key === undefined) keys.set(privateKey, (key = createPrivateKey(privateKey)))
      const text = `${encoded({ alg: 'RS256', typ: 'JWT', kid, ...header })}.${encoded(claims)}`
      return `${text}.${sign('RSA-SHA256', Buffer.from(text), key).toString('base64url')}`
    },
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

/** Keys that are kept. */
const KEYS = 4

function encoded(part: Claims): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}

/** For programs that issue tokens without serving HTTP. */
export function standaloneJwt(): Promise<Jwt> {
  return registerJwt(Fastify())
}
