/**
 * Page tokens: where the next page begins, as the sort keys of the last row. A token is signed together with what it is
 * good for (`fingerprint`: tenant, path, filter, order), so that a changed one, a foreign one and one that was made for
 * another query are all refused.
 *
 * ```
 * token     = base64url( version mac position )
 * version   = %x01
 * mac       = the first 16 octets of HMAC-SHA256( key, version length-of-fingerprint fingerprint position )
 * position  = JSON array of strings, numbers, nulls and, for 64-bit integers, arrays of one string of digits
 * ```
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { badRequest } from '../errors.js'

export type PositionValue = string | number | bigint | null

const VERSION = 1
const MAC_LENGTH = 16
const HEADER_LENGTH = 1 + MAC_LENGTH
const BASE64URL = /^[A-Za-z0-9_-]+$/

export function writeSkipToken(
  key: Buffer,
  { fingerprint, position }: { readonly fingerprint: string; readonly position: readonly PositionValue[] },
): string {
  const written = position.map((value) => (typeof value === 'bigint' ? [String(value)] : value))
  const body = Buffer.from(JSON.stringify(written))
  return Buffer.concat([Buffer.of(VERSION), macOf(key, fingerprint, body), body]).toString('base64url')
}

export function readSkipToken(
  key: Buffer,
  text: string,
  fingerprint: string,
  option: '$skiptoken' | '$deltatoken' = '$skiptoken',
): readonly PositionValue[] {
  const token = BASE64URL.test(text) ? Buffer.from(text, 'base64url') : undefined
  // Unused bits of the last character could differ without changing the octets.
  if (token === undefined || token.length <= HEADER_LENGTH || token.toString('base64url') !== text)
    throw invalidToken(option)
  const body = token.subarray(HEADER_LENGTH)
  const genuine = timingSafeEqual(token.subarray(1, HEADER_LENGTH), macOf(key, fingerprint, body))
  if (token[0] !== VERSION || !genuine) throw invalidToken(option)
  const position = JSON.parse(body.toString()) as (string | number | null | [string])[]
  return position.map((value) => (Array.isArray(value) ? BigInt(value[0]) : value))
}

function macOf(key: Buffer, fingerprint: string, body: Buffer): Buffer {
  const bound = Buffer.from(fingerprint)
  const head = Buffer.alloc(5)
  head.writeUInt8(VERSION)
  head.writeUInt32BE(bound.length, 1)
  return createHmac('sha256', key).update(head).update(bound).update(body).digest().subarray(0, MAC_LENGTH)
}

function invalidToken(option: '$skiptoken' | '$deltatoken'): Error {
  const link = option === '$skiptoken' ? 'nextLink' : 'deltaLink'
  return badRequest(
    `The ${option} query option is not valid: it must come unchanged from an @odata.${link} of the same query.`,
  )
}
