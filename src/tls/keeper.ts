/**
 * Keeps the CA and the server's certificate in the data folder, and makes new ones when they are needed:
 *
 * | File | Holds |
 * | --- | --- |
 * | `tls/ca.pem` | the certificate that clients are to trust |
 * | `tls/ca.key` | its private key, mode 0600 |
 * | `tls/server.pem`, `tls/server.key` | what the server shows; renewed when its names or the time change |
 */
import { X509Certificate } from 'node:crypto'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { join } from 'node:path'
import type { KeyAndCertificate } from './certificates.js'
import { certificateNames } from './names.js'

/** A server certificate is renewed when it has less than this left. */
const RENEW_BEFORE = 30 * 24 * 60 * 60 * 1000

export interface TlsOptions {
  /** The data folder. */
  readonly data: string
  /** Further names of the server. */
  readonly names: readonly string[]
  readonly now: () => Date
}

export interface TlsIdentity extends KeyAndCertificate {
  /** PEM of the CA. */
  readonly ca: string
  /** Where the CA's certificate lies. */
  readonly caFile: string
}

/** The message says what to do. */
export class TlsError extends Error {}

export async function openTls({ data, names, now }: TlsOptions): Promise<TlsIdentity> {
  const folder = join(data, 'tls')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const wanted = certificateNames(names)
  const authority =
    (await readPair(folder, 'ca')) ?? (await make(folder, 'ca', ({ makeAuthority }) => makeAuthority(names, now())))
  const kept = await readPair(folder, 'server')
  const usable = kept !== undefined && serves(kept, authority, wanted, now())
  const server = usable
    ? kept
    : await make(folder, 'server', (certificates) => signServer(certificates, authority, wanted, folder, now()))
  return { ...server, ca: authority.certificate, caFile: join(folder, 'ca.pem') }
}

async function signServer(
  { makeServerCertificate, NotPermitted }: typeof import('./certificates.js'),
  authority: KeyAndCertificate,
  names: readonly string[],
  folder: string,
  now: Date,
): Promise<KeyAndCertificate> {
  try {
    return await makeServerCertificate(authority, names, now)
  } catch (error) {
    if (!(error instanceof NotPermitted)) throw error
    throw new TlsError(
      `${error.message}: it was made before that name was wanted. Remove ${folder} to have a new one made at the next start; clients then have to trust the new ca.pem.`,
    )
  }
}

async function readPair(folder: string, name: string): Promise<KeyAndCertificate | undefined> {
  try {
    const [key, certificate] = await Promise.all([
      readFile(join(folder, `${name}.key`), 'utf8'),
      readFile(join(folder, `${name}.pem`), 'utf8'),
    ])
    return { key, certificate }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

async function make(
  folder: string,
  name: string,
  maker: (certificates: typeof import('./certificates.js')) => Promise<KeyAndCertificate>,
): Promise<KeyAndCertificate> {
  const made = await maker(await import('./certificates.js'))
  const key = join(folder, `${name}.key`)
  await writeFile(key, made.key, { mode: 0o600 })
  await chmod(key, 0o600)
  await writeFile(join(folder, `${name}.pem`), made.certificate, { mode: 0o644 })
  return made
}

/** Whether a kept certificate is from this CA, for these names, and lives long enough. */
function serves(kept: KeyAndCertificate, authority: KeyAndCertificate, names: readonly string[], now: Date): boolean {
  const certificate = new X509Certificate(kept.certificate)
  const issuer = new X509Certificate(authority.certificate)
  return (
    certificate.checkIssued(issuer) &&
    certificate.verify(issuer.publicKey) &&
    Date.parse(certificate.validTo) - now.getTime() > RENEW_BEFORE &&
    names.every((name) => (isIP(name) === 0 ? certificate.checkHost(name) : certificate.checkIP(name)) !== undefined)
  )
}
