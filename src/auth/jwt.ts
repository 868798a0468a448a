/**
 * JSON Web Tokens: the one place that signs, by fast-jwt, and checks signatures, by @fastify/jwt. Which key, issuer, audience and time
 * a token may have is decided by the caller, with the clock of the installation.
 *
 * @see https://github.com/fastify/fastify-jwt
 */
import fastifyJwt from '@fastify/jwt'
import { createSigner } from 'fast-jwt'
import Fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import { NO_SCHEMAS } from '../http/no-schemas.js'
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
  const signers = new LruCache<Sign>(SIGNERS)
  return {
    sign(claims, key, header) {
      let signer = signers.get(key.privateKey)
      if (signer === undefined) signers.set(key.privateKey, (signer = signerOf(key)))
      return signer(claims, header)
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

type Sign = (claims: Claims, header: Claims) => string

/** Keys whose signers are kept. */
const SIGNERS = 4

/**
 * To take a key apart costs as much as to sign with it, so each key has a signer. What the header of a token holds besides
 * is read from the signer's options at every signature.
 */
function signerOf({ kid, privateKey }: SigningKey): Sign {
  const header: Record<string, unknown> & { alg: string } = { alg: 'RS256' }
  const sign = createSigner({ key: privateKey, algorithm: 'RS256', kid, header })
  return (claims, wanted) => {
    for (const name of Object.keys(header)) if (name !== 'alg') delete header[name]
    Object.assign(header, wanted)
    return sign(claims)
  }
}

/** For programs that issue tokens without serving HTTP. */
export function standaloneJwt(): Promise<Jwt> {
  return registerJwt(Fastify({ schemaController: NO_SCHEMAS }))
}
