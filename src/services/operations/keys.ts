/**
 * Keys that are made from the name of what they belong to, and a request for a certificate with one. They stay the same, and
 * protect nothing.
 */
import { createECDH, createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'

function privateKeyOf(name: string): KeyObject {
  const curve = createECDH('prime256v1')
  const secret = createHash('sha256').update(name).digest()
  curve.setPrivateKey(secret)
  const point = curve.getPublicKey()
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    d: secret.toString('base64url'),
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  }
  return createPrivateKey({ key: jwk, format: 'jwk' })
}

/** The public key of `name` as PEM. */
export function publicKey(name: string): string {
  return createPublicKey(privateKeyOf(name)).export({ type: 'spki', format: 'pem' }).toString()
}

/**
 * A request for a certificate of `name`, as PEM. The library that makes certificates is loaded for TLS alone, and these are
 * five values.
 *
 * @see https://www.rfc-editor.org/rfc/rfc2986
 */
export function certificateRequest(name: string): string {
  const key = privateKeyOf(name)
  const subject = sequence(asn1(0x31, sequence(COMMON_NAME, asn1(0x0c, Buffer.from(name)))))
  const version = asn1(0x02, Buffer.of(0))
  const info = sequence(version, subject, createPublicKey(key).export({ type: 'spki', format: 'der' }), asn1(0xa0))
  const request = sequence(info, sequence(ECDSA_WITH_SHA256), asn1(0x03, Buffer.of(0), sign('sha256', info, key)))
  const lines = request.toString('base64').match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE REQUEST-----', ...lines, '-----END CERTIFICATE REQUEST-----', ''].join('\n')
}

const COMMON_NAME = Buffer.from('0603550403', 'hex')
const ECDSA_WITH_SHA256 = Buffer.from('06082a8648ce3d040302', 'hex')

function sequence(...parts: readonly Buffer[]): Buffer {
  return asn1(0x30, ...parts)
}

/** @see https://www.itu.int/rec/T-REC-X.690 */
function asn1(tag: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  const { length } = body
  const lengths = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.of(tag, ...lengths), body])
}
