/**
 * Makes the certificate authority and the server's certificate, with `@peculiar/x509`. Loaded only when there is one to
 * be made.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5280
 */
import 'reflect-metadata'
import { randomBytes, webcrypto } from 'node:crypto'
import { isIP } from 'node:net'
import { AsnConvert, OctetString } from '@peculiar/asn1-schema'
import { GeneralName, GeneralSubtree, GeneralSubtrees, NameConstraints } from '@peculiar/asn1-x509'
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  cryptoProvider,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509'
import { isPermitted, PERMITTED_NETWORKS, permittedDomains } from './names.js'

cryptoProvider.set(webcrypto as unknown as Parameters<typeof cryptoProvider.set>[0])

export interface KeyAndCertificate {
  /** PKCS #8 in PEM. */
  readonly key: string
  /** PEM. */
  readonly certificate: string
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const NAME_CONSTRAINTS = '2.5.29.30'

const DAY = 24 * 60 * 60 * 1000
const AUTHORITY_LIFE = 3650 * DAY
/** Clients refuse server certificates that live longer than 398 days. */
const SERVER_LIFE = 397 * DAY
/** Clocks of containers and virtual machines are not always right. */
const SKEW = DAY

/** An authority that may vouch for private names, for Microsoft's names above, and for what the operator asked for. */
export async function makeAuthority(wanted: readonly string[], now: Date): Promise<KeyAndCertificate> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: `CN=Intunite private CA ${randomBytes(4).toString('hex')}`,
    notBefore: new Date(now.getTime() - SKEW),
    notAfter: new Date(now.getTime() + AUTHORITY_LIFE),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      new Extension(NAME_CONSTRAINTS, true, AsnConvert.serialize(nameConstraints(wanted))),
    ],
  })
  return { key: await exportKey(keys.privateKey), certificate: certificate.toString('pem') }
}

/** A certificate for the server under `names`, signed by `authority`. */
export async function makeServerCertificate(
  authority: KeyAndCertificate,
  names: readonly string[],
  now: Date,
): Promise<KeyAndCertificate> {
  const issuer = new X509Certificate(authority.certificate)
  const permitted = permittedBy(issuer)
  const foreign = names.find((name) => permitted !== undefined && !isPermitted(name, permitted))
  if (foreign !== undefined) throw new NotPermitted(foreign)
  const signingKey = await importKey(authority.key)
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
  const certificate = await X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: `CN=${names[0]}`,
    issuer: issuer.subject,
    notBefore: new Date(now.getTime() - SKEW),
    notAfter: new Date(now.getTime() + SERVER_LIFE),
    signingAlgorithm: ALGORITHM,
    publicKey: keys.publicKey,
    signingKey,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(names.map((value) => ({ type: isIP(value) === 0 ? 'dns' : 'ip', value }))),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(issuer),
    ],
  })
  return { key: await exportKey(keys.privateKey), certificate: certificate.toString('pem') }
}

/** The authority was made for other names. */
export class NotPermitted extends Error {
  readonly foreignName: string

  constructor(foreignName: string) {
    super(`the private CA may not vouch for ${foreignName}`)
    this.foreignName = foreignName
  }
}

function permittedBy(authority: X509Certificate): string[] | undefined {
  const extension = authority.getExtension(NAME_CONSTRAINTS)
  if (extension === null) return undefined
  const { permittedSubtrees } = AsnConvert.parse(extension.value, NameConstraints)
  return [...(permittedSubtrees ?? [])].flatMap(({ base }) => base.dNSName ?? [])
}

function nameConstraints(wanted: readonly string[]): NameConstraints {
  const domains = permittedDomains(wanted).map((dNSName) => new GeneralName({ dNSName }))
  const networks = PERMITTED_NETWORKS.map((hex) => AsnConvert.parse(networkName(hex), GeneralName))
  return new NameConstraints({
    permittedSubtrees: new GeneralSubtrees([...domains, ...networks].map((base) => new GeneralSubtree({ base }))),
  })
}

/** `iPAddress [7] OCTET STRING` of address and mask; the library writes single addresses only. */
function networkName(hex: string): ArrayBuffer {
  const bytes = Buffer.from(hex, 'hex')
  const encoded = Buffer.from(AsnConvert.serialize(new OctetString(bytes)))
  encoded[0] = 0x87
  return new Uint8Array(encoded).buffer
}

/** 16 random bytes, positive and without leading zero. */
function serialNumber(): string {
  const bytes = randomBytes(16)
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40
  return bytes.toString('hex')
}

async function exportKey(key: webcrypto.CryptoKey): Promise<string> {
  return PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')
}

async function importKey(pem: string): Promise<webcrypto.CryptoKey> {
  const [bytes = new ArrayBuffer(0)] = PemConverter.decode(pem)
  return webcrypto.subtle.importKey('pkcs8', bytes, ALGORITHM, false, ['sign'])
}
