/**
 * A PKCS #12 file with certificates to trust, as Java wants one: no private key, and the attribute by which Java tells a
 * trusted certificate from one that came along with a key. Java reads it with and without the password.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7292
 */
import 'reflect-metadata'
import { createHash, createHmac, randomBytes, X509Certificate } from 'node:crypto'
import { ContentInfo, id_data } from '@peculiar/asn1-cms'
import {
  AuthenticatedSafe,
  CertBag,
  id_certBag,
  id_x509Certificate,
  MacData,
  PFX,
  PKCS12Attribute,
  SafeBag,
  SafeContents,
} from '@peculiar/asn1-pfx'
import { DigestInfo, sha256 } from '@peculiar/asn1-rsa'
import { AsnBmpStringConverter, AsnConvert, AsnObjectIdentifierConverter, OctetString } from '@peculiar/asn1-schema'
import { anyExtendedKeyUsage } from '@peculiar/asn1-x509'
import { TRUSTSTORE_PASSWORD } from './password.js'

const FRIENDLY_NAME = '1.2.840.113549.1.9.20'
/** Oracle's; its value says for what the certificate is trusted. */
const TRUSTED_KEY_USAGE = '2.16.840.1.113894.746875.1.1'
const ITERATIONS = 10_000
const HASH_BLOCK = 64
const MAC_KEY = 3

/** `certificates` by the alias that `keytool -list` shows. */
export function makeTruststore(certificates: Readonly<Record<string, string>>): Buffer {
  const bags = Object.entries(certificates).map(([alias, pem]) => trusted(alias, new X509Certificate(pem).raw))
  const safe = new AuthenticatedSafe([data(AsnConvert.serialize(new SafeContents(bags)))])
  const contents = AsnConvert.serialize(safe)
  const salt = randomBytes(20)
  const mac = createHmac('sha256', macKey(TRUSTSTORE_PASSWORD, salt)).update(Buffer.from(contents)).digest()
  const macData = new MacData({
    mac: new DigestInfo({ digestAlgorithm: sha256, digest: new OctetString(mac) }),
    macSalt: new OctetString(salt),
    iterations: ITERATIONS,
  })
  return Buffer.from(AsnConvert.serialize(new PFX({ version: 3, authSafe: data(contents), macData })))
}

function trusted(alias: string, certificate: Buffer): SafeBag {
  const bag = new CertBag({ certId: id_x509Certificate, certValue: octets(certificate) })
  return new SafeBag({
    bagId: id_certBag,
    bagValue: AsnConvert.serialize(bag),
    bagAttributes: [
      attribute(FRIENDLY_NAME, AsnBmpStringConverter.toASN(alias).toBER()),
      attribute(TRUSTED_KEY_USAGE, AsnObjectIdentifierConverter.toASN(anyExtendedKeyUsage).toBER()),
    ],
  })
}

function attribute(attrId: string, value: ArrayBuffer): PKCS12Attribute {
  // Its constructor forgets what it is given.
  return Object.assign(new PKCS12Attribute(), { attrId, attrValues: [value] })
}

function data(content: ArrayBuffer): ContentInfo {
  return new ContentInfo({ contentType: id_data, content: octets(Buffer.from(content)) })
}

function octets(bytes: Buffer): ArrayBuffer {
  return AsnConvert.serialize(new OctetString(bytes))
}

/** Appendix B.2 of the RFC, for the one block that HMAC with SHA-256 needs. */
function macKey(password: string, salt: Buffer): Buffer {
  const text = Buffer.from(`${password}\0`, 'utf16le').swap16()
  const blocks = [Buffer.alloc(HASH_BLOCK, MAC_KEY), repeated(salt), repeated(text)]
  let hash = createHash('sha256').update(Buffer.concat(blocks)).digest()
  for (let i = 1; i < ITERATIONS; i += 1) hash = createHash('sha256').update(hash).digest()
  return hash
}

function repeated(bytes: Buffer): Buffer {
  return Buffer.alloc(Math.ceil(bytes.length / HASH_BLOCK) * HASH_BLOCK, bytes)
}
