/**
 * Takes a token apart and checks its signature. By hand, because browsers have `crypto.subtle` only where the address is
 * secure, and the portal is also used where it is not.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7515
 * @see https://www.rfc-editor.org/rfc/rfc8017#section-8.2.2
 */
import { sha256 } from '../../session/pkce'

export type Json = Readonly<Record<string, unknown>>

export interface Token {
  readonly header: Json
  readonly claims: Json
  /** What the signature is of. */
  readonly signed: string
  readonly signature: Uint8Array
}

export interface Key {
  readonly kid: string
  readonly kty: string
  readonly n?: string
  readonly e?: string
}

/** Undefined where the text is no JSON web token. */
export function readToken(text: string): Token | undefined {
  const parts = text
    .trim()
    .replace(/^Bearer\s+/i, '')
    .split('.')
  if (parts.length !== 3) return undefined
  const [header = '', claims = '', signature = ''] = parts
  try {
    return {
      header: objectIn(header),
      claims: objectIn(claims),
      signed: `${header}.${claims}`,
      signature: bytesOf(signature),
    }
  } catch {
    return undefined
  }
}

function objectIn(part: string): Json {
  const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(part)))
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('no object')
  return value as Json
}

function bytesOf(base64Url: string): Uint8Array {
  if (!/^[\w-]*$/.test(base64Url)) throw new Error('no base64url')
  const text = atob(base64Url.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(text, (char) => char.charCodeAt(0))
}

/** `DigestInfo` of SHA-256, before the digest. */
const SHA256_INFO = '3031300d060960864801650304020105000420'

/** Whether the token is signed with RS256 by the key. */
export function isSignedBy({ header, signed, signature }: Token, key: Key): boolean {
  if (header['alg'] !== 'RS256' || key.kty !== 'RSA' || key.n === undefined || key.e === undefined) return false
  const modulusBytes = bytesOf(key.n)
  const modulus = numberOf(modulusBytes)
  const given = numberOf(signature)
  if (signature.length !== modulusBytes.length || given >= modulus) return false
  const digest = sha256(new TextEncoder().encode(signed))
  const info = SHA256_INFO + hexOf(digest)
  const padding = 'ff'.repeat(modulusBytes.length - info.length / 2 - 3)
  return power(given, numberOf(bytesOf(key.e)), modulus) === BigInt(`0x0001${padding}00${info}`)
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let [result, factor] = [1n, base % modulus]
  for (let left = exponent; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) result = (result * factor) % modulus
    factor = (factor * factor) % modulus
  }
  return result
}

function numberOf(bytes: Uint8Array): bigint {
  return BigInt(`0x${hexOf(bytes) || '0'}`)
}

function hexOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
