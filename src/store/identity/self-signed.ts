/**
 * A self-signed X.509 certificate around an RSA key: the form in which a key set publishes its keys (`x5c`, and `x5t`
 * as key id). Nobody checks such a certificate, it only has to be well-formed; what is meant to be trusted, like the
 * certificates for TLS, is not made here.
 *
 * ```
 * Certificate    ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signature BIT STRING }
 * TBSCertificate ::= SEQUENCE { [0] version, serialNumber, signature, issuer, validity, subject, subjectPublicKeyInfo }
 * ```
 *
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-4.1
 */
import { createHash, randomBytes, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'

const SEQUENCE = 0x30
const SET = 0x31
const INTEGER = 0x02
const BIT_STRING = 0x03
const NULL = 0x05
const OBJECT_IDENTIFIER = 0x06
const UTF8_STRING = 0x0c
const UTC_TIME = 0x17
const GENERALIZED_TIME = 0x18
const CONTEXT_0 = 0xa0

const COMMON_NAME = Buffer.from('550403', 'hex')
const SHA256_WITH_RSA = Buffer.from('2a864886f70d01010b', 'hex')

export interface SelfSignedOptions {
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
  readonly commonName: string
  /** Milliseconds since 1970. */
  readonly notBefore: number
  readonly notAfter: number
}

/** The certificate as PEM. */
export function selfSigned({ publicKey, privateKey, commonName, notBefore, notAfter }: SelfSignedOptions): string {
  const algorithm = tlv(SEQUENCE, tlv(OBJECT_IDENTIFIER, SHA256_WITH_RSA), tlv(NULL))
  const attribute = tlv(SEQUENCE, tlv(OBJECT_IDENTIFIER, COMMON_NAME), tlv(UTF8_STRING, Buffer.from(commonName)))
  const name = tlv(SEQUENCE, tlv(SET, attribute))
  const serial = randomBytes(16)
  serial.writeUInt8((serial.readUInt8(0) & 0x7f) | 0x40, 0) // positive, and of full length
  const toBeSigned = tlv(
    SEQUENCE,
    tlv(CONTEXT_0, tlv(INTEGER, Buffer.from([2]))),
    tlv(INTEGER, serial),
    algorithm,
    name,
    tlv(SEQUENCE, time(notBefore), time(notAfter)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  )
  const signature = sign('sha256', toBeSigned, privateKey)
  const der = tlv(SEQUENCE, toBeSigned, algorithm, tlv(BIT_STRING, Buffer.from([0]), signature))
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

/** The bytes of a PEM certificate; of the first one, if there are several. */
export function certificateBytes(pem: string): Buffer {
  const body = /-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/.exec(pem)?.[1] ?? ''
  return Buffer.from(body.replace(/\s/g, ''), 'base64')
}

/** Thumbprint of a PEM certificate as `x5t` (SHA-1) and `x5t#S256` give it. */
export function thumbprint(pem: string, algorithm: 'sha1' | 'sha256'): string {
  return createHash(algorithm).update(certificateBytes(pem)).digest('base64url')
}

function tlv(tag: number, ...contents: Buffer[]): Buffer {
  const content = Buffer.concat(contents)
  return Buffer.concat([Buffer.from([tag]), lengthOf(content), content])
}

function lengthOf(content: Buffer): Buffer {
  if (content.length < 0x80) return Buffer.from([content.length])
  const hex = content.length.toString(16)
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex')
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes])
}

function time(milliseconds: number): Buffer {
  const digits = new Date(milliseconds).toISOString().slice(0, 19).replace(/\D/g, '')
  if (digits < '2050') return tlv(UTC_TIME, Buffer.from(`${digits.slice(2)}Z`))
  return tlv(GENERALIZED_TIME, Buffer.from(`${digits}Z`))
}
